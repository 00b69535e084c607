"""The rules for notes, their marks and references, in the order in which they are asked."""

from collections.abc import Callable, Iterator

from edition.check.finding import Finding
from edition.check.marks import disordered_notes, jumping_marks, marks_in_words, misfiled_notes
from edition.check.references import (
    baseless_ibids,
    doubtful_lemmas,
    empty_notes,
    empty_references,
    misnumbered_references,
    references_without_target,
)
from edition.check.subject import Subject

NOTE_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    empty_notes,
    jumping_marks,
    marks_in_words,
    doubtful_lemmas,
    disordered_notes,
    misfiled_notes,
    references_without_target,
    empty_references,
    misnumbered_references,
    baseless_ibids,
)
