"""Phrases as HTML: readings, references, words set off, pages and lines of the print."""

from edition.apparatus import base_text
from edition.tree import Element, folded, is_blank, is_element, local_name, pointers, tei, text_of
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, classed, escaped, escaped_value, safe_address
from edition.writers.rendering import refused_address, shown

SOURCES = frozenset(map(tei, ("sic", "orig", "abbr")))
READ = frozenset(map(tei, ("corr", "reg", "expan", "lem")))
LOOKS = {
    "italic": ("i", ""),
    "bold": ("b", ""),
    "smallcaps": ("span", "smallcaps"),
    "small-caps": ("span", "smallcaps"),
    "sup": ("sup", ""),
    "superscript": ("sup", ""),
    "sub": ("sub", ""),
    "subscript": ("sub", ""),
    "underline": ("u", ""),
}


def alternate(body: Body, element: Element) -> None:
    """The reading shown; that of the source is in the list of emendations, and named at the place."""
    reading: Element | None = None
    sources: list[str] = []
    for child in element:
        if child.tag in SOURCES:
            sources.append(folded(text_of(child)))
        elif reading is None and child.tag in READ:
            reading = child
    if reading is None:
        reading = shown(element)
    if reading is None:
        return
    identity = attributes(element) or attributes(reading)
    opening = f'<span class="{local_name(reading)}"'
    if sources and is_blank(text_of(reading)):
        _trace(body, body.says.words("apparatus.source_adds", sic=" ".join(sources) or "␣"), identity)
        return
    told = f' title="{escaped_value(_source_said(body, " ".join(sources)))}"' if sources else ""
    body.wrapped(reading, f"{opening}{told}{identity}>", "</span>")


def _source_said(body: Body, sic: str) -> str:
    return body.says.words("apparatus.source_reading", sic=sic) if sic else body.says.words("apparatus.source_omits")


def _trace(body: Body, said: str, identity: str) -> None:
    """A mark without words where the source has what the edition does not."""
    told = escaped_value(said)
    body.out.append(f'<span class="trace gen" role="img" aria-label="{told}" title="{told}"{identity}></span>')


def attributed(body: Body, element: Element) -> None:
    """Words that carry a hand of their own."""
    css = element.get("type") if is_element(element, "seg") else local_name(element)
    hand = next(iter(pointers(element.get("resp"))), "")
    if not hand and element.get("rend") != "run-in":
        body.inline(element)
        return
    css = "attribution" if element.get("rend") == "run-in" else css or "seg"
    told = f' data-resp="{escaped_value(hand)}"' if hand else ""
    if is_element(element, "supplied"):
        told += f' title="{escaped_value(_source_said(body, ""))}"'
    body.wrapped(element, f'<span class="{escaped_value(css)}"{told}{attributes(element)}>', "</span>")


def reference(body: Body, element: Element) -> None:
    """A reference: a link where its target may be linked, a second mark, or the lemma of a note."""
    kind = element.get("type")
    if kind == "lemma":
        sign = body.says.after_lemma(element)
        body.wrapped(element, f'<span class="lemma"{attributes(element)}>', f'</span><span class="gen">{sign}</span>')
    elif kind == "note" and is_blank(text_of(element)) and len(element) == 0:
        _second_mark(body, element)
    else:
        _link(body, element)


def _second_mark(body: Body, element: Element) -> None:
    note = body.says.target(element)
    if note is not None:
        body.mark(note, body.says.second_mark(element))


def _link(body: Body, element: Element) -> None:
    address = safe_address(element.get("target", ""))
    if address is None:
        if element.get("target", "").strip():
            body.refused.append(refused_address(body.says.document, element))
        body.inline(element)
        return
    note = body.says.target(element)
    told = base_text(note.element)[:120] if note is not None and element.get("type") != "note" else ""
    title = f' title="{escaped_value(told)}"' if told else ""
    body.wrapped(element, f'<a href="{escaped_value(address)}"{title}{attributes(element)}>', "</a>")
    if body.says.apparatus.display.numbering != "printed" and (said := body.says.help_of(element)):
        body.out.append(f'<span class="gen"> {escaped(said)}</span>')


def highlighted(body: Body, element: Element) -> None:
    """Words set off by the source."""
    name, css = LOOKS.get(element.get("rend", "italic"), ("span", ""))
    body.wrapped(element, f"<{name}{classed(css)}{attributes(element)}>", f"</{name}>")


def titled(body: Body, element: Element) -> None:
    """The title of a work; one of an article is not in italics."""
    css = "article" if element.get("level") == "a" else ""
    body.wrapped(element, f"<cite{classed(css)}{attributes(element)}>", "</cite>")


def emphasized(body: Body, element: Element) -> None:
    """Words that the author stressed."""
    body.wrapped(element, f"<em{attributes(element)}>", "</em>")


def foreign(body: Body, element: Element) -> None:
    """Words of another language."""
    body.wrapped(element, f"<i{attributes(element)}>", "</i>")


def page(body: Body, element: Element) -> None:
    """The beginning of a page of the print."""
    number = escaped(element.get("n") or "")
    if number:
        label = f'role="doc-pagebreak" aria-label="{escaped_value(element.get("n") or "")}"'
        body.out.append(f'<span class="pb gen"{attributes(element)} {label}>|{number}|</span>')
        if element.get("break") != "no":
            body.out.append(" ")


def line_break(body: Body, element: Element) -> None:
    """The end of a line in the source: a space, unless it goes through a word."""
    if element.get("break") != "no":
        body.out.append(" ")


def milestone(body: Body, element: Element) -> None:
    """An ornament between sections, a paragraph that this edition begins, the trace of one that it joined."""
    if element.get("unit") == "section":
        words = escaped(element.get("n") or element.get("rend") or "* * *")
        opening, closing = body.tag("p", classed("ornament") + attributes(element))
        body.display(element, lambda _: body.out.append(f"{opening}{words}{closing}"))
    elif element.get("unit") == "paragraph" and element.get("type") == "corr" and body.paragraph is not None:
        paragraph = body.paragraph
        body.split(paragraph)
        body.resume(paragraph)
        body.out[-1] = '<p class="begun">'
    elif element.get("unit") == "paragraph" and element.get("type") == "sic":
        _trace(body, body.says.words("apparatus.paragraph_joined"), attributes(element))


def gap(body: Body, element: Element) -> None:
    """Something that the source lacks."""
    body.out.append(f'<span class="gap gen"{attributes(element)}>[{escaped(body.says.words("figure.gap"))}]</span>')


def graphic(body: Body, element: Element) -> None:
    """An image that is not part of this page: its address."""
    said = body.says.words("figure.image", address=element.get("url", ""))
    body.out.append(f'<span class="gen">({escaped(said)})</span>')


def nothing(body: Body, element: Element) -> None:
    """What the apparatus shows, or nobody."""
