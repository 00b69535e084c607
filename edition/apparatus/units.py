"""Everything citable, and where in it a thing stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from edition.apparatus.choices import is_passed_over
from edition.document import Document
from edition.ledger import KINDS, is_valid
from edition.tree import XML_ID, Element, find_all, folded, is_element, local_name, pieces, text_of, xml_id

UNIT_NAMES = ("p", "lg", "sp", "list", "table", "figure", "head", "note")
BLOCKS = ("p", "ab", "l", "head", "cell", "item", "note", "signed", "salute", "dateline", "titlePart", "byline")
TITLES = ("titlePart", "docTitle")
HEADED = ("div", "body", "front", "back")
BARE_ID = re.compile(r"(?![pn]|\d+$)[0-9bcdfghjkmnpqrstvwxz]{4}")
KIND_LETTERS = frozenset(KINDS.values())
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
    """`gxk3` for `pgxk3`: the id without the letter of its kind; an id of another scheme as it stands.

    A bare id of five characters is told from those of others by its check character; one of four by its form alone,
    since texts that were encoded by hand have such.
    """
    bare = identifier[1:]
    is_ours = identifier[:1] in KIND_LETTERS and bool(BARE_ID.fullmatch(bare) or is_valid(bare))
    return bare if is_ours else identifier


def letter_mark(index: int) -> str:
    """The letter of the note at `index` (from 0): a to z, then aa, bb, cc."""
    return LETTERS[index % 26] * (index // 26 + 1)


class Surroundings(NamedTuple):
    """Where something stands: the ids of the note and of the unit around it, the unit's number, "" for none.

    The unit is the numbered one where there is one. `division` is the heading of the nearest division that has one.
    """

    note: str = ""
    unit: str = ""
    number: str = ""
    division: str = ""
    is_on_heading: bool = False


NOWHERE = Surroundings()


class Places:
    """Where things stand in one document; what is around an element is looked at once."""

    def __init__(self) -> None:
        self._inside: dict[Element, Surroundings] = {}

    def of(self, node: Element) -> Surroundings:
        """Where `node` stands."""
        parent = node.getparent()
        if parent is None:
            return NOWHERE
        found = self._inside.get(parent)
        if found is None:
            found = self._inside[parent] = _inside(parent, self.of(parent))
        return found


def _inside(element: Element, at: Surroundings) -> Surroundings:
    """Where the content of `element` stands, which itself stands at `at`."""
    name = local_name(element)
    identifier = element.get(XML_ID, "")
    if name == "note":
        return Surroundings(identifier, identifier, "", at.division)
    if name == "div":
        head = next((child for child in element if is_element(child, "head")), None)
        return at._replace(division=base_text(head)) if head is not None else at
    on_heading = at.is_on_heading or _is_title(element, name)
    if name in UNIT_NAMES and identifier and not at.number:
        return Surroundings(at.note, identifier, element.get("n", ""), at.division, on_heading)
    return at._replace(is_on_heading=True) if on_heading else at


def _is_title(element: Element, name: str) -> bool:
    parent = element.getparent()
    return name in TITLES or (name == "head" and parent is not None and is_element(parent, *HEADED))


def lettered(document: Document) -> dict[str, str]:
    """Labels such as `1a` of units inside a numbered one; letters that are numbers of their own are skipped."""
    nodes = [(node, node.get("n")) for node in find_all(document.text, *UNIT_NAMES[:-2])]
    taken = {number for _, number in nodes}
    counts: dict[Element, int] = {}
    labels: dict[str, str] = {}
    for node, own in nodes:
        identifier = node.get(XML_ID) if own is None else None
        around = _numbered_around(node) if identifier else None
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
    """The words of `node` as an edition shows them, on one line: corrections and lemmas, no notes.

    What stands on different lines is parted by a space.
    """
    return folded("".join(_shown_words(node)))


def _shown_words(node: Element) -> Iterator[str]:
    for part in pieces(node):
        if isinstance(part, str):
            yield part
        elif is_element(part, "lb", "pb", "cb"):
            yield "" if part.get("break") == "no" else " "
        elif not is_apart(part):
            gap = " " if is_element(part, *BLOCKS) else ""
            yield gap
            yield from _shown_words(part)
            yield gap


def word_before(node: Element) -> str:
    """The word that stands before `node` in its block, with a space after it where one parts them; "" for none."""
    before = ""
    parent = node.getparent()
    while parent is not None and not before.strip() and not is_element(node, *BLOCKS):
        before = _text_up_to(node, parent) + before
        node, parent = parent, parent.getparent()
    words = before.split()
    return words[-1] + (" " if before[-1].isspace() else "") if words else ""


def _text_up_to(node: Element, parent: Element) -> str:
    found: list[str] = []
    for part in pieces(parent):
        if part is node:
            break
        if isinstance(part, str):
            found.append(part)
        elif not is_apart(part):
            found.append(text_of(part, is_apart))
    return "".join(found)


def is_apart(node: Element) -> bool:
    """Whether the words of `node` are no part of the words around it: a note, a reading that is not shown."""
    return is_element(node, "note") or is_passed_over(node)
