"""The plan: what the settings, the rules and the decisions make of the copy-text, before any element exists."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from edition.decisions import Decision
from edition.encoding.copytext import CopyText, without
from edition.encoding.labels import Item, Mark, Ranges
from edition.encoding.linking import Links
from edition.encoding.selecting import Search
from edition.encoding.spans import Span
from edition.report import Message
from edition.settings import Settings

Inside = Literal[False, True, "end"]


@dataclass(frozen=True)
class Display:
    """Something set off from the paragraphs around it: a quotation, verse, a table, a letter, a caption.

    `start` and `end` are its whole extent; `spans` are its own elements, outermost first; `inner` is where
    paragraphs stand in it, None where it holds none. `inside` is that of the decision `block-quote`.
    """

    start: int
    end: int
    spans: tuple[Span, ...]
    inner: tuple[int, int] | None = None
    inside: Inside = False
    decision: Decision | None = None


@dataclass(frozen=True)
class Division:
    """A division that begins at `start`: with the heading up to `head_end`, or without one where that is None."""

    start: int
    type: str
    head_end: int | None = None


@dataclass(frozen=True)
class OwnNote:
    """A note of this edition. `at` is its span or point in the copy-text, None where it is on the note `on`."""

    decision: Decision
    text: str
    hand: str
    at: tuple[int, int] | None
    on: Item | None = None


@dataclass(frozen=True)
class Attribution:
    """Whose a bracket or a printed note is, by decision."""

    hand: str
    cert: str = ""
    as_: str = ""


@dataclass
class Plan:
    """All that is known before the tree is made; offsets into the copy-text throughout.

    `shown` is the copy-text with the capitals that titles are to have. `spans` are inline elements and points of
    the text and the notes. `joins` are starts of blocks that go on from the block before, `splits` points at which
    a block is cut. `attributions` are by the start of the bracket or note;
    `item_ids` by the start of the note; `placed` are notes whose marks a decision has put at an offset;
    `title_ends` is where the title page of a part ends, by the part's start. `kept` are ranges that no rule touches,
    `furniture` ranges that are no text,
    `quiet` the ids of proposals that were answered.
    """

    settings: Settings
    copy: CopyText
    shown: str
    items: list[Item] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: Links = field(default_factory=Links)
    search: Search | None = None
    spans: list[Span] = field(default_factory=list)
    displays: list[Display] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    joins: dict[int, str] = field(default_factory=dict)
    splits: dict[int, str] = field(default_factory=dict)
    attributions: dict[int, Attribution] = field(default_factory=dict)
    own_notes: list[OwnNote] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    quiet: set[str] = field(default_factory=set)
    furniture: Ranges = ()
    messages: list[Message] = field(default_factory=list)
    item_ids: dict[int, str] = field(default_factory=dict)
    placed: list[tuple[int, Item]] = field(default_factory=list)
    title_ends: dict[int, int] = field(default_factory=dict)
    _count: int = 0

    def new_id(self) -> str:
        """A provisional `xml:id`, unique in this encoding."""
        self._count += 1
        return f"u{self._count}"

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The linked marks between `start` and `end`, in order."""
        first = bisect_left(self.marks, start, key=lambda mark: mark.start)
        last = bisect_left(self.marks, end, key=lambda mark: mark.start)
        return [mark for mark in self.marks[first:last] if mark.start in self.links.items and mark.end <= end]

    def without_marks(self, start: int, end: int) -> str:
        """The characters from `start` to `end` without the linked marks among them."""
        return without(self.copy.text, start, end, ((mark.start, mark.end) for mark in self.marks_in(start, end)))

    def past_marks(self, end: int) -> int:
        """`end`, moved over the linked marks that stand right there."""
        for mark in self.marks[bisect_left(self.marks, end, key=lambda mark: mark.start) :]:
            if mark.start != end:
                break
            end = mark.end if mark.start in self.links.items else end
        return end

    def recase(self, start: int, end: int, words: str) -> None:
        """Show the characters from `start` to `end` as `words`, which has as many."""
        self.shown = self.shown[:start] + words + self.shown[end:]

    def is_kept(self, start: int, end: int) -> bool:
        """Whether a `keep` decision covers any of these characters."""
        return any(first < end and start < last for first, last in self.kept)

    def keeps_all(self, start: int, end: int) -> bool:
        """Whether a `keep` decision covers all of these characters."""
        return any(first <= start and end <= last for first, last in self.kept)
