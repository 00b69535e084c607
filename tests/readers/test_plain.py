"""Plain text is parted into blocks as the settings say."""

import pytest

from edition.readers.plain import split_blocks


def blocks(text: str, paragraphs: str = "blank-line") -> list[tuple[str, int]]:
    return [(text[block.start : block.end], block.blank_before) for block in split_blocks(text, paragraphs)]


def test_blank_lines_part_blocks_and_are_counted() -> None:
    assert blocks("\none\ntwo\n\n \t\n\nthree") == [("one\ntwo", 1), ("three", 3)]


def test_a_block_has_no_white_space_at_its_ends() -> None:
    assert blocks("  one  \n  two  \n") == [("one  \n  two", 0)]


def test_carriage_returns_are_white_space() -> None:
    assert blocks("one\r\n\r\ntwo\r\n") == [("one", 0), ("two", 1)]


def test_each_line_may_be_a_paragraph() -> None:
    assert blocks("one\ntwo\n\nthree", "line") == [("one", 0), ("two", 0), ("three", 1)]


def test_an_indent_may_begin_a_paragraph() -> None:
    assert blocks("  one\ntwo\n  three", "indent") == [("one\ntwo", 0), ("three", 0)]


@pytest.mark.parametrize("text", ["", "\n\n", "  "])
def test_nothing_has_no_blocks(text: str) -> None:
    assert blocks(text) == []
