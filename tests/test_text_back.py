"""The plain text read back: what the views of an edition say, its reader says of the text that was written."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from facts import encode_folder, with_ids
from lxml import etree
from random_documents import documents
from weir import authorial, call, editorial, weir

from edition.apparatus import Apparatus, Display, Note, apparatus, base_text, units
from edition.check import check
from edition.cli import main
from edition.document import Document, parse, serialise
from edition.encoding.restored import restored as of_record
from edition.errors import InputRefused
from edition.header import UNKNOWN
from edition.readers.edition_record import Added, Call, EditionText, PrintPage
from edition.readers.edition_text import read_edition_text
from edition.report import Severity
from edition.resources import resource
from edition.tree import Element, find_all, is_element, pieces, xml_id
from edition.writers.labels import labels
from edition.writers.text import write_plain_text

ROOT = Path(__file__).parent
SHARED = ROOT.parent.parent / "shared"
DISPLAYS = [Display(numbering=n, mixed=m) for n in ("printed", "by-hand") for m in ("in-place", "apart")]
LABELLED = ("p", "lg", "sp", "list", "table", "figure", "head")
HIDDEN = ("sic", "orig", "abbr", "rdg")
NASTY = r"""
{1} {a} ¶1 ¶17 [gxk3] [20] [Trotsky] |41| |42 (= (print: 3) (on note 2; Eds.) --Tr.] --Eds.] [x [ ] ]] \ \\ \{1}
- 1. --- ---- * {*} { } | ( ) [words signed --Tr.] (Eds.) [h:gxk3] [l:] NOTES 漢字 漢字漢字 한국어 日本x p. 9 J. Holm
"""


def plain(document: Document, display: Display | None = None) -> bytes:
    return write_plain_text(document, display)[0]


def read(document: Document, display: Display | None = None) -> EditionText:
    return read_edition_text(plain(document, display))


def tight(words: str) -> str:
    """Words without white space: where a line may break is the matter of other tests."""
    return "".join(words.split())


def is_inside(node: Element, *names: str) -> bool:
    return any(is_element(around, *names) for around in node.iterancestors())


def own_words(node: Element) -> str:
    """The words of a unit that are not those of a unit in it; an attribution belongs to the quotation before it."""
    found: list[str] = []
    for part in pieces(node):
        if isinstance(part, str):
            found.append(part)
        elif is_element(part, *LABELLED) and xml_id(part) and not is_inside(part, "note", "cell", "item"):
            continue
        elif not is_element(part, "note", "cit", *HIDDEN):
            found.append(own_words(part))
    return "".join(found)


def seen_units(document: Document) -> Iterator[tuple[str, str, str]]:
    """Triples (id, number, words) of the units that the text shows with a label, but for quotations with a source."""
    nodes = document.by_id()
    for unit in units(document):
        node = nodes[unit.id]
        parent = node.getparent()
        is_title = unit.kind == "head" and (parent is None or not is_element(parent, "div"))
        if unit.kind != "note" and not is_title and not is_inside(node, "note", "cell", "item", "cit"):
            yield unit.id, unit.number, tight(own_words(node)).casefold()


def signed(view: Apparatus, note: Note) -> str:
    """The name of who wrote a note, as a text names it; "" for an unknown hand."""
    hand = view.hand(note.hand)
    kinds = {"edition": labels(view.header.language)("edition.name"), UNKNOWN: ""}
    return kinds.get(hand.kind, hand.name)


def notes_of(document: Document, display: Display) -> Counter[tuple[str, str, str]]:
    view = apparatus(document, display)
    return Counter((note.mark, signed(view, note), tight(base_text(note.element))) for note in view.notes)


def notes_read(record: EditionText) -> Counter[tuple[str, str, str]]:
    return Counter((note.mark, note.hand, tight(note.words)) for note in record.notes)


def editions() -> Iterator[tuple[str, Path]]:
    for case in ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span"):
        yield case, SHARED / "hard-cases" / case / "expected.xml"
    yield "specimen", ROOT.parent / "tei" / "specimen" / "text.xml"
    for path in sorted((ROOT / "cases" / "text").glob("*.xml")):
        yield path.stem, path
    yield "year-one-8", SHARED / "texts" / "year-one-8" / "source.txt"


@pytest.fixture(params=[pytest.param(path, id=name) for name, path in editions()], scope="module")
def document(request: pytest.FixtureRequest) -> Document:
    path: Path = request.param
    if not path.is_file():
        pytest.skip("../shared is absent")
    if path.suffix == ".xml":
        return parse(path.read_bytes())
    folder = ROOT.parent / "tei" / "year-one-8"
    return with_ids(encode_folder(folder, path), (folder / "anchors.jsonl").read_bytes())


@pytest.fixture(params=DISPLAYS, ids=[f"{d.numbering}-{d.mixed}" for d in DISPLAYS])
def display(request: pytest.FixtureRequest) -> Display:
    shown: Display = request.param
    return shown


def test_the_units_read_are_those_of_the_edition(document: Document, display: Display) -> None:
    found = {unit.id: (unit.id, unit.number, tight(unit.words).casefold()) for unit in read(document, display).units()}
    expected = list(seen_units(document))
    quoting = {xml_id(unit) for cit in find_all(document.text, "cit") for unit in cit.iterancestors()}
    assert [found.get(unit[0]) for unit in expected if unit[0] not in quoting] == [
        unit for unit in expected if unit[0] not in quoting
    ]


def test_the_notes_read_are_those_of_the_edition(document: Document, display: Display) -> None:
    assert notes_read(read(document, display)) == notes_of(document, display)


def test_nothing_in_a_text_of_ours_is_out_of_place(document: Document, display: Display) -> None:
    assert read(document, display).messages == ()


def test_each_note_is_called_where_the_edition_calls_it(document: Document, display: Display) -> None:
    view = apparatus(document, display)
    record = read(document, display)
    wanted = {note.mark: (note.at.unit, bool(note.on)) for note in view.notes if note.mark and note.at.number}
    found = {note.mark: (note.unit, note.on is not None) for note in record.notes if note.mark}
    inside = {unit.id: {unit.id, *(inner.id for inner in unit.nested)} for unit in record.units()}
    lost = [mark for mark, (unit, on) in wanted.items() if found[mark][0] not in inside[unit] or found[mark][1] != on]
    assert len(wanted) < len(view.notes) + 1
    assert lost == []


def test_the_marks_stand_behind_the_same_words(document: Document) -> None:
    record = read(document)
    said = {unit.id: unit.words.split() for unit in record.units()}
    last = [said[note.unit][note.word - 1] for note in record.notes if note.unit and note.word]
    before = re.findall(r"(\S+?)\{[^{} ]+\}", " ".join(plain(document).decode().partition("-" * 72)[0].split()))
    assert all(any(word.startswith(known.rpartition("}")[2][:3]) for known in before) for word in last)


@pytest.mark.parametrize("seed", range(4))
def test_marks_and_ids_of_any_valid_tei_are_read(seed: int) -> None:
    for root in documents(resource("tei", "edition.rng"), seed, 25):
        found = parse(etree.tostring(root))
        try:
            record = read(found)
        except InputRefused:
            continue
        view = apparatus(found)
        assert Counter(n.mark for n in record.notes if n.mark) == Counter(
            mark for n in (*view.notes, *view.unplaced) if (mark := " ".join(n.mark.split()))
        )
        assert {unit.id for unit in record.units()} <= set(found.by_id())


def nasty(chance: random.Random) -> str:
    words = " ".join(chance.choice([*NASTY.split(), "word", "other", "long-ish"]) for _ in range(chance.randint(1, 40)))
    return words.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("seed", range(80))
def test_words_that_look_like_signs_of_ours_stay_words(seed: int) -> None:
    chance = random.Random(seed)
    first = authorial("n1", "1", nasty(chance) + call("n2") + " " + nasty(chance))
    body = (
        f'<p xml:id="pb2k7" n="1">{nasty(chance)}{first} {nasty(chance)}{call("n3")}</p><p>{nasty(chance)}</p>'
        f'<list xml:id="lb2m8" type="simple"><item>{nasty(chance)}</item><item>{nasty(chance)}</item></list>'
        f'<table xml:id="tb2n9"><row><cell>{nasty(chance)}</cell><cell>{nasty(chance)}</cell></row></table>'
        f'<quote rend="block"><p xml:id="pb2p0">{nasty(chance)}</p></quote>'
    )
    found = weir(body, editorial("n2", nasty(chance)), editorial("n3", nasty(chance), hand="desk"))
    for shown in DISPLAYS:
        record = read(found, shown)
        assert notes_read(record) == notes_of(found, shown)
        assert {(u.id, u.number, tight(u.words).casefold()) for u in record.units()} == set(seen_units(found))
        assert record.messages == ()


def test_spaces_between_words_are_read_as_they_were() -> None:
    words = "漢字 漢字 한국어 word {1} p. 9 and J. S. Holm . . . " * 9
    (unit,) = read(weir(f'<p xml:id="pb2k7" n="1">{words}</p>')).units()
    assert unit.words == " ".join(words.split())


@pytest.mark.parametrize("language", ["en", "fr", "de", "nl"])
def test_generated_words_are_told_apart_in_every_language(language: str) -> None:
    data = etree.tostring(weir(f'<p xml:id="pb2k7" n="1">x{authorial("n1", "1", "y" + call("n2"))}</p>',
                               editorial("n2", 'See <ref type="ibid" target="#n1">ib.</ref>')).tree)  # fmt: skip
    record = read(parse(data.replace(b'xml:lang="en"', f'xml:lang="{language}"'.encode())))
    assert record.language == language
    assert [(note.hand, note.words) for note in record.notes] == [("A. Loe", "y"), ("B. Day", "See ib.")]
    assert any(isinstance(part, Added) for part in record.notes[1].content)


def test_a_print_page_is_told_with_whether_it_breaks_a_word() -> None:
    (unit,) = read(weir('<p xml:id="pb2k7" n="1">a <pb n="4 r"/>bro<pb n="5" break="no"/>ken</p>')).units()
    assert [part for part in unit.content if isinstance(part, PrintPage)] == [
        PrintPage("4 r", is_in_word=False),
        PrintPage("5", is_in_word=True),
    ]
    assert unit.words == "a broken"


def test_a_second_mark_of_a_note_is_listed_with_the_note_that_it_means() -> None:
    second = '<ref type="note" target="#n1" n="5"/>'
    found = weir(f'<p xml:id="pb2k7" n="1">a{authorial("n1", "3")} b{second}</p>')
    record = read(found)
    assert "\n {5} (= note 3)\n" in plain(found).decode()
    assert [(note.mark, note.word) for note in record.notes] == [("3", 1)]
    assert [part for part in next(record.units()).content if isinstance(part, Call)] == [
        Call("3", 5, 0),
        Call("5", 5, 0, is_second=True),
    ]
    assert record.messages == ()


def edited(old: str, new: str) -> EditionText:
    found = weir(f'<p xml:id="pb2k7" n="1">a{authorial("n1", "1")} b{authorial("n2", "2")}</p><p xml:id="pb2m8">c</p>')
    data = plain(found).decode()
    assert old in data
    return read_edition_text(data.replace(old, new).encode(), "a.txt")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (" {2} x\n", "", "W341", 5),
        ("b{2}", "b", "W342", 16),
        ("[b2m8]", "[b2k7]", "W343", 7),
        (" {2} x\n", " {2} x [y --Tr.\n", "W345", 16),
        ("NOTES\n", "REMARKS\n", "W345", 10),
    ],
)
def test_a_text_edited_by_hand_is_told_with_its_line(old: str, new: str, code: str, line: int) -> None:
    assert (code, line) in [(message.code, message.line) for message in edited(old, new).messages]


@pytest.mark.parametrize("share", range(1, 20))
def test_a_truncated_text_is_read_as_far_as_it_goes(specimen: Path, share: int) -> None:
    data = plain(parse((specimen / "text.xml").read_bytes()))
    record = read_edition_text(data[: len(data) * share // 20].decode(errors="ignore").encode())
    assert len(list(record.units())) > share // 2


@pytest.mark.parametrize("data", [b"A letter.\n\nDear Sir,\n", b"[1] One.\n\n[2] Two.\n", b"-" * 72 + b"\nx\n"])
def test_a_text_of_another_form_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InputRefused, match=r"E340 .*edition init"):
        read_edition_text(data, "letter.txt")


# From the text to TEI


def restored(place: Path) -> Document:
    result = CliRunner().invoke(main, ["encode", str(place)])
    assert result.exit_code == 0, result.output
    return parse(place.with_suffix(".xml").read_bytes())


def test_encode_makes_tei_of_a_text(document: Document, display: Display, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(plain(document, display))
    found = restored(tmp_path / "a.txt")
    written = read(found)
    original = read(document)
    assert [(u.id, u.number, u.kind) for u in written.units()] == [(u.id, u.number, u.kind) for u in original.units()]
    assert notes_read(written) == notes_read(original)
    assert {h for h in written.hands if h.role != "unknown"} == {h for h in original.hands if h.role != "unknown"}


def test_a_text_gives_the_same_tei_each_time(specimen: Path, tmp_path: Path) -> None:
    data = plain(parse((specimen / "text.xml").read_bytes()))
    made = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(data)
        restored(tmp_path / name)
        made.append((tmp_path / name).with_suffix(".xml").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("case", ["1-whose-words", "2-quotation-in-a-sentence"])
def test_a_hard_case_comes_back_to_the_letter(shared: Path, tmp_path: Path, case: str) -> None:
    data = (shared / "hard-cases" / case / "expected.txt").read_bytes()
    (tmp_path / "a.txt").write_bytes(data)
    assert plain(restored(tmp_path / "a.txt")) == data


def test_a_mark_without_note_stays_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("THE WEIR\nA. Loe\n\n¶1 [b2k7] A mile{2} of water.\n", encoding="utf-8")
    assert "A mile{2} of water." in base_text(restored(tmp_path / "a.txt").text)


def test_calls_are_linked_to_their_notes() -> None:
    (unit,) = read(weir(f'<p xml:id="pb2k7" n="1">a{authorial("n1", "1")}</p>')).units()
    assert [part for part in unit.content if isinstance(part, Call)] == [Call("1", 5, 0)]


def mangled(lines: list[str], chance: random.Random) -> list[str]:
    """`lines` with a few that are lost, doubled, moved sideways, or have a character more or less."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        cut = chance.randrange(len(lines[at]) + 1)
        sign = chance.choice(["", *"[]{}()|\\-¶ =1a", "{1}"])
        changed = lines[at][:cut] + sign + lines[at][cut + chance.randint(0, 1) :]
        moved = " " * chance.randint(0, 12) + lines[at].strip()
        lines[at : at + 1] = chance.choice([[], [lines[at], chance.choice(lines)], [changed], [moved], ["", lines[at]]])
        lines = lines[: chance.choice([len(lines), len(lines), chance.randint(6, len(lines) + 6)])]
    return lines


@pytest.mark.parametrize("case", ["specimen", "displays", "chapters"])
def test_a_text_edited_anyhow_is_refused_or_becomes_valid_tei(case: str, specimen: Path) -> None:
    path = specimen / "text.xml" if case == "specimen" else ROOT / "cases" / "text" / f"{case}.xml"
    lines = plain(parse(path.read_bytes())).decode().split("\n")
    schema = etree.RelaxNG(etree.fromstring(resource("tei", "edition.rng")))
    for seed in range(40):
        try:
            record = read_edition_text("\n".join(mangled([*lines], random.Random(seed))).encode())
        except InputRefused:
            continue
        found, _ = of_record(record)
        assert schema.validate(found.tree), (seed, schema.error_log.last_error)
        assert check_errors(found) == []


def check_errors(document: Document) -> list[str]:
    found = check(parse(serialise(document)))
    return [str(message) for message in found if message.severity == Severity.ERROR]


def test_the_example_of_the_manual_is_read_and_written_to_the_letter(tmp_path: Path) -> None:
    page = (ROOT.parent / "docs" / "plain-text.md").read_text(encoding="utf-8")
    example = page.partition("```text\n")[2].partition("```")[0].encode()
    (tmp_path / "a.txt").write_bytes(example)
    assert read_edition_text(example).messages == ()
    assert plain(restored(tmp_path / "a.txt")) == example


@pytest.mark.parametrize("repeated", ["  ---\n", "[{1} ", "(= (", "x{1} ", "    [b2k7] x\n\n", " {1} x\n\n"])
def test_reading_time_grows_with_the_length_of_a_text(repeated: str) -> None:
    def seconds(count: int) -> float:
        notes = "-" * 72 + "\nNOTES\n\n" + " {1} x\n\n" * count
        data = f"T\n\n¶1 [b2k7] x\n\n{repeated * count}\n{notes}".encode()
        begin = time.process_time()
        read_edition_text(data)
        return time.process_time() - begin

    assert min(seconds(8000) for _ in range(2)) < 8 * min(seconds(2000) for _ in range(3)) + 0.2
