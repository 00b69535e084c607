"""Documents made from the patterns of a grammar, each led to an element and an attribute: nothing stays unvisited."""

import random
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from random_documents import RNG, ROOM, TEI, Grammar

from edition.resources import resource

XML = "{http://www.w3.org/XML/1998/namespace}"
FAR = 10**6
GRAMMAR = resource("tei", "edition.rng")


class Goal(NamedTuple):
    """An element that a document must have, and an attribute of it as the grammar writes it; "" for none."""

    element: str
    attribute: str = ""


class Steered(Grammar):
    """A grammar that makes documents in which a goal is met, whatever chance says."""

    goal: Goal | None = None
    nearest = FAR

    def document_with(self, goal: Goal | None, chance: random.Random) -> etree._Element:
        """One document that the grammar accepts, with `goal` in it."""
        self.random, self.goal, self.nearest, self.ids = chance, goal, FAR, 0
        return self.document()

    def smallest(self, name: str, chance: random.Random) -> etree._Element:
        """An element with hardly more than it must have."""
        holder = etree.Element("holder")
        self.random, self.goal, self.room = chance, None, 0
        self._make(self.defines[name], holder, 0)
        return holder[0]

    @cached_property
    def goals(self) -> list[Goal]:
        """Every element, and every element with each of its attributes, in the order of the grammar."""
        found = []
        for name, pattern in self.elements.items():
            found += [Goal(name), *(Goal(name, attribute) for attribute in self.attributes(pattern))]
        return found

    @cached_property
    def elements(self) -> dict[str, etree._Element]:
        """The pattern of every element by its name."""
        return {each.get("name", ""): each for each in self.tree.iter(f"{RNG}element") if each.get("name")}

    def attributes(self, pattern: etree._Element) -> Iterator[str]:
        """The names of the attributes of an element, or of a part of its pattern."""
        for part in pattern:
            if part.tag == f"{RNG}attribute":
                yield part.get("name", "")
            elif part.tag == f"{RNG}ref" and "element" not in self._kinds(part.get("name", "")):
                yield from self.attributes(self.tree.find(f"{RNG}define[@name='{part.get('name')}']"))
            elif part.tag != f"{RNG}element":
                yield from self.attributes(part)

    @cache  # noqa: B019 - one grammar lives as long as the tests
    def _kinds(self, name: str) -> frozenset[str]:
        """The operators that a definition begins with, through others that it names."""
        define = self.tree.find(f"{RNG}define[@name='{name}']")
        return frozenset(etree.QName(part).localname for part in define if isinstance(part.tag, str))

    @cache  # noqa: B019
    def _distances(self, element: str) -> dict[str, int]:
        """How many definitions lie between each and that of `element`."""
        near = {name for name in self.defines if self._defines(name, element)}
        distances, far = dict.fromkeys(near, 0), 0
        while near:
            far += 1
            near = {name for name in self._users(near) if name not in distances}
            distances |= dict.fromkeys(near, far)
        return distances

    def _defines(self, name: str, element: str) -> bool:
        pattern = self.defines[name]
        return pattern.tag == f"{RNG}element" and pattern.get("name") == element

    def _users(self, names: set[str]) -> set[str]:
        return {user for name in names for user in self._used_by.get(name, ())}

    @cached_property
    def _used_by(self) -> dict[str, set[str]]:
        users: dict[str, set[str]] = {}
        for define in self.tree.iter(f"{RNG}define"):
            for ref in define.iter(f"{RNG}ref"):
                users.setdefault(ref.get("name", ""), set()).add(define.get("name", ""))
        return users

    def _distance(self, pattern: etree._Element) -> int:
        if self.goal is None:
            return FAR
        distances = self._distances(self.goal.element)
        return min((distances.get(ref.get("name", ""), FAR) for ref in pattern.iter(f"{RNG}ref")), default=FAR)

    def _leads(self, pattern: etree._Element) -> bool:
        """Whether `pattern` leads nearer to the goal, or is its attribute."""
        return self._distance(pattern) < self.nearest or self._is_wanted(pattern)

    def _is_wanted(self, pattern: etree._Element) -> bool:
        if self.goal is None or self.nearest > 0 or not self.goal.attribute:
            return False
        return self.goal.attribute in self.attributes(pattern)

    def _make_ref(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        self.nearest = min(self.nearest, self._distance(pattern))
        super()._make_ref(pattern, parent, room)

    def _make_element(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        if self.goal and self.nearest == 0 and pattern.get("name") == self.goal.element and not self.goal.attribute:
            self.goal = None
        super()._make_element(pattern, parent, room)

    def _make_attribute(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        super()._make_attribute(pattern, parent, room)
        if self.goal and parent.tag == TEI + self.goal.element and pattern.get("name") == self.goal.attribute:
            self.goal = None

    def _make_optional(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        self._led(pattern, parent, room) or super()._make_optional(pattern, parent, room)

    def _make_zeroOrMore(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:  # noqa: N802
        self._led(pattern, parent, room)
        super()._make_zeroOrMore(pattern, parent, room)

    def _make_choice(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        parts = [part for part in pattern if isinstance(part.tag, str) and self._leads(part)]
        if parts:
            self._make(min(parts, key=self._distance), parent, room)
        else:
            super()._make_choice(pattern, parent, room)

    def _led(self, pattern: etree._Element, parent: etree._Element, room: int) -> bool:
        """Make an optional part where it leads to the goal; whether it did."""
        leads = self._leads(pattern)
        if leads:
            self.room = ROOM
            self._make_all(pattern, parent, room)
        return leads


@cache
def grammar() -> Steered:
    """The schema of the house, ready to make documents."""
    return Steered(GRAMMAR, 0)


def documents(goals: st.SearchStrategy[Goal | None] | None = None) -> st.SearchStrategy[etree._Element]:
    """Documents that the schema accepts, each with one goal or none."""
    wanted = st.sampled_from(grammar().goals) if goals is None else goals
    chances = st.randoms(use_true_random=True)
    return st.builds(lambda goal, chance: grammar().document_with(goal, chance), wanted, chances)


def gathered(count: int) -> list[etree._Element]:
    """`count` documents that the schema accepts, the same in every run."""
    found: list[etree._Element] = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(documents())
    def gather(tree: etree._Element) -> None:
        found.append(tree)

    gather()
    return found


def visited(tree: etree._Element) -> set[Goal]:
    """The elements of a document, and their attributes, as the grammar writes them."""
    found = set()
    for node in tree.iter(f"{TEI}*"):
        name = node.tag.removeprefix(TEI)
        found |= {Goal(name), *(Goal(name, key.replace(XML, "xml:")) for key in node.attrib)}
    return found


def completing(found: list[etree._Element]) -> Iterator[etree._Element]:
    """A document for each goal that `found` and the documents before it have not met."""
    seen = {goal for tree in found for goal in visited(tree)}
    for number, goal in enumerate(grammar().goals):
        if goal not in seen:
            tree = grammar().document_with(goal, random.Random(number))
            seen |= visited(tree)
            yield tree
