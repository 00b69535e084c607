"""The copy-text: all sources of an edition laid end to end, so that one offset names one character."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from edition.readers import Block, Reading
from edition.report import Message, Severity
from edition.settings import Source

GAP = "\n\n\n"


@dataclass(frozen=True)
class Part:
    """One source in the copy-text: its settings, where it lies (end exclusive), its blocks in copy-text offsets."""

    source: Source
    start: int
    end: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CopyText:
    """`text` is all sources, `GAP` between them; `parts` are they in order; `folder` stands before file names."""

    text: str
    parts: tuple[Part, ...]
    folder: str = ""

    def part_at(self, offset: int) -> Part:
        """The part that holds `offset`; the nearest before it where it falls between two."""
        return self.parts[max(0, bisect_right(self._starts, offset) - 1)]

    def place(self, offset: int) -> tuple[str, int, int]:
        """(file, line from 1, column from 1) of `offset`."""
        part = self.part_at(offset)
        line = self.text.count("\n", part.start, offset) + 1
        column = offset - max(self.text.rfind("\n", part.start, offset), part.start - 1)
        return f"{self.folder}{part.source.file}", line, column

    def message(self, code: str, offset: int, text: str, remedy: str, severity: Severity = Severity.WARNING) -> Message:
        """A message about the source at `offset`."""
        path, line, column = self.place(offset)
        return Message(code, text, remedy, severity, path, line, column)

    @cached_property
    def _starts(self) -> list[int]:
        return [part.start for part in self.parts]


def lay_out(readings: list[tuple[Source, Reading]], folder: str = "") -> CopyText:
    """The copy-text of these sources, in order."""
    texts: list[str] = []
    parts: list[Part] = []
    offset = 0
    for source, reading in readings:
        blocks = tuple(Block(block.start + offset, block.end + offset, block.blank_before) for block in reading.blocks)
        parts.append(Part(source, offset, offset + len(reading.text), blocks))
        texts.append(reading.text)
        offset += len(reading.text) + len(GAP)
    return CopyText(GAP.join(texts), tuple(parts), folder)


def without(text: str, start: int, end: int, ranges: Iterable[tuple[int, int]]) -> str:
    """The characters from `start` to `end` without those of `ranges`, which lie there in order."""
    out, position = [], start
    for first, last in ranges:
        out.append(text[position:first])
        position = last
    return "".join([*out, text[position:end]])
