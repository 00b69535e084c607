"""Paragraphs as HTML: what a display may split, and what is one paragraph and no more."""

from dataclasses import dataclass

from edition.tree import XML_ID, Element, is_element


@dataclass
class Paragraph:
    """A paragraph being written: where it began, where its last `p` began, and whether a display has split it."""

    start: int
    opening: int
    identity: str
    is_split: bool = False


def only_paragraph(note: Element) -> Element | None:
    """The one paragraph of a note; None where it has more, or an id to keep."""
    children = [child for child in note if is_element(child)]
    is_one = len(children) == 1 and is_element(children[0], "p") and not children[0].get(XML_ID)
    return children[0] if is_one else None


def is_at_edge(element: Element) -> bool:
    """Whether `element` stands right in a paragraph, so that the paragraph can be split around it."""
    parent = element.getparent()
    return parent is not None and is_element(parent, "p", "ab", "cit", "note")


def is_after_colon(out: list[str]) -> bool:
    """Whether the words that stand last in `out` end with a colon."""
    for piece in reversed(out):
        words = piece.rpartition(">")[2].rstrip() or piece.partition("<")[0].rstrip()
        if words:
            return words.endswith(":")
    return False


def put_at_start(out: list[str], start: int, words: str) -> None:
    """Put generated words before a note's own, which begin at `start`: in a paragraph where that stands first."""
    for index in range(start, len(out)):
        piece = out[index]
        if piece.startswith(("<p", '<span class="p"')):
            out[index] = piece + words
            return
        if not piece.isspace() and not piece.startswith("<div"):
            break
    out.insert(start, words)
