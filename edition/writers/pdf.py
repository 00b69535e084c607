"""The printed book of an edition: the page with its notes at the foot, through WeasyPrint."""

import ctypes
import ctypes.util
import logging
from collections.abc import Mapping
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO

from edition.apparatus import Display, apparatus
from edition.document import Document
from edition.dress import Dress
from edition.errors import EnvironmentMissing
from edition.report import Message, Severity
from edition.resources import resource
from edition.writers.html import apparatus_lists, legends, shell, title_block, unplaced_notes
from edition.writers.html_behaviours import BEHAVIOURS
from edition.writers.html_body import Body
from edition.writers.rendering import Rendering

PANGO_REMEDY = "Install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
FONTS_REMEDY = "Install a font, such as EB Garamond: apt-get install fonts-ebgaramond."


def write_pdf(
    document: Document, display: Display | None = None, dress: Dress | None = None
) -> tuple[bytes, tuple[Message, ...]]:
    """The document as a PDF, the same bytes at each run, and messages for what could not be shown as it is.

    The files of `dress` are the only ones that may be reached besides `data:` addresses, by name, as `edition:NAME`.
    Raises `EnvironmentMissing` where Pango or all fonts are missing.
    """
    _check_fonts()
    page, messages = print_page(document, display, dress)
    resources = {**dress.styles, **dress.images} if dress else {}
    data, said = _printed(page, resources, document.path)
    return data, (*messages, *said)


def print_page(
    document: Document, display: Display | None = None, dress: Dress | None = None
) -> tuple[str, tuple[Message, ...]]:
    """The HTML that is printed: notes stand at their calls, as phrasing mark-up."""
    says = Rendering(document, apparatus(document, display), "print", dress)
    title = says.title
    body = Body(says, BEHAVIOURS, frozenset(title.source), feet=True)
    title_block(body, title)
    body.blocks(document.text)
    legends(body)
    unplaced_notes(body)
    apparatus_lists(body)
    style = resource("styles", "print.css").decode() + says.dispatch.style
    return shell("page.html", says, body.out, style), (*says.remarks, *body.unknown.values(), *body.refused)


def _printed(page: str, resources: Mapping[str, bytes], path: str) -> tuple[bytes, list[Message]]:
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    try:
        with redirect_stdout(StringIO()):  # where Pango is missing, WeasyPrint prints many lines of its own
            from weasyprint import HTML

        html = HTML(string=page, url_fetcher=_fetcher(resources), base_url="edition:")
        data = html.write_pdf(pdf_identifier=sha256(page.encode()).digest()[:16])
    except OSError as error:
        raise EnvironmentMissing(Message("E631", f"WeasyPrint cannot start: {_line(error)}", PANGO_REMEDY)) from error
    finally:
        logger.removeHandler(records)
    return data, [_message(record, path) for record in records.found]


def _fetcher(resources: Mapping[str, bytes]) -> object:
    """A fetcher that knows `data:` and `edition:NAME`, and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            """The bytes behind `url`; raises for an address outside the edition."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix("edition:")
            if url.startswith("edition:") and name in resources:
                return URLFetcherResponse(url, resources[name])
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


def _check_fonts() -> None:
    """Without any font Pango ends the process by a signal: ask fontconfig before."""
    name = ctypes.util.find_library("fontconfig")
    try:
        library = ctypes.CDLL(name or "libfontconfig.so.1")
    except OSError as error:
        raise EnvironmentMissing(Message("E631", "fontconfig is not installed.", PANGO_REMEDY)) from error
    if _count_fonts(library) == 0:
        raise EnvironmentMissing(Message("E632", "no font is installed.", FONTS_REMEDY))


def _count_fonts(library: ctypes.CDLL) -> int:
    """The fonts that fontconfig lists (`FcConfigGetFonts`, a set whose first field is their number)."""
    library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    library.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)
    library.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.FcConfigDestroy.argtypes = [ctypes.c_void_p]
    config = library.FcInitLoadConfigAndFonts()
    fonts = library.FcConfigGetFonts(config, 0) if config else None
    count = fonts[0] if fonts else 0
    if config:
        library.FcConfigDestroy(config)
    return int(count)


def _line(error: OSError) -> str:
    return " ".join(str(error).split())[:200]
