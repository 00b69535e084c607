"""The manual: every page is reached, and every address in it leads somewhere."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_address_in_the_manual_leads_somewhere(page: Path) -> None:
    addresses = LINK.findall(page.read_text(encoding="utf-8"))
    assert [address for address in addresses if not (page.parent / address).exists()] == []


def test_every_page_of_the_manual_is_in_its_table_of_contents() -> None:
    linked = set(LINK.findall((ROOT / "docs" / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in PAGES[1:]} - linked == {"index.md"}


def told(page: str) -> str:
    """The blocks of `page` that show commands, as they stand."""
    return "".join(block for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) if block.startswith("$ "))


def test_the_commands_of_the_readme_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shown = told((ROOT / "README.md").read_text(encoding="utf-8"))
    said = [
        f"$ edition {command}\n{CliRunner().invoke(main, command.split()).output}"
        for command in re.findall(r"^\$ edition (.*)$", shown, re.MULTILINE)
    ]
    assert "".join(said) == shown
