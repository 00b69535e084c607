"""The proof of one output: what it shows held against what it must show, counted and told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from edition.proofreading.collation import Difference, differences
from edition.proofreading.marks import Marks
from edition.proofreading.order import called_in, first_late, order_of, within
from edition.proofreading.page import Shown
from edition.proofreading.passage import Call, Hidden, Item, Laid, Passage, letters_of
from edition.proofreading.settling import settled, with_title
from edition.proofreading.tei import GROUPS, Reading
from edition.report import Message
from edition.tree import Element, is_element, tei, xml_id

TOLD = 6
LONGEST = 90
FAULT = "This is a fault of the programme; please report it with the TEI around this place."


@dataclass(frozen=True)
class Proof:
    """What became of the letters of a TEI in one output: all of them, without white space.

    `total` = `shown` + `notes` + `hidden` + `lost`. `hidden` counts by reason, the name of the element; `generated`
    are letters that the output marks as its own, `invented` those that are neither. `messages` name the first
    places where something is lost, invented or in the wrong place.
    """

    total: int
    shown: int
    notes: int
    hidden: Mapping[str, int]
    generated: int
    lost: int = 0
    invented: int = 0
    messages: tuple[Message, ...] = ()

    def __str__(self) -> str:
        count = sum(self.hidden.values())
        reasons = ", ".join(f"{name} {number:,}" for name, number in sorted(self.hidden.items()))
        hidden = f"hidden {count:,}" + (f" ({reasons})" if reasons else "")
        return (
            f"in {self.total:,} = shown {self.shown:,} + notes {self.notes:,} + {hidden}"
            + (f" + lost {self.lost:,}" if self.lost else "")
            + f"; generated {self.generated:,}; lost {self.lost:,}; invented {self.invented:,}"
        )


@dataclass(frozen=True)
class Source:
    """Where words come from: the path of the TEI, the name of the output.

    `is_printed` tells that the output keeps printed numbers, `is_moved` that marks go behind punctuation. `styles`
    are files of the edition that may hide, move or add words in print.
    """

    path: str
    output: str
    is_printed: bool = True
    is_moved: bool = False
    styles: tuple[str, ...] = ()


def prove(reading: Reading, shown: Shown, source: Source) -> Proof:
    """The proof of an output that shows `shown` of the TEI that reads `reading`."""
    return _Proofreader(reading, shown, source).run()


@dataclass
class _Compared:
    """One passage in the TEI and in the output, and where they differ."""

    expected: Laid
    actual: Laid
    key: str = ""
    differences: list[Difference] = field(default_factory=list)

    def place(self, at: int) -> int:
        """Where the letter at `at` of the output stands in the TEI."""
        before = [one for one in self.differences if one.to + one.invented <= at]
        return at + sum(one.lost - one.invented for one in before)

    @property
    def shown(self) -> int:
        """How many letters of the TEI the output shows."""
        lost = sum(one.lost for one in self.differences)
        return len(self.expected.letters) - self.expected.added - lost


class _Proofreader:
    """The comparison of one output: body, then notes, then which mark leads to which."""

    def __init__(self, reading: Reading, shown: Shown, source: Source) -> None:
        self.reading = reading
        self.shown = shown
        self.source = source
        self.messages: list[Message] = []
        self.lost = self.invented = 0
        self.hidden: Counter[str] = Counter(reading.apart)
        self.pairs: dict[str, str] = {}
        self.shown_as: dict[str, str] = {}
        self.there: dict[str, list[Passage]] = {}
        for note in shown.notes:
            self.there.setdefault(note.key, []).append(note)
        self.notes: dict[str, _Compared] = {}

    def run(self) -> Proof:
        """Compare all; the first places in the order in which they are found."""
        title = self.shown.title
        expected = with_title(self.reading.body.items, Laid(title).letters)
        text = self._compare(expected, [*title, *self.shown.text])
        if self.shown.has_ids:
            self._pair()
        else:
            self._pair_by_calls(text)
        for key, passage in self.reading.notes.items():
            if key not in self.notes:
                self._note(key, passage)
        self._superfluous()
        self._check_calls(text)
        self._check_order(text)
        shown = text.shown
        notes = sum(one.shown for one in self.notes.values())
        added = sum(one.expected.added for one in (text, *self.notes.values()))
        total = shown + notes + self.hidden.total() + self.lost
        return Proof(
            total, shown, notes, dict(self.hidden), self.shown.generated + added, self.lost, self.invented,
            tuple(self.messages[:TOLD]),
        )  # fmt: skip

    @cached_property
    def _said(self) -> dict[str, str]:
        """The letters of each note of the TEI."""
        return {key: Laid(passage.items).letters for key, passage in self.reading.notes.items()}

    @cached_property
    def _there_said(self) -> dict[str, str]:
        """The letters of each note of the output."""
        return {key: Laid(passages[0].items).letters for key, passages in self.there.items()}

    # Words

    def _compare(self, items: list[Item], shown: Iterable[Item], key: str = "") -> _Compared:
        actual = Laid(shown)
        expected = Laid(items)
        if expected.letters != actual.letters:
            expected = Laid(settled(items, actual.letters))
        found = _Compared(expected, actual, key)
        if expected.letters != actual.letters:
            found.differences = list(differences(expected.letters, actual.letters))
            self._tell(found)
        self._check_hidden(found)
        return found

    def _tell(self, found: _Compared) -> None:
        for one in found.differences:
            self.lost += one.lost
            self.invented += one.invented
            if one.lost:
                self._tell_lost(found.expected, one)
            if one.invented:
                self._tell_invented(found, one)

    def _tell_lost(self, laid: Laid, one: Difference) -> None:
        words, after = laid.words(one.at, one.at + one.lost), laid.after(one.at + one.lost)
        said = f"lost in {self.source.output}: {_around(laid.before(one.at), words, after)}."
        self._say("E451", said, laid.origin(one.at))

    def _tell_invented(self, found: _Compared, one: Difference) -> None:
        laid = found.actual
        words, after = laid.words(one.to, one.to + one.invented), laid.after(one.to + one.invented)
        said = f"invented in {self.source.output}: {_around(laid.before(one.to), words, after)}."
        self._say("E452", said, found.expected.origin(one.at))

    def _say(self, code: str, said: str, origin: Element | None) -> None:
        unit = _unit(origin)
        line = (origin.sourceline or 0) if origin is not None else 0
        named = f"{said[:-1]} (in “{unit}”)." if unit else said
        self.messages.append(Message(code, named, FAULT, path=self.source.path, line=line))

    def _check_hidden(self, found: _Compared) -> None:
        """Count what is hidden; the other half of a reading is in the page, hidden, where it says what it hides."""
        if not found.expected.hidden and not found.actual.hidden:
            return
        there = Counter(hidden.letters for _, hidden in found.actual.hidden)
        for at, hidden in sorted(found.expected.hidden, key=_is_left_out):
            letters = hidden.letters if there[hidden.letters] > 0 else _other_order(hidden, there)
            if self.shown.keeps_hidden and hidden.is_kept and not letters:
                self.lost += len(hidden.letters)
                said = f"lost in {self.source.output}, where it should be hidden: “{hidden.letters}”"
                self._say("E451", f"{said}, after “{found.expected.before(at)}”.", hidden.origin)
            else:
                self.hidden[hidden.reason] += len(hidden.letters)
                there[letters] -= 1
        for at, hidden in found.actual.hidden:
            if there[hidden.letters] > 0:
                there[hidden.letters] -= 1
                self._tell_hidden(found, at, hidden)

    def _tell_hidden(self, found: _Compared, at: int, hidden: Hidden) -> None:
        self.invented += len(hidden.letters)
        said = f"invented in {self.source.output}, and hidden: “{hidden.letters}”"
        self._say("E452", f"{said}, after “{found.actual.before(at)}”.", found.expected.origin(found.place(at)))

    # Notes

    def _pair(self) -> None:
        """Which note of the output is which of the TEI: by id, those without one in their order."""
        for key in self.there:
            if key in self.reading.notes:
                self._are_one(key, key)
        nameless = [key for key in self.there if key not in self.pairs]
        elements = self.reading.elements
        waiting = [key for key in self.reading.notes if key not in self.pairs and not xml_id(elements[key])]
        for key, of in zip(nameless, waiting, strict=False):
            self._are_one(key, of)

    def _are_one(self, key: str, of: str) -> None:
        """The note `key` of the output is the note `of` of the TEI."""
        self.pairs[key] = of
        self.shown_as[of] = key

    def _pair_by_calls(self, passage: _Compared) -> None:
        """Which note of the output is which of the TEI where it has no ids: what a mark at the same place leads to."""
        marks = Marks(passage.expected, is_moved=self.source.is_moved)
        for at, call in passage.actual.calls:
            if not call.note or call.note in self.pairs:
                continue
            place = passage.place(at)
            found = marks.meet(place, partial(self._says, call.note)) or marks.meet(place, self._is_waiting)
            if found is not None:
                self._are_one(call.note, found.note)
                self._note(found.note, self.reading.notes[found.note])
                self._pair_by_calls(self.notes[found.note])
        if not passage.key:
            self._pair_the_rest()

    def _is_waiting(self, call: Call) -> bool:
        """Whether no note of the output is the one that the TEI calls here."""
        return call.note not in self.shown_as

    def _says(self, key: str, call: Call) -> bool:
        """Whether the note `key` of the output has the words of the one that the TEI calls here, which waits for it."""
        return self._is_waiting(call) and self._there_said.get(key) == self._said.get(call.note)

    def _pair_the_rest(self) -> None:
        """Notes to which no mark leads: those with the same words, then in their order."""
        waiting: dict[str, list[str]] = {}
        for of in reversed([key for key in self.reading.notes if key not in self.shown_as]):
            waiting.setdefault(self._said[of], []).append(of)
        for key in [key for key in self.there if key not in self.pairs]:
            if same := waiting.get(self._there_said[key]):
                self._are_one(key, same.pop())
        left = [key for key in self.reading.notes if key not in self.shown_as]
        for key, of in zip([key for key in self.there if key not in self.pairs], left, strict=False):
            self._are_one(key, of)

    def _note(self, key: str, passage: Passage) -> None:
        there = self.there.get(self.shown_as.get(key, ""), [])
        origin = self.reading.elements[key]
        if not there:
            self._lost_note(Laid(passage.items), origin)
            return
        self.notes[key] = self._compare(passage.items, there[0].items, key)
        for again in there[1:]:
            laid = Laid(again.items)
            self.invented += len(laid.letters)
            said = f"a note stands twice in {self.source.output}: “{_short(laid.words(0, len(laid.letters)))}”."
            self._say("E452", said, origin)

    def _lost_note(self, laid: Laid, origin: Element) -> None:
        self.lost += len(laid.letters) - laid.added
        self.hidden.update({hidden.reason: len(hidden.letters) for _, hidden in laid.hidden})
        said = f"a note is lost in {self.source.output}: “{_short(laid.words(0, len(laid.letters)))}”."
        self._say("E451", said, origin)

    def _superfluous(self) -> None:
        for note in (note for note in self.shown.notes if note.key not in self.pairs):
            laid = Laid(note.items)
            if laid.letters:
                self.invented += len(laid.letters)
                words = _short(laid.words(0, len(laid.letters)))
                self._say("E452", f"a note of {self.source.output} is not in the TEI: “{words}”.", None)

    # Marks

    def _check_calls(self, text: _Compared) -> None:
        called: set[str] = set()
        for passage in (text, *self.notes.values()):
            called |= set(self._called(passage))
        unread = self.reading.unplaced if self.shown.keeps_hidden else self.reading.unplaced | self.reading.unread
        for key in self.notes:
            if key not in called and key not in unread:
                origin = self.reading.elements[key]
                words = self.notes[key].expected.after(0)
                self._say("E453", f"no mark in {self.source.output} leads to the note “{words} …”.", origin)

    def _called(self, passage: _Compared) -> Iterator[str]:
        """The notes that are called in a passage, those called where the TEI does not call them told."""
        marks = Marks(passage.expected, is_moved=self.source.is_moved)
        for at, call in passage.actual.calls:
            key = self.pairs.get(call.note, "")
            found = marks.meet(passage.place(at), partial(_leads_to, key))
            if found is None:
                self._misplaced(passage, at, call)
            self._check_mark(call, key, found)
            yield key

    def _misplaced(self, passage: _Compared, at: int, call: Call) -> None:
        before = passage.actual.before(at)
        note = self.notes.get(self.pairs.get(call.note, ""))
        leads = f"leads to the note “{note.expected.after(0)} …”" if note else "leads to no note"
        said = f"the mark {call.mark} after “{before}” in {self.source.output} {leads}, which the TEI calls elsewhere."
        self._say("E453", " ".join(said.split()), passage.expected.origin(passage.place(at)))

    def _check_mark(self, call: Call, key: str, found: Call | None) -> None:
        """The mark in the text is that beside the note, and that of the TEI where numbers are those of the print."""
        element = self.reading.elements.get(key)
        if not call.mark or element is None:
            return
        printed = letters_of(element.get("n", "")) if self.source.is_printed else ""
        own = (
            letters_of(found.origin.get("n", ""))
            if found and self.source.is_printed and is_element(found.origin, "ref")
            else ""
        )
        beside = self.shown.marks.get(call.note, call.mark).rstrip(".")
        output = self.source.output
        if call.mark.rstrip(".") != (own or beside).rstrip("."):
            self._say("E453", f"the mark {call.mark} leads to the note marked {beside} in {output}.", element)
        elif printed and beside != printed.rstrip("."):
            self._say("E453", f"the note {printed} of the TEI bears {beside} in {output}.", element)

    def _check_order(self, text: _Compared) -> None:
        """In each list notes stand in the order in which a reader is led to them, or in that of the TEI."""
        met = order_of(self._met(text))
        written = [order_of(self._written()), order_of(self.reading.elements)]
        listed: dict[int, list[tuple[str, Passage]]] = {}
        for note, number in zip(self.shown.notes, self.shown.lists, strict=True):
            key = self.pairs.get(note.key, "")
            if number and key in met:
                listed.setdefault(number, []).append((key, note))
        for notes in listed.values():
            late = first_late(notes, met)
            if late is not None and all(first_late(notes, order) is not None for order in written):
                words = Laid(late[1].items).after(0)
                said = f"the note “{words} …” stands after one that follows it, in {self.source.output}."
                self._say("E453", said, self.reading.elements[late[0]])

    def _met(self, text: _Compared) -> Iterator[str]:
        """The notes that a reader of the output meets, each with those in it."""
        calls = {
            key: [self.pairs.get(call.note, "") for _, call in one.actual.calls] for key, one in self.notes.items()
        }
        yield from within([self.pairs.get(call.note, "") for _, call in text.actual.calls], calls)

    def _written(self) -> Iterator[str]:
        """The notes that a reader of the TEI meets, each with those in it."""
        called = {key: called_in(passage) for key, passage in self.reading.notes.items()}
        yield from within(called_in(self.reading.body), called)


def _leads_to(key: str, call: Call) -> bool:
    return call.note == key


def _other_order(hidden: Hidden, there: Mapping[str, int]) -> str:
    """What is `there` of hidden words with parts that an output may order otherwise, such as a caption; "" for none."""
    if next(hidden.origin.iter(*map(tei, GROUPS.split())), None) is None:
        return ""
    letters = sorted(hidden.letters)
    return next((found for found, count in there.items() if count > 0 and sorted(found) == letters), "")


def _is_left_out(placed: tuple[int, Hidden]) -> bool:
    """Whether a page need not have what is hidden here."""
    return not placed[1].is_kept


def _unit(origin: Element | None) -> str:
    """The id of the nearest element around that has one; "" for none."""
    around = [] if origin is None else [origin, *origin.iterancestors()]
    return next((identifier for node in around if (identifier := xml_id(node))), "")


def _around(before: str, words: str, after: str) -> str:
    """The words in question with those before and after them."""
    return f"{before} [{_short(words)}] {after}".strip()


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST // 2]} … {words[-LONGEST // 2 :]}"
