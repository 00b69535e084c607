"""A line of a file with a caret under the place that a message speaks of."""

import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

Cell: TypeAlias = tuple[str, int]

WIDE = ("W", "F")
UNDER = ("Mn", "Me")
TAB = "    "
CUT = ("…", 1)
BEFORE = 3


@dataclass(frozen=True)
class Excerpt:
    """What stands in a line, in at most so many columns, and the `carets` under it, with the blanks before them."""

    words: str
    carets: str


def excerpt(line: str, column: int, length: int, width: int) -> Excerpt:
    """The part of `line` around the characters from `column` on, which counts from 1; no carets where it is 0.

    `width` is in columns of a terminal. White space before the first word is left out; control characters are
    escaped; wide characters take two columns and combining ones none.
    """
    start = max(0, min(column - 1, len(line)))
    blank = min(len(line) - len(line.lstrip(" \t")), start if column else len(line))
    cells = [_cell(character) for character in line[blank:].rstrip()]
    marked = range(start - blank, start - blank + max(length, 1))
    first, last = _window([columns for _, columns in cells], marked, width)
    shown = [CUT] * (first > 0) + cells[first:last] + [CUT] * (last < len(cells))
    before = sum(columns for _, columns in cells[first : marked.start]) + (first > 0)
    under = sum(columns for _, columns in cells[marked.start : min(marked.stop, last)])
    carets = " " * before + "^" * max(1, under) if column else ""
    return Excerpt("".join(text for text, _ in shown), carets)


def _cell(character: str) -> Cell:
    """How a character is shown, and in how many columns."""
    if character == "\t":
        return TAB, len(TAB)
    if not character.isprintable():
        escaped = repr(character)[1:-1]
        return escaped, len(escaped)
    if unicodedata.category(character) in UNDER:
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in WIDE else 1


def _window(columns: list[int], marked: range, width: int) -> tuple[int, int]:
    """The first cell that is shown and the one after the last, so that all fits with a sign of each cut."""
    ends = [0, *accumulate(columns)]
    if ends[-1] <= width:
        return 0, len(columns)
    room, begins = width - 2, ends[min(marked.start, len(columns))]
    from_column = 0 if begins < room - room // BEFORE else begins - room // BEFORE
    from_column = max(0, min(from_column, ends[-1] - room))
    first = next(number for number, end in enumerate(ends) if end >= from_column)
    last = max(number for number, end in enumerate(ends) if end - ends[first] <= room)
    return first, last
