"""Every message of the programme has its words in `tei/codes/`, and all that stands there is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.codes import Code, codes, families
from edition.report import Severity

ROOT = Path(__file__).resolve().parent.parent
NUMBERED = re.compile(r"[EISW]\d{3}")
NAMED = re.compile(r"[A-Z]{4,}(-[A-Z]+)*")
SAYING = ("Message", "Finding")
RULE = re.compile(r"<constraintSpec ident=\"([A-Z0-9-]+)\"")
ALL = pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.ident)


def strings(syntax: ast.AST) -> Iterator[tuple[object, bool]]:
    """Pairs (string, whether a message is made with it) of all strings in `syntax`."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from ((one.value, called in SAYING) for one in node.args if isinstance(one, ast.Constant))
        elif isinstance(node, ast.Constant):
            yield node.value, False


def words_of_the_programme() -> list[tuple[str, bool]]:
    """Pairs (string, whether a message is made with it) of all strings in the code."""
    found = [pair for path in (ROOT / "edition").rglob("*.py") for pair in strings(ast.parse(path.read_text()))]
    return [(word, is_said) for word, is_said in found if isinstance(word, str)]


def rules_of_the_schema() -> set[str]:
    """The codes of the rules in the ODD."""
    return set(RULE.findall((ROOT / "tei" / "edition.odd").read_text(encoding="utf-8")))


def test_every_message_of_the_programme_has_its_words() -> None:
    said = {word for word, is_said in words_of_the_programme() if is_said and NAMED.fullmatch(word)}
    numbered = {word for word, _ in words_of_the_programme() if NUMBERED.fullmatch(word)}
    assert sorted((said | numbered | rules_of_the_schema()) - codes().keys()) == []


def test_no_words_are_there_for_a_message_that_nobody_gives() -> None:
    given = {word for word, _ in words_of_the_programme()} | rules_of_the_schema()
    assert sorted(codes().keys() - given) == []


def test_no_code_has_two_entries() -> None:
    entries = [code.ident for family in families() for code in family.codes]
    assert sorted(entries) == sorted(codes())


@ALL
def test_every_code_says_what_to_do_unless_it_is_information(code: Code) -> None:
    assert code.remedy or code.severity is Severity.INFO


@ALL
def test_what_a_code_says_fits_into_a_row_of_the_manual(code: Code) -> None:
    assert not re.search(r"[|\n]", code.says + code.remedy)


def test_every_file_of_codes_is_read() -> None:
    assert {path.stem for path in (ROOT / "tei" / "codes").iterdir()} == {family.ident for family in families()}
