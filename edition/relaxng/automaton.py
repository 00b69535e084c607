"""Where names lead: each step from a content model by an element, by words, or by the attributes of a start tag.

All is computed when it is first asked for and kept, so that a document like one seen before costs one look-up
for each child.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from edition.relaxng.names import is_open, listed
from edition.relaxng.needs import Needed, needed
from edition.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    AttributePattern,
    ElementPattern,
    Kind,
    Parts,
    Pattern,
    Patterns,
    first,
    leaves,
)
from edition.relaxng.strings import accepts, has_strings, needs_namespaces
from edition.tree import Element

VALUES_KEPT = 5_000
PLANS_KEPT = 5_000
MISSING = object()
NO_NAMESPACES: Mapping[str, str] = {}
TEXT_ALONE = frozenset([TEXT])


class Step(NamedTuple):
    """Where an element leads: the patterns that it may have, and what may follow it.

    `follows` is None where there are several patterns, for then it depends on which of them the element matches.
    """

    candidates: tuple[ElementPattern, ...]
    follows: Pattern | None


class Expected(NamedTuple):
    """What is needed at a place, each a tuple of alternatives; and the names with which it may go on there."""

    needed: Needed
    names: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """How a start tag is checked: the pattern of each attribute, in order, and the content that is left then."""

    checks: tuple[AttributePattern, ...]
    content: "Content"


@dataclass(frozen=True, eq=False)
class Content:
    """A content model: its first state, and what may stand anywhere in it.

    `is_mixed`: words and the elements of `steps` stand in any order, as often as one likes; `has_strings`: it may
    be character data of a datatype.
    """

    state: Pattern
    is_mixed: bool
    has_strings: bool
    allowed: tuple[str, ...]
    elements: tuple[ElementPattern, ...]


class Automaton:
    """The steps of one schema."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._plans: dict[tuple[ElementPattern, tuple[str, ...]], Plan | None] = {}
        self._parted: dict[ElementPattern, tuple[Pattern, Pattern]] = {}
        self._names: dict[ElementPattern, tuple[str, ...]] = {}
        self._expected: dict[Pattern, Expected] = {}
        self._contents: dict[Pattern, Content] = {}
        self._indexes: dict[Pattern, tuple[dict[str, list[ElementPattern]], list[ElementPattern]]] = {}
        self._good: dict[AttributePattern, dict[str, bool]] = {}
        self._local: dict[Pattern, bool] = {}

    def step(self, state: Pattern, name: str) -> Step | None:
        """Where an element called `name` leads from `state`; None where it may not stand."""
        found = state.steps.get(name, MISSING)
        if found is MISSING:
            found = state.steps[name] = self._compute_step(state, name)
        return cast("Step | None", found)

    def _compute_step(self, state: Pattern, name: str) -> Step | None:
        named, described = self._index(state)
        candidates = (*named.get(name, ()), *(each for each in described if each.names.contains(name)))
        if not candidates:
            return None
        follows = self.patterns.after(state, frozenset(candidates)) if len(candidates) == 1 else None
        return Step(candidates, follows)

    def _index(self, state: Pattern) -> tuple[dict[str, list[ElementPattern]], list[ElementPattern]]:
        """The elements with which `state` may begin: by name, and those whose names are described."""
        if state in self._indexes:
            return self._indexes[state]
        named: dict[str, list[ElementPattern]] = {}
        described = []
        for leaf in first(state):
            if isinstance(leaf, ElementPattern):
                if is_open(leaf.names):
                    described.append(leaf)
                else:
                    for name in listed(leaf.names):
                        named.setdefault(name, []).append(leaf)
        self._indexes[state] = named, described
        return named, described

    def expected(self, state: Pattern) -> Expected:
        """What is needed at `state`, and what may stand there."""
        if state not in self._expected:
            found = (name for leaf in first(state) if isinstance(leaf, ElementPattern) for name in listed(leaf.names))
            self._expected[state] = Expected(needed(state), tuple(dict.fromkeys(found)))
        return self._expected[state]

    def after_text(self, state: Pattern) -> Pattern:
        """What may follow words at `state`; `NOT_ALLOWED` where none may stand."""
        return self.patterns.after(state, TEXT_ALONE)

    def parted(self, element: ElementPattern) -> tuple[Pattern, Pattern]:
        """The attributes of `element` and its content.

        Where a choice mixes both the first is all of it and the second `EMPTY`: what the attributes leave of the
        first is then the content.
        """
        if element not in self._parted:
            self._parted[element] = self._compute_parted(element.content)
        return self._parted[element]

    def _compute_parted(self, whole: Pattern) -> tuple[Pattern, Pattern]:
        parts = whole.parts if whole.kind is Kind.GROUP else (whole,)
        kinds = [{leaf.kind is Kind.ATTRIBUTE for leaf in leaves(part) if leaf is not EMPTY} for part in parts]
        if any(len(each) > 1 for each in kinds):
            return whole, EMPTY
        attributes = [part for part, each in zip(parts, kinds, strict=True) if True in each]
        others = [part for part, each in zip(parts, kinds, strict=True) if True not in each]
        return self.patterns.group(attributes), self.patterns.group(others)

    def plan(self, element: ElementPattern, names: tuple[str, ...]) -> Plan | None:
        """How to check a start tag of `element` with attributes of these names.

        None where it cannot be right, or where it depends on the values which content is left.
        """
        key = element, names
        if key not in self._plans:
            if len(self._plans) > PLANS_KEPT:
                self._plans.clear()
            self._plans[key] = self._compute_plan(element, names)
        return self._plans[key]

    def _compute_plan(self, element: ElementPattern, names: tuple[str, ...]) -> Plan | None:
        state, content = self.parted(element)
        checks = []
        for name in names:
            found = attributes_called(state, name)
            if len(found) != 1:
                return None
            checks.append(found[0])
            state = self.patterns.without(state, frozenset(found))
        left = self.patterns.closed(state)
        if content is not EMPTY and not left.nullable:
            return None
        left = content if content is not EMPTY else left
        return None if left is NOT_ALLOWED else Plan(tuple(checks), self.content(left))

    def attribute_names(self, element: ElementPattern) -> tuple[str, ...]:
        """The attributes that `element` lists, in the order of the schema, each once."""
        if element not in self._names:
            found = (leaf for leaf in leaves(self.parted(element)[0]) if isinstance(leaf, AttributePattern))
            self._names[element] = tuple(dict.fromkeys(name for leaf in found for name in listed(leaf.names)))
        return self._names[element]

    def content(self, state: Pattern) -> Content:
        """What is known about a content model."""
        if state not in self._contents:
            elements = tuple(leaf for leaf in leaves(state) if isinstance(leaf, ElementPattern))
            names = tuple(dict.fromkeys(name for each in elements for name in listed(each.names)))
            self._contents[state] = Content(state, _is_mixed(state), has_strings(state), names, elements)
        return self._contents[state]

    def is_value(self, attribute: AttributePattern, value: str, node: Element) -> bool:
        """Whether `attribute` may have `value` at `node`."""
        known = self._good.setdefault(attribute, {})
        found = known.get(value)
        if found is None:
            if self._is_local(attribute.value):
                return accepts(self.patterns, attribute.value, value, declared(node))
            if len(known) > VALUES_KEPT:
                known.clear()
            found = known[value] = accepts(self.patterns, attribute.value, value, NO_NAMESPACES)
        return found

    def _is_local(self, value: Pattern) -> bool:
        """Whether the prefixes that are declared at a node matter for `value`."""
        if value not in self._local:
            self._local[value] = needs_namespaces(value)
        return self._local[value]

    def is_text(self, content: Pattern, text: str, node: Element) -> bool:
        """Whether an element that holds `text` alone matches `content`."""
        return accepts(self.patterns, content, text, declared(node) if self._is_local(content) else NO_NAMESPACES)


def attributes_called(state: Pattern, name: str) -> list[AttributePattern]:
    """The attributes of `state` that may be called `name`, in the order of the schema."""
    return [leaf for leaf in leaves(state) if isinstance(leaf, AttributePattern) and leaf.names.contains(name)]


def declared(node: Element) -> Mapping[str, str]:
    """The namespaces that are declared at `node`, by prefix; "" for the one without."""
    return {prefix or "": namespace for prefix, namespace in node.nsmap.items()}


def _is_mixed(state: Pattern) -> bool:
    """Whether `state` is a choice of words and elements as often as one likes: each step leads back to it."""
    return state.kind is Kind.REPEAT and TEXT in state.parts[0].parts and _is_plain(state.parts[0].parts)


def _is_plain(parts: Parts) -> bool:
    return all(part is TEXT or isinstance(part, ElementPattern) for part in parts)
