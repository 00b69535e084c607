"""Printed marks in their order, and where in a word or a list a note stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

from edition.check.finding import Finding
from edition.check.rules.notes import ANCHOR, DIVISIONS, NOTE
from edition.check.subject import Subject
from edition.tree import Element, find_all, first_pointer, is_element, pieces, pointers, tail_of, tei, text_of, xml_id

TOLD_ONE_BY_ONE = 5
REF = tei("ref")
FIRST_WORD, LAST_WORD = re.compile(r"^\w+"), re.compile(r"(?<!\w)\w++$")
UNPLACED = "unplaced-notes"
SUPPLY = "Compare the copy-text: supply the note that is missing, or correct @n."
MOVE = "Move it behind the word; on a part of a word, note the whole word."


@dataclass
class Series:
    """Numbers that count on: the `last`, and those `skipped` since the first."""

    last: int = 0
    skipped: set[int] = field(default_factory=set)

    def follows(self, number: int) -> bool:
        """Whether `number` may come next: the same, the next, the first of a new count, or one left out before."""
        return not self.last or number in (1, self.last, self.last + 1) or number in self.skipped

    def go_on(self, number: int) -> None:
        """Let `number` be the last."""
        if number == 1 or not self.last:
            self.skipped.clear()
        elif number in self.skipped:
            self.skipped.discard(number)
            return
        if self.last + 1 < number < self.last + 100:
            self.skipped.update(range(self.last + 1, number))
        self.last = number


def jumping_marks(subject: Subject) -> Iterator[Finding]:
    """A numbered mark that leaves numbers out or falls back, counted over all notes and over those of its hand."""
    found = list(_jumps(subject))
    for place, number, last in found if len(found) <= TOLD_ONE_BY_ONE else ():
        yield Finding("MARK-ORDER", place, f"the note “{number}” comes after “{last}”.", SUPPLY)
    if len(found) > TOLD_ONE_BY_ONE:
        shown = ", ".join(f"“{number}” after “{last}”" for _, number, last in found[:TOLD_ONE_BY_ONE])
        text = f"{len(found)} notes do not come after the number before theirs: {shown} …"
        yield Finding("MARK-ORDER", found[0][0], text, SUPPLY)


def _jumps(subject: Subject) -> Iterator[tuple[Element, int, int]]:
    """Triples (where a mark stands, its number, the last number before it).

    A number that its division has already is left to `repeated_marks`.
    """
    every, by_hand = Series(), defaultdict[str, Series](Series)
    known: set[tuple[Element | None, int]] = set()
    division = subject.nearest(*DIVISIONS)
    for place, note in _called(subject):
        written = note.get("n", "") or place.get("n", "")
        mark = (written if written.isascii() else normalize("NFKC", written)).strip("[]().*")
        if not mark.isdecimal() or len(mark) > 6:
            continue
        number, own = int(mark), by_hand[note.get("resp", "")]
        where = (division(place), number)
        if where not in known and not every.follows(number) and not own.follows(number):
            yield place, number, every.last
        known.add(where)
        every.go_on(number)
        own.go_on(number)


def _called(subject: Subject) -> Iterator[tuple[Element, Element]]:
    """Each place of the text that calls a note, with that note; notes that lost their place are left out."""
    by_anchor = {target: note for note in subject.elements("note") for target in pointers(note.get("target"))}
    has_unplaced = any(node.get("type") == UNPLACED for node in subject.elements("div"))
    for place in subject.calls:
        if place.tag == NOTE:
            if not (has_unplaced and _is_unplaced(place)):
                yield place, place
        elif place.tag == ANCHOR:
            note = by_anchor.get(xml_id(place) or "")
            if note is not None and place.get("type") == "note":
                yield place, note
        elif place.get("type") == "note" and place.get("n") and not text_of(place):
            yield place, place


def _is_unplaced(note: Element) -> bool:
    return any(above.get("type") == UNPLACED for above in note.iterancestors(tei("div")))


@dataclass(frozen=True)
class Around:
    """What stands around the marks of one element: its runs of text and its children, in order."""

    content: Sequence["str | Element"]

    def beside(self, node: Element) -> tuple[str, str, bool]:
        """The words right before and after `node`, other marks passed over, and whether it is the first mark there."""
        at = self._numbers[node]
        before = self.content[at - 1] if at else ""
        is_first = isinstance(before, str) or not _is_mark(before)
        back, onward = (
            (self.content[each] for each in range(at - 1, -1, -1)),
            (self.content[each] for each in range(at + 1, len(self.content))),
        )
        return _words(back), _words(onward), is_first

    @cached_property
    def _numbers(self) -> Mapping[Element, int]:
        return {piece: number for number, piece in enumerate(self.content) if not isinstance(piece, str)}


def marks_in_words(subject: Subject) -> Iterator[Finding]:
    """A note, or the anchor of one, between two letters."""
    around: dict[Element, Around] = {}
    for node in subject.calls:
        if _ends_word(node) or node.tag == REF or not _is_mark(node):
            continue
        parent = node.getparent()
        if parent is None or is_element(parent, "choice", "app", "corr", "w"):
            continue
        if parent not in around:
            around[parent] = Around(list(pieces(parent)))
        before, after, is_first = around[parent].beside(node)
        if is_first and before[-1:].isalpha() and after[:1].isalpha():
            word = f"{LAST_WORD.findall(before)[0]}|{FIRST_WORD.findall(after)[0]}"
            yield Finding("ANCHOR-IN-WORD", node, f"a note is called in the midst of a word: “{word}”.", MOVE)


def _ends_word(node: Element) -> bool:
    """Whether nothing follows, or at once no letter, as it mostly is: then nothing else needs to be looked at."""
    after = tail_of(node)
    return not after[0].isalpha() if after else node.getnext() is None


def _is_mark(node: Element) -> bool:
    return is_element(node, "note") or node.get("type") == "note"


def _words(way: Iterator["str | Element"]) -> str:
    for piece in way:
        if isinstance(piece, str):
            return piece
        if not _is_mark(piece):
            return "" if is_element(piece, "lb", "pb", "cb") else text_of(piece)
    return ""


def disordered_notes(subject: Subject) -> Iterator[Finding]:
    """A list whose notes stand in another order than their anchors, notes on notes left out; one message a list."""
    note_around = subject.nearest("note")
    anchors = [node for node in subject.in_text("anchor") if note_around(node) is None]
    order = {xml_id(node): number for number, node in enumerate(anchors)}
    for listed in subject.elements("listAnnotation"):
        called = [(order.get(first_pointer(note.get("target"))), note) for note in find_all(listed, "note")]
        placed = [(place, note) for place, note in called if place is not None]
        late = [note for (before, _), (place, note) in pairwise(placed) if place < before]
        if late:
            count = "one note stands" if len(late) == 1 else f"{len(late)} notes stand"
            remedy = "Put the notes of the list into the order of their anchors."
            yield Finding("NOTE-ORDER", late[0], f"{count} after a note that the text calls later.", remedy)


def misfiled_notes(subject: Subject) -> Iterator[Finding]:
    """A note in the list of another hand: of another subtype than the list, or of a hand that no other there has."""
    for listed in subject.elements("listAnnotation"):
        notes = [note for note in listed.iterchildren() if is_element(note, "note")]
        hands = Counter(note.get("resp", "") for note in notes)
        hand, count = hands.most_common(1)[0] if hands else ("", 0)
        for note in notes:
            yield from _misfiled(note, listed, hand if count > len(notes) - count else "")


def _misfiled(note: Element, listed: Element, hand: str) -> Iterator[Finding]:
    kind, wanted = note.get("subtype"), listed.get("subtype")
    resp, remedy = note.get("resp"), "Move it to the list of its hand, or correct it."
    if kind and wanted and kind != wanted:
        text = f"this note of “{kind}” stands in the list of “{wanted}”."
        yield Finding("NOTE-OTHER-LIST", note, text, remedy, "subtype")
    elif resp and hand and resp != hand:
        text = f"this note of “{resp}” stands in a list of “{hand}”."
        yield Finding("NOTE-OTHER-LIST", note, text, remedy, "resp")
