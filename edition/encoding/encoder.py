"""The encoding as a story: read, find the notes, decide, apply the rules, build, balance the account."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from edition import __version__
from edition.decisions import Decision, Keep
from edition.document import Document, empty_document
from edition.encoding.account import FURNITURE, Account
from edition.encoding.brackets import insertions
from edition.encoding.copytext import CopyText, Part, lay_out
from edition.encoding.header import header, persons
from edition.encoding.labels import items, marks, ranges_of
from edition.encoding.linking import link
from edition.encoding.markup import italics
from edition.encoding.notes import NoteLists, mark_spans, own_note_spans, place_item
from edition.encoding.plan import Plan
from edition.encoding.selecting import Search
from edition.encoding.spans import Builder, Crossing, Span, StrayText, nest, skipped
from edition.encoding.structure import Flow, spans_of
from edition.encoding.titles import division_spans, furniture, has_title_mark, plan_breaks, plan_title, title_lines
from edition.encoding.trouble import crossing, mark_messages, no_text, stray
from edition.encoding.words import decide
from edition.errors import InputRefused
from edition.readers import READERS, Block, Reading, trimmed
from edition.report import Message
from edition.settings import Settings, Source
from edition.tree import XML_LANG, Element, append, element, find_all, indent, insert_first, is_element

WITH_WORDS = ("p", "lg", "list", "table", "figure", "sp")


@dataclass(frozen=True)
class Encoded:
    """What an encoding gives: the TEI with provisional ids, what there is to say, and the account.

    `copy` is the copy-text that the account speaks of; `plan` is for those who look for proposals.
    """

    document: Document
    messages: tuple[Message, ...]
    account: Account
    copy: CopyText
    plan: Plan


def encode(
    settings: Settings,
    sources: Mapping[str, bytes],
    decisions: Sequence[Decision] = (),
    folder: str = "",
) -> Encoded:
    """The TEI of `sources` (bytes by file name) under the settings and decisions.

    `folder` stands before file names in messages. Raises `SettingsError` for a decision that does not hold,
    `InputRefused` where the account does not balance.
    """
    readings = [(source, _read(source, sources[source.file], settings, folder)) for source in settings.source]
    copy = lay_out(readings, folder)
    plan = make_plan(settings, copy, decisions)
    account = Account()
    document = _build(plan, account)
    faults = account.faults(copy)
    if faults:
        raise InputRefused(*faults)
    return Encoded(document, tuple(plan.messages), account, copy, plan)


def _read(source: Source, data: bytes, settings: Settings, folder: str) -> Reading:
    """One source, read; what is wrong with it is told under its place in `folder`."""
    placed = replace(source, file=f"{folder}{source.file}")
    return READERS[source.format](data, placed, settings.breaks)


def make_plan(settings: Settings, copy: CopyText, decisions: Sequence[Decision]) -> Plan:
    """What rules and decisions make of the copy-text; raises `SettingsError` for a decision that does not hold."""
    plan = Plan(settings, copy, copy.text)
    plan.furniture = furniture(copy, settings)
    titled = [title_lines(copy, part, settings, _visible(plan, part.blocks)) for part in copy.parts]
    title_marks = any(has_title_mark(copy, lines, settings) for lines in titled)
    _find_notes(plan, decisions, title_marks=title_marks)
    plan.item_ids = {item.start: plan.new_id() for item in plan.items}
    labels = [(item.start, item.label_end) for item in plan.items]
    linked = [(mark.start, mark.end) for mark in plan.marks if mark.start in plan.links.items]
    search = plan.search = Search(copy, sorted([*labels, *linked]), plan.items)
    for decision in decisions:
        decide(plan, search, decision)
    plan.spans += italics(plan)
    for part, seen in zip(copy.parts, titled, strict=True):
        blocks = text_blocks(plan, part.start, part.end)
        lines = list(takewhile(lambda line: not _holds_note(plan, line.block), seen))
        if len(copy.parts) == 1 and len(blocks) <= len(lines):
            lines = []  # what would leave no text is no title
        plan.title_ends[part.start] = plan_title(plan, part, lines)
        plan_breaks(plan, blocks, lines[-1].block.end if lines else part.start)
    plan.messages += mark_messages(plan)
    return plan


def _holds_note(plan: Plan, block: Block) -> bool:
    """Whether a printed note begins in `block`."""
    return any(block.start <= item.start < block.end for item in plan.items)


def _find_notes(plan: Plan, decisions: Sequence[Decision], *, title_marks: bool) -> None:
    notes, copy = plan.settings.notes, plan.copy
    raw = Search(copy, ())
    kept = [
        raw.find(d.at, d)
        for d in decisions
        if isinstance(d, Keep) and d.at and d.at.exact and not d.at.note and not d.proposal
    ]
    plan.items = [
        item
        for item in items(copy, notes, title_marks=title_marks, furniture=plan.furniture)
        if not any(start <= item.start < end for start, end in kept)
    ]
    hidden = sorted([*plan.furniture, *ranges_of(plan.items), *kept])
    plan.marks = marks(copy, notes, hidden, title_mark=notes.title_mark if title_marks else "")
    plan.links = link(plan.items, plan.marks, notes.restart)


def _visible(plan: Plan, blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not any(a <= block.start < b for a, b in plan.furniture)]


def text_blocks(plan: Plan, start: int, end: int) -> list[Block]:
    """The blocks of the running text between `start` and `end`: without furniture and printed notes."""
    taken = sorted([*plan.furniture, *((item.start, item.end) for item in plan.items)])
    out: list[Block | None] = []
    position = 0
    for block in plan.copy.part_at(start).blocks:
        if not start <= block.start < end:
            continue
        first = block.start
        while position < len(taken) and taken[position][1] <= first:
            position += 1
        number = position
        while number < len(taken) and taken[number][0] < block.end:
            out.append(trimmed(plan.copy.text, first, taken[number][0], block.blank_before))
            first = max(first, taken[number][1])
            number += 1
        out.append(trimmed(plan.copy.text, first, block.end, block.blank_before))
    return [block for block in out if block is not None]


def _build(plan: Plan, account: Account) -> Document:
    document = empty_document(plan.settings.text.language)
    lists = NoteLists(plan, ())
    every = [*plan.spans, *mark_spans(lists), *own_note_spans(lists)]
    lists.inline = sorted(every, key=lambda span: span.start)
    builder = Builder(plan.shown, account)
    try:
        text = _text(plan, lists, builder)
    except Crossing as error:
        raise crossing(plan, error) from error
    except StrayText as error:
        raise stray(plan, error) from error
    languages = {node.get(XML_LANG, "") for node in find_all(text, "foreign")}
    append(document.tree, header(plan.settings, sorted(languages), __version__))
    stand_off = _stand_off(plan, lists)
    if stand_off is not None:
        append(document.tree, stand_off)
    append(document.tree, text)
    indent(document.tree)
    return document


def _stand_off(plan: Plan, lists: NoteLists) -> Element | None:
    register = persons(plan.settings)
    parts = [*lists.in_order(), *([register] if register is not None else [])]
    return element("standOff", None, *parts) if parts else None


def _text(plan: Plan, lists: NoteLists, builder: Builder) -> Element:
    text, body = element("text"), element("body")
    append(text, body)
    for part in plan.copy.parts:
        begin = plan.title_ends[part.start]
        blocks = text_blocks(plan, part.start, part.end)
        spans = _part_spans(plan, lists, blocks, part)
        if begin > part.start:
            front = text.find("{*}front")
            if front is None:
                front = insert_first(text, element("front"))
            page = element("titlePage")
            append(front, page)
            builder.fill(page, part.start, begin, nest([s for s in spans if s.end <= begin]))
        rest = [span for span in spans if span.start >= begin]
        if part.source.part:
            number = {"n": part.source.n} if part.source.n else {}
            rest.append(Span(begin, part.end, "div", {"type": part.source.part} | number, origin="source"))
        builder.fill(body, begin, part.end, nest(rest))
    if not any(_is_outside_notes(node) for node in find_all(body, *WITH_WORDS)):
        raise no_text(plan)
    _unplaced(plan, lists, builder, text)
    return text


def _is_outside_notes(node: Element) -> bool:
    """Whether `node` is part of the running text."""
    return not any(is_element(ancestor, "note") for ancestor in node.iterancestors())


def _part_spans(plan: Plan, lists: NoteLists, blocks: list[Block], part: Part) -> list[Span]:
    """All spans of one part outside its printed notes, and those that leave out the notes and the furniture."""
    noted = sorted((item.start, item.end) for item in plan.items)
    own = [d for d in plan.displays if part.start <= d.start < part.end and not _covered(noted, d.start)]
    spans = [
        *spans_of(plan, Flow(blocks, own)),
        *division_spans(plan, _after_title(plan, blocks, part.end), part.end),
        *insertions(plan, blocks),
    ]
    spans += [s for s in lists.within(part.start, part.end) if not _covered(noted, s.start)]
    spans += [Span(start, end, "") for start, end in noted if part.start <= start < part.end]
    spans += [skipped(start, end, FURNITURE) for start, end in plan.furniture if part.start <= start < part.end]
    return spans


def _after_title(plan: Plan, blocks: list[Block], end: int) -> int:
    """Where the text of a part begins: after the lines of its title, at the heading of a division at the latest."""
    titled = {d.start for d in plan.displays if any(span.category for span in d.spans)}
    divided = {division.start for division in plan.divisions}
    return next((b.start for b in blocks if b.start not in titled or b.start in divided), end)


def _covered(ranges: list[tuple[int, int]], offset: int) -> bool:
    """Whether one of `ranges`, sorted and disjoint, holds `offset`."""
    position = bisect_right(ranges, offset, key=lambda pair: pair[0]) - 1
    return position >= 0 and offset < ranges[position][1]


def _unplaced(plan: Plan, lists: NoteLists, builder: Builder, text: Element) -> None:
    lost = sorted([*plan.links.lost, *plan.links.twins], key=lambda item: item.start)
    if not lost:
        return
    division = element("div", {"type": "unplaced-notes"})
    append(text, element("back", None, division))
    for item in lost:
        place_item(lists, builder, division, item)
