"""Everything citable, and where in it a thing stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from edition.document import Document
from edition.tree import Element, find_all, folded, is_element, local_name, text_of, xml_id

UNIT_NAMES = ("p", "lg", "sp", "list", "table", "figure", "head", "note")
READINGS = ("sic", "orig", "abbr")
BARE_ID = re.compile(r"[a-z]([0-9bcdfghjkmnpqrstvwxz]{4,6})")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Unit(NamedTuple):
    """Something citable.

    `number` is its permanent number, "" for none; `label` that number, or the number of the unit around it and
    a letter (`1a`), "" where it has neither. `bare` is the id without the letter of its kind.
    """

    id: str
    bare: str
    kind: str
    number: str
    label: str


def units(document: Document) -> Iterator[Unit]:
    """Everything citable, in document order; elements without an `xml:id` are left out."""
    letters = lettered(document)
    for part in (document.text, document.stand_off):
        for node in find_all(part, *UNIT_NAMES) if part is not None else ():
            identifier = xml_id(node)
            if identifier:
                number = node.get("n", "")
                label = number or letters.get(identifier, "")
                yield Unit(identifier, bare_id(identifier), local_name(node), number, label)


def bare_id(identifier: str) -> str:
    """`gxk3` for `pgxk3`: the id without the letter of its kind; an id of another scheme as it stands."""
    match = BARE_ID.fullmatch(identifier)
    return match.group(1) if match else identifier


def letter_mark(index: int) -> str:
    """The letter of the note at `index` (from 0): a to z, then aa, bb, cc."""
    return LETTERS[index % 26] * (index // 26 + 1)


def surroundings(call: Element) -> tuple[str, str, bool]:
    """The id of the note around a call, of the unit around it (the numbered one if any), whether it is on a heading."""
    unit, heading = "", False
    for node in call.iterancestors():
        name = local_name(node)
        if name == "note":
            return xml_id(node) or "", xml_id(node) or "", False
        heading = heading or name in ("head", "titlePart", "docTitle")
        if name in UNIT_NAMES and xml_id(node) and (not unit or node.get("n")):
            unit = xml_id(node) or ""
    return "", unit, heading


def unit_of(node: Element) -> str:
    """The id of the unit around `node`, the numbered one if there is one; "" for none."""
    return surroundings(node)[1]


def lettered(document: Document) -> dict[str, str]:
    """Labels such as `1a` of units inside a numbered one; letters that are numbers of their own are skipped."""
    taken = {node.get("n") for node in find_all(document.text, *UNIT_NAMES[:-2])}
    counts: dict[Element, int] = {}
    labels: dict[str, str] = {}
    for node in find_all(document.text, *UNIT_NAMES[:-2]):
        identifier = xml_id(node)
        around = _numbered_around(node) if identifier and not node.get("n") else None
        if identifier and around is not None:
            number = around.get("n", "")
            while (label := number + letter_mark(counts.setdefault(around, 0))) in taken:
                counts[around] += 1
            counts[around] += 1
            labels[identifier] = label
    return labels


def _numbered_around(node: Element) -> Element | None:
    for ancestor in node.iterancestors():
        if is_element(ancestor, "note"):
            return None
        if is_element(ancestor, *UNIT_NAMES) and ancestor.get("n"):
            return ancestor
    return None


def base_text(node: Element) -> str:
    """The words of `node` as an edition shows them, on one line: corrections and lemmas, no notes."""
    return folded(text_of(node, lambda child: is_apart(child) or is_element(child, *READINGS, "rdg")))


def is_apart(node: Element) -> bool:
    """Whether the words of `node` are no part of the words around it."""
    return is_element(node, "note")
