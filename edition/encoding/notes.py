"""Notes: the author's where their marks stand, everybody else's in lists of their own, linked by anchors."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.encoding.brackets import Bracket, note_hand, of_note, rule_for
from edition.encoding.labels import Item
from edition.encoding.plan import OwnNote, Plan
from edition.encoding.spans import Builder, Nested, Span, nest, skipped
from edition.encoding.structure import Flow, spans_of
from edition.readers import Block, trimmed
from edition.settings import UNKNOWN, Hand
from edition.tree import Element, append, element, folded, local_name

SUBTYPES = {"notes to the translation": "translator", "this edition": "desk", "transcription": "transcriber"}


@dataclass
class NoteLists:
    """The lists of editorial notes as they fill, by hand, and the spans of words from which notes are made.

    `inline` are all inline spans of the plan in order of their start.
    """

    plan: Plan
    inline: Sequence[Span]
    lists: dict[str, Element] = field(default_factory=dict)

    def in_order(self) -> list[Element]:
        """The lists in the order of the hands of the settings, this edition's last."""
        desk = self.plan.settings.desk
        known = [hand.id for hand in self.plan.settings.hand if hand.id != desk]
        return [self.lists[hand] for hand in [*known, UNKNOWN, desk] if hand in self.lists]

    def within(self, start: int, end: int) -> list[Span]:
        """The inline spans that lie between `start` and `end`."""
        first = bisect_left(self.inline, start, key=lambda span: span.start)
        last = bisect_right(self.inline, end, key=lambda span: span.start)
        return [span for span in self.inline[first:last] if span.end <= end]

    def add(self, hand: str, attributes: dict[str, str], rule_id: str) -> Element:
        """A new editorial note at the end of the list of `hand`, which is made where it is missing."""
        subtype = subtype_of(self.plan, hand)
        if hand not in self.lists:
            decls = {"decls": f"#{rule_id}"} if rule_id else {}
            self.lists[hand] = element("listAnnotation", {"type": "notes", "subtype": subtype} | decls)
        given = {"type": "editorial", "subtype": subtype, "resp": f"#{hand}"}
        note = element("note", given | _layer(self.plan, hand) | attributes)
        append(self.lists[hand], note)
        return note


def subtype_of(plan: Plan, hand: str) -> str:
    """The name of a hand's list of notes: from the settings, else by its role, else the hand's id."""
    declared = next((known for known in plan.settings.hand if known.id == hand), None)
    if declared is None:
        return "desk" if hand == plan.settings.desk else hand
    return declared.subtype or SUBTYPES.get(declared.role, declared.id.partition(".")[0])


def _layer(plan: Plan, hand: str) -> dict[str, str]:
    return next(({"change": f"#{layer.id}"} for layer in plan.settings.layer if hand in layer.hands), {})


def _is_editorial(plan: Plan, hand: str) -> bool:
    declared: Hand | None = next((known for known in plan.settings.hand if known.id == hand), None)
    return declared is not None and declared.role not in ("author", "unknown")


def mark_spans(lists: NoteLists) -> list[Span]:
    """A span for each linked mark and each placed note; its `fill` puts the note or its anchor there."""
    plan = lists.plan
    spans = [
        _mark_span(lists, mark.start, mark.end, plan.links.items[mark.start])
        for mark in plan.marks
        if mark.start in plan.links.items
    ]
    return spans + [_mark_span(lists, point, point, item) for point, item in plan.placed]


def _mark_span(lists: NoteLists, start: int, end: int, item: Item) -> Span:
    def fill(builder: Builder, parent: Element, _: list[Nested]) -> None:
        """The note, or its anchor."""
        place_item(lists, builder, parent, item)

    return Span(start, end, "", {}, fill, "mark", f"note {item.label}")


def place_item(lists: NoteLists, builder: Builder, parent: Element, item: Item) -> None:
    """Put a printed note into `parent`, or its anchor there and the note into its hand's list."""
    plan = lists.plan
    hand, own = note_hand(plan, item), of_note(plan, item)
    identifier = plan.item_ids[item.start]
    builder.account.frame(item.start, item.end, item.blocks)
    whole = _whole(plan, item, own)
    if whole:
        rule = rule_for(plan, item)
        by_rule = rule.id if rule and rule.hand == whole else ""
        _anchor(parent, identifier)
        attributes = {"n": item.label, "xml:id": identifier, "target": f"#a.{identifier}"}
        note = lists.add(whole, attributes, by_rule)
        inner = [block for bracket, _ in own for block in _inside(plan, item.blocks, bracket)]
        builder.account.frame(item.blocks[0].start, item.blocks[-1].end, inner)
        between = [skipped(one.end - 1, other.start + 1) for (one, _), (other, _) in pairwise(own)]
        _flow(lists, builder, note, inner, between, item)
    elif _is_editorial(plan, hand):
        _anchor(parent, identifier)
        attributes = {"n": item.label, "xml:id": identifier, "target": f"#a.{identifier}"}
        _mixed(lists, builder, lists.add(hand, attributes, ""), item, own)
    else:
        kind = {"type": "unattributed" if hand == UNKNOWN else "authorial"}
        if local_name(parent) == "head" and item.label == plan.settings.notes.title_mark:
            kind["subtype"] = "headnote"
        given = kind | {"resp": f"#{hand}"} | _layer(plan, hand)
        note = element("note", given | {"place": plan.settings.notes.place, "n": item.label, "xml:id": identifier})
        append(parent, note)
        _mixed(lists, builder, note, item, own)


def _whole(plan: Plan, item: Item, own: list[tuple[Bracket, str]]) -> str:
    """The hand of a note whose words all stand in brackets of that hand; "" for any other."""
    if not own or not item.blocks:
        return ""
    rest = _outside(plan.copy.text, item.blocks, [bracket for bracket, _ in own])
    hands = {hand for _, hand in own}
    return hands.pop() if not rest.strip() and len(hands) == 1 else ""


def _outside(text: str, blocks: Sequence[Block], brackets: Sequence[Bracket]) -> str:
    out = []
    for block in blocks:
        position = block.start
        for bracket in brackets:
            if bracket.end > position and bracket.start < block.end:
                out.append(text[position : max(position, bracket.start)])
                position = bracket.end
        out.append(text[position : max(position, block.end)])
    return " ".join(out)


def _inside(plan: Plan, blocks: Sequence[Block], bracket: Bracket) -> list[Block]:
    """The paragraphs within a bracket, without its signs."""
    edges = [(max(block.start, bracket.start + 1), min(block.end, bracket.end - 1)) for block in blocks]
    cut = [
        trimmed(plan.copy.text, start, end, block.blank_before)
        for block, (start, end) in zip(blocks, edges, strict=True)
    ]
    return [block for block in cut if block]


def _mixed(lists: NoteLists, builder: Builder, note: Element, item: Item, own: Sequence[tuple[Bracket, str]]) -> None:
    """The words of a note into which other hands broke: an anchor where each did."""
    blocks, cuts = _merged(lists.plan, item.blocks, [bracket for bracket, _ in own])
    broke_in = [_bracket_span(lists, item, pair, cut) for pair, cut in zip(own, cuts, strict=True)]
    _flow(lists, builder, note, blocks, broke_in, item)


def _bracket_span(lists: NoteLists, item: Item, own: tuple[Bracket, str], cut: tuple[int, int]) -> Span:
    bracket, hand = own
    plan = lists.plan
    identifier = plan.new_id()
    rule = rule_for(plan, item)
    by_rule = rule.id if rule and rule.hand == hand else ""

    def fill(builder: Builder, parent: Element, _: list[Nested]) -> None:
        """An anchor, and the other hand's words in its list."""
        inner = _inside(plan, item.blocks, bracket)
        builder.account.frame(cut[0], cut[1], inner)
        _anchor(parent, identifier)
        note = lists.add(hand, {"xml:id": identifier, "target": f"#a.{identifier}"}, by_rule)
        _flow(lists, builder, note, inner, [], None)

    return Span(cut[0], cut[1], "", {}, fill, origin="rule brackets-inside-note")


def _merged(
    plan: Plan, blocks: Sequence[Block], brackets: Sequence[Bracket]
) -> tuple[list[Block], list[tuple[int, int]]]:
    """The paragraphs of the note's own hand, each bracket inside one of them, and the range each bracket takes.

    Paragraphs that a bracket joins become one; a bracket that is a paragraph of its own goes to the one before it,
    or to the one after where it is the first.
    """
    merged = list(blocks)
    for bracket in brackets:
        touched = [block for block in merged if block.start < bracket.end and bracket.start < block.end]
        first = merged.index(touched[0])
        merged[first : first + len(touched)] = [_span_of(touched)]
    own: list[Block] = []
    leading: list[Block] = []
    for block in merged:
        rest = _outside(plan.copy.text, [block], brackets)
        if rest.strip():
            own.append(_span_of([*leading, block]))
            leading = []
        elif own:
            own[-1] = _span_of([own[-1], block])
        else:
            leading.append(block)
    cuts: list[tuple[int, int]] = []
    for bracket in brackets:
        cuts.append(_cut(plan.copy.text, own, bracket, cuts[-1][1] if cuts else 0))
    return own, cuts


def _span_of(blocks: Sequence[Block]) -> Block:
    return Block(blocks[0].start, blocks[-1].end, blocks[0].blank_before)


def _cut(text: str, blocks: Sequence[Block], bracket: Bracket, after: int) -> tuple[int, int]:
    """The bracket with the white space before it, from `after` on; that after it where it begins a paragraph."""
    block = next(block for block in blocks if block.start <= bracket.start < block.end)
    start, end = bracket.start, bracket.end
    while start > max(block.start, after) and text[start - 1].isspace():
        start -= 1
    if bracket.start == block.start:
        while end < block.end and text[end].isspace():
            end += 1
    return start, end


def _flow(
    lists: NoteLists, builder: Builder, note: Element, blocks: list[Block], broke_in: list[Span], item: Item | None
) -> None:
    if not blocks:
        append(note, element("p"))
        return
    plan = lists.plan
    start, end = blocks[0].start, blocks[-1].end
    displays = [d for d in plan.displays if start <= d.start and d.end <= end]
    covered = [(span.start, span.end) for span in broke_in]
    spans = [
        s for s in lists.within(start, end) if not any(a <= s.start and s.end <= b for a, b in covered if s.start < b)
    ]
    spans += [*spans_of(plan, Flow(blocks, displays)), *broke_in]
    if item is not None:
        spans += [span for own in plan.own_notes if own.on is item for span in own_note_at(lists, own, end, end)]
    before, builder.units = builder.units, False
    builder.fill(note, start, end, nest(spans))
    builder.units = before


def _anchor(parent: Element, identifier: str) -> None:
    append(parent, element("anchor", {"type": "note", "xml:id": f"a.{identifier}"}))


def own_note_spans(lists: NoteLists) -> list[Span]:
    """The points at which notes of this edition are anchored, and where the spans of words they speak of begin."""
    return [span for own in lists.plan.own_notes if own.at for span in own_note_at(lists, own, *own.at)]


def own_note_at(lists: NoteLists, own: OwnNote, start: int, end: int) -> list[Span]:
    """The anchor of a note of this edition, after `end`; before it, where it has a lemma, that of its beginning."""
    plan = lists.plan
    identifier = plan.new_id()
    lemma = folded(plan.without_marks(start, end))
    begins = Span(start, start, "anchor", {"type": "span-start", "xml:id": f"a.{identifier}.from"})
    point = plan.past_marks(end)

    def fill(_: Builder, parent: Element, __: list[Nested]) -> None:
        """An anchor, and our words in our list."""
        _anchor(parent, identifier)
        note = lists.add(own.hand, {"xml:id": identifier, "target": f"#a.{identifier}"}, "")
        for part in _own_paragraphs(own.text, identifier, lemma):
            append(note, part)

    origin = f"note of this edition ({own.decision.path}:{own.decision.line})"
    ends = Span(point, point, "", {}, fill, origin=origin)
    return [begins, ends] if lemma else [ends]


def _own_paragraphs(text: str, identifier: str, lemma: str) -> list[Element]:
    """The paragraphs of a note of ours, `lemma` before the first where it is about a span."""
    words = [folded(part) for part in re.split(r"\n\s*\n", text) if part.strip()]
    if not lemma:
        return [element("p", None, part) for part in words]
    target = f"#range(left(a.{identifier}.from),left(a.{identifier}))"
    about = element("ref", {"type": "lemma", "target": target}, lemma)
    first = element("p", None, about, f" {words[0]}" if words else "")
    return [first, *(element("p", None, part) for part in words[1:])]
