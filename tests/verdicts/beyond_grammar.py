"""Changes that no grammar can tell: rules of the ODD broken, ids twice, pointers that lead astray."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from changes import STRAY, Change, Element, Place, attributes_of
from lxml import etree
from random_documents import TEI, XML_ID

POINTED = re.compile(r"[#(]([\w.:-]+)")
NAMES = ("persName", "placeName", "orgName", "title")
PARTS = ("p", "head", "div", "l")


@dataclass(frozen=True)
class Rule:
    """A change that breaks a rule: those of `codes` may tell it. It befalls elements of these `names`, () for all."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    change: Change


def without(attribute: str, node: Element, _: random.Random) -> Place | None:
    """An attribute left out which the grammar does not require."""
    if attribute not in node.attrib or (node.tag == f"{TEI}note" and not _is_of_the_text(node)):
        return None
    del node.attrib[attribute]
    return Place((node,))


def _is_of_the_text(node: Element) -> bool:
    return next(node.iterancestors(f"{TEI}text", f"{TEI}listAnnotation"), None) is not None


def with_both(one: str, other: str, node: Element, _: random.Random) -> Place | None:
    """An attribute beside one that says the same."""
    if one not in node.attrib or other in node.attrib or other not in attributes_of(node):
        return None
    node.set(other, node.get(one, ""))
    return Place((node,))


def subtype_alone(node: Element, _: random.Random) -> Place | None:
    """A sort within a sort that is not told."""
    if "type" in node.attrib or not {"type", "subtype"} <= attributes_of(node).keys():
        return None
    node.set("subtype", "a")
    return Place((node,))


def substitution_of_nothing(node: Element, chance: random.Random) -> Place:
    """A substitution that only takes out, or only puts in."""
    new = etree.SubElement(node, f"{TEI}subst")
    etree.SubElement(new, TEI + chance.choice(["del", "add"])).text = "so"
    return Place((new,))


def range_begun_twice(node: Element, _: random.Random) -> Place | None:
    """A range that tells its first day in two ways."""
    day = node.attrib.pop("when", "")
    if not day or not {"from", "notBefore"} <= attributes_of(node).keys():
        return None
    node.set("from", day)
    node.set("notBefore", day)
    return Place((node,))


def glossary_without_labels(node: Element, _: random.Random) -> Place | None:
    """A glossary after a paragraph, with items alone."""
    if next(node.iterancestors(f"{TEI}text"), None) is None:
        return None
    new = etree.Element(f"{TEI}list", type="gloss")
    etree.SubElement(new, f"{TEI}item").text = "so"
    new.tail, node.tail = node.tail, None
    node.addnext(new)
    return Place((new,))


def reference_of_no_sort(node: Element, _: random.Random) -> Place | None:
    """A reference of the text whose sort an edition does not know."""
    if not _is_of_the_text(node):
        return None
    node.set("type", "sideways")
    return Place((node,))


def words_in_a_note(node: Element, _: random.Random) -> Place | None:
    """Words that stand directly in a note."""
    if not _is_of_the_text(node):
        return None
    node.text = STRAY
    return Place((node,))


def repeated_id(node: Element, chance: random.Random) -> Place | None:
    """The id of an element before, for one to which nothing points."""
    every = list(node.getroottree().getroot().iter(etree.Element))
    values = [value for each in every for name, value in each.attrib.items() if name != XML_ID]
    pointed = {name for value in values for name in POINTED.findall(value)}
    before = [each for each in every[: every.index(node)] if XML_ID in each.attrib and each.get(XML_ID) not in pointed]
    if not before or XML_ID not in attributes_of(node) or node.get(XML_ID) in pointed:
        return None
    node.set(XML_ID, chance.choice(before).get(XML_ID, ""))
    return Place((node,))


def dangling(address: str, node: Element, chance: random.Random) -> Place | None:
    """A pointer to `address`, where nothing is; not in a note, whose anchor would be missed."""
    keys = [key for key in _pointing(node) if key != "target" or not node.tag.endswith("}note")]
    if keys:
        node.set(chance.choice(keys), address)
    return Place((node,)) if keys else None


def unsigned(node: Element, chance: random.Random) -> Place | None:
    """A pointer that lacks its “#”."""
    keys = [key for key in _pointing(node) if key != "target" or not node.tag.endswith("}note")]
    if not keys:
        return None
    key = chance.choice(keys)
    node.set(key, node.get(key, "").replace("#", "", 1))
    return Place((node,))


def name_of_words(node: Element, chance: random.Random) -> Place | None:
    """A name at the end of a paragraph that leads to a part of the text."""
    known = _ids(node, PARTS)
    if not known:
        return None
    new = etree.SubElement(node, TEI + chance.choice(NAMES), ref=f"#{chance.choice(known)}")
    new.text = "Orr"
    return Place((new,))


def witness_of_another_kind(node: Element, chance: random.Random) -> Place | None:
    """A reading whose witness is a person, or a part of the text."""
    known = _ids(node, ("person", *PARTS))
    if "wit" not in node.attrib or not known:
        return None
    node.set("wit", f"#{chance.choice(known)}")
    return Place((node,))


def _ids(node: Element, names: Sequence[str]) -> list[str]:
    """The ids of the elements of these names."""
    every = node.getroottree().getroot().iter(*(TEI + name for name in names))
    return [each.get(XML_ID, "") for each in every if XML_ID in each.attrib]


def _pointing(node: Element) -> list[str]:
    """The attributes that are one pointer to one element of the document."""
    keys = [key for key, each in attributes_of(node).items() if each.datatype == "data.pointer" and key in node.attrib]
    return [key for key in keys if re.fullmatch(r"#[\w.:-]+", node.get(key, ""))]


NOWHERE = ("E211", "E212", "E213")
RULES: Mapping[str, Rule] = {
    "a note that does not say what it is": Rule(("E301",), ("note",), partial(without, "type")),
    "a note without a hand": Rule(("E302",), ("note",), partial(without, "resp")),
    "words directly in a note": Rule(("E304",), ("note",), words_in_a_note),
    "a correction without a hand": Rule(("E311",), ("corr",), partial(without, "resp")),
    "a glossary without labels": Rule(("E404",), ("p",), glossary_without_labels),
    "a day and a range at once": Rule(("E407",), (), partial(with_both, "when", "from")),
    "one end of a range twice": Rule(("E408",), (), range_begun_twice),
    "a subtype without a type": Rule(("E409",), (), subtype_alone),
    "a substitution of nothing": Rule(("E431",), ("p", "l"), substitution_of_nothing),
    "a reference of no sort": Rule(("E433",), ("ref",), reference_of_no_sort),
    "an id twice": Rule(("E202",), (), repeated_id),
    "a pointer to nothing": Rule(NOWHERE, (), partial(dangling, "#nowhere")),
    "a pointer to a file that is not there": Rule(NOWHERE, (), partial(dangling, "other.xml#nowhere")),
    "a pointer to the wrong kind of thing": Rule(("E214",), ("p", "l"), name_of_words),
    "a witness that is something else": Rule(("E212",), ("lem", "rdg"), witness_of_another_kind),
    "a pointer without its “#”": Rule(("E217",), (), unsigned),
}
