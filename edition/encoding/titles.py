"""The title block, the headings and the breaks: what stands before the text and what divides it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.encoding.account import MARK, TITLE
from edition.encoding.copytext import CopyText, Part
from edition.encoding.labels import ORNAMENT, item_start
from edition.encoding.plan import Display, Division, Plan
from edition.encoding.spans import Builder, Nested, Span
from edition.readers import Block
from edition.settings import Notes, Settings
from edition.tree import Element, folded

TITLE_LINES = 8
LONGEST_HEADING = 160
HEADS = ("title", "subtitle")


@dataclass(frozen=True)
class TitleLine:
    """A block of the title: `kind` is title, subtitle, book, author or byline."""

    block: Block
    kind: str


def title_lines(copy: CopyText, part: Part, settings: Settings, blocks: Sequence[Block]) -> list[TitleLine]:
    """The blocks at the head of `part` that are its title, the author, the book or a by-line; in order."""
    wanted = _wanted(settings, part)
    found: list[TitleLine] = []
    for block in blocks[:TITLE_LINES]:
        words = _plain(copy.text[block.start : block.end], settings)
        kind = wanted.get(words) or wanted.get(re.sub(r"^by ", "", words))
        if not kind:
            break
        found.append(TitleLine(block, kind))
    return found


def has_title_mark(copy: CopyText, lines: Sequence[TitleLine], settings: Settings) -> bool:
    """Whether a line of the title bears the mark of a note on the title."""
    mark = settings.notes.title_mark
    return bool(mark) and any(copy.text[line.block.start : line.block.end].endswith(mark) for line in lines)


def _wanted(settings: Settings, part: Part) -> dict[str, str]:
    text = settings.text
    author = next((hand.name for hand in settings.hand if hand.role == "author"), "")
    pairs = (
        (text.byline, "byline"),
        (author, "author"),
        (text.book, "book"),
        (text.subtitle, "subtitle"),
        (part.source.title or text.title, "title"),
    )
    return {folded(words).casefold(): kind for words, kind in pairs if words}


def _plain(words: str, settings: Settings) -> str:
    words = folded(words)
    if settings.notes.title_mark:
        words = words.removesuffix(settings.notes.title_mark)
    return re.sub(r"\[[^\[\]]{1,4}\]$", "", words).strip().casefold()


def plan_title(plan: Plan, part: Part, lines: Sequence[TitleLine]) -> int:
    """Enter the title block of `part` in the plan; the offset where a title page ends, `part.start` without one."""
    page = _title_page(lines)
    for line in lines:
        _recase_title(plan, part, line)
        if line not in page:
            plan.displays.append(_heading(plan, line))
    if not page:
        return part.start
    plan.displays += [_on_page(line) for line in page]
    return page[-1].block.end


def _title_page(lines: Sequence[TitleLine]) -> Sequence[TitleLine]:
    """The lines of a title page: all up to the last that is no heading, where the book is named."""
    if not any(line.kind == "book" for line in lines):
        return ()
    last = max(number for number, line in enumerate(lines) if line.kind not in HEADS)
    return lines[: last + 1]


def _recase_title(plan: Plan, part: Part, line: TitleLine) -> None:
    given = {"title": part.source.title or plan.settings.text.title, "subtitle": plan.settings.text.subtitle}
    words = given.get(line.kind, "")
    start = line.block.start
    there = plan.copy.text[start : start + len(words)]
    if words and there != words and there.casefold() == words.casefold():
        plan.recase(start, start + len(words), words)


def _heading(plan: Plan, line: TitleLine) -> Display:
    start, end = line.block.start, line.block.end
    if line.kind in HEADS:
        attributes = {"xml:id": plan.new_id()} | ({"type": "sub"} if line.kind == "subtitle" else {})
        return Display(start, end, (Span(start, end, "head", attributes, category=TITLE),))
    return Display(start, end, (Span(start, end, "byline", category=TITLE), *_author(plan, line)))


def _author(plan: Plan, line: TitleLine) -> tuple[Span, ...]:
    start, end = line.block.start, line.block.end
    if line.kind != "author":
        return ()
    lead = re.match(r"(?i)by\s+", plan.copy.text[start:end])
    return (Span(start + (lead.end() if lead else 0), end, "docAuthor"),)


def _on_page(line: TitleLine) -> Display:
    start, end = line.block.start, line.block.end
    tag = {"author": "docAuthor", "byline": "byline"}.get(line.kind, "titlePart")
    if tag != "titlePart":
        return Display(start, end, (Span(start, end, tag, category=TITLE),))
    kind = {"book": "main", "title": "part", "subtitle": "sub"}[line.kind]
    return Display(
        start, end, (Span(start, end, "docTitle"), Span(start, end, "titlePart", {"type": kind}, category=TITLE))
    )


def plan_breaks(plan: Plan, blocks: Sequence[Block], title_end: int) -> None:
    """Enter headings by rule, ornaments and blank lines that mean a division; `blocks` are those of one part."""
    breaks = plan.settings.breaks
    ornament: Block | None = None
    for block in blocks:
        words = plan.copy.text[block.start : block.end]
        if block.start < title_end or plan.keeps_all(block.start, block.end):
            continue
        if breaks.ornament != "text" and ORNAMENT.fullmatch(words):
            plan.displays.append(_ornament(block, words))
            ornament = block if breaks.ornament == "section" else None
            continue
        kind = _division_type(plan, words)
        wide = breaks.blank_lines_2 == "section" and block.blank_before >= breaks.blank_lines_2_from
        if kind:
            _enter_heading(plan, block, kind)
        elif ornament or wide:
            _enter_section(plan, ornament or block)
        ornament = None


def _ornament(block: Block, words: str) -> Display:
    def fill(builder: Builder, _: Element, __: list[Nested]) -> None:
        """Enter the signs; the ornament stands in `@rend`."""
        builder.account.take(block.start, block.end, MARK)

    attributes = {"unit": "section", "rend": folded(words)}
    return Display(block.start, block.end, (Span(block.start, block.end, "milestone", attributes, fill),))


def _division_type(plan: Plan, words: str) -> str:
    """The type of the division that a short block heads by rule; "" for any other block."""
    if len(words) > LONGEST_HEADING:
        return ""
    for division in plan.settings.division:
        if division.exact and folded(words) == folded(division.exact):
            return division.type
        if division.begins and words.startswith(division.begins):
            return division.type
    return ""


def _enter_heading(plan: Plan, block: Block, kind: str) -> None:
    if any(division.start == block.start for division in plan.divisions):
        return
    plan.divisions.append(Division(block.start, kind, block.end))
    own = Span(block.start, block.end, "head", {"xml:id": plan.new_id()}, category=TITLE)
    plan.displays.append(Display(block.start, block.end, (own,)))


def _enter_section(plan: Plan, block: Block) -> None:
    if not any(division.start == block.start for division in plan.divisions):
        plan.divisions.append(Division(block.start, "section"))


def division_spans(plan: Plan, first: int, end: int) -> list[Span]:
    """`div` elements between the offsets `first` (where the text begins) and `end`."""
    own = sorted((d for d in plan.divisions if first <= d.start < end), key=lambda d: d.start)
    levels = list(dict.fromkeys([rule.type for rule in plan.settings.division]))
    levels += [kind for kind in dict.fromkeys(d.type for d in own) if kind not in levels]
    return _divide(own, levels, first, end)


def _divide(divisions: list[Division], levels: list[str], first: int, end: int) -> list[Span]:
    if not divisions:
        return []
    level, *lower = levels
    own = [division for division in divisions if division.type == level]
    edges = [*(division.start for division in own), end]
    leading = [division for division in divisions if division.start < edges[0]]
    spans = _divide(leading, lower, first, edges[0]) if lower else []
    if own and own[0].head_end is None and not lower and first < edges[0]:
        spans.append(Span(first, edges[0], "div", {"type": level}, origin="rule breaks"))
    for division, following in zip(own, edges[1:], strict=True):
        inside = [d for d in divisions if division.start < d.start < following]
        spans.append(Span(division.start, following, "div", {"type": level}, origin="rule breaks"))
        spans += _divide(inside, lower, division.head_end or division.start, following) if lower else []
    return spans


def furniture(copy: CopyText, settings: Settings) -> list[tuple[int, int]]:
    """The ranges that are no part of the text: outside the body, headings of note lists, named lines; in order."""
    lines = {folded(line) for line in settings.furniture.lines if line}
    found: list[tuple[int, int]] = []
    for part in copy.parts:
        begin = _line_with(copy, part, part.source.body_from, part.start)
        stop = _line_with(copy, part, part.source.body_until, part.end)
        found += [(part.start, begin)] if begin > part.start else []
        blocks = [block for block in part.blocks if begin <= block.start < stop]
        named = [(b.start, b.end) for b in blocks if folded(copy.text[b.start : b.end]) in lines]
        found += sorted({*named, *list_headings(copy.text, blocks, settings.notes)})
        found += [(stop, part.end)] if stop < part.end else []
    return found


def list_headings(text: str, blocks: Sequence[Block], notes: Notes) -> list[tuple[int, int]]:
    """The lines over and inside lists of notes: blocks, or the first lines of blocks, before a printed note."""
    over, inside = folded(notes.heading), {folded(line) for line in notes.headings}
    if not over and not inside:
        return []
    starts = item_start(notes) if notes.item else None
    found: list[tuple[int, int]] = []
    follows = len(text)
    for block in reversed(blocks):
        for end, after in ((block.end, follows), _first_line(text, block)):
            words = folded(text[block.start : end]) if end - block.start < LONGEST_HEADING else ""
            if (words not in inside and words != over) or not words:
                continue
            is_list = bool(starts and starts.match(text, after)) or any(start == after for start, _ in found[-1:])
            if is_list or (words == over and end == block.end):
                found.append((block.start, end))
                break
        follows = block.start
    return found[::-1]


def _first_line(text: str, block: Block) -> tuple[int, int]:
    """Where the first line of `block` ends and the second begins; the end of the block twice where it has one."""
    first, end, rest = text[block.start : block.end].partition("\n")
    if not end:
        return block.end, block.end
    return block.start + len(first.rstrip(" \t\r")), block.end - len(rest.lstrip())


def _line_with(copy: CopyText, part: Part, words: str, otherwise: int) -> int:
    if not words:
        return otherwise
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match = re.compile(rf"(?m)^[ \t]*{pattern}").search(copy.text, part.start, part.end)
    return match.start() if match else otherwise
