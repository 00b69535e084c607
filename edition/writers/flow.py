"""The running text of a block as plain text: words with note marks in braces, broken by displays."""

from collections.abc import Callable
from typing import TypeAlias

from edition.apparatus import Note, beside
from edition.odd import Rule
from edition.report import Message
from edition.tree import Element, is_blank, is_element, local_name, pieces, xml_id
from edition.writers.behaviours import DISPLAYS
from edition.writers.mixed import read
from edition.writers.remarks import unknown_element
from edition.writers.rendering import Rendering
from edition.writers.text_signs import CLOSE, OPEN, mark, ours
from edition.writers.wrapping import squeezed

PARAGRAPHS = frozenset(("paragraph", "line", "block", "lines", "heading"))


class Break:
    """A place where a paragraph ends inside a note, an item or a cell."""


BREAK = Break()
Piece: TypeAlias = str | Element | Break


class Flow:
    """Turns content into pieces: words, displays (as elements) and breaks, in order.

    `unknown` collects one message for each element name that has no rendering.
    """

    def __init__(self, says: Rendering) -> None:
        self.says = says
        self.unknown: dict[str, Message] = {}

    def is_known(self, element: Element) -> bool:
        """Whether a model is for `element`; one message for each name for which there is none."""
        if self.says.dispatch.of(element) is not None:
            return True
        self.unknown.setdefault(local_name(element), unknown_element(self.says.document, element))
        return False

    def pieces(self, element: Element) -> list[Piece]:
        """The content of `element`; words between two displays are one piece."""
        run = _Run(self)
        run.content(element)
        return run.closed()

    def pieces_of(self, *parts: str | Element) -> list[Piece]:
        """Runs of text and elements themselves in running text."""
        run = _Run(self)
        for part in parts:
            run.part(part)
        return run.closed()

    def ruled(self, element: Element, rule: Rule) -> list[Piece]:
        """An element in running text, as one of its models says."""
        run = _Run(self)
        run.ruled(element, rule)
        return run.closed()

    def words(self, element: Element) -> str:
        """The content of `element` on one line, displays included."""
        return self.one_line(self.pieces(element))

    def line(self, part: Element) -> str:
        """An element itself on one line, the mark of a note and the number of a print page among them."""
        return self.one_line(self.pieces_of(part))

    def one_line(self, found: list[Piece]) -> str:
        """`found` on one line: what a display holds stands between spaces."""
        parts = [piece if isinstance(piece, str) else self._inlined(piece) for piece in found]
        return squeezed("".join(parts)).strip(" ")

    def _inlined(self, piece: Element | Break) -> str:
        if isinstance(piece, Break):
            return " "
        parts = list(pieces(piece))
        if any(isinstance(part, str) and not is_blank(part) for part in parts):
            return f" {self.one_line(self.pieces(piece))} "
        return f" {' '.join(self._within(part) for part in parts if not isinstance(part, str))} "

    def _within(self, element: Element) -> str:
        """An element of a display that holds no words of its own."""
        return self._inlined(element).strip() if is_element(element, "row") else self.line(element)

    def note(self, note: Note, *, bracketed: bool) -> list[Piece]:
        """The words of a note in a list; bracketed ones are signed, and what other hands add at the end follows."""
        found = self.pieces(note.element)
        if not bracketed:
            return found
        if not found or not isinstance(found[-1], str):
            return self.signed(found, note)
        words, added = trailing_insertions(found[-1])
        signed = self.signed([*found[:-1], words], note)
        return [*signed[:-1], f"{signed[-1]}{added}"] if added else signed

    def signed(self, found: list[Piece], note: Note) -> list[Piece]:
        """The words of a note in brackets, with the signature of who wrote them, or the name of an author."""
        signature = self.says.signature(note) or self.says.apparatus.hand(note.hand).name
        ending = ours(f"--{signature}") + CLOSE if signature else CLOSE
        first = found[0] if found else None
        own = [f"{OPEN}{first.lstrip(' ')}", *found[1:]] if isinstance(first, str) else [OPEN, *found]
        if isinstance(own[-1], str):
            return [*own[:-1], own[-1].rstrip(" ") + (" " if signature else "") + ending]
        return [*own, ending]


def trailing_insertions(words: str) -> tuple[str, str]:
    """`words` without the bracketed insertions at their end, and these."""
    end = len(words)
    while words[:end].endswith(CLOSE):
        end = _opened(words, end - 1)
        end -= words[:end].endswith(" ")
    return words[:end], words[end:]


def _opened(words: str, close: int) -> int:
    """The index of the bracket that `close` ends; 0 where it opened in another block."""
    depth = 0
    for index in range(close, -1, -1):
        depth += {CLOSE: 1, OPEN: -1}.get(words[index], 0)
        if depth == 0:
            return index
    return 0


class _Run:
    """Pieces in the making."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.says = flow.says
        self.found: list[Piece] = []
        self.text: list[str] = []

    def closed(self) -> list[Piece]:
        """The pieces, without breaks at either end."""
        self.end_text()
        while self.found and isinstance(self.found[-1], Break):
            self.found.pop()
        while self.found and isinstance(self.found[0], Break):
            del self.found[0]
        return self.found

    def end_text(self) -> None:
        """Make a piece of the words so far."""
        words = squeezed("".join(self.text))
        if words.strip(" ") or (words and not self.found):
            self.found.append(words)
        self.text = []

    def put(self, piece: Element | Break) -> None:
        """Add a display or a break after the words so far."""
        self.end_text()
        self.found.append(piece)

    def content(self, element: Element) -> None:
        """Add all that `element` holds."""
        for part in pieces(element):
            self.part(part)

    def part(self, part: str | Element) -> None:
        """Add one run of words or one element."""
        if isinstance(part, str):
            self.text.append(part)
            return
        rules = self.says.dispatch.all_of(part)
        if not rules:
            self.flow.is_known(part)
            self.content(part)
        for rule in rules:
            self.ruled(part, rule)

    def ruled(self, element: Element, rule: Rule) -> None:
        """Add an element as a model says."""
        if rule.behaviour in PARAGRAPHS:
            self._paragraph(element)
        elif rule.behaviour in DISPLAYS:
            self.put(element)
        else:
            INLINE.get(rule.behaviour, _Run.inline)(self, element, rule)

    def _paragraph(self, element: Element) -> None:
        if self.found or any(not is_blank(text) for text in self.text):
            self.put(BREAK)
        self.content(element)
        self.put(BREAK)

    def inline(self, element: Element, rule: Rule) -> None:
        """Words in running text, between those that the model puts around them."""
        self.text.append(ours(rule.word("before", element)))
        self.content(element)
        self.text.append(ours(rule.word("after", element)))

    # Marks and notes

    def mark(self, words: str) -> None:
        """A mark, close up to the word before it."""
        while self.text and not self.text[-1].rstrip(" \n\t"):
            self.text.pop()
        if self.text:
            self.text[-1] = self.text[-1].rstrip(" \n\t")
        self.text.append(mark(words))

    def note(self, element: Element, _rule: Rule) -> None:
        """The mark of a note in the text, or its words in brackets."""
        note = self.says.apparatus.by_element.get(element)
        if note is not None and not note.is_unplaced:
            self.mark(note.mark) if note.mark else self.insertion(note)

    def anchor(self, element: Element, _rule: Rule) -> None:
        """The mark of a note that stands apart, or its words in brackets."""
        note = self.says.apparatus.called.get(xml_id(element) or "")
        if note is not None and note.mark:
            self.mark(note.mark)
        elif note is not None:
            self.insertion(note)

    def insertion(self, note: Note) -> None:
        """Another hand's words in a note, in brackets where they stood."""
        added = self.flow.signed(self.flow.pieces(note.element), note)
        if len(added) > 1:
            for piece in [BREAK, *added, BREAK]:
                self.text.append(piece) if isinstance(piece, str) else self.put(piece)
            return
        before = "".join(self.text)
        gap = "" if not before.strip() or before[-1].isspace() else " "
        self.text.append(f"{gap}{added[0]}")

    def reference(self, element: Element, _rule: Rule) -> None:
        """The words of a reference, and what helps to follow it."""
        kind = element.get("type")
        self.content(element)
        if kind == "lemma":
            self.text.append(ours(self.says.after_lemma(element)))
        elif kind == "note" and len(element) == 0 and is_blank(self.flow.words(element)):
            self.mark(self.says.second_mark(element))
        elif said := self.says.help_of(element):
            self.text.append(f" {ours(said)}")

    # Readings, breaks, figures

    def alternate(self, element: Element, rule: Rule) -> None:
        """Of two readings the one that is shown."""
        reading = read(element, rule)
        if reading is not None:
            self.content(reading)
        for part in beside(element):
            self.part(part)

    def boundary(self, element: Element, rule: Rule) -> None:
        """The number of a page or column of the source; the end of a line is a space, unless it goes through a word."""
        number = rule.word("label", element, element.get("n") or "")
        if is_line_break(rule, element):
            self.text.append("" if element.get("break") == "no" else " ")
        elif number:
            page = mark(number, "||")
            self.text.append(page if element.get("break") == "no" else f" {page} ")

    def milestone(self, element: Element, _rule: Rule) -> None:
        """A break of ours, or an ornament."""
        if element.get("unit") == "paragraph" and element.get("type") == "corr":
            self.put(BREAK)
        elif element.get("unit") == "section":
            self.put(element)

    def gap(self, element: Element, rule: Rule) -> None:
        """What the source does not have."""
        key = "figure.missing" if element.get("unit") == "image" else "figure.gap"
        said = rule.word("label", element) or self.says.words(key)
        self.text.append(f" {ours(f'(= {said})')} ")

    def graphic(self, element: Element, rule: Rule) -> None:
        """The address of an image."""
        address = rule.word("url", element, element.get("url", ""))
        said = self.says.words("figure.image", address=address)
        self.text.append(f" {ours(f'(= {said})')} ")

    def nothing(self, element: Element, _rule: Rule) -> None:
        """Readings that are shown in the apparatus only."""


INLINE: dict[str, Callable[[_Run, Element, Rule], None]] = {
    "alternate": _Run.alternate,
    "anchor": _Run.anchor,
    "break": _Run.boundary,
    "gap": _Run.gap,
    "graphic": _Run.graphic,
    "link": _Run.reference,
    "metadata": _Run.nothing,
    "milestone": _Run.milestone,
    "note": _Run.note,
    "omit": _Run.nothing,
}


def is_line_break(rule: Rule, element: Element) -> bool:
    """Whether a boundary is that of a line, which shows as a space."""
    return rule.behaviour == "break" and rule.word("type", element, "line") == "line"
