"""The printed book of an edition: the page with its notes at the foot, through WeasyPrint."""

import logging
import os
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from io import StringIO

from edition.apparatus import Display
from edition.document import Document
from edition.dress import Dress, Image
from edition.errors import EnvironmentMissing
from edition.fonts import REMEDY as PANGO_REMEDY
from edition.fonts import all_faces, families
from edition.report import Message, Severity
from edition.resources import resource
from edition.writers.book import Made, print_page

__all__ = ["print_page", "write_pdf", "write_printed"]

LAYOUT_FAULTS = (AssertionError, AttributeError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError)
LAYOUT_REMEDY = "Leave out the edition’s own print.css, if it has one; else report it with the TEI."
FONTS_REMEDY = "Install a font, such as EB Garamond: apt-get install fonts-ebgaramond."


def write_pdf(
    document: Document, display: Display | None = None, dress: Dress | None = None
) -> tuple[bytes, tuple[Message, ...]]:
    """The document as a PDF, the same bytes at each run, and messages for what could not be shown as it is.

    Raises what `write_printed` raises.
    """
    data, _, messages = write_printed(document, display, dress)
    return data, messages


def write_printed(
    document: Document, display: Display | None = None, dress: Dress | None = None
) -> tuple[bytes, str, tuple[Message, ...]]:
    """The PDF, the HTML that was printed, and messages.

    Fonts of `dress` stand in the page itself, images are given by their names; nothing else can be reached. Its date
    is that of the TEI, else of SOURCE_DATE_EPOCH. Raises `EnvironmentMissing` where Pango or all fonts are missing or
    WeasyPrint stops in the midst, `SettingsError` for a shell that fails, and what `read_sheet` raises for a style
    sheet that names what is not in its folder.
    """
    font = _used_font()
    used = font if not _has_own_fonts(dress) else []
    made = Made(tuple(used), (f"WeasyPrint {version('weasyprint')}",), _epoch())
    page, messages = print_page(document, display, dress, made)
    images = dress.images.values() if dress else ()
    data, said = _printed(page, document.path, {image.file_name: image for image in images})
    return data, page, (*messages, *said)


def _has_own_fonts(dress: Dress | None) -> bool:
    """Whether a style sheet of the edition sets fonts, which we then do not know the names of."""
    return dress is not None and b"font" in dress.styles.get("print.css", b"")


def _epoch() -> str:
    """The date that SOURCE_DATE_EPOCH gives; "" where it is not set or no number of seconds. Never the clock."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds.isdecimal() else ""


def _printed(page: str, path: str, images: Mapping[str, Image]) -> tuple[bytes, list[Message]]:
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    try:
        with redirect_stdout(StringIO()):  # where Pango is missing, WeasyPrint prints many lines of its own
            from weasyprint import HTML

        html = HTML(string=page, url_fetcher=_fetcher(images), base_url="edition:")
        data = html.write_pdf(pdf_identifier=sha256(page.encode()).digest()[:16])
    except OSError as error:
        raise EnvironmentMissing(Message("E631", f"WeasyPrint cannot start: {_line(error)}", PANGO_REMEDY)) from error
    except LAYOUT_FAULTS as error:
        said = f"WeasyPrint cannot lay out this book: {type(error).__name__} {_line(error)}"
        raise EnvironmentMissing(Message("E634", said.strip(), LAYOUT_REMEDY, path=path)) from error
    finally:
        logger.removeHandler(records)
    return data, [_message(record, path) for record in records.found]


def _fetcher(images: Mapping[str, Image]) -> object:
    """A fetcher that knows `data:` and these images by their file names, and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            """The bytes behind `url`; raises for an address outside the edition."""
            if image := images.get(url):
                return URLFetcherResponse(url, image.data, {"Content-Type": image.media_type})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"“{url}” is outside the edition")

    return Fetcher(allowed_protocols=["data"])


class _Records(logging.Handler):
    """What WeasyPrint logs: it never raises for something that it could not show."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep `record`."""
        self.found.append(record)


def _message(record: logging.LogRecord, path: str) -> Message:
    severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
    return Message("W633", f"WeasyPrint says: {record.getMessage()}.", "See styles/print.css.", severity, path)


def _used_font() -> list[str]:
    """The first family of our style sheet that is installed; none where WeasyPrint takes another.

    Without any font Pango ends the process by a signal, so fontconfig is asked before; raises `EnvironmentMissing`.
    """
    there = {face.family for face in all_faces()}
    if not there:
        raise EnvironmentMissing(Message("E632", "no font is installed.", FONTS_REMEDY))
    return [family for family in families(resource("styles", "print.css").decode()) if family in there][:1]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
