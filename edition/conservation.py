"""The source is never lost: what the TEI says the sources read is compared with the sources, character by character.

This shares no code with the encoder, so that a fault of the one is seen by the other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from edition.document import Document
from edition.report import Message
from edition.reversal import LOOSE, Kind, PrintedNote, SourceReading, Token, source_reading
from edition.settings import Settings, Source
from edition.tree import folded

SHOWN = 40
WORDLESS = re.compile(r"[^\w\s](?: ?[^\w\s])*(?= |$)")
REMEDY = "This is a fault of the programme or of a change by hand; nothing of the source may be lost."


def check_conservation(document: Document, sources: Mapping[str, str], settings: Settings) -> Iterator[Message]:
    """One error for the first place where `document` and its sources differ; none where nothing is lost.

    `sources` are the decoded texts by the name that the settings give them. White space counts as one space, and
    not at all beside note marks and brackets; titles may have other capitals. Time grows with the length.
    """
    found = _Collation(_laid_out(sources, settings), source_reading(document, settings), settings).run()
    if found is not None:
        yield found


@dataclass(frozen=True)
class _Copy:
    """All sources as one text with single spaces.

    `starts` are where its lines begin, `places` their file and line, `blocks` where a line follows a blank one.
    """

    text: str
    starts: list[int]
    places: list[tuple[str, int]]
    blocks: frozenset[int]

    def place(self, at: int) -> tuple[str, int]:
        """The file and line of the character at `at`."""
        return self.places[max(0, bisect_right(self.starts, at) - 1)] if self.places else ("", 0)


def _laid_out(sources: Mapping[str, str], settings: Settings) -> _Copy:
    lines: list[str] = []
    starts: list[int] = []
    places: list[tuple[str, int]] = []
    blocks: set[int] = set()
    length = 0
    for source in settings.source:
        is_first = True
        for number, line in _body(sources.get(source.file, ""), source):
            words = " ".join(line.split())
            if words:
                starts.append(length)
                places.append((source.file, number))
                lines.append(words)
                blocks.update([length] if is_first else ())
                length += len(words) + 1
            is_first = not words or settings.breaks.paragraphs == "line"
    return _Copy(" ".join(lines), starts, places, frozenset(blocks))


def _body(text: str, source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a source with their numbers, those before and after its body left out."""
    lines = text.split("\n")
    first = _line_with(lines, source.body_from, 0, 0)
    last = _line_with(lines, source.body_until, first, len(lines))
    return ((number, lines[number - 1]) for number in range(first + 1, last + 1))


def _line_with(lines: list[str], words: str, start: int, otherwise: int) -> int:
    wanted = folded(words)
    if not wanted:
        return otherwise
    found = (at for at in range(start, len(lines)) if folded(" ".join(lines[at : at + 3])).startswith(wanted))
    return next(found, otherwise)


@dataclass
class _Queue:
    """Printed notes that begin alike and are not found yet: those with a mark in order, the others in any."""

    placed: list[PrintedNote] = field(default_factory=list)
    unplaced: list[PrintedNote] = field(default_factory=list)
    next: int = 0

    def candidates(self) -> list[PrintedNote]:
        """The notes that may come next: the next with a mark, and all without."""
        return [*self.placed[self.next : self.next + 1], *self.unplaced]

    def take(self, note: PrintedNote) -> None:
        """Count `note` as found."""
        if any(note is other for other in self.unplaced):
            self.unplaced = [other for other in self.unplaced if other is not note]
        else:
            self.next += 1


class _Collation:
    """The sources read along with what they should be; `at` is the place in the copy, `token` that in the text."""

    def __init__(self, copy: _Copy, reading: SourceReading, settings: Settings) -> None:
        self.copy = copy
        self.text = copy.text
        self.running = reading.running
        self.lines = frozenset(copy.starts)
        lines = (*settings.furniture.lines, settings.notes.heading)
        self.furniture = [folded(line) for line in lines if folded(line)]
        self.headings = [folded(line) for line in settings.notes.headings if folded(line)]
        self.queues: dict[str, _Queue] = {}
        self._waiting(reading.notes)
        self.lengths = sorted({len(label) for label in self.queues}, reverse=True)
        self.at = self.token = 0
        self.furthest: tuple[int, str] = (0, "")

    def _waiting(self, notes: Sequence[PrintedNote]) -> None:
        by_number: dict[str, _Queue] = {}
        for note in notes:
            queue = by_number.setdefault(note.n, _Queue())
            (queue.placed if note.is_placed else queue.unplaced).append(note)
            for label in note.labels:
                self.queues[label] = queue

    def run(self) -> Message | None:
        """Read to the end; the first difference, None where there is none."""
        while self.token < len(self.running):
            self._pass_what_stands_apart()
            reached = self._read(self.running, self.token, self.at)
            if reached < 0:
                self._note_failure(self.at, self.running, self.token)
                return self._difference()
            self.at = reached
            self.token += 1
        self._pass_what_stands_apart()
        if self.text[self.at :].strip():
            self._note_failure(self.at, self.running, self.token)
            return self._difference()
        missing = next((queue for queue in self.queues.values() if queue.candidates()), None)
        return None if missing is None else self._lost(missing.candidates()[0])

    def _pass_what_stands_apart(self) -> None:
        """Pass over printed notes and furniture at the beginning of a line."""
        while True:
            pending = self.text.startswith(" ", self.at)
            line = self.at + pending
            if line not in self.lines:
                return
            end = self._end_of_note(line)
            if end < 0:
                end = self._end_of_furniture(line, self.running, self.token)
            if end < 0:
                return
            self.at = end if pending or end == len(self.text) else end + 1

    def _end_of_note(self, line: int) -> int:
        """Where a printed note that begins at `line` ends, and the note is ticked off; -1 where none begins."""
        for length in self.lengths:
            queue = self.queues.get(self.text[line : line + length])
            for note in queue.candidates() if queue else ():
                for reading in note.readings:
                    end = self._end_of_reading(reading, line + length)
                    if end >= 0 and queue:
                        queue.take(note)
                        return end
        return -1

    def _end_of_reading(self, tokens: list[Token], at: int) -> int:
        tokens = [LOOSE, *tokens, LOOSE]
        for number in range(len(tokens) - 1):
            line = at + self.text.startswith(" ", at)
            if line in self.lines:
                end = self._end_of_furniture(line, tokens, number)
                at = at if end < 0 else end
            reached = self._read(tokens, number, at)
            if reached < 0:
                self._note_failure(at, tokens, number)
                return -1
            at = reached
        at -= self.text.startswith(" ", at - 1)
        return at if self._is_end(at, self.lines) else -1

    def _end_of_furniture(self, line: int, tokens: list[Token], number: int) -> int:
        """Where a line that is no text ends, if one begins at `line` and `tokens` do not read so; else -1."""
        for words in (*self.furniture, *self.headings):
            end = line + len(words)
            if not self.text.startswith(words, line) or not self._is_end(end, self.lines):
                continue
            is_block = words in self.furniture and line in self.copy.blocks and self._is_end(end, self.copy.blocks)
            if is_block or not self._reads_to(end, line, tokens, number):
                return end
        return -1

    def _is_end(self, at: int, starts: AbstractSet[int]) -> bool:
        return at == len(self.text) or at + 1 in starts

    def _reads_to(self, end: int, at: int, tokens: list[Token], number: int) -> bool:
        while at < end and number < len(tokens):
            at = self._read(tokens, number, at)
            if at < 0:
                return False
            number += 1
        return at >= end

    def _read(self, tokens: list[Token], number: int, at: int) -> int:
        """Where the token ends that begins at `at`; -1 where the copy reads otherwise."""
        token = tokens[number]
        if token.kind in (Kind.SPACE, Kind.LOOSE):
            return self._space(tokens, number, at)
        if token.kind is Kind.WORD:
            return at + len(token.texts[0]) if self.text.startswith(token.texts[0], at) else -1
        if token.kind is Kind.TITLE:
            return self._title(token.texts[0], at)
        if token.kind is Kind.ORNAMENT and not token.texts:
            found = WORDLESS.match(self.text, at)
            return found.end() if found else -1
        found_text = next((text for text in token.texts if self.text.startswith(text, at)), None)
        if found_text is None:
            return at if token.kind is Kind.OPTIONAL else -1
        return at + len(found_text)

    def _space(self, tokens: list[Token], number: int, at: int) -> int:
        if self.text.startswith(" ", at):
            return at + 1
        is_loose = tokens[number].kind is Kind.LOOSE or at in self.lines or at >= len(self.text)
        beside = tokens[max(0, number - 1) : number + 2]
        return at if is_loose or LOOSE in beside else -1

    def _title(self, words: str, at: int) -> int:
        wanted = words.casefold()
        for length in range(max(1, len(words) - 2), len(words) + 3):
            if self.text[at : at + length].casefold() == wanted:
                return at + length
        return -1

    def _note_failure(self, at: int, tokens: Sequence[Token], number: int) -> None:
        if at >= self.furthest[0]:
            words = (token.texts[0] if token.texts else " " for token in tokens[number : number + SHOWN])
            self.furthest = (at, " ".join("".join(words).split())[:SHOWN])

    def _difference(self) -> Message:
        at, expected = self.furthest
        found = self.text[at : at + SHOWN].strip()
        read = f"reads “{expected}”" if expected else "ends"
        path, line = self.copy.place(at)
        has = f"has “{found}”" if found else "ends"
        return Message("REVERSAL", f"the source {has} where the TEI {read}.", REMEDY, path=path, line=line)

    def _lost(self, note: PrintedNote) -> Message:
        path, line = self.copy.place(len(self.text))
        words = "".join(token.texts[0] if token.texts else " " for token in note.readings[0][:SHOWN])
        said = f"the note {note.n} of the TEI, “{' '.join(words.split())[:SHOWN]}”, does not stand in the source."
        return Message("REVERSAL", said, REMEDY, path=path, line=line)
