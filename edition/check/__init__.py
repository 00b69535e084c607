"""Checks of a TEI document: a check is a function with a code; each code has a folder in `tests/cases/check/`."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from edition.check.chronology import anachronistic_notes
from edition.check.constraints import constraint_checks
from edition.check.notes import anchors_without_note, notes_without_anchor, repeated_marks, unknown_hands
from edition.check.place import forget
from edition.check.pointers import dangling_pointers, misled_witnesses, repeated_ids, undeclared_hands
from edition.check.schema import invalid_elements
from edition.document import Document
from edition.report import Message

Check: TypeAlias = Callable[[Document], Iterator[Message]]

CHECKS: Mapping[str, Check] = {
    "E201": invalid_elements,
    "E202": repeated_ids,
    "E211": dangling_pointers,
    "E212": misled_witnesses,
    "E213": undeclared_hands,
    "E321": notes_without_anchor,
    "E322": anchors_without_note,
    "HAND-UNKNOWN": unknown_hands,
    "MARK-TWICE": repeated_marks,
    "NOTE-ANACHRONISM": anachronistic_notes,
}


@cache
def checks() -> Mapping[str, Check]:
    """All checks by their codes: those of `CHECKS`, and the rules of the ODD."""
    return {**CHECKS, **constraint_checks()}


def check(document: Document) -> Iterator[Message]:
    """What is wrong with `document` or doubtful in it, by the order of the checks and then of the document."""
    try:
        for run in checks().values():
            yield from run(document)
    finally:
        forget()
