"""Quotation marks that are never closed or opened, that stand the wrong way round, or with a space inside.

An apostrophe looks like a closing single mark. So a single mark counts as closing only after a stop; after a letter it
may be either, and whoever may have closed a quotation has closed it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from edition.typography.passage import LINE, OBJECT, Passage, Slip, but_habits, grouped
from edition.typography.spacing import begin

MARKS = re.compile(r"[\"“”„«»‹›‘’‚]")
BY_MARK = {"“": "double", "”": "double", "„": "double", "«": "angle", "»": "angle", "‹": "single angle",
           "›": "single angle", "‘": "single", "’": "single", "‚": "single", '"': "straight"}  # fmt: skip
LOW = frozenset(("de", "cs", "sk", "sl", "hr", "sr", "pl", "hu", "lt", "lv", "et", "bg", "ro", "is"))
SAME = ("sv", "fi", "nb", "nn", "no")
MANY = 4
LEADS = frozenset(" \t\n\xa0\u202f\u2009([{—–/-" + OBJECT + LINE)
STOPS = frozenset(".,;:!?…—–”“»)]*")
ELISION = re.compile(r"(?i)‘(?:t(?:is|was|were|would|wixt|ill?)|em|cause|bout|gainst|neath|n|s|t|k|[0-9]0s)\b")
TURNED = re.compile(r"(?:(?<=[\s(])|^)[”](?=[^\W\d_][^“”]{1,400}[”])|(?<=[^\W_][,.;!?])“(?=\s|$)")
SPACED = re.compile(r"(?:(?<=[\s(])|^)([‘“])[ \t\n](?=[^\W\d_])|(?<=[.,!?…])[ \t\n]([”])(?=\s|$)")
MARKED = re.compile(r"[“”]|‘\s")
FEET = re.compile(r"\d['’′] ?\d{1,2}$")
CLOSED_STRAIGHT = "»„"
PATIENCE = 60
NEAR = 60
OTHER = {"“": "”", "”": "“"}


class Role(Enum):
    """What a mark does where it stands."""

    OPENS = 1
    MAY_OPEN = 2
    CLOSES = 3
    MAY_CLOSE = 4
    SWAPS = 5
    NOTHING = 6


@dataclass
class Waiting:
    """An opening mark that waits for its other; `is_answered` tells that an apostrophe may have been that."""

    kind: str
    passage: int
    start: int
    sign: str
    is_answered: bool = False


class Usage:
    """How all passages of one language quote, as far as marks differ from one language to another."""

    def __init__(self, language: str, passages: Sequence[Passage]) -> None:
        self._language = language
        self._passages = passages

    @cached_property
    def is_low(self) -> bool:
        """Whether “ closes what „ opens, as in German."""
        return self._language in LOW or self._has("„")

    @cached_property
    def is_english(self) -> bool:
        """Whether “ always opens and ” always closes, without a space."""
        return not self.is_low and not self.is_same and self._language != "fr"

    @cached_property
    def is_same(self) -> bool:
        """Whether ” stands at both ends, as in Swedish."""
        if self._has("“") or self._has("„"):
            return False
        return self._language in SAME or sum(passage.text.count("”") for passage in self._passages) >= MANY

    @cached_property
    def is_pointing_in(self) -> bool:
        """Whether angle marks point inwards, »so«, as in German and Danish."""
        inwards = sum(len(re.findall(r"(?<!\S)[»›](?=\w)", passage.text)) for passage in self._passages)
        return inwards > sum(len(re.findall(r"(?:(?<!\S)|(?<=['’(]))[«‹]", passage.text)) for passage in self._passages)

    @cached_property
    def is_angle_same(self) -> bool:
        """Whether » stands at both ends, as in old Swedish prints."""
        return self._language in SAME and not self._has("«")

    @cached_property
    def has_single(self) -> bool:
        """Whether single marks quote; else ’ is an apostrophe everywhere."""
        return self._has("‘")

    def _has(self, sign: str) -> bool:
        return any(sign in passage.text for passage in self._passages)


def turned_quotes(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A closing mark where one opens, an opening one where one closes, or a space between a mark and its words."""
    usages = _usages(passages)
    for number, passage in enumerate(passages):
        if not usages[passage.language].is_english or not MARKED.search(passage.text):
            continue
        for hit in TURNED.finditer(passage.text):
            does = "closes where one opens" if hit[0] == "”" else "opens where one closes"
            says = f"the quotation mark {hit[0]} {does}."
            yield Slip("QUOTE-TURNED", number, *hit.span(), says, OTHER[hit[0]])
        for hit in SPACED.finditer(passage.text):
            start = hit.start() if hit[1] else begin(passage.text, hit.start())
            says = "a space stands between a quotation mark and its words."
            read = hit[1] or passage.text[start : hit.start()] + hit[2]
            yield Slip("QUOTE-SPACED", number, start, hit.end(), says, read)


def unbalanced_quotes(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A quotation mark without its other; one that stands the wrong way round counts as its other.

    A quotation may run on through the passages of a group, with or without a mark at the beginning of each.
    """
    usages = _usages(passages)
    found = [slip for run in grouped(passages) for slip in Group(usages[run[0][1].language]).slips(run)]
    return but_habits(found, passages, "".join(BY_MARK))


def _usages(passages: Sequence[Passage]) -> Mapping[str, Usage]:
    """How the passages of each language quote."""
    by_language: dict[str, list[Passage]] = {}
    for passage in passages:
        by_language.setdefault(passage.language, []).append(passage)
    return {language: Usage(language, those) for language, those in by_language.items()}


@dataclass
class Group:
    """What waits to be closed while the passages of a group are read."""

    usage: Usage
    waiting: dict[str, list[Waiting]] = field(default_factory=lambda: {kind: [] for kind in BY_MARK.values()})
    found: list[Slip] = field(default_factory=list)

    def slips(self, run: list[tuple[int, Passage]]) -> list[Slip]:
        """What is never closed, or was never opened."""
        for number, passage in run:
            text = passage.text
            if self.usage.is_english:
                text = TURNED.sub(lambda hit: OTHER[hit[0]], text)
            for hit in MARKS.finditer(text):
                self._read(number, text, hit.start())
            self._forget(number)
        self._forget(None)
        return self.found

    def _read(self, number: int, text: str, at: int) -> None:
        sign = text[at]
        kind, role = BY_MARK[sign], self._role(text, at)
        before = self._last(kind)
        if role is Role.NOTHING:
            return
        if role is Role.SWAPS:
            role = Role.CLOSES if before else Role.OPENS
        if before is not None and before.passage != number and _begins(text, at):
            self.waiting[before.kind].pop()
            self.waiting[kind].append(Waiting(kind, number, at, sign))
        elif role in (Role.OPENS, Role.MAY_OPEN):
            self.waiting[kind].append(Waiting(kind, number, at, sign, is_answered=role is Role.MAY_OPEN))
        elif before is not None:
            self._answer(before, role)
        elif role is Role.CLOSES and not _is_unit(text, at):
            says = f"the quotation mark {sign} closes what was never opened."
            self.found.append(Slip("QUOTE-UNBALANCED", number, at, at + 1, says, lacks="before"))

    def _answer(self, before: Waiting, role: Role) -> None:
        if role is Role.MAY_CLOSE:
            before.is_answered = True
        else:
            self.waiting[before.kind].pop()

    def _last(self, kind: str) -> Waiting | None:
        """The last that waits for a mark of this kind; old prints close » with a straight one."""
        kinds = (kind, "angle", "double") if kind == "straight" else (kind,)
        last = (self.waiting[each][-1] for each in kinds if self.waiting[each])
        return next((each for each in last if each.kind == kind or each.sign in CLOSED_STRAIGHT), None)

    def _forget(self, number: int | None) -> None:
        """Give up on what has waited for too long; for all where `number` is None."""
        for kind, waiting in self.waiting.items():
            late = [each for each in waiting if number is None or number - each.passage > PATIENCE]
            self.waiting[kind] = waiting[len(late) :]
            self.found += [_unclosed(each) for each in late if not each.is_answered]

    def _role(self, text: str, at: int) -> Role:
        sign = text[at]
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        if sign in "‘’‚":
            return self._single(text, at, before, after)
        if sign == "»" and self.usage.is_angle_same:
            return Role.SWAPS
        if sign in "«»‹›":
            return Role.OPENS if (sign in "«‹") is not self.usage.is_pointing_in else Role.CLOSES
        if sign == '"':
            return Role.NOTHING if FEET.search(text, max(0, at - 8), at) else _straight(before, after)
        if sign == "„" or (sign == "“" and not (self.usage.is_low and before not in LEADS)):
            return Role.OPENS
        return Role.SWAPS if sign == "”" and self.usage.is_same else Role.CLOSES

    def _single(self, text: str, at: int, before: str, after: str) -> Role:
        sign = text[at]
        is_inside = before.isalnum() and after.isalnum()
        if is_inside or not self.usage.has_single:
            return Role.NOTHING
        if ELISION.match(text, at):
            return Role.MAY_OPEN
        if sign == "‚":
            return Role.OPENS if self.usage.is_low and before in LEADS and after.isalnum() else Role.NOTHING
        if sign == "‘" and not (self.usage.is_low and before not in LEADS):
            return Role.OPENS if not before.isalnum() and after not in " \n\t" else Role.NOTHING
        if after.isalnum():
            return Role.NOTHING
        return Role.CLOSES if before in STOPS else Role.MAY_CLOSE


def _unclosed(mark: Waiting) -> Slip:
    says = f"the quotation mark {mark.sign} is never closed."
    return Slip("QUOTE-UNBALANCED", mark.passage, mark.start, mark.start + 1, says, lacks="after")


def _straight(before: str, after: str) -> Role:
    is_led, is_followed = before in LEADS, not after.isalnum()
    if is_led and is_followed:
        return Role.NOTHING if before.isspace() and after.isspace() else Role.SWAPS
    return Role.OPENS if is_led else Role.CLOSES if is_followed else Role.SWAPS


def _begins(text: str, at: int) -> bool:
    """Whether nothing but other marks and white space stands before `at`, or since a line or a list ended."""
    before = text[:at].rstrip(' \t\n\xa0\u202f\u2009"“„«»‹‘‚([—–')
    return not before or before[-1] in (OBJECT, LINE)


def _is_unit(text: str, at: int) -> bool:
    """Whether the mark stands for inches or seconds."""
    return text[max(0, at - 1) : at].isdigit()
