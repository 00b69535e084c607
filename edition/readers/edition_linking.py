"""Note marks of our own form and the notes they call, in reading order."""

from dataclasses import replace

from edition.readers.edition_notes import Notes
from edition.readers.edition_record import Block, Call, Note, Part, words_of
from edition.report import Message, Severity


class Links:
    """Gives each mark its note, and each note the place of its call; `messages` say what is left."""

    def __init__(self, notes: Notes, path: str) -> None:
        self.notes = list(notes.found)
        self.second = notes.second
        self.path = path
        self.messages: list[Message] = []
        self._marks: dict[str, list[int]] = {}
        self._next: dict[str, int] = {}
        for index, note in enumerate(self.notes):
            if note.mark and note.series != "unplaced":
                self._marks.setdefault(note.mark, []).append(index)

    def blocks(self, blocks: tuple[Block, ...], unit: str = "") -> tuple[Block, ...]:
        """`blocks` with their marks linked; a call counts in the unit around it."""
        return tuple(self._block(block, unit) for block in blocks)

    def _block(self, block: Block, unit: str) -> Block:
        return replace(block, content=self._content(block.content, block.id or unit, None))

    def linked_notes(self) -> tuple[Note, ...]:
        """The notes, after the blocks: marks in them are linked too."""
        for index in range(len(self.notes)):
            content = self._content(self.notes[index].content, "", index)
            self.notes[index] = replace(self.notes[index], content=content)
        for note in self.notes:
            if not note.is_called and note.series != "unplaced":
                said = f"nothing calls the note {{{note.mark}}}."
                self._say("W342", said, "Put its mark into the text, or take the note out.", note.line)
        return tuple(self.notes)

    def _content(self, content: tuple[Part, ...], unit: str, on: int | None) -> tuple[Part, ...]:
        found: list[Part] = []
        word = 0
        counted = 0
        for part in content:
            if isinstance(part, Call):
                word, counted = word + _words_in(found, counted), len(found)
                found.append(self._call(part, unit, word, on))
            elif isinstance(part, Block):
                found.append(replace(part, content=self._content(part.content, part.id or unit, on)))
            else:
                found.append(part)
        return tuple(found)

    def _call(self, call: Call, unit: str, word: int, on: int | None) -> Call:
        index, is_second = self._target(call.mark)
        if index is None:
            said = f"the mark {{{call.mark}}} has no note."
            self._say("W341", said, f"Add the note, or write \\{{{call.mark}}} where it is no mark.", call.line)
        elif not is_second:
            self.notes[index] = replace(self.notes[index], unit=unit, word=word, on=on, is_called=True)
        return replace(call, note=index, is_second=is_second)

    def _target(self, mark: str) -> tuple[int | None, bool]:
        """The index of the note of `mark`, the first that nothing has called yet; whether one has called it."""
        found = self._marks.get(mark, [])
        self._next.setdefault(mark, 0)
        if self._next[mark] < len(found):
            self._next[mark] += 1
            return found[self._next[mark] - 1], False
        if not found and mark in self.second:
            return next(iter(self._marks.get(self.second[mark], [])), None), True
        return (found[-1] if found else None), True

    def _say(self, code: str, said: str, remedy: str, line: int) -> None:
        self.messages.append(Message(code, said, remedy, Severity.WARNING, self.path, line))


def _words_in(parts: list[Part], begin: int) -> int:
    """How many words begin in `parts` from the index `begin`; one that a mark parts counts once."""
    before = words_of(tuple(parts[max(0, begin - 2) : begin]))
    after = words_of(tuple(parts[max(0, begin - 2) :]))
    return len(after.split()) - len(before.split())
