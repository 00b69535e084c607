"""Tables in plain text: columns that line up between borders of hyphens, rows of several lines parted by blank ones."""

from dataclasses import dataclass

from edition.writers.wrapping import GUTTER, padded, width_of, wrapped

NARROWEST = 3
COMFORTABLE = 8


@dataclass(frozen=True)
class Cell:
    """A cell: its words, and how many columns and rows it takes."""

    words: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """A row of cells; `is_label` where it holds headings."""

    cells: tuple[Cell, ...]
    is_label: bool = False


@dataclass(frozen=True)
class _Placed:
    """A cell from the column `begin` up to `end`, exclusive, broken into lines."""

    begin: int
    end: int
    words: str
    lines: tuple[str, ...] = ()


def table_lines(rows: list[Row], width: int) -> list[str]:
    """The lines of a table that is `width` columns wide where its words allow it; "" for a blank line."""
    grid = _grid(rows)
    shares = _shares(_natural(grid), width)
    broken = [[_broken(cell, shares) for cell in row] for row in grid]
    shares = _fitting(broken)
    border = (" " * GUTTER).join("-" * share for share in shares)
    is_tall = any(len(cell.lines) > 1 for row in broken for cell in row)
    labels = next((number for number, row in enumerate(rows) if not row.is_label), 0)
    head = _rows(broken[:labels], shares, is_tall=is_tall)
    body = _rows(broken[labels:], shares, is_tall=is_tall)
    head, body = ([_told_apart(line, border) for line in lines] for lines in (head, body))
    end = [""] if is_tall and "" not in (*head, *body) else []
    return [border, *head, *([border] if head else []), *body, *end, border]


def _told_apart(line: str, border: str) -> str:
    """`line` with a backslash where its words are those of the border."""
    return line.replace("-", "\\-", 1) if line.strip() == border else line


def _grid(rows: list[Row]) -> list[list[_Placed]]:
    """Each cell at its columns, beside those that reach down from rows above."""
    taken: dict[tuple[int, int], bool] = {}
    grid: list[list[_Placed]] = []
    for number, row in enumerate(rows):
        placed: list[_Placed] = []
        at = 0
        for cell in row.cells:
            while taken.get((number, at)):
                at += 1
            taken |= {(number + down, at + right): True for down in range(cell.rows) for right in range(cell.columns)}
            placed.append(_Placed(at, at + cell.columns, cell.words))
            at += cell.columns
        grid.append(placed)
    return grid


def _count(grid: list[list[_Placed]]) -> int:
    return max((cell.end for row in grid for cell in row), default=0)


def _natural(grid: list[list[_Placed]]) -> list[int]:
    """The width of each column in which nothing has to be broken."""
    widths = [NARROWEST] * _count(grid)
    cells = sorted((cell for row in grid for cell in row), key=lambda cell: cell.end - cell.begin)
    for cell in cells:
        _widen(widths, cell, width_of(cell.words))
    return widths


def _widen(widths: list[int], cell: _Placed, wanted: int) -> None:
    """Make room for `wanted` columns of characters; the last column of a cell gives it."""
    room = _room(widths, cell)
    if wanted > room:
        widths[cell.end - 1] += wanted - room


def _room(widths: list[int], cell: _Placed) -> int:
    return sum(widths[cell.begin : cell.end]) + GUTTER * (cell.end - cell.begin - 1)


def _shares(natural: list[int], width: int) -> list[int]:
    """Widths of columns that fit: the widest give way first, none below eight columns."""
    shares = list(natural)
    room = width - GUTTER * (len(shares) - 1)
    while sum(shares) > room and max(shares) > COMFORTABLE:
        shares[shares.index(max(shares))] -= 1
    return shares


def _broken(cell: _Placed, shares: list[int]) -> _Placed:
    return _Placed(cell.begin, cell.end, cell.words, tuple(wrapped(cell.words, _room(shares, cell), "", "")))


def _fitting(grid: list[list[_Placed]]) -> list[int]:
    """The widths that the broken lines take, a word that is too long for its column included."""
    widths = [NARROWEST] * _count(grid)
    cells = sorted((cell for row in grid for cell in row), key=lambda cell: cell.end - cell.begin)
    for cell in cells:
        _widen(widths, cell, max(map(width_of, cell.lines)))
    return widths


def _rows(grid: list[list[_Placed]], shares: list[int], *, is_tall: bool) -> list[str]:
    lines: list[str] = []
    for row in grid:
        if lines and is_tall:
            lines.append("")
        height = max((len(cell.lines) for cell in row if cell.words), default=0)
        lines += [_line(row, shares, number) for number in range(height)]
    return lines


def _line(row: list[_Placed], shares: list[int], number: int) -> str:
    """The line `number` of a row; a row without words shows an empty cell."""
    line = ""
    for cell in row:
        begin = sum(shares[: cell.begin]) + GUTTER * cell.begin
        words = cell.lines[number] if number < len(cell.lines) else ""
        line = padded(line, begin) + padded(words, _room(shares, cell))
    return line.rstrip(" ")
