"""The apparatus of a document, computed once for all outputs.

Notes by hand with their marks, emendations, variants, words of unknown hand, citable units: views on the tree,
in the order in which a reader meets them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from edition.apparatus.choices import alternatives, beside, shown
from edition.apparatus.notes import Calls, Display, Note, Series, series
from edition.apparatus.readings import Emendation, Unattributed, Variant, readings
from edition.apparatus.units import Places, Surroundings, Unit, bare_id, base_text, letter_mark, lettered, units
from edition.document import Document
from edition.header import UNKNOWN, Hand, Header, header
from edition.tree import Element

__all__ = [
    "Apparatus",
    "Display",
    "Emendation",
    "Note",
    "Series",
    "Surroundings",
    "Unattributed",
    "Unit",
    "Variant",
    "alternatives",
    "apparatus",
    "bare_id",
    "base_text",
    "beside",
    "letter_mark",
    "shown",
    "units",
]


@dataclass(frozen=True)
class Apparatus:
    """All views of one document under one display. `notes` stand in the order of their calls.

    `called` gives the note of an anchor's id, `lettered` the label of a unit that has a letter and no number.
    `unplaced` are notes that nothing calls.
    """

    display: Display
    header: Header
    notes: tuple[Note, ...]
    series: tuple[Series, ...]
    unplaced: tuple[Note, ...]
    called: dict[str, Note] = field(repr=False)
    emendations: tuple[Emendation, ...] = ()
    variants: tuple[Variant, ...] = ()
    unattributed: tuple[Unattributed, ...] = ()
    lettered: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, Note] = field(default_factory=dict, repr=False)
    by_element: dict[Element, Note] = field(default_factory=dict, repr=False)

    def hand(self, identifier: str) -> Hand:
        """The hand of this id; one of unknown kind where the header does not declare it."""
        return self.header.hands.get(identifier) or Hand(identifier, UNKNOWN, identifier)

    @property
    def concordance(self) -> list[tuple[str, Note, list[Note]]]:
        """Triples (mark in the source, its note, notes called in it that the source had not marked), in order.

        Empty under printed numbers.
        """
        if self.display.numbering == "printed":
            return []
        on = _grouped(note for note in self.notes if note.on and not note.printed and note.mark)
        return [(note.printed, note, on.get(note.id, [])) for note in self.notes if note.printed]


def apparatus(document: Document, display: Display | None = None) -> Apparatus:
    """The apparatus of `document`, under `display` or the default."""
    display = display or Display()
    facts = header(document)
    places = Places()
    calls = Calls(document, facts, display, places)
    notes = calls.placed
    by_element = {note.element: note for note in [*notes, *calls.unplaced]}
    return Apparatus(
        display,
        facts,
        tuple(notes),
        tuple(series(notes, display, facts)),
        tuple(calls.unplaced),
        {anchor: by_element[element] for anchor, element in calls.anchors.items() if element in by_element},
        *readings(document, places),
        lettered=lettered(document),
        by_id={note.id: note for note in reversed([*notes, *calls.unplaced])},
        by_element=by_element,
    )


def _grouped(notes: Iterable[Note]) -> dict[str, list[Note]]:
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.on, []).append(note)
    return groups
