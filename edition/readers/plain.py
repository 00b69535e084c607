"""Plain text: blocks parted by blank lines, by line feeds or by indents, as the settings say."""

import re
from collections.abc import Iterator

from edition.readers.blocks import Block, Reading
from edition.readers.decoding import decode
from edition.settings import Breaks, Source

LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


def read_plain(data: bytes, source: Source, breaks: Breaks) -> Reading:
    """The text in `data` and its blocks; raises as `decode` does."""
    text = decode(data, source.encoding, source.file)
    return Reading(text, tuple(split_blocks(text, breaks.paragraphs)))


def split_blocks(text: str, paragraphs: str) -> Iterator[Block]:
    """The blocks of `text`. `paragraphs` is `blank-line`, `line` or `indent`, see `Breaks`."""
    start = end = -1
    blank, before = 0, 0
    for found in LINE.finditer(text):
        line = found[0]
        if not line.strip():
            blank += 1
            continue
        first = found.start() + len(line) - len(line.lstrip())
        if start < 0 or blank or _begins(line, paragraphs):
            if start >= 0:
                yield Block(start, end, before)
            start, before = first, blank
        end = found.start() + len(line.rstrip())
        blank = 0
    if start >= 0:
        yield Block(start, end, before)


def _begins(line: str, paragraphs: str) -> bool:
    return paragraphs == "line" or (paragraphs == "indent" and line[:1].isspace())
