"""The web pages of an edition: files that work without script, from a folder, on any width.

A single text is one page, `index.html`; a book is a page a chapter, and an index page for what belongs to the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from edition.apparatus import Display, apparatus
from edition.document import Document
from edition.dress import Dress
from edition.report import Message
from edition.resources import resource
from edition.writers.front import front
from edition.writers.html_about import about, published
from edition.writers.html_behaviours import BEHAVIOURS
from edition.writers.html_body import Body
from edition.writers.html_contents import book_contents, neighbours, page_contents
from edition.writers.html_margin import margin_markup, margin_style
from edition.writers.html_notes import NoteLists, apparatus_lists, concordance, entries_by_page
from edition.writers.html_pages import INDEX, Page, Pages, collisions, pages
from edition.writers.html_reading import Group, controls, groups, layer_style
from edition.writers.html_title import chapter, level_below, title_block
from edition.writers.labels import Labels
from edition.writers.rendering import Rendering
from edition.writers.shells import Shells, policy, script_value
from edition.writers.style_sheets import layered


@dataclass
class Sheet:
    """One page in the making: its file `name`, its `title`, its mark-up in `pieces` and its headings.

    `margin` is the style that moves its notes.
    """

    name: str
    title: str
    pieces: list[str]
    headings: list[tuple[int, str, str]]
    margin: str = ""


def write_html(
    document: Document, display: Display | None = None, dress: Dress | None = None
) -> tuple[dict[str, bytes], tuple[Message, ...]]:
    """The document as HTML, file names to bytes with the main file first; messages for what is not shown as it is.

    Each image is a file beside the pages, however often it stands in them.

    Raises `SettingsError` for a page shell that fails, `UnsafeReference` for a style sheet that names what is outside.
    """
    display, dress = display or Display(), dress or Dress()
    says = Rendering(document, apparatus(document, display), "web", dress)
    body = Body(says, BEHAVIOURS, frozenset(says.title.source), feet=False)
    body.pages = pages(says, display.pages)
    sheets = list(_words(body))
    matter = front(says, has_dots=True)
    _after_the_words(body, sheets)
    sheets[0].pieces.append(about(matter, document, says.words))
    frame = Frame(says, body.pages, published(matter))
    files = {sheet.name: frame.page(sheet) for sheet in sheets}
    return {**files, **body.images}, (*says.remarks, *collisions(says), *body.unknown.values(), *body.refused)


def _words(body: Body) -> Iterator[Sheet]:
    """The words of each page, the index first."""
    title, found = body.says.title, body.pages
    title_block(body, title)
    if found.chapters:
        for run in found.opening:
            body.run(run)
        body.out.append(book_contents(found, body.says.words))
    else:
        body.level = level_below(title)
        body.blocks(body.says.document.text)
    yield Sheet(INDEX, title.name, body.out, body.headings)
    for page in found.chapters:
        body.out, body.headings, body.page = [], [], page.name
        chapter(body, page)
        yield Sheet(page.name, _title_of(page, title.name, body.says.words), body.out, body.headings)


def _title_of(page: Page, book: str, words: Labels) -> str:
    return words("title.part_of", part=page.title, book=book)


def _after_the_words(body: Body, sheets: list[Sheet]) -> None:
    """Notes, apparatus and what belongs to the whole, at the end of the page that each is on."""
    lists, entries = NoteLists(body), entries_by_page(body)
    for sheet in sheets:
        body.out, body.page, body.headings = sheet.pieces, sheet.name, sheet.headings
        sheet.margin = margin_style(body.says, lists.write(sheet.name))
        if sheet.name == INDEX:
            lists.unplaced()
            concordance(body)
        apparatus_lists(body, entries.get(sheet.name, {}))
    lists.finish()


class Frame:
    """What stands around the pages of one edition: style, script, controls, ways from page to page."""

    def __init__(self, says: Rendering, found: Pages, published: str) -> None:
        self.says = says
        self.published = published
        self.pages = found
        self.shells = Shells(says.dress)
        made: list[Group] = groups(says)
        self.reading = controls(made, says.words)
        self.style = layered("web.css", f"{says.style}\n{layer_style(made)}\n", says.dress)
        labels = {name: says.words(f"page.{name}") for name in ("close", "in_place")}
        self.script = resource("styles", "edition.js").decode().strip().replace("{words}", script_value(labels))

    def page(self, sheet: Sheet) -> bytes:
        """A page as bytes: its pieces in their shell."""
        words = self.says.words
        before, after = neighbours(self.pages, sheet.name)
        headings = sheet.headings if sheet.name != INDEX or not self.pages.chapters else []
        values: Mapping[str, object] = {
            "language": self.says.apparatus.header.language,
            "title": sheet.title,
            "edition": self.says.title.name,
            "authors": [hand.name for hand in self.says.apparatus.header.of_kind("author")],
            "style": _markup(self.style),
            "script": _markup(self.script),
            "policy": policy([self.style, sheet.margin], [self.script]),
            "words": {name: words(f"page.{name}") for name in ("skip", "pages", "previous", "next")},
            "contents": _markup(page_contents(headings, words)),
            "reading": _markup(self.reading),
            "imprint": self.published,
            "home": INDEX if sheet.name != INDEX else "",
            "previous": before,
            "next": after,
        }
        name = "index.html" if sheet.name == INDEX and self.pages.chapters else "page.html"
        margin = [margin_markup(sheet.margin)] if sheet.margin else []
        return self.shells.filled(name, values, [*margin, *sheet.pieces]).encode()


def _markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - our own mark-up, and style sheets that cannot end their element
