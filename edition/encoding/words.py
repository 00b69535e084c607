"""Decisions about words: corrections, hands, references, names, dates, titles, notes of ours."""

import re
from collections.abc import Callable
from dataclasses import replace

from edition.decisions import (
    Date,
    Decision,
    Emend,
    Foreign,
    Gap,
    HandDecision,
    Keep,
    Name,
    Note,
    NotePlace,
    Reference,
    Selector,
    Title,
)
from edition.encoding.account import CHANGED, MARK
from edition.encoding.blocks import BLOCK_KINDS, find
from edition.encoding.labels import Mark
from edition.encoding.plan import Attribution, OwnNote, Plan
from edition.encoding.selecting import Search, fault, origin_of
from edition.encoding.spans import Builder, Nested, Span
from edition.report import Message, Severity
from edition.tree import Element, append, element

NAMES = {"person": "persName", "place": "placeName", "organization": "orgName", "author": "author"}


def decide(plan: Plan, search: Search, decision: Decision) -> None:
    """Enter `decision` in the plan; raises `SettingsError` where it cannot hold."""
    for hand in (decision.by, getattr(decision, "hand", "")):
        if hand and not plan.settings.is_hand(hand):
            known = ", ".join(declared.id for declared in plan.settings.hand) or "none"
            raise fault(decision, f"there is no hand “{hand}”.", f"Declare it in edition.toml. Known: {known}.", "E115")
    plan.quiet.add(decision.id)
    KIND_FUNCTIONS[type(decision)](plan, search, decision)


def decide_emend(plan: Plan, search: Search, decision: Emend) -> None:
    """`choice` of `sic` and `corr` over characters of one block, none of them a note mark."""
    start, end = find(search, decision)
    if any(mark.start < end and start < mark.end and mark.start in plan.links.items for mark in plan.marks):
        raise fault(decision, "the words run over a note mark.", "Correct the words on each side of it on their own.")
    if re.search(r"\n[ \t\r]*\n", plan.copy.text[start:end]):
        raise fault(decision, "the words run over a paragraph break.", "Use paragraph-join, or correct less.")
    if plan.copy.text[start:end] == decision.read:
        plan.messages.append(_idle(decision, f"it reads “{decision.read}”, as the source does."))
        return
    by = f"#{decision.by or plan.settings.desk}"
    attributes = {"type": decision.type, "resp": by}
    attributes |= {"cert": decision.cert} if decision.cert else {}
    attributes |= {"source": decision.source} if decision.source else {}

    def fill(builder: Builder, choice: Element, inside: list[Nested]) -> None:
        """Both readings, the words of the source with what stands in them."""
        sic = element("sic")
        append(choice, sic)
        builder.fill(sic, start, end, inside)
        append(choice, element("corr", attributes, *([decision.read] if decision.read else [])))

    name = f"{CHANGED} {decision.id or f'in line {decision.line}'}"
    plan.spans.append(Span(start, end, "choice", {}, fill, name, origin_of(decision)))


def decide_hand(plan: Plan, search: Search, decision: HandDecision) -> None:
    """A hand for a bracket, a printed note, or a citation."""
    start, end = find(search, decision)
    attribution = Attribution(decision.hand, decision.cert, decision.as_)
    at = decision.at or Selector()
    if at.note and not (at.exact or at.before):
        plan.attributions[search.item(at.note, decision).start] = attribution
        return
    if plan.copy.text[start] == "[" and plan.copy.text[end - 1] == "]" and decision.as_ not in ("bibl", "ref"):
        plan.attributions[start] = attribution
        return
    attributes = {"resp": f"#{decision.hand}"} | ({"cert": decision.cert} if decision.cert else {})
    tag = decision.as_ if decision.as_ in ("bibl", "ref") else "bibl"
    _add_or_complete(plan, Span(start, end, tag, attributes, origin=origin_of(decision)))


def decide_note(plan: Plan, search: Search, decision: Note) -> None:
    """A note of this edition."""
    hand = decision.by or plan.settings.desk
    if decision.on:
        item = search.item(decision.on.note, decision)
        plan.own_notes.append(OwnNote(decision, decision.text, hand, None, item))
    else:
        plan.own_notes.append(OwnNote(decision, decision.text, hand, find(search, decision)))


def decide_note_place(plan: Plan, search: Search, decision: NotePlace) -> None:
    """The mark of a note that lost it."""
    item = search.item(decision.note, decision)
    if any(item is linked for linked in plan.links.items.values()):
        raise fault(decision, f"the note “{decision.note}” has its mark in the source.", "Remove the decision.")
    plan.placed.append((find(search, decision)[1], item))
    plan.links.lost = [lost for lost in plan.links.lost if lost is not item]
    plan.links.twins = [twin for twin in plan.links.twins if twin is not item]


def decide_reference(plan: Plan, search: Search, decision: Reference) -> None:
    """`ref` to a note or an address, or `bibl`; empty where the words are one more mark of a note."""
    start, end = find(search, decision)
    note = decision.target if isinstance(decision.target, Selector) else None
    tag = "ref" if note or decision.type != "bibl" else "bibl"
    kind = "note" if note and decision.type == "bibl" else decision.type
    attributes: dict[str, str] = {"type": kind} if tag == "ref" else {}
    if note:
        attributes["target"] = f"#{plan.item_ids[search.item(note.note, decision).start]}"
    elif isinstance(decision.target, str) and decision.target:
        attributes["target" if tag == "ref" else "ref"] = decision.target
    mark = next((m for m in plan.marks if m.start <= start and m.end == end and not _inner(plan, m, start)), None)
    if mark and kind == "note" and note:
        _second_mark(plan, mark, attributes, origin_of(decision))
    else:
        _add_or_complete(plan, Span(start, end, tag, attributes, origin=origin_of(decision)))


def _inner(plan: Plan, mark: Mark, start: int) -> bool:
    """Whether words of `mark` besides white space stand before `start`."""
    return bool(plan.copy.text[mark.start : start].strip())


def _second_mark(plan: Plan, mark: Mark, attributes: dict[str, str], origin: str) -> None:
    """One more mark of a note that has one: an empty `ref` with the mark as printed."""

    def fill(builder: Builder, _: Element, __: list[Nested]) -> None:
        """No words: the mark stands in `@n`."""
        builder.account.take(mark.start, mark.end, MARK)

    plan.kept.append((mark.start, mark.end))
    plan.spans.append(Span(mark.start, mark.end, "ref", {**attributes, "n": mark.label}, fill, origin=origin))


def _add_or_complete(plan: Plan, span: Span) -> None:
    """Enter `span`; where the same words are such an element by another decision, only its attributes there."""
    for number, other in enumerate(plan.spans):
        if (other.start, other.end, other.tag) == (span.start, span.end, span.tag):
            plan.spans[number] = replace(other, attributes={**other.attributes, **span.attributes})
            return
    plan.spans.append(span)


def decide_foreign(plan: Plan, search: Search, decision: Foreign) -> None:
    """`foreign` with its language."""
    _simple(plan, search, decision, "foreign", {"xml:lang": decision.lang})


def decide_title(plan: Plan, search: Search, decision: Title) -> None:
    """`title` of a work."""
    _simple(plan, search, decision, "title", {"level": decision.level})


def decide_name(plan: Plan, search: Search, decision: Name) -> None:
    """A name, of the kind that the decision says."""
    _simple(plan, search, decision, NAMES[decision.type], {"ref": decision.ref})


def decide_date(plan: Plan, search: Search, decision: Date) -> None:
    """`date` with its value."""
    values = {
        "when": decision.when,
        "from": decision.from_,
        "to": decision.to,
        "notBefore": decision.notBefore,
        "notAfter": decision.notAfter,
    }
    _simple(plan, search, decision, "date", values)


def decide_gap(plan: Plan, search: Search, decision: Gap) -> None:
    """`gap` at a point."""
    point = find(search, decision)[1]
    values = {"reason": decision.reason, "unit": decision.unit, "quantity": decision.quantity}
    values["resp"] = f"#{decision.by or plan.settings.desk}"
    plan.spans.append(Span(point, point, "gap", _given(values), origin=origin_of(decision)))


def decide_keep(plan: Plan, search: Search, decision: Keep) -> None:
    """Nothing: the rules pass over these characters, or a proposal does not come back."""
    if decision.proposal:
        plan.quiet.add(decision.proposal)
    else:
        plan.kept.append(find(search, decision))


def _simple(plan: Plan, search: Search, decision: Decision, tag: str, values: dict[str, str]) -> None:
    plan.spans.append(Span(*find(search, decision), tag, _given(values), origin=origin_of(decision)))


def _given(values: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _idle(decision: Decision, text: str) -> Message:
    name = decision.id or decision.name
    return Message(
        "IDLE-DECISION", f"decision {name} changes nothing: {text}", "Remove it, or correct it.", Severity.WARNING,
        decision.path, decision.line,
    )  # fmt: skip


KIND_FUNCTIONS: dict[type[Decision], Callable[..., None]] = {
    **BLOCK_KINDS,
    Emend: decide_emend,
    HandDecision: decide_hand,
    Note: decide_note,
    NotePlace: decide_note_place,
    Reference: decide_reference,
    Foreign: decide_foreign,
    Title: decide_title,
    Name: decide_name,
    Date: decide_date,
    Gap: decide_gap,
    Keep: decide_keep,
}
