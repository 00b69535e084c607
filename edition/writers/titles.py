"""The title block of an edition: from the text where it has one, else from the header."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from edition.apparatus import base_text
from edition.document import Document
from edition.header import Hand, Header
from edition.tree import NAMESPACES, Element, is_element, pieces
from edition.writers.labels import Labels
from edition.writers.mixed import Run, is_said

PAGES = ("pb", "cb", "lb", "milestone")
DISPLAYED = ("docEdition", "imprimatur", "epigraph", "argument", "figure", "graphic", "p", "ab", "list", "quote", "lg")
BLOCK = ("head", "titlePage", "docTitle", "titlePart", "byline", "docAuthor", "docImprint", "docDate")
PARTS = (*BLOCK, *DISPLAYED, *PAGES)


@dataclass(frozen=True)
class Title:
    """What stands over a text: `parts` are the elements that hold it, in order, and `generated` further lines.

    `main` is the part that names the text, None where no element does and `heading` holds its words. `book` is
    the title of the book of which the text is a part, "" where the parts say it or there is none. `source` are the
    elements that hold the parts, which the body leaves out. `lines` are the parts, and between them what stands right
    in a title page: words, notes, phrases. `name` is the whole title on one line, without notes.
    """

    name: str
    source: tuple[Element, ...]
    parts: tuple[Element, ...]
    main: Element | None
    heading: str
    book: str
    generated: tuple[str, ...]
    lines: "tuple[Element | Run, ...]" = ()


def title(document: Document, facts: Header, words: Labels) -> Title:
    """The title block of `document`."""
    source = tuple(_source(document.text))
    parts = tuple(_parts(source))
    said = " ".join(base_text(part) for part in parts)
    main = _main(parts)
    stated = facts.titles[0] if facts.titles else words("untitled")
    part = base_text(main) if main is not None else stated
    return Title(
        name=part if part.casefold() == stated.casefold() else words("title.part_of", part=part, book=stated),
        source=source,
        parts=parts,
        main=main,
        heading=stated if main is None else "",
        book=stated if main is not None and stated.casefold() not in said.casefold() else "",
        generated=tuple(_generated(parts, said, facts, words)),
        lines=tuple(_lines(source)),
    )


def _source(text: Element) -> Iterator[Element]:
    """The title page, or the heading and bylines that open the body or its only division."""
    front, body = text.find("tei:front", NAMESPACES), text.find("tei:body", NAMESPACES)
    if front is not None:
        yield from (child for child in front if is_element(child, *BLOCK[1:]))
    children = [child for child in body if is_element(child)] if body is not None else []
    if len(children) == 1 and is_element(children[0], "div"):
        children = [child for child in children[0] if is_element(child)]
    for child in children:
        if not is_element(child, *BLOCK):
            return
        yield child


def _parts(source: tuple[Element, ...]) -> Iterator[Element]:
    for element in source:
        if is_element(element, "titlePage", "docTitle"):
            yield from _parts(tuple(child for child in element if is_element(child, *PARTS)))
        else:
            yield element


def _lines(source: Iterable[Element]) -> "Iterator[Element | Run]":
    for element in source:
        if not is_element(element, "titlePage", "docTitle"):
            yield element
            continue
        for is_part, group in groupby(pieces(element), _is_part):
            run = list(group)
            if is_part:
                yield from _lines(part for part in run if not isinstance(part, str))
            elif any(map(is_said, run)):
                yield run


def _is_part(part: str | Element) -> bool:
    return not isinstance(part, str) and is_element(part, *PARTS)


def _main(parts: tuple[Element, ...]) -> Element | None:
    """The heading of the text; without one the first main title of a title page."""
    heads = [part for part in parts if is_element(part, "head")]
    titles = [part for part in parts if is_element(part, "titlePart") and part.get("type") in (None, "main")]
    return next(iter([*heads, *titles]), None)


def _generated(parts: tuple[Element, ...], said: str, facts: Header, words: Labels) -> Iterator[str]:
    """Author and translators that the title block does not name."""
    authors = [hand.name for hand in facts.of_kind("author") if hand.name]
    if authors and not any(is_element(part, "byline", "docAuthor") for part in parts):
        yield words("title.by", names=words.listed(authors))
    yield from (credit(hand, words) for hand in facts.of_kind("translation") if hand.name not in said)


def credit(hand: Hand, words: Labels) -> str:
    """Who translated, and from what where the header says so in the language of the labels."""
    is_told = hand.origin.partition(" ")[0] in words("title.origin").split()
    key = "title.translated_from" if is_told else "title.translated"
    return words(key, origin=hand.origin, name=hand.name)
