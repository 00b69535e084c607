"""The blocks of the plain text: paragraphs, displays, verse, lists, tables, figures, one under the other."""

from collections.abc import Callable, Iterator

from edition.apparatus import beside
from edition.odd import Rule
from edition.tree import Element, is_blank, is_element, pieces, xml_id
from edition.writers.flow import Break, Flow, Piece, is_line_break
from edition.writers.mixed import is_said, read
from edition.writers.rendering import Rendering
from edition.writers.runs import runs
from edition.writers.text_rows import table_rows
from edition.writers.text_signs import begun, label, no_border, ours, without_marker, written
from edition.writers.text_tables import table_lines
from edition.writers.wrapping import width_of, wrapped

WIDTH = 72
STEP = 4
HANG = 2
HOLDING = frozenset(("alternate", "inline", "insertion", "listItem", "cell", "row"))
ALTERNATE = frozenset(("default", "alternate"))


class Page:
    """Lines of text, filled from the top. A block is given the column at which it begins."""

    def __init__(self, says: Rendering, held: frozenset[Element] = frozenset()) -> None:
        """`held` are elements that the title block shows."""
        self.says = says
        self.flow = Flow(says)
        self.held = held
        self.is_note = False
        self.lines: list[str] = []

    def gap(self) -> None:
        """A blank line, unless there is one already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def put(self, words: str, first: str, hang: int) -> None:
        """`words` in columns: `first` before them, `hang` columns before each other line."""
        if words.strip() or first.strip():
            self.put_generated(begun(written(words, is_note=self.is_note), first), first, hang)

    def put_generated(self, words: str, first: str, hang: int) -> None:
        """Words that are none of the edition in columns, as `put`."""
        self.lines += map(no_border, wrapped(words, WIDTH, first, " " * hang))

    def lay(self, found: list[Piece], first: str, hang: int, display: int) -> None:
        """Running text in columns; a display in the midst of it begins at the column `display`."""
        is_begun = False
        for piece in found:
            if isinstance(piece, Break) or (isinstance(piece, str) and is_blank(piece)):
                continue
            if is_begun:
                self.gap()
            if isinstance(piece, str):
                self.put(piece, " " * hang if is_begun else first, hang)
            else:
                self._display(piece, "" if is_begun else first, display)
            is_begun = True
        if not is_begun and first.strip():
            self.lines.append(first.rstrip())

    def _display(self, element: Element, first: str, indent: int) -> None:
        if first.strip():
            self.lines += [first.rstrip(), ""]
        self.block(element, indent)

    def block(self, element: Element, indent: int, after: str = "") -> None:
        """One block, `after` run in at its end."""
        rule = self.says.dispatch.of(element)
        if after and rule is not None and rule.behaviour in RUNNING_IN:
            RUNNING_IN[rule.behaviour](self, element, indent, after)
            return
        self.gap()
        rules = self.says.dispatch.all_of(element)
        if not rules:
            self.stranger(element, indent)
        for rule in rules:
            if rule.behaviour in BLOCKS and not is_line_break(rule, element):
                BLOCKS[rule.behaviour](self, element, indent)
            else:
                self._running(element, rule, indent)
        if after:
            self.put(after, " " * (indent + STEP), indent + STEP + HANG)

    def children(self, element: Element, indent: int, after: str = "") -> None:
        """The blocks in `element`; words that stand loose between them are a block of their own.

        `after` is run in at the end of the last block.
        """
        last = next((child for child in reversed(element) if self.says.is_block(child)), None) if after else None
        for run in runs(self.says, element):
            if isinstance(run, list):
                self._loose(self.flow.pieces_of(*run), indent)
            elif run not in self.held:
                self.block(run, indent, after if run is last else "")

    def stranger(self, element: Element, indent: int) -> None:
        """An element without a model that stands between blocks: what it holds."""
        self.flow.is_known(element)
        self.children(element, indent)

    def _running(self, element: Element, rule: Rule, indent: int) -> None:
        """What belongs into running text, between blocks: what it holds, where that is blocks."""
        reading = read(element, rule) if rule.behaviour == "alternate" else element
        if rule.behaviour in HOLDING and not rule.parameters.keys() - ALTERNATE and reading is not None:
            self.children(reading, indent)
            for part in beside(element) if reading is not element else ():
                self._loose(self.flow.pieces_of(part), indent)
        else:
            self._loose(self.flow.ruled(element, rule), indent)

    def _loose(self, found: list[Piece], indent: int) -> None:
        if any(not isinstance(piece, str) or not is_blank(piece) for piece in found):
            self.gap()
            self.lay([self.flow.one_line(found)], " " * indent, indent, indent + STEP)

    def label(self, element: Element) -> str:
        """`¶17 [gxk3] ` for a unit, without what it lacks; "" for an element without an id."""
        return label(element, xml_id(element) or "")

    def paragraph(self, element: Element, indent: int, after: str = "") -> None:
        """A paragraph; one with a label has its other lines two columns in."""
        self.gap()
        label = self.label(element)
        found = self.flow.pieces(element)
        if after and found and isinstance(found[-1], str):
            found[-1] = found[-1].rstrip(" ") + after
        elif after:
            found.append(after)
        self.lay(found, " " * indent + label, indent + (HANG if label else 0), indent + STEP)

    def division(self, element: Element, indent: int) -> None:
        """A division: one blank line more before it, unless it opens what holds it."""
        if self.lines and not self._opens(element):
            self.lines.append("")
        self.children(element, indent)

    def _opens(self, element: Element) -> bool:
        before = element.itersiblings(preceding=True)
        return not any(is_element(sibling) and not is_element(sibling, "head", "byline", "pb") for sibling in before)

    def quotation(self, element: Element, indent: int, after: str = "") -> None:
        """A displayed quotation; an attribution is run in at the end of its last paragraph."""
        at = indent or STEP
        blocks = [child for child in element if self.says.is_block(child)]
        if not blocks:
            self.paragraph(element, at, after)
            return
        self.children(element, at, after)

    def citation(self, element: Element, indent: int) -> None:
        """A quotation with its attribution and what else follows it."""
        quotes = [child for child in element if is_element(child, "quote")]
        around: list[Piece] = []
        for part in pieces(element):
            if isinstance(part, str) or part not in quotes:
                around += self.flow.pieces_of(part)
        is_run_in = bool(quotes) and all(isinstance(piece, str) for piece in around)
        after = "".join(map(str, around)).rstrip() if is_run_in else ""
        for quote in quotes:
            self.quotation(quote, indent, after if quote is quotes[-1] else "")
        if not is_run_in:
            at = indent or STEP
            self.gap()
            self.lay(around, " " * at, at, at + STEP)

    def verse(self, element: Element, indent: int) -> None:
        """Lines from a common edge, an indented one two columns in; a line too long turns over.

        A single line, which cannot show that it is verse, says so in its label.
        """
        at = len(self.lines)
        self._stanza(element, " " * (indent or STEP), self.label(element))
        if len(self.lines) == at + 1 and xml_id(element):
            del self.lines[at:]
            self._stanza(element, " " * (indent or STEP), label(element, xml_id(element) or "", "v"))

    def _stanza(self, element: Element, margin: str, own: str) -> str:
        """Set the lines of a stanza, or of its stanzas; returns what stands before a line that follows."""
        first = margin + own
        for child in pieces(element):
            if not isinstance(child, str) and is_element(child, "lg"):
                if xml_id(child) and not first.isspace():
                    self.lines.append(first.rstrip())
                    first = " " * width_of(first)
                if first.isspace():
                    self.gap()
                first = " " * width_of(self._stanza(child, first, self.label(child)))
            elif words := self.flow.one_line(self.flow.pieces_of(child)):
                is_indented = not isinstance(child, str) and child.get("rend") == "indent"
                step = " " * (HANG if is_indented else 0)
                self.put(words, first + step, width_of(first) + len(step) + STEP)
                first = " " * width_of(first)
        return first

    def listing(self, element: Element, indent: int) -> None:
        """A list: each item behind its label and two spaces, its number or a hyphen."""
        first = " " * (indent or STEP) + (self.label(element) or "[l:] ")
        rule = self.says.dispatch.of(element)
        is_ordered = rule is not None and rule.word("type", element) == "ordered"
        marker = ""
        for number, child in _numbered(element):
            if not isinstance(child, str) and is_element(child, "label"):
                marker += written(self.flow.words(child), is_note=self.is_note) + "  "
                continue
            if not isinstance(child, str) and is_element(child, "item"):
                marker = marker or _number(child) or _marker(element, number, is_ordered=is_ordered)
                self._item(child, first, marker)
            elif not self._between(child, first + marker):
                continue
            first, marker = " " * width_of(first), ""
        if marker:
            self.lines.append((first + marker).rstrip())

    def _between(self, child: str | Element, first: str) -> bool:
        """What stands in a list and is no item; whether that is anything."""
        words = self.flow.one_line(self.flow.pieces_of(child))
        is_head = not isinstance(child, str) and is_element(child, "head")
        if words:
            self.put(without_marker(words) if is_head else words, first, width_of(first) + HANG * (not is_head))
        if is_head:
            self.gap()
        return bool(words)

    def _item(self, element: Element, first: str, marker: str) -> None:
        """An item; one without a marker has its other lines two columns in. What is long has a blank line after it."""
        found = self.flow.pieces(element)
        if not marker and found and isinstance(found[0], str):
            found[0] = without_marker(found[0].lstrip(" "))
        at = width_of(first + marker) + (0 if marker else HANG)
        self.lay(found, first + marker, at, at + STEP)
        if len(found) > 1:
            self.gap()

    def table(self, element: Element, indent: int) -> None:
        """A table: its heading, then rows whose columns line up."""
        at = indent or STEP
        head = " ".join(self.flow.words(child) for child in element if is_element(child, "head"))
        if head or self.label(element):
            self.put(head, " " * at + self.label(element), at + HANG)
            self.gap()
        rows = list(table_rows(self.flow, element, is_note=self.is_note))
        if any(cell.words for row in rows for cell in row.cells):
            lines = table_lines(rows, WIDTH - at - HANG)
            self.lines += [(" " * (at + HANG) + line).rstrip() for line in lines]

    def figure(self, element: Element, indent: int) -> None:
        """A figure: its caption, then what stands for the image."""
        at = indent or STEP
        parts = [part for part in pieces(element) if is_said(part)]
        heads = [part for part in element if is_element(part, "head", "p")]
        others = [self._shown(part) for part in parts if part not in heads]
        words = " ".join(filter(None, [*map(self.flow.words, heads), *others]))
        self.put(words, " " * at + self.label(element), at + HANG)

    def _shown(self, element: str | Element) -> str:
        """What stands for an image, or describes it."""
        words = self.flow.one_line(self.flow.pieces_of(element))
        if isinstance(element, str) or not is_element(element, "figDesc") or not words:
            return words
        before, after = self.says.words("figure.shows", words="\n").split("\n")
        return f"{ours(f'(= {before}')}{words}{ours(f'{after})')}"

    def embedded(self, element: Element, indent: int) -> None:
        """A letter, poem or scene inside the text, set in."""
        self.children(element, indent or STEP)

    def speech(self, element: Element, indent: int) -> None:
        """A speech: who speaks, then what."""
        label = self.label(element)
        speaker = next((child for child in element if is_element(child, "speaker")), None)
        said = self.flow.words(speaker) if speaker is not None else ""
        if said or label:
            self.put(said, " " * indent + label, indent + HANG)
        self.held |= {speaker} if speaker is not None else set()
        self.children(element, indent + HANG)

    def lines_of(self, element: Element, indent: int) -> None:
        """An opening or closing: its parts on lines of their own; loose words between them are one too."""
        for part in pieces(element):
            words = self.flow.one_line(self.flow.pieces_of(part))
            if words and not isinstance(part, str) and self._is_more_than_a_line(part):
                self.block(part, indent)
            elif words:
                at = indent + (STEP if is_element(element, "closer") else 0)
                self.put(words, " " * at, at + HANG)

    def _is_more_than_a_line(self, element: Element) -> bool:
        rule = self.says.dispatch.of(element)
        if rule is None or rule.behaviour not in BLOCKS:
            return False
        if rule.behaviour == "lines":
            return any(self.says.is_block(child) for child in element)
        return rule.behaviour not in ("block", "line")

    def part(self, element: Element, indent: int) -> None:
        """A line of its own, or several where it holds blocks."""
        if any(self.says.is_block(child) for child in element):
            self.children(element, indent)
        else:
            self.paragraph(element, indent)

    def ornament(self, element: Element, indent: int) -> None:
        """A break in the middle of the line: `* * *`, or the ornament that the source has."""
        if element.get("unit") == "section":
            words = element.get("n") or element.get("rend") or "* * *"
            self.lines += [" " * max(indent, (WIDTH - width_of(words)) // 2) + words]

    def aside(self, element: Element, indent: int) -> None:
        """A print page or a gap between blocks."""
        words = self.flow.one_line(self.flow.pieces_of(element))
        if words:
            self.lines.append(" " * indent + written(words))

    def container(self, element: Element, indent: int) -> None:
        """An element that only holds others."""
        self.children(element, indent)

    def nothing(self, element: Element, indent: int) -> None:
        """What the notes or the title block show."""


def _numbered(element: Element) -> Iterator[tuple[int, str | Element]]:
    """The content of a list in order, each part with the number that an item would have here."""
    number = 1
    for child in pieces(element):
        yield number, child
        number += not isinstance(child, str) and is_element(child, "item")


def _number(item: Element) -> str:
    """The number that an item bears, with a stop, or what else it has in brackets; "" for none."""
    number = item.get("n", "").strip()
    if number.removesuffix(".").isascii() and number.removesuffix(".").isdigit():
        return f"{number.removesuffix('.')}. "
    return f"(= {number}) " if number else ""


def _marker(element: Element, number: int, *, is_ordered: bool) -> str:
    kind = element.get("rend") or element.get("type") or ""
    return f"{number}. " if is_ordered else "" if kind in ("gloss", "simple") else "- "


Block = Callable[[Page, Element, int], None]
BLOCKS: dict[str, Block] = {
    "anchor": Page.nothing,
    "block": Page.part,
    "body": Page.container,
    "break": Page.aside,
    "cit": Page.citation,
    "figure": Page.figure,
    "gap": Page.aside,
    "heading": Page.paragraph,
    "line": Page.paragraph,
    "lines": Page.lines_of,
    "list": Page.listing,
    "metadata": Page.nothing,
    "milestone": Page.ornament,
    "omit": Page.nothing,
    "paragraph": Page.paragraph,
    "quotation": Page.quotation,
    "section": Page.division,
    "speech": Page.speech,
    "stanza": Page.verse,
    "table": Page.table,
    "text": Page.embedded,
}
RUNNING_IN: dict[str, Callable[[Page, Element, int, str], None]] = {
    "paragraph": Page.paragraph,
    "quotation": Page.quotation,
}
