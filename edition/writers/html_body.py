"""The body of an edition as HTML: one behaviour for each kind of element, in one pass over the tree.

Mark-up goes to a list of strings; words are escaped there, so a string without `<` is words. A paragraph that
turns out to hold a display is opened anew as a `div` with `p`s in it, since HTML knows no block in `p`.
"""

from collections.abc import Callable

from edition.apparatus import Note
from edition.report import Message
from edition.tree import XML_ID, Element, is_element, is_last, local_name, visit
from edition.writers.html_dispatch import Behaviours, bound
from edition.writers.html_marks import BREAKING, HOLD_END, attributes, classed, escaped, escaped_value, joined, prose
from edition.writers.html_pages import INDEX, Pages
from edition.writers.html_paragraphs import Paragraph, is_at_edge, only_paragraph, put_at_start
from edition.writers.mixed import Run
from edition.writers.remarks import unknown_element
from edition.writers.rendering import Rendering
from edition.writers.runs import runs


class Body:
    """Mark-up in the making, in `out`.

    `behaviours` are by the name that a model gives; `held` are elements that the title block shows. `feet` says
    that notes stand at their calls (in print), as phrasing mark-up; `phrasing` is true while only
    phrasing mark-up may be written. `page` is the one of `pages` being written, `headings` its triples (level,
    words, id); `calls` are the pages on which each note is called, in order;
    `images` the files of the images that are shown.
    """

    def __init__(self, says: Rendering, behaviours: Behaviours, held: frozenset[Element], *, feet: bool) -> None:
        self.says = says
        self.behaviours = behaviours
        self.rules = bound(says.dispatch.rules, behaviours)
        self.held = held
        self.feet = feet
        self.phrasing = False
        before, _, after = escaped_value(says.words("apparatus.numbers", number="\x00")).partition("\x00")
        self.said_number = before, after
        self.out: list[str] = []
        self.pages = Pages()
        self.page = INDEX
        self.headings: list[tuple[int, str, str]] = []
        self.calls: dict[str, list[str]] = {}
        self.unknown: dict[str, Message] = {}
        self.refused: list[Message] = []
        self.images: dict[str, bytes] = {}
        self.paragraph: Paragraph | None = None
        self.level = 2
        self.after_call = -1
        self.span_end = ""
        self.after_paragraph = -1
        self.inserted = (-1, -1)
        self.waiting: list[Note] = []
        self.has_display = False

    # Words

    def content(self, element: Element) -> None:
        """The content of an element in running text."""
        visit(element, self.words, self.element)

    def blocks(self, element: Element) -> None:
        """The content of an element that holds blocks; what stands loose between them becomes a paragraph."""
        for run in runs(self.says, element):
            self.run(run)

    def run(self, run: Element | Run) -> None:
        """A block or a point, or what stands loose between them."""
        if isinstance(run, list):
            self.loose(run)
        else:
            self.element(str(run.tag), run)

    def loose(self, run: Run) -> None:
        """A paragraph of what stands loose between blocks."""
        opening, closing = self.tag("p")
        self.out.append(opening)
        self.in_phrasing(lambda: self.all_of(run))
        self.out.append(closing)

    def all_of(self, parts: Run) -> None:
        """Words and elements, one after the other."""
        for part in parts:
            self.words(part) if isinstance(part, str) else self.element(str(part.tag), part)

    def element(self, tag: str, element: Element) -> None:
        """One element, by the first of its models that holds."""
        for test, behaviour, rule in self.rules.get(tag, ()):
            if test is None or test(element):
                behaviour(self, element, rule)
                return
        self.stranger(element)

    def words(self, text: str) -> None:
        """A run of words; punctuation right after a note mark stays with it."""
        if "\n" in text or "&" in text or "<" in text or ">" in text:
            text = prose(text)
        out = self.out
        if len(out) == self.after_call:
            text = joined(out, text)
        out.append(text)

    def stranger(self, element: Element) -> None:
        """An element without a model: its words, and one message for its name."""
        self.unknown.setdefault(local_name(element), unknown_element(self.says.document, element))
        self.inline(element)

    def holds_blocks(self, element: Element) -> bool:
        """Whether `element` holds a block."""
        return any(self.says.is_block(child) for child in element)

    def inline(self, element: Element) -> None:
        """An element without a look of its own; it shows only where it has an id or a language."""
        identity = attributes(element)
        if identity:
            self.framed(element, "span", identity)
        elif self.is_room_for(element):
            self.blocks(element)
        else:
            visit(element, self.words, self.element)

    def is_room_for(self, element: Element) -> bool:
        """Whether `element` holds blocks and stands where they may."""
        return self.paragraph is None and not self.phrasing and self.holds_blocks(element)

    def framed(self, element: Element, name: str, more: str) -> None:
        """An element as phrasing mark-up called `name`; as a block where it holds blocks and they may stand there."""
        if self.is_room_for(element):
            block = name if name == "a" else "div"
            self.out.append(f"<{block}{more}>")
            self.blocks(element)
            self.out.append(f"</{block}>")
        else:
            self.wrapped(element, f"<{name}{more}>", f"</{name}>")

    def wrapped(self, element: Element, opening: str, closing: str) -> None:
        """The content of an element between two tags."""
        self.out.append(opening)
        visit(element, self.words, self.element)
        self.out.append(closing)

    # Paragraphs and displays

    def para(self, element: Element, css: str = "") -> None:
        """A paragraph, behind its number."""
        out = self.out
        identity = attributes(element)
        number = self.number(element)
        if self.phrasing or self.paragraph is not None:
            out.append(f"<span{classed(f'p {css}'.rstrip())}{identity}>{number}")
            self.in_phrasing(lambda: visit(element, self.words, self.element))
            out.append("</span>")
            self.after_paragraph = len(out)
            return
        identity = classed(css) + identity if css else identity
        around, self.paragraph = self.paragraph, Paragraph(len(out), len(out), identity)
        out += [f"<p{identity}>", number]
        visit(element, self.words, self.element)
        self._close_paragraph(self.paragraph)
        self.paragraph = around

    def number(self, element: Element) -> str:
        """The number of a unit as a link to itself; "" where it has neither number nor letter."""
        number = element.get("n")
        identifier = element.get(XML_ID)
        label = f"¶{number}" if number and identifier else self.says.apparatus.lettered.get(identifier or "")
        if not label or not identifier:
            return ""
        before, after = self.said_number
        said = f"{before}{escaped_value(number or label)}{after}"
        return f'<a class="pn gen" href="#{escaped_value(identifier)}" aria-label="{said}">{escaped(label)}</a>'

    def _close_paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.is_split:
            self.out.append("</p>")
            self.after_paragraph = len(self.out)
            return
        self._end_part(paragraph)
        self.out.append("</div>")

    def _end_part(self, paragraph: Paragraph) -> None:
        """Close the `p` that is open inside a split paragraph, or take it back where it is empty."""
        if any(piece and not piece.isspace() for piece in self.out[paragraph.opening + 1 :]):
            self.out.append("</p>")
        else:
            del self.out[paragraph.opening + 1 :]
            self.out[paragraph.opening] = self.out[paragraph.opening].rpartition("<p")[0]

    def display(self, element: Element, write: Callable[[Element], None]) -> None:
        """A block in the midst of running text, or between blocks."""
        paragraph = self.paragraph
        self.has_display = True
        if self.phrasing or (paragraph is not None and not is_at_edge(element)):
            self.in_phrasing(lambda: write(element))
        elif paragraph is None:
            write(element)
        else:
            self.split(paragraph)
            self.paragraph = None
            write(element)
            self.paragraph = paragraph
            self.resume(paragraph)

    def split(self, paragraph: Paragraph) -> None:
        """End the `p` that is open; the first time the paragraph becomes a `div`."""
        if not paragraph.is_split:
            before, mark, after = paragraph.identity.partition(' class="')
            more = f"{mark}para {after}" if mark else f' class="para"{before}'
            self.out[paragraph.start] = f"<div{more}><p>"
            paragraph.is_split = True
        self._end_part(paragraph)

    def resume(self, paragraph: Paragraph) -> None:
        """Go on with a split paragraph; what follows has no first-line indent."""
        paragraph.opening = len(self.out)
        self.out.append('<p class="continued">')

    def in_phrasing(self, write: Callable[[], None]) -> None:
        """Let `write` use phrasing mark-up only."""
        before, self.phrasing = self.phrasing, True
        write()
        self.phrasing = before

    def tag(self, name: str, more: str = "") -> tuple[str, str]:
        """The opening and closing tags of a block: `name`, or a `span` of that class where only phrasing is allowed."""
        if not self.phrasing:
            return f"<{name}{more}>", f"</{name}>"
        if ' class="' in more:
            inner = more.replace(' class="', f' class="{name} ', 1)
            return f"<span{inner}>", "</span>"
        return f'<span class="{name}"{more}>', "</span>"

    def block(self, name: str, element: Element, css: str = "") -> None:
        """An element as a block of running text."""
        opening, closing = self.tag(name, classed(css) + attributes(element))
        self.in_phrasing(lambda: self.wrapped(element, opening, closing))

    def container(self, name: str, element: Element, css: str = "") -> None:
        """An element as a block that holds blocks."""
        opening, closing = self.tag(name, classed(css) + attributes(element))
        self.out.append(opening)
        self.blocks(element)
        self.out.append(closing)

    # Notes

    def note(self, element: Element) -> None:
        """A note that stands in the text: its mark, or its words where they stand in place."""
        note = self.says.apparatus.by_element.get(element)
        if note is not None and not note.is_unplaced:
            self.mark(note, note.mark) if note.mark else self.insertion(note, element)

    def anchor(self, element: Element) -> None:
        """The place where a note that stands apart is called; the beginning of its span is not shown."""
        identifier = element.get(XML_ID, "")
        if element.get("type") == "span-start":
            self._begin_span(element, identifier)
        elif identifier and identifier == self.span_end:
            self.out.append("</span>")
            self.span_end = ""
        note = self.says.apparatus.called.get(identifier)
        if note is not None:
            self.mark(note, note.mark) if note.mark else self.insertion(note, element)

    def _begin_span(self, start: Element, identifier: str) -> None:
        """Mark the words that a note is on, where they lie in one element and no other such words in them."""
        end = identifier.removesuffix(".from")
        for sibling in start.itersiblings():
            if sibling.get(XML_ID) == end and not self.span_end:
                self.out.append('<span class="noted">')
                self.span_end = end
                return
            if self.says.is_display(sibling) or is_element(sibling, "milestone"):
                return

    def href(self, identifier: str) -> str:
        """The address of something on this page or another."""
        page = self.pages.page(identifier, self.page)
        return f"#{identifier}" if page == self.page else f"{page}#{identifier}"

    def mark(self, note: Note, mark: str) -> None:
        """A note mark, unbreakable with the word before it and the punctuation after it."""
        out = self.out
        calls = self.calls.setdefault(note.id, [])
        calls.append(self.page)
        number = len(calls)
        call = escaped_value(self.says.call_id(note, number))
        label = escaped_value(self.says.called(note, mark))
        address = escaped_value(self.href(note.id))
        link = f'<a role="doc-noteref" id="{call}" href="{address}" aria-label="{label}">{escaped(mark)}</a>'
        css = f"call by-{self.says.layer(note.hand)}"
        foot = self._foot(note) if self.feet and number == 1 else ""
        while out and out[-1].isspace():
            out.pop()
        if len(out) == self.after_call:
            before = out.pop().removesuffix(HOLD_END)
            out += [foot, f'{before}<sup class="sep gen">,&#8239;</sup><sup class="{css}">{link}</sup>{HOLD_END}']
        else:
            self._hold_word()
            out += [foot, f'<sup class="{css}">{link}</sup>{HOLD_END}']
        self.after_call = len(out)

    def _hold_word(self) -> None:
        """Open a span that may not break, before the word that stands last; white space behind it goes."""
        out = self.out
        while out and out[-1].isspace():
            out.pop()
        last = out[-1] if out else "<"
        if "<" in last:
            out.append('<span class="nb">')
            return
        last = last.rstrip(BREAKING)
        edge = max(last.rfind(space) for space in BREAKING) + 1
        out[-1] = f'{last[:edge]}<span class="nb">{last[edge:]}'

    def _foot(self, note: Note) -> str:
        """The words of a note as they stand at its call, with those of the notes that it calls after them."""
        self.waiting.append(note)
        if len(self.waiting) > 1:
            return ""
        around = self.out, self.paragraph, self.phrasing, self.after_call
        self.out, self.paragraph, self.phrasing, self.after_call = [], None, True, -1
        self.after_paragraph, self.inserted = -1, (-1, -1)
        while self.waiting:
            self._write_foot(self.waiting[0])
            del self.waiting[0]
        written = "".join(self.out)
        self.out, self.paragraph, self.phrasing, self.after_call = around
        self.after_paragraph, self.inserted = -1, (-1, -1)
        return written

    def _write_foot(self, note: Note) -> None:
        self.has_display = False
        mark = escaped(self.says.list_mark(note))
        self.out.append(f'<span class="footnote" id="{escaped_value(note.id)}"><span class="mark gen">{mark}</span> ')
        self.note_words(note)
        self.out.append("</span>")

    def note_words(self, note: Note) -> None:
        """The words of a note, in brackets and signed where they stand among another hand's."""
        start = len(self.out)
        only = only_paragraph(note.element) if self.phrasing else None
        visit(note.element if only is None else only, self.words, self.element)
        if self.says.is_bracketed(note, self.says.home(note)):
            self._bracket(note, start)
        elif preface := self.says.preface(note, self.says.home(note)):
            put_at_start(self.out, start, f'<span class="gen">{escaped(preface)}</span> ')

    def _bracket(self, note: Note, start: int) -> None:
        signature = escaped(self.says.signature(note))
        put_at_start(self.out, start, '<span class="gen">[</span>')
        end = len(self.out)
        while end > start and (self.out[end - 1].isspace() or self.out[end - 1] in ("</p>", "</div>")):
            end -= 1
        end -= self.phrasing and end == self.after_paragraph
        if self.inserted[0] >= start and self.inserted[1] == end:
            end = self.inserted[0] - (self.out[self.inserted[0] - 1] == " ")
        signed = f' <span class="sig">—{signature}]</span>' if signature else "]"
        self.out.insert(end, f'<span class="gen">{signed}</span>')

    def insertion(self, note: Note, call: Element) -> None:
        """Another hand's words inside a note, where they stood, in brackets and signed."""
        paragraph = self.paragraph
        stands_alone = paragraph is not None and paragraph.is_split and is_last(call)
        if stands_alone and paragraph is not None:
            self._end_part(paragraph)
            self.resume(paragraph)
        elif self.out and not self.out[-1][-1:].isspace():
            self.out.append(" ")
        if paragraph is not None and self._has_blocks(note.element):
            self.display(call, lambda _: self._insertion(note, "div"))
        else:
            css = " p" if self.phrasing and self.has_display and is_last(call) else ""
            self.in_phrasing(lambda: self._insertion(note, "span", css))

    def _has_blocks(self, note: Element) -> bool:
        """Whether a note is more than one paragraph of running text."""
        children = [child for child in note if is_element(child)]
        inner = (node for node in note.iter("{*}*") if node is not note)
        return len(children) > 1 or any(map(self.says.is_display, inner))

    def _insertion(self, note: Note, name: str, css: str = "") -> None:
        begin = len(self.out)
        attribute = f' id="{escaped_value(note.id)}" data-resp="{escaped_value(note.hand)}"'
        layer = self.says.layer(note.hand)
        self.out.append(f'<{name} class="note-insertion by-{layer}{css}"{attribute}>')
        self.note_words(note)
        self.out.append(f"</{name}>")
        self.inserted = (begin, len(self.out))
