"""Patterns over text: twice the text takes twice the time, whatever stands in it."""

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from edition.writers.html_marks import prose

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 4_000
MOST = 2.6
SHORTEST = 0.01
METHODS = ("search", "finditer", "findall", "sub", "subn", "split", "match", "fullmatch")
UNITS = (" ", "\n", " \n", "a", "1", "a ", "A. ", "1 ", "\t", "“", "é")
SIGNS = "[](){}<>*.,-–—=_\\|/'\"`:;#@&%$§†‡^~+!?¶’”»"
Ask = Callable[[str], object]


def asked(pattern: re.Pattern[str], method: str) -> Ask:
    """What asks `pattern` for all that it finds in a text."""
    if method == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    if method in ("sub", "subn"):
        return lambda text: pattern.sub("", text)
    ask: Ask = getattr(pattern, method)
    return ask


def calls(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Pairs (name of a constant, method that is called on it) of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def named() -> dict[str, Ask]:
    """The compiled patterns of all modules over text, each with the methods that are called on it."""
    found: dict[str, Ask] = {}
    for path in sorted((ROOT / "edition").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for name, method in calls(ast.parse(path.read_text(encoding="utf-8"))):
            pattern = getattr(importlib.import_module(module), name, None)
            if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                found[f"{module}.{name}.{method}"] = asked(pattern, method)
    return found


def written() -> dict[str, Ask]:
    """The patterns that stand as plain words where they are asked: `re.sub("…")`, `re.compile("…").search`."""
    found: dict[str, Ask] = {}
    for path in sorted((ROOT / "edition").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                made = node.value if isinstance(node.value, ast.Call) else None
                if made is not None and ast.unparse(made.func) == "re.compile":
                    found |= plain(made, node.attr, f"{path.stem}:{node.lineno}")
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in (f"re.{method}" for method in METHODS):
                found |= plain(node, ast.unparse(node.func).removeprefix("re."), f"{path.stem}:{node.lineno}")
    return found


def plain(call: ast.Call, method: str, place: str) -> dict[str, Ask]:
    words = call.args[0]
    if isinstance(words, ast.Constant) and isinstance(words.value, str):
        return {place: asked(re.compile(words.value), method)}
    return {}


PATTERNS = named() | written()


def hard_texts(words: str) -> list[str]:
    """Units of texts that patterns find hard: their own characters, alone and with a space."""
    own = sorted({character for character in words if character.isprintable()})
    return [*UNITS, *own, *(f"{character} " for character in own), *(f"{character}a" for character in own)]


def seconds(ask: Ask, text: str) -> float:
    began = time.process_time()
    ask(text)
    return time.process_time() - began


def is_slow(ask: Ask, unit: str) -> bool:
    """Whether twice as many of `unit` take far more than twice the time; what takes no time is not measured."""
    text = unit * (LENGTH // len(unit))
    for begin, end in (("", ""), ("\n", ""), ("", "x"), ("", "[")):
        texts = [begin + text * count + end for count in (1, 2)]
        if seconds(ask, texts[1]) > SHORTEST:
            once, twice = (min(seconds(ask, text) for _ in range(3)) for text in texts)
            if twice > MOST * once:
                return True
    return False


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_that_grows_with_the_length_of_the_text(name: str) -> None:
    ask = PATTERNS[name]
    slow = (unit for unit in hard_texts(SIGNS) if is_slow(ask, unit))
    assert next(slow, None) is None


def test_there_are_patterns_to_measure() -> None:
    assert len(PATTERNS) > 90


def test_white_space_around_the_end_of_a_line_becomes_a_space() -> None:
    assert prose("a  b \n\n c\td") == "a  b c\td"


def test_a_long_run_of_spaces_after_the_end_of_a_line_is_read_once() -> None:
    assert not is_slow(prose, " ")
