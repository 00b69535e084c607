"""Letters: who sent them to whom, and when."""

from collections.abc import Iterator

from edition.check.finding import Finding
from edition.check.rules.dates import reversed_between
from edition.check.subject import Subject
from edition.tree import Element, is_element

WHO = ("persName", "orgName", "name", "rs")
SENT, RECEIVED = ("sent", "received")


def unsettled_letters(subject: Subject) -> Iterator[Finding]:
    """A description of a letter that does not say who sent it, or when; one that came before it was sent."""
    for letter in subject.elements("correspDesc"):
        deeds = {node.get("type", ""): node for node in letter if is_element(node, "correspAction")}
        sent, received = deeds.get(SENT), deeds.get(RECEIVED)
        lacking = [what for what, names in (("by whom", WHO), ("when", ("date",))) if not _holds(sent, names)]
        if deeds and lacking:
            text = f"nothing says {' and '.join(lacking)} this letter was sent."
            remedy = 'Add it to <correspAction type="sent">; a date may be as wide as you know it.'
            yield Finding("LETTER-INCOMPLETE", sent if sent is not None else letter, text, remedy)
        if sent is not None and received is not None:
            yield from _travelled(sent, received)


def _holds(deed: Element | None, names: tuple[str, ...]) -> bool:
    return deed is not None and any(is_element(child, *names) for child in deed)


def _travelled(sent: Element, received: Element) -> Iterator[Finding]:
    first, last = (next(deed.iterchildren("{*}date"), None) for deed in (sent, received))
    if first is not None and last is not None:
        yield from reversed_between(received, "the sending", first, "the receipt", last)
