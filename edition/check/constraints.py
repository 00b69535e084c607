"""The rules of the ODD that no grammar can say, as XPath."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.odd import Constraint, edition_odd
from edition.tree import NAMESPACES, Element


def broken_constraints(subject: Subject) -> Iterator[Finding]:
    """Where a rule of the ODD does not hold, in the order of the rules."""
    for rule in edition_odd().constraints():
        context, test = _compiled(rule)
        for node in _selected(context, subject):
            if not test(node):
                yield Finding(rule.ident, node, rule.text, rule.remedy)


@cache
def _compiled(rule: Constraint) -> tuple[etree.XPath, etree.XPath]:
    """The nodes that the rule is about, and its test, which a comparison makes true or false."""
    return etree.XPath(f"//{rule.context}", namespaces=NAMESPACES), etree.XPath(rule.test, namespaces=NAMESPACES)


def _selected(context: etree.XPath, subject: Subject) -> list[Element]:
    found = context(subject.tree)
    return [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []
