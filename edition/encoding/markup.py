"""The source's own mark-up of words: italics between signs."""

import re

from edition.encoding.account import MARK
from edition.encoding.plan import Plan
from edition.encoding.spans import Span, skipped


def italics(plan: Plan) -> list[Span]:
    """`hi rend="italic"` for words between two of the signs that the settings name, inside one paragraph."""
    sign = plan.settings.markup.italic
    if not sign:
        return []
    mark = re.escape(sign)
    pattern = re.compile(rf"(?<!\w){mark}(?=\S)(?:(?!{mark}|\n[ \t\r]*\n).)+?(?<=\S){mark}(?!\w)", re.DOTALL)
    spans: list[Span] = []
    for match in pattern.finditer(plan.copy.text):
        start, end = match.span()
        if plan.is_kept(start, end) or any(a <= start < b for a, b in plan.furniture) or _crosses(plan, start, end):
            continue
        spans.append(Span(start, end, "hi", {"rend": "italic"}, origin="rule markup.italic"))
        spans += [skipped(start, start + len(sign), MARK), skipped(end - len(sign), end, MARK)]
    return spans


def _crosses(plan: Plan, start: int, end: int) -> bool:
    """Whether the words run over the edge of a note, a mark or a decision's span, where no element could."""
    edges = [(item.start, item.end) for item in plan.items]
    edges += [(mark.start, mark.end) for mark in plan.marks]
    edges += [(span.start, span.end) for span in plan.spans]
    return any(a < start < b < end or start < a < end < b for a, b in edges)
