"""The verdict of a schema: our own matcher finds all that is wrong; of a large document libxml2 says first whether.

libxml2 needs 0.16 s to compile `tei/edition.rng`, in which our matcher has read a megabyte; after that it is four
times as fast, and works beside Python: other checks run meanwhile. But where one element holds very many others it
takes time by the square of their number, and is not asked either.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from lxml import etree

from edition.check.addresses import NCNAME
from edition.check.finding import Finding
from edition.check.grammar.explaining import SAID, Explained
from edition.check.grammar.vocabulary import OurVocabulary, TheirVocabulary, Vocabulary
from edition.check.subject import Subject
from edition.odd import edition_patterns, edition_schema
from edition.relaxng import Fault, FaultKind, Schema, faults
from edition.tree import XML_ID, Element

LARGE = 2**20
WIDEST = 25_000_000
BY_SCHEMA = frozenset(code for code, _ in SAID.values())


def invalid_elements(subject: Subject) -> Iterator[Finding]:
    """Where `tei/edition.rng` refuses the document: every fault once.

    The verdict is begun at once, and waited for when the first fault is asked for.
    """
    return _refused(subject, _begun(subject))


def _begun(subject: Subject) -> "Future[bool] | None":
    """What libxml2 will say; None for a short document or one with very wide elements, of which it is not asked."""
    if len(subject.document.data) <= LARGE or _width(subject.tree) > WIDEST:
        return None
    with_libxml2 = ThreadPoolExecutor(1)
    verdict = with_libxml2.submit(_is_valid, subject.tree)
    with_libxml2.shutdown(wait=False)
    return verdict


def _width(tree: Element) -> int:
    """The squares of the numbers of children, added up: a hundred million are about a second of libxml2."""
    return sum(len(node) ** 2 for node in tree.iter(etree.Element))


def _is_valid(tree: Element) -> bool:
    """The verdict of libxml2; the schema too is compiled here, beside Python."""
    return edition_schema().validate(tree)


def _refused(subject: Subject, verdict: "Future[bool] | None") -> Iterator[Finding]:
    if verdict is None or not verdict.result():
        yield from _found(edition_patterns(), subject.tree, OurVocabulary())


def refused_by(schema: Schema) -> Callable[[Subject], Iterator[Finding]]:
    """A check for where another schema refuses a document."""
    words = TheirVocabulary(schema)
    return lambda subject: _found(schema, subject.tree, words)


def _found(schema: Schema, tree: Element, words: Vocabulary) -> Iterator[Finding]:
    return (Explained(fault, words).finding() for fault in faults(schema, tree) if not _is_bad_id(fault))


def _is_bad_id(fault: Fault) -> bool:
    """Whether the fault is that of an ill-named `xml:id`, of which `edition.check.pointing.ids` tells more.

    There are signs that XML allows in a name and the datatypes of the W3C do not; those are told here.
    """
    is_id = fault.kind is FaultKind.ATTRIBUTE_VALUE and fault.name == XML_ID
    return is_id and NCNAME.fullmatch(fault.value) is None
