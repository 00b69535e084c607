"""Other people’s conventions for notes, brought into ours before a document is dressed.

TEI leaves it open where a note stands, how it is called and who speaks in it. Views, writers and proofreading know
one form: a note where it is called. So each document is brought into that form first, in a copy; one that has it
already is given back as it is. What is taken away on the road (the words of a call, which the views say anew, and
headings of lists that are empty now) is listed, and that nothing else is gone is counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from edition.document import Document
from edition.foreign.gathering import gather
from edition.foreign.hands import Hands
from edition.foreign.moving import Moving
from edition.foreign.naming import describe
from edition.report import Message, Severity
from edition.tree import text_of


@dataclass(frozen=True)
class Adapted:
    """A document whose notes stand where they are called, and what there is to say of the way there."""

    document: Document
    messages: tuple[Message, ...] = ()


def adapted(document: Document) -> Adapted:
    """`document` with its notes in our form; the same object where they are in it."""
    copy = document.copy()
    moving = Moving(copy)
    gather(moving)
    hands = Hands(copy)
    for note in moving.notes():
        moving.has_changed |= describe(note, hands)
    if not moving.has_changed:
        return Adapted(document)
    return Adapted(copy, (*_told(moving), *_lost(document, copy, moving)))


def _told(moving: Moving) -> Iterator[Message]:
    path = moving.document.path
    for words, line in moving.headings:
        text = f"the heading “{words}” is not shown, for its notes stand where they are called."
        yield Message("I648", text, "", Severity.INFO, path, line)
    if moving.unplaced:
        count = len(moving.unplaced)
        what = "one note is" if count == 1 else f"{count} notes are"
        line = moving.unplaced[0].sourceline or 0
        text = f"{what} called by nothing; what they say stands at the end."
        yield Message("W648", text, "Give a <ref> or an <anchor> that leads to it.", Severity.WARNING, path, line)


def _lost(before: Document, after: Document, moving: Moving) -> Iterator[Message]:
    """An error where letters are gone, or new, that nobody took away: a fault of ours, which must not be printed."""
    taken = _letters("".join(moving.taken))
    difference = _letters(_words(before)) - taken, _letters(_words(after))
    if difference[0] != difference[1]:
        count = ((difference[0] - difference[1]) + (difference[1] - difference[0])).total()
        text = f"{count} letters were lost or doubled when notes were brought to their calls."
        yield Message("E648", text, "This is a fault of the programme; please report it.", path=before.path)


def _words(document: Document) -> str:
    stand_off = document.stand_off
    return text_of(document.text) + (text_of(stand_off) if stand_off is not None else "")


def _letters(words: str) -> Counter[str]:
    return Counter("".join(words.split()))
