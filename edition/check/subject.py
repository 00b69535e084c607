"""A document under check: what several checks ask of it is found once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.check.surroundings import Surroundings
from edition.document import Document
from edition.tree import NAMESPACES, XML_ID, Element, tei


@dataclass(frozen=True)
class Subject:
    """A document and what lies around it. It is not changed while it is checked."""

    document: Document
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def tree(self) -> Element:
        """The root of the document."""
        return self.document.tree

    @property
    def text(self) -> Element | None:
        """The `text`; None where an invalid document has none."""
        return self.tree.find("tei:text", NAMESPACES)

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Element]]:
        """All elements in document order, by their names in Clark notation."""
        found: dict[str, list[Element]] = {}
        for node in self.tree.iter(etree.Element):
            found.setdefault(str(node.tag), []).append(node)
        return found

    @cached_property
    def identified(self) -> Sequence[tuple[str, Element]]:
        """All elements with an `xml:id` in document order, each with that id; one that stands twice is there twice."""
        pairs = ((node.get(XML_ID), node) for node in self.tree.iter(etree.Element))
        return [(identifier, node) for identifier, node in pairs if identifier is not None]

    @cached_property
    def ids(self) -> Mapping[str, Element]:
        """All elements with an `xml:id`, by that id; of duplicates the first."""
        found: dict[str, Element] = {}
        for identifier, node in self.identified:
            found.setdefault(identifier, node)
        return found

    def elements(self, *names: str) -> Iterator[Element]:
        """The TEI elements of these names; those of one name in document order, one name after the other."""
        for name in names:
            yield from self.by_name.get(tei(name), ())
