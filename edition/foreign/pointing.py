"""What points where in a document, however it is written: with a number sign or without, at a point or a range."""

import re
from collections.abc import Iterator

from edition.document import Document
from edition.tree import Element, find_all, folded, is_element, local_name, text_of, xml_id

CONTAINERS = frozenset(
    ("text", "group", "front", "body", "back", "div", *(f"div{number}" for number in range(1, 8)), "standOff",
     "listAnnotation", "noteGrp", "annotationBlock")
)  # fmt: skip
NOTES = re.compile(r"notes?\b|notes$|annotation|apparat|comment|endnote|footnote", re.IGNORECASE)
RANGE_POINT = re.compile(r"(?:left|right|range|string-range|match)\(\s*([\w.:-]+)\s*[,)]")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
OPENING, CLOSING = " \t\n[({<«", " \t\n])}>».:;,"
MARK = re.compile(
    r"(?:(?:foot|end)?notes?|fn|nr?|anm|nota|voetnoot)?\.?\s*(\d{1,4}\s?[a-z]?|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,7}|[*†‡§¶‖#+°]{1,4})",
    re.IGNORECASE,
)
CALLS = ("ref", "ptr", "anchor", "seg", "hi", "note")
CALLING = ("target", "corresp", "next", "sameAs")


class Pointing:
    """The ids of a document and the elements that call its notes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id = document.by_id()
        self._calls: dict[str, list[Element]] | None = None

    def calls(self, note: Element) -> list[Element]:
        """The elements of the text that lead to `note` from outside of it, in document order."""
        if self._calls is None:
            self._calls = self._found()
        return [call for call in self._calls.get(xml_id(note) or "", []) if not _is_inside(call, note)]

    def target(self, note: Element) -> Element | None:
        """What in the text `note` says it is on; None where it says nothing, or something that is not there."""
        for name in ("target", "corresp", "prev"):
            for identifier in self.ids(note.get(name)):
                node = self.by_id.get(identifier)
                if node is not None and self.is_in_text(node) and not _is_inside(node, note):
                    return node
        return None

    def is_in_text(self, node: Element) -> bool:
        """Whether `node` stands in the text or in a note, not in the header, a facsimile or a register."""
        text = self.document.text
        return any(parent is text or is_element(parent, "note") for parent in node.iterancestors())

    def ids(self, address: str | None) -> list[str]:
        """The ids that an attribute leads to, of a range the last first; [] for those that no element has."""
        found: list[str] = []
        for part in (address or "").split():
            before, sign, name = part.partition("#")
            if sign and before and before != self.document.path.rpartition("/")[2]:
                continue
            points = RANGE_POINT.findall(name)
            found += points[::-1] or [name if sign else part]
        return [name for name in found if name in self.by_id]

    def _found(self) -> dict[str, list[Element]]:
        calls: dict[str, list[Element]] = {}
        for node in find_all(self.document.text, *CALLS):
            if is_element(node, "note") and folded(text_of(node)):
                continue
            for name in CALLING:
                for identifier in self.ids(node.get(name)):
                    calls.setdefault(identifier, []).append(node)
        return calls


def mark_of(words: str) -> str:
    """The mark that `words` are, without brackets and stops; "" where they are more than a mark."""
    bare = folded(words).translate(RAISED).lstrip(OPENING).rstrip(CLOSING)
    found = MARK.fullmatch(bare)
    return found.group(1).replace(" ", "") if found else ""


def is_list_of_notes(container: Element) -> bool:
    """Whether an element is for notes: it is called so, stands at the back or apart, or holds nothing else."""
    if is_element(container, "standOff", "listAnnotation", "noteGrp", "annotationBlock", "back"):
        return True
    if is_called_notes(container):
        return True
    children = [child for child in container if is_element(child) and not is_element(child, "head", "pb", "milestone")]
    return bool(children) and all(is_element(child, "note", "noteGrp") or _holds_notes(child) for child in children)


def is_called_notes(container: Element) -> bool:
    """Whether the type of an element says that it is for notes."""
    return any(NOTES.search(container.get(name) or "") for name in ("type", "subtype"))


def above(node: Element) -> Iterator[Element]:
    """The containers that `node` stands in directly, the nearest first; none where it stands in running text."""
    for parent in node.iterancestors():
        if local_name(parent) not in CONTAINERS:
            return
        yield parent


def _holds_notes(node: Element) -> bool:
    return local_name(node).startswith("div") and is_list_of_notes(node)


def _is_inside(node: Element, note: Element) -> bool:
    return node is note or any(parent is note for parent in node.iterancestors())
