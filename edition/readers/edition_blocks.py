"""The blocks of a plain text of our own form, told by their labels and by the column at which they begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.readers.edition_inline import Sign, plain, signs
from edition.readers.edition_lines import WIDTH, Chunk, Line, columns_of, joined, logical
from edition.readers.edition_record import Added, Block, Break, Part
from edition.readers.edition_tables import table_content

LABEL = re.compile(
    r"(?=¶|\[)(?:¶(?P<number>[^ \[\]]+)(?: |$))?(?:\[(?:(?P<kind>[a-z]):)?(?P<id>(?<=:)|#?[\w.-]+)\](?: |$))?"
)
KINDS = {"h": "head", "t": "table", "f": "figure", "l": "list", "s": "sp", "v": "lg"}
LETTERS = {"p": "p", "lg": "p", "head": "h", "table": "t", "figure": "f", "list": "l", "sp": "s"}
BARE = re.compile(r"[0-9bcdfghjkmnpqrstvwxz]{4,6}")
MARKER = re.compile(r"(-|\d+\.)(?: |$)")
TERM = re.compile(r"(\S.*?)  ")
HANG = 2
STEP = 4
INDENTED = (0, 2)
ORNAMENT_FROM = 16


@dataclass(frozen=True)
class Label:
    """What stands before a block: `width` in columns; the other fields as those of `Block`."""

    kind: str
    id: str
    bare: str
    number: str
    width: int


def label_of(text: str) -> Label | None:
    """The label at the beginning of `text`; None where there is none."""
    match = LABEL.match(text)
    if match is None or not match.group():
        return None
    kind, shown = KINDS.get(match["kind"] or "", "p"), match["id"] or ""
    number = (match["number"] or "").replace("\u00a0", " ")
    return Label(kind, _whole(shown, kind), shown.removeprefix("#"), number, columns_of(match.group()))


def _whole(shown: str, kind: str) -> str:
    """`pgxk3` for `gxk3`: the id with the letter of its kind; one of another scheme as it stands."""
    if shown.startswith("#"):
        return shown[1:]
    return LETTERS[kind] + shown if BARE.fullmatch(shown) else shown


class Blocks:
    """Chunks read one after the other."""

    def __init__(self, chunks: tuple[Chunk, ...], shows: str = "", at: int = 0) -> None:
        """`shows` is what begins the description of an image; `at` the index of the chunk to be read first."""
        self.chunks = chunks
        self.shows = shows
        self.at = at

    def read(self, column: int) -> Iterator[Block]:
        """The blocks from here that begin at `column` or right of it."""
        while self.at < len(self.chunks) and self.chunks[self.at].indent >= column:
            yield self.block()

    def block(self) -> Block:
        """The block that begins here, with all that belongs to it."""
        chunk = self.chunks[self.at]
        self.at += 1
        label = None if chunk.is_table else label_of(chunk.lines[0].text)
        if label is None:
            return self._unlabelled(chunk)
        lines = _without(chunk.lines, label)
        block = Block(label.kind, (), lines[0].number, label.id, label.bare, label.number, chunk.indent, chunk.blanks)
        if block.kind == "lg" or (block.kind == "p" and self._is_verse(lines)):
            return replace(block, kind="lg", content=tuple(self._verse(lines)))
        return replace(block, content=tuple(self._content(block, lines)))

    def _content(self, block: Block, lines: tuple[Line, ...]) -> Iterator[Part]:
        if block.kind == "head":
            return iter(self.words(lines))
        if block.kind == "list":
            return self._list(lines)
        if block.kind == "sp":
            return self._speech(block, lines)
        return self._table(lines) if block.kind == "table" else self._paragraph(block, lines)

    # Paragraphs

    def words(self, lines: tuple[Line, ...]) -> tuple[Part, ...]:
        """The running text in `lines`."""
        return plain(list(self.signs(lines)))

    def signs(self, lines: tuple[Line, ...]) -> Iterator[Sign]:
        """The running text in `lines`, brackets open."""
        return signs(joined(lines), lines[0].number, self.shows)

    def _paragraph(self, block: Block, lines: tuple[Line, ...]) -> Iterator[Part]:
        yield from self.words(lines)
        while (after := self._continuation(block.indent + HANG)) is not None:
            yield from self.read(block.indent + HANG + 1)
            yield Break("paragraph")
            self.at = after + 1
            yield from self.words(self.chunks[after].lines)

    def _continuation(self, column: int) -> int | None:
        """The index of the chunk in which a paragraph goes on at `column`, behind displays; None where it ends."""
        at = self.at
        while at < len(self.chunks) and self.chunks[at].indent > column:
            at += 1
        if at == len(self.chunks) or self.chunks[at].indent != column or self.chunks[at].is_table:
            return None
        return at if label_of(self.chunks[at].lines[0].text) is None else None

    def _unlabelled(self, chunk: Chunk) -> Block:
        block = Block("ab", (), chunk.lines[0].number, indent=chunk.indent, blanks=chunk.blanks)
        if chunk.is_table:
            return replace(block, kind="table", content=table_content(chunk))
        if _is_ornament(chunk):
            return replace(block, kind="milestone", content=(Added(chunk.lines[0].text),))
        groups = list(logical(chunk.lines))
        parts = [self.words(group) for group in groups]
        content = [
            part for number, group in enumerate(parts) for part in ([Break("line")] if number else []) + [*group]
        ]
        return replace(block, kind="ab" if len(groups) == 1 else "lg", content=tuple(content))

    # Verse

    def _is_verse(self, lines: tuple[Line, ...]) -> bool:
        return any(line.indent >= lines[0].indent for line in lines[1:]) or self._is_stanza(lines[0].indent)

    def _is_stanza(self, base: int) -> bool:
        """Whether the next chunk is a stanza of the verse that begins at `base`."""
        if self.at == len(self.chunks) or self.chunks[self.at].is_table:
            return False
        return self.chunks[self.at].indent - base in INDENTED and label_of(self.chunks[self.at].lines[0].text) is None

    def _verse(self, lines: tuple[Line, ...]) -> Iterator[Part]:
        base = lines[0].indent
        yield from self._stanza(lines, base)
        while self._is_stanza(base):
            yield Break("stanza")
            self.at += 1
            yield from self._stanza(self.chunks[self.at - 1].lines, base)

    def _stanza(self, lines: tuple[Line, ...], base: int) -> Iterator[Part]:
        held: list[Line] = []
        for line in lines:
            if held and line.indent - base in INDENTED:
                yield from self._verse_line(held, base)
                yield Break("line")
                held = []
            held.append(line)
        yield from self._verse_line(held, base)

    def _verse_line(self, lines: list[Line], base: int) -> Iterator[Part]:
        if lines[0].indent - base == INDENTED[1]:
            yield Break("indent")
        yield from self.words(tuple(lines))

    # Lists, speeches, tables

    def _list(self, lines: tuple[Line, ...]) -> Iterator[Part]:
        base, is_first = lines[0].indent, True
        while True:
            groups = list(_items(lines, base))
            is_head = is_first and len(groups) == 1 and self._goes_on(base) and not MARKER.match(lines[0].text)
            if is_head:
                yield Block("head", self.words(lines), lines[0].number)
            else:
                yield from self._entries(groups, base)
            if not self._goes_on(base):
                return
            lines, is_first = self.chunks[self.at].lines, False
            self.at += 1

    def _goes_on(self, base: int) -> bool:
        if self.at == len(self.chunks) or self.chunks[self.at].indent != base or self.chunks[self.at].is_table:
            return False
        return label_of(self.chunks[self.at].lines[0].text) is None

    def _entries(self, groups: list[tuple[Line, ...]], base: int) -> Iterator[Part]:
        for group in groups[:-1]:
            yield from self._item(group, [])
        lead = _lead(groups[-1][0])
        yield from self._item(groups[-1], list(self._rest(base, base + lead)))

    def _rest(self, base: int, column: int) -> Iterator[Part]:
        """What follows the first words of an item: displays, and text at `column`."""
        while self.at < len(self.chunks) and self.chunks[self.at].indent > base:
            chunk = self.chunks[self.at]
            if chunk.indent == column and not chunk.is_table and label_of(chunk.lines[0].text) is None:
                self.at += 1
                yield Break("paragraph")
                yield from self.words(chunk.lines)
            else:
                yield self.block()

    def _item(self, lines: tuple[Line, ...], rest: list[Part]) -> Iterator[Part]:
        first = lines[0]
        number, term = MARKER.match(first.text), TERM.match(first.text)
        if term is not None:
            label = replace(first, text=term.group(1))
            yield Block("label", self.words((label,)), first.number)
        added = [Added(number.group(1))] if number and not term else []
        match = term or number
        cut = (replace(first, text=first.text[match.end() :].strip(" ")), *lines[1:]) if match else lines
        yield Block("item", (*added, *self.words(cut), *rest), first.number)

    def _speech(self, block: Block, lines: tuple[Line, ...]) -> Iterator[Part]:
        if lines[0].text:
            yield Block("speaker", self.words(lines), lines[0].number)
        while self.at < len(self.chunks) and self.chunks[self.at].indent == block.indent + HANG:
            yield self.block()

    def _table(self, lines: tuple[Line, ...]) -> Iterator[Part]:
        if lines[0].text:
            yield Block("head", self.words(lines), lines[0].number)
        if self.at < len(self.chunks) and self.chunks[self.at].is_table:
            self.at += 1
            yield from table_content(self.chunks[self.at - 1])


def _without(lines: tuple[Line, ...], label: Label) -> tuple[Line, ...]:
    """`lines` without the label of the first, which begins at the column after it."""
    first = lines[0]
    match = LABEL.match(first.text)
    words = first.text[match.end() :] if match else first.text
    return (replace(first, indent=first.indent + label.width, text=words), *lines[1:])


def _is_ornament(chunk: Chunk) -> bool:
    line = chunk.lines[0]
    is_centred = len(chunk.lines) == 1 and line.indent == (WIDTH - columns_of(line.text)) // 2
    return is_centred and line.indent >= ORNAMENT_FROM


def _items(lines: tuple[Line, ...], base: int) -> Iterator[tuple[Line, ...]]:
    held: list[Line] = []
    for line in lines:
        if held and line.indent <= base:
            yield tuple(held)
            held = []
        held.append(line)
    yield tuple(held)


def _lead(line: Line) -> int:
    """The columns before the words of an item."""
    match = TERM.match(line.text) or MARKER.match(line.text)
    return columns_of(match.group()) if match else HANG
