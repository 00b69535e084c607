"""The words of the front and back matter: title page, imprint, note on the text, signs, colophon.

They are values without mark-up, made from the header and from counts, and shared by the book, the web page and the
plain text. Divisions that the desk wrote itself stand in the TEI's `front` and take the place of generated ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.apparatus import base_text
from edition.document import Document
from edition.header import Hand
from edition.imprint import Imprint, imprint
from edition.tree import NAMESPACES, Element, is_element, pointers
from edition.writers.colophon import colophon
from edition.writers.labels import Labels
from edition.writers.lines import Item, Line, Run, Section, described, filled, in_order, said
from edition.writers.note_on_the_text import NOTE_ON_THE_TEXT, note_on_the_text
from edition.writers.rendering import Rendering
from edition.writers.signs import SIGNS, signs
from edition.writers.titles import credit

DESK = "desk"
NOTES_ROLES = ("note", "annot", "anmerk", "aantek", "komment", "comment")


@dataclass(frozen=True)
class TitlePage:
    """What a title page says, each "" or empty where the header does not.

    `title` names the book, `part` the text in it; `credits` are lines for translators, annotators and editors,
    `desk` those of who made this edition.
    """

    authors: tuple[str, ...]
    title: str
    part: str
    subtitle: str
    credits: tuple[str, ...]
    desk: tuple[str, ...]
    edition: str
    publisher: str


@dataclass(frozen=True)
class FrontMatter:
    """All words before and after the text.

    `imprint` has an item for each fact, with a label such as `Copy-text`, "" for a line that needs none. `own` are
    the divisions that the desk wrote, in order; `note` and `signs` are None where one of these takes their place, or
    where there is nothing to say.
    """

    title_page: TitlePage
    imprint: tuple[Item, ...]
    own: tuple[Element, ...]
    note: Section | None
    signs: Section | None
    colophon: Section
    date: str = ""


def front(
    says: Rendering, *, fonts: tuple[str, ...] = (), made_with: tuple[str, ...] = (), has_dots: bool = False
) -> FrontMatter:
    """The front and back matter of an edition.

    `fonts` and `made_with` (`WeasyPrint 70.0`) are for the colophon; `has_dots` tells that this output sets a dotted
    line under corrected words.
    """
    facts = imprint(says.document)
    own = tuple(own_divisions(says.document, says))
    types = {division.get("type") for division in own}
    note, sign_list = note_on_the_text(says, facts), signs(says, facts, has_dots=has_dots)
    return FrontMatter(
        title_page=_title_page(says, facts),
        imprint=tuple(_imprint(says, facts)),
        own=own,
        note=note if NOTE_ON_THE_TEXT not in types else None,
        signs=sign_list if SIGNS not in types and sign_list.items else None,
        colophon=colophon(says.words, facts, fonts, made_with),
        date=facts.date,
    )


def generated(says: Rendering) -> tuple[Section, Section]:
    """The note on the text and the list of signs as they are generated, whatever the desk wrote."""
    facts = imprint(says.document)
    return note_on_the_text(says, facts), signs(says, facts)


def own_divisions(document: Document, says: Rendering) -> Iterator[Element]:
    """The divisions of the TEI's `front` that the desk of this edition wrote: those with its hand in `@resp`."""
    desk = {hand.id for hand in says.apparatus.header.of_kind("edition")} or {DESK}
    for division in document.text.iterfind("tei:front/tei:div", NAMESPACES):
        if desk & set(pointers(division.get("resp"))):
            yield division


# Title page


def _title_page(says: Rendering, facts: Imprint) -> TitlePage:
    words, header = says.words, says.apparatus.header
    stated = header.titles[0] if header.titles else words("untitled")
    part = base_text(says.title.main) if says.title.main is not None else ""
    return TitlePage(
        authors=tuple(in_order(hand.name) for hand in header.of_kind("author") if hand.name),
        title=stated,
        part=part if part.casefold() != stated.casefold() and part in header.titles else "",
        subtitle=facts.subtitle,
        credits=tuple(_credits(says)),
        desk=tuple(_desk(says)),
        edition=_edition(facts, words),
        publisher=", ".join(filter(None, (facts.publisher, facts.place, facts.year))),
    )


def _credits(says: Rendering) -> Iterator[str]:
    """Who translated, annotated and edited, none said twice."""
    words, header = says.words, says.apparatus.header
    translators = {hand.name for hand in header.of_kind("translation")}
    lines = [credit(hand, words) for hand in header.of_kind("translation")]
    lines += [_credited(hand, translators, words) for hand in (*header.of_kind("notes"), *header.of_kind("editor"))]
    yield from dict.fromkeys(lines)


def _credited(hand: Hand, translators: set[str], words: Labels) -> str:
    role = hand.role.casefold()
    if hand.kind == "editor" or role.startswith("edit"):
        return words("front.edited_by_line", name=in_order(hand.name))
    if not role.startswith(NOTES_ROLES):
        return words("front.credit", role=hand.role[:1].upper() + hand.role[1:], name=hand.name)
    key = "front.notes_translator" if hand.name in translators else "front.notes_by"
    return words(f"{key}_of" if hand.year else key, name=hand.name, year=hand.year)


def _desk(says: Rendering) -> Iterator[str]:
    header = says.apparatus.header
    for kind in ("edition", "transcription"):
        yield from dict.fromkeys(says.words(f"front.{kind}", name=hand.name) for hand in header.of_kind(kind))


def _edition(facts: Imprint, words: Labels) -> str:
    version = words("front.version", version=facts.version) if facts.version else ""
    return ", ".join(filter(None, (facts.edition, version)))


# Imprint


def _imprint(says: Rendering, facts: Imprint) -> Iterator[Item]:
    words = says.words
    page = _title_page(says, facts)
    for head in filter(None, (page.edition, page.publisher)):
        yield Item("", said(f"{head[:1].upper()}{head[1:]}."))
    yield from _books(facts, words)
    yield from (Item("", said(remark)) for remark in facts.remarks)
    yield from (Item(words("front.rights") if not at else "", said(each)) for at, each in enumerate(facts.rights))
    if facts.licence:
        yield Item("", said(facts.licence))
    yield from (Item("", said(identifier)) for identifier in facts.identifiers)
    yield Item(words("front.cite"), cited(says, facts))


def _books(facts: Imprint, words: Labels) -> Iterator[Item]:
    for book in facts.books:
        yield Item(words("front.copy_text"), (*described(book, words), Run(".")))
        if book.original is not None:
            yield Item(words("front.original"), (*described(book.original, words), Run(".")))
    for source in facts.sources:
        if source.words and not facts.books:
            yield Item(words("front.source"), said(f"{source.words}."))


def cited(says: Rendering, facts: Imprint) -> Line:
    """How to cite the edition, in the form of a Chicago note, with a paragraph where it has numbers."""
    words, page = says.words, _title_page(says, facts)
    line: list[Run] = [Run(f"{words.listed(list(page.authors))}, ")] if page.authors else []
    title = (Run(page.title, is_title=True),)
    line += filled(words, "front.cite_part", title, part=page.part) if page.part else title
    translators = dict.fromkeys(hand.name for hand in says.apparatus.header.of_kind("translation"))
    if translators:
        line.append(Run(f", {words('front.translated_by', name=words.listed(list(translators)))}"))
    if page.edition:
        line.append(Run(f", {page.edition[:1].lower()}{page.edition[1:]}"))
    if page.publisher:
        line.append(Run(f" ({page.publisher})"))
    return (*line, Run(", ¶1." if _has_numbers(says.document) else "."))


def _has_numbers(document: Document) -> bool:
    return any(is_element(node, "p", "lg", "table") and node.get("n") for node in document.text.iter("{*}*"))
