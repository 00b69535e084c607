"""The printed book of an edition: the page with its notes at the foot, through WeasyPrint."""

import json
import logging
import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

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

LAYOUT_REMEDY = "Leave out the edition’s own print.css, if it has one; else report it with the TEI."
PRINT = str(Path(__file__).with_name("print.py"))
SECONDS, CHARACTERS_A_SECOND = 60, 2_500  # twenty times what it takes for a book of the usual kind
BYTES, BYTES_A_CHARACTER = 3 * 2**30, 10_000
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
    is that of the TEI, else of SOURCE_DATE_EPOCH. Raises `EnvironmentMissing` where Pango or all fonts are missing,
    WeasyPrint stops in the midst or takes too long, `SettingsError` for a shell that fails, and what `read_sheet`
    raises for a style sheet that names what is not in its folder.
    """
    font = _used_font()
    used = font if not _has_own_fonts(dress) else []
    made = Made(tuple(used), (f"WeasyPrint {version('weasyprint')}",), _epoch())
    images = {image.file_name: image for image in dress.images.values()} if dress else {}
    with _press() as press:
        page, messages = print_page(document, display, dress, made)
        data, said = _printed(page, document.path, images, press)
    return data, page, (*messages, *said)


def _has_own_fonts(dress: Dress | None) -> bool:
    """Whether a style sheet of the edition sets fonts, which we then do not know the names of."""
    return dress is not None and b"font" in dress.styles.get("print.css", b"")


def _epoch() -> str:
    """The date that SOURCE_DATE_EPOCH gives; "" where it is not set or no number of seconds. Never the clock."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds.isdecimal() else ""


def _press() -> subprocess.Popen[bytes]:
    """`edition.writers.print` in a process of its own, which waits for a page."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-P", PRINT], stdin=pipe, stdout=pipe, stderr=pipe)


def _printed(
    page: str, path: str, images: Mapping[str, Image], press: subprocess.Popen[bytes]
) -> tuple[bytes, list[Message]]:
    """The PDF of `page` that `press` makes, and what WeasyPrint says of it."""
    job = {
        "page": page,
        "images": {name: (image.media_type, b64encode(image.data).decode()) for name, image in images.items()},
        "seconds": SECONDS + len(page) // CHARACTERS_A_SECOND,
        "bytes": BYTES + len(page) * BYTES_A_CHARACTER,
    }
    written, complaint = press.communicate(json.dumps(job).encode())
    if press.returncode == -signal.SIGSEGV:  # Pango or fontconfig fell, which may not happen again
        press = _press()
        written, complaint = press.communicate(json.dumps(job).encode())
    if press.returncode:
        said = f"WeasyPrint came to no end with this book: {_end(press.returncode, complaint, job['seconds'])}."
        raise EnvironmentMissing(Message("E638", said, LAYOUT_REMEDY, path=path))
    head, _, data = written.partition(b"\n")
    told = json.loads(head)
    if told["missing"]:
        raise EnvironmentMissing(Message("E631", f"WeasyPrint cannot start: {told['missing']}", PANGO_REMEDY))
    if told["fault"]:
        said = f"WeasyPrint cannot lay out this book: {told['fault']}"
        raise EnvironmentMissing(Message("E634", said, LAYOUT_REMEDY, path=path))
    return data, [_message(level, words, path) for level, words in told["logged"]]


def _end(code: int, complaint: bytes, seconds: object) -> str:
    """How the process ended that did not come to its end."""
    if code == -signal.SIGXCPU:
        return f"it took more than {seconds} seconds"
    lines = complaint.decode(errors="replace").split("\n")
    last = next((" ".join(line.split()) for line in reversed(lines) if line.strip()), "")
    return f"it ended with {code} {last[:200]}".strip().rstrip(".")


def _message(level: int, words: str, path: str) -> Message:
    severity = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
    return Message("W633", f"WeasyPrint says: {words}.", "See styles/print.css.", severity, path)


def _used_font() -> list[str]:
    """The first family of our style sheet that is installed; none where WeasyPrint takes another.

    Without any font Pango ends the process by a signal, so fontconfig is asked before; raises `EnvironmentMissing`.
    """
    there = {face.family for face in all_faces()}
    if not there:
        raise EnvironmentMissing(Message("E632", "no font is installed.", FONTS_REMEDY))
    return [family for family in families(resource("styles", "print.css").decode()) if family in there][:1]
