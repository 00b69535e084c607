"""Which convention a source's notes follow, found by trying: the one under which most marks lead to a note."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from edition.encoding.copytext import CopyText
from edition.encoding.labels import (
    CHAPTER_LINE,
    LABEL,
    SHORT_LINE,
    Item,
    Mark,
    Ranges,
    item_start,
    items,
    key,
    marks,
    pattern,
    ranges_of,
)
from edition.encoding.linking import Links, link
from edition.encoding.titles import list_headings
from edition.readers import Block
from edition.settings import Breaks, Notes, Source
from edition.tree import folded

MARKS = (
    "[{n}]", "({n})", "{{n}}", "[^{n}]", "<{n}>", "^{n}", "[ {n} ]", "(({n}))", "<sup>{n}</sup>", "{n})", "{n}",
)  # fmt: skip
ITEMS = (
    "[{n}] ", "[{n}]: ", "[^{n}]: ", "[{n}]. ", "({n}) ", "{{n}} ", "<{n}> ", "^{n} ", "[ {n} ] ", "(({n})) ",
    "<sup>{n}</sup> ", "{n}. ", "{n}) ", "{n}: ", "{n} ", "[{n}]", "({n})", "{n}",
)  # fmt: skip
FIRST = ("1", "a", "A", "i", "I", "*")
WORDED = re.compile(rf"(?m)^[ \t]*([\[(])([^\W\d_]+) (?:{LABEL})( ?: |\. |\) | - | — )")
NOTE_WORD = r"(?i:foot ?notes?|end ?notes?|notes?|fn|anm(?:erkung)?|fu(?:ß|ss)note|(?:voet|eind)?noot|nota)"
OPEN_WORDED = re.compile(rf"(?m)^[ \t]*(\[?{NOTE_WORD}\.? ?)(?:{LABEL})((?: ?:|\.|\)|\]:?)[ \t])")
WORDED_MARK = re.compile(rf"([\[(]{NOTE_WORD}\.? ?)(?:{LABEL})([\])])")
LIST_HEADING = re.compile(
    r"(?i)(?:(?:foot|end)?notes?(?: (?:to|on|for|of|du|de|des) [^\n.]{1,50})?|references"
    r"|(?:anmerkungen|fu(?:ß|ss)noten|endnoten)(?: z[u-][^\n.]{1,50})?|notas?|note"
    r"|(?:voet|eind)?noten(?: bij [^\n.]{1,50})?|aantekeningen)[:.]?"
)


@dataclass(frozen=True)
class Found:
    """What was seen of a source: its text, the convention of its notes, and how well that holds."""

    copy: CopyText
    source: Source
    breaks: Breaks
    notes: Notes
    items: Sequence[Item]
    marks: Sequence[Mark]
    links: Links


def best_notes(copy: CopyText, ranges: Ranges) -> Found:
    """The convention that links most notes and leaves fewest over; one without notes where none links any.

    `ranges` are those of the text that are furniture whatever the convention is.
    """
    best = Found(copy, copy.parts[0].source, Breaks(), Notes(), (), (), Links())
    score = 0
    for item in _item_templates(copy.text):
        for notes in _layouts(copy, item, ranges):
            for mark in _mark_templates(copy.text):
                tried = _try(copy, replace(notes, mark=mark), ranges)
                points = 2 * len(tried.links.items) - len(tried.links.lost) - len(tried.links.twins)
                if points > score:
                    best, score = tried, points
    return best


def _item_templates(text: str) -> Iterator[str]:
    closing = {"[": "]", "(": ")"}
    worded = Counter((match[1], match[2], match[3]) for match in WORDED.finditer(text))
    for (sign, word, after), _ in worded.most_common(3):
        yield f"{sign}{word} {{n}}{after}{{text}}{closing[sign]}"
    yield from ITEMS
    opened = Counter((match[1], match[2]) for match in OPEN_WORDED.finditer(text))
    for (word, after), _ in opened.most_common(2):
        yield f"{word}{{n}}{after}"


def _mark_templates(text: str) -> Iterator[str]:
    yield from MARKS
    worded = Counter((match[1], match[2]) for match in WORDED_MARK.finditer(text))
    for (before, after), _ in worded.most_common(2):
        yield f"{before}{{n}}{after}"


def _layouts(copy: CopyText, item: str, ranges: Ranges) -> Iterator[Notes]:
    """How notes that begin like `item` may be set out: with what headings, in how many lists; none if there are none.

    They are taken for notes of one block each, between which text may stand.
    """
    bare = Notes(item=item, place="bottom", restart="list")
    if not re.search(rf"(?m)^[ \t]*{item_start(bare).pattern}", copy.text):
        return
    over = _over_lists(copy, bare, ranges)
    tight = _in_blocks(copy, bare, over, ranges)
    notes = replace(bare, heading=over[0] if over else "", headings=(*over[1:], *tight))
    seen = items(copy, notes, title_marks=False, furniture=_hidden(copy, notes, ranges))
    if seen:
        yield replace(notes, restart=_restart(seen))


def _hidden(copy: CopyText, notes: Notes, ranges: Ranges) -> list[tuple[int, int]]:
    return sorted([*ranges, *list_headings(copy.text, _blocks(copy, ranges), notes)])


def _blocks(copy: CopyText, ranges: Ranges) -> list[Block]:
    return [
        block for part in copy.parts for block in part.blocks if not any(a <= block.start < b for a, b in ranges)
    ]  # fmt: skip


def _over_lists(copy: CopyText, notes: Notes, ranges: Ranges) -> list[str]:
    """The headings of lists of notes, the one that comes most often first."""
    text, starts = copy.text, item_start(notes)
    found: Counter[str] = Counter()
    for block, after in pairwise([*_blocks(copy, ranges), None]):
        if block is None:
            break
        line, _, rest = text[block.start : block.end].partition("\n")
        if LIST_HEADING.fullmatch(folded(line)) and (rest.strip() or after):
            begins = block.end - len(rest.lstrip()) if rest.strip() else after.start if after else 0
            short = SHORT_LINE.match(text, begins) is not None
            found[folded(line)] += bool(starts.match(text, begins)) or (short and not rest.strip())
    return [line for line, count in found.most_common() if count]


def _in_blocks(copy: CopyText, notes: Notes, over: Sequence[str], ranges: Ranges) -> list[str]:
    """The first lines of blocks of notes, after a heading, where a line of its own divides them."""
    text, starts = copy.text, item_start(notes)
    found: list[str] = []
    is_list = False
    for block in _blocks(copy, ranges):
        line, _, rest = text[block.start : block.end].partition("\n")
        words = folded(line)
        item = starts.match(rest.lstrip())
        if words in over:
            is_list = True
        elif is_list and item and key(item["n"]) in FIRST and SHORT_LINE.fullmatch(words):
            found.append(words)
        elif not starts.match(line):
            is_list = False
    return list(dict.fromkeys(found))


def _inside_lists(found: Found, furniture: Ranges, ranges: Ranges) -> list[str]:
    """The short lines between two notes of a list, where the numbers begin anew or a part of the text is named."""
    text, starts = found.copy.text, item_start(found.notes)
    blocks = _blocks(found.copy, ranges)
    lines = Counter(folded(text[block.start : block.end]).casefold() for block in blocks)
    headings = {start for start, _ in furniture}
    inner = sorted((item.start, item.end) for item in found.items)
    out: list[str] = []
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        words, item = folded(text[block.start : block.end]), starts.match(text, after.start)
        position = bisect_left(inner, (before.end, 0)) - 1
        is_list = before.start in headings or (position >= 0 and before.start < inner[position][1])
        if item and is_list and SHORT_LINE.fullmatch(words) and "[" not in words and not starts.match(words):
            is_named = CHAPTER_LINE.fullmatch(words) or lines[words.casefold()] == 2
            if is_named or key(item["n"]) in FIRST:
                out.append(words)
    return [words for words in dict.fromkeys(out) if words != found.notes.heading]


def _restart(seen: Sequence[Item]) -> Literal["never", "section", "list"]:
    """Where numbers begin anew: only where a label with which series begin comes again do they."""
    labels = Counter(key(item.label) for item in seen)
    if all(labels[label] < 2 for label in FIRST):
        return "never"
    return "section" if sum(not item.follows for item in seen) > 1 else "list"


def _try(copy: CopyText, notes: Notes, ranges: Ranges) -> Found:
    furniture = _hidden(copy, notes, ranges)
    found = _linked(copy, notes, furniture)
    if "{text}" not in notes.item and not _is_interleaved(found):
        found = _as_list(copy, notes, furniture)
        inside = _inside_lists(found, furniture, ranges)
        if inside:
            notes = replace(notes, headings=(*notes.headings, *inside))
            furniture = _hidden(copy, notes, ranges)
            found = _as_list(copy, notes, furniture)
    linked = [mark for mark in found.marks if mark.start in found.links.items]
    spaced = sum(copy.text[mark.start - 1 : mark.start].isspace() for mark in linked)
    notes = replace(found.notes, space_before=2 * spaced > len(linked))
    if "{text}" in notes.item:
        clusters = sum(not item.follows for item in found.items)
        notes = replace(notes, place="bottom" if 2 * clusters > len(found.items) else "end")
    return _linked(copy, notes, furniture) if notes.space_before else replace(found, notes=notes)


def _as_list(copy: CopyText, notes: Notes, furniture: Ranges) -> Found:
    """The notes as those of one list or of a few, each note of as many blocks as come before the next."""
    found = _linked(copy, replace(notes, place="end"), furniture)
    if notes.restart == "section" and _restart(found.items) == "list":
        return _linked(copy, replace(notes, place="end", restart="list"), furniture)
    return found


def _linked(copy: CopyText, notes: Notes, furniture: Ranges) -> Found:
    seen = items(copy, notes, title_marks=False, furniture=furniture)
    hidden = sorted([*furniture, *ranges_of(seen)])
    plain = marks(copy, notes, hidden)
    return Found(copy, copy.parts[0].source, Breaks(), notes, seen, plain, link(seen, plain, notes.restart))


def _is_interleaved(found: Found) -> bool:
    """Whether text stands right after notes of one block: marks that lead to later notes stand between them."""
    text, gaps, interleaved = found.copy.text, 0, 0
    starts = sorted(found.links.items)
    for before, item in pairwise(found.items):
        if item.follows:
            continue
        gaps += 1
        between = text[before.end : item.start].lstrip()
        is_apart = text[before.end : item.start].count("\n", 0, -len(between)) > 2 if between else True
        first = re.split(r"\n[ \t\r]*\n", between, maxsplit=1)[0].strip()
        marked = re.search(pattern(found.notes.mark), first)
        if is_apart or (SHORT_LINE.fullmatch(first) and not marked):
            continue
        inside = starts[bisect_left(starts, before.end) : bisect_left(starts, item.start)]
        interleaved += any(found.links.items[start].start >= item.start for start in inside)
    return 0 < gaps <= 2 * interleaved
