"""The rules of editions that no schema can say, in the order in which they are asked."""

from collections.abc import Callable, Iterator

from edition.check.finding import Finding
from edition.check.rules.apparatus import (
    lone_readings,
    mixed_with_choices,
    repeated_readings,
    silent_witnesses,
    undeclared_method,
    unused_witnesses,
    unwitnessed_readings,
)
from edition.check.rules.choices import doubtful_corrections, halved_choices, idle_choices
from edition.check.rules.chronology import anachronistic_notes
from edition.check.rules.dates import contradicted_dates, reversed_dates
from edition.check.rules.hands import (
    contradicted_notes,
    idle_hands,
    insertions_without_hand,
    notes_in_text,
    repeated_hands,
    unused_hands,
    words_without_hand,
)
from edition.check.rules.header import empty_titles, missing_licence, undeclared_languages
from edition.check.rules.letters import unsettled_letters
from edition.check.rules.marks import disordered_notes, jumping_marks, marks_in_words, misfiled_notes
from edition.check.rules.notes import anchors_without_note, notes_without_anchor, repeated_marks, unknown_hands
from edition.check.rules.order import (
    disordered_divisions,
    disordered_lines,
    disordered_pages,
    ragged_tables,
    words_across_breaks,
)
from edition.check.rules.references import (
    baseless_ibids,
    doubtful_lemmas,
    empty_notes,
    empty_references,
    misnumbered_references,
    references_without_target,
)
from edition.check.rules.registers import names_without_entry, repeated_entries, unused_entries
from edition.check.rules.structure import (
    empty_and_repeated_blocks,
    empty_parts,
    gaps_without_reason,
    pictures_without_words,
    repeated_headings,
    skipped_headings,
    speeches_without_speaker,
    turned_divisions,
    unattributed_quotations,
)
from edition.check.subject import Subject

RULES_OF_ANY_TEI: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    empty_parts,
    empty_and_repeated_blocks,
    repeated_headings,
    skipped_headings,
    disordered_pages,
    disordered_divisions,
    disordered_lines,
    words_across_breaks,
    ragged_tables,
    idle_choices,
    halved_choices,
    lone_readings,
    repeated_readings,
    unused_witnesses,
    contradicted_dates,
    reversed_dates,
    repeated_entries,
    empty_titles,
)
"""Rules that hold whatever schema a document has."""
RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    *RULES_OF_ANY_TEI,
    notes_without_anchor,
    anchors_without_note,
    unknown_hands,
    repeated_marks,
    anachronistic_notes,
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
    turned_divisions,
    unattributed_quotations,
    speeches_without_speaker,
    gaps_without_reason,
    pictures_without_words,
    doubtful_corrections,
    repeated_hands,
    unused_hands,
    words_without_hand,
    insertions_without_hand,
    contradicted_notes,
    notes_in_text,
    idle_hands,
    unwitnessed_readings,
    mixed_with_choices,
    silent_witnesses,
    undeclared_method,
    unsettled_letters,
    unused_entries,
    names_without_entry,
    missing_licence,
    undeclared_languages,
)
