"""The account: every character of the sources is taken once, and what it became is said where that happens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.encoding.copytext import CopyText
from edition.readers import Block
from edition.report import Message, Severity

TEXT = "text"
TITLE = "title"
MARK = "mark"
WHITE = "white space"
FURNITURE = "furniture"
CHANGED = "changed by decision"


@dataclass
class Account:
    """Entries (start, end, what it became), offsets into the copy-text, end exclusive, in the order of the work."""

    entries: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, start: int, end: int, category: str) -> None:
        """Enter the characters from `start` to `end`; an empty range is no entry."""
        if end > start:
            self.entries.append((start, end, category))

    def frame(self, start: int, end: int, blocks: Sequence[Block]) -> None:
        """Enter as a mark what stands around `blocks` from `start` to `end`: label, brackets, closing sign."""
        self.take(start, blocks[0].start if blocks else end, MARK)
        if blocks:
            self.take(blocks[-1].end, end, MARK)

    def totals(self, copy: CopyText) -> dict[str, Counter[str]]:
        """Characters by what they became, for each source in order, by file."""
        out = {part.source.file: Counter[str]() for part in copy.parts}
        for start, end, category in self.entries:
            out[copy.part_at(start).source.file][category] += end - start
        return out

    def faults(self, copy: CopyText) -> list[Message]:
        """Characters that were taken twice or not at all; empty where the account balances."""
        found: list[Message] = []
        entries = sorted(self.entries)
        position = 0
        for part in copy.parts:
            reached = part.start
            while position < len(entries) and entries[position][0] < part.end:
                start, end, _ = entries[position]
                if start > reached:
                    found += _missed(copy, reached, start)
                elif start < reached:
                    found.append(_fault(copy, start, min(end, reached), "was taken twice"))
                reached = max(reached, end)
                position += 1
            found += _missed(copy, reached, part.end)
        return found


def describe(totals: Counter[str], length: int) -> str:
    """One line for people: `source 1,234 = text 1,000 + mark 34 + white space 200`, corrections as one sum."""
    known = [f"{name} {totals[name]:,}" for name in (TEXT, TITLE, MARK, WHITE, FURNITURE) if totals[name]]
    changed = [count for name, count in totals.items() if name.startswith(CHANGED)]
    if changed:
        known.append(f"changed by {len(changed)} decision{'s' * (len(changed) > 1)} {sum(changed):,}")
    return f"source {length:,} = {' + '.join(known)}"


def _missed(copy: CopyText, start: int, end: int) -> list[Message]:
    return [_fault(copy, start, end, "has no place in the TEI")] if end > start else []


def _fault(copy: CopyText, start: int, end: int, said: str) -> Message:
    words = " ".join(copy.text[start : min(end, start + 40)].split())
    return copy.message(
        "ACCOUNT", start, f"“{words}” ({end - start} characters) {said}.",
        "This is a fault of the programme or of a decision at this place; nothing was written.", Severity.ERROR,
    )  # fmt: skip
