"""What writers say of a document that they cannot show as it is."""

from edition.document import Document
from edition.dress import Dress
from edition.report import Message, Severity
from edition.tree import Element, local_name
from edition.writers.labels import missing_labels


def unknown_element(document: Document, element: Element) -> Message:
    """The message for an element that no writer knows; its text is kept."""
    name = local_name(element)
    return Message(
        "W401",
        f"no rendering is known for “{name}”; its words are kept.",
        "Encode it with an element of tei/edition.odd.",
        Severity.WARNING,
        document.path,
        element.sourceline or 0,
    )


def labels_told(document: Document, language: str, dress: Dress) -> tuple[Message, ...]:
    """The message for an edition in a language that lacks labels; none where it has them all."""
    missing = missing_labels(language, dress)
    if not missing:
        return ()
    named = f"{', '.join(missing[:3])}{' …' * (len(missing) > 3)}"
    said = f"{len(missing)} labels are not there in the language “{language}” ({named}): these words are English."
    return (Message("I403", said, "", Severity.INFO, document.path),)


def refused_address(document: Document, reference: Element) -> Message:
    """The message for a reference whose address may not be linked; its words are kept."""
    return Message(
        "W402",
        f"the address “{reference.get('target')}” is not linked; its words are kept.",
        "Use http, https, mailto, doi, urn, a fragment or an address inside the edition.",
        Severity.WARNING,
        document.path,
        reference.sourceline or 0,
    )
