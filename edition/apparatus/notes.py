"""Notes in the order of their calls, with their marks, in series."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from edition.apparatus.units import base_text, letter_mark, surroundings
from edition.document import Document
from edition.header import UNKNOWN, Header
from edition.tree import Element, find_all, is_element, pointers, xml_id

TITLE_MARKS = "*†‡§"


@dataclass(frozen=True)
class Display:
    """How an edition is shown; the TEI is the same for all.

    `numbering` keeps the numbers of the print or counts each series anew; `mixed` leaves another hand's words
    in the note where they stood, in brackets and signed, or sets them apart; `notes` is the form of TEI written;
    `width` counts columns of the plain text.
    """

    numbering: Literal["printed", "by-hand"] = "printed"
    mixed: Literal["in-place", "apart"] = "in-place"
    notes: Literal["standoff", "nested", "flat"] = "standoff"
    width: int = 72


@dataclass(frozen=True)
class Note:
    """One note. `mark` is what the text shows, "" where its words stand in brackets inside another note.

    `printed` is its mark in the source and `on` the id of the note in which it is called, "" where there is
    none; `unit` is the id of the paragraph or other unit that calls it; `kind` is `authorial`, `editorial` or
    `unattributed`; `year` is that of its layer, "" where the header dates none;
    `division` is the heading of the part that calls it.
    """

    id: str
    hand: str
    kind: str
    subtype: str
    element: Element = field(repr=False, compare=False)
    printed: str = ""
    mark: str = ""
    on: str = ""
    unit: str = ""
    year: str = ""
    division: str = ""
    is_on_heading: bool = False

    @property
    def is_in_place(self) -> bool:
        """Whether its words stand in another note, in brackets and signed."""
        return not self.mark


@dataclass(frozen=True)
class Series:
    """Notes with marks of one kind, in the order of their calls.

    `hands` are ids in the order of their words, those of notes in place included; `name` is `printed` (numbers
    of the source), `ours` (letters), `authorial` or `editorial` (counted by hand).
    """

    name: str
    notes: tuple[Note, ...]
    hands: tuple[str, ...]


class Calls:
    """Notes in the order of their calls, not yet marked."""

    def __init__(self, document: Document, facts: Header) -> None:
        self.facts = facts
        self.anchors: dict[str, Element] = {}
        self.placed: list[Note] = []
        self.unplaced: list[Note] = []
        self._seen: set[Element] = set()
        self._headings: dict[Element, str] = {}
        stand_off = document.stand_off
        apart = [note for note in find_all(stand_off, "note") if _is_annotation(note)] if stand_off is not None else []
        for note in apart:
            self.anchors.update(dict.fromkeys(pointers(note.get("target")), note))
        for node in find_all(document.text, "note", "anchor"):
            self._call(node)
        self.unplaced += [self._note(note, note) for note in apart if note not in self._seen]

    def _call(self, node: Element) -> None:
        if is_element(node, "note"):
            self._add(node, node)
            return
        note = self.anchors.get(xml_id(node) or "")
        if note is not None and note not in self._seen:
            self._add(note, node)
            for anchor in find_all(note, "anchor"):
                self._call(anchor)

    def _add(self, note: Element, call: Element) -> None:
        self._seen.add(note)
        made = self._note(note, call)
        (self.unplaced if _is_unplaced(note) else self.placed).append(made)

    def _note(self, note: Element, call: Element) -> Note:
        on, unit, heading = surroundings(call)
        kind = note.get("type", "authorial")
        return Note(
            id=xml_id(note) or f"note.{len(self.placed) + len(self.unplaced) + 1}",
            hand=next(iter(pointers(note.get("resp"))), "") or self._hand_of(kind),
            kind=kind,
            subtype=note.get("subtype", "") or _list_subtype(note),
            element=note,
            printed=note.get("n", ""),
            on=on,
            unit=unit,
            year=next((self.facts.layers.get(layer, "") for layer in pointers(note.get("change"))), ""),
            division=self._division(call),
            is_on_heading=heading or note.get("subtype") == "headnote",
        )

    def _division(self, call: Element) -> str:
        for node in call.iterancestors("{*}div"):
            if node not in self._headings:
                head = next((child for child in node if is_element(child, "head")), None)
                self._headings[node] = base_text(head) if head is not None else ""
            if self._headings[node]:
                return self._headings[node]
        return ""

    def _hand_of(self, kind: str) -> str:
        authors = self.facts.of_kind("author")
        return authors[0].id if authors and kind == "authorial" else UNKNOWN


def _is_annotation(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and is_element(parent, "listAnnotation")


def _list_subtype(note: Element) -> str:
    parent = note.getparent()
    return parent.get("subtype", "") if parent is not None and is_element(parent, "listAnnotation") else ""


def _is_unplaced(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and parent.get("type") == "unplaced-notes"


def marked(notes: list[Note], display: Display) -> list[Note]:
    """`notes` with the marks that this display gives them."""
    counters: dict[str, int] = {}

    def count(series: str) -> int:
        counters[series] = counters.get(series, -1) + 1
        return counters[series]

    return [_with_mark(note, display, count) for note in notes]


def _with_mark(note: Note, display: Display, count: Callable[[str], int]) -> Note:
    if note.on and not note.printed and display.mixed == "in-place":
        return note
    if note.is_on_heading and (not note.printed or not note.printed.isalnum()):
        return replace(note, mark=note.printed or TITLE_MARKS[count("title") % len(TITLE_MARKS)])
    if display.numbering == "printed" and note.printed:
        return replace(note, mark=note.printed)
    if note.kind == "editorial":
        return replace(note, mark=letter_mark(count("letters")))
    return replace(note, mark=str(count("numbers") + 1))


def series(notes: list[Note], display: Display) -> Iterator[Series]:
    """The series that `notes` fall into, none empty: numbers of the print before ours, the author's before others."""
    names = ("printed", "ours") if display.numbering == "printed" else ("authorial", "editorial")
    shown = {note.id: index for index, note in enumerate(notes) if note.mark}
    homes: dict[str, str] = {}
    for note in notes:
        home = homes.get(note.on, names[0]) if note.is_in_place else names[_is_second(note, display)]
        homes[note.id] = home
    for name in names:
        members = [note for note in notes if homes[note.id] == name]
        if members:
            shown_notes = tuple(note for note in members if note.id in shown and note.mark)
            yield Series(name, shown_notes, tuple(dict.fromkeys(note.hand for note in members)))


def _is_second(note: Note, display: Display) -> bool:
    if display.numbering == "printed":
        return not note.printed and note.kind == "editorial" and not note.is_on_heading
    return note.kind == "editorial"
