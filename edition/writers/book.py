"""The printed book as HTML: front matter, contents, the text with its notes at their calls, lists, colophon."""

import re
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

from edition.apparatus import Display, apparatus, base_text
from edition.document import Document
from edition.dress import Dress
from edition.report import Message
from edition.tree import NAMESPACES, Element, is_element
from edition.writers.book_lists import end_lists
from edition.writers.book_parts import imprint_page, opened, section, title_page
from edition.writers.front import FrontMatter, front
from edition.writers.html_behaviours import BEHAVIOURS
from edition.writers.html_blocks import headline
from edition.writers.html_body import Body
from edition.writers.html_marks import escaped, escaped_value
from edition.writers.note_on_the_text import NOTE_ON_THE_TEXT
from edition.writers.rendering import Rendering
from edition.writers.shells import shell
from edition.writers.signs import SIGNS
from edition.writers.style_sheets import style_sheet
from edition.writers.titles import BLOCK, Title

HEADING = re.compile(r'<h([1-6])((?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
WHITE_SPACE = re.compile(r"[ \t\r\n]+")  # WeasyPrint stops at some line feeds after spaces
DEPTH = 2
RUNNING = 46
PAUSES = re.compile(r"[:;—–]\s")


class Heading(NamedTuple):
    """A heading: its level from 1, its id, its words as the value of an attribute; whether its folio is roman."""

    level: int
    id: str
    words: str
    is_front: bool = False


class Made(NamedTuple):
    """What the colophon says of the making: families of fonts, other programmes with their versions, a date.

    `date` is ISO 8601, for a document whose header has none; "" for none at all.
    """

    fonts: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    date: str = ""


def print_page(
    document: Document, display: Display | None = None, dress: Dress | None = None, made: Made | None = None
) -> tuple[str, tuple[Message, ...]]:
    """The HTML that is printed, and messages for what is not shown as it is.

    Notes stand at their calls, as phrasing mark-up. `made` is for the colophon and the date of the file.
    """
    made = made or Made()
    says = Rendering(document, apparatus(document, display), "print", dress)
    matter = front(says, fonts=made.fonts, made_with=made.programmes)
    book = _Book(says, matter)
    pieces = [WHITE_SPACE.sub(" ", piece) for piece in book.pieces()]
    style = f"{style_sheet('print.css', says.dress)}\n{says.style}"
    page = matter.title_page
    values = {
        "language": says.apparatus.header.language,
        "title": says.title.name,
        "authors": [name for name in page.authors if name],
        "description": ". ".join((*page.credits, page.edition)) if page.edition else ". ".join(page.credits),
        "date": matter.date or made.date,
        "style": Markup(style.replace("</", r"<\/")),  # noqa: S704 - it cannot end its element
    }
    return shell("book.html", says.dress, values, pieces), book.messages


class _Book:
    """The parts of a book, each a piece of HTML."""

    def __init__(self, says: Rendering, matter: FrontMatter) -> None:
        self.says = says
        self.matter = matter
        self.headings: list[Heading] = []
        self.body = Body(says, BEHAVIOURS, frozenset(says.title.source), feet=True)

    def pieces(self) -> list[str]:
        """All parts in order."""
        before = self._front()
        text = self._text()
        end = self._marked(end_lists(self.body), is_front=False)
        colophon = section(self.matter.colophon)
        return [
            title_page(self.matter.title_page, self._heads()),
            imprint_page(self.matter),
            *before,
            self._contents(),
            text,
            end,
            colophon,
        ]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What could not be shown as it is."""
        return (*self.says.remarks, *self.body.unknown.values(), *self.body.refused)

    def _front(self) -> list[str]:
        """The divisions before the text: the desk's own, and generated ones where it has none of their kind."""
        matter = self.matter
        parts = [(str(own.get("type")), self._own(own)) for own in matter.own]
        for name, made in ((SIGNS, matter.signs), (NOTE_ON_THE_TEXT, matter.note)):
            if made is not None:
                kinds = [kind for kind, _ in parts]
                after = {SIGNS: kinds.index(NOTE_ON_THE_TEXT) + 1 if NOTE_ON_THE_TEXT in kinds else len(parts)}
                before = {NOTE_ON_THE_TEXT: kinds.index(SIGNS) if SIGNS in kinds else len(parts)}
                parts.insert((after | before)[name], (name, section(made)))
        return [self._marked(part, is_front=True) for _, part in parts]

    def _own(self, division: Element) -> str:
        """A division that the desk wrote."""
        start = len(self.body.out)
        self.body.element(str(division.tag), division)
        written = "".join(self.body.out[start:])
        del self.body.out[start:]
        return f'<div class="front-matter">{written}</div>\n'

    def _text(self) -> str:
        """The text of the source: its title block, then what stands in its front, body and back."""
        says, body = self.says, self.body
        start = len(body.out)
        _title_block(body, says.title, has_chapters=_has_chapters(says.document.text))
        for part in says.document.text:
            if is_element(part, "front"):
                for child in part:
                    if isinstance(child.tag, str) and child not in self.matter.own:
                        body.element(str(child.tag), child)
            elif isinstance(part.tag, str):
                body.element(str(part.tag), part)
        written = self._marked("".join(body.out[start:]), is_front=False)
        del body.out[start:]
        return opened("main", "text", written)

    def _heads(self) -> str:
        """An empty element with the running heads of the text."""
        left, right = _running_heads(self.matter, self.says.title, has_chapters=_has_chapters(self.says.document.text))
        return f'<div class="heads gen" data-left="{escaped_value(left)}" data-right="{escaped_value(right)}"></div>'

    def _marked(self, html: str, *, is_front: bool) -> str:
        """`html` in which each heading has an id, its words for the outline and its short form for running heads.

        Headings that follow each other at once, such as `Chapter 1` and its title, are one in contents and outline.
        """
        out: list[str] = []
        last = 0
        for group in _grouped(html):
            words = " ".join(_attributes(found)["aria-label"] for found in group)
            for found in group:
                given = _attributes(found)
                identifier = given.get("id") or f"book:{len(self.headings) + 1}"
                new = "" if "id" in given else f' id="{identifier}"'
                if found is group[0]:
                    self.headings.append(Heading(int(found[1]), identifier, words, is_front))
                    new += f' data-outline="{words}"'
                running = escaped_value(shortened(unescape(words)))
                out += [html[last : found.end() - 1], f'{new} data-running="{running}">']
                last = found.end()
        return "".join([*out, html[last:]])

    def _contents(self) -> str:
        """The contents, "" where the text has less than two headings."""
        headings = [heading for heading in self.headings if heading.words]
        text = [heading for heading in headings if not heading.is_front and not _is_end(heading)]
        if len(text) < 2:
            return ""
        top = min(heading.level for heading in text)
        listed = [heading for heading in headings if heading not in text or heading.level < top + DEPTH]
        lines = "".join(_contents_line(heading, top) for heading in listed)
        words = escaped(self.says.words("contents"))
        return f'<nav class="contents gen"><h2>{words}</h2><ol>{lines}</ol></nav>\n'


def _grouped(html: str) -> list[list[re.Match[str]]]:
    """The opening tags of named headings in `html`; those of one level without words between stand together."""
    groups: list[list[re.Match[str]]] = []
    for found in HEADING.finditer(html):
        if not _attributes(found).get("aria-label"):
            continue
        before = groups[-1][-1] if groups else None
        if before is not None and before[1] == found[1] and _is_next(html, before, found):
            groups[-1].append(found)
        else:
            groups.append([found])
    return groups


def _is_next(html: str, before: re.Match[str], found: re.Match[str]) -> bool:
    closing = html.find(f"</h{before[1]}>", before.end()) + len("</h1>")
    return closing <= found.start() and not html[closing : found.start()].strip()


def _attributes(found: re.Match[str]) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(found[2]))


def _is_end(heading: Heading) -> bool:
    """Whether it stands over a list after the text."""
    return heading.id.startswith("end:")


def _contents_line(heading: Heading, top: int) -> str:
    level = 1 if heading.is_front or _is_end(heading) else 1 + heading.level - top
    css = f"level-{level}" + (" roman" if heading.is_front else " after" if _is_end(heading) else "")
    return f'<li class="{css}"><a href="#{heading.id}">{heading.words}</a></li>'


def shortened(words: str) -> str:
    """A heading as a running head has room for it: up to its first pause, or to a word and an ellipsis."""
    if len(words) <= RUNNING:
        return words
    first = PAUSES.split(words)[0].rstrip()
    if 8 <= len(first) <= RUNNING:
        return first
    return words[:RUNNING].rpartition(" ")[0].rstrip(" ,;:.—–") + " …"


def _running_heads(matter: FrontMatter, title: Title, *, has_chapters: bool) -> tuple[str, str]:
    """What stands over the pages: left the work, or the author where the right has the work; right the text."""
    page = matter.title_page
    right = page.part or (base_text(title.main) if title.main is not None else "") or page.title
    is_of_work = bool(page.part) or has_chapters or right.casefold() != page.title.casefold()
    left = page.title if is_of_work else ", ".join(page.authors) or page.title
    return shortened(left), shortened(right)


def _has_chapters(text: Element) -> bool:
    """Whether divisions with headings of their own make up the body."""
    return text.find("tei:body/tei:div/tei:head", NAMESPACES) is not None


def _title_block(body: Body, title: Title, *, has_chapters: bool) -> None:
    """The title over the text, as the source has it; a generated one only where no heading of the source begins."""
    if not title.parts and has_chapters:
        return
    body.out.append('<header class="title">')
    if title.heading and not title.parts:
        name = escaped_value(title.heading)
        body.out.append(f'<h1 class="gen" aria-label="{name}">{escaped(title.heading)}</h1>')
    for part in title.lines:
        if isinstance(part, list):
            body.loose(part)
        elif part is title.main:
            headline(body, part, 1)
        else:
            before = title.main is not None and is_element(title.main, "head") and part.get("type") in (None, "main")
            is_title = is_element(part, "head", "titlePart")
            if is_element(part, *BLOCK):
                body.block("p", part, ("book" if before else "subtitle") if is_title else "byline")
            else:
                body.element(str(part.tag), part)
    body.out.append("</header>\n")
