"""Blocks as HTML: divisions, quotations, verse, letters, lists, tables, figures."""

from functools import partial

from edition.apparatus import base_text
from edition.tree import Element, is_element, local_name, pieces, text_of, visit
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, classed, escaped, escaped_value
from edition.writers.rendering import is_display, is_note_list


def division(body: Body, element: Element) -> None:
    """A division; one without a heading is no `section`, but begins after a space."""
    if is_note_list(element):
        return
    has_head = any(is_element(child, "head") and child not in body.held for child in element)
    kind = element.get("type") or "division"
    body.level += 1
    body.container("section" if has_head else "div", element, kind if has_head else f"{kind} untitled")
    body.level -= 1


def heading(body: Body, element: Element) -> None:
    """A heading at its level, named by its words without note marks."""
    if element in body.held:
        return
    parent = element.getparent()
    if parent is None or not is_element(parent, "div", "body", "front", "back") or body.paragraph or body.phrasing:
        body.block("p", element, "head")
        return
    headline(body, element, min(body.level - 1, 6))


def headline(body: Body, element: Element, level: int) -> None:
    """A heading `h1` to `h6`."""
    name = escaped_value(base_text(element))
    before, body.phrasing = body.phrasing, True
    body.wrapped(element, f'<h{level}{attributes(element)} aria-label="{name}">', f"</h{level}>")
    body.phrasing = before


def quotation(body: Body, element: Element) -> None:
    """A displayed quotation, or one in running text that keeps its marks."""
    if is_display(element):
        body.display(element, lambda quote: _quotation(body, quote, None))
    else:
        body.inline(element)


def citation(body: Body, element: Element) -> None:
    """A quotation with what follows it: attribution, stop, note mark."""
    if is_display(element):
        body.display(element, partial(_citation, body))
    else:
        body.inline(element)


def _citation(body: Body, element: Element) -> None:
    quotes = [child for child in element if is_element(child, "quote")]
    rest = [part for part in pieces(element) if isinstance(part, str) or part not in quotes]
    for quote in quotes:
        _quotation(body, quote, rest if quote is quotes[-1] else None)


def _quotation(body: Body, element: Element, rest: "list[str | Element] | None") -> None:
    opening, closing = body.tag("blockquote", attributes(element))
    body.out.append(opening)
    if any(is_element(child, "p", "lg", "ab", "list", "table", "quote") for child in element):
        body.blocks(element)
    else:
        inner, end = body.tag("p")
        body.wrapped(element, inner, end)
    if rest:
        _run_in(body, rest)
    body.out.append(closing)


def _run_in(body: Body, rest: "list[str | Element]") -> None:
    """Put the rest of a citation at the end of the last paragraph, or in one of its own."""
    out = body.out
    while out and out[-1].isspace():
        out.pop()
    if len(out) == body.after_paragraph:
        end = out.pop()
    else:
        opening, end = body.tag("p", classed("attribution"))
        out.append(opening)
    for part in rest:
        body.words(part) if isinstance(part, str) else body.element(str(part.tag), part)
    out.append(end)


def verse(body: Body, element: Element) -> None:
    """A stanza or several."""
    body.display(element, partial(_verse, body))


def _verse(body: Body, element: Element) -> None:
    opening, closing = body.tag("div", classed("lg") + attributes(element))
    body.out.append(opening + body.number(element))
    body.blocks(element)
    body.out.append(closing)


def line(body: Body, element: Element) -> None:
    """A line of verse."""
    css = "l indent" if element.get("rend") == "indent" else "l"
    body.wrapped(element, f'<span class="{css}"{attributes(element)}>', "</span>")


def embedded(body: Body, element: Element) -> None:
    """A letter, poem or scene inside the text."""
    body.display(element, lambda letter: body.container("div", letter, f"embedded {letter.get('type') or ''}".strip()))


def speech(body: Body, element: Element) -> None:
    """A speech of a play."""
    body.display(element, lambda speech: body.container("div", speech, "sp"))


def part(body: Body, element: Element) -> None:
    """A line of a letter, a play or a title page: salute, signature, speaker, stage direction."""
    parent = element.getparent()
    if parent is not None and is_element(parent, "byline", "docImprint", "titlePart", "p", "head", "l"):
        body.inline(element)
    elif element not in body.held:
        body.display(element, lambda part: body.block("p", part, local_name(part)))


def group(body: Body, element: Element) -> None:
    """An element that holds others and is marked by its class."""
    if element not in body.held:
        body.display(element, lambda group: body.container("div", group, local_name(group)))


def plain_group(body: Body, element: Element) -> None:
    """An element that only holds others."""
    body.blocks(element)


def back(body: Body, element: Element) -> None:
    """The back of the text; notes whose mark is lost are listed with the others."""
    body.blocks(element)


def listing(body: Body, element: Element) -> None:
    """A list."""
    body.display(element, partial(_listing, body))


def _listing(body: Body, element: Element) -> None:
    for head in element:
        if is_element(head, "head"):
            body.block("p", head, "head")
    is_numbered = (element.get("rend") or element.get("type")) in ("numbered", "ordered")
    opening, closing = body.tag("ol" if is_numbered else "ul", classed(_list_class(element)) + attributes(element))
    body.out.append(body.number(element) + opening)
    label = ""
    for child in element:
        if is_element(child, "label"):
            label = text_of(child)
        elif is_element(child) and not is_element(child, "head"):
            _item(body, child, label or child.get("n", ""))
            label = ""
    body.out.append(closing)


def _item(body: Body, element: Element, label: str) -> None:
    opening, closing = body.tag("li", attributes(element))
    around, body.paragraph = body.paragraph, None
    body.out.append(opening + (f'<span class="label">{escaped(label)}</span> ' if label else ""))
    visit(element, body.words, body.element)
    body.out.append(closing)
    body.paragraph = around


def table(body: Body, element: Element) -> None:
    """A table, in a frame that scrolls where it is too wide."""
    body.display(element, partial(_table, body))


def _table(body: Body, element: Element) -> None:
    heads = [child for child in element if is_element(child, "head")]
    frame, end = body.tag("div", classed("table-frame led" if body.is_after_colon() else "table-frame"))
    opening, closing = body.tag("table", attributes(element))
    body.out.append(frame + body.number(element) + opening)
    for head in heads:
        _caption(body, head)
    rows = [row for row in element if is_element(row, "row")]
    count = 0 if body.phrasing else _heading_rows(rows)
    _rows(body, "thead", rows[:count])
    _rows(body, "tbody" if count else "", rows[count:])
    body.out.append(closing + end)


def _heading_rows(rows: list[Element]) -> int:
    """How many rows at the head of a table are labels; 0 where all are."""
    return next((index for index, row in enumerate(rows) if row.get("role") != "label"), 0)


def _rows(body: Body, group: str, rows: list[Element]) -> None:
    body.out.append(f"<{group}>" if group and rows else "")
    for row in rows:
        _row(body, row)
    body.out.append(f"</{group}>" if group and rows else "")


def _caption(body: Body, head: Element) -> None:
    opening, closing = body.tag("caption", attributes(head))
    body.in_phrasing(lambda: body.wrapped(head, opening, closing))


def _row(body: Body, row: Element) -> None:
    opening, closing = body.tag("tr", attributes(row))
    body.out.append(opening)
    in_labels = row.get("role") == "label"
    for cell in row:
        if is_element(cell):
            is_label = in_labels or cell.get("role") == "label"
            scope = f' scope="{"col" if in_labels else "row"}"' if is_label and not body.phrasing else ""
            inner, end = body.tag("th" if is_label else "td", scope + _spans(cell) + attributes(cell))
            body.wrapped(cell, inner, end)
    body.out.append(closing)


def figure(body: Body, element: Element) -> None:
    """A figure with its caption; a missing image is said to be missing."""
    body.display(element, partial(_figure, body))


def _figure(body: Body, element: Element) -> None:
    opening, closing = body.tag("figure", attributes(element))
    body.out.append(opening + body.number(element))
    for child in element:
        if is_element(child, "gap"):
            inner, end = body.tag("p", classed("missing gen"))
            body.out.append(inner + escaped(body.says.words("figure.missing")) + end)
        elif is_element(child) and not is_element(child, "head"):
            body.element(str(child.tag), child)
    _captions(body, [child for child in element if is_element(child, "head")])
    body.out.append(closing)


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
    columns, rows = cell.get("cols", ""), cell.get("rows", "")
    return (f' colspan="{columns}"' if columns.isdigit() else "") + (f' rowspan="{rows}"' if rows.isdigit() else "")
