"""Every message has a row in the manual, and every row a message."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.codes import codes

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| ([A-Z][A-Z0-9-]+) \| (error|warning|information) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
NUMBERED = re.compile(r"[EISW]\d{3}")
NAMED = re.compile(r"[A-Z]{4,}(-[A-Z]+)*")
SAYING = ("Message", "message", "Finding")


def strings(syntax: ast.AST) -> Iterator[tuple[str, bool]]:
    """Pairs (string, whether a message is made with it) of all strings in `syntax`."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from ((one.value, called in SAYING) for one in node.args if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Constant):
            yield node.value, False


def codes_of_the_programme() -> set[str]:
    """The codes of all messages in the code, and of the rules of the ODD."""
    found = [pair for path in (ROOT / "edition").rglob("*.py") for pair in strings(ast.parse(path.read_text()))]
    words = [(word, is_said) for word, is_said in found if isinstance(word, str)]
    return {word for word, is_said in words if NUMBERED.fullmatch(word) or (is_said and NAMED.fullmatch(word))} | {
        code.ident for code in codes().values() if code.is_check
    }


def rows(*names: str) -> list[tuple[str, ...]]:
    """The rows of these pages of the manual: code, severity, what it says, what to do."""
    return [row for name in names for row in ROW.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))]


def test_every_message_is_in_the_manual_and_nothing_else() -> None:
    told = {row[0] for row in rows("messages.md", "checks.md")}
    assert sorted(codes_of_the_programme() ^ told) == []


def test_no_code_has_two_rows() -> None:
    codes = [row[0] for row in rows("messages.md", "checks.md")]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("row", rows("messages.md"), ids=lambda row: row[0])
def test_every_row_says_what_to_do_unless_it_is_information(row: tuple[str, ...]) -> None:
    assert bool(row[3]) is (row[1] != "information")
