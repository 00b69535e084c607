"""The commissioning text gives what was counted in it by reading. Of the text itself nothing stands here."""

import re
from pathlib import Path

import pytest
from facts import (
    STRUCTURE,
    count,
    emendations_by,
    encode_folder,
    expected,
    found,
    note_facts,
    structure_facts,
    with_ids,
)

from edition.check import check
from edition.document import Document
from edition.encoding import Encoded

FACTS = expected("year-one-8")
SOURCE = Path(__file__).parent.parent.parent / "shared" / "texts" / "year-one-8" / "source.txt"
FOLDER = Path(__file__).parent.parent / "tei" / "year-one-8"


@pytest.fixture(scope="module")
def encoded() -> Encoded:
    if not SOURCE.is_file():
        pytest.skip("../shared is absent")
    return encode_folder(FOLDER, SOURCE)


@pytest.fixture(scope="module")
def tei(encoded: Encoded) -> Document:
    return with_ids(encoded, (FOLDER / "anchors.jsonl").read_bytes())


def test_all_marks_lead_to_their_notes(encoded: Encoded) -> None:
    assert len(encoded.plan.links.items) == FACTS["marks"] == FACTS["notes"]
    assert not encoded.plan.links.lost


def test_each_mark_stands_exactly_where_the_source_has_it(tei: Document) -> None:
    source = re.split(r"\n\[1\] ", SOURCE.read_text(encoding="utf-8"))[0]
    wanted = [(tail(source[: m.start()]), m[1]) for m in re.finditer(r"\s?\[(\d+)\]", source)]
    assert marks_of(tei) == wanted


def tail(text: str) -> str:
    return "".join(text.split())[-12:]


def marks_of(document: Document) -> list[tuple[str, str]]:
    """The characters before each mark of the text, white space left out, and its number; plain recursion."""
    notes = {f"#{note.get('target')[1:]}": note.get("n") for note in found(document, "//t:listAnnotation/t:note[@n]")}
    out: list[tuple[str, str]] = []
    read: list[str] = []

    def walk(node) -> None:
        name = node.tag.rpartition("}")[2]
        if name == "corr":
            return
        if name == "note":
            out.append((tail("".join(read)), node.get("n")))
            return
        identifier = "#" + (node.get("{http://www.w3.org/XML/1998/namespace}id") or "")
        if name == "anchor" and identifier in notes:
            out.append((tail("".join(read)), notes[identifier]))
        read.append(node.text or "")
        for child in node:
            walk(child)
            read.append(child.tail or "")

    walk(document.text)
    return out


@pytest.mark.parametrize("fact", ["authorial", "editorial", "mixed", "author_alone", "editorial_alone"])
def test_the_notes_are_by_the_hands_that_wrote_them(tei: Document, fact: str) -> None:
    assert note_facts(tei)[fact] == FACTS[fact]


@pytest.mark.parametrize("fact", STRUCTURE)
def test_the_structure_is_what_was_read(tei: Document, fact: str) -> None:
    assert structure_facts(tei)[fact] == FACTS[fact]


@pytest.mark.parametrize("attribute", ["type", "cert"])
def test_the_corrections_have_their_class_and_certainty(tei: Document, attribute: str) -> None:
    assert emendations_by(tei, attribute) == FACTS[f"emendations_by_{attribute}"]


def test_one_mixed_note_goes_from_the_author_to_the_translator_and_back(tei: Document) -> None:
    going_on = "//t:note[@type='authorial']//t:anchor[@type='note'][normalize-space(following-sibling::node())]"
    assert count(tei, going_on) == 1


def test_the_brackets_of_the_running_text_stay_text_and_are_no_notes(tei: Document) -> None:
    words = "".join(found(tei, "//t:text//text()[not(ancestor::t:note)][not(parent::t:corr)]"))
    assert len(re.findall(r"\[[^\]]+\]", words)) == FACTS["bracketed_in_text"]


def test_the_note_that_cites_a_book_of_1969_is_asked_about(tei: Document) -> None:
    (asked,) = [message for message in check(tei) if message.code == "NOTE-ANACHRONISM"]
    assert "1947" in asked.text
    assert "1969" in asked.text


def test_the_citable_units_are_those_of_the_ledger(tei: Document) -> None:
    assert len((FOLDER / "anchors.jsonl").read_text().splitlines()) == FACTS["units"]
