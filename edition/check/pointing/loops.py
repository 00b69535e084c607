"""Pointers that lead back to where they began, and spans that end before they begin."""

from collections.abc import Iterator, Mapping, Sequence

from edition.check.addresses import fragment_ids
from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import Element, is_element, local_name, xml_id

ONWARD = ("next", "prev", "sameAs", "copyOf")
TO_ITSELF = (*ONWARD, "spanTo", "exclude")
SHOWN = 6


def looping_pointers(subject: Subject) -> Iterator[Finding]:
    """A pointer to its own element, and one from which others lead back; of a circle the first in the document."""
    for attribute in TO_ITSELF:
        steps = dict(_steps(subject, attribute))
        for node, goal in steps.items():
            if goal is node:
                yield _finding(node, attribute, f"@{attribute} of this {local_name(node)} leads to itself.")
        for circle in _circles(steps) if attribute in ONWARD else ():
            parts = [f"“#{xml_id(each)}”" for each in circle[:SHOWN]] + ["…"] * (len(circle) > SHOWN)
            way = " → ".join([*parts, parts[0]])
            text = f"@{attribute} of this {local_name(circle[0])} leads round in a circle: {way}."
            yield _finding(circle[0], attribute, text)


def reversed_spans(subject: Subject) -> Iterator[Finding]:
    """A `spanTo` that leads to what stands before it."""
    for node, goal in _steps(subject, "spanTo"):
        if goal is not node and _stands_before(goal, node):
            text = f"@spanTo of this {local_name(node)} leads to “#{xml_id(goal)}”, which stands before it."
            yield Finding("E214", node, text, "Point it to where the span ends, or change the two.", "spanTo")


def _finding(node: Element, attribute: str, text: str) -> Finding:
    return Finding("E218", node, text, "Point it to another element, or remove it.", attribute)


def _steps(subject: Subject, attribute: str) -> Iterator[tuple[Element, Element]]:
    """The TEI elements that have the attribute, each with the first element of the document that it leads to."""
    for node in subject.by_attribute.get(attribute, ()):
        address = next(iter(node.get(attribute, "").split()), "")
        named = fragment_ids(address[1:]) if address.startswith("#") else ()
        goal = subject.ids.get(named[0]) if len(named) == 1 else None
        if goal is not None and is_element(node):
            yield node, goal


def _circles(steps: Mapping[Element, Element]) -> Iterator[Sequence[Element]]:
    """The circles of more than one element, each from its first element on."""
    seen: dict[Element, int] = {}
    for number, start in enumerate(steps):
        node, way = start, []
        while node in steps and node not in seen:
            seen[node] = number
            way.append(node)
            node = steps[node]
        circle = way[way.index(node) :] if seen.get(node) == number else way[:0]
        if len(circle) > 1:
            yield circle


def _stands_before(one: Element, other: Element) -> bool:
    """Whether `one` begins before `other`, and does not hold it."""
    ways = [list(reversed([node, *node.iterancestors()])) for node in (one, other)]
    for number, (left, right) in enumerate(zip(*ways, strict=False)):
        if left is not right:
            above = ways[0][number - 1]
            return above.index(left) < above.index(right)
    return False
