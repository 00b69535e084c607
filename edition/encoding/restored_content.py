"""The blocks and the running text of a plain text of our own form as TEI."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from edition.encoding.restored_readings import Readings
from edition.readers.edition_record import (
    Added,
    Block,
    Break,
    Call,
    EditionText,
    Inserted,
    Note,
    Part,
    PrintPage,
    Words,
)
from edition.tree import Element, append, element, is_element

DIVISION_FROM = 2
ORNAMENT = "* * *"
NAME = re.compile(r"[^\W\d][\w.-]*")
NUMBER = re.compile(r"\d+\.")
REFERENCE = re.compile(r"(?:(?:op|loc|l|art)\. ?c(?:it)?\.|\S+ \d+|\S+)$", re.IGNORECASE)
HELP = re.compile(r"\(= (?:\S+ )?(\S+)\)")
REFERENCE_TYPES = (("ib", "ibid"), ("op", "op-cit"), ("loc", "loc-cit"), ("l.", "loc-cit"))
HandOf = Callable[[Note], tuple[str, str]]


class Content:
    """Makes elements of blocks and parts. `ids` are those of the notes, `hand_of` gives (kind, hand) of a note."""

    def __init__(self, record: EditionText, ids: list[str], hand_of: HandOf, readings: Readings) -> None:
        self.notes = record.notes
        self.ids = ids
        self.hand_of = hand_of
        self.readings = readings
        self.spans: set[int] = set()
        self._around: list[str] = []
        self._given_ids: set[str] = set()

    # Blocks

    def divisions(self, parent: Element, blocks: tuple[Block, ...]) -> None:
        """The blocks of the body; two blank lines, or a heading, begin a division."""
        where = parent
        held: list[Block] = []
        for number, block in enumerate(blocks):
            is_begin = (block.blanks >= DIVISION_FROM and number > 0) or block.kind == "head"
            if is_begin and (held or where is parent):
                self.blocks(where, held)
                where, held = element("div", {"type": "section"}), []
                append(parent, where)
            held.append(block)
        self.blocks(where, held)

    def blocks(self, parent: Element, blocks: list[Block], *, is_inside: bool = False, column: int = 0) -> None:
        """`blocks` in `parent`; paragraphs right of `column` are a block quotation, or a letter.

        `is_inside` is true in a sentence.
        """
        for is_quoted, group in groupby(blocks, lambda block: _is_quoted(block, column)):
            members = list(group)
            if is_quoted and _is_letter(members):
                self._letter(parent, members)
                continue
            where = element("quote", {"rend": "block"}) if is_quoted else parent
            if is_quoted:
                append(parent, where)
            for block in members:
                for made in self._made(block, is_inside=is_inside):
                    append(where, made)

    def _letter(self, parent: Element, blocks: list[Block]) -> None:
        """A letter: lines before its paragraphs open it, lines set in behind them close it."""
        body = element("body")
        append(parent, element("floatingText", {"type": "letter"}, body))
        for number, block in enumerate(blocks):
            is_end = block.indent > blocks[0].indent and not block.id
            if block.id or (number and not is_end):
                for made in self._made(block, is_inside=False):
                    append(body, made)
            else:
                lines = [self._filled("seg", {}, line) for line in _split(block.content, "line")]
                append(body, element("closer" if is_end else "opener", None, *lines))

    def _made(self, block: Block, *, is_inside: bool) -> Iterator[Element]:
        attributes = self.given(block)
        if block.kind == "milestone":
            words = "".join(part.text for part in block.content if isinstance(part, Added))
            yield element("milestone", {"unit": "section"} | ({} if words == ORNAMENT else {"n": words}))
        elif block.kind == "ab" and all(isinstance(part, PrintPage) for part in block.content):
            yield from (element("pb", {"n": part.number}) for part in block.content if isinstance(part, PrintPage))
        elif block.kind == "lg" and not block.id and not is_inside:
            yield from (self._filled("p", {}, line) for line in _split(block.content, "line"))
        else:
            name = {"ab": "p", "line": "p"}.get(block.kind, block.kind)
            self._around.append(block.bare)
            yield SHAPES.get(name, Content._running)(self, name, attributes, block.content)
            self._around.pop()

    def given(self, block: Block) -> dict[str, str]:
        """The id and number of a unit, without an id that came before, or is none."""
        is_new = NAME.fullmatch(block.id) is not None and block.id not in self._given_ids
        self._given_ids.add(block.id)
        return ({"xml:id": block.id} if is_new else {}) | ({"n": block.number} if block.number else {})

    def _filled(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        made = element(name, attributes)
        self.fill(made, content)
        return made

    def _running(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        return self._filled(name, attributes, content)

    def _verse(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        stanzas = [
            element(name, {}, *(self._line(line) for line in _split(stanza, "line")))
            for stanza in _split(content, "stanza")
        ]
        made = stanzas[0] if len(stanzas) == 1 else element(name, {}, *stanzas)
        return element(name, attributes, *list(made))

    def _line(self, content: tuple[Part, ...]) -> Element:
        is_indented = any(part == Break("indent") for part in content)
        return self._filled("l", {"rend": "indent"} if is_indented else {}, content)

    def _list(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        made = element(name, attributes)
        kinds = [part.kind for part in content if isinstance(part, Block) and part.kind != "head"]
        is_labelled = bool(kinds) and kinds == ["label", "item"] * (len(kinds) // 2)
        marks = [part.text for item in content if isinstance(item, Block) for part in item.content[:1]
                 if isinstance(part, Added)]  # fmt: skip
        if is_labelled:
            made.set("type", "gloss")
        elif marks and all(NUMBER.fullmatch(mark) for mark in marks):
            made.set("rend", "numbered")
        elif not marks:
            made.set("rend", "simple")
        for part in content:
            if isinstance(part, Block):
                kind = part.kind if is_labelled or part.kind != "label" else "item"
                append(made, self._filled(kind, {}, part.content))
        return made

    def _table(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        heads = [part for part in content if isinstance(part, Block)]
        cells = tuple(part for part in content if not isinstance(part, Block))
        made = element(name, attributes, *(self._filled("head", {}, head.content) for head in heads))
        for row in _split(cells, "row"):
            is_label = Break("labels") in row
            found = [self._filled("cell", {}, cell) for cell in _split(row, "cell")]
            append(made, element("row", {"role": "label"} if is_label else None, *found))
        return made

    def _figure(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        words = tuple(part for part in content if not isinstance(part, Added))
        made = element(name, attributes)
        if words:
            append(made, self._filled("head", {}, words))
        if len(words) < len(content):
            append(made, element("gap", {"reason": "not-in-source", "unit": "image"}))
        return made

    def _speech(self, name: str, attributes: dict[str, str], content: tuple[Part, ...]) -> Element:
        made = element(name, attributes)
        for part in content:
            if isinstance(part, Block):
                kind = "stage" if part.kind == "ab" else ""
                if kind or part.kind == "speaker":
                    append(made, self._filled(kind or part.kind, {}, part.content))
                else:
                    self.blocks(made, [part], is_inside=True, column=part.indent)
        if all(is_element(child, "speaker", "stage") for child in made):
            append(made, element("p"))
        return made

    # Running text

    def fill(self, parent: Element, content: tuple[Part, ...]) -> None:
        """Running text in `parent`."""
        parts = list(_trimmed(content))
        for is_block, group in groupby(parts, lambda part: isinstance(part, Block)):
            members = list(group)
            if is_block:
                self.blocks(parent, [part for part in members if isinstance(part, Block)], is_inside=True)
            else:
                for part, following in pairwise([*members, None]):
                    self._part(parent, part, following)

    def _part(self, parent: Element, part: Part | None, following: Part | None) -> None:
        if isinstance(part, Words):
            target = self._target(following)
            if target is None:
                self._words(parent, part.text, self._lemma_of(following))
            else:
                self._reference_to(parent, part.text.rstrip(" "), target)
        elif isinstance(part, PrintPage):
            append(parent, element("pb", {"n": part.number} | ({"break": "no"} if part.is_in_word else {})))
        elif isinstance(part, Call):
            self._call(parent, part)
        elif isinstance(part, Inserted):
            self._inserted(parent, part.note)
        elif isinstance(part, Break) and part.kind in ("paragraph", "line", "stanza"):
            append(parent, " ")

    def _words(self, parent: Element, text: str, spoken_of: tuple[int, str] | None) -> None:
        """`text`; where a note speaks of the words at its end, with the point where they begin."""
        if spoken_of is None or not text.endswith(spoken_of[1]):
            self.readings.fill(parent, text, self._around)
            return
        index, lemma = spoken_of
        self.readings.fill(parent, text.removesuffix(lemma), self._around)
        append(parent, element("anchor", {"type": "span-start", "xml:id": f"a.{self.ids[index]}.from"}))
        self.readings.fill(parent, lemma, self._around)
        self.spans.add(index)

    def _target(self, part: Part | None) -> int | None:
        """The note to which help such as `(= note 1)` leads; None where `part` is no help."""
        found = HELP.fullmatch(part.text) if isinstance(part, Added) else None
        marks = {note.mark: index for index, note in reversed(list(enumerate(self.notes))) if note.mark}
        return marks.get(found.group(1)) if found else None

    def _reference_to(self, parent: Element, text: str, target: int) -> None:
        """`text`, its last words a reference to the note `target`."""
        match = REFERENCE.search(text)
        words = match.group() if match else text
        kind = next((kind for start, kind in REFERENCE_TYPES if words.lower().startswith(start)), "")
        kind = kind or ("note" if words[-1:].isdigit() else "supra")
        self.readings.fill(parent, text.removesuffix(words), self._around)
        append(parent, element("ref", {"type": kind, "target": f"#{self.ids[target]}"}, words))

    def _lemma_of(self, part: Part | None) -> tuple[int, str] | None:
        """The note that `part` calls and the words that it speaks of; None where there are none."""
        if not isinstance(part, Call) or part.note is None or part.is_second:
            return None
        lemma = lemma_of(self.notes[part.note].content)
        return (part.note, lemma) if lemma and self.hand_of(self.notes[part.note])[0] == "editorial" else None

    def _call(self, parent: Element, call: Call) -> None:
        if call.note is None:
            append(parent, f"{{{call.mark}}}")
        elif call.is_second:
            append(parent, element("ref", {"type": "note", "target": f"#{self.ids[call.note]}", "n": call.mark}))
        elif self.hand_of(self.notes[call.note])[0] == "editorial":
            self._anchor(parent, call.note)
        else:
            append(parent, self.note(call.note))

    def _inserted(self, parent: Element, index: int) -> None:
        if self.hand_of(self.notes[index])[0] == "editorial":
            self._anchor(parent, index)
        else:
            append(parent, self.note(index))

    def _anchor(self, parent: Element, index: int) -> None:
        """The anchor of a note that stands apart, and where the words begin that it speaks of."""
        identifier = f"a.{self.ids[index]}"
        append(parent, element("anchor", {"type": "note", "xml:id": identifier}))

    def note(self, index: int, subtype: str = "") -> Element:
        """The note of this index."""
        note = self.notes[index]
        kind, hand = self.hand_of(note)
        given = {"type": kind, "subtype": subtype, "resp": f"#{hand}", "n": note.printed, "xml:id": self.ids[index]}
        given |= {"target": f"#a.{self.ids[index]}"} if kind == "editorial" and note.is_called else {"place": "end"}
        made = element("note", {key: value for key, value in given.items() if value})
        lemma = lemma_of(note.content)
        outside, self._around = self._around, [str(index)]
        for number, paragraph in enumerate(_paragraphs(note.content[2:] if lemma else note.content)):
            inner = element("p")
            if lemma and number == 0:
                append(inner, self._reference(index, lemma))
                append(inner, " ")
            self.fill(inner, paragraph)
            append(made, inner)
        self._around = outside
        return made

    def _reference(self, index: int, lemma: str) -> Element:
        identifier = f"a.{self.ids[index]}"
        target = {"target": f"#range(left({identifier}.from),left({identifier}))"} if index in self.spans else {}
        return element("ref", {"type": "lemma"} | target, lemma)


Shape = Callable[[Content, str, dict[str, str], tuple[Part, ...]], Element]
SHAPES: dict[str, Shape] = {
    "lg": Content._verse,  # noqa: SLF001
    "list": Content._list,  # noqa: SLF001
    "table": Content._table,  # noqa: SLF001
    "figure": Content._figure,  # noqa: SLF001
    "sp": Content._speech,  # noqa: SLF001
}


def _is_quoted(block: Block, column: int) -> bool:
    return block.indent > column and (block.kind in ("p", "ab") or (block.kind == "lg" and not block.id))


def _is_letter(blocks: list[Block]) -> bool:
    """Whether lines that are set in further end these blocks, and nothing else is."""
    first, *others = blocks
    ending = bool(others) and not others[-1].id and others[-1].indent > first.indent
    return ending and all(block.indent == first.indent for block in blocks[:-1]) and any(block.id for block in blocks)


def lemma_of(content: tuple[Part, ...]) -> str:
    """The words that a note speaks of; "" for none."""
    if len(content) > 1 and isinstance(content[0], Words) and content[1] == Added("]"):
        return content[0].text
    return ""


def _split(content: tuple[Part, ...], kind: str) -> Iterator[tuple[Part, ...]]:
    """`content` in the parts between breaks of this kind."""
    held: list[Part] = []
    for part in content:
        if part == Break(kind):
            yield tuple(held)
            held = []
        else:
            held.append(part)
    yield tuple(held)


def _paragraphs(content: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """The paragraphs of a note; what follows a display goes on in the same."""
    held: list[Part] = []
    before: Part | None = None
    for part in content:
        if part == Break("paragraph") and held and not isinstance(before, Block):
            yield tuple(held)
            held = []
        else:
            held.append(part)
        before = part
    yield tuple(held)


def _trimmed(content: tuple[Part, ...]) -> Iterator[Part]:
    """`content` without white space at its ends, before a note in place, and beside blocks."""
    parts = list(content)
    for index, part in enumerate(parts):
        if not isinstance(part, Words):
            yield part
            continue
        after = parts[index + 1] if index + 1 < len(parts) else None
        text = part.text if index else part.text.lstrip(" ")
        is_end = after is None or isinstance(after, Inserted)
        yield Words(text.rstrip(" ") if is_end else text)
