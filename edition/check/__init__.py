"""Checks of a TEI document: a check is a function; each of its codes has a folder in `tests/cases/check/`."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from edition.check.chronology import anachronistic_notes
from edition.check.constraints import broken_constraints
from edition.check.finding import Finding
from edition.check.ids import badly_named_ids, repeated_ids, unknown_anchors
from edition.check.loops import looping_pointers, reversed_spans
from edition.check.notes import anchors_without_note, notes_without_anchor, repeated_marks, unknown_hands
from edition.check.place import placed
from edition.check.pointers import ambiguous_pointers, misled_pointers
from edition.check.schema import invalid_elements
from edition.check.subject import Subject
from edition.check.surroundings import Surroundings
from edition.codes import OFF, SEVERITIES, severity_of
from edition.document import Document
from edition.report import Message, Severity

Check: TypeAlias = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    invalid_elements,
    repeated_ids,
    badly_named_ids,
    unknown_anchors,
    misled_pointers,
    ambiguous_pointers,
    looping_pointers,
    reversed_spans,
    broken_constraints,
    notes_without_anchor,
    anchors_without_note,
    unknown_hands,
    repeated_marks,
    anachronistic_notes,
)


def check(
    document: Document,
    surroundings: Surroundings | None = None,
    severities: Mapping[str, str] | None = None,
    checks: tuple[Check, ...] = CHECKS,
) -> Iterator[Message]:
    """What is wrong with `document` or doubtful in it, in the order of the document.

    `surroundings` is what lies around it, None for a document alone; `severities` are those that the edition gives to
    codes, by the words of its settings, and those it does not name have the severity of their code.
    """
    subject = Subject(document, surroundings or Surroundings())
    found = (finding for run in checks for finding in run(subject))
    yield from placed(document, _weighed(found, severities or {}))


def _weighed(found: Iterator[Finding], severities: Mapping[str, str]) -> Iterator[tuple[Finding, Severity]]:
    """The findings that are not switched off, each with its severity."""
    for finding in found:
        chosen = severities.get(finding.code)
        if chosen != OFF:
            yield finding, severity_of(finding.code) if chosen is None else SEVERITIES[chosen]
