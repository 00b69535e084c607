"""Note marks behind the punctuation that follows them: a house style, from one document to another."""

import re

from edition.apparatus import Apparatus, Display, apparatus
from edition.document import Document
from edition.report import Message, Severity
from edition.tree import Element, find_all, is_element, shift_before, tail_of, xml_id

AFTER = re.compile(r"[.,;:!?…]*(?:[’”»\")\]]+[.,;:!?…]*)*(?!\w)")


def with_marks_moved(document: Document, display: Display) -> tuple[Document, tuple[Message, ...]]:
    """The document as `display` wants its marks, and how many were moved; the document itself where they stay.

    A mark goes behind the stops, closing quotation marks and brackets that follow it, with the other marks at its
    spot. An apostrophe within a word is none of these.
    """
    if display.marks != "after-punctuation":
        return document, ()
    moved = document.copy()
    view = apparatus(moved, display)
    count = sum(_move(node, view) for node in list(find_all(moved.tree, "note", "anchor", "ref")))
    if not count:
        return document, ()
    said = f"{'1 note mark stands' if count == 1 else f'{count} note marks stand'} behind punctuation, not before it."
    return moved, (Message("I421", said, 'See marks = "after-punctuation".', Severity.INFO, document.path),)


def _move(node: Element, view: Apparatus) -> int:
    """How many marks went behind punctuation: those that stand together with `node`, the last of them; else 0."""
    if not _is_mark(node, view):
        return 0
    match = AFTER.match(tail_of(node))
    if match is None or not match.group():
        return 0
    group = [node]
    while (before := group[0].getprevious()) is not None and not tail_of(before) and _is_mark(before, view):
        group.insert(0, before)
    shift_before(node, len(match.group()), group[0])
    return len(group)


def _is_mark(node: Element, view: Apparatus) -> bool:
    if is_element(node, "anchor"):
        note = view.called.get(xml_id(node) or "")
        return note is not None and bool(note.mark)
    if is_element(node, "ref"):
        return node.get("type") == "note" and not len(node) and not node.xpath("string()")
    note = view.by_element.get(node)
    return note is not None and bool(note.mark) and not note.is_unplaced
