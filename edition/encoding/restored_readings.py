"""Emendations and words of unknown hand, as a plain text of ours lists them, back at their places."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from edition.header import UNKNOWN
from edition.readers.edition_record import Block, EditionText, Entry, Note, Words
from edition.report import Message, Severity
from edition.tree import Element, append, element

WORD = r"(?<!\w){}(?!\w)"
CORRECTIONS = ("reg", "expan")


class Readings:
    """The entries that are still to find their places; a place is the bare id of a unit, or the index of a note."""

    def __init__(self, record: EditionText, hand_of: Callable[[str], str]) -> None:
        """`hand_of` gives the id of the hand that signs so."""
        self.hand_of = hand_of
        self._open: dict[str, list[Entry]] = {}
        self._lost: list[Entry] = []
        texts = dict(_texts(record))
        alike = Counter((entry.place, entry.text) for entry in record.entries)
        for entry in record.entries:
            place = entry.place if entry.note is None else str(entry.note)
            if entry.list == "unattributed" and not entry.lemma:
                continue
            count = len(re.findall(_pattern(entry), texts.get(place, "")))
            if _can_stand(entry) and count == alike[entry.place, entry.text]:
                self._open.setdefault(place, []).append(entry)
            else:
                self._lost.append(entry)

    def fill(self, parent: Element, text: str, places: list[str]) -> None:
        """`text` in `parent`, inside the units and notes `places`, with the readings that belong there."""
        for place in places:
            for entry in self._open.get(place, []):
                if match := re.search(_pattern(entry), text):
                    self._open[place].remove(entry)
                    self.fill(parent, text[: match.start()], places)
                    after = text[match.end() :]
                    is_parted = entry.is_added and after.startswith(" ")
                    for part in self._made(entry, match.group(), " " * is_parted):
                        append(parent, part)
                    self.fill(parent, after[is_parted:], places)
                    return
        append(parent, text)

    def _made(self, entry: Entry, found: str, space: str) -> Iterator[Element | str]:
        """The words `found` as the entry has them; `space` parts them from words that only the source has."""
        if entry.list == "unattributed":
            yield element("seg", {"type": "insertion", "resp": f"#{UNKNOWN}"}, found)
            return
        sic, corr = entry.reading, found
        if entry.is_omitted:
            yield found.removesuffix(entry.reading)
            sic, corr = "", entry.reading
        elif entry.is_added:
            yield found + space
            sic, corr = entry.reading + space, ""
        hand = self.hand_of(entry.signature)
        given = {"resp": f"#{hand or UNKNOWN}", "cert": entry.cert}
        if entry.type in CORRECTIONS:
            names = "orig" if entry.type == "reg" else "abbr", entry.type
        else:
            names, given = ("sic", "corr"), given | {"type": entry.type}
        attributes = {key: value for key, value in given.items() if value}
        yield element("choice", None, element(names[0], None, sic), element(names[1], attributes, corr))

    def messages(self, path: str) -> Iterator[Message]:
        """A message for each entry that found no place."""
        left = [*self._lost, *(entry for entries in self._open.values() for entry in entries)]
        for entry in sorted(left, key=lambda entry: entry.line):
            said = f"the entry “{entry.text}” fits no one place of {entry.place or 'the text'}; it is left out."
            yield Message("W344", said, "Enter it in the TEI.", Severity.WARNING, path, entry.line)


def _can_stand(entry: Entry) -> bool:
    is_reading = entry.list == "emendations" and bool(entry.reading)
    return bool(entry.lemma) and (is_reading or entry.list == "unattributed")


def _pattern(entry: Entry) -> str:
    return WORD.format(re.escape(entry.lemma))


def _texts(record: EditionText) -> Iterator[tuple[str, str]]:
    """Pairs (place, its words): each run of words on a line of its own."""
    for unit in record.units():
        yield unit.bare, "\n".join(_runs(unit))
    for index, note in enumerate(record.notes):
        yield str(index), "\n".join(_runs(note))


def _runs(block: Block | Note) -> Iterator[str]:
    for part in block.content:
        if isinstance(part, Words):
            yield part.text
        elif isinstance(part, Block):
            yield from _runs(part)
