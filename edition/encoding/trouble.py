"""What an encoding has to say: marks without notes, notes without marks, spans that cross."""

import re
from collections.abc import Iterator

from edition.encoding.labels import key
from edition.encoding.plan import Plan
from edition.encoding.spans import Crossing, StrayText
from edition.errors import InputRefused, SettingsError
from edition.report import Message, Severity


def mark_messages(plan: Plan) -> list[Message]:
    """What is amiss with marks and notes, in the order of the source."""
    found = [*_lost_notes(plan), *_lost_marks(plan), *_unclosed(plan), *_text_in_notes(plan)]
    return sorted(found, key=lambda message: (message.path, message.line, message.column))


def _lost_notes(plan: Plan) -> Iterator[Message]:
    for item in plan.links.lost:
        yield plan.copy.message(
            "NOTE-WITHOUT-MARK", item.start, f"the note “{item.label}” has no mark in the text; it stands at the end.",
            f'Place it with kind = "note-place" and note = "{item.label}".',
        )  # fmt: skip
    for item in plan.links.twins:
        yield plan.copy.message(
            "NOTE-TWICE", item.start, f"a second note has the mark “{item.label}”; it stands at the end.",
            "Correct notes.restart in edition.toml, or place the note by decision.",
        )  # fmt: skip


def _lost_marks(plan: Plan) -> Iterator[Message]:
    known = {key(item.label) for item in plan.items}
    for mark in plan.marks:
        if mark.start in plan.links.items or plan.is_kept(mark.start, mark.end):
            continue
        again = key(mark.label) in known
        if not again and not re.fullmatch(r"\d{1,3}", key(mark.label)):
            continue
        said = "has a note that another mark leads to" if again else "has no note"
        yield plan.copy.message(
            "MARK-WITHOUT-NOTE", mark.end - 1, f"the mark “{mark.label}” {said}; it stays text.",
            'Say what it is: kind = "reference" or "keep".',
        )  # fmt: skip


def _unclosed(plan: Plan) -> Iterator[Message]:
    for item in plan.items:
        if not item.closed:
            yield plan.copy.message(
                "NOTE-UNCLOSED", item.start, f"the note “{item.label}” is never closed; it ends with its paragraph.",
                "Add the closing sign by decision, or correct notes.item in edition.toml.",
            )  # fmt: skip


def _text_in_notes(plan: Plan) -> Iterator[Message]:
    """Notes in whose later paragraphs the mark of a note stands that is printed after them: they may be text."""
    for item in plan.items:
        inner = plan.marks_in(item.blocks[1].start, item.end) if len(item.blocks) > 1 else []
        later = [mark for mark in inner if plan.links.items[mark.start].start > item.start]
        if later:
            yield plan.copy.message(
                "TEXT-IN-NOTE", later[0].end - 1,
                f"the mark “{later[0].label}” of a later note stands in a paragraph of the note “{item.label}”.",
                'If that paragraph is text, set notes.place = "bottom" in edition.toml.',
            )  # fmt: skip


def crossing(plan: Plan, error: Crossing) -> SettingsError:
    """The error for two spans that overlap."""
    outer, inner = error.outer, error.inner
    words = " ".join(plan.copy.text[inner.start : min(inner.end, inner.start + 40)].split())
    return SettingsError(
        plan.copy.message(
            "E130", inner.start, f"{_named(outer)} and {_named(inner)} overlap at “{words}”.",
            "One must hold the other. Shorten one of them.", Severity.ERROR,
        )
    )  # fmt: skip


def stray(plan: Plan, error: StrayText) -> SettingsError:
    """The error for words that a decision leaves where only elements may stand."""
    words = " ".join(plan.copy.text[error.offset : error.offset + 40].split())
    return SettingsError(
        plan.copy.message(
            "E131", error.offset, f"“{words}” would stand directly in {error.tag}, which holds no words.",
            "Widen or shorten the decision around it.", Severity.ERROR,
        )
    )  # fmt: skip


def no_text(plan: Plan) -> InputRefused:
    """The error for sources in which all is title, notes and furniture."""
    return InputRefused(
        plan.copy.message(
            "E132", 0, "the source has no running text: all of it is title, notes or furniture.",
            "Correct notes.item, body_from or title in edition.toml.", Severity.ERROR,
        )
    )  # fmt: skip


def _named(span: object) -> str:
    origin, tag = getattr(span, "origin", ""), getattr(span, "tag", "")
    return origin or f"the {tag or 'note'}"
