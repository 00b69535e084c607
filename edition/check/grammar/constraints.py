"""The rules of the ODD that no grammar can say, as XPath."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import filterfalse

from lxml import etree

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.odd import Constraint, edition_odd
from edition.odd.xpath import Test, predicate
from edition.tree import NAMESPACES, Element, attribute_name, tei

STEP = re.compile(
    r"(?:tei:(?P<above>\w+)(?P<axis>//?))?tei:(?P<name>\w+|\*(?=\[@))(?P<predicates>(?:\[[^\[\]]*\])*)"
)  # fmt: skip
PREDICATE = re.compile(r"\[([^\[\]]*)\]")
PREFIX = "tei:"
ATTRIBUTES = re.compile(r"\[(@[\w:]+(?: or @[\w:]+)*)\]")


def broken_constraints(subject: Subject) -> Iterator[Finding]:
    """Where a rule of the ODD does not hold, in the order of the rules."""
    selected: dict[str, Sequence[Element]] = {}
    for rule in edition_odd().constraints():
        if rule.context not in selected:
            selected[rule.context] = _context(rule.context)(subject)
        for node in filterfalse(_test(rule), selected[rule.context]):
            yield Finding(rule.ident, node, rule.text, rule.remedy)


@cache
def _test(rule: Constraint) -> Test:
    """The test of a rule, which Python answers itself where it can."""
    return predicate(rule.test.replace(PREFIX, ""))


@cache
def _context(context: str) -> Callable[[Subject], Sequence[Element]]:
    """What selects the elements that a context means.

    Those of one step, or of one below another, are taken from the indexes of the subject: to walk through the
    document for each rule takes longer than all that the rules ask.
    """
    step = STEP.fullmatch(context)
    every = _by_name(step) if step else None
    if step is None or every is None:
        return partial(_found, etree.XPath(f"//{context}", namespaces=NAMESPACES))
    asked = PREDICATE.findall(step["predicates"])[1 if step["name"] == "*" else 0 :]
    return partial(_kept, every, [predicate(one.replace(PREFIX, "")) for one in asked]) if asked else every


def _found(context: etree.XPath, subject: Subject) -> Sequence[Element]:
    found = context(subject.tree)
    return [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []


def _kept(every: Callable[[Subject], Sequence[Element]], tests: list[Test], subject: Subject) -> Sequence[Element]:
    nodes = every(subject)
    for test in tests:
        nodes = list(filter(test, nodes))
    return nodes


def _by_name(step: re.Match[str]) -> Callable[[Subject], Sequence[Element]] | None:
    """The elements of a step before its predicates; None where neither their name nor an attribute is told.

    Of a step without a name, those of which its first predicate holds.
    """
    if step["name"] == "*":
        attributes = ATTRIBUTES.match(step["predicates"])
        return partial(_with_attributes, attributes[1].split(" or ")) if attributes and not step["above"] else None
    if step["above"]:
        return partial(_below, step["name"], step["above"], step["axis"] == "/")
    return partial(_called, step["name"])


def _called(name: str, subject: Subject) -> Sequence[Element]:
    return subject.by_name.get(tei(name), ())


def _with_attributes(attributes: list[str], subject: Subject) -> Sequence[Element]:
    names = [attribute_name(each.removeprefix("@")) for each in attributes]
    return list(dict.fromkeys(node for name in names for node in subject.by_attribute.get(name, ())))


def _below(name: str, above: str, is_child: bool, subject: Subject) -> Sequence[Element]:  # noqa: FBT001 - partial
    tag = tei(above)
    if tag not in subject.by_name:
        return ()
    nodes = subject.by_name.get(tei(name), ())
    if is_child:
        return [node for node in nodes if (parent := node.getparent()) is not None and parent.tag == tag]
    inner = {node for outer in subject.by_name[tag] for node in outer.iterdescendants(tei(name))}
    return [node for node in nodes if node in inner] if inner else ()
