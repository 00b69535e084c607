#!/usr/bin/env python3
"""Make the pictures of the specimen that the README and the manual show, in docs/pictures/: its web page and its book.

Needs Debian's Chromium and poppler, as `make test` sets them up. Each picture is a PNG of few colours; the programme
exits with 1 where one is too heavy or not found. It shows the specimen and no other text.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from edition.apparatus import Display
from edition.document import parse
from edition.writers import WRITERS

ROOT = Path(__file__).resolve().parent.parent
SPECIMEN = ROOT / "tei" / "specimen" / "text.xml"
PICTURES = ROOT / "docs" / "pictures"
HEAVIEST = 150_000
COLOURS = 28
DOTS_PER_INCH = 100


@dataclass(frozen=True)
class View:
    """A picture of the web page: window of `width` × `height` CSS pixels, each `scale` dots wide.

    `at` is the id of the element that the reader has scrolled to, "" for the top; `press` a selector of what
    the reader has pressed there, "" for nothing.
    """

    name: str
    width: int
    height: int
    theme: Literal["light", "dark"] = "light"
    at: str = ""
    press: str = ""
    scale: int = 1


VIEWS = (
    View("page-wide-light", 1280, 860),
    View("page-wide-dark", 1280, 860, "dark", at="pm067"),
    View("page-choices", 1280, 860, press=".reading summary"),
    View("page-narrow-light", 360, 700, scale=2),
    View("page-narrow-dark", 360, 700, "dark", at="p8fp7", press='a[href="#n3fr8"]', scale=2),
)
LEAVES = {
    "book-title": "Ruled Paper",
    "book-opening": "The form came from Vienna",
    "book-apparatus": "harrnonium",
}
PANELS = View("", 2130, 800)
PANEL = View("", 1040, 1050)
TURNED_TO = "Deanery of Zbytov, spring"
TABLE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ display: flex; gap: 24px; margin: 20px; height: 760px; background: #8a8a85; overflow: hidden }}
img, pre {{ margin: 0; height: 760px; background: #fff; box-sizing: border-box }}
pre {{ flex: 1; overflow: hidden; padding: 24px 16px; font: 14px/19px "DejaVu Sans Mono", monospace; color: #111 }}
</style><img src="data:image/png;base64,{page}"><img src="data:image/png;base64,{leaf}"><pre>{words}</pre>"""


def main() -> int:
    """Write all pictures; 1 where one is too heavy."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        outputs = specimen(Path(name))
        for picture, data in [*views(outputs), *leaves(outputs)]:
            (PICTURES / f"{picture}.png").write_bytes(data)
            print(f"{len(data) / 1000:7.1f} kB  docs/pictures/{picture}.png")
    return int(any(path.stat().st_size > HEAVIEST for path in PICTURES.iterdir()))


def specimen(folder: Path) -> Path:
    """`folder`, in which the web pages, the book and the plain text of the specimen have been written."""
    for name in ("html", "pdf", "txt"):
        for file, data in WRITERS[name].write(parse(SPECIMEN.read_bytes()), Display()).files.items():
            (folder / file).write_bytes(data)
    return folder


def views(outputs: Path) -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of each of `VIEWS`, and of page, book and plain text beside each other."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for view in VIEWS:
            yield view.name, light(seen(browser, outputs / "index.html", view))
        (outputs / "panels.html").write_text(panels(browser, outputs), encoding="utf-8")
        yield "specimen", light(seen(browser, outputs / "panels.html", PANELS))
        browser.close()


def panels(browser: Browser, outputs: Path) -> str:
    """A page with the web page, a page of the book and a piece of the plain text beside each other."""
    page = b64encode(seen(browser, outputs / "index.html", PANEL)).decode()
    leaf_of_book = b64encode(leaf(outputs / "edition.pdf", TURNED_TO)).decode()
    text = (outputs / "edition.txt").read_text(encoding="utf-8")
    from_there = text[re.search(r"^¶5 ", text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    return TABLE.format(page=page, leaf=leaf_of_book, words=escape(from_there[:4000]))


def seen(browser: Browser, path: Path, view: View) -> bytes:
    """The PNG of what stands in the window of `view`, in all its colours."""
    size = {"width": view.width, "height": view.height}
    page = browser.new_page(viewport=size, color_scheme=view.theme, device_scale_factor=view.scale)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    if view.at:
        page.evaluate("id => scrollTo(0, document.getElementById(id).getBoundingClientRect().top - 24)", view.at)
    if view.press:
        page.locator(view.press).first.click()
    picture = page.screenshot()
    page.close()
    return picture


def leaves(outputs: Path) -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of the pages of the book that `LEAVES` names."""
    return ((name, light(leaf(outputs / "edition.pdf", sought))) for name, sought in LEAVES.items())


def leaf(book: Path, sought: str) -> bytes:
    """The PNG of the first page of the book that has the words `sought`."""
    words = subprocess.check_output(["pdftotext", book, "-"], text=True).split("\f")
    number = str(next(at for at, page in enumerate(words, 1) if sought in " ".join(page.split())))
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", number, "-l", number, "-png", str(book)]
    return subprocess.check_output(command)


def light(png: bytes) -> bytes:
    """The picture with few colours, and nothing in it but the picture."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
