"""How each behaviour is written in HTML, on the web and in print, in one table."""

from edition.odd import Rule
from edition.tree import Element
from edition.writers import html_blocks as blocks
from edition.writers import html_inline as inline
from edition.writers.html_body import Body
from edition.writers.html_dispatch import Behaviours


def _paragraph(body: Body, element: Element, rule: Rule) -> None:
    body.para(element, body.says.css(element, rule))


def _note(body: Body, element: Element, _rule: Rule) -> None:
    body.note(element)


def _anchor(body: Body, element: Element, _rule: Rule) -> None:
    body.anchor(element)


def _part(body: Body, element: Element, rule: Rule) -> None:
    """A part that has lost its whole: a cell outside a table, an item outside a list."""
    inline.inline(body, element, rule)


BEHAVIOURS: Behaviours = {
    "alternate": inline.alternate,
    "anchor": _anchor,
    "block": blocks.block,
    "body": blocks.group,
    "break": inline.boundary,
    "cell": _part,
    "cit": blocks.citation,
    "figure": blocks.figure,
    "gap": inline.gap,
    "graphic": inline.graphic,
    "heading": blocks.heading,
    "inline": inline.inline,
    "insertion": inline.insertion,
    "line": blocks.line,
    "lines": blocks.block,
    "link": inline.reference,
    "list": blocks.listing,
    "listItem": _part,
    "metadata": inline.nothing,
    "milestone": inline.milestone,
    "note": _note,
    "omit": inline.nothing,
    "paragraph": _paragraph,
    "quotation": blocks.quotation,
    "row": _part,
    "section": blocks.division,
    "speech": blocks.speech,
    "stanza": blocks.stanza,
    "table": blocks.table,
    "text": blocks.embedded,
}
