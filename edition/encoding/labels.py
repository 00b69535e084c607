"""Note marks and printed notes: where the source has them, by the templates of the settings."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.encoding.copytext import CopyText, Part
from edition.encoding.rising import last_longest_rise
from edition.readers import Block, trimmed
from edition.settings import Notes
from edition.tree import folded

Ranges = Sequence[tuple[int, int]]
Begun = list[tuple[re.Match[str], int]]

ROMAN = r"(?=[ivxlIVXL]{3})(?:x{0,3}(?:i[xv]|v?i{0,3})|X{0,3}(?:I[XV]|V?I{0,3}))"
SIGNS = r"[*†‡§‖¶]{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
LABEL = rf"\d{{1,4}}(?:[a-z]|\*)?|[A-Za-z]{{1,2}}|{ROMAN}|{SIGNS}"
FIGURES = rf"\d{{1,3}}|{SIGNS}"
BARE = {
    "{n}": SIGNS,
    "{n} ": FIGURES,
    "{n}. ": FIGURES,
    "{n}: ": FIGURES,
    "{n}) ": rf"{FIGURES}|[a-z]",
    "{n})": rf"(?<![(\d])\d{{1,3}}|{SIGNS}",
}
NAME = r"[^\s\[\]^]{1,40}"
SUPERIORS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ORNAMENT = re.compile(r"(?:[*•·⁂†‡~_=+#.\-–—]\s*){1,40}")
CHAPTER_LINE = re.compile(
    r"(?i)(?:chapter|chapitre|kapitel|hoofdstuk|capítulo|capitolo|book|part|act|letter|section|teil|partie)"
    r"[ \t]+(?:[ivxlc]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b[^\n]{0,80}"
)
SHORT_LINE = re.compile(r"[^\n]{1,60}(?<![.,;:!?…’”\"])")
WHITE_SPACE = re.compile(r"\s+")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
GOES_ON = re.compile(r"\s+[a-zß-öø-ÿ]")
CLOSING_LINE = re.compile(r"[ \t\r]*(?:\n[ \t\r]*(?:\n|$)|$)")


@dataclass(frozen=True)
class Mark:
    """A note mark in the text. `label` as printed; `start` includes the space before it where that belongs to it.

    `rank` tells how much it looks like a mark: 2 right after a word or a sign, 1 after a space, 0 where the sentence
    goes on as after “(1)” in a list, -1 at the beginning of a block, where no mark stands.
    """

    label: str
    start: int
    end: int
    rank: int = 2


@dataclass(frozen=True)
class Item:
    """A printed note. `start` and `end` hold all of it; `blocks` are its paragraphs without label and closing sign.

    `closed` is False where the sign that should end it is missing; `follows` tells that nothing but furniture
    stands between it and the note before.
    """

    label: str
    start: int
    end: int
    blocks: tuple[Block, ...]
    closed: bool = True
    follows: bool = False

    @property
    def label_end(self) -> int:
        """Where the note's own words begin."""
        return self.blocks[0].start if self.blocks else self.end


def key(label: str) -> str:
    """What two labels are compared by: superior figures equal the others."""
    return label.translate(SUPERIORS)


def pattern(template: str, group: str = "n") -> str:
    """The regular expression of a template: `{n}` is a label, a space is any white space, all else is itself.

    What a label may be depends on the signs around it: bare letters are none, and only Markdown has names.
    """
    label = f"(?P<{group}>{NAME if template.startswith('[^') else BARE.get(template, LABEL)})"
    parts = [re.escape(part) for part in template.split("{n}")]
    return label.join(re.sub(r"(?:\\ )+", r"\\s+", part) for part in parts)


def items(copy: CopyText, notes: Notes, *, title_marks: bool, furniture: Ranges = ()) -> list[Item]:
    """The printed notes of the copy-text, in order, outside the ranges `furniture`.

    `title_marks` also finds those that begin with the title's mark. Where a heading stands over the notes, none
    begins before it.
    """
    if not notes.item:
        return []
    closing = notes.item.partition("{text}")[2].strip()
    starts = item_start(notes, title_marks=title_marks)
    found: list[Item] = []
    for part in copy.parts:
        shown = replace(part, blocks=_without(copy.text, part.blocks, furniture))
        if closing:
            found += _closed_items(copy, shown, starts, closing)
        else:
            found += _open_items(copy, shown, starts, notes, _list_begins(copy, part, notes, furniture))
    return _with_neighbours(copy, [item for item in found if item.blocks], furniture)


def _list_begins(copy: CopyText, part: Part, notes: Notes, furniture: Ranges) -> int:
    """Where the heading over the notes of `part` stands; where the part begins, if there is none."""
    headings = (start for start, end in furniture if notes.heading and folded(copy.text[start:end]) == notes.heading)
    return next((start for start in headings if part.start <= start < part.end), part.start)


def item_start(notes: Notes, *, title_marks: bool = False) -> re.Pattern[str]:
    """What a printed note begins with."""
    begins = pattern(notes.item.partition("{text}")[0])
    if title_marks and notes.title_mark:
        begins += rf"|(?P<title>{re.escape(notes.title_mark)})[ \t]+(?=\S)"
    return re.compile(rf"(?:{begins})")


def _without(text: str, blocks: tuple[Block, ...], furniture: Ranges) -> tuple[Block, ...]:
    """`blocks` without what is furniture: whole blocks, or their first lines."""
    out: list[Block] = []
    for block in blocks:
        end = next((end for start, end in furniture if start <= block.start < end), block.start)
        while end < block.end and text[end].isspace():
            end += 1
        if end < block.end:
            out.append(replace(block, start=end))
    return tuple(out)


def _with_neighbours(copy: CopyText, found: list[Item], furniture: Ranges) -> list[Item]:
    starts = [block.start for part in copy.parts for block in part.blocks if not _within(block.start, furniture)]
    out = found[:1]
    for before, item in pairwise(found):
        alone = not copy.text[before.end : item.start].strip()
        between = starts[bisect_left(starts, before.end) : bisect_left(starts, item.start)]
        out.append(replace(item, follows=alone or not between))
    return out


def _within(offset: int, ranges: Ranges) -> bool:
    return any(start <= offset < end for start, end in ranges)


def marks(copy: CopyText, notes: Notes, hidden: Ranges, title_mark: str = "") -> list[Mark]:
    """The signs in the form of a note mark outside the ranges `hidden` (sorted, disjoint), in order.

    An empty range is where a printed note ends: what follows it, follows no word.

    `title_mark` is the sign of a note on the title, sought at the end of a line among the first blocks.
    """
    if not notes.mark:
        return []
    found = re.finditer(pattern(notes.mark), copy.text)
    hidden = sorted([*hidden, *_ornaments(copy)])
    seen = [Mark(match["n"], match.start(), match.end()) for match in found]
    seen += [mark for part in copy.parts for mark in _title_marks(copy.text, part, title_mark)]
    seen.sort(key=lambda mark: mark.start)
    beginnings = {block.start for part in copy.parts for block in part.blocks} | {
        end for start, end in hidden if start == end or copy.text[end - 1 : end].isspace()
    }
    return [_placed(copy.text, mark, notes, beginnings) for mark in _outside(seen, hidden)]


def ranges_of(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """The ranges in which the labels of printed notes stand, and where the notes end, for `marks`."""
    for item in items:
        yield item.start, item.label_end
        yield item.end, item.end


def _ornaments(copy: CopyText) -> Iterator[tuple[int, int]]:
    for part in copy.parts:
        for block in part.blocks:
            if ORNAMENT.fullmatch(copy.text, block.start, block.end):
                yield block.start, block.end


def _title_marks(text: str, part: Part, sign: str) -> Iterator[Mark]:
    for block in part.blocks[:6] if sign else ():
        if text[block.start : block.end].endswith(sign) and block.end - block.start > len(sign):
            yield Mark(sign, block.end - len(sign), block.end)


def _outside(found: list[Mark], hidden: Ranges) -> list[Mark]:
    kept, position = [], 0
    for mark in found:
        while position < len(hidden) and hidden[position][1] <= mark.start:
            position += 1
        if position == len(hidden) or hidden[position][0] >= mark.end:
            kept.append(mark)
    return kept


def _placed(text: str, mark: Mark, notes: Notes, beginnings: AbstractSet[int]) -> Mark:
    """`mark` with what is known of its place and, where that belongs to it, the white space before it."""
    start = mark.start
    while start > 0 and text[start - 1].isspace():
        start -= 1
    if mark.start in beginnings or start in beginnings:
        return replace(mark, rank=-1)
    rank = 2 if start == mark.start else int(GOES_ON.match(text, mark.end) is None)
    return replace(mark, start=start if notes.space_before else mark.start, rank=rank)


def _closed_items(copy: CopyText, part: Part, starts: re.Pattern[str], closing: str) -> Iterator[Item]:
    begun = [
        (match, block)
        for block in part.blocks
        for match in _starts_in(copy.text, block, starts)
    ]  # fmt: skip
    for number, (match, _) in enumerate(begun):
        limit = begun[number + 1][0].start() if number + 1 < len(begun) else part.end
        end, closed = _closing(copy.text, match.start(), limit, closing)
        inner = end - len(closing) if closed else end
        blocks = tuple(_trimmed(copy.text, part.blocks, match.end(), inner))
        yield Item(_label(match), match.start(), end, blocks, closed)


def _closing(text: str, start: int, limit: int, closing: str) -> tuple[int, bool]:
    """The end of the note that begins at `start`: after the closing sign that ends a paragraph, brackets counted.

    Where none does, the end of the first paragraph, and False.
    """
    depth, candidate, position = 0, -1, start
    for match in re.finditer(r"[\[\]]" if closing == "]" else re.escape(closing), text[start:limit]):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        position = start + match.end()
        if match[0] == "[" or not CLOSING_LINE.match(text, position):
            continue
        if depth <= 0:
            return position, True
        candidate = position if candidate < 0 else candidate
    if candidate >= 0:
        return candidate, True
    runs = WHITE_SPACE.finditer(text, start, limit)
    stops = (run.start() for run in runs if run.end() == limit or BLANK_LINE.search(run[0]))
    return next(stops, limit), False


def _open_items(copy: CopyText, part: Part, starts: re.Pattern[str], notes: Notes, first: int) -> Iterator[Item]:
    """The notes of `part` that end where the next begins, or before; none begins before `first`."""
    begun = [
        (match, number)
        for number, block in enumerate(part.blocks)
        for match in _starts_in(copy.text, block, starts)
        if match.start() >= first or match.groupdict().get("title")
    ]
    if notes.restart == "never":
        begun = _without_strays(begun, notes.place)
    elif notes.restart == "section":
        begun = list(_without_loose(begun))
    step = _usual_gap(part.blocks, [number for _, number in begun])
    for position, (match, number) in enumerate(begun):
        following = begun[position + 1][0] if position + 1 < len(begun) else None
        limit = following.start() if following else part.end + 1
        ends = notes.place == "bottom", notes.restart == "section" and _restarts(match, following)
        first_block = min(number + (match.end() >= part.blocks[number].end), len(part.blocks) - 1)
        end = _open_end(copy.text, part.blocks[first_block:], (limit, step), ends)
        blocks = tuple(_trimmed(copy.text, part.blocks, match.end(), end))
        yield Item(_label(match), match.start(), blocks[-1].end if blocks else match.end(), blocks)


def _without_strays(begun: Begun, place: str) -> Begun:
    """`begun` without what stands before a list of notes, or alone between paragraphs, out of the order of numbers."""
    numbered = _numbered(begun)
    chosen = {numbered[at][0] for at in last_longest_rise([number for _, number in numbered])}
    first = min(chosen, default=0)
    while first > 0 and begun[first][1] - begun[first - 1][1] < 2:
        first -= 1
    strays = {
        position
        for position, _ in numbered
        if position not in chosen and (position < first if place == "end" else _is_alone(begun, position))
    }
    return [entry for position, entry in enumerate(begun) if position not in strays]


def _without_loose(begun: Begun) -> Iterator[tuple[re.Match[str], int]]:
    """`begun` without what stands alone in the text with a number that neither begins a series nor goes on with one."""
    numbers = dict(_numbered(begun))
    before = 0
    for position, entry in enumerate(begun):
        number = numbers.get(position)
        if number is not None and number not in (1, before + 1) and _is_alone(begun, position):
            continue
        before = number or 0
        yield entry


def _numbered(begun: Begun) -> list[tuple[int, int]]:
    """Pairs (position, number) of those whose label is a figure, in order."""
    labels = ((position, re.match(r"\d+", key(_label(match)))) for position, (match, _) in enumerate(begun))
    return [(position, int(found[0])) for position, found in labels if found]


def _is_alone(begun: Begun, position: int) -> bool:
    """Whether text stands on both sides of this beginning."""
    block = begun[position][1]
    beside = [number for _, number in begun[max(0, position - 1) : position + 2] if number != block]
    return all(abs(number - block) > 1 for number in beside)


def _restarts(match: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether the numbers begin anew after this note, so that text may stand between; they do after the last."""
    if following is None:
        return True
    first, second = (re.match(r"\d+", _label(found)) for found in (match, following))
    return int(second[0]) <= int(first[0]) if first and second else _label(following) <= _label(match)


def _usual_gap(blocks: tuple[Block, ...], numbers: list[int]) -> int:
    """The most blank lines that may stand inside a list of notes: as many as between the closest two."""
    later = [blocks[number].blank_before for number in numbers if number - 1 in numbers]
    return max(1, min(later, default=1))


def _open_end(text: str, blocks: Sequence[Block], bounds: tuple[int, int], ends: tuple[bool, bool]) -> int:
    """Where a note ends that begins in the first of `blocks`, before `limit`, the first of `bounds`.

    The second is the most blank lines that may stand inside it. `ends` tells whether it ends with its first
    block, and whether at a short line at the latest, as the last before a chapter does.
    The last of all ends at a line in capitals.
    """
    limit, step = bounds
    is_last = bool(blocks) and limit > blocks[-1].end
    end = min(blocks[0].end, limit)
    if ends[0]:
        return end
    for block in blocks[1:]:
        if block.start >= limit or block.blank_before > step or CHAPTER_LINE.fullmatch(text, block.start, block.end):
            break
        short = SHORT_LINE.fullmatch(text, block.start, block.end)
        if short and (ends[1] or (is_last and short[0].isupper())):
            break
        end = min(block.end, limit)
    return end


def _starts_in(text: str, block: Block, starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The notes that begin in `block`: at its start and, where that is a note, at the start of its other lines."""
    position = block.start
    if ORNAMENT.fullmatch(text, block.start, block.end):
        return
    while True:
        match = starts.match(text, position, block.end)
        if not match and position == block.start:
            match = _label_alone(text, block, starts)
        if match and (position == block.start or text[match.end() : block.end].strip()):
            yield match
        elif position == block.start:
            return
        line = text.find("\n", position, block.end)
        if line < 0:
            return
        position = line + 1
        while text[position].isspace():
            position += 1


def _label_alone(text: str, block: Block, starts: re.Pattern[str]) -> re.Match[str] | None:
    """A label that is a block of its own, its note being the next block."""
    match = starts.match(text, block.start)
    return match if match and match.end() >= block.end and not text[block.end : match.end()].strip() else None


def _label(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("title") or groups["n"]


def _trimmed(text: str, blocks: tuple[Block, ...], start: int, end: int) -> Iterator[Block]:
    """The blocks between `start` and `end`, cut there, without white space at either end."""
    for number in range(max(0, bisect_right(blocks, start, key=_start) - 1), len(blocks)):
        block = blocks[number]
        if block.start >= end:
            return
        first, last = max(block.start, start), min(block.end, end)
        piece = trimmed(text, first, last, block.blank_before)
        if piece:
            yield piece


def _start(block: Block) -> int:
    return block.start
