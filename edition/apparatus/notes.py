"""Notes in the order of their calls, with their marks, in series."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from edition.apparatus.units import NOWHERE, Places, Surroundings, letter_mark
from edition.document import Document
from edition.header import UNKNOWN, Header
from edition.tree import Element, find_all, first_pointer, ids, is_element, pointers, xml_id

TITLE_MARKS = "*†‡§"
WITHOUT_MARK = "–"
MOST_LETTERS = 78  # up to zzz; more notes of ours are numbered where nothing else is


@dataclass(frozen=True)
class Display:
    """How an edition is shown; the TEI is the same for all.

    `numbering` keeps the numbers of the print or counts each series anew; `mixed` leaves another hand's words
    in the note where they stood, in brackets and signed, or sets them apart; `notes` is the form of TEI written;
    `pages` makes one web page of the text, or one for each of its chapters; `auto` where there are several.
    `restart` tells where numbers and letters that are not of the print begin anew; `marks` whether marks stand where
    the source has them or behind the punctuation that follows.
    """

    numbering: Literal["printed", "by-hand"] = "printed"
    mixed: Literal["in-place", "apart"] = "in-place"
    notes: Literal["standoff", "nested", "flat"] = "standoff"
    restart: Literal["never", "chapter"] = "never"
    marks: Literal["as-printed", "after-punctuation"] = "as-printed"
    pages: Literal["auto", "single", "chapters"] = "auto"


@dataclass(frozen=True)
class Note:
    """One note. `mark` is what the text shows, "" where its words stand in brackets inside another note.

    `printed` is its mark in the source, "" where it had none; `kind` is `authorial`, `editorial` or `unattributed`;
    `year` that of its layer, "" where the header dates none; `at` is where it is called; `is_unplaced` says that
    nothing calls it.
    """

    id: str
    hand: str
    kind: str
    subtype: str
    element: Element = field(repr=False, compare=False)
    printed: str = ""
    mark: str = ""
    year: str = ""
    at: Surroundings = NOWHERE
    is_on_heading: bool = False
    is_unplaced: bool = False

    @property
    def on(self) -> str:
        """The id of the note in which it is called; "" for none."""
        return self.at.note

    @property
    def is_in_place(self) -> bool:
        """Whether its words stand in another note, in brackets and signed."""
        return not self.mark


@dataclass(frozen=True)
class Series:
    """Notes with marks of one kind, in the order of their calls.

    `hands` are ids in the order of their words, those of notes in place included; `name` is `printed` (numbers
    of the source), `ours` (letters), `authorial` or `editorial` (counted by hand, or all of one hand, which the
    heading names).
    """

    name: str
    notes: tuple[Note, ...]
    hands: tuple[str, ...]


class Calls:
    """Notes in the order of their calls, with the marks that a display gives them."""

    def __init__(self, document: Document, facts: Header, display: Display, places: Places) -> None:
        self.facts = facts
        self.display = display
        self.places = places
        self._counts: dict[str, int] = {}
        self._chapter: Element | None = None
        self.placed: list[Note] = []
        self.unplaced: list[Note] = []
        self._seen: set[Element] = set()
        self._tree = document.tree
        self._taken: set[str] | None = None
        stand_off = document.stand_off
        apart = [note for note in find_all(stand_off, "note") if _is_annotation(note)] if stand_off is not None else []
        every = [*find_all(document.text, "note"), *apart]
        self._printed = {note.get("n") for note in every} if display.numbering == "printed" else set()
        self._is_lettered = len(every) <= MOST_LETTERS or not all(map(_is_for_letters, every))
        self.anchors = {target: note for note in apart for target in pointers(note.get("target"))}
        for node in find_all(document.text, "note", "anchor"):
            self._enter(node)
            self._call(node)
        self.unplaced += [self._unmarked(note) for note in apart if note not in self._seen]

    def _enter(self, node: Element) -> None:
        """Begin to count anew where a chapter begins and the display says so."""
        if self.display.restart == "chapter" and (chapter := _chapter(node)) is not self._chapter:
            self._chapter = chapter
            self._counts.clear()

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
        if _is_unplaced(note):
            self.unplaced.append(self._unmarked(note))
        else:
            self.placed.append(self._note(note, call))

    def _unmarked(self, note: Element) -> Note:
        return replace(self._note(note, note), mark=note.get("n") or WITHOUT_MARK, is_unplaced=True)

    def _note(self, note: Element, call: Element) -> Note:
        at = self.places.of(call)
        kind = note.get("type", "authorial")
        printed = note.get("n", "")
        is_title = at.is_on_heading or note.get("subtype") == "headnote"
        return Note(
            id=xml_id(note) or self._own_id(),
            hand=first_pointer(note.get("resp")) or self._hand_of(kind),
            kind=kind,
            subtype=note.get("subtype", "") or _list_subtype(note),
            element=note,
            printed=printed,
            mark=self._mark(kind, printed, at.note, is_title=is_title),
            year=self.facts.layers.get(first_pointer(note.get("change")), ""),
            at=at,
            is_on_heading=is_title,
        )

    def _own_id(self) -> str:
        """An id for a note that has none; no element of the document has it."""
        self._taken = set(ids(self._tree)) if self._taken is None else self._taken
        number = len(self.placed) + len(self.unplaced) + 1
        while (own := f"note.{number}") in self._taken:
            number += 1
        self._taken.add(own)
        return own

    def _mark(self, kind: str, printed: str, on: str, *, is_title: bool) -> str:
        if on and not printed and self.display.mixed == "in-place":
            return ""
        if is_title and not printed.isalnum():
            return printed or TITLE_MARKS[self._count("title") % len(TITLE_MARKS)]
        if self.display.numbering == "printed" and printed:
            return printed
        return letter_mark(self._count("letters")) if kind == "editorial" and self._is_lettered else self._number()

    def _number(self) -> str:
        """The next number that no note of the print has."""
        while (number := str(self._count("numbers") + 1)) in self._printed:
            pass
        return number

    def _count(self, name: str) -> int:
        """0, 1, 2 … for each name."""
        self._counts[name] = self._counts.get(name, -1) + 1
        return self._counts[name]

    def _hand_of(self, kind: str) -> str:
        authors = self.facts.of_kind("author")
        return authors[0].id if authors and kind == "authorial" else UNKNOWN


def _chapter(node: Element) -> Element | None:
    """The division of type `chapter` around `node`, without one the outermost; None where it stands in none."""
    around = [ancestor for ancestor in node.iterancestors() if is_element(ancestor, "div")]
    named = (division for division in around if division.get("type") == "chapter")
    return next(named, around[-1] if around else None)


def _is_for_letters(note: Element) -> bool:
    return note.get("type") == "editorial" and not note.get("n")


def _is_annotation(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and is_element(parent, "listAnnotation")


def _list_subtype(note: Element) -> str:
    parent = note.getparent()
    return parent.get("subtype", "") if parent is not None and is_element(parent, "listAnnotation") else ""


def _is_unplaced(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and parent.get("type") == "unplaced-notes"


def series(notes: list[Note], display: Display, facts: Header) -> Iterator[Series]:
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
            hands = tuple(dict.fromkeys(note.hand for note in members))
            yield Series("editorial" if name == "ours" and _is_named(members, facts) else name, shown_notes, hands)


def _is_named(notes: list[Note], facts: Header) -> bool:
    """Whether one hand that has a name and no signature wrote all of `notes`, so that none needs to be signed."""
    hands = {note.hand for note in notes}
    hand = facts.hands.get(next(iter(hands)))
    has_name = hand is not None and hand.kind in ("editor", "notes") and bool(hand.name) and not hand.signature
    return len(hands) == 1 and has_name and not any(note.subtype or note.is_in_place for note in notes)


def _is_second(note: Note, display: Display) -> bool:
    if display.numbering == "printed":
        return not note.printed and note.kind == "editorial" and not note.is_on_heading
    return note.kind == "editorial"
