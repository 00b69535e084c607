"""Tables of our own form: borders of hyphens that give the columns, rows of one line or parted by blank lines."""

from collections.abc import Iterator
from dataclasses import replace

from edition.readers.edition_inline import plain, signs
from edition.readers.edition_lines import Chunk, Line, columns_of, joined
from edition.readers.edition_record import Break, Part

GUTTER = 2
Column = tuple[int, int]


def table_content(chunk: Chunk) -> tuple[Part, ...]:
    """The cells of a table in order, `Break("cell")` between two, `Break("row")` between two rows."""
    columns = list(_columns(chunk.lines[0]))
    found: list[Part] = []
    labelled = _end_of_labels(chunk)
    for row in _rows(chunk.lines):
        found += [Break("row")] if found else []
        found += [Break("labels")] if row[0].number < labelled else []
        for number, cell in enumerate(_cells(row, columns)):
            found += [Break("cell")] if number else []
            found += plain(list(signs(cell, row[0].number)))
    return tuple(found)


def _end_of_labels(chunk: Chunk) -> int:
    """The number of the line that ends the rows of labels; 0 where there are none."""
    return next((line.number for line in chunk.lines[1:-1] if line.text == chunk.lines[0].text), 0)


def _columns(border: Line) -> Iterator[Column]:
    """The columns as pairs (first column of characters, the one after the last)."""
    at = border.indent
    for run in border.text.split("  "):
        yield at, at + len(run)
        at += len(run) + GUTTER


def _rows(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    is_parted = any(not line.text for line in lines)
    held: list[Line] = []
    for line in lines:
        is_end = not line.text or line.text == lines[0].text
        if held and (is_end or not is_parted):
            yield tuple(held)
            held = []
        if not is_end:
            held.append(line)


def _cells(row: tuple[Line, ...], columns: list[Column]) -> Iterator[str]:
    """The words of each cell; one that runs over the gutter takes the next column too."""
    held: list[Column] = []
    for column in columns:
        if held and not _runs_over(row, column[0]):
            yield _cell(row, held[0][0], column[0] - GUTTER)
            held = []
        held.append(column)
    if held:
        yield _cell(row, held[0][0], None)


def _runs_over(row: tuple[Line, ...], begin: int) -> bool:
    return any(_cut(line, begin - GUTTER, begin).strip() for line in row)


def _cell(row: tuple[Line, ...], begin: int, end: int | None) -> str:
    cut = [replace(line, text=_cut(line, begin, end).strip(" ")) for line in row]
    return joined(tuple(line for line in cut if line.text))


def _cut(line: Line, begin: int, end: int | None) -> str:
    """The characters of `line` from the column `begin` up to `end`."""
    at, found = line.indent, []
    for character in line.text:
        if at >= begin and (end is None or at < end):
            found.append(character)
        at += columns_of(character)
    return "".join(found)
