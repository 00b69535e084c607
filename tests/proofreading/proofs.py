"""Changes of a text that a good writer never makes."""

import re
from collections.abc import Callable


def swapped(first: str, second: str) -> Callable[[str], str]:
    """A change of places: `first` and `second`, patterns, stand where the other stood."""

    def change(text: str) -> str:
        one, two = re.search(first, text, re.DOTALL), re.search(second, text, re.DOTALL)
        assert one
        assert two
        early, late = sorted((one, two), key=lambda match: match.start())
        between = text[early.end() : late.start()]
        return text[: early.start()] + late.group() + between + early.group() + text[late.end() :]

    return change


def replaced(pattern: str, by: str, count: int = 1) -> Callable[[str], str]:
    """A change of what a pattern finds."""
    return lambda text: re.sub(pattern, by, text, count=count, flags=re.DOTALL)
