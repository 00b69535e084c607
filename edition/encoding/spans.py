"""Spans of the copy-text that become elements, and the one place where they become a tree."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from edition.encoding.account import MARK, TEXT, WHITE, Account
from edition.tree import Element, append, element, local_name

ORDER = (
    "front", "titlePage", "docTitle", "div", "floatingText", "body", "opener", "closer", "cit", "quote", "list",
    "table", "figure", "sp", "row", "byline", "head", "titlePart", "docAuthor", "speaker", "stage", "dateline",
    "salute", "signed", "item", "cell", "lg", "p", "l", "seg", "bibl", "pc", "ref", "title", "foreign", "author",
    "persName", "placeName", "orgName", "date", "hi", "choice", "note", "",
)  # fmt: skip
RANK = {tag: number for number, tag in enumerate(ORDER)}
BLOCK_LEVEL = frozenset(ORDER[: ORDER.index("seg")])
ELEMENT_ONLY = frozenset(
    ("text", "front", "titlePage", "docTitle", "body", "back", "div", "floatingText", "cit", "quote", "list", "table",
     "figure", "sp", "row", "lg", "note", "choice")
)  # fmt: skip
RUN = re.compile(r"\s+")

Fill = Callable[["Builder", Element, "list[Nested]"], None]


@dataclass(frozen=True)
class Span:
    """Characters that become an element.

    `start` and `end` are offsets into the copy-text; equal for what stands at a point. `tag` "" makes no element:
    the characters are only entered in the account, or left to `fill`. `fill` makes the content where the characters
    and the spans inside are not enough. `category` is what the characters are entered as, "" for that of the element
    around. `origin` names the decision or rule, for messages.
    """

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    fill: Fill | None = None
    category: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Nested:
    """A span and the spans inside it, in order."""

    span: Span
    inside: "list[Nested]"


class Crossing(Exception):
    """Two spans overlap and neither holds the other."""

    def __init__(self, outer: Span, inner: Span) -> None:
        super().__init__(f"{outer.origin} × {inner.origin}")
        self.outer, self.inner = outer, inner


class StrayText(Exception):
    """Words stand where only elements may: at `offset`, in an element called `tag`."""

    def __init__(self, offset: int, tag: str) -> None:
        super().__init__(f"{tag} at {offset}")
        self.offset, self.tag = offset, tag


def nest(spans: Iterable[Span]) -> list[Nested]:
    """`spans` as trees. Of spans with equal extent the one that `ORDER` names first is outside.

    A point stands outside the inline elements that end at it and inside the blocks. Raises `Crossing`.
    """
    top: list[Nested] = []
    open_: list[Nested] = []
    for span in sorted(spans, key=_place):
        while open_ and _is_past(open_[-1].span, span):
            open_.pop()
        if open_ and span.end > open_[-1].span.end:
            raise Crossing(open_[-1].span, span)
        node = Nested(span, [])
        (open_[-1].inside if open_ else top).append(node)
        if span.end > span.start:
            open_.append(node)
    return top


def _place(span: Span) -> tuple[int, int, int, int]:
    if span.start == span.end:
        return span.start, 1, 0, 0
    order = RANK.get(span.tag, len(ORDER))
    return span.start, 0 if span.tag in BLOCK_LEVEL else 2, -span.end, order


def _is_past(open_: Span, span: Span) -> bool:
    if open_.end > span.start:
        return False
    return open_.end < span.start or span.end > span.start or open_.tag not in BLOCK_LEVEL


@dataclass
class Builder:
    """Makes elements of spans and enters every character in the account.

    `shown` is the copy-text with the capitals of titles as they are to be; it has the length of the copy-text.
    """

    shown: str
    account: Account
    category: str = TEXT
    units: bool = True

    def fill(self, parent: Element, start: int, end: int, nested: list[Nested]) -> None:
        """Put into `parent` the characters from `start` to `end` and the elements of `nested`, in order."""
        position = start
        for node in nested:
            self.words(parent, position, node.span.start)
            self._make(parent, node)
            position = node.span.end
        self.words(parent, position, end)

    def _make(self, parent: Element, node: Nested) -> None:
        span = node.span
        made = parent
        if span.tag:
            made = element(span.tag, self._attributes(span))
            append(parent, made)
        elif span.category:
            self.account.take(span.start, span.end, span.category)
        before = self.category
        self.category = (span.category or before) if span.tag else TEXT
        if span.fill:
            span.fill(self, made, node.inside)
        elif span.tag:
            self.fill(made, span.start, span.end, node.inside)
        self.category = before

    def _attributes(self, span: Span) -> dict[str, str]:
        if self.units or span.tag in ("note", "anchor"):
            return dict(span.attributes)
        return {key: value for key, value in span.attributes.items() if key != "xml:id"}

    def words(self, parent: Element, start: int, end: int) -> None:
        """Put the characters from `start` to `end` into `parent`, runs of white space as one space."""
        if end <= start:
            return
        tag = local_name(parent)
        words = self.shown[start:end]
        if tag in ELEMENT_ONLY:
            self._between(parent, tag, start, words)
            return
        append(parent, RUN.sub(" ", words))
        self._enter(start, words)

    def _between(self, parent: Element, tag: str, start: int, words: str) -> None:
        if words.strip():
            raise StrayText(start + len(words) - len(words.lstrip()), tag)
        kept = tag == "cit" and len(parent) > 0
        if kept:
            append(parent, " ")
        self.account.take(start, start + kept, self.category)
        self.account.take(start + kept, start + len(words), WHITE)

    def _enter(self, start: int, words: str) -> None:
        position = 0
        for run in RUN.finditer(words):
            if run.end() - run.start() > 1:
                self.account.take(start + position, start + run.start() + 1, self.category)
                self.account.take(start + run.start() + 1, start + run.end(), WHITE)
                position = run.end()
        self.account.take(start + position, start + len(words), self.category)


def skipped(start: int, end: int, category: str = MARK) -> Span:
    """Characters that make no element and no text, entered as `category`."""
    return Span(start, end, "", category=category)
