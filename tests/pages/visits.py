"""Visits to the pages of editions in Debian's Chromium, and what a reader can see of them there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from facts import encode_folder, with_ids

from edition.apparatus import Display
from edition.document import Document, parse
from edition.writers import WRITERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
YEAR_ONE = ROOT / "tei" / "year-one-8"
NARROW, WIDE = 360, 1280
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
HARD_CASES = ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")
EDITIONS = ("specimen", "book", *HARD_CASES, "year-one-8")
OPEN_EDITIONS = ("specimen", "book")
EACH = ("specimen", "book", *(pytest.param(name, marks=pytest.mark.long) for name in HARD_CASES), "year-one-8")

SEEN = """e => ({tag: e.localName, id: e.id, role: e.getAttribute('role') ?? '', href: e.getAttribute('href') ?? '',
    classes: e.className, label: e.getAttribute('aria-label') ?? '', words: e.textContent.trim(),
    ring: e.ring ?? getComputedStyle(e).outlineStyle})"""
WATCH = """() => {
    const watched = window.watched = {seen: [], ended: false};
    document.addEventListener('focusin', event => {
        watched.ended ||= watched.seen.includes(event.target);
        if (watched.ended) return;
        event.target.ring = getComputedStyle(event.target).outlineStyle;
        watched.seen.push(event.target);
    });
}"""


@dataclass
class Visits:
    """The visits of one test. `faults` are requests that leave the folder and what the browser complains of."""

    browser: Browser
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, path: Path, width: int = WIDE, *, theme: str = "light", script: bool = True) -> Page:
        """The page at `path`, opened in a window of `width` CSS pixels with nothing remembered from before."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, java_script_enabled=script
        )
        self.contexts.append(context)
        page = context.new_page()
        home = path.parent.as_uri()
        page.on("request", lambda request: self._judge(request, home))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.goto(path.as_uri())
        return page

    def _judge(self, request: Request, home: str) -> None:
        if not request.url.startswith((home, "data:")):
            self.faults.append(f"request: {request.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def end(self) -> None:
        """Close all windows of the test."""
        for context in self.contexts:
            context.close()


def document(name: str) -> Document:
    """The TEI of one of `EDITIONS`."""
    if name == "specimen":
        return parse((ROOT / "tei" / name / "text.xml").read_bytes(), "text.xml")
    if name == "book":
        return parse((ROOT / "tests" / "pages" / "book.xml").read_bytes(), "book.xml")
    if name == "year-one-8":
        encoded = encode_folder(YEAR_ONE, SHARED / "texts" / name / "source.txt")
        return with_ids(encoded, (YEAR_ONE / "anchors.jsonl").read_bytes())
    return parse((SHARED / "hard-cases" / name / "expected.xml").read_bytes(), "expected.xml")


def is_here(name: str) -> bool:
    """Whether the text of one of `EDITIONS` is on this machine."""
    return name in OPEN_EDITIONS or SHARED.is_dir()


def written(name: str, folder: Path) -> list[Path]:
    """The web pages of one of `EDITIONS`, written into `folder`; the main page first."""
    folder.mkdir(exist_ok=True)
    files = WRITERS["html"].write(document(name), Display()).files
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return [folder / file for file in files if file.endswith(".html")]


def focused(page: Page) -> dict[str, Any]:
    """What has the focus, as `SEEN` has it."""
    found: dict[str, Any] = page.evaluate(f"({SEEN})(document.activeElement)")
    return found


def tabbed(page: Page, most: int = 3000) -> list[dict[str, Any]]:
    """What gets the focus, in order and as `SEEN` has it, when Tab is pressed from the top of the page to its end."""
    page.evaluate(WATCH)
    for pressed in range(most):
        page.keyboard.press("Tab")
        if pressed % 10 == 9 and page.evaluate("window.watched.ended"):
            break
    found: list[dict[str, Any]] = page.evaluate(f"window.watched.seen.map({SEEN})")
    return found


def choose(page: Page, group: str, value: str) -> None:
    """Open the choices of a reader by keyboard, and choose `value` in one of their groups."""
    panel = page.locator("details.reading")
    if panel.get_attribute("open") is None:
        panel.locator("summary").focus()
        page.keyboard.press("Enter")
    page.locator(f"input[name={group}][value={value}]").check()


def copied(page: Page, identity: str = "") -> str:
    """What Ctrl+C takes of the element with this id, of the whole page where it is empty, and Ctrl+V puts elsewhere."""
    if identity:
        page.evaluate("id => getSelection().selectAllChildren(document.getElementById(id))", identity)
    else:
        page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    desk = page.context.new_page()
    desk.set_content("<textarea></textarea>")
    desk.locator("textarea").focus()
    desk.keyboard.press("Control+v")
    words = desk.locator("textarea").input_value()
    desk.close()
    page.bring_to_front()
    return words


def violations(page: Page, axe: str) -> list[str]:
    """What axe, all its rules but the experimental and AAA ones, finds wrong: `rule: selector (why)`."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))")
    return [
        f"{fault['id']}: {' '.join(map(str, node['target']))} ({node['failureSummary'].splitlines()[-1].strip()})"
        for fault in json.loads(found)
        for node in fault["nodes"]
    ]
