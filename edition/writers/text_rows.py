"""The rows of a table in plain text: what each cell says, and where what stands between rows and cells goes."""

from collections.abc import Iterator

from edition.tree import Element, is_element, pieces
from edition.writers.flow import Flow
from edition.writers.rendering import span
from edition.writers.text_signs import written
from edition.writers.text_tables import Cell, Row


def table_rows(flow: Flow, table: Element, *, is_note: bool) -> Iterator[Row]:
    """The rows of a table; what stands between two, such as a print page, goes into the one after.

    Loose words make a row of their own.
    """
    between: list[str] = []
    for child in pieces(table):
        if isinstance(child, str) or not is_element(child, "row", "head"):
            between += filter(None, [flow.one_line(flow.pieces_of(child))])
        elif is_element(child, "row"):
            yield _row(flow, child, between, is_note=is_note)
            between = []
        if isinstance(child, str) and between and child.strip():
            yield Row((_cell(between, is_note=is_note),))
            between = []
    if between:
        yield Row((_cell(between, is_note=is_note),))


def _row(flow: Flow, row: Element, before: list[str], *, is_note: bool) -> Row:
    """A row; what stands before a cell goes into it, loose words into one of their own."""
    cells: list[Cell] = []
    for child in pieces(row):
        if not isinstance(child, str) and is_element(child, "cell"):
            cells.append(_cell([*before, flow.words(child)], child, is_note=is_note))
            before = []
        elif words := flow.one_line(flow.pieces_of(child)):
            before = [*before, words]
        if isinstance(child, str) and before and child.strip():
            cells.append(_cell(before, is_note=is_note))
            before = []
    cells += [_cell(before, is_note=is_note)] if before else []
    own = [child for child in row if is_element(child, "cell")]
    return Row(tuple(cells), row.get("role") == "label" or all(cell.get("role") == "label" for cell in own))


def _cell(words: list[str], cell: Element | None = None, *, is_note: bool) -> Cell:
    said = written(" ".join(filter(None, words)), is_note=is_note)
    return Cell(said) if cell is None else Cell(said, span(cell, "cols"), span(cell, "rows"))
