"""Square brackets: the outermost pairs in the running text and in the notes, and whose they are."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from edition.encoding.labels import Item, Mark, Ranges
from edition.encoding.plan import Plan
from edition.encoding.spans import Span
from edition.readers import Block
from edition.report import Message
from edition.settings import Rule

SIGN = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class Bracket:
    """A pair of square brackets, from the opening sign to after the closing one."""

    start: int
    end: int


def pairs(text: str, start: int, end: int, hidden: Ranges) -> tuple[list[Bracket], list[int]]:
    """The outermost pairs between `start` and `end`, in order, and the offsets of signs that have no partner."""
    found: list[Bracket] = []
    open_: list[int] = []
    alone: list[int] = []
    for match in SIGN.finditer(text, start, end):
        if any(first <= match.start() < last for first, last in hidden):
            continue
        if match[0] == "[":
            open_.append(match.start())
        elif open_:
            begun = open_.pop()
            while found and found[-1].start > begun:
                found.pop()
            found.append(Bracket(begun, match.end()))
        else:
            alone.append(match.start())
    return found, [*alone, *open_]


def insertions(plan: Plan, blocks: Sequence[Block]) -> list[Span]:
    """`seg type="insertion"` for each bracket of the running text that no decision has made something else.

    What has the form of a note mark and leads to no note is plain text.
    """
    if plan.settings.brackets.running == "text":
        return []
    spans: list[Span] = []
    decided = [*plan.spans, *(span for display in plan.displays for span in display.spans)]
    marks = [(mark.start, mark.end) for mark in plan.marks if not _is_attributed(plan, mark)]
    for block in blocks:
        near = marks[bisect_left(marks, (block.start, 0)) : bisect_left(marks, (block.end, 0))]
        found, alone = pairs(plan.copy.text, block.start, block.end, near)
        spans += [_insertion(plan, bracket) for bracket in found if _is_free(plan, bracket, decided)]
        plan.messages += [_unclosed(plan, offset) for offset in alone if not plan.is_kept(offset, offset + 1)]
    return spans


def _is_attributed(plan: Plan, mark: Mark) -> bool:
    """Whether a decision says whose this bracket is, which only looks like a note mark."""
    return (
        mark.start not in plan.links.items
        and mark.end - mark.start > 1
        and any(start in plan.attributions for start in range(mark.start, mark.end))
    )


def _insertion(plan: Plan, bracket: Bracket) -> Span:
    given = plan.attributions.get(bracket.start)
    hand = given.hand if given else plan.settings.brackets.hand
    attributes = {"type": "insertion", "resp": f"#{hand}"}
    if given and given.cert:
        attributes["cert"] = given.cert
    return Span(bracket.start, bracket.end, "seg", attributes, origin="rule brackets.running")


def _is_free(plan: Plan, bracket: Bracket, decided: Sequence[Span]) -> bool:
    """Whether a rule may make something of `bracket`: no decision keeps it, cites with it or cuts across it."""
    if plan.is_kept(bracket.start, bracket.end):
        return False
    return not any(_stands_in_the_way(span, bracket) for span in decided)


def _stands_in_the_way(span: Span, bracket: Bracket) -> bool:
    if span.end <= bracket.start or bracket.end <= span.start:
        return False
    if span.tag == "bibl" and span.start <= bracket.start and bracket.end <= span.end:
        return True
    return span.start < bracket.start < span.end < bracket.end or bracket.start < span.start < bracket.end < span.end


def rule_for(plan: Plan, item: Item) -> Rule | None:
    """The rule that makes the brackets of this note another hand's; None where no rule speaks of it."""
    part = plan.copy.part_at(item.start).source
    for rule in plan.settings.notes.rule:
        if any(word in ("all", part.n, part.part, f"{part.part}s") for word in rule.parts.split()):
            return rule
    return None


def of_note(plan: Plan, item: Item) -> list[tuple[Bracket, str]]:
    """The brackets of a printed note that are another hand's than the note, each with that hand."""
    if not item.blocks:
        return []
    start, end = item.label_end, item.blocks[-1].end
    first, last = (bisect_left(plan.marks, offset, key=lambda mark: mark.start) for offset in (start, end))
    inner = plan.marks[first:last]
    hidden = [(mark.start, mark.end) for mark in inner if not _is_attributed(plan, mark)]
    found, alone = pairs(plan.copy.text, start, end, hidden)
    rule = rule_for(plan, item)
    if rule:
        plan.messages += [_unclosed(plan, offset) for offset in alone if not plan.is_kept(offset, offset + 1)]
    out: list[tuple[Bracket, str]] = []
    for bracket in found:
        given = plan.attributions.get(bracket.start)
        if given and given.as_ != "insertion":
            out.append((bracket, given.hand))
        elif rule and not given and not plan.is_kept(bracket.start, bracket.end):
            out.append((bracket, rule.hand))
    return [(bracket, hand) for bracket, hand in out if hand != note_hand(plan, item)]


def note_hand(plan: Plan, item: Item) -> str:
    """The hand of a printed note as a whole, before its brackets: by decision, else as the settings say."""
    given = plan.attributions.get(item.start)
    return given.hand if given else plan.settings.notes.hand


def _unclosed(plan: Plan, offset: int) -> Message:
    sign = plan.copy.text[offset]
    other = "closed" if sign == "[" else "opened"
    return plan.copy.message(
        "BRACKET", offset, f"the bracket “{sign}” is never {other} in this passage; its words stay text.",
        "Emend it in decisions.toml, or keep it.",
    )  # fmt: skip
