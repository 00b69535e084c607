"""Ids and pointers: every id once, every pointer led to something, and to the right kind of thing."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from urllib.parse import unquote

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.odd import edition_odd
from edition.tree import TEI_NS, Element, attribute_name, is_element, local_name

POINTER = "data.pointer"
RANGE_POINT = re.compile(r"(?:left|right)\(([^(),]+)\)")
NAMES_SHOWN = 12
IDS_COMPARED = 3000


@dataclass(frozen=True)
class Pointer:
    """One pointer inside the document: the element, the attribute as written, and the id it leads to."""

    node: Element
    attribute: str
    id: str


def repeated_ids(subject: Subject) -> Iterator[Finding]:
    """An `xml:id` that an element before has."""
    seen: dict[str, Element] = {}
    for identifier, node in subject.identified:
        first = seen.setdefault(identifier, node)
        if first is not node:
            text = f"the xml:id “{identifier}” is that of the {local_name(first)} in line {first.sourceline}."
            yield Finding("E202", node, text, "Give one of the two another, and look at what points there.")


def dangling_pointers(subject: Subject) -> Iterator[Finding]:
    """A pointer to an id that no element has; those that `misled_witnesses` and `undeclared_hands` tell of apart."""
    known = subject.ids
    for pointer in pointers(subject):
        if pointer.id in known or pointer.attribute in ("wit", "resp"):
            continue
        text = f"@{pointer.attribute} of this {local_name(pointer.node)} leads to “#{pointer.id}”, which is nowhere."
        yield Finding("E211", pointer.node, text, _nearest(pointer.id, known), attribute_name(pointer.attribute))


def misled_witnesses(subject: Subject) -> Iterator[Finding]:
    """A reading that names a witness which no `listWit` declares."""
    return _undeclared(subject, "wit", "E212", _is_witness, WITNESS)


def undeclared_hands(subject: Subject) -> Iterator[Finding]:
    """Words of a hand that the title statement does not declare."""
    return _undeclared(subject, "resp", "E213", _is_hand, HAND)


def pointers(subject: Subject) -> Iterator[Pointer]:
    """All pointers of `document` to itself, in document order; a range gives one for each of its ends."""
    table = _pointer_attributes()
    for node in subject.tree.iter(f"{{{TEI_NS}}}*"):
        for name in table.get(local_name(node), ()):
            for part in (node.get(attribute_name(name)) or "").split():
                yield from (Pointer(node, name, identifier) for identifier in _ids(part))


@cache
def _pointer_attributes() -> Mapping[str, tuple[str, ...]]:
    """The attributes of each element whose values are pointers, as the ODD says."""
    odd = edition_odd()
    return {
        spec.ident: tuple(each.ident for each in odd.attributes(spec).values() if each.datatype == POINTER)
        for spec in odd.elements.values()
    }


def _ids(address: str) -> list[str]:
    if not address.startswith("#"):
        return []
    return RANGE_POINT.findall(address) if "(" in address else [unquote(address[1:])]


@dataclass(frozen=True)
class Kind:
    """How a message speaks of what a pointer should lead to."""

    who: str
    declares: str
    remedy: str


WITNESS = Kind("the {node} names the witness", "the list of witnesses", "Add <witness xml:id=…> or correct @wit.")
HAND = Kind(
    "the {node} is given to the hand", "the title statement", "Add <respStmt xml:id=…> or correct @resp."
)  # fmt: skip


def _undeclared(
    subject: Subject, attribute: str, code: str, is_right: Callable[[Element], bool], kind: Kind
) -> Iterator[Finding]:
    known = subject.ids
    declared = {identifier: node for identifier, node in known.items() if is_right(node)}
    for pointer in pointers(subject):
        if pointer.attribute != attribute or pointer.id in declared:
            continue
        names = ", ".join([*declared][:NAMES_SHOWN]) or "none"
        who = kind.who.format(node=local_name(pointer.node))
        text = f"{who} “#{pointer.id}”, which {kind.declares} does not declare ({names})."
        yield Finding(code, pointer.node, text, kind.remedy, attribute_name(attribute))


def _is_witness(node: Element) -> bool:
    return is_element(node, "witness")


def _is_hand(node: Element) -> bool:
    parent = node.getparent()
    return is_element(node, "author", "editor", "respStmt") and parent is not None and is_element(parent, "titleStmt")


def _nearest(identifier: str, known: Mapping[str, Element]) -> str:
    near = get_close_matches(identifier, known, n=1) if len(known) <= IDS_COMPARED else []
    return f"Perhaps “#{near[0]}” is meant." if near else "Correct it, or give the id to what is meant."
