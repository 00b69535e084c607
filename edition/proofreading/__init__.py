"""Each output read back and held against the TEI: nothing lost, nothing invented, every note under its mark.

This shares no code with the writers nor with the apparatus that they show, so that a fault of theirs is seen here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from edition.document import Document
from edition.errors import EditionError
from edition.proofreading.book import UnreadPdf
from edition.proofreading.exchange import prove_tei
from edition.proofreading.models import Models, plain_models
from edition.proofreading.page import read_pages
from edition.proofreading.plain import read_plain_text
from edition.proofreading.print import prove_print
from edition.proofreading.proof import FAULT, Proof, Source, prove
from edition.proofreading.tei import Reading, read_tei
from edition.report import Message

__all__ = ["Models", "Proof", "Proofreader"]

NOTHING = Proof(0, 0, 0, {}, 0)


class Proofreader:
    """What proofreads the outputs of one document; the document is read once.

    `is_printed` tells that notes bear the numbers of the print, so that a mark must be the `@n` of its note;
    `is_moved` that marks stand behind the punctuation that follows them in the TEI. `words` are the labels that the
    edition brings, by key; `models` gives what models say for an output of this name; `styles` are files of the
    edition that may hide, move or add words in print.
    """

    def __init__(
        self,
        document: Document,
        *,
        is_printed: bool = True,
        is_moved: bool = False,
        words: Mapping[str, str] | None = None,
        models: Callable[[str], Models | None] = lambda _: None,
        styles: tuple[str, ...] = (),
    ) -> None:
        self.document = document
        self.is_printed = is_printed
        self.is_moved = is_moved
        self.words = words
        self.models = models
        self.styles = styles
        self._readings: list[tuple[Models, Reading]] = []

    def reading(self, name: str) -> Reading:
        """What the output `name` must show; read once for outputs of which models say the same."""
        models = self.models(name) or plain_models(self.document.tree)
        found = next((reading for known, reading in self._readings if known == models), None)
        if found is None:
            found = read_tei(self.document, models)
            self._readings.append((models, found))
        return found

    def proof(self, name: str, files: Mapping[str, bytes], page: bytes = b"") -> Proof | None:
        """The proof of the output `name`, given by its files; None for one that nobody reads back.

        `page` is the HTML that was printed, for a PDF.
        """
        if not files:
            return None
        try:
            return self._proof(name, files, page)
        except (EditionError, etree.XMLSyntaxError, UnicodeDecodeError, UnreadPdf) as error:
            said = f"the output {name} cannot be read back: {' '.join(str(error).split())}."
            return replace(NOTHING, messages=(Message("E454", said, FAULT, path=self.document.path),))

    def _proof(self, name: str, files: Mapping[str, bytes], page: bytes) -> Proof | None:
        source = Source(self.document.path, name, self.is_printed, self.is_moved and name != "tei", self.styles)
        reading, first = self.reading(name), next(iter(files.values()))
        if name == "html":
            pages = [data for file, data in files.items() if file.endswith(".html")]
            return prove(reading, read_pages(pages, reading.notes), source)
        if name == "pdf" and page:
            return prove_print(reading, page, first, source)
        if name == "tei":
            return prove_tei(reading, first, source)
        return prove(reading, read_plain_text(first, reading, self.words), source) if name == "txt" else None
