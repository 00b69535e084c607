"""An edition may dress its book as it likes: what its own style sheet does to the words is told and stops nothing."""

import pytest

from edition.apparatus import Display
from edition.document import Document
from edition.dress import Dress
from edition.outputs import Shown
from edition.proofreading import Proof
from edition.report import Severity
from edition.writers import WRITERS

HIDING = b"#p2 { display: none }"
PLAIN = b"p { color: #111 }"


def proof(document: Document, sheet: bytes) -> Proof:
    """The proof of a book printed with this sheet of the edition."""
    dress = Dress(styles={"print.css": sheet})
    shown = Shown(document, "", Display(), dress)
    written = WRITERS["pdf"].write(document, shown.display, dress)
    found = shown.proofreader.proof("pdf", written.files, written.printed)
    assert found is not None
    return found


def test_words_that_a_style_sheet_hides_are_told_with_its_name(lamp: Document) -> None:
    found = proof(lamp, HIDING)
    assert {(message.code, message.severity) for message in found.messages} == {("W455", Severity.WARNING)}
    assert "styles/print.css" in found.messages[0].remedy
    assert found.lost


@pytest.mark.parametrize("sheet", [PLAIN, b"#p2 { float: right; width: 40% }"], ids=["colour", "float"])
def test_a_style_sheet_never_stops_a_book(sheet: bytes, lamp: Document) -> None:
    assert not [message for message in proof(lamp, sheet).messages if message.severity is Severity.ERROR]
