"""What our writers make of texts of all kinds loses nothing and invents nothing."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import html5lib
import pytest
from facts import encode_folder, with_ids
from lxml import etree
from random_documents import documents

from edition.apparatus import Display
from edition.document import Document, parse
from edition.outputs import Shown
from edition.resources import resource
from edition.writers import WRITERS

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
OURS = [ROOT / "tei" / "specimen" / "text.xml", *sorted((ROOT / "tests" / "cases" / "text").glob("*.xml"))]
THEIRS = sorted([*(SHARED / "hard-cases").glob("*/expected.xml"), *(SHARED / "texts").glob("tei-*/*.xml")])
YEAR_ONE = SHARED / "texts" / "year-one-8" / "source.txt"
DISPLAYS = {
    "printed": Display(),
    "by-hand": Display(numbering="by-hand", mixed="apart"),
    "apart": Display(mixed="apart"),
    "moved": Display(marks="after-punctuation"),
}
LARGE = 200_000
TEXTS = pytest.mark.parametrize("path", [*OURS, *THEIRS], ids=lambda path: f"{path.parent.name}-{path.stem}")
SHOWN = pytest.mark.parametrize("display", DISPLAYS.values(), ids=list(DISPLAYS))


def faults(document: Document, name: str, display: Display) -> list[str]:
    """What proofreading has to say of one output."""
    written = WRITERS[name].write(document, display)
    proof = Shown(document, "", display).proofreader.proof(name, written.files, written.printed)
    assert proof is not None
    assert proof.total == proof.shown + proof.notes + sum(proof.hidden.values()) + proof.lost
    assert proof.total == letters(document)
    return [str(message) for message in proof.messages] + [f"lost {proof.lost}"] * bool(proof.lost + proof.invented)


def letters(document: Document) -> int:
    """All characters of a TEI but white space, counted by lxml."""
    return len("".join("".join(document.tree.itertext(etree.Element)).split()))


def read(path: Path) -> Document:
    return parse(path.read_bytes(), str(path))


def year_one() -> Document:
    if not YEAR_ONE.is_file():
        pytest.skip("../shared is absent")
    folder = ROOT / "tei" / "year-one-8"
    return with_ids(encode_folder(folder, YEAR_ONE), (folder / "anchors.jsonl").read_bytes())


@pytest.mark.parametrize("name", ["html", "txt"])
@SHOWN
@TEXTS
def test_pages_and_texts_lose_and_invent_nothing(path: Path, display: Display, name: str) -> None:
    assert faults(read(path), name, display) == []


@pytest.mark.parametrize("display", [DISPLAYS["printed"], DISPLAYS["by-hand"]], ids=["printed", "by-hand"])
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.long] * (path.stat().st_size > LARGE)) for path in [*OURS, *THEIRS]],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_books_lose_and_invent_nothing(path: Path, display: Display) -> None:
    assert faults(read(path), "pdf", display) == []


@pytest.mark.parametrize("notes", ["standoff", "nested", "flat"])
@TEXTS
def test_a_tei_that_is_given_away_loses_and_invents_nothing(path: Path, notes: str) -> None:
    assert faults(read(path), "tei", Display(notes=notes)) == []


@pytest.mark.parametrize("name", ["html", "txt", "pdf", "tei"])
def test_the_commissioning_text_loses_and_invents_nothing(name: str) -> None:
    assert faults(year_one(), name, Display()) == []


@pytest.mark.parametrize("name", ["html", "txt"])
def test_the_commissioning_text_counted_by_hand_loses_and_invents_nothing(name: str) -> None:
    assert faults(year_one(), name, DISPLAYS["by-hand"]) == []


def randomly(number: int, *, is_numbered: bool = False) -> Iterator[Document]:
    """Random documents; where `is_numbered`, no two words of one are the same."""
    for tree in documents(resource("tei", "edition.rng"), 7, number):
        if tree.tag.endswith("}TEI"):
            data = etree.tostring(tree, encoding="unicode")
            told = _numbered(data) if is_numbered else data
            yield parse(told.encode(), "random.xml")


def _numbered(data: str) -> str:
    """`data` with a number behind each word that stands between two tags."""
    numbers = count()
    words = re.compile(r"(?<![&\w])[^\W\d_]+")
    between = re.compile(r">[^<]+")
    return between.sub(lambda text: words.sub(lambda word: f"{word.group()}{next(numbers)}", text.group()), data)


def test_random_documents_are_shown_whole() -> None:
    assert [faults(document, "html", Display()) for document in randomly(60, is_numbered=True)] == [[]] * 60


def test_most_random_documents_are_written_whole_as_text() -> None:
    """The form of a text is for texts: it cannot hold a note without words, or a number with a bracket in it."""
    found = [faults(document, "txt", Display()) for document in randomly(60, is_numbered=True)]
    assert sum(map(bool, found)) <= 60 / 4


def test_random_documents_are_given_away_whole() -> None:
    assert [faults(document, "tei", Display()) for document in randomly(60)] == [[]] * 60


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_pages_read_alike_by_another_parser(path: Path) -> None:
    """Our reader uses libxml2: what a browser reads is what html5lib reads."""
    for page in WRITERS["html"].write(read(path), Display()).files.values():
        theirs = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
        ours = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
        for where in ("//*[contains(@class, 'gen')]", "//*[@hidden]", "//li", "//p", "//body"):
            assert words(theirs, where) == words(ours, where)


def words(tree: etree._Element, where: str) -> list[str]:
    """The letters in all elements that a path finds."""
    return ["".join("".join(node.itertext(etree.Element)).split()) for node in tree.xpath(where)]
