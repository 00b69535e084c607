"""The rules of the ODD that no grammar can say, as XPath."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from lxml import etree

from edition.check.place import message
from edition.document import Document
from edition.odd import Constraint, edition_odd
from edition.report import Message
from edition.tree import NAMESPACES, Element


def constraint_checks() -> dict[str, Callable[[Document], Iterator[Message]]]:
    """A check for each rule of the ODD, by its code, in the order of the ODD."""
    return {rule.ident: partial(_broken, rule=rule) for rule in edition_odd().constraints()}


def _broken(document: Document, rule: Constraint) -> Iterator[Message]:
    context, test = _compiled(rule)
    for node in _selected(context, document):
        if not test(node):
            yield message(document, node, rule.ident, rule.text, rule.remedy)


@cache
def _compiled(rule: Constraint) -> tuple[etree.XPath, etree.XPath]:
    """The nodes that the rule is about, and its test, which a comparison makes true or false."""
    return etree.XPath(f"//{rule.context}", namespaces=NAMESPACES), etree.XPath(rule.test, namespaces=NAMESPACES)


def _selected(context: etree.XPath, document: Document) -> list[Element]:
    found = context(document.tree)
    return [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []
