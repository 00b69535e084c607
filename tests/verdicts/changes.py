"""Changes that break a document so that a grammar can tell: each is of a named kind, and shows at a known place."""

import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from random_documents import CANDIDATES, TEI, XML_ID
from steering import grammar

from edition.odd import Attribute, ElementSpec, edition_odd
from edition.odd.holding import holdable, holds_text
from edition.odd.model import Values
from edition.tree import attribute_name, detach

STRAY = "stray words"
ELSEWHERE = "{http://example.org/elsewhere}"
Element = etree._Element


@dataclass(frozen=True)
class Place:
    """Where a change shows: at one of `nodes`; `at_words` on the line of STRAY alone, `at_end` also where the first
    of `nodes` ends, for that is where a reader knows that something is missing."""

    nodes: tuple[Element, ...]
    at_words: bool = False
    at_end: bool = False


Change = Callable[[Element, random.Random], Place | None]


def spec_of(node: Element) -> ElementSpec | None:
    return edition_odd().elements.get(str(node.tag).removeprefix(TEI))


def attributes_of(node: Element) -> Mapping[str, Attribute]:
    """The attributes that the ODD allows here, by their names in Clark notation."""
    spec = spec_of(node)
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
    own = attributes_of(node)
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
    if wrong in node.attrib or wrong in attributes_of(node):
        return None
    _replace_attribute(node, key, wrong)
    return Place((node,))


def _replace_attribute(node: Element, key: str, new: str) -> None:
    pairs = [(new if each == key else each, value) for each, value in node.attrib.items()]
    node.attrib.clear()
    node.attrib.update(pairs)


def value_off_list(node: Element, chance: random.Random) -> Place | None:
    """A word that is not among those allowed."""
    known = attributes_of(node)
    keys = [key for key in sorted(node.attrib) if key in known and isinstance(known[key].content, Values)]
    if keys:
        key = chance.choice(keys)
        node.set(
            key, chance.choice([_misspelled(node.get(key, "") or "a", chance), "sonnet", node.get(key, "").upper()])
        )
    return Place((node,)) if keys else None


def value_of_no_datatype(node: Element, chance: random.Random) -> Place | None:
    """A value that is no date, number, pointer, language …"""
    known = attributes_of(node)
    keys = [key for key in sorted(node.attrib) if key in known and not isinstance(known[key].content, Values)]
    if keys:
        node.set(chance.choice(keys), chance.choice(CANDIDATES))
    return Place((node,)) if keys else None


def missing_attribute(node: Element, chance: random.Random) -> Place | None:
    """A required attribute left out."""
    required = [key for key, each in attributes_of(node).items() if each.required and key in node.attrib]
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
    spec, odd = spec_of(node), edition_odd()
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
    spec = spec_of(node)
    if spec is None or holds_text(edition_odd(), spec.content):
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


CHANGES_OF_GRAMMAR: Mapping[str, Change] = {
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
    "an id that is no name": id_of_no_name,
}
