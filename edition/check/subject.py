"""A document under check: what several checks ask of it is found once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.check.addresses import fragment_ids
from edition.check.kinds import attribute_names, pointer_attributes
from edition.check.surroundings import Surroundings
from edition.document import Document
from edition.positions import Positions
from edition.tree import NAMESPACES, XML_ID, Element, find_all, pointers, tei


class Nearest(dict[Element, "Element | None"]):
    """Elements, each with the nearest of some names that it is or stands in, None where there is none.

    What is found is kept on the way up: what stands side by side has the same above it.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._tags = tuple(map(tei, names))

    def above(self, node: Element) -> Element | None:
        """The nearest of the elements above `node`."""
        parent = node.getparent()
        return None if parent is None else self[parent]

    def __missing__(self, node: Element) -> Element | None:
        found = self[node] = node if node.tag in self._tags else self.above(node)
        return found


@dataclass(frozen=True)
class Subject:
    """A document and what lies around it. It is not changed while it is checked."""

    document: Document
    surroundings: Surroundings = field(default_factory=Surroundings)
    _nearest: dict[tuple[str, ...], Nearest] = field(default_factory=dict, init=False, repr=False, compare=False)

    def nearest(self, *names: str) -> Callable[[Element], Element | None]:
        """What gives the nearest TEI element of these names above a node, None for none."""
        return self._nearest.setdefault(names, Nearest(names)).above

    @property
    def tree(self) -> Element:
        """The root of the document."""
        return self.document.tree

    @property
    def text(self) -> Element | None:
        """The `text`; None where an invalid document has none."""
        return self.tree.find("tei:text", NAMESPACES)

    @property
    def by_name(self) -> Mapping[str, Sequence[Element]]:
        """All elements in document order, by their names in Clark notation."""
        return self._indexes[0]

    @property
    def by_attribute(self) -> Mapping[str, Sequence[Element]]:
        """All elements that have an attribute, in document order, by the attribute's name in Clark notation."""
        return self._indexes[1]

    @cached_property
    def identified(self) -> Sequence[tuple[str, Element]]:
        """All elements with an `xml:id` in document order, each with that id; one that stands twice is there twice."""
        return [(node.get(XML_ID, ""), node) for node in self.by_attribute.get(XML_ID, ())]

    @cached_property
    def ids(self) -> Mapping[str, Element]:
        """All elements with an `xml:id`, by that id; of duplicates the first."""
        found = dict(self.identified)
        if len(found) < len(self.identified):
            found = dict(reversed(self.identified))
            found = {identifier: found[identifier] for identifier, _ in self.identified}
        return found

    @cached_property
    def pointers(self) -> Sequence[tuple[Element, str, str]]:
        """All pointers to ids of the document: element, attribute and id, whether there is such an id or not.

        Those of one attribute stand in document order, one attribute after the other; a range gives each of its ends.
        """
        return [
            (node, attribute, identifier)
            for attribute in sorted(attribute_names() & self.by_attribute.keys())
            for node in self.by_attribute[attribute]
            if attribute in pointer_attributes(str(node.tag))
            for part in node.get(attribute, "").split()
            if part.startswith("#")
            for identifier in fragment_ids(part[1:])
        ]

    @cached_property
    def editorial_notes(self) -> Sequence[tuple[Element, Sequence[str]]]:
        """The notes that stand apart, and those of type editorial in the text, each with the ids that it points to."""
        found, text, listed = [], self.nearest("text"), tei("listAnnotation")
        for note in self.elements("note"):
            parent = note.getparent()
            is_apart = parent is not None and parent.tag == listed
            if is_apart or (note.get("type") == "editorial" and text(note) is not None):
                found.append((note, pointers(note.get("target"))))
        return found

    @cached_property
    def calls(self) -> Sequence[Element]:
        """The notes, anchors and references in the text, in document order: what may call a note."""
        return list(find_all(self.text, "note", "anchor", "ref")) if self.text is not None else []

    def in_text(self, name: str) -> Sequence[Element]:
        """Those of `calls` that have this name."""
        tag = tei(name)
        return [node for node in self.calls if node.tag == tag]

    def line(self, node: Element) -> int:
        """The line on which the start tag of `node` begins."""
        if self._lines is None:
            return node.sourceline or 0
        positions, numbers = self._lines
        return positions.of_element(numbers[node]).line

    @cached_property
    def _lines(self) -> tuple[Positions, Mapping[Element, int]] | None:
        """The places in the bytes, and the numbers of elements there; None for a tree that was never parsed."""
        if not self.document.data:
            return None
        numbers = {node: number for number, node in enumerate(self.tree.iter(etree.Element))}
        return Positions(self.document.data), numbers

    def elements(self, *names: str) -> Iterator[Element]:
        """The TEI elements of these names; those of one name in document order, one name after the other."""
        for name in names:
            yield from self.by_name.get(tei(name), ())

    @cached_property
    def _indexes(self) -> tuple[dict[str, list[Element]], dict[str, list[Element]]]:
        """What `by_name` and `by_attribute` give, found in one pass."""
        names: dict[str, list[Element]] = defaultdict(list)
        attributes: dict[str, list[Element]] = defaultdict(list)
        for node in self.tree.iter(etree.Element):
            names[str(node.tag)].append(node)
            for attribute in node.keys():  # noqa: SIM118 - an lxml element holds its children, not its attributes
                attributes[attribute].append(node)
        return dict(names), dict(attributes)
