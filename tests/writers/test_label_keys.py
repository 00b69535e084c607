"""The labels and those who use them: no key is missing, none is idle, and no word stands elsewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from edition.dress import Dress
from edition.resources import resource, resource_names
from edition.writers.labels import missing_labels, own_labels

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = [name.removesuffix(".toml") for name in resource_names("styles", "labels")]
SHELLS = [name for name in resource_names("styles") if name.endswith(".html")]
SHEETS = [name for name in resource_names("styles") if name.endswith(".css")]
SAYING = ("words", "counted", "listed")
WITH_ANY_COUNT = ("text_note.share", "text_note.share_unknown")


def table(language: str) -> dict[str, str]:
    """The labels of one file by their whole keys."""
    return own_labels(Dress(styles={"labels.toml": resource("styles", "labels", f"{language}.toml")}))


@cache
def code(without: Path | None = None) -> tuple[ast.Module, ...]:
    """The modules of the programme, but for those in one folder."""
    paths = [path for path in sorted((ROOT / "edition").rglob("*.py")) if without not in path.parents]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def strings() -> set[str]:
    """All strings of the programme, and all in quotation marks in the ODD."""
    found = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found | set(re.findall(r"'([a-z_]+\.[\w-]+)'", resource("tei", "edition.odd").decode()))


def patterns() -> list[re.Pattern[str]]:
    """The keys that are made of parts, such as `notes.{name}`, as patterns; none that begins with a part."""
    made = ["".join(map(_pattern, node.values)) for node in nodes() if isinstance(node, ast.JoinedStr)]
    return [re.compile(pattern) for pattern in made if re.match(r"[a-z_]+\\\.", pattern)]


def _pattern(part: ast.expr) -> str:
    return re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.-]+"


def nodes(without: Path | None = None) -> Iterator[ast.AST]:
    return (node for module in code(without) for node in ast.walk(module))


def asked() -> set[str]:
    """The keys that the code asks for in so many letters; checks speak English, and have no labels."""
    every = nodes(without=ROOT / "edition" / "check")
    calls = [node for node in every if isinstance(node, ast.Call) and called(node) in SAYING]
    given = [one for call in calls for one in call.args if isinstance(one, ast.Constant)]
    return {one.value for one in given if isinstance(one.value, str) and re.fullmatch(r"[a-z_]+(\.\w+)?", one.value)}


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_label_that_the_code_asks_for_is_there() -> None:
    assert sorted(key for key in asked() if key not in table("en") and f"{key}_one" not in table("en")) == []


def test_every_label_is_used() -> None:
    known, made = strings(), patterns()
    keys = [(key, re.sub(r"_(one|of)$", "", key)) for key in table("en")]
    assert [key for key, base in keys if not {key, base} & known and not any(p.fullmatch(base) for p in made)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_for_one_has_a_label_for_several(language: str) -> None:
    words = table(language)
    single = [key for key in words if key.endswith("_one")]
    assert [key for key in single if "{count}" not in words.get(key.removesuffix("_one"), "")] == []
    assert [key for key in single if "{count}" in words[key]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_with_a_count_has_a_label_for_one(language: str) -> None:
    words = table(language)
    counting = [key for key in words if "{count}" in words[key] and key not in WITH_ANY_COUNT]
    assert [key for key in counting if f"{key}_one" not in words] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_empty(language: str) -> None:
    assert [key for key, words in table(language).items() if not words.strip()] == []


def test_a_language_of_ours_lacks_no_label() -> None:
    assert [missing_labels(language, Dress()) for language in LANGUAGES] == [[]] * len(LANGUAGES)


@pytest.mark.parametrize("name", SHEETS)
def test_no_style_sheet_says_a_word(name: str) -> None:
    said = re.findall(r"content:([^;}]*)", resource("styles", name).decode())
    quoted = [words for one in said for words in re.findall(r'"([^"]*)"', one)]
    assert [words for words in quoted if re.search(r"[^\W\d_]", re.sub(r"\\[0-9a-f]+", "", words))] == []


@pytest.mark.parametrize("name", SHELLS)
def test_no_shell_says_a_word(name: str) -> None:
    shell = resource("styles", name).decode()
    bare = re.sub(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->", "", shell)
    named = re.findall(r'(?:aria-label|title|alt)="([^"]+)"', bare)
    assert [words for words in [*named, re.sub(r"<[^>]*>", " ", bare)] if re.search(r"[^\W\d_]", words)] == []


def test_the_script_says_no_word_of_its_own() -> None:
    script = resource("styles", "edition.js").decode()
    said = re.findall(r"(?:textContent|innerText|innerHTML|title|ariaLabel)\s*=\s*([^;]+);", script)
    said += re.findall(r'setAttribute\("(?:aria-label|title|alt)",\s*([^;]+)\);', script)
    assert said
    assert [words for words in said if re.search(r"""["'`]""", re.sub(r'getAttribute\("[\w-]+"\)', "", words))] == []
