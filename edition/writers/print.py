"""WeasyPrint in a process of its own: what a page makes of it cannot keep the other outputs from being made.

`edition.writers.pdf` runs this file by its path, so that nothing of ours has to be loaded. It reads one JSON object
from standard input: `page` (HTML), `images` (media type and base64 by file name), `seconds` and `bytes` (the most it
may take of the processor and of memory). It writes a line of JSON with `missing` (why WeasyPrint cannot start), `fault`
(why it stopped), each "" where it did not, and `logged` (pairs of level and message), and then the PDF.
"""

import json
import logging
import resource
import sys
from base64 import b64decode
from collections.abc import Mapping
from contextlib import redirect_stdout, suppress
from hashlib import sha256
from io import StringIO
from typing import Any

FAULTS = (
    AssertionError, AttributeError, TypeError, ValueError, LookupError, ArithmeticError, OSError, RecursionError,
    MemoryError,
)  # fmt: skip


def main() -> None:
    """Print what standard input asks for."""
    missing = _missing()  # loaded while the page is being made
    job = json.load(sys.stdin.buffer)
    for what, most in ((resource.RLIMIT_CPU, job["seconds"]), (resource.RLIMIT_AS, job["bytes"])):
        with suppress(OSError, ValueError):  # a system may have lower ones, or none
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
    logged = _Logged()
    logging.getLogger("weasyprint").addHandler(logged)
    said = {"missing": missing, "fault": "", "logged": logged.found}
    data = b""
    try:
        data = b"" if missing else _pdf(job["page"], job["images"])
    except FAULTS as error:
        said["fault"] = f"{type(error).__name__} {' '.join(str(error).split())[:200]}".strip()
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + data)


def _missing() -> str:
    """Why WeasyPrint cannot start; "" where it can."""
    try:
        with redirect_stdout(StringIO()):  # where Pango is missing, WeasyPrint prints many lines of its own
            import weasyprint  # noqa: F401
    except OSError as error:
        return " ".join(str(error).split())[:200]
    return ""


def _pdf(page: str, images: Mapping[str, list[str]]) -> bytes:
    from weasyprint import HTML

    html = HTML(string=page, url_fetcher=_fetcher(images), base_url="edition:")
    data = html.write_pdf(pdf_identifier=sha256(page.encode()).digest()[:16])
    return data if isinstance(data, bytes) else b""


def _fetcher(images: Mapping[str, list[str]]) -> object:
    """A fetcher that knows `data:` and these images by their file names, and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """The bytes behind `url`; raises for an address outside the edition."""
            if url in images:
                media_type, data = images[url]
                return URLFetcherResponse(url, b64decode(data), {"Content-Type": media_type})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"“{url}” is outside the edition")

    return Fetcher(allowed_protocols=["data"])


class _Logged(logging.Handler):
    """What WeasyPrint logs: it never raises for something that it could not show."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the level and the words of `record`."""
        self.found.append((record.levelno, record.getMessage()))


if __name__ == "__main__":
    main()
