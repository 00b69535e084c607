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
