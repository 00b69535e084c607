"""Faults put into documents that have none: each of a named kind, at a place that is known."""

import random
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.parsers import expat

from beyond_grammar import RULES
from changes import CHANGES_OF_GRAMMAR, STRAY, Change, Element, Place
from lxml import etree
from random_documents import without_doubt

from edition.odd import edition_patterns, edition_schema
from edition.relaxng import is_valid
from edition.tree import is_element

IN_GRAMMAR = tuple(CHANGES_OF_GRAMMAR)
BEYOND_GRAMMAR = tuple(RULES)
CHANGES: Mapping[str, Change] = {**CHANGES_OF_GRAMMAR, **{kind: rule.change for kind, rule in RULES.items()}}
TRIES = 80


@dataclass(frozen=True)
class Fault:
    """A seeded fault. `lines` are those on which it may be told, `nodes` the numbers of the elements at which, in
    document order from 0; the first of them is meant when others may be told too."""

    kind: str
    lines: frozenset[int]
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class Broken:
    """A document with an element a line, and the faults put into it; `base` names the document that it was, which is
    `whole`."""

    base: str
    data: bytes
    faults: tuple[Fault, ...]
    whole: bytes


@dataclass(frozen=True)
class Choice:
    """What chance chose: a kind of fault, the number of the element that it befalls, and a seed for the rest."""

    kind: str
    number: int
    seed: int


def broken(base: str, tree: Element, kinds: Sequence[str], chance: random.Random) -> Broken | None:
    """A copy of `tree` with a fault of each of `kinds`, in elements that have nothing to do with each other.

    Each of them alone, where a grammar can tell it, is refused by libxml2 or by the matcher. None where chance finds
    no place for one of them.
    """
    chosen: list[Choice] = []
    for kind in kinds:
        choice = _chosen(tree, kind, chosen, chance)
        if choice is None:
            return None
        chosen.append(choice)
    copy, places = applied(tree, chosen)
    data = etree.tostring(copy, encoding="utf-8")
    faults = tuple(_fault(choice.kind, place, copy, data) for choice, place in zip(chosen, places, strict=True))
    return Broken(base, data, faults, etree.tostring(tree, encoding="utf-8"))


def _chosen(tree: Element, kind: str, before: Sequence[Choice], chance: random.Random) -> Choice | None:
    nodes = list(tree.iter(etree.Element))
    taken = [nodes[choice.number] for choice in before]
    numbers = [number for number, node in enumerate(nodes) if number and _befalls(kind, node)]
    for _ in range(TRIES if numbers else 0):
        choice = Choice(kind, chance.choice(numbers), chance.getrandbits(32))
        if all(_are_apart(nodes[choice.number], other) for other in taken) and _is_refused(tree, choice):
            return choice
    return None


def _befalls(kind: str, node: Element) -> bool:
    """Whether a fault may befall such an element at all."""
    names = RULES[kind].names if kind in RULES else ()
    return not names or is_element(node, *names)


def _are_apart(one: Element, other: Element) -> bool:
    above, below = {one, *one.iterancestors()}, {other, *other.iterancestors()}
    return one not in below and other not in above and one.getparent() is not other.getparent()


def _is_refused(tree: Element, choice: Choice) -> bool:
    copy, places = applied(tree, [choice])
    if not places or choice.kind in BEYOND_GRAMMAR:
        return bool(places)
    return not (is_valid(edition_patterns(), copy) and edition_schema().validate(without_doubt(copy)))


def applied(tree: Element, chosen: Sequence[Choice]) -> tuple[Element, list[Place]]:
    """A copy of `tree`, changed as chosen and laid out, and the places; none where a change cannot be made."""
    copy = deepcopy(tree)
    nodes = list(copy.iter(etree.Element))
    places = [CHANGES[each.kind](nodes[each.number], random.Random(each.seed)) for each in chosen]
    laid_out(copy)
    return copy, [place for place in places if place is not None]


def laid_out(tree: Element) -> None:
    """Begin a line before each start tag. Next to an element white space changes no verdict (RELAX NG §6.2.7)."""
    for node in tree.iter():
        before = node.getprevious()
        parent = node.getparent()
        if before is not None and not (before.tail or "").endswith("\n"):
            before.tail = (before.tail or "") + "\n"
        elif before is None and parent is not None and not (parent.text or "").endswith("\n"):
            parent.text = (parent.text or "") + "\n"


def lines(data: bytes) -> list[tuple[int, int]]:
    """Pairs (line of the start tag, line of the end tag) of all elements, as expat counts them."""
    found: list[list[int]] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def begin(*_: object) -> None:
        open_.append(len(found))
        found.append([parser.CurrentLineNumber, 0])

    def end(_: str) -> None:
        found[open_.pop()][1] = parser.CurrentLineNumber

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)
    return [(first, last) for first, last in found]


def _fault(kind: str, place: Place, tree: Element, data: bytes) -> Fault:
    numbers = {node: number for number, node in enumerate(tree.iter(etree.Element))}
    nodes = tuple(numbers[node] for node in place.nodes)
    if place.at_words:
        return Fault(kind, frozenset({1 + data[: data.index(STRAY.encode())].count(b"\n")}), nodes)
    table = lines(data)
    ends = {table[nodes[0]][1]} if place.at_end else set()
    return Fault(kind, frozenset({table[node][0] for node in nodes} | ends), nodes)
