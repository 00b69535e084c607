"""The manual's page on styling: what it shows is built and does what it says."""

import ast
import re
from pathlib import Path

import pytest
from commands import run
from editions import contents, write_edition

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "styling.md").read_text(encoding="utf-8")
SHOWN = re.compile(r"(?ms)^```\w+\n(?:<!-- |/\* |# )(styles/\S+)(?: -->| \*/)?\n(.*?)^```$")
DECISIONS = """[[decision]]
kind = "name"
at = { exact = "Nobody" }

[[decision]]
kind = "name"
at = { exact = "keeper" }

[[decision]]
kind = "foreign"
lang = "la"
at = { exact = "in summer" }
"""


@pytest.fixture
def dressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outputs of an edition that brings what the manual shows."""
    monkeypatch.delenv("CI", raising=False)
    edition = write_edition(tmp_path / "lamp", decisions=DECISIONS)
    (edition / "styles").mkdir()
    for name, words in SHOWN.findall(PAGE):
        (edition / name).write_text(words, encoding="utf-8")
    result = run("build", edition, "--to", "html,txt", "-q")
    assert result.exit_code == 0, result.output
    return edition / "build"


def test_the_models_of_the_manual_show_what_they_say(dressed: Path) -> None:
    page = (dressed / "index.html").read_text(encoding="utf-8")
    assert re.search(r'class="[^"]*\bperson\b[^"]*">Nobody<', page)
    assert re.search(r"<em[^>]*>in summer</em>", page)


def test_the_style_sheet_of_the_manual_comes_after_ours(dressed: Path) -> None:
    style = (dressed / "index.html").read_text(encoding="utf-8").partition("<style>")[2].partition("</style>")[0]
    assert style.rindex("#1c4a7a") > style.index("--link:")
    assert ".person" in style


def test_the_labels_of_the_manual_are_said(dressed: Path) -> None:
    assert "Remarks" in (dressed / "index.html").read_text(encoding="utf-8")
    assert "REMARKS" in (dressed / "edition.txt").read_text(encoding="utf-8")


def test_the_shell_of_the_manual_takes_the_place_of_ours(dressed: Path) -> None:
    page = (dressed / "index.html").read_text(encoding="utf-8")
    assert "<p>The Lamp Press, " in page
    assert "The lamp was lit at" in page


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("labels.toml", '\n[notes]\nprintd = "Remarks"\n', "E415"),
        ("page.html", "\n\n{{ body ", "E411"),
        ("models.odd", "\n\n<TEI", "E101"),
    ],
)
def test_a_fault_in_a_file_of_the_edition_is_told_with_its_place(
    name: str, words: str, code: str, dressed: Path
) -> None:
    before = contents(dressed)
    place = dressed.parent / "styles" / name
    place.write_text(words, encoding="utf-8")
    result = run("build", dressed.parent, "--to", "html,txt")
    assert f"error: {place}:3" in result.stderr
    assert f" {code} " in result.stderr
    assert contents(dressed) == before


def test_the_manual_shows_a_file_of_each_kind() -> None:
    assert {name for name, _ in SHOWN.findall(PAGE)} >= {
        "styles/models.odd", "styles/web.css", "styles/print.css", "styles/labels.toml", "styles/page.html",
    }  # fmt: skip


@pytest.mark.parametrize("module", ["html", "book"])
def test_every_value_of_a_shell_is_in_the_manual(module: str) -> None:
    tree = ast.parse((ROOT / "edition" / "writers" / f"{module}.py").read_text(encoding="utf-8"))
    given = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        if "values" in ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    ]
    keys = [key.value for made in given for key in made.keys if isinstance(key, ast.Constant)]
    table = PAGE.partition("## Shells")[2]
    assert keys
    assert [key for key in keys if f"`{key}`" not in table] == []


def test_every_property_of_the_style_sheet_that_the_manual_names_is_there() -> None:
    ours = (ROOT / "styles" / "web.css").read_text(encoding="utf-8")
    named = set(re.findall(r"`(--[\w-]+)`", PAGE))
    assert {name for name in named if f"{name}:" not in ours} == {"--styles"} & named
