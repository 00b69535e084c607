"""Faults put into documents that have none: each of a named kind, at a place that is known."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree
from random_documents import CANDIDATES, TEI, XML_ID
from steering import grammar

from edition.odd import Attribute, ElementSpec, edition_odd, edition_patterns, edition_schema
from edition.odd.holding import holdable, holds_text
from edition.odd.model import Content, Data, DatatypeRef, MacroRef, Values
from edition.relaxng import is_valid
from edition.tree import attribute_name, detach

STRAY = "stray words"
ELSEWHERE = "{http://example.org/elsewhere}"
POINTED = re.compile(r"[#(]([\w.:-]+)")
TRIES = 80
Element = etree._Element


@dataclass(frozen=True)
class Fault:
    """A seeded fault. `lines` are those on which it may be told, `nodes` the numbers of the elements at which, in
    document order from 0; the first of them is meant when others may be told too."""

    kind: str
    lines: frozenset[int]
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class Broken:
    """A document with an element a line, and the faults put into it; `base` names the document that it was."""

    base: str
    data: bytes
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Place:
    """Where a change shows: at one of `nodes`; `at_words` on the line of STRAY alone, `at_end` also where the first
    of `nodes` ends, for that is where a reader knows that something is missing."""

    nodes: tuple[Element, ...]
    at_words: bool = False
    at_end: bool = False


@dataclass(frozen=True)
class Choice:
    """What chance chose: a kind of fault, the number of the element that it befalls, and a seed for the rest."""

    kind: str
    number: int
    seed: int


Change = Callable[[Element, random.Random], Place | None]


def broken(base: str, tree: Element, kinds: Sequence[str], chance: random.Random) -> Broken | None:
    """A copy of `tree` with a fault of each of `kinds`, in elements that have nothing to do with each other.

    Each of them alone is refused by libxml2 or by the matcher. None where chance finds no place for one of them.
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
    return Broken(base, data, faults)


def _chosen(tree: Element, kind: str, before: Sequence[Choice], chance: random.Random) -> Choice | None:
    nodes = list(tree.iter(etree.Element))
    taken = [nodes[choice.number] for choice in before]
    for _ in range(TRIES):
        choice = Choice(kind, chance.randrange(1, len(nodes)), chance.getrandbits(32))
        if all(_are_apart(nodes[choice.number], other) for other in taken) and _is_refused(tree, choice):
            return choice
    return None


def _are_apart(one: Element, other: Element) -> bool:
    above, below = {one, *one.iterancestors()}, {other, *other.iterancestors()}
    return one not in below and other not in above and one.getparent() is not other.getparent()


def _is_refused(tree: Element, choice: Choice) -> bool:
    copy, places = applied(tree, [choice])
    if not places or choice.kind in BEYOND_GRAMMAR:
        return bool(places)
    return not (edition_schema().validate(copy) and is_valid(edition_patterns(), copy))


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


def _spec(node: Element) -> ElementSpec | None:
    return edition_odd().elements.get(str(node.tag).removeprefix(TEI))


def _attributes(node: Element) -> Mapping[str, Attribute]:
    """The attributes that the ODD allows here, by their names in Clark notation."""
    spec = _spec(node)
    every = edition_odd().attributes(spec).values() if spec else ()
    return {attribute_name(each.ident): each for each in every}


def _misspelled(name: str, chance: random.Random) -> str:
    """`name` with a letter doubled, left out or exchanged with the next."""
    at = chance.randrange(len(name) - 1) if len(name) > 1 else 0
    ways = [
        name[:at] + name[at] + name[at:],
        name[: at + 1] + name[at + 2 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    ]
    return chance.choice([way for way in ways if way != name])


def unknown_attribute(node: Element, chance: random.Random) -> Place | None:
    """An attribute that no TEI has."""
    node.set(chance.choice(["colour", "hidden", "data-x", "Type", "href"]), "a")
    return Place((node,))


def strange_attribute(node: Element, chance: random.Random) -> Place | None:
    """An attribute that other elements have, with a value that is right there."""
    own = _attributes(node)
    others = [goal for goal in grammar().goals if goal.attribute and attribute_name(goal.attribute) not in own]
    goal = chance.choice(others)
    node.set(attribute_name(goal.attribute), "a")
    return Place((node,))


def misspelled_attribute(node: Element, chance: random.Random) -> Place | None:
    """A letter of an attribute's name gone wrong."""
    keys = [key for key in sorted(node.attrib) if not key.startswith("{")]
    if not keys:
        return None
    key = chance.choice(keys)
    wrong = _misspelled(key, chance)
    if wrong in node.attrib or wrong in _attributes(node):
        return None
    _replace_attribute(node, key, wrong)
    return Place((node,))


def _replace_attribute(node: Element, key: str, new: str) -> None:
    pairs = [(new if each == key else each, value) for each, value in node.attrib.items()]
    node.attrib.clear()
    node.attrib.update(pairs)


def value_off_list(node: Element, chance: random.Random) -> Place | None:
    """A word that is not among those allowed."""
    known = _attributes(node)
    keys = [key for key in sorted(node.attrib) if key in known and isinstance(known[key].content, Values)]
    if keys:
        key = chance.choice(keys)
        node.set(
            key, chance.choice([_misspelled(node.get(key, "") or "a", chance), "sonnet", node.get(key, "").upper()])
        )
    return Place((node,)) if keys else None


def value_of_no_datatype(node: Element, chance: random.Random) -> Place | None:
    """A value that is no date, number, pointer, language …"""
    known = _attributes(node)
    keys = [key for key in sorted(node.attrib) if key in known and not isinstance(known[key].content, Values)]
    if keys:
        node.set(chance.choice(keys), chance.choice(CANDIDATES))
    return Place((node,)) if keys else None


def content_of_no_datatype(node: Element, chance: random.Random) -> Place | None:
    """Words of an element that must be a date, a code …"""
    spec = _spec(node)
    if spec is None or not _is_data(spec.content) or len(node):
        return None
    node.text = chance.choice([STRAY, "1 2 3", "?", ""])
    return Place((node,))


def _is_data(content: Content) -> bool:
    if isinstance(content, MacroRef):
        return _is_data(edition_odd().macros[content.key].content)
    return isinstance(content, Data | DatatypeRef | Values)


def missing_attribute(node: Element, chance: random.Random) -> Place | None:
    """A required attribute left out."""
    required = [key for key, each in _attributes(node).items() if each.required and key in node.attrib]
    if not required:
        return None
    del node.attrib[chance.choice(required)]
    return Place((node,))


def misspelled_element(node: Element, chance: random.Random) -> Place | None:
    """A letter of an element's name gone wrong."""
    name = _misspelled(str(node.tag).removeprefix(TEI), chance)
    if name in edition_odd().elements:
        return None
    node.tag = TEI + name
    return Place((node,))


def unknown_element(node: Element, chance: random.Random) -> Place | None:
    """A new element that no TEI has, without anything in it."""
    return _inserted(node, etree.Element(TEI + chance.choice(["para", "chapter", "italic", "br", "h1"])), chance)


def _inserted(node: Element, new: Element, chance: random.Random) -> Place:
    """`new` among the children of `node`."""
    at = chance.randint(0, len(node))
    node.insert(at, new)
    new.tail = "\n"
    return Place((new,))


def misplaced_element(node: Element, chance: random.Random) -> Place | None:
    """A complete element in a parent that never has one of its name."""
    spec, odd = _spec(node), edition_odd()
    if spec is None:
        return None
    names = sorted(odd.elements.keys() - set(holdable(odd, spec.content)) - {odd.start})
    return _inserted(node, grammar().smallest(chance.choice(names), chance), chance)


def foreign_namespace(node: Element, chance: random.Random) -> Place | None:
    """An element in a namespace that is not TEI's, or in none."""
    in_none = None not in node.nsmap and chance.random() < 0.5  # lxml cannot write xmlns=""
    node.tag = ("" if in_none else ELSEWHERE) + str(node.tag).removeprefix(TEI)
    return Place((node,))


def swapped_children(node: Element, chance: random.Random) -> Place | None:
    """Two neighbours in the wrong order."""
    following = node.getnext()
    if following is None or following.tag == node.tag or not isinstance(following.tag, str):
        return None
    tails = node.tail, following.tail
    following.addnext(node)
    following.tail, node.tail = tails
    return Place(_and_after(following))


def missing_child(node: Element, chance: random.Random) -> Place | None:
    """A child taken out that its parent needs."""
    parent = node.getparent()
    after = tuple(node.itersiblings(etree.Element))
    if parent is None:
        return None
    detach(node)
    return Place((parent, *after), at_end=True)


def _and_after(node: Element) -> tuple[Element, ...]:
    """An element, its parent and what follows it: which of them cannot stand there is for the grammar to say."""
    parent = node.getparent()
    return (node, *node.itersiblings(etree.Element), *([] if parent is None else [parent]))


def doubled_child(node: Element, chance: random.Random) -> Place | None:
    """A child twice where it may be but once."""
    twin = deepcopy(node)
    for number, inner in enumerate(twin.iter(etree.Element)):
        if XML_ID in inner.attrib:
            inner.set(XML_ID, f"{inner.get(XML_ID)}.twin{number}")
    twin.tail = None
    node.addnext(twin)
    twin.tail, node.tail = node.tail, None
    return Place((twin,))


def words_where_none_may_be(node: Element, chance: random.Random) -> Place | None:
    """Words between elements, or in an element that is empty."""
    spec = _spec(node)
    if spec is None or holds_text(edition_odd(), spec.content) or _is_data(spec.content):
        return None
    child = chance.choice([None, *node.iterchildren(etree.Element)])
    if child is None:
        node.text = STRAY
    else:
        child.tail = STRAY
    return Place((node,), at_words=True)


def id_of_no_name(node: Element, chance: random.Random) -> Place | None:
    """An id that is no name."""
    if XML_ID not in node.attrib:
        return None
    node.set(XML_ID, chance.choice(["1a", "a b", "a:b", "", "-a", "#a"]))
    return Place((node,))


def repeated_id(node: Element, chance: random.Random) -> Place | None:
    """The id of an element before, for one to which nothing points."""
    every = list(node.getroottree().getroot().iter(etree.Element))
    values = [value for each in every for name, value in each.attrib.items() if name != XML_ID]
    pointed = {name for value in values for name in POINTED.findall(value)}
    before = [each for each in every[: every.index(node)] if XML_ID in each.attrib and each.get(XML_ID) not in pointed]
    if not before or XML_ID not in _attributes(node) or node.get(XML_ID) in pointed:
        return None
    node.set(XML_ID, chance.choice(before).get(XML_ID, ""))
    return Place((node,))


def dangling_pointer(node: Element, chance: random.Random) -> Place | None:
    """A pointer to an id that is nowhere."""
    keys = [key for key, each in _attributes(node).items() if each.datatype == "data.pointer" and key in node.attrib]
    keys = [key for key in keys if key != "target" or not node.tag.endswith("}note")]
    keys = [key for key in keys if node.get(key, "").startswith("#") and "(" not in node.get(key, "")]
    if not keys:
        return None
    node.set(chance.choice(keys), "#nowhere")
    return Place((node,))


CHANGES: Mapping[str, Change] = {
    "an attribute that no TEI has": unknown_attribute,
    "an attribute of other elements": strange_attribute,
    "an attribute misspelled": misspelled_attribute,
    "a value that is not on the list": value_off_list,
    "a value of another datatype": value_of_no_datatype,
    "a required attribute left out": missing_attribute,
    "an element misspelled": misspelled_element,
    "an element that no TEI has": unknown_element,
    "an element in a parent that has none such": misplaced_element,
    "two children in the wrong order": swapped_children,
    "a child left out": missing_child,
    "a child twice": doubled_child,
    "words where none may be": words_where_none_may_be,
    "an element of another namespace": foreign_namespace,
    "content of another datatype": content_of_no_datatype,
    "an id that is no name": id_of_no_name,
    "an id twice": repeated_id,
    "a pointer to nothing": dangling_pointer,
}
BEYOND_GRAMMAR = ("an id twice", "a pointer to nothing")
IN_GRAMMAR = tuple(kind for kind in CHANGES if kind not in BEYOND_GRAMMAR)
