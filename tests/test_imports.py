"""Every module of the programme can be imported and is kept, so that a file that was forgotten is missed at once."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FRESH = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception as error:
        print(name, type(error).__name__, error)
"""


def modules() -> list[str]:
    """The dotted names of all modules, `edition.cli` for its `__init__.py`."""
    paths = sorted((ROOT / "edition").rglob("*.py"))
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def said(*command: str) -> str:
    """What a command prints; it must succeed."""
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_every_module_can_be_imported_in_a_fresh_process() -> None:
    assert said(sys.executable, "-c", FRESH, *modules()) == ""


def test_no_module_that_is_here_was_forgotten_in_a_commit(outside_tool: Callable[[str], str]) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in (ROOT / "edition").rglob("*.py")]
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    assert sorted(set(names) - set(said(outside_tool("git"), "ls-files", "edition").split())) == []
