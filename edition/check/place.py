"""Where in a document something is wrong, as an editor looks for it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import TypeAlias

from lxml import etree

from edition.check.finding import Finding
from edition.document import Document
from edition.positions import Place, Positions
from edition.report import Message, Severity
from edition.tree import Element, local_name

Counted: TypeAlias = dict[tuple[Element, str], Mapping[Element, int]]


def placed(document: Document, found: Iterable[tuple[Finding, Severity]]) -> Iterator[Message]:
    """A message for each finding, with its line, column and XPath, in the order of their places.

    Line and column are those of the attribute or the words that it speaks of; 0 in a tree that was never parsed.
    """
    pairs = list(found)
    if not pairs:
        return
    order = _order(document, {finding.node for finding, _ in pairs})
    places = _Places(document, order)
    by_element = sorted(pairs, key=lambda pair: order[pair[0].node])
    messages = [places.message(finding, severity) for finding, severity in by_element]
    yield from sorted(messages, key=lambda message: (message.line, message.column))


def xpath(node: Element, counted: Counted) -> str:
    """The way from the root, such as `/TEI/text/body/div[2]/p[3]`; a number only where there are namesakes.

    `counted` keeps the numbers of siblings for the next message of the same document.
    """
    steps = [_step(each, counted) for each in (node, *node.iterancestors())]
    return "/" + "/".join(reversed(steps))


def _order(document: Document, wanted: AbstractSet[Element]) -> Mapping[Element, int]:
    """The place in document order, from 0, of each of the `wanted` elements."""
    numbered = ((node, number) for number, node in enumerate(document.tree.iter(etree.Element)) if node in wanted)
    return dict(islice(numbered, len(wanted)))


class _Places:
    """Where the findings of one document stand."""

    def __init__(self, document: Document, order: Mapping[Element, int]) -> None:
        self.document, self.order = document, order
        self.positions = Positions(document.data) if document.data else None
        self.counted: Counted = {}

    def message(self, finding: Finding, severity: Severity) -> Message:
        """The finding as a message."""
        place = self._place(finding)
        return Message(
            finding.code,
            finding.text,
            finding.remedy,
            severity=severity,
            path=self.document.path,
            line=place.line,
            column=place.column,
            length=place.length,
            xpath=xpath(finding.node, self.counted),
        )

    def _place(self, finding: Finding) -> Place:
        number = self.order[finding.node]
        if self.positions is None:
            return Place(finding.node.sourceline or 0, 0)
        if finding.attribute:
            return self.positions.of_attribute(number, finding.attribute)
        if finding.words:
            return self.positions.of_words(number, finding.words)
        return self.positions.of_element(number)


def _step(node: Element, counted: Counted) -> str:
    parent, name, tag = node.getparent(), local_name(node), str(node.tag)
    if parent is None:
        return name
    numbers = counted.get((parent, tag))
    if numbers is None:
        numbers = {child: number for number, child in enumerate(parent.iterchildren(tag), 1)}
        counted[parent, tag] = numbers
    return name if len(numbers) == 1 else f"{name}[{numbers[node]}]"
