"""What a reader gives: the decoded text and where its blocks lie in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a stanza, a note.

    `start` and `end` are offsets into the decoded text, end exclusive, without white space at either end;
    `blank_before` counts the blank lines right before it, from the start of the text for the first.
    """

    start: int
    end: int
    blank_before: int


def trimmed(text: str, start: int, end: int, blank_before: int) -> Block | None:
    """The characters from `start` to `end` as a block, without white space at either end; None where all is white."""
    words = text[start:end]
    lead, trail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return Block(start + lead, end - trail, blank_before) if words.strip() else None


@dataclass(frozen=True)
class Reading:
    """One source, read: `text` as decoded, nothing changed; `blocks` in order, disjoint, none empty."""

    text: str
    blocks: tuple[Block, ...]
