"""Paragraphs and displays: which blocks are paragraphs, which go on over a quotation, which stand in one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.encoding.plan import Display, Plan
from edition.encoding.spans import Span
from edition.readers import Block, trimmed

Entry = Block | Display


@dataclass(frozen=True)
class Flow:
    """Blocks that read on: the body of a part, or the words of one note, with the displays among them."""

    blocks: Sequence[Block]
    displays: Sequence[Display]


def spans_of(plan: Plan, flow: Flow) -> Iterator[Span]:
    """The elements of `flow`: a `p` for each paragraph, those of the displays, and the marks of mended breaks."""
    edges = sorted({edge for display in flow.displays for edge in _edges(display)} | set(plan.splits))
    segments = list(_cut(plan.copy.text, flow.blocks, edges))
    yield from _level(plan, segments, list(flow.displays))
    yield from _breaks(plan, segments)


def _edges(display: Display) -> tuple[int, ...]:
    return (display.start, display.end, *(display.inner or ()))


def _cut(text: str, blocks: Iterable[Block], edges: list[int]) -> Iterator[Block]:
    for block in blocks:
        inner = [edge for edge in edges if block.start < edge < block.end]
        for start, end in zip([block.start, *inner], [*inner, block.end], strict=True):
            piece = trimmed(text, start, end, block.blank_before)
            if piece:
                yield piece


def _level(plan: Plan, segments: list[Block], displays: list[Display]) -> Iterator[Span]:
    outer = _outermost(displays)
    entries = _entries(segments, outer)
    for group in _groups(plan, entries):
        if any(isinstance(entry, Block) for entry in group):
            yield Span(group[0].start, group[-1].end, "p", {"xml:id": plan.new_id()}, origin="paragraph")
    for display in outer:
        yield from display.spans
        if display.inner:
            start, end = display.inner
            inside = [segment for segment in segments if start <= segment.start and segment.end <= end]
            yield from _level(plan, inside, _within(displays, display))


def _outermost(displays: list[Display]) -> list[Display]:
    out: list[Display] = []
    for display in sorted(displays, key=lambda d: (d.start, -d.end, d.inner is None)):
        if not out or display.start >= out[-1].end:
            out.append(display)
    return out


def _within(displays: list[Display], outer: Display) -> list[Display]:
    return [d for d in displays if d is not outer and outer.start <= d.start and d.end <= outer.end]


def _entries(segments: list[Block], displays: list[Display]) -> list[Entry]:
    free = [s for s in segments if not any(d.start <= s.start < d.end for d in displays)]
    return sorted([*free, *displays], key=lambda entry: entry.start)


def _groups(plan: Plan, entries: list[Entry]) -> list[list[Entry]]:
    """Entries that are one paragraph: text, a display inside its sentence, text that goes on."""
    groups: list[list[Entry]] = []
    for entry in entries:
        if groups and _goes_on(plan, groups[-1][-1], entry):
            if entry.start in plan.joins and _is_between(groups):
                groups[-2:] = [[*groups[-2], *groups[-1]]]
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _is_between(groups: list[list[Entry]]) -> bool:
    """Whether the last group is a display alone and a paragraph stands before it, so that a join goes around it."""
    return len(groups) > 1 and isinstance(groups[-1][0], Display) and isinstance(groups[-2][-1], Block)


def _goes_on(plan: Plan, before: Entry, entry: Entry) -> bool:
    if isinstance(entry, Display) and entry.inside:
        return True
    if isinstance(before, Display) and before.inside is True:
        return True
    return entry.start in plan.joins


def _breaks(plan: Plan, segments: list[Block]) -> Iterator[Span]:
    for segment in segments:
        for places, kind in ((plan.joins, "sic"), (plan.splits, "corr")):
            by = places.get(segment.start)
            if by:
                attributes = {"unit": "paragraph", "type": kind, "resp": f"#{by}"}
                yield Span(segment.start, segment.start, "milestone", attributes, origin="paragraph break")


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The lines of verse from `start` to `end`: (start, end, whether indented against the least indented)."""
    base = text.rfind("\n", 0, start) + 1
    found = []
    for match in re.finditer(r"[^\n]+", text[base:end]):
        line = match[0]
        if line.strip():
            lead = len(line) - len(line.lstrip())
            first = max(base + match.start() + lead, start)
            found.append((first, base + match.start() + len(line.rstrip()), lead))
    least = min((lead for _, _, lead in found), default=0)
    for first, last, lead in found:
        yield first, last, lead > least
