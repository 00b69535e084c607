"""Slips of the pen, the press and the scanner, as questions to the editor."""

from collections.abc import Iterator, Mapping

from edition.check.finding import Finding
from edition.check.rules.reading import readings
from edition.check.subject import Subject
from edition.typography import slips

CORRECT = "Compare the copy-text; correct it with <choice><sic>…</sic><corr>…</corr></choice>."
REMEDIES: Mapping[str, str] = {
    "QUOTE-UNBALANCED": "Compare the copy-text, and the paragraphs around; supply the other mark.",
    "BRACKET-UNBALANCED": "Compare the copy-text, and the paragraphs around; supply the other bracket.",
    "QUOTE-MIXED": "Choose one, and tell of it in <punctuation> of the header.",
    "DASH-MIXED": "Choose one, unless the copy-text means a difference.",
    "ELLIPSIS-MIXED": "Choose one, unless the copy-text means a difference.",
}


def typographical_slips(subject: Subject) -> Iterator[Finding]:
    """What looks wrong to one who only reads the characters; nothing of it is certain."""
    read, passages = readings(subject)
    for slip in slips(passages):
        node, words = read[slip.passage].place(slip.start, slip.end)
        yield Finding(slip.code, node, slip.says, REMEDIES.get(slip.code, CORRECT), words=words)
