"""Slips of the pen, the press and the scanner: what in a text looks wrong to one who only reads its characters.

Every lint here asks whether something is meant; none knows. What a text does all through is its habit and no slip.
"""

from collections.abc import Iterator, Sequence

from edition.typography.brackets import unbalanced_brackets
from edition.typography.characters import characters_left, digits_and_letters
from edition.typography.mixtures import mixtures
from edition.typography.passage import Passage, Slip
from edition.typography.quotations import turned_quotes, unbalanced_quotes
from edition.typography.spacing import doubled_signs, missing_spaces, spaces_before
from edition.typography.vocabulary import Vocabulary
from edition.typography.wording import doubled_words, hyphens_left, misread_words

__all__ = ["Passage", "Slip", "slips"]

LINTS = (
    characters_left,
    digits_and_letters,
    spaces_before,
    doubled_signs,
    doubled_words,
    turned_quotes,
    unbalanced_quotes,
    unbalanced_brackets,
    mixtures,
)
LINTS_BY_EVIDENCE = (hyphens_left, misread_words, missing_spaces)


def slips(passages: Sequence[Passage]) -> Iterator[Slip]:
    """What looks wrong in `passages`, which are a whole text in order: a lint speaks from what the others hold."""
    vocabulary = Vocabulary(passages)
    for lint in LINTS:
        yield from lint(passages)
    for weigh in LINTS_BY_EVIDENCE:
        yield from weigh(passages, vocabulary)
