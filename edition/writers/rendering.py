"""What all writers say alike: title block, legends, signatures, cross-reference help.

Everything here is words or facts; how they look is the writer's.
"""

from collections.abc import Iterator
from functools import cached_property

from edition.apparatus import (
    Apparatus,
    Note,
    Series,
    Surroundings,
    bare_id,
)
from edition.document import Document
from edition.dress import Dress
from edition.header import UNKNOWN, Hand
from edition.odd import Rule
from edition.tree import Element, find_all, ids, is_element, pointers, text_of
from edition.writers.behaviours import BLOCKS, DISPLAYS, POINTS, dispatch
from edition.writers.labels import Labels, labels
from edition.writers.remarks import labels_told
from edition.writers.source_looks import SourceLooks
from edition.writers.titles import Title, title

WIDEST = 60
BACK_REFERENCES = frozenset({"ibid", "op-cit", "loc-cit", "supra"})


class Rendering:
    """An apparatus with the words of its language; both writers ask it what to say."""

    def __init__(self, document: Document, apparatus: Apparatus, output: str, dress: Dress | None = None) -> None:
        """`output` is `web`, `print` or `plaintext`."""
        self.document = document
        self.dress = dress or Dress()
        self.dispatch = dispatch(output, dress)
        self.looks = SourceLooks(document)
        self.apparatus = apparatus
        self.words: Labels = labels(apparatus.header.language, self.dress)
        self.remarks = labels_told(document, apparatus.header.language, self.dress)
        self.title: Title = title(document, apparatus.header, self.words)
        self._signatures: dict[str, str] = {}
        self._called: dict[tuple[str, str], str] = {}
        self._inside: dict[str, list[Note]] = {}
        self._layers: dict[str, str] = {}
        self._homes = {note.id: series for series in apparatus.series for note in series.notes}
        self._subtypes = {note.hand: note.subtype for note in reversed(apparatus.notes) if note.subtype}

    @property
    def style(self) -> str:
        """The CSS that the models and the source bring with them."""
        return f"{self.dispatch.style}\n{self.looks.style}".strip()

    def css(self, element: Element, rule: Rule) -> str:
        """The classes that a model gives an element, and those of the source's look where the model honours it."""
        found = self.looks.of(element) if rule.use_source else ""
        return f"{rule.css} {found}".strip() if found else rule.css

    def is_display(self, element: Element) -> bool:
        """Whether `element` interrupts the paragraph in which it stands."""
        return self.dispatch.is_among(element, DISPLAYS)

    def is_block(self, element: Element) -> bool:
        """Whether `element` is no part of running text: a block, or what holds one; in every output alike."""
        if self.dispatch.is_among(element, BLOCKS):
            return True
        return not self.dispatch.is_among(element, POINTS) and any(map(self.is_block, element))

    def signature(self, note: Note) -> str:
        """How the words of `note` are signed; "" for an author."""
        return self.signed(note.hand)

    def signed(self, identifier: str) -> str:
        """The signature of a hand: its own, or the label of its list of notes; "" for an author."""
        if identifier not in self._signatures:
            self._signatures[identifier] = self._signature(self.apparatus.hand(identifier))
        return self._signatures[identifier]

    def _signature(self, hand: Hand) -> str:
        if hand.kind in ("author", UNKNOWN):
            return self.words("signature.unknown") if hand.kind == UNKNOWN else ""
        subtype = self._subtypes.get(hand.id) or ("desk" if hand.kind == "edition" else "")
        key = f"signature.{subtype}"
        return hand.signature or (self.words(key) if key in self.words else subtype.capitalize() or hand.name)

    def is_bracketed(self, note: Note, series: Series | None) -> bool:
        """Whether the words of `note` stand in brackets, signed: always in place, else among notes of several hands."""
        if note.is_in_place:
            return True
        if series is None or series.name not in ("printed", "ours"):
            return False
        kind = self.apparatus.hand(note.hand).kind
        if kind == UNKNOWN and self.is_all_unknown(series):
            return False
        return kind != "author" and not (series.name == "ours" and kind == "edition")

    def is_all_unknown(self, series: Series) -> bool:
        """Whether nobody knows who wrote any of the notes of a series."""
        return all(self.apparatus.hand(hand).kind == UNKNOWN for hand in series.hands)

    def series_label(self, series: Series) -> str:
        """The heading of a list of notes, with the years of its layers; `series_names` stand after it."""
        if series.name == "printed":
            years = self._years(series)
            key = "notes.printed_of" if years else "notes.printed"
            return self.words(key, years=self.words.listed(years))
        if series.name == "ours":
            kinds = {self.apparatus.hand(hand).kind for hand in series.hands}
            return self.words("notes.ours" if kinds == {"edition"} else "notes.ours_mixed")
        return self.words(f"notes.{series.name}")

    def series_names(self, series: Series) -> str:
        """Whose notes are counted in a series of its own, such as `R. Penn, translator; d the editors`; or ""."""
        return self._who(series) if series.name in ("authorial", "editorial") else ""

    def _years(self, series: Series) -> list[str]:
        notes = [note for shown in series.notes for note in self.printed_in(shown)]
        dated = [note.year for note in notes if self.apparatus.hand(note.hand).kind != "edition"]
        return sorted(set(dated)) if all(dated) else []

    def _who(self, series: Series) -> str:
        first, *others = series.hands
        hand = self.apparatus.hand(first)
        role = f"role.{self._subtypes.get(first, '')}"
        named = self._named(hand) + (f", {self.words(role)}" if role in self.words else "")
        parts = [named]
        for other in others:
            marks = " ".join(note.mark for note in series.notes if note.hand == other)
            parts += [f"{marks} {self._named(self.apparatus.hand(other))}"] if marks else []
        return self.joined(parts)

    def joined(self, parts: list[str]) -> str:
        """Clauses one after the other, with the semicolon of the language between them; empty ones are left out."""
        return self.words("between").join(part for part in parts if part)

    def _named(self, hand: Hand) -> str:
        key = {"edition": "edition.name", UNKNOWN: "role.unknown"}.get(hand.kind)
        return self.words(key) if key else hand.name

    def legend(self, series: Series) -> str:
        """The sentences under the heading of a series: whose numbers, whose notes; "" where none is needed."""
        signed = self._signed(series)
        if series.name == "ours" and {self.apparatus.hand(hand).kind for hand in series.hands} == {"edition"}:
            return ""
        if series.name != "printed":
            return f"{self._clauses(signed, alone=True)}." if signed else ""
        sentences = list(self._numbers(series))
        if self.is_all_unknown(series):
            sentences.append(self.words("legend.all_unknown"))
        if clauses := self._unsigned(series, signed):
            sentences.append(f"{clauses}.")
        return " ".join(sentences)

    def _numbers(self, series: Series) -> Iterator[str]:
        """Whose numbers notes bear, and which of them the print does not number; nothing where it numbers none."""
        facts = self.apparatus.header.print
        if not any(note.printed for note in series.notes):
            return
        if facts.place and facts.year:
            yield self.words("legend.numbers_of", place=facts.place, year=facts.year)
        else:
            yield self.words("legend.numbers")
        if ours := numbered_by_us(series):
            yield self.words("legend.numbers_ours", marks=", ".join(dict.fromkeys(note.mark for note in ours)))

    def _unsigned(self, series: Series, signed: list[tuple[str, str]]) -> str:
        hands = [self.apparatus.hand(hand) for hand in series.hands]
        authors = [hand.name for hand in hands if hand.kind == "author" and hand.name]
        if not authors:
            return self._clauses(signed, alone=True)
        unsigned = self.words("legend.unsigned", names=self.words.listed(authors))
        return self.joined([unsigned, self._clauses(signed) if signed else ""])

    def _signed(self, series: Series) -> list[tuple[str, str]]:
        """Pairs (signature, whose) of the bracketed words of a series, in the order of their hands, none twice."""
        pairs: dict[str, str] = {}
        inner = [note for shown in series.notes for note in self.printed_in(shown)]
        signed = [note for note in inner if self.is_bracketed(note, series)]
        for hand in series.hands:
            notes = [note for note in signed if note.hand == hand]
            if notes:
                pairs.setdefault(self.signature(notes[0]), self._owner(notes[0]))
        return list(pairs.items())

    def printed_in(self, note: Note) -> list[Note]:
        """The notes whose words are printed with `note`: itself, then those that stand in it, in order."""
        if not self._inside:
            for inner in self.apparatus.notes:
                self._inside.setdefault(self._home(inner), []).append(inner)
        return self._inside.get(note.id, [note])

    def _home(self, note: Note) -> str:
        """The id of the note in which `note` is printed: its own, or that of the outermost it stands in."""
        while note.is_in_place and note.on in self.apparatus.by_id:
            note = self.apparatus.by_id[note.on]
        return note.id

    def _owner(self, note: Note) -> str:
        hand = self.apparatus.hand(note.hand)
        if hand.kind == UNKNOWN:
            return self.words("legend.unknown_owner")
        if hand.kind != "edition":
            return self.words("possessive", name=hand.name)
        return self.words("edition.possessive_of", year=note.year) if note.year else self.words("edition.possessive")

    def _clauses(self, signed: list[tuple[str, str]], *, alone: bool = False) -> str:
        keys = ["legend.signed_first_alone" if alone else "legend.signed_first", *["legend.signed_next"] * len(signed)]
        return ", ".join(
            self.words(key, signature=signature, owner=owner)
            for key, (signature, owner) in zip(keys, signed, strict=False)
        )

    def by_part(self, series: Series) -> list[tuple[str, list[Note]]]:
        """Pairs (heading, notes): where numbers begin anew, by the division or else the unit that calls the first.

        One pair with the heading "" where no mark occurs twice.
        """
        marks = [note.mark for note in series.notes if not note.is_on_heading]
        if len(set(marks)) == len(marks):
            return [("", list(series.notes))]
        groups: list[tuple[str, list[Note]]] = []
        seen: set[str] = set()
        division = ""
        for note in series.notes:
            if not groups or note.mark in seen or self._place(note).division != division:
                seen, division = set(), self._place(note).division
                groups.append((division or self.unit_name(self._place(note)), []))
            groups[-1][1].append(note)
            seen.add(note.mark)
        return groups

    def _place(self, note: Note) -> Surroundings:
        """Where in the text a note is called, or the note that calls it."""
        while note.on in self.apparatus.by_id:
            note = self.apparatus.by_id[note.on]
        return note.at

    def preface(self, note: Note, series: Series | None) -> str:
        """What a renumbered note says of itself, such as `(print: 3)` or `(on note 3; Eds.)`; "" where nothing."""
        if self.apparatus.display.numbering == "printed" and not note.on:
            return ""
        around = self.apparatus.by_id.get(note.on)
        is_foreign = series is not None and series.name == "editorial" and note.hand != series.hands[0]
        place = self.words("note.on", mark=around.mark) if around and not note.printed else ""
        place = place if not (note.is_in_place) else ""
        printed = self.words("note.print", mark=note.printed) if note.printed not in ("", note.mark) else ""
        signed = self.signature(note) if is_foreign or (note.kind == "unattributed" and series) else ""
        said = self.joined([printed, place, signed])
        return f"({said})" if said and not self.is_bracketed(note, series) else ""

    def help_of(self, reference: Element) -> str:
        """What follows a reference to a note, such as `(= note 1)`; "" where its own words say enough."""
        note = self.target(reference)
        mark = self._mark_for(note)
        if note is None or not mark:
            return ""
        if reference.get("type") in BACK_REFERENCES:
            key = "note.equals_note" if self.apparatus.display.numbering == "printed" else "note.equals"
            return self.words(key, mark=mark)
        if reference.get("type") != "note" or _says(reference, mark):
            return ""
        return self.words("note.equals", mark=mark)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the text and of the notes that stand off: all that a link can lead to."""
        apart = self.document.stand_off
        lists = find_all(apart, "listAnnotation") if apart is not None else ()
        return frozenset().union(self.text_ids, *map(ids, lists), self.apparatus.by_id)

    @cached_property
    def text_ids(self) -> list[str]:
        """The ids of the text in order; one that stands twice is there twice."""
        return ids(self.document.text)

    def call_id(self, note: Note, number: int = 1) -> str:
        """The id of the call `number` of a note: `r-n1`, `r-n1-2`; with a colon where the document has that id.

        Ids that we make have a colon, which no `xml:id` has; those of calls are part of the published form.
        """
        again = f"-{number}" if number > 1 else ""
        own = f"r-{note.id}{again}"
        is_taken = own in self.ids or (again and note.id + again in self.apparatus.by_id)
        return f"r:{note.id}" + (f":{number}" if again else "") if is_taken else own

    def target(self, reference: Element) -> Note | None:
        """The note that a reference leads to; None where it leads elsewhere."""
        ids = pointers(reference.get("target"))
        return next(
            (self.apparatus.by_id[identifier] for identifier in ids if identifier in self.apparatus.by_id), None
        )

    def home(self, note: Note) -> Series | None:
        """The series in which `note` is listed; None for one in place or unplaced."""
        return self._homes.get(note.id)

    def list_mark(self, note: Note) -> str:
        """The mark before a note in a list: a number or letter with a stop, a sign without."""
        mark = note.mark or note.printed
        return f"{mark}." if mark.isalnum() else mark

    def called(self, note: Note, mark: str) -> str:
        """What a note mark is called aloud, such as `translator’s note 3`."""
        key = (note.hand, mark)
        if key not in self._called:
            self._called[key] = self._call(note, mark)
        return self._called[key]

    def _call(self, note: Note, mark: str) -> str:
        hand = self.apparatus.hand(note.hand)
        kind = {"desk": "editor", "notes": "named"}.get(self.layer(note.hand), self.layer(note.hand))
        return self.words(f"note.label_{kind}", mark=mark, name=hand.name)

    def layer(self, identifier: str) -> str:
        """The layer of a hand: `author`, `translator`, `notes` (of earlier editors), `desk` (ours), `unknown`."""
        if identifier not in self._layers:
            kind = self.apparatus.hand(identifier).kind
            layer = {"author": "author", "edition": "desk", "translation": "translator", UNKNOWN: "unknown"}
            is_translator = self._subtypes.get(identifier) == "translator"
            self._layers[identifier] = "translator" if is_translator else layer.get(kind, "notes")
        return self._layers[identifier]

    def second_mark(self, reference: Element) -> str:
        """The mark of an empty reference to a note that is called twice: its own in print, else the note's."""
        note = self.target(reference)
        printed = reference.get("n", "") if self.apparatus.display.numbering == "printed" or note is None else ""
        return printed or self._mark_for(note)

    def _mark_for(self, note: Note | None) -> str:
        while note is not None and note.is_in_place:
            note = self.apparatus.by_id.get(note.on)
        return note.mark if note is not None else ""

    def after_lemma(self, reference: Element) -> str:
        """The sign after the words that a note speaks of: a bracket, or a colon where it is itself in brackets."""
        owner = next((node for node in reference.iterancestors() if is_element(node, "note")), None)
        note = self.apparatus.by_element.get(owner) if owner is not None else None
        return self.words("note.after_lemma") if note is not None and note.is_in_place else "]"

    def concordance(self) -> str:
        """`print 1 = 1, 2 = a, 3 = 2 with b c`; "" where numbers are those of the print."""
        items = []
        for printed, note, others in self.apparatus.concordance:
            key = "note.concordance_with" if others else "note.concordance_item"
            marks = " ".join(other.mark for other in others)
            items.append(self.words(key, printed=printed, mark=note.mark, others=marks))
        return f"{self.words('note.print_word')} {', '.join(items)}" if items else ""

    def unit_name(self, at: Surroundings) -> str:
        """How a place is named to a reader: `¶17`, `1a`, `note 3`, or the bare id of the unit where it has neither."""
        if at.number:
            return f"¶{at.number}"
        return self.note_name(at) or self.apparatus.lettered.get(at.unit) or bare_id(at.unit)

    def note_name(self, at: Surroundings) -> str:
        """`note 3` for a place in a note; "" in the text."""
        mark = self._mark_for(self.apparatus.by_id.get(at.note))
        return self.words("apparatus.in_note", mark=mark) if mark else ""

    def unplaced(self) -> Series | None:
        """The notes that nothing calls, as a series; None where there is none."""
        notes = self.apparatus.unplaced
        return Series("unplaced", notes, tuple(dict.fromkeys(note.hand for note in notes))) if notes else None


def numbered_by_us(series: Series) -> list[Note]:
    """The notes of a series of the print that bear a number which the print does not give them."""
    return [note for note in series.notes if series.name == "printed" and not note.printed and note.mark.isdigit()]


def span(cell: Element, name: str) -> int:
    """How many columns (`cols`) or rows (`rows`) a cell takes: what it says, as far as a table can bear it."""
    value = cell.get(name, "")
    return max(1, min(int(value), WIDEST)) if value.isascii() and value.isdigit() else 1


def _says(reference: Element, mark: str) -> bool:
    return mark in text_of(reference).replace(".", " ").replace(",", " ").split()
