"""The verdict of the schema, and what the ODD says to it."""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from lxml import etree

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.document import Document
from edition.odd import Attribute, ElementSpec, edition_odd, edition_schema
from edition.odd.holding import holdable, holds_text
from edition.tree import TEI_NS, Element, attribute_name, find_all, is_element, local_name

NAMES_SHOWN = 14


class Said(NamedTuple):
    """What is wrong and what to do. `is_vague` tells that the fault of a part can be all that is wrong."""

    text: str
    remedy: str
    is_vague: bool = False


def invalid_elements(subject: Subject) -> Iterator[Finding]:
    """Where `tei/edition.rng` refuses the document; libxml2 mostly stops at the first fault of an element."""
    document, schema = subject.document, edition_schema()
    if schema.validate(document.tree):
        return
    found: dict[Element, Said] = {}
    prefixes = _prefixes(document)
    for entry in schema.error_log:
        for node in _nodes(document, entry.path, entry.message, prefixes):
            if node not in found:
                found[node] = _explained(node, entry.message)
    above = {ancestor for node in found for ancestor in node.iterancestors()}
    for node, said in found.items():
        if not (said.is_vague and node in above):
            yield Finding("E201", node, said.text, said.remedy)


def _nodes(document: Document, path: str | None, said: str, prefixes: dict[str, str]) -> list[Element]:
    """The elements that libxml2 means; it says no path, or that of a child, where an attribute is missing."""
    named = re.fullmatch(r"Element (\S+) failed to validate attributes", said)
    if named:
        return [node for node in find_all(document.tree, named[1]) if _missing(node)] or [document.tree]
    found = document.tree.getroottree().xpath(path, namespaces=prefixes) if path else None
    nodes = [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []
    return nodes or [document.tree]


def _prefixes(document: Document) -> dict[str, str]:
    """The prefixes of namespaces that the document uses, which are in libxml2's paths too."""
    declared = (each for node in document.tree.iter(etree.Element) for each in node.nsmap.items())
    return {prefix: namespace for prefix, namespace in declared if prefix}


def _explained(node: Element, said: str) -> Said:
    """Two sentences for what libxml2 said about `node`: what is wrong, and what to do."""
    if not is_element(node):
        return Said(f"“{node.tag!s}” is no element of TEI.", f"Put it into the namespace {TEI_NS}, or remove it.")
    if local_name(node) not in edition_odd().elements:
        known = edition_odd().elements
        return Said(f"the schema has no element “{local_name(node)}”.", _nearest(local_name(node), known))
    for pattern, explain in EXPLANATIONS:
        if found := re.fullmatch(pattern, said):
            return explain(node, *found.groups())
    return _incomplete(node)


def _misplaced(node: Element, *_: str) -> Said:
    parent = node.getparent()
    if parent is None:
        return Said(f"“{local_name(node)}” is no root of a document.", "Begin with TEI.")
    odd, name, spec = edition_odd(), local_name(node), _spec(parent)
    allowed = holdable(odd, spec.content)
    if name in allowed:
        text = f"“{name}” may not stand at this place of “{spec.ident}”: it comes too early, too late or too often."
        return Said(text, f"“{spec.ident}” holds, in this order, {_listed(allowed)}.", is_vague=True)
    return Said(f"“{name}” may not stand in “{spec.ident}”.", _may_hold(spec))


def _attribute(node: Element, name: str, *_: str) -> Said:
    attributes = edition_odd().attributes(_spec(node))
    attribute = attributes.get(name) or attributes.get(f"xml:{name}")
    if attribute is None:
        return Said(f"“{local_name(node)}” has no attribute @{name}.", _nearest(name, attributes, "@"))
    value = node.get(attribute_name(attribute.ident))
    return Said(f"@{attribute.ident} of this {local_name(node)} is “{value}”.", f"It must be {_allowed(attribute)}.")


def _allowed(attribute: Attribute) -> str:
    if attribute.values and attribute.values == getattr(attribute.content, "values", None):
        return _listed([value.ident for value in attribute.values], "or")
    return edition_odd().datatypes[attribute.datatype].description


def _attributes(node: Element, *_: str) -> Said:
    missing = _missing(node)
    if not missing:
        return _incomplete(node)
    names = _listed([f"@{each.ident}" for each in missing])
    return Said(f"this {local_name(node)} has no {names}.", f"Add it: {missing[0].description}")


def _missing(node: Element) -> list[Attribute]:
    every = edition_odd().attributes(_spec(node)).values()
    return [each for each in every if each.required and node.get(attribute_name(each.ident)) is None]


def _words(node: Element, *_: str) -> Said:
    spec = _spec(node)
    return Said(f"“{spec.ident}” holds no words of its own.", _may_hold(spec))


def _incomplete(node: Element, *_: str) -> Said:
    spec = _spec(node)
    text = f"this {spec.ident} is not complete, or its parts are in the wrong order."
    return Said(text, _may_hold(spec), is_vague=True)


EXPLANATIONS: tuple[tuple[str, Callable[..., Said]], ...] = (
    (r"Did not expect element (\S+) there", _misplaced),
    (r"Element \S+ has extra content: (\S+)", _misplaced),
    (r"Invalid attribute (\S+) for element \S+", _attribute),
    (r"Element \S+ failed to validate attributes", _attributes),
    (r"Did not expect text in element \S+ content", _words),
)


def _spec(node: Element) -> ElementSpec:
    """What the ODD says of `node`; of an element that it does not know, what it says of the root."""
    odd = edition_odd()
    return odd.elements.get(local_name(node)) or odd.elements[odd.start]


def _may_hold(spec: ElementSpec) -> str:
    odd = edition_odd()
    names = ["words"] if holds_text(odd, spec.content) else []
    names += holdable(odd, spec.content)
    if not names:
        return f"“{spec.ident}” is empty: {spec.description}"
    return f"“{spec.ident}” holds {_listed(names)}."


def _listed(names: Iterable[str], last: str = "and") -> str:
    every = list(names)
    if len(every) > NAMES_SHOWN:
        return f"{', '.join(every[:NAMES_SHOWN])} and {len(every) - NAMES_SHOWN} more"
    return f" {last} ".join(part for part in (", ".join(every[:-1]), *every[-1:]) if part)


def _nearest(name: str, known: Iterable[str], sign: str = "") -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"Perhaps “{sign}{near[0]}” is meant." if near else "Remove it, or add it to the ODD and compile."
