"""Marks are met in time that grows with the number of notes."""

from lxml import etree

from edition.proofreading.marks import Marks
from edition.proofreading.passage import Call, Laid, Run

ORIGIN = etree.Element("p")


def looked_at(count: int, *, is_moved: bool = False, is_lost: bool = False) -> int:
    """How many calls are looked at until `count` marks are met, or none of them is."""
    items = [item for n in range(count) for item in (Run(f"word {n}.", ORIGIN), Call(str(n), "", ORIGIN))]
    laid = Laid(items)
    marks = Marks(laid, is_moved=is_moved)
    for number, (at, _) in enumerate(laid.calls):
        marks.meet(at, lambda call, number=number: not is_lost and call.note == str(number))  # type: ignore[misc]
    return marks.looked_at


def test_twice_the_notes_take_twice_the_steps() -> None:
    assert looked_at(400) <= 2 * looked_at(200)
    assert looked_at(400, is_moved=True) <= 2.6 * looked_at(200, is_moved=True)


def test_notes_that_no_mark_leads_to_are_passed_over_once() -> None:
    assert looked_at(400, is_lost=True) <= 2.6 * looked_at(200, is_lost=True)
