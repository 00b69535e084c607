"""Two ways to set the same sign in one text: one message for each, with counts, at the first of the rarer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.typography.passage import Passage, Slip

Hits = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Mixture:
    """A sign that has several ways, each with its name in a message."""

    code: str
    ways: tuple[tuple[str, re.Pattern[str]], ...]


MIXTURES = (
    Mixture(
        "QUOTE-MIXED",
        (
            ("straight quotation marks and apostrophes", re.compile(r"\"(?<!\d\")|'(?<=[^\W\d_]')(?=[^\W\d_])")),
            ("curly ones", re.compile(r"[“”]|’(?<=[^\W\d_]’)(?=[^\W\d_])")),
        ),
    ),
    Mixture(
        "DASH-MIXED",
        (
            ("long dashes (—)", re.compile(r"—(?<!——)(?!—)")),
            ("short dashes between spaces ( – )", re.compile(r"–(?<=\s–)(?=\s)")),
            ("two hyphens (--)", re.compile(r"--(?<!---)(?!-)")),
        ),
    ),
    Mixture(
        "ELLIPSIS-MIXED",
        (
            ("single characters (…)", re.compile(r"…")),
            ("three stops (...)", re.compile(r"\.\.\.(?<!\.\.\.\.)")),
            ("spaced stops (. . .)", re.compile(r"\. \. \.(?<!\. \. \. \.)")),
        ),
    ),
)


def mixtures(passages: Sequence[Passage]) -> Iterator[Slip]:
    """Signs that a text sets in several ways."""
    for mixture in MIXTURES:
        found = [(name, hits) for name, pattern in mixture.ways if (hits := _hits(passages, pattern))]
        if len(found) > 1:
            number, start, end = min(found, key=lambda pair: len(pair[1]))[1][0]
            counted = ", ".join(f"{len(hits):,} {name}" for name, hits in found)
            yield Slip(mixture.code, number, start, end, f"one sign stands in {len(found)} ways: {counted}.")


def _hits(passages: Sequence[Passage], pattern: re.Pattern[str]) -> Hits:
    return [(number, *hit.span()) for number, passage in enumerate(passages) for hit in pattern.finditer(passage.text)]
