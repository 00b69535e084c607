"""Blocks as HTML: divisions, quotations, verse, letters, lists, tables, figures."""

from functools import partial
from typing import TypeAlias

from edition.apparatus import base_text
from edition.odd import Rule
from edition.tree import XML_ID, Element, is_blank, is_element, local_name, pieces, visit
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, classed, escaped, escaped_value
from edition.writers.html_paragraphs import is_after_colon
from edition.writers.mixed import Run, is_said
from edition.writers.rendering import span

HEADED = ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "body", "front", "back")
LEVELS = ("1", "2", "3", "4", "5", "6")
Line: TypeAlias = "tuple[Element | None, Run]"


def division(body: Body, element: Element, rule: Rule) -> None:
    """A division; one without a heading is no `section`, but begins after a space."""
    has_head = any(is_element(child, "head") and child not in body.held for child in element)
    kind = " ".join(filter(None, (element.get("type") or "division", rule.css)))
    body.level += 1
    body.container("section" if has_head else "div", element, kind if has_head else f"{kind} untitled")
    body.level -= 1


def heading(body: Body, element: Element, rule: Rule) -> None:
    """A heading at its level, named by its words without note marks."""
    if element in body.held:
        return
    parent = element.getparent()
    if parent is None or not is_element(parent, *HEADED) or body.paragraph or body.phrasing:
        body.block("p", element, f"head {rule.css}".strip())
        return
    given = rule.word("level", element)
    headline(body, element, int(given) if given in LEVELS else min(body.level - 1, 6), rule.css)


def headline(body: Body, element: Element, level: int, css: str = "") -> None:
    """A heading `h1` to `h6`, which contents can name; it is given an id where neither it nor its division has one."""
    words, identity = base_text(element), attributes(element)
    parent = element.getparent()
    inside = parent.get(XML_ID) if parent is not None and is_element(parent, "div") else None
    identifier = element.get(XML_ID) or inside
    if not identifier:
        identifier = f"heading:{len(body.headings) + 1}"
        identity += f' id="{identifier}"'
    body.headings.append((level, words, identifier))
    before, body.phrasing = body.phrasing, True
    opening = f'<h{level}{classed(css)}{identity} aria-label="{escaped_value(words)}">'
    body.wrapped(element, opening, f"</h{level}>")
    body.phrasing = before


def quotation(body: Body, element: Element, rule: Rule) -> None:
    """A displayed quotation."""
    body.display(element, lambda quote: _quotation(body, quote, rule.css, None))


def citation(body: Body, element: Element, rule: Rule) -> None:
    """A quotation with what follows it: attribution, stop, note mark."""
    body.display(element, lambda cit: _citation(body, cit, rule))


def _citation(body: Body, element: Element, rule: Rule) -> None:
    quotes = rule.elements("content", element) or [child for child in element if is_element(child, "quote")]
    rest = [part for part in pieces(element) if isinstance(part, str) or part not in quotes]
    for quote in quotes:
        _quotation(body, quote, rule.css, rest if quote is quotes[-1] else None)


def _quotation(body: Body, element: Element, css: str, rest: Run | None) -> None:
    opening, closing = body.tag("blockquote", classed(css) + attributes(element))
    body.out.append(opening)
    if body.holds_blocks(element):
        body.blocks(element)
    else:
        inner, end = body.tag("p")
        body.wrapped(element, inner, end)
    if rest:
        _run_in(body, rest)
    body.out.append(closing)


def _run_in(body: Body, rest: Run) -> None:
    """Put the rest of a citation at the end of the last paragraph, or in one of its own."""
    out = body.out
    while out and out[-1].isspace():
        out.pop()
    if len(out) == body.after_paragraph:
        end = out.pop()
    else:
        opening, end = body.tag("p", classed("attribution"))
        out.append(opening)
    body.in_phrasing(lambda: body.all_of(rest))
    out.append(end)


def stanza(body: Body, element: Element, rule: Rule) -> None:
    """A stanza or several."""
    body.display(element, lambda lg: _stanza(body, lg, rule.css))


def _stanza(body: Body, element: Element, css: str) -> None:
    opening, closing = body.tag("div", classed(f"lg {css}".strip()) + attributes(element))
    body.out.append(opening + body.number(element))
    body.blocks(element)
    body.out.append(closing)


def line(body: Body, element: Element, rule: Rule) -> None:
    """A line of verse."""
    css = classed(f"l {body.says.css(element, rule)}".strip())
    body.wrapped(element, f"<span{css}{attributes(element)}>", "</span>")


def embedded(body: Body, element: Element, rule: Rule) -> None:
    """A letter, poem or scene inside the text."""
    css = " ".join(filter(None, ("embedded", element.get("type"), rule.css)))
    body.display(element, lambda letter: body.container("div", letter, css))


def speech(body: Body, element: Element, rule: Rule) -> None:
    """A speech of a play."""
    body.display(element, lambda speech: body.container("div", speech, f"sp {rule.css}".strip()))


def block(body: Body, element: Element, rule: Rule) -> None:
    """A line of its own, or several where it holds blocks."""
    if element in body.held:
        return
    css = body.says.css(element, rule) or local_name(element)
    if body.holds_blocks(element):
        body.display(element, lambda group: body.container("div", group, css))
    else:
        body.display(element, lambda part: body.block("p", part, css))


def group(body: Body, element: Element, _rule: Rule) -> None:
    """Nothing of its own: the blocks that it holds."""
    if body.paragraph is not None or body.phrasing:
        body.inline(element)
    else:
        body.blocks(element)


def listing(body: Body, element: Element, rule: Rule) -> None:
    """A list."""
    body.display(element, lambda items: _listing(body, items, rule))


def _listing(body: Body, element: Element, rule: Rule) -> None:
    for head in element:
        if is_element(head, "head"):
            body.block("p", head, "head")
    kind = "ol" if rule.word("type", element) == "ordered" else "ul"
    css = f"{_list_class(element)} {rule.css}".strip()
    opening, closing = body.tag(kind, classed(css) + attributes(element))
    body.out.append(body.number(element) + opening)
    before: Run = []
    for part in pieces(element):
        item = part if not isinstance(part, str) and is_element(part, "item") else None
        if (item is not None or _is_label(part)) and any(map(_is_loose, before)):
            _item(body, None, before)
            before = []
        if item is not None:
            _item(body, item, before)
            before = []
        elif is_said(part) and not _is_head(part):
            before.append(part)
    if before:
        _item(body, None, before)
    body.out.append(closing)


def _is_loose(part: str | Element) -> bool:
    return isinstance(part, str) and not is_blank(part)


def _is_label(part: str | Element) -> bool:
    return not isinstance(part, str) and is_element(part, "label")


def _is_head(part: str | Element) -> bool:
    return not isinstance(part, str) and is_element(part, "head")


def _item(body: Body, item: Element | None, before: Run) -> None:
    """An item behind its label and whatever else stands before it in the list; None where no item follows these."""
    css, identity = (_css(body, item), attributes(item)) if item is not None else ("", "")
    opening, closing = body.tag("li", classed(css) + identity)
    around, body.paragraph = body.paragraph, None
    body.out.append(opening)
    for part in before:
        if isinstance(part, str) or not is_element(part, "label"):
            body.all_of([part])
        else:
            body.in_phrasing(partial(body.wrapped, part, f'<span class="label"{attributes(part)}>', "</span> "))
    if item is not None:
        if item.get("n") and not any(map(_is_label, before)):
            body.out.append(f'<span class="label gen">{escaped(item.get("n", ""))}</span> ')
        visit(item, body.words, body.element)
    body.out.append(closing)
    body.paragraph = around


def _css(body: Body, element: Element) -> str:
    """The classes that the model of a part gives it."""
    rule = body.says.dispatch.of(element)
    return body.says.css(element, rule) if rule is not None else ""


def table(body: Body, element: Element, rule: Rule) -> None:
    """A table, in a frame that scrolls where it is too wide."""
    body.display(element, lambda table: _table(body, table, rule.css))


def _table(body: Body, element: Element, css: str) -> None:
    frame, end = body.tag("div", classed("table-frame led" if is_after_colon(body.out) else "table-frame"))
    opening, closing = body.tag("table", classed(css) + attributes(element))
    body.out.append(frame + body.number(element) + opening)
    for head in element:
        if is_element(head, "head"):
            _caption(body, head)
    lines, waiting = _lines(element)
    count = 0 if body.phrasing else _heading_rows([row for row, _ in lines])
    _rows(body, "thead", lines[:count])
    _rows(body, "tbody" if count else "", lines[count:])
    body.out.append(closing)
    body.all_of(waiting)
    body.out.append(end)


def _lines(table: Element) -> tuple[list[Line], Run]:
    """Pairs (row, what stands before it in the table, such as the beginning of a page), and what stands last.

    Loose words make a row of their own: None.
    """
    lines: list[Line] = []
    before: Run = []
    for part in pieces(table):
        if isinstance(part, str):
            if not is_blank(part):
                lines.append((None, [*before, part]))
                before = []
        elif is_element(part, "row"):
            lines.append((part, before))
            before = []
        elif not is_element(part, "head"):
            before.append(part)
    return lines, before


def _heading_rows(rows: list[Element | None]) -> int:
    """How many rows at the head of a table are labels; 0 where all are."""
    labels = (row is not None and row.get("role") == "label" for row in rows)
    return next((index for index, is_label in enumerate(labels) if not is_label), 0)


def _rows(body: Body, group: str, lines: list[Line]) -> None:
    body.out.append(f"<{group}>" if group and lines else "")
    for row, before in lines:
        _row(body, row, before)
    body.out.append(f"</{group}>" if group and lines else "")


def _caption(body: Body, head: Element) -> None:
    opening, closing = body.tag("caption", attributes(head))
    body.in_phrasing(lambda: body.wrapped(head, opening, closing))


def _row(body: Body, row: Element | None, before: Run) -> None:
    """A row; what stands before a cell goes into it, loose words into one of their own."""
    more = classed(_css(body, row)) + attributes(row) if row is not None else ""
    opening, closing = body.tag("tr", more)
    body.out.append(opening)
    in_labels = row is not None and row.get("role") == "label"
    for part in pieces(row) if row is not None else ():
        if isinstance(part, str) or not is_element(part, "cell"):
            before = [*before, part] if is_said(part) else before
            continue
        if any(map(_is_loose, before)):
            _extra_cell(body, before)
            before = []
        _cell(body, part, before, in_labels=in_labels)
        before = []
    if before:
        _extra_cell(body, before)
    body.out.append(closing)


def _extra_cell(body: Body, content: Run) -> None:
    opening, closing = body.tag("td")
    around, body.paragraph = body.paragraph, None
    body.out.append(opening)
    body.all_of(content)
    body.out.append(closing)
    body.paragraph = around


def _cell(body: Body, cell: Element, before: Run, *, in_labels: bool) -> None:
    is_label = in_labels or cell.get("role") == "label"
    scope = f' scope="{"col" if in_labels else "row"}"' if is_label and not body.phrasing else ""
    more = classed(_css(body, cell)) + scope + _spans(cell) + attributes(cell)
    opening, closing = body.tag("th" if is_label else "td", more)
    around, body.paragraph = body.paragraph, None
    body.out.append(opening)
    body.all_of(before)
    visit(cell, body.words, body.element)
    body.out.append(closing)
    body.paragraph = around


def figure(body: Body, element: Element, rule: Rule) -> None:
    """A figure with its caption; a missing image is said to be missing."""
    body.display(element, lambda figure: _figure(body, figure, rule.css))


def _figure(body: Body, element: Element, css: str) -> None:
    opening, closing = body.tag("figure", classed(css) + attributes(element))
    body.out.append(opening + body.number(element))
    for part in pieces(element):
        if is_said(part) and not _is_head(part):
            _shown(body, part)
    _captions(body, [child for child in element if is_element(child, "head")])
    body.out.append(closing)


def _shown(body: Body, part: str | Element) -> None:
    """One part of a figure: an image or what stands for it, a description, words."""
    if isinstance(part, str):
        body.loose([part])
    elif is_element(part, "gap"):
        inner, end = body.tag("p", classed("missing gen"))
        body.out.append(inner + escaped(body.says.words("figure.missing")) + end)
    elif is_element(part, "figDesc") and any(node.get("url") in body.says.dress.images for node in _siblings(part)):
        body.in_phrasing(lambda: body.wrapped(part, f"<p hidden{attributes(part)}>", "</p>"))
    else:
        body.element(str(part.tag), part)


def _siblings(element: Element) -> list[Element]:
    parent = element.getparent()
    return list(parent) if parent is not None else []


def _captions(body: Body, heads: list[Element]) -> None:
    if heads:
        opening, closing = body.tag("figcaption")
        body.out.append(opening)
        for head in heads:
            body.in_phrasing(partial(body.wrapped, head, f"<span{attributes(head)}>", "</span>"))
        body.out.append(closing)


def _list_class(element: Element) -> str:
    has_labels = any(is_element(child, "label") or (is_element(child, "item") and child.get("n")) for child in element)
    return "labelled" if has_labels or element.get("type") == "gloss" else ""


def _spans(cell: Element) -> str:
    columns, rows = span(cell, "cols"), span(cell, "rows")
    return (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
