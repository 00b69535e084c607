"""The running text of a block as plain text: words with note marks in braces, broken by displays."""

import re
from collections.abc import Callable
from typing import TypeAlias

from edition.apparatus import Note
from edition.report import Message
from edition.tree import Element, folded, is_blank, is_element, local_name, pieces, xml_id
from edition.writers.rendering import KNOWN, Rendering, is_display, shown, unknown_element
from edition.writers.wrapping import squeezed

OPEN, CLOSE = "\x02", "\x03"
INSERTIONS = re.compile(rf"(?: ?{OPEN}[^{OPEN}{CLOSE}]*{CLOSE})+$")
SENTINELS = str.maketrans("", "", OPEN + CLOSE)


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

    def pieces(self, element: Element) -> list[Piece]:
        """The content of `element`; words between two displays are one piece."""
        run = _Run(self)
        run.content(element)
        return run.closed()

    def pieces_of(self, part: str | Element) -> list[Piece]:
        """A run of text, or an element itself, in running text."""
        run = _Run(self)
        run.part(part)
        return run.closed()

    def words(self, element: Element) -> str:
        """The content of `element` on one line, displays included."""
        return self.one_line(self.pieces(element))

    def one_line(self, found: list[Piece]) -> str:
        """`found` on one line: what a display holds stands between spaces."""
        parts = [piece if isinstance(piece, str) else self._inlined(piece) for piece in found]
        return squeezed("".join(parts)).strip(" ").translate(SENTINELS)

    def _inlined(self, piece: Element | Break) -> str:
        if isinstance(piece, Break):
            return " "
        parts = [
            part if isinstance(part, str) else self.one_line(self.pieces_of_display(part)) for part in pieces(piece)
        ]
        return f" {' '.join(part.strip() for part in parts)} "

    def pieces_of_display(self, element: Element) -> list[Piece]:
        """The content of a display, or of something inside one."""
        return self.pieces(element) if element.tag is not None else []

    def note(self, note: Note, *, bracketed: bool) -> list[Piece]:
        """The words of a note; bracketed ones are signed, and what other hands add at the end follows the bracket."""
        found = self.pieces(note.element)
        return self._signed(found, note) if bracketed else found

    def _signed(self, found: list[Piece], note: Note) -> list[Piece]:
        own, added = found, ""
        if found and isinstance(found[-1], str):
            words, added = trailing_insertions(found[-1])
            own = [*found[:-1], words]
        signature = self.says.signature(note)
        ending = f" --{signature}]" if signature else "]"
        first = own[0] if own else None
        own = [f"[{first.lstrip(' ')}", *own[1:]] if isinstance(first, str) else ["[", *own]
        if isinstance(own[-1], str):
            return [*own[:-1], own[-1].rstrip(" ") + ending + added]
        return [*own, ending.strip() + added]


def trailing_insertions(words: str) -> tuple[str, str]:
    """`words` without the bracketed insertions at their end, and these."""
    match = INSERTIONS.search(words)
    return (words[: match.start()], match.group()) if match else (words, "")


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
        elif is_element(part, "p", "ab", "l"):
            self._paragraph(part)
        elif is_display(part):
            self.put(part)
        else:
            self._inline(part)

    def _paragraph(self, element: Element) -> None:
        if self.found or any(not is_blank(text) for text in self.text):
            self.put(BREAK)
        self.content(element)
        self.put(BREAK)

    def _inline(self, element: Element) -> None:
        name = local_name(element)
        action = INLINE.get(name)
        if action is not None:
            action(self, element)
            return
        if name not in KNOWN:
            self.flow.unknown.setdefault(name, unknown_element(self.says.document, element))
        self.content(element)

    # Marks and notes

    def mark(self, words: str) -> None:
        """A mark, close up to the word before it."""
        while self.text and not self.text[-1].rstrip(" \n\t"):
            self.text.pop()
        if self.text:
            self.text[-1] = self.text[-1].rstrip(" \n\t")
        self.text.append(f"{{{words}}}")

    def note(self, element: Element) -> None:
        """The mark of a note in the text, or its words in brackets."""
        note = self.says.apparatus.by_element.get(element)
        if note is not None and not note.is_unplaced:
            self.mark(note.mark) if note.mark else self.insertion(note)

    def anchor(self, element: Element) -> None:
        """The mark of a note that stands apart, or its words in brackets."""
        note = self.says.apparatus.called.get(xml_id(element) or "")
        if note is not None and note.mark:
            self.mark(note.mark)
        elif note is not None:
            self.insertion(note)

    def insertion(self, note: Note) -> None:
        """Another hand's words in a note, in brackets where they stood."""
        added = self.flow.note(note, bracketed=True)
        if len(added) > 1:
            for piece in [BREAK, *added, BREAK]:
                self.text.append(piece) if isinstance(piece, str) else self.put(piece)
            return
        before = "".join(self.text)
        gap = "" if not before.strip() or before[-1].isspace() else " "
        self.text += [f"{gap}{OPEN}{str(added[0]).translate(SENTINELS)}{CLOSE}"] if added else []

    def reference(self, element: Element) -> None:
        """The words of a reference, and what helps to follow it."""
        kind = element.get("type")
        self.content(element)
        if kind == "lemma":
            self.text.append(self.says.after_lemma(element))
        elif kind == "note" and len(element) == 0 and is_blank(self.flow.words(element)):
            self.mark(self.says.second_mark(element))
        elif said := self.says.help_of(element):
            self.text.append(f" {said}")

    # Readings, breaks, figures

    def alternate(self, element: Element) -> None:
        """Of two readings the one that is shown."""
        reading = shown(element)
        if reading is not None:
            self.content(reading)

    def page(self, element: Element) -> None:
        """The number of a printed page."""
        if element.get("n"):
            self.text.append(f"|{element.get('n')}|" if element.get("break") == "no" else f" |{element.get('n')}| ")

    def line(self, element: Element) -> None:
        """The end of a printed line."""
        if element.get("break") != "no":
            self.text.append(" ")

    def milestone(self, element: Element) -> None:
        """A break of ours, or an ornament."""
        if element.get("unit") == "paragraph" and element.get("type") == "corr":
            self.put(BREAK)
        elif element.get("unit") == "section":
            self.put(element)

    def gap(self, element: Element) -> None:
        """What the source does not have."""
        key = "figure.missing" if element.get("unit") == "image" else "figure.gap"
        self.text.append(f" (= {self.says.words(key)}) ")

    def graphic(self, element: Element) -> None:
        """The address of an image."""
        self.text.append(f" (= {self.says.words('figure.image', address=element.get('url', ''))}) ")

    def description(self, element: Element) -> None:
        """The description of an image."""
        self.text.append(f" (= {folded(self.flow.words(element))}) ")

    def nothing(self, element: Element) -> None:
        """Readings that are shown in the apparatus only."""


INLINE: dict[str, Callable[[_Run, Element], None]] = {
    "note": _Run.note,
    "anchor": _Run.anchor,
    "ref": _Run.reference,
    "choice": _Run.alternate,
    "app": _Run.alternate,
    "pb": _Run.page,
    "lb": _Run.line,
    "milestone": _Run.milestone,
    "gap": _Run.gap,
    "graphic": _Run.graphic,
    "figDesc": _Run.description,
    "rdg": _Run.nothing,
}
