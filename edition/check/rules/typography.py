"""Slips of the pen, the press and the scanner, as questions to the editor."""

from collections.abc import Iterator
from functools import cache

from edition.check.finding import Finding
from edition.check.rules.reading import readings
from edition.check.subject import Subject
from edition.codes import codes, sentence
from edition.typography import slips


def typographical_slips(subject: Subject) -> Iterator[Finding]:
    """What looks wrong to one who only reads the characters; nothing of it is certain."""
    read, passages = readings(subject)
    for slip in slips(passages):
        node, words = read[slip.passage].place(slip.start, slip.end)
        yield Finding(slip.code, node, slip.says, _remedy(slip.code), words=words)


@cache
def _remedy(code: str) -> str:
    """What the manual says to do, without its marks for code."""
    return sentence(codes()[code].remedy.replace("`", ""))
