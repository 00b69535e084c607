"""Checks of a TEI document: a check is a function; each of its codes has a folder in `tests/cases/check/`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeAlias

from edition.check.consequences import without_consequences
from edition.check.exceptions import exceptions
from edition.check.finding import Finding
from edition.check.grammar.constraints import broken_constraints
from edition.check.grammar.verdict import invalid_elements
from edition.check.place import placed
from edition.check.pointing.ids import badly_named_ids, repeated_ids, unknown_anchors
from edition.check.pointing.loops import looping_pointers, reversed_spans
from edition.check.pointing.pointers import ambiguous_pointers, misled_pointers, misled_pointers_of_any_tei
from edition.check.rules import RULES, RULES_OF_ANY_TEI
from edition.check.rules.typography import typographical_slips
from edition.check.subject import Subject
from edition.check.surroundings import Surroundings
from edition.codes import OFF, SEVERITIES, codes, codes_of, severity_of
from edition.collection import without_collection
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
    *RULES,
    typographical_slips,
)
OF_ANY_TEI: tuple[Check, ...] = (
    repeated_ids,
    badly_named_ids,
    misled_pointers_of_any_tei,
    ambiguous_pointers,
    looping_pointers,
    reversed_spans,
    *RULES_OF_ANY_TEI,
    typographical_slips,
)
SLOW: Mapping[Check, str] = {typographical_slips: "typography"}


def check(
    document: Document,
    surroundings: Surroundings | None = None,
    severities: Mapping[str, str] | None = None,
    checks: tuple[Check, ...] = CHECKS,
    least: Severity = Severity.INFO,
) -> Iterator[Message]:
    """What is wrong with `document` or doubtful in it, in the order of the document.

    `surroundings` is what lies around it, None for a document alone; `severities` are those that the edition gives to
    codes, by the words of its settings, and those it does not name have the severity of their code. What takes long
    is left out where all that it could say weighs less than `least`; other messages may still weigh less.
    """
    chosen, subject = severities or {}, Subject(document, surroundings or Surroundings())
    left_out = [run for run, family in SLOW.items() if not _weighs_any(codes_of(family), chosen, least)]
    known = exceptions(subject)
    found = known.applied(without_consequences(_all(run(subject) for run in checks if run not in left_out)))
    asked = _asked(left_out, chosen) if checks is CHECKS else ()
    yield from placed(document, _weighed(chain(found, known.idle(asked)), chosen))


def _all(runs: Iterable[Iterator[Finding]]) -> Iterable[Finding]:
    """What all have found, in their order; the first is asked last, for libxml2 works for it meanwhile."""
    with without_collection():
        begun = list(runs)
        found = [list(run) for run in reversed(begun)]
    return chain.from_iterable(reversed(found))


def _weighs_any(names: Iterable[str], chosen: Mapping[str, str], least: Severity) -> bool:
    """Whether messages of one of these codes are told, and weigh as much as `least`."""
    weights = (_weight(name, chosen) for name in names)
    return any(weight is not None and weight >= least for weight in weights)


def _weight(code: str, chosen: Mapping[str, str]) -> Severity | None:
    """How much a message of this code weighs in the edition; None where it is switched off."""
    word = chosen.get(code)
    if word == OFF:
        return None
    return severity_of(code) if word is None else SEVERITIES[word]


def _asked(left_out: Collection[Check], chosen: Mapping[str, str]) -> list[str]:
    """The codes that a document is checked for."""
    silent = {name for name, word in chosen.items() if word == OFF}
    silent.update(name for run in left_out for name in codes_of(SLOW[run]))
    return [name for name, code in codes().items() if code.is_check and name not in silent]


def _weighed(found: Iterable[Finding], chosen: Mapping[str, str]) -> Iterator[tuple[Finding, Severity]]:
    """The findings that are not switched off, each with its severity."""
    for finding in found:
        weight = _weight(finding.code, chosen)
        if weight is not None:
            yield finding, weight
