"""What lints read, and what they say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

OBJECT = "\x00"
JOINT = "\x01"
LINE = "\x0b"
HABIT = 0.02
FEW = 5


@dataclass(frozen=True)
class Passage:
    """The words of one paragraph, heading, line or note, as a reader reads them on.

    XML has no control characters, so three of them stand for what is no word: `OBJECT` for a figure, a paragraph or a
    list inside, `JOINT` for a note mark, `LINE` for a line or page that ends. `language` is "" where nobody says.
    Passages of one `group` follow upon each other: a quotation may run through them. `foreign` are ranges of
    `text`, start and end, in another language. `is_note` tells that this is a note or a part of one.
    """

    text: str
    language: str = ""
    group: int = 0
    foreign: tuple[tuple[int, int], ...] = ()
    is_note: bool = False

    def is_foreign(self, offset: int) -> bool:
        """Whether another language is spoken at `offset`."""
        return any(start <= offset < end for start, end in self.foreign)


@dataclass(frozen=True)
class Slip:
    """Something that looks wrong: `text[start:end]` of the passage number `passage`.

    `says` is a sentence without its capital. `read` is what would be right, "" for nothing at all, None where
    nobody can say. `lacks` tells of a mark without its other whether that should stand before it or after it.
    """

    code: str
    passage: int
    start: int
    end: int
    says: str
    read: str | None = None
    lacks: Literal["", "before", "after"] = ""


def grouped(passages: Sequence[Passage]) -> Iterable[list[tuple[int, Passage]]]:
    """The passages of each group, each with its number, in the order in which the groups begin."""
    groups: dict[int, list[tuple[int, Passage]]] = {}
    for number, passage in enumerate(passages):
        groups.setdefault(passage.group, []).append((number, passage))
    return groups.values()


def but_habits(found: Sequence[Slip], passages: Sequence[Passage], signs: str) -> Iterator[Slip]:
    """The slips without those about a sign that has so many of them that they are a habit of the text.

    The sign of a slip is the last of its characters that is one of `signs`.
    """
    by_slip = [
        next(sign for sign in reversed(passages[each.passage].text[each.start : each.end]) if sign in signs)
        for each in found
    ]
    counted = Counter(by_slip)
    habits = {sign for sign, count in counted.items() if count > FEW and count > HABIT * _total(passages, sign)}
    return (slip for slip, sign in zip(found, by_slip, strict=True) if sign not in habits)


def _total(passages: Sequence[Passage], sign: str) -> int:
    return sum(passage.text.count(sign) for passage in passages)
