"""Output formats: one writer each, in a table; none changes the document, none opens a file."""

from collections.abc import Callable
from dataclasses import dataclass

from edition.apparatus import Display
from edition.document import Document
from edition.report import Message
from edition.writers.html import write_html
from edition.writers.pdf import write_pdf
from edition.writers.tei import write_tei
from edition.writers.text import write_plain_text

__all__ = ["WRITERS", "Display", "Output", "Writer"]


@dataclass(frozen=True)
class Output:
    """The bytes of one file and what its writer has to tell."""

    data: bytes
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Writer:
    """An output format. `file_name` is what it is called in its folder, such as `index.html`.

    `write` raises `EnvironmentMissing` where something outside Python is not there (fonts, Pango).
    """

    name: str
    file_name: str
    media_type: str
    write: Callable[[Document, Display], Output]


def _html(document: Document, display: Display) -> Output:
    return Output(*write_html(document, display))


def _pdf(document: Document, display: Display) -> Output:
    return Output(*write_pdf(document, display))


def _text(document: Document, display: Display) -> Output:
    return Output(*write_plain_text(document, display))


def _tei(document: Document, display: Display) -> Output:
    return Output(write_tei(document, display.notes))


WRITERS: dict[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer("html", "index.html", "text/html", _html),
        Writer("pdf", "edition.pdf", "application/pdf", _pdf),
        Writer("txt", "edition.txt", "text/plain", _text),
        Writer("tei", "edition.xml", "application/tei+xml", _tei),
    )
}
