"""Blocks as HTML: divisions, quotations, verse, letters, lists, tables, figures."""

from functools import partial

from edition.apparatus import base_text
from edition.odd import Rule
from edition.tree import XML_ID, Element, is_element, local_name, pieces, visit
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, classed, escaped, escaped_value
from edition.writers.rendering import span

HEADED = ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "body", "front", "back")
LEVELS = ("1", "2", "3", "4", "5", "6")


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
        identifier = f"heading.{len(body.headings) + 1}"
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


def _quotation(body: Body, element: Element, css: str, rest: "list[str | Element] | None") -> None:
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
    waiting: list[Element] = []
    for child in element:
        if is_element(child, "item"):
            _item(body, child, waiting)
            waiting = []
        elif is_element(child) and not is_element(child, "head"):
            waiting.append(child)
    if waiting:
        _item(body, None, waiting)
    body.out.append(closing)


def _item(body: Body, item: Element | None, before: list[Element]) -> None:
    """An item behind its label and whatever else stands before it in the list; None where no item follows these."""
    css, identity = (_css(body, item), attributes(item)) if item is not None else ("", "")
    opening, closing = body.tag("li", classed(css) + identity)
    around, body.paragraph = body.paragraph, None
    body.out.append(opening)
    for element in before:
        if is_element(element, "label"):
            body.wrapped(element, f'<span class="label"{attributes(element)}>', "</span> ")
        else:
            body.element(str(element.tag), element)
    if item is not None:
        if item.get("n") and not any(is_element(element, "label") for element in before):
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
    rows: list[Element] = []
    before: dict[Element | None, list[Element]] = {}
    waiting: list[Element] = []
    for child in element:
        if is_element(child, "row"):
            rows.append(child)
            before[child], waiting = waiting, []
        elif is_element(child) and not is_element(child, "head"):
            waiting.append(child)
    frame, end = body.tag("div", classed("table-frame led" if body.is_after_colon() else "table-frame"))
    opening, closing = body.tag("table", classed(css) + attributes(element))
    body.out.append(frame + body.number(element) + opening)
    for head in element:
        if is_element(head, "head"):
            _caption(body, head)
    count = 0 if body.phrasing else _heading_rows(rows)
    _rows(body, "thead", rows[:count], before)
    _rows(body, "tbody" if count else "", rows[count:], before)
    body.out.append(closing)
    _all(body, waiting)
    body.out.append(end)


def _all(body: Body, elements: list[Element]) -> None:
    for element in elements:
        body.element(str(element.tag), element)


def _heading_rows(rows: list[Element]) -> int:
    """How many rows at the head of a table are labels; 0 where all are."""
    return next((index for index, row in enumerate(rows) if row.get("role") != "label"), 0)


def _rows(body: Body, group: str, rows: list[Element], before: dict[Element | None, list[Element]]) -> None:
    body.out.append(f"<{group}>" if group and rows else "")
    for row in rows:
        _row(body, row, before[row])
    body.out.append(f"</{group}>" if group and rows else "")


def _caption(body: Body, head: Element) -> None:
    opening, closing = body.tag("caption", attributes(head))
    body.in_phrasing(lambda: body.wrapped(head, opening, closing))


def _row(body: Body, row: Element, before: list[Element]) -> None:
    """A row; what stands before it in the table, such as the beginning of a page, goes into its first cell."""
    opening, closing = body.tag("tr", classed(_css(body, row)) + attributes(row))
    body.out.append(opening)
    in_labels = row.get("role") == "label"
    for cell in row:
        if is_element(cell, "cell"):
            _cell(body, cell, before, in_labels=in_labels)
            before = []
        elif is_element(cell):
            before = [*before, cell]
    if before:
        inner, end = body.tag("td")
        body.out.append(inner)
        _all(body, before)
        body.out.append(end)
    body.out.append(closing)


def _cell(body: Body, cell: Element, before: list[Element], *, in_labels: bool) -> None:
    is_label = in_labels or cell.get("role") == "label"
    scope = f' scope="{"col" if in_labels else "row"}"' if is_label and not body.phrasing else ""
    more = classed(_css(body, cell)) + scope + _spans(cell) + attributes(cell)
    opening, closing = body.tag("th" if is_label else "td", more)
    around, body.paragraph = body.paragraph, None
    body.out.append(opening)
    _all(body, before)
    visit(cell, body.words, body.element)
    body.out.append(closing)
    body.paragraph = around


def figure(body: Body, element: Element, rule: Rule) -> None:
    """A figure with its caption; a missing image is said to be missing."""
    body.display(element, lambda figure: _figure(body, figure, rule.css))


def _figure(body: Body, element: Element, css: str) -> None:
    opening, closing = body.tag("figure", classed(css) + attributes(element))
    body.out.append(opening + body.number(element))
    for child in element:
        if is_element(child, "gap"):
            inner, end = body.tag("p", classed("missing gen"))
            body.out.append(inner + escaped(body.says.words("figure.missing")) + end)
        elif is_element(child, "figDesc") and any(node.get("url") in body.says.dress.images for node in element):
            body.wrapped(child, f"<p hidden{attributes(child)}>", "</p>")
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
    columns, rows = span(cell, "cols"), span(cell, "rows")
    return (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
