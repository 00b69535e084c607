"""Output formats: one writer each, in a table; none changes the document, none opens a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from edition.apparatus import Display
from edition.document import Document
from edition.dress import Dress
from edition.punctuation import with_marks_moved
from edition.report import Message
from edition.schema_association import SCHEMA, associated_schema, schema
from edition.writers.html import write_html
from edition.writers.pdf import write_printed
from edition.writers.tei import write_tei
from edition.writers.text import write_plain_text

__all__ = ["WRITERS", "Display", "Dress", "Output", "Writer"]


@dataclass(frozen=True)
class Output:
    """The files of an output, by name with the main one first, and what its writer has to tell.

    `printed` is the HTML that was printed, for a PDF to be held against; b"" for other outputs.
    """

    files: Mapping[str, bytes]
    messages: tuple[Message, ...] = ()
    printed: bytes = b""


class Write(Protocol):
    """What makes an output of a document; it changes neither the document nor the dress.

    Raises `EnvironmentMissing` where something outside Python is not there (fonts, Pango).
    """

    def __call__(self, document: Document, display: Display, dress: Dress | None = None) -> Output:
        """The files of the output, under `display` and in `dress`; None for the dress that we bring."""


@dataclass(frozen=True)
class Writer:
    """An output format. `file_name` is the main file in the output folder, such as `index.html`.

    `is_dressed` tells whether the styles and images of an edition have a part in it.
    """

    name: str
    file_name: str
    media_type: str
    write: Write
    is_dressed: bool = True


def _html(document: Document, display: Display, dress: Dress | None = None) -> Output:
    shown, said = with_marks_moved(document, display)
    files, messages = write_html(shown, display, dress)
    return Output(files, (*said, *messages))


def _pdf(document: Document, display: Display, dress: Dress | None = None) -> Output:
    shown, said = with_marks_moved(document, display)
    data, page, messages = write_printed(shown, display, dress)
    return Output({"edition.pdf": data}, (*said, *messages), page.encode())


def _text(document: Document, display: Display, dress: Dress | None = None) -> Output:
    shown, said = with_marks_moved(document, display)
    data, messages = write_plain_text(shown, display, dress)
    return Output({"edition.txt": data}, (*said, *messages))


def _tei(document: Document, display: Display, dress: Dress | None = None) -> Output:  # noqa: ARG001 - TEI has no look
    beside = {SCHEMA: schema()} if associated_schema(document) == SCHEMA else {}
    return Output({"edition.xml": write_tei(document, display.notes), **beside})


WRITERS: dict[str, Writer] = {
    writer.name: writer
    for writer in (
        Writer("html", "index.html", "text/html", _html),
        Writer("pdf", "edition.pdf", "application/pdf", _pdf),
        Writer("txt", "edition.txt", "text/plain", _text),
        Writer("tei", "edition.xml", "application/tei+xml", _tei, is_dressed=False),
    )
}
