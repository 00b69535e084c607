"""Decisions about blocks: quotations, verse, tables, lists, letters, speeches, captions, headings, breaks."""

import re
from collections.abc import Callable, Iterator, Sequence

from edition.decisions import (
    BlockQuote,
    Caption,
    Decision,
    Heading,
    ItemList,
    Letter,
    ParagraphJoin,
    ParagraphSplit,
    Section,
    Selector,
    Speech,
    Table,
    Verse,
)
from edition.encoding.plan import Display, Division, Inside, Plan
from edition.encoding.selecting import Range, Search, fault, origin_of
from edition.encoding.spans import Builder, Nested, Span
from edition.encoding.structure import lines_of
from edition.readers import Block
from edition.tree import Element, append, element


def find(search: Search, decision: Decision) -> Range:
    """The range of `at`, up to the end of `until` where there is one."""
    if decision.at is None:
        raise fault(decision, "it has no place.", 'Add at = { exact = "…" }.')
    start, end = search.find(decision.at, decision)
    if decision.until:
        later = (end, len(search.copy.text))
        if decision.until.note or decision.until.source:
            end = search.find(decision.until, decision)[1]
        else:
            end = search.find(decision.until, decision, later)[1]
    return start, end


def block_at(plan: Plan, offset: int) -> Block:
    """The block that holds `offset`, of the text or of a note; the part's last one past its end."""
    for item in plan.items:
        if item.start <= offset <= item.end:
            return next((block for block in item.blocks if offset <= block.end), item.blocks[-1])
    blocks = plan.copy.part_at(offset).blocks
    return next((block for block in blocks if offset <= block.end), blocks[-1])


def widened(plan: Plan, end: int) -> int:
    """`end`, moved over the note marks and the closing signs that follow it to the end of its block."""
    limit = block_at(plan, end).end
    rest = plan.without_marks(end, limit)
    return limit if not re.search(r"\w", rest) and not re.match(r"\s*[\[(]", rest) else plan.past_marks(end)


def _marked(plan: Plan, found: Range) -> Range:
    """`found` with the note marks right after it."""
    return found[0], plan.past_marks(found[1])


def decide_block_quote(plan: Plan, search: Search, decision: BlockQuote) -> None:
    """`quote rend="block"`, in a `cit` with `bibl` and `pc` where there is an attribution."""
    start, end = find(search, decision)
    attributes = {"rend": "block"}
    origin = origin_of(decision)
    if not decision.attribution:
        end = widened(plan, end)
        spans = (Span(start, end, "quote", attributes, origin=origin),)
        plan.displays.append(Display(start, end, spans, (start, end), decision.inside, decision))
        return
    limit = block_at(plan, end).end
    after = (_backward(search, decision, end), limit)
    first, last = search.find(decision.attribution, decision, after)
    end = len(plan.copy.text[:first].rstrip())
    whole = widened(plan, last)
    spans_ = [
        Span(start, whole, "cit", origin=origin),
        Span(start, end, "quote", attributes, origin=origin),
        Span(first, last, "bibl", {"rend": "run-in"}, origin=origin),
    ]
    stop = len(plan.without_marks(last, whole).rstrip())
    if stop and not any(mark.start == last for mark in plan.marks):
        spans_.append(Span(last, last + stop, "pc", origin=origin))
    plan.displays.append(Display(start, whole, tuple(spans_), (start, end), decision.inside, decision))


def _backward(search: Search, decision: BlockQuote, end: int) -> int:
    """Where to look for an attribution from: it may stand inside the words that `at` and `until` select."""
    attribution = decision.attribution
    if attribution is None or decision.at is None:
        return end
    words = (decision.until or decision.at).exact
    return search.find(decision.at, decision)[0] if attribution.exact in words else end


def decide_verse(plan: Plan, search: Search, decision: Verse) -> None:
    """`lg` with an `l` for each line of the source."""
    start, end = find(search, decision)
    end = widened(plan, end)
    spans = [Span(start, end, "lg", {"xml:id": plan.new_id()}, origin=origin_of(decision))]
    for first, last, indented in lines_of(plan.copy.text, start, end):
        spans.append(Span(first, last, "l", {"rend": "indent"} if indented else {}, origin=origin_of(decision)))
    plan.displays.append(Display(start, end, tuple(spans), decision=decision))


def decide_table(plan: Plan, search: Search, decision: Table) -> None:
    """`table` with rows of as many cells as the decision has columns."""
    start, end = find(search, decision)
    end = widened(plan, end)
    origin = origin_of(decision)
    begins = _sequence(search, decision, decision.cells, (start, end))
    if len(begins) % decision.columns:
        raise fault(
            decision, f"{len(begins)} cells do not fill rows of {decision.columns}.", "Add or remove cells.", "E119"
        )
    spans = [Span(start, end, "table", {"xml:id": plan.new_id()}, origin=origin)]
    if decision.head:
        spans.append(
            Span(*_marked(plan, search.find_next(decision.head, decision, (start, end))), "head", origin=origin)
        )
    ends = [_trimmed_end(plan.copy.text, begin) for begin in [*begins[1:], end]]
    for row in range(0, len(begins), decision.columns):
        cells = range(row, row + decision.columns)
        label = {"role": "label"} if decision.label_row and row == 0 else {}
        spans.append(Span(begins[row], ends[cells[-1]], "row", label, origin=origin))
        for number in cells:
            is_label = decision.label_column and number == row and not label
            attributes = {"role": "label"} if is_label else {}
            spans.append(Span(begins[number], ends[number], "cell", attributes, origin=origin))
    plan.displays.append(Display(start, end, tuple(spans), decision=decision))


def decide_list(plan: Plan, search: Search, decision: ItemList) -> None:
    """`list` with an `item` for each place where one begins."""
    start, end = find(search, decision)
    end = widened(plan, end)
    origin = origin_of(decision)
    begins = _sequence(search, decision, decision.items, (start, end))
    spans = [Span(start, end, "list", {"xml:id": plan.new_id()}, origin=origin)]
    if decision.head:
        spans.append(
            Span(*_marked(plan, search.find_next(decision.head, decision, (start, end))), "head", origin=origin)
        )
    for begin, following in zip(begins, [*begins[1:], end], strict=True):
        spans.append(Span(begin, _trimmed_end(plan.copy.text, following), "item", origin=origin))
    plan.displays.append(Display(start, end, tuple(spans), inside=_inline_list(plan, start), decision=decision))


def _inline_list(plan: Plan, start: int) -> Inside:
    """A list that begins in the middle of a block belongs to the paragraph around it."""
    return block_at(plan, start).start != start


def _sequence(search: Search, decision: Decision, selectors: Sequence[str | Selector], within: Range) -> list[int]:
    begins: list[int] = []
    position = within[0]
    for selector in selectors:
        begin, position = search.find_next(selector, decision, (position, within[1]))
        begins.append(begin)
    return begins


def _trimmed_end(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end


def decide_letter(plan: Plan, search: Search, decision: Letter) -> None:
    """`floatingText type="letter"` with `opener` and `closer` where the decision names their parts."""
    start, end = find(search, decision)
    end = widened(plan, end)
    origin = origin_of(decision)
    spans = [
        Span(start, end, "floatingText", {"type": "letter"}, origin=origin),
        Span(start, end, "body", origin=origin),
    ]
    middle = start + (end - start) // 2
    found: dict[str, list[Span]] = {"opener": [], "closer": []}
    for name, selector in (("dateline", decision.dateline), ("salute", decision.salute), ("signed", decision.signed)):
        if selector:
            first, last = _marked(plan, search.find_next(selector, decision, (start, end)))
            place = "closer" if name == "signed" or first > middle else "opener"
            found[place].append(Span(first, last, name, origin=origin))
    for place, parts in found.items():
        plan.displays += _beside(plan, place, sorted(parts, key=lambda part: part.start))
    plan.displays.append(Display(start, end, tuple(spans), (start, end), decision=decision))


def _beside(plan: Plan, place: str, parts: list[Span]) -> Iterator[Display]:
    """Parts of a letter with nothing between them in one `opener` or `closer`, others each in its own."""
    group: list[Span] = []
    for part in [*parts, None]:
        if group and (part is None or plan.copy.text[group[-1].end : part.start].strip()):
            start, end = group[0].start, group[-1].end
            yield Display(start, end, (Span(start, end, place, origin=group[0].origin), *group))
            group = []
        if part is not None:
            group.append(part)


def decide_speech(plan: Plan, search: Search, decision: Speech) -> None:
    """`sp` with its `speaker` and stage directions."""
    start, end = find(search, decision)
    end = widened(plan, end)
    origin = origin_of(decision)
    named = [("speaker", decision.speaker)] if decision.speaker else []
    for name, selector in [*named, *(("stage", stage) for stage in decision.stage)]:
        if selector:
            first, last = _marked(plan, search.find_next(selector, decision, (start, end)))
            plan.displays.append(Display(first, last, (Span(first, last, name, origin=origin),), None))
    own = Span(start, end, "sp", {"xml:id": plan.new_id()}, origin=origin)
    plan.displays.append(Display(start, end, (own,), (start, end), decision=decision))


def decide_caption(plan: Plan, search: Search, decision: Caption) -> None:
    """`figure` with the caption as `head` and a `gap` for the image."""
    start, end = find(search, decision)
    end = widened(plan, end)
    attributes = {"resp": f"#{decision.hand or 'unknown'}"} | ({"cert": decision.cert} if decision.cert else {})
    by = decision.by or plan.settings.desk

    def fill(builder: Builder, figure: Element, inside: list[Nested]) -> None:
        """The caption, and a gap for the image."""
        head = element("head", attributes)
        append(figure, head)
        builder.fill(head, start, end, inside)
        gap = {"reason": "not-in-source", "unit": "image", "quantity": "1", "resp": f"#{by}"}
        append(figure, element("gap", gap))

    own = Span(start, end, "figure", {"xml:id": plan.new_id()}, fill, origin=origin_of(decision))
    plan.displays.append(Display(start, end, (own,), decision=decision))


def decide_heading(plan: Plan, search: Search, decision: Heading) -> None:
    """A division that begins with the selected line as its `head`."""
    start, end = find(search, decision)
    end = widened(plan, end)
    if decision.read:
        recase(plan, decision, start, end)
    plan.divisions.append(Division(start, decision.type, end))
    attributes = {"xml:id": plan.new_id()}
    plan.displays.append(Display(start, end, (Span(start, end, "head", attributes, origin=origin_of(decision)),)))


def recase(plan: Plan, decision: Heading, start: int, end: int) -> None:
    """Show a heading in the capitals of `read`; raises where `read` has other letters."""
    start_, end_ = start, end
    for mark in plan.marks:
        if start < mark.end <= end:
            end_ = min(end_, mark.start)
    words = plan.copy.text[start_:end_]
    if len(words) != len(decision.read) or words.casefold() != decision.read.casefold():
        raise fault(decision, f"“{decision.read}” has other letters than “{words}”.", "Use emend to change words.")
    plan.recase(start_, end_, decision.read)


def decide_section(plan: Plan, search: Search, decision: Section) -> None:
    """A division without a heading, from the selected paragraph on."""
    start, _ = find(search, decision)
    plan.divisions.append(Division(block_at(plan, start).start, decision.type))


def decide_join(plan: Plan, search: Search, decision: ParagraphJoin) -> None:
    """One paragraph of two."""
    start, _ = find(search, decision)
    plan.joins[block_at(plan, start).start] = decision.by or plan.settings.desk


def decide_split(plan: Plan, search: Search, decision: ParagraphSplit) -> None:
    """Two paragraphs of one."""
    start, _ = find(search, decision)
    while plan.copy.text[start].isspace():
        start += 1
    plan.splits[start] = decision.by or plan.settings.desk


BLOCK_KINDS: dict[type[Decision], Callable[..., None]] = {
    BlockQuote: decide_block_quote,
    Verse: decide_verse,
    Table: decide_table,
    ItemList: decide_list,
    Letter: decide_letter,
    Speech: decide_speech,
    Caption: decide_caption,
    Heading: decide_heading,
    Section: decide_section,
    ParagraphJoin: decide_join,
    ParagraphSplit: decide_split,
}
