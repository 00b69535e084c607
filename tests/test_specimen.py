"""The specimen gives what was counted in it by reading."""

import random
import subprocess
from pathlib import Path

import pytest
from facts import (
    NAMES,
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

from edition.anchors import assign
from edition.check import check
from edition.decisions import read_decisions
from edition.document import Document
from edition.encoding import proposals
from edition.ledger import read_ledger, write_ledger
from edition.tree import XML_ID

FACTS = expected("specimen")


@pytest.fixture(scope="module")
def tei() -> Document:
    folder = Path(__file__).parent.parent / "tei" / "specimen"
    return with_ids(encode_folder(folder, folder / "source.txt"), (folder / "anchors.jsonl").read_bytes())


@pytest.mark.parametrize("fact", ["authorial", "editorial", "mixed", "author_alone", "editorial_alone"])
def test_the_notes_are_by_the_hands_that_wrote_them(tei: Document, fact: str) -> None:
    assert note_facts(tei)[fact] == FACTS[fact]


@pytest.mark.parametrize("fact", STRUCTURE)
def test_the_structure_is_what_was_read(tei: Document, fact: str) -> None:
    assert structure_facts(tei)[fact] == FACTS[fact]


@pytest.mark.parametrize("attribute", ["type", "cert"])
def test_the_corrections_have_their_class_and_certainty(tei: Document, attribute: str) -> None:
    assert emendations_by(tei, attribute) == FACTS[f"emendations_by_{attribute}"]


@pytest.mark.parametrize("mark", sorted(FACTS["mark_context"]))
def test_each_mark_stands_where_the_source_has_it(mark: str, specimen: Path) -> None:
    before, after = FACTS["mark_context"][mark]
    source = " ".join((specimen / "source.txt").read_text(encoding="utf-8").split())
    sign = "*" if mark == "*" else f"[{mark}]"
    assert sign in source.split(before)[1][: len(sign) + 8]
    assert source.split(before)[1].split(sign)[1].removeprefix("[10]").lstrip().startswith(after.strip())


def test_our_own_notes_are_three(tei: Document) -> None:
    assert count(tei, "//t:listAnnotation[@subtype='desk']/t:note") == FACTS["notes_of_ours"]


def test_the_citable_units_are_numbered_through_the_chapter(tei: Document) -> None:
    numbers = [node.get("n") for node in found(tei, "//t:text//*[self::t:p or self::t:lg or self::t:table][@n]")]
    assert numbers == [str(number) for number in range(1, FACTS["numbered_units"] + 1)]


def anachronisms(folder: Path, leave_out: frozenset[str] = frozenset()) -> list[str]:
    encoded = encode_folder(folder, folder / "source.txt", leave_out)
    document = with_ids(encoded, (folder / "anchors.jsonl").read_bytes())
    return [message.text for message in check(document) if message.code == "NOTE-ANACHRONISM"]


def test_a_note_that_cites_a_book_after_the_authors_death_is_asked_about(specimen: Path) -> None:
    (asked,) = anachronisms(specimen, frozenset({"d-hand-note-17"}))
    assert "1943" in asked
    assert "1952" in asked


def test_a_citation_that_a_decision_gives_to_another_hand_is_not_asked_about(specimen: Path) -> None:
    assert anachronisms(specimen) == []


def source_readings(document: Document) -> dict[str, str]:
    """The words of each paragraph as the source has them, notes left out, and its bare id."""
    path = "descendant::text()[not(ancestor::t:note)][not(parent::t:corr)]"
    return {
        " ".join("".join(node.xpath(path, namespaces=NAMES)).split()): node.get(XML_ID)[1:]
        for node in found(document, "//t:text//t:p[@xml:id][not(ancestor::t:note)]")
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_decision_changes_the_id_of_words_that_stay(tei: Document, specimen: Path, seed: int) -> None:
    ledger = (specimen / "anchors.jsonl").read_bytes()
    ids = [decision.id for decision in read_decisions((specimen / "decisions.toml").read_bytes()) if decision.id]
    random.Random(seed).shuffle(ids)
    whole = source_readings(tei)
    for number in range(0, len(ids) + 1, 10):
        partly = source_readings(
            with_ids(encode_folder(specimen, specimen / "source.txt", frozenset(ids[number:])), ledger)
        )
        assert {words: partly[words] for words in whole.keys() & partly.keys()} == {
            words: whole[words] for words in whole.keys() & partly.keys()
        }


def test_the_ledger_needs_no_new_id(specimen: Path) -> None:
    ledger = (specimen / "anchors.jsonl").read_bytes()
    _, after = assign(encode_folder(specimen, specimen / "source.txt").document, read_ledger(ledger), None)
    assert write_ledger(after) == ledger


def test_every_proposal_is_answered(specimen: Path) -> None:
    assert proposals(encode_folder(specimen, specimen / "source.txt")) == ()


@pytest.mark.parametrize("name", ["text.refused.xml", "text.xml.1.bak", "proposals.toml", "build/index.html"])
def test_what_a_run_leaves_beside_the_specimen_is_not_committed(specimen: Path, name: str) -> None:
    if not (specimen.parent.parent / ".git").exists():
        pytest.skip("no checkout of git")
    assert subprocess.run(["git", "check-ignore", "-q", str(specimen / name)], cwd=specimen, check=True)
