"""The hard cases beside the checkout: from the source, through settings and decisions, to the TEI and the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.anchors import assign, units
from edition.apparatus import Display
from edition.decisions import read_decisions
from edition.document import Document, parse, serialise
from edition.encoding import encode
from edition.ledger import new_mint, read_ledger
from edition.settings import read_settings
from edition.tree import Element, local_name, pieces, xml_id
from edition.writers import WRITERS

OWN = Path(__file__).parent / "hard-cases"
CASES = [path.name for path in sorted(OWN.iterdir())]
LAID_OUT = ("standOff", "listAnnotation", "text", "body")


def expected(name: str, shared: Path) -> Document:
    return parse((shared / "hard-cases" / name / "expected.xml").read_bytes())


def encoded(name: str, shared: Path) -> Document:
    """Our encoding of a hard case, its units under the ids of the expected one."""
    settings = read_settings((OWN / name / "edition.toml").read_bytes())
    decisions = read_decisions((OWN / name / "decisions.toml").read_bytes())
    source = (shared / "hard-cases" / name / "source.txt").read_bytes()
    document, _ = assign(encode(settings, {"source.txt": source}, decisions).document, read_ledger(b""), new_mint())
    data = serialise(document).decode()
    for ours, theirs in zip(units(document), units(expected(name, shared)), strict=True):
        if xml_id(theirs):
            data = data.replace((xml_id(ours) or "")[1:], (xml_id(theirs) or "")[1:])
    return parse(data.encode())


def outline(node: Element) -> Iterator[str]:
    """The element in document order; anchors by the bare id of their note, as our contract has them."""
    shown = {key.rpartition("}")[2]: value.replace("a.n", "a.") for key, value in node.attrib.items()}
    if local_name(node) in ("head", "bibl"):
        shown.pop("id", None)
    yield f"<{local_name(node)} {sorted(shown.items())}>"
    for piece in pieces(node):
        if not isinstance(piece, str):
            yield from outline(piece)
        elif piece.strip() or local_name(node) not in LAID_OUT:
            yield piece
    yield f"</{local_name(node)}>"


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_the_expected_one(name: str, shared: Path) -> None:
    ours, theirs = encoded(name, shared), expected(name, shared)
    assert list(outline(ours.text)) == list(outline(theirs.text))


@pytest.mark.parametrize("name", CASES)
def test_the_notes_of_the_editors_are_the_expected_ones(name: str, shared: Path) -> None:
    ours, theirs = encoded(name, shared).stand_off, expected(name, shared).stand_off
    assert ours is not None
    assert theirs is not None
    assert list(outline(ours)) == list(outline(theirs))


@pytest.mark.parametrize("name", CASES)
def test_the_plain_text_is_the_expected_one(name: str, shared: Path) -> None:
    written = WRITERS["txt"].write(encoded(name, shared), Display()).files["edition.txt"].decode()
    theirs = (shared / "hard-cases" / name / "expected.txt").read_text(encoding="utf-8")
    assert written == theirs


def test_two_series_are_the_same_tei_shown_otherwise(shared: Path) -> None:
    display = Display(numbering="by-hand", mixed="apart")
    written = WRITERS["txt"].write(encoded("1-whose-words", shared), display).files["edition.txt"].decode()
    theirs = (shared / "hard-cases" / "1-whose-words" / "expected-two-series.txt").read_text(encoding="utf-8")
    assert written == theirs
