"""Mixed content: words and elements side by side."""

from typing import TypeAlias

from edition.tree import Element, is_blank

Run: TypeAlias = list[str | Element]


def is_said(part: str | Element) -> bool:
    """Whether `part` is an element or words, not white space."""
    return not isinstance(part, str) or not is_blank(part)
