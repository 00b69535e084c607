"""What a proofreader keeps of a text: its words in order, the places of note marks, and what is hidden where."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from edition.tree import Element

AROUND = 5
FAR = 60


class Run(NamedTuple):
    """Words as they stand, and the element that holds them; `is_added` of words that a model adds to a text."""

    text: str
    origin: Element
    is_added: bool = False


class Call(NamedTuple):
    """A place where a note is called, by its id; `mark` is "" in a TEI, and where a note stands in place.

    `slack` are the letters by which a mark may stand elsewhere, as one beside the caption of a figure may.
    """

    note: str
    mark: str
    origin: Element
    slack: int = 0


class Hidden(NamedTuple):
    """Letters that are not read at their place, and why: the name of the element, `hidden` in a page.

    `is_kept` tells that a page has them all the same, marked as hidden.
    """

    letters: str
    reason: str
    origin: Element
    is_kept: bool = False


class Generated(NamedTuple):
    """Letters that an output marks as its own; `is_listed` where they stand among contents, beside page numbers."""

    letters: str
    is_listed: bool
    origin: Element


@dataclass
class Block:
    """Words that an output need not show where they stand.

    `kind` is `group` where their parts may stand in another order, `title` where they may stand over the text,
    `optional` where they may be left out; `reason` is the name of the element.
    """

    kind: str
    reason: str
    items: "list[Item]"
    origin: Element


Item: TypeAlias = Run | Call | Hidden | Generated | Block


@dataclass
class Passage:
    """Running text as it is read: that of the body, or of one note. `key` is the id of the note, "" for the body."""

    key: str = ""
    items: list[Item] = field(default_factory=list)


class Laid:
    """Words in one order, with places counted in letters. Letters are all characters but white space.

    `calls` and `hidden` are pairs of the letters before a place and what stands there. `added` counts the letters
    that a model adds.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.runs: list[Run] = []
        self.calls: list[tuple[int, Call]] = []
        self.hidden: list[tuple[int, Hidden]] = []
        self.added = 0
        self._ends: list[int] = []
        joined: list[str] = []
        length, texts = 0, []
        for item in flat(items):
            if isinstance(item, Run):
                self.runs.append(item)
                texts.append(item.text)
                if item.is_added:
                    self.added += len(letters_of(item.text))
                continue
            if texts:
                joined.append(letters_of("".join(texts)))
                length += len(joined[-1])
                texts = []
            self._mark(length, item)
        joined.append(letters_of("".join(texts)))
        self.letters = "".join(joined)

    def _mark(self, at: int, item: "Call | Hidden | Generated") -> None:
        if isinstance(item, Call):
            self.calls.append((at, item))
        elif isinstance(item, Hidden):
            self.hidden.append((at, item))

    def origin(self, at: int) -> Element | None:
        """The element that holds the letter at `at`, the last one at the end; None where there are no words."""
        return self.runs[self._index(at)].origin if self.runs else None

    def words(self, start: int, end: int) -> str:
        """The letters from `start` to `end` with the white space between them."""
        if start >= end or not self.runs:
            return ""
        first = self._index(start)
        text = "".join(run.text for run in self.runs[first : self._index(end - 1) + 1])
        before = self._ends[first - 1] if first else 0
        return " ".join(text[_place(text, start - before) : _place(text, end - before - 1) + 1].split())

    def before(self, at: int) -> str:
        """The last words before the letter at `at`."""
        return " ".join(self.words(max(0, at - FAR), at).split()[-AROUND:])

    def after(self, at: int) -> str:
        """The first words from the letter at `at` on."""
        return " ".join(self.words(at, min(len(self.letters), at + FAR)).split()[:AROUND])

    def _index(self, at: int) -> int:
        if not self._ends:
            length = 0
            for run in self.runs:
                length += len(letters_of(run.text))
                self._ends.append(length)
        return min(bisect_right(self._ends, at), len(self._ends) - 1)


def flat(items: Iterable[Item]) -> "Iterator[Run | Call | Hidden | Generated]":
    """`items` in their order, those of blocks in their places."""
    for item in items:
        if isinstance(item, Block):
            yield from flat(item.items)
        else:
            yield item


def letters_of(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())


def _place(text: str, count: int) -> int:
    """Where in `text` the letter stands that has `count` letters before it."""
    for index, character in enumerate(text):
        if not character.isspace():
            count -= 1
        if count < 0:
            return index
    return len(text)
