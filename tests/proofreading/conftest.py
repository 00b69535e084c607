"""Outputs of a small edition, whole and sabotaged, and what proofreading says of them."""

from collections.abc import Callable

import pytest

from edition.apparatus import Display
from edition.document import Document, parse
from edition.proofreading import Proof, Proofreader
from edition.writers import WRITERS, Output
from edition.writers.pdf import _press, _printed

LAMP = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>The Lamp</title><author xml:id="wren">Ada Wren</author>
<respStmt xml:id="hale"><resp>notes to the translation</resp><name>Tomas Hale</name></respStmt>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<standOff><listAnnotation type="notes" subtype="translator">
<note type="editorial" resp="#hale" xml:id="n3" n="3" target="#a.n3"><p>So the keeper called his stair.</p></note>
</listAnnotation></standOff>
<text><body><head xml:id="h1">The lamp</head>
<p xml:id="p1" n="1">The lamp was lit at six.<note type="authorial" resp="#wren" place="end" n="1"
xml:id="n1"><p>At seven, in summer.</p></note> Nobody asked who had lit it.</p>
<p xml:id="p2" n="2">Upstairs somebody <choice><sic>wound</sic><corr>wounded</corr></choice> the clock twice over.<note
type="authorial" resp="#wren" place="end" n="2" xml:id="n2"><p>It had been a wedding present.</p></note></p>
<p xml:id="p3" n="3">The tower<anchor type="note" xml:id="a.n3"/> was dark by then, and the sea was quite calm.</p>
</body></text></TEI>"""


@pytest.fixture
def lamp() -> Document:
    """A text of three paragraphs with three notes of two hands and a correction."""
    return parse(LAMP.encode(), "lamp.xml")


@pytest.fixture
def whole(lamp: Document) -> Callable[[str], Output]:
    """What the writer of an output makes of it."""
    return lambda name: WRITERS[name].write(lamp, Display())


@pytest.fixture
def sabotaged(lamp: Document, whole: Callable[[str], Output]) -> Callable[[str, Callable[[str], str]], Proof]:
    """The proof of an output whose words were changed after they were written; those of a PDF before it was printed."""

    def proof(name: str, change: Callable[[str], str]) -> Proof:
        output = whole(name)
        page = output.printed.decode()
        files = {file: data if name == "pdf" else _changed(data, change) for file, data in output.files.items()}
        if name == "pdf":
            page = _must(page, change)
            files = {"edition.pdf": _pressed(page)}
        found = Proofreader(lamp).proof(name, files, page.encode())
        assert found is not None
        return found

    return proof


@pytest.fixture
def misprinted(lamp: Document, whole: Callable[[str], Output]) -> Callable[[Callable[[str], str]], Proof]:
    """The proof of a PDF that shows something else than the page that was to be printed."""

    def proof(change: Callable[[str], str]) -> Proof:
        output = whole("pdf")
        printed = _pressed(_must(output.printed.decode(), change))
        found = Proofreader(lamp).proof("pdf", {"edition.pdf": printed}, output.printed)
        assert found is not None
        return found

    return proof


def _changed(data: bytes, change: Callable[[str], str]) -> bytes:
    return _must(data.decode(), change).encode()


def _pressed(page: str) -> bytes:
    with _press() as press:
        return _printed(page, "lamp.xml", {}, press)[0]


def _must(text: str, change: Callable[[str], str]) -> str:
    """`text` changed; a sabotage that changes nothing would prove nothing."""
    found = change(text)
    assert found != text
    return found
