"""A browser for each worker, and the pages that it visits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from visits import OPTIONS, ROOT, Visits, is_here, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOOLS = ROOT / ".tools" / "node_modules"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Path]]:
    """A function from the name of an edition to its web pages, the main one first; each is written once.

    The test is skipped where the text of the edition is not beside the checkout.
    """
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, list[Path]] = {}

    def find(name: str) -> list[Path]:
        if not is_here(name):
            pytest.skip("../shared is absent")
        if name not in made:
            made[name] = written(name, folder / name)
        return made[name]

    return find


@pytest.fixture(scope="session")
def chromium(outside_tool: Callable[[str], str]) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = outside_tool("chromium")
    if find_spec("playwright") is None:
        do_without("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visits]:
    """A function that opens a page; what left the folder, or made the browser complain, fails the test at its end."""
    visits = Visits(chromium)
    yield visits
    visits.end()
    assert visits.faults == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe."""
    return npm_file("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def nu(outside_tool: Callable[[str], str]) -> list[str]:
    """The command that runs the Nu validator; files are to follow."""
    return [outside_tool("java"), "-jar", str(npm_file("vnu-jar/build/dist/vnu.jar"))]


def npm_file(name: str) -> Path:
    """A file of the npm packages that scripts/setup.py installs."""
    path = TOOLS / name
    if not path.is_file():
        do_without(name.partition("/")[0])
    return path


def do_without(name: str) -> NoReturn:
    """Skip the test; fail it where CI is set."""
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and CI is set")
    pytest.skip(f"{name} is missing")
