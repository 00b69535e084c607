"""What a printed book shows: the words of its PDF read back and held against the page that was printed.

Pages are read in the order in which they were drawn: the running text, then what stands beside it, the notes at the
foot, running heads and folios. Each line of each element is one piece of text in the PDF, so that a piece belongs to
the text, to a note, or to what is generated. Where several are possible all are followed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from edition.proofreading.page import Shown
from edition.proofreading.passage import Call, Generated, Item, Laid, Passage, Run, flat, letters_of

ORNAMENT = re.compile(r"[.·•◦▪‣–—-]+")
NUMBER = re.compile(r"[^\w\s]*(?:\d+|[ivxlcdm]+)[^\w\s]*")
SIGNS = re.compile(r"[^\w\s]+")
ENDS_LINE = "\x02"  # what PDFium makes of a hyphen at the end of a line
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212" + ENDS_LINE), "-")
MOST = 100
WINDOW = 300
ALIKE = 0.6
LONG = 8
REACH = 80


class UnreadPdf(ValueError):
    """Bytes that PDFium does not read."""


class Piece(NamedTuple):
    """A piece of text in a PDF and where it stands on its page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Fault(NamedTuple):
    """Letters that are lost or invented on a page of a PDF, with the words around and the element that holds them."""

    is_lost: bool
    letters: int
    before: str
    words: str
    after: str
    page: int
    unit: str


@dataclass
class Collated:
    """What a PDF has of the page that was printed. `taken` counts letters of the text, `printed` all letters."""

    taken: int = 0
    printed: int = 0
    faults: list[Fault] = field(default_factory=list)


class Cursor(NamedTuple):
    """A place in running text: `at` letters, `passed` generated words after them and `within` letters of the next."""

    at: int = 0
    passed: int = 0
    within: int = 0


def read_pdf(data: bytes) -> list[list[Piece]]:
    """The pieces of text on each page, in the order in which they were drawn; raises `UnreadPdf` for what is no PDF."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadPdf(str(error)) from error
    pages = []
    for page in pdf:
        text = page.get_textpage()
        found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text)
        pages.append([Piece(one.extract(), *one.get_bounds()) for one in found])
        text.close()
        page.close()
    pdf.close()
    return pages


def collate(pages: Iterable[list[Piece]], printed: Shown, running: Iterable[str]) -> Collated:
    """How the pages of a PDF differ from the page that was `printed`; `running` are words that may head a page."""
    return _Collation(printed, running).run(pages)


def normal(text: str) -> str:
    """`text` as letters that a font may not tell apart: ligatures undone, one case, one hyphen, nothing invisible."""
    if text.isascii() and text.isprintable():
        return letters_of(text.lower())
    folded = unicodedata.normalize("NFKC", text).translate(HYPHENS).casefold()
    return letters_of("".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace()))


class _Flow:
    """Running text to be found: its letters, and what is generated among them."""

    def __init__(self, items: Iterable[Item], within: Mapping[str, Passage]) -> None:
        self.generated: dict[int, list[Generated]] = {}
        at, runs = 0, []
        for item in _with_notes(items, within):
            if isinstance(item, Run):
                text = _spaced(item.text)
                at += len(letters_of(text))
                runs.append(Run(text, item.origin))
            elif isinstance(item, Generated | Call):
                words = item.mark if isinstance(item, Call) else item.letters
                made = Generated(normal(words), isinstance(item, Generated) and item.is_listed, item.origin)
                self.generated.setdefault(at, []).append(made)
        self.laid = Laid(runs)
        self.letters = self.laid.letters

    def takes(self, cursor: Cursor, text: str) -> Iterator[Cursor]:
        """Where the text goes on after `text`, whole or with a hyphen at the end of its line."""
        at = cursor.at
        for length in _taken(self.letters, at, text):
            yield Cursor(at + length)
        made = self.generated.get(at, ())
        for number in range(cursor.passed, len(made)):
            letters, within = made[number].letters, cursor.within if number == cursor.passed else 0
            for length in _taken(letters, within, text):
                is_whole = within + length == len(letters)
                yield Cursor(at, number + 1) if is_whole else Cursor(at, number, within + length)

    def ahead(self, cursor: Cursor, text: str, index: int) -> Iterator[tuple[int, int, Cursor]]:
        """Where `text` stands further on: triples (letters before it, `index`, the place after it)."""
        found = self.letters.find(text, cursor.at)
        if 0 <= found <= cursor.at + REACH * len(text):
            yield found, index, Cursor(found + len(text))
        for at in (place for place in self.generated if place > cursor.at):
            for number, one in enumerate(self.generated[at]):
                if text in one.letters:
                    yield at, index, Cursor(at, number, one.letters.find(text) + len(text))

    def is_listed(self, cursor: Cursor) -> bool:
        """Whether a page number may follow: generated words of contents stand here."""
        return any(one.is_listed for one in self.generated.get(cursor.at, ()))


State = tuple[Cursor, Cursor]


class _Collation:
    """All ways to read the pieces so far, as pairs of places in the running text and in the notes."""

    def __init__(self, printed: Shown, running: Iterable[str]) -> None:
        notes = zip(printed.notes, printed.in_place, strict=True)
        within = {note.key: note for note, is_within in notes if is_within}
        apart = [note for note in printed.notes if note.key not in within]
        self.text = _Flow(printed.body.items, within)
        self.notes = _Flow((item for note in apart for item in note.items), within)
        self.flows = (self.text, self.notes)
        self.running = "\n".join(map(normal, running))
        self.states: set[State] = {(Cursor(), Cursor())}
        self.found = Collated()
        self.page = 0

    @cached_property
    def made(self) -> frozenset[str]:
        """All that is generated, which may stand beside the text."""
        return frozenset(one.letters for flow in self.flows for group in flow.generated.values() for one in group)

    def run(self, pages: Iterable[list[Piece]]) -> Collated:
        """Read all pages; what is left is lost."""
        for self.page, pieces in enumerate(pages, 1):
            self._read(_Sheet([piece._replace(text=normal(piece.text)) for piece in pieces]))
        best = max(self.states, key=_progress)
        for flow, cursor in zip(self.flows, best, strict=True):
            self._lost(flow, cursor.at, len(flow.letters))
        lost = sum(fault.letters for fault in self.found.faults if fault.is_lost)
        self.found.taken = sum(len(flow.letters) for flow in self.flows) - lost
        return self.found

    def _read(self, sheet: "_Sheet") -> None:
        for piece in sheet.pieces:
            self.found.printed += len(piece.text)
            states = set(self._next(piece.text, sheet, piece))
            if len(states) > MOST:
                states = set(sorted(states, key=_progress, reverse=True)[:MOST])
            self.states = states or {self._resumed(piece.text)}

    def _next(self, text: str, sheet: "_Sheet", piece: Piece) -> Iterator[State]:
        is_free = self._is_beside(text) or ORNAMENT.fullmatch(text) or self._is_running(text, sheet, piece)
        for state in self.states:
            yield from ((cursor, state[1]) for cursor in self.text.takes(state[0], text))
            yield from ((state[0], cursor) for cursor in self.notes.takes(state[1], text))
            if is_free or self._is_made(text, state):
                yield state

    def _is_beside(self, text: str) -> bool:
        """Whether this stands beside the text, generated; what is printed over another number lacks its beginning."""
        return text in self.made or (
            NUMBER.fullmatch(text) is not None and any(one.endswith(text) for one in self.made)
        )

    def _is_running(self, text: str, sheet: "_Sheet", piece: Piece) -> bool:
        """Whether a piece in the margin is a folio or a running head."""
        return sheet.is_in_margin(piece) and bool(NUMBER.fullmatch(text) or text.rstrip(".…") in self.running)

    def _is_made(self, text: str, state: State) -> bool:
        """Whether a style sheet may have made this: signs beside generated words, numbers of pages and of items."""
        if SIGNS.fullmatch(text):
            return any(cursor.at in flow.generated for flow, cursor in zip(self.flows, state, strict=True))
        return bool(NUMBER.fullmatch(text)) and (self.text.is_listed(state[0]) or text[-1] == ".")

    # Faults

    def _resumed(self, text: str) -> State:
        """The best way to go on where `text` fits nowhere; tells what is lost and what is invented."""
        best = max(self.states, key=_progress)
        nearest = max((0, 1), key=lambda index: _likeness(self.flows[index].letters, best[index].at, text))
        flow, at = self.flows[nearest], best[nearest].at
        if _likeness(flow.letters, at, text) >= ALIKE * len(text):
            return _replaced(best, nearest, self._amended(flow, at, text))
        ahead = [found for index in (0, 1) for found in self.flows[index].ahead(best[index], text, index)]
        if len(text) >= LONG and ahead:
            to, index, cursor = min(ahead)
            self._lost(self.flows[index], best[index].at, to)
            return _replaced(best, index, cursor)
        self._invented(self.text, best[0].at, text)
        return best

    def _amended(self, flow: _Flow, at: int, text: str) -> Cursor:
        """Where `flow` goes on after a piece that differs from it in a few letters."""
        here, there = at, 0
        for block in _blocks(flow.letters, at, text):
            self._lost(flow, here, at + block.a)
            self._invented(flow, at + block.a, text[there : block.b])
            here, there = at + block.a + block.size, block.b + block.size
        self._invented(flow, here, text[there:].removesuffix("-"))
        return Cursor(here)

    def _lost(self, flow: _Flow, start: int, end: int) -> None:
        if end > start:
            self._fault(flow, start, end, flow.laid.words(start, end), is_lost=True)

    def _invented(self, flow: _Flow, at: int, text: str) -> None:
        if text:
            self._fault(flow, at, at, text, is_lost=False)

    def _fault(self, flow: _Flow, start: int, end: int, words: str, *, is_lost: bool) -> None:
        origin = flow.laid.origin(start)
        around = [] if origin is None else [origin, *origin.iterancestors()]
        unit = next((value for node in around if (value := node.get("id"))), "")
        count = end - start if is_lost else len(words)
        fault = Fault(is_lost, count, flow.laid.before(start), words, flow.laid.after(end), self.page, unit)
        self.found.faults.append(fault)


def _with_notes(items: Iterable[Item], within: Mapping[str, Passage]) -> Iterator[Item]:
    """`items` with the words of notes that stand in place."""
    for item in flat(items):
        yield item
        if isinstance(item, Call) and not item.mark and item.note in within:
            others = {key: note for key, note in within.items() if key != item.note}
            yield from _with_notes(within[item.note].items, others)


class _Sheet:
    """One page: what stands above or below all else is in its margin."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = [piece for piece in pieces if piece.text]
        self.lowest_top = min((piece.top for piece in self.pieces), default=0.0)
        self.highest_bottom = max((piece.bottom for piece in self.pieces), default=0.0)

    def is_in_margin(self, piece: Piece) -> bool:
        """Whether nothing stands above `piece`, or nothing below it."""
        return piece.top >= self.highest_bottom or piece.bottom <= self.lowest_top


def _taken(letters: str, at: int, text: str) -> Iterator[int]:
    """How many of the letters from `at` on make `text`.

    Its last sign may be a hyphen at the end of a line, or the letter under an accent that a font draws as two signs,
    the second of which reads as the whole.
    """
    if letters.startswith(text, at):
        yield len(text)
    length = len(text) - 1
    if letters.startswith(text[:-1], at) and (
        text[-1] == "-" or _is_base(text[-1], letters[at + length : at + length + 1])
    ):
        yield length


def _is_base(sign: str, letter: str) -> bool:
    """Whether `sign` is what an accented letter has under its accent, or a sign without a letter of its own."""
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and (
        sign == parts[0] or not unicodedata.name(sign, "").startswith(("LATIN", "GREEK", "CYRILLIC"))
    )


def _spaced(text: str) -> str:
    """`text` normalised word by word."""
    words = " ".join(map(normal, text.split()))
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}"


def _progress(state: State) -> int:
    return state[0].at + state[1].at


def _replaced(state: State, index: int, cursor: Cursor) -> State:
    return (cursor, state[1]) if index == 0 else (state[0], cursor)


def _blocks(letters: str, at: int, text: str) -> list[Match]:
    """What `text` and the letters from `at` on have in common, in order."""
    matcher = SequenceMatcher(None, letters[at : at + len(text) + WINDOW], text, autojunk=False)
    return [block for block in matcher.get_matching_blocks() if block.size > 2]


def _likeness(letters: str, at: int, text: str) -> int:
    """How many letters of `text` stand in its order near the place `at`."""
    return sum(block.size for block in _blocks(letters, at, text))
