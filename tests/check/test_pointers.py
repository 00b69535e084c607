"""Where pointers lead: prefixes, bases, other files, and attributes with very many of them."""

import random
import time
from html import escape
from pathlib import Path

import pytest

from edition.check import check
from edition.check.addresses import Leads, Reader, fragment_ids
from edition.check.pointing.ids import badly_named_ids, repeated_ids
from edition.check.pointing.loops import looping_pointers, reversed_spans
from edition.check.pointing.pointers import ambiguous_pointers, misled_pointers
from edition.check.subject import Subject
from edition.check.surroundings import Lies, Neighbour, Surroundings
from edition.document import Document, parse
from edition.neighbours import Neighbours
from edition.report import Message
from edition.tree import local_name

CHECKS = (repeated_ids, badly_named_ids, misled_pointers, ambiguous_pointers, looping_pointers, reversed_spans)
ELEMENTS = ("p", "ref", "persName", "name", "graphic", "app", "catRef")
ATTRIBUTES = ("target", "ref", "resp", "wit", "next", "spanTo", "xml:id", "xml:base", "facs")
PIECES = (
    "#", "a", "orr", "http:", "//", "[", "]", "(", ")", "left(", "range(", ",", "%", "%41", "%00", "%ff", "..", "/",
    "\\", "psn:", "é", "𝔸", "\u2028", "persons.xml", "text.xml", "?", "&", '"', " ", "@", "mailto:", "{", "$1", "^",
    "www.", ".", "*",
)  # fmt: skip
MANY = 100_000
DANGLING = 20_000


def document(body: str, before: str = "") -> Document:
    """A document of which only the pointers matter."""
    return parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{before}<text><body>{body}</body></text></TEI>'.encode())


def said(made: Document, around: Surroundings | None = None) -> list[str]:
    """What is said of ids and pointers: the code and the first sentence."""
    return [f"{message.code} {message.text}" for message in check(made, around, checks=CHECKS)]


def prefixed(pattern: str, written: str) -> tuple[Leads, tuple[str, ...]]:
    """Where `written` leads in a document whose header declares the prefix `psn:`."""
    header = f'<prefixDef ident="psn" matchPattern="{pattern}" replacementPattern="#per.$1"/>'
    subject = Subject(document("<p/>", header))
    reader = Reader(subject.elements("prefixDef"), has_bases=False)
    address = reader.read(subject.tree, written)
    return address.leads, address.ids


def test_a_prefix_stands_for_what_the_header_says() -> None:
    assert prefixed("([a-z]+)", "psn:orr") == (Leads.HERE, ("per.orr",))


def test_an_address_that_does_not_fit_its_prefix_leads_astray() -> None:
    assert prefixed("([a-z]+)", "psn:17")[0] is Leads.ASTRAY


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*b", r"\i\c*", "a{99999999999}", "[a-z-[aeiou]]+", "(" * 99])
def test_a_pattern_that_nobody_can_try_is_not_tried(pattern: str) -> None:
    began = time.process_time()
    assert prefixed(pattern, f"psn:{'a' * 90}")[0] is Leads.WEB
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        ("a", ("a",)),
        ("range(left(a.from),left(a))", ("a.from", "a")),
        ("range(left(a),right(a))", ("a",)),
        ("string-range(p1,0,4)", ("p1",)),
        ("match(p1,'lamps')", ("p1",)),
        ("xpath(//p[3])", ()),
        ("left(//p[3])", ()),
        ("", ()),
        ("%C3%B6l", ("öl",)),
    ],
)
def test_the_ends_of_a_range_are_named(fragment: str, ids: tuple[str, ...]) -> None:
    assert fragment_ids(fragment) == ids


def test_the_base_of_an_element_is_that_of_the_elements_around_it() -> None:
    asked: list[str] = []

    def look(file: str) -> Neighbour:
        asked.append(file)
        return Neighbour(Lies.THERE, {"per.orr": "person"})

    made = document('<div xml:base="registers/"><p xml:base="people/"><ref target="p.xml#per.orr"/></p></div>')
    assert said(made, Surroundings(look)) == []
    assert asked == ["registers/people/p.xml"]


def test_a_base_on_the_web_is_not_looked_up() -> None:
    made = document('<p xml:base="https://example.org/"><ref target="p.xml#per.orr"/></p>')
    assert said(made, Surroundings(_never)) == []


def _never(file: str) -> Neighbour:
    raise AssertionError(file)


def test_a_file_that_no_pointer_names_is_not_asked_for() -> None:
    made = document('<p xml:id="a"><ref target="#a"/><ref target="https://example.org/a.xml#b"/></p>')
    assert said(made, Surroundings(_never)) == []


def test_alone_a_document_is_not_blamed_for_files_that_nobody_can_see() -> None:
    assert said(document('<p><ref target="notes.xml#n1"/></p>')) == []


def test_elements_that_the_schema_does_not_know_have_the_pointers_of_tei() -> None:
    assert said(document('<p><watermark sameAs="#nowhere"/></p>')) == [
        "E211 @sameAs of this watermark leads to “#nowhere”, which is nowhere."
    ]


def test_elements_outside_of_tei_have_no_pointers() -> None:
    assert said(document('<p><x xmlns="urn:x" target="#nowhere"/></p>')) == []


def test_an_id_with_a_space_at_its_end_is_told_once_and_not_at_its_pointers() -> None:
    made = document('<p xml:id="quay "/><p><ref target="#quay"/></p>')
    assert said(made) == ["E210 the xml:id “quay ” holds a space, which no name may hold."]


def test_very_many_addresses_in_one_attribute_are_told_together() -> None:
    made = document(f'<p><ref target="{" ".join(f"#n{number}" for number in range(MANY))}"/></p>')
    began = time.process_time()
    found = said(made)
    assert len(found) == 6
    assert found[-1] == f"E211 {MANY - 5} more addresses in @target of this ref are wrong."
    assert time.process_time() - began < 10


def test_very_many_dangling_pointers_are_found_in_bearable_time() -> None:
    known = "".join(f'<p xml:id="p{number}x"/>' for number in range(3000))
    made = document(known + "".join(f'<p><ref target="#p{number}"/></p>' for number in range(DANGLING)))
    began = time.process_time()
    assert len(said(made)) == DANGLING
    assert time.process_time() - began < 12


def test_a_long_chain_of_parts_is_followed_in_bearable_time() -> None:
    chain = "".join(f'<l xml:id="l{number}" next="#l{number + 1}"/>' for number in range(20_000))
    began = time.process_time()
    assert said(document(f'<lg>{chain}<l xml:id="l20000" next="#l0"/></lg>')) == [
        "E218 @next of this l leads round in a circle: “#l0” → “#l1” → “#l2” → “#l3” → “#l4” → “#l5” → … → “#l0”."
    ]
    assert time.process_time() - began < 10


def test_a_span_that_ends_before_it_begins_is_told() -> None:
    made = document('<p><anchor xml:id="end"/> and <delSpan spanTo="#end"/></p>')
    assert said(made) == ["E214 @spanTo of this delSpan leads to “#end”, which stands before it."]


def test_every_element_of_a_pointer_index_has_the_attribute() -> None:
    subject = Subject(document('<p xml:id="a" corresp="#b #c"><ref target="#range(left(a),left(b))"/></p>'))
    found = [(local_name(node), attribute, each) for node, attribute, each in subject.pointers]
    assert found == [("p", "corresp", "b"), ("p", "corresp", "c"), ("ref", "target", "a"), ("ref", "target", "b")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder `edition` with a file of persons, and one beside the folder that nobody may read."""
    inside = tmp_path / "edition"
    inside.mkdir()
    persons = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><person xml:id="orr"/></standOff></TEI>'
    (inside / "persons.xml").write_text(persons)
    (tmp_path / "secret.xml").write_text(persons)
    (inside / "link.xml").symlink_to(tmp_path / "secret.xml")
    return inside


def told(folder: Path, target: str) -> list[Message]:
    """What is said of a pointer in a file of the folder."""
    around = Neighbours().around(folder / "text.xml", folder)
    made = document(f'<p><ref target="{target}"/></p>')
    return list(check(made, around, checks=CHECKS))


def test_an_id_in_a_file_beside_is_found(folder: Path) -> None:
    assert told(folder, "persons.xml#orr") == []
    assert [message.code for message in told(folder, "persons.xml#or")] == ["E211"]


@pytest.mark.parametrize(
    "target", ["../secret.xml#or", "link.xml#or", "%2e%2e/secret.xml#or", "/etc/passwd#a", "a/../../secret.xml#or"]
)
def test_nothing_outside_of_the_folder_is_read(folder: Path, target: str) -> None:
    assert [message.code for message in told(folder, target)] == ["E219"]


@pytest.mark.parametrize("target", ["%00.xml#a", "persons.xml/x.xml#a", pytest.param("x" * 5000 + ".xml#a", id="long")])
def test_what_no_file_can_be_called_is_not_there(folder: Path, target: str) -> None:
    assert [message.code for message in told(folder, target)] == ["E211"]


def test_a_pointer_by_the_name_of_its_own_file_stays_in_it(folder: Path) -> None:
    assert [message.code for message in told(folder, "text.xml#nowhere")] == ["E211"]
    assert "nowhere" in told(folder, "text.xml#nowhere")[0].text


def test_a_file_that_cannot_be_read_is_told_once(folder: Path) -> None:
    (folder / "broken.xml").write_text("<TEI")
    assert [message.code for message in told(folder, "broken.xml#a broken.xml#b")] == ["E219"]


@pytest.mark.parametrize("name", ["page.xml", "cover.jpg", "page.html"])
def test_a_file_that_is_no_tei_is_not_asked_for_ids(folder: Path, name: str) -> None:
    (folder / name).write_text("<html/>")
    assert told(folder, f"{name}#a") == []


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_no_words_of_a_pointer_break_a_check(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    around = Neighbours().around(folder / "text.xml", folder)
    for _ in range(100 if seed == 1 else 5000):
        prefix = (
            f'<prefixDef ident="{words(chance)}" matchPattern="{words(chance)}" replacementPattern="{words(chance)}"/>'
        )
        body = "".join(f'<{name} {attribute}="{words(chance)}"/>' for name in ELEMENTS for attribute in ATTRIBUTES)
        found = list(check(document(body, prefix), around, checks=CHECKS))
        assert all(message.line and message.text.endswith(".") and message.remedy.endswith(".") for message in found)


def words(chance: random.Random) -> str:
    """A value of an attribute, made of what addresses are made of."""
    return escape("".join(chance.choice(PIECES) for _ in range(chance.randint(0, 7))))
