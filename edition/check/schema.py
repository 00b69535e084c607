"""The verdict of a schema: libxml2 says yes quickly; for a no our own matcher finds all that is wrong."""

from collections.abc import Callable, Iterator

from edition.check.explaining import SAID, Explained
from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.check.vocabulary import OurVocabulary, TheirVocabulary, Vocabulary
from edition.odd import edition_patterns, edition_schema
from edition.relaxng import Fault, FaultKind, Schema, faults
from edition.tree import XML_ID, Element

BY_SCHEMA = frozenset(code for code, _ in SAID.values())


def invalid_elements(subject: Subject) -> Iterator[Finding]:
    """Where `tei/edition.rng` refuses the document: every fault once."""
    if not edition_schema().validate(subject.tree):
        yield from _found(edition_patterns(), subject.tree, OurVocabulary())


def refused_by(schema: Schema) -> Callable[[Subject], Iterator[Finding]]:
    """A check for where another schema refuses a document."""
    words = TheirVocabulary(schema)
    return lambda subject: _found(schema, subject.tree, words)


def _found(schema: Schema, tree: Element, words: Vocabulary) -> Iterator[Finding]:
    return (Explained(fault, words).finding() for fault in faults(schema, tree) if not _is_bad_id(fault))


def _is_bad_id(fault: Fault) -> bool:
    """Whether the fault is that of an ill-named `xml:id`, of which `edition.check.pointers` tells more."""
    return fault.kind is FaultKind.ATTRIBUTE_VALUE and fault.name == XML_ID
