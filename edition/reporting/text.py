"""Messages for people: a line each, with an excerpt and a caret where the file is at hand; equal ones summed up."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from edition.report import Message, Report, Severity, visible
from edition.reporting.excerpt import excerpt

WIDTH = 100
SHOWN = 5
CHANGING = re.compile(r"“[^“”]*+”|\"[^\"]*+\"|\d++")
SEVERITIES = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings")}


class Role(Enum):
    """What a part of a line is, for one who gives it a colour."""

    PLAIN = auto()
    ERROR = auto()
    WARNING = auto()
    INFO = auto()
    PLACE = auto()
    CODE = auto()
    GUTTER = auto()
    CARET = auto()
    REMEDY = auto()


Line: TypeAlias = tuple[tuple[Role, str], ...]
ROLES = {Severity.ERROR: Role.ERROR, Severity.WARNING: Role.WARNING, Severity.INFO: Role.INFO}


@dataclass(frozen=True)
class Manner:
    """How messages are shown.

    `lines` has lines of files, by path and number: where one is there, it is shown with a caret, and the remedy
    stands under it. `width` is in columns. `shown` is how many of a kind are shown in one file before the others
    are counted; 0 for all.
    """

    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    width: int = WIDTH
    shown: int = SHOWN


def lines(report: Report, manner: Manner) -> Iterator[Line]:
    """The lines of all messages, in order; in the place of the first that is not shown, how many are not."""
    totals, seen = Counter(map(_kind, report)), Counter[tuple[str, str, str]]()
    for message in report:
        kind = _kind(message)
        seen[kind] += 1
        if not manner.shown or totals[kind] <= manner.shown + 1 or seen[kind] <= manner.shown:
            yield from _message(message, manner)
        elif seen[kind] == manner.shown + 1:
            more = f"… and {totals[kind] - manner.shown} more of {message.code}"
            yield ((Role.PLAIN, visible(f"{more} in {message.path}" if message.path else more)),)


def summary(report: Report) -> str:
    """`12 files, 2 broken: 3 errors, 1 warning`; "" where one file was looked at, or none, and all is well."""
    counts = Counter(message.severity for message in report)
    found = [
        f"{counts[severity]} {words[counts[severity] > 1]}"
        for severity, words in SEVERITIES.items()
        if counts[severity]
    ]
    number, broken = len(report.files), len(report.broken)
    if not number or (number == 1 and not found):
        return ""
    files = f"{number} file{'s' * (number > 1)}" + (f", {broken} broken" if broken and number > 1 else "")
    return f"{files}: {', '.join(found) or 'nothing is wrong'}"


def plain(line: Line) -> str:
    """The words of a line without their roles."""
    return "".join(words for _, words in line)


def _kind(message: Message) -> tuple[str, str, str]:
    """What messages have in common that differ in names and numbers alone."""
    return message.path, message.code, CHANGING.sub("", message.text)


def _message(message: Message, manner: Manner) -> Iterator[Line]:
    line = manner.lines.get((message.path, message.line))
    head = _head(message)
    if line is None:
        yield (*head, (Role.REMEDY, visible(f" {message.remedy}" if message.remedy else "")))
        return
    yield head
    number = str(message.line)
    found = excerpt(line, message.column, message.length, manner.width - len(number) - 5)
    gutter = " " * len(number)
    yield (Role.GUTTER, f"  {number} | "), (Role.PLAIN, found.words)
    if found.carets:
        yield (Role.GUTTER, f"  {gutter} | "), (Role.CARET, found.carets)
    if message.remedy:
        yield (Role.GUTTER, f"  {gutter} = "), (Role.REMEDY, visible(message.remedy))


def _head(message: Message) -> Line:
    place = f"{message.place}: " if message.path else ""
    return (
        (ROLES[message.severity], f"{message.severity}: "),
        (Role.PLACE, visible(place)),
        (Role.CODE, visible(message.code)),
        (Role.PLAIN, visible(f" {message.text}")),
    )
