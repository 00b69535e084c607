"""What a content model still needs, and what would have to stand before an element to make it acceptable."""

from collections.abc import Iterable
from dataclasses import dataclass

from edition.relaxng.names import listed
from edition.relaxng.patterns import EMPTY, ElementPattern, Kind, Parts, Pattern, Patterns

Needed = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Way:
    """A way to an element: what has to stand before it, one after the other, and what may follow it.

    `needed` are tuples of alternatives; `element` is the pattern of the element.
    """

    cost: int
    needed: Needed
    element: ElementPattern
    rest: Pattern


def needed(pattern: Pattern) -> Needed:
    """The fewest elements that have to stand where `pattern` does, each a tuple of alternatives; () for none."""
    if pattern.nullable:
        return ()
    if isinstance(pattern, ElementPattern):
        return (listed(pattern.names),)
    if pattern.kind is Kind.CHOICE:
        return _needed_of_one(pattern.parts)
    return tuple(item for part in pattern.parts for item in needed(part))


def _needed_of_one(parts: Parts) -> Needed:
    """Of alternatives: any of their beginnings, then what the shortest has besides."""
    every = [items for part in parts if (items := needed(part))]
    if not every:
        return ()
    beginnings = tuple(dict.fromkeys(name for items in every for name in items[0]))
    return (beginnings, *min(every, key=len)[1:])


def way(patterns: Patterns, pattern: Pattern, name: str) -> Way | None:
    """The way to an element called `name` in `pattern` that needs the fewest others; None where there is none."""
    if isinstance(pattern, ElementPattern):
        return Way(0, (), pattern, EMPTY) if pattern.names.contains(name) else None
    if pattern.kind is Kind.CHOICE:
        return _shortest(way(patterns, part, name) for part in pattern.parts)
    if pattern.kind is Kind.REPEAT:
        found = way(patterns, pattern.parts[0], name)
        return found and _followed(patterns, found, (patterns.star(pattern.parts[0]),))
    if pattern.kind is Kind.INTERLEAVE:
        return _shortest(_interleaved(patterns, pattern.parts, at, name) for at in range(len(pattern.parts)))
    return _grouped(patterns, pattern.parts, name)


def _grouped(patterns: Patterns, parts: Parts, name: str) -> Way | None:
    """The shortest way through a group; what must stand before a part is needed."""
    ways: list[Way] = []
    before: Needed = ()
    for at, part in enumerate(parts):
        found = way(patterns, part, name)
        if found is not None:
            all_needed = (*before, *found.needed)
            whole = Way(len(before) + found.cost, all_needed, found.element, found.rest)
            ways.append(_followed(patterns, whole, parts[at + 1 :]))
        if not part.nullable and not needed(part):
            break
        before = (*before, *needed(part))
    return _shortest(ways)


def _followed(patterns: Patterns, found: Way, parts: Parts) -> Way:
    return Way(found.cost, found.needed, found.element, patterns.group((found.rest, *parts)))


def _interleaved(patterns: Patterns, parts: Parts, at: int, name: str) -> Way | None:
    found = way(patterns, parts[at], name)
    if found is None:
        return None
    rest = patterns.interleave((*parts[:at], found.rest, *parts[at + 1 :]))
    return Way(found.cost, found.needed, found.element, rest)


def _shortest(ways: Iterable[Way | None]) -> Way | None:
    return min((found for found in ways if found is not None), key=lambda found: found.cost, default=None)
