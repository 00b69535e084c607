"""What is wrong with the attributes of a start tag, where the quick way has found that something is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.relaxng.automaton import Automaton, attributes_called
from edition.relaxng.faults import Fault, FaultKind, ValueType
from edition.relaxng.names import listed, local
from edition.relaxng.needs import Needed
from edition.relaxng.patterns import EMPTY, NOT_ALLOWED, AttributePattern, ElementPattern, Kind, Parts, Pattern, leaves
from edition.relaxng.spelling import spelling
from edition.relaxng.strings import types, values
from edition.tree import Element


@dataclass
class StartTag:
    """The attributes of one element as they are matched one after the other.

    `state` is what is left of the pattern; `present` those that were taken, in order; `strange` those that the
    element does not know; `has_conflict`: one could not stand beside another.
    """

    automaton: Automaton
    node: Element
    element: ElementPattern
    state: Pattern
    present: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    has_conflict: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The attributes that the element may have, in the order of the schema."""
        return self.automaton.attribute_names(self.element)

    def take(self, name: str, found: list[AttributePattern]) -> None:
        """Go on behind the attribute `name`, matched by any of `found`."""
        self.state = self.automaton.patterns.without(self.state, frozenset(found))
        self.present.append(name)


def attribute_faults(automaton: Automaton, node: Element, element: ElementPattern) -> tuple[list[Fault], Pattern]:
    """The faults of the attributes of `node`, and the content that is left by those that it has."""
    whole, content = automaton.parted(element)
    tag = StartTag(automaton, node, element, whole)
    faults = [fault for name, value in node.items() for fault in _attribute(tag, str(name), str(value))]
    missing = _needed(tag.state)
    strange = [_unknown(tag, name, missing) for name in tag.strange]
    explained = {fault.near for fault in strange}
    missing = tuple(item for item in missing if not explained & set(item))
    if not tag.has_conflict:
        faults += [_missing(tag, item) for item in missing]
    return faults + strange, content if content is not EMPTY else _left(tag)


def _left(tag: StartTag) -> Pattern:
    """The content that the attributes leave; where one is missing, that of every choice."""
    patterns = tag.automaton.patterns
    left = patterns.closed(tag.state)
    if left is NOT_ALLOWED:
        every = frozenset(leaf for leaf in leaves(tag.state) if isinstance(leaf, AttributePattern))
        left = patterns.closed(_all_taken(tag, every))
    return left


def _all_taken(tag: StartTag, every: frozenset[Pattern]) -> Pattern:
    """The state when all that is required of `every` were there."""
    state = tag.state
    while _needed(state):
        state = tag.automaton.patterns.without(state, every)
    return state


def _attribute(tag: StartTag, name: str, value: str) -> Iterator[Fault]:
    found = attributes_called(tag.state, name)
    if not found:
        yield from _not_here(tag, name, value)
        return
    good = [each for each in found if tag.automaton.is_value(each, value, tag.node)]
    tag.take(name, good or found)
    if not good:
        yield value_fault(tag, name, value, found)


def value_fault(tag: StartTag, name: str, value: str, found: list[AttributePattern]) -> Fault:
    """That none of the patterns `found` accepts the value."""
    return Fault(
        FaultKind.ATTRIBUTE_VALUE, tag.node, name, value, allowed=tag.allowed,
        values=_values(found), types=_types(found),
        near=spelling(tuple(pair[0] for pair in _values(found))).nearest(value),
    )  # fmt: skip


def _values(found: list[AttributePattern]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(pair for each in found for pair in values(each.value)))


def _types(found: list[AttributePattern]) -> tuple[ValueType, ...]:
    return tuple(dict.fromkeys(kind for each in found for kind in types(each.value)))


def _not_here(tag: StartTag, name: str, value: str) -> Iterator[Fault]:
    """An attribute that the element has not at all, or not beside the others."""
    whole = tag.automaton.parted(tag.element)[0]
    found = attributes_called(whole, name)
    if not found:
        tag.strange.append(name)
        return
    tag.has_conflict = True
    rivals = tuple(other for other in tag.present if _are_rivals(tag, name, other))
    yield Fault(FaultKind.ATTRIBUTE_CONFLICT, tag.node, name, value, expected=rivals, allowed=tag.allowed)


def _are_rivals(tag: StartTag, name: str, other: str) -> bool:
    """Whether `name` is not allowed beside `other` alone."""
    whole = tag.automaton.parted(tag.element)[0]
    state = tag.automaton.patterns.without(whole, frozenset(attributes_called(whole, other)))
    return not attributes_called(state, name)


def _unknown(tag: StartTag, name: str, missing: Needed) -> Fault:
    required = {each for item in missing for each in item}
    near = spelling(tag.allowed).nearest(name, required)
    same = next((each for each in tag.allowed if local(each) == local(name)), "")
    value = str(tag.node.get(name) or "")
    return Fault(FaultKind.ATTRIBUTE_UNKNOWN, tag.node, name, value, allowed=tag.allowed, near=same or near)


def _missing(tag: StartTag, item: tuple[str, ...]) -> Fault:
    name = item[0] if item else ""
    found = attributes_called(tag.state, name)
    return Fault(
        FaultKind.ATTRIBUTE_MISSING, tag.node, name, expected=item, needed=(item,), allowed=tag.allowed,
        values=_values(found), types=_types(found),
    )  # fmt: skip


def _needed(pattern: Pattern) -> Needed:
    """The fewest attributes that `pattern` asks for, each a tuple of alternatives; () for none."""
    if isinstance(pattern, AttributePattern):
        return (listed(pattern.names),)
    if pattern.kind is Kind.CHOICE:
        return _needed_of_one(pattern.parts)
    return tuple(item for part in pattern.parts for item in _needed(part))


def _needed_of_one(parts: Parts) -> Needed:
    """Of alternatives: any of the first ones, then what the shortest has besides; () where one asks for none."""
    every = [_needed(part) for part in parts]
    if not all(every):
        return ()
    beginnings = tuple(dict.fromkeys(name for items in every for name in items[0]))
    return (beginnings, *min(every, key=len)[1:])
