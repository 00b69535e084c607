"""The hook that keeps a broken text from being committed."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import EDITION

KEYS = {"id", "name", "description", "entry", "language", "types", "files", "require_serial"}


@pytest.fixture
def hook(root: Path) -> dict[str, Any]:
    """The one hook that we offer."""
    (found,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return dict(found)


def exit_code(hook: dict[str, Any], *files: Path) -> int:
    """What the hook exits with, given these files as pre-commit gives them."""
    name, *words = shlex.split(hook["entry"])
    command = [str(EDITION.with_name(name)), *words, *map(str, files)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_the_hook_says_all_that_pre_commit_asks_for(hook: dict[str, Any]) -> None:
    assert hook.keys() == KEYS
    assert (hook["id"], hook["language"], hook["types"]) == ("edition-check", "python", ["xml"])


@pytest.mark.parametrize(("name", "is_taken"), [("text.xml", True), ("a/b/text.xml", True), ("context.xml", False)])
def test_the_hook_looks_at_the_tei_of_editions(hook: dict[str, Any], name: str, is_taken: bool) -> None:
    assert bool(re.search(hook["files"], name)) is is_taken


def test_a_good_text_is_committed_and_a_broken_one_is_not(hook: dict[str, Any], specimen: Path, tmp_path: Path) -> None:
    text = (specimen / "text.xml").read_text(encoding="utf-8")
    (tmp_path / "text.xml").write_text(text.replace("<body>", "<body><wrong/>"), encoding="utf-8")
    assert (exit_code(hook, specimen / "text.xml"), exit_code(hook, tmp_path / "text.xml")) == (0, 3)
