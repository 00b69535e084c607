"""Phrases as HTML: readings, references, words set off, pages and lines of the print."""

from edition.apparatus import alternatives, base_text, beside
from edition.apparatus.choices import SOURCES
from edition.apparatus.readings import BETWEEN
from edition.odd import Rule
from edition.tree import Element, find_all, folded, is_blank, is_element, local_name, pieces, pointers, text_of
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, classed, escaped, escaped_value, prose, safe_address
from edition.writers.mixed import read
from edition.writers.remarks import refused_address

TAGS = frozenset(
    ("b", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "span", "strong", "sub", "sup", "u", "var")
)


def inline(body: Body, element: Element, rule: Rule) -> None:
    """Words in running text; they show as an element only where they have a look, an id or a language."""
    css = body.says.css(element, rule)
    if not css and not rule.parameters:
        body.inline(element)
        return
    named = rule.word("tag", element, "span")
    tag = named if named in TAGS else "span"
    _generated(body, rule.word("before", element))
    body.framed(element, tag, classed(css) + attributes(element))
    _generated(body, rule.word("after", element))


def _generated(body: Body, words: str) -> None:
    if words:
        body.out.append(f'<span class="gen">{escaped(words)}</span>')


def alternate(body: Body, element: Element, rule: Rule) -> None:
    """The reading shown; the others stand beside it, hidden, and in the apparatus."""
    reading = read(element, rule)
    if reading is not None and _is_plain_pair(element, reading):
        _pair(body, element, reading)
        return
    others = [child for child in alternatives(element) if child is not reading]
    replaced = [*rule.elements("alternate", element), *(child for child in others if is_element(child, *SOURCES))]
    sources = [] if reading in replaced else [child for child in others if child in replaced]
    body.in_phrasing(lambda: _hide(body, element, [child for child in others if child not in sources[:1]], sources))
    body.in_phrasing(lambda: _hide(body, None, sources[:1], []))
    if reading is not None:
        _read(body, reading, [folded(text_of(child)) for child in sources], attributes(element))
    for part in beside(element):
        body.element(str(part.tag), part)


def _is_plain_pair(choice: Element, reading: Element) -> bool:
    """Whether a `choice` holds words of the source, then those that are read in their place, and no more."""
    if len(choice) != 2 or choice[1] is not reading or len(choice[0]) or not is_element(choice[0], *SOURCES):
        return False
    return all(is_blank(part) for part in pieces(choice) if isinstance(part, str))


def _pair(body: Body, choice: Element, reading: Element) -> None:
    source = choice[0]
    words = text_of(source)
    body.out.append(f'<span class="{local_name(source)}" hidden{attributes(source)}>{prose(words)}</span>')
    _read(body, reading, [folded(words)], attributes(choice))


def _hide(body: Body, around: Element | None, others: list[Element], sources: list[Element]) -> None:
    """Hidden readings, and words loose between them; a second reading of the source is not shown for the first."""
    for child in others:
        css = "alternative" if child in sources else local_name(child)
        body.wrapped(child, f"<span{classed(css)} hidden{attributes(child)}>", "</span>")
    for part in pieces(around) if around is not None else ():
        if isinstance(part, str) and not is_blank(part):
            body.out.append(f'<span class="alternative" hidden>{prose(part)}</span>')


def _read(body: Body, reading: Element, sources: list[str], identity: str) -> None:
    """The reading shown."""
    identity = identity or attributes(reading)
    told = BETWEEN.join(filter(None, sources))
    if sources and is_blank(text_of(reading)) and len(reading) == 0:
        _trace(body, body.says.words("apparatus.source_adds", sic=told or "␣"), identity)
        return
    title = f' title="{escaped_value(_source_said(body, told))}"' if sources else ""
    body.framed(reading, "span", f"{classed(local_name(reading))}{title}{identity}")


def _source_said(body: Body, sic: str) -> str:
    return body.says.words("apparatus.source_reading", sic=sic) if sic else body.says.words("apparatus.source_omits")


def _trace(body: Body, said: str, identity: str) -> None:
    """A mark without words where the source has what the edition does not."""
    told = escaped_value(said)
    body.out.append(f'<span class="trace gen" role="img" aria-label="{told}" title="{told}"{identity}></span>')


def insertion(body: Body, element: Element, rule: Rule) -> None:
    """Words that carry a hand of their own."""
    hand = next(iter(pointers(element.get("resp"))), "")
    css = rule.css or (element.get("type") if is_element(element, "seg") else "") or local_name(element)
    if not hand and not rule.css:
        body.inline(element)
        return
    told = f' data-resp="{escaped_value(hand)}"' if hand else ""
    if is_element(element, "supplied"):
        told += f' title="{escaped_value(_source_said(body, ""))}"'
    body.framed(element, "span", f"{classed(css)}{told}{attributes(element)}")


def reference(body: Body, element: Element, rule: Rule) -> None:
    """A reference: a link where its target may be linked, a second mark, or the lemma of a note."""
    kind = element.get("type")
    if kind == "lemma":
        sign = escaped(body.says.after_lemma(element))
        body.wrapped(element, f'<span class="lemma"{attributes(element)}>', f'</span><span class="gen">{sign}</span>')
    elif kind == "note" and is_blank(text_of(element)) and len(element) == 0:
        _second_mark(body, element)
    else:
        _link(body, element, rule.word("uri", element, element.get("target", "")))


def _second_mark(body: Body, element: Element) -> None:
    note = body.says.target(element)
    if note is not None:
        body.mark(note, body.says.second_mark(element))


def _link(body: Body, element: Element, target: str) -> None:
    address = safe_address(target)
    if address is None:
        if target.strip():
            body.refused.append(refused_address(body.says.document, element))
        body.inline(element)
        return
    if address.startswith("#"):
        if address[1:] not in body.says.ids:
            body.inline(element)
            return
        address = body.href(address[1:])
    note = body.says.target(element)
    told = base_text(note.element)[:120] if note is not None and element.get("type") != "note" else ""
    title = f' title="{escaped_value(told)}"' if told else ""
    body.framed(element, "a", f' href="{escaped_value(address)}"{title}{attributes(element)}')
    if body.says.apparatus.display.numbering != "printed" and (said := body.says.help_of(element)):
        body.out.append(f'<span class="gen"> {escaped(said)}</span>')


def boundary(body: Body, element: Element, rule: Rule) -> None:
    """The beginning of a page, column or line of the source; a line is a space, unless it goes through a word."""
    number = escaped_value(rule.word("label", element, element.get("n") or ""))
    kind = rule.word("type", element, "line")
    css = f"{rule.css or 'pb'} gen"
    if kind != "line" and number:
        role = f'role="doc-pagebreak" aria-label="{number}"' if kind == "page" else ""
        body.out.append(f"<span{classed(css)}{attributes(element)} {role}>|{number}|</span>")
    if element.get("break") != "no" and (number or kind == "line"):
        body.out.append(" ")


def milestone(body: Body, element: Element, _rule: Rule) -> None:
    """An ornament between sections, a paragraph that this edition begins, the trace of one that it joined."""
    if element.get("unit") == "section":
        words = escaped(element.get("n") or element.get("rend") or "* * *")
        opening, closing = body.tag("p", classed("ornament gen") + attributes(element))
        body.display(element, lambda _: body.out.append(f"{opening}{words}{closing}"))
    elif element.get("unit") == "paragraph" and element.get("type") == "corr" and body.paragraph is not None:
        paragraph = body.paragraph
        body.split(paragraph)
        body.resume(paragraph)
        body.out[-1] = '<p class="begun">'
    elif element.get("unit") == "paragraph" and element.get("type") == "sic":
        _trace(body, body.says.words("apparatus.paragraph_joined"), attributes(element))


def gap(body: Body, element: Element, rule: Rule) -> None:
    """Something that the source lacks."""
    said = rule.word("label", element) or body.says.words("figure.gap")
    css = f"{rule.css or 'gap'} gen"
    body.out.append(f"<span{classed(css)}{attributes(element)}>[{escaped(said)}]</span>")


def graphic(body: Body, element: Element, rule: Rule) -> None:
    """An image where the edition has it, else its address."""
    url = rule.word("url", element, element.get("url", ""))
    image = body.says.dress.images.get(url)
    if image is None:
        said = body.says.words("figure.image", address=url)
        body.out.append(f'<span class="gen"{attributes(element)}>({escaped(said)})</span>')
        return
    body.images[image.file_name] = image.data
    told = escaped_value(rule.word("title", element) or _described(element))
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    body.out.append(f'<img{classed(rule.css)}{attributes(element)} src="{image.file_name}"{size} alt="{told}">')


def _described(element: Element) -> str:
    """The description that stands beside an image; "" for none."""
    parent = element.getparent()
    found = next(find_all(parent, "figDesc"), None) if parent is not None else None
    return base_text(found) if found is not None else ""


def nothing(_body: Body, _element: Element, _rule: Rule) -> None:
    """What the apparatus shows, or nobody."""
