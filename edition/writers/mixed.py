"""Mixed content: words and elements side by side, and of several readings the one that is shown."""

from typing import TypeAlias

from edition.apparatus import shown
from edition.odd import Rule
from edition.tree import Element, is_blank

Run: TypeAlias = list[str | Element]


def is_said(part: str | Element) -> bool:
    """Whether `part` is an element or words, not white space."""
    return not isinstance(part, str) or not is_blank(part)


def read(element: Element, rule: Rule) -> Element | None:
    """The reading that a model shows of those in `element`; None for none."""
    found = rule.elements("default", element)
    return found[0] if found else shown(element)
