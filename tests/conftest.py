"""What all tests share: the texts beside the checkout, tools from outside, and the list of what was not checked."""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from editions import write_edition

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """The folder of texts beside the checkout; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED


@pytest.fixture
def specimen() -> Path:
    """The folder of the specimen, as committed; never written to."""
    return ROOT / "tei" / "specimen"


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """A small edition that was never built."""
    return write_edition(tmp_path / "lamp")


@pytest.fixture
def gives_new_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test may give new ids, which is forbidden where CI is set."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="session")
def outside_tool() -> Callable[[str], str]:
    """A function from the name of a tool, such as `jing`, to its path.

    The test is skipped where the tool is missing, and fails where CI is set: there nothing may be left out.
    """
    return _outside_tool


def _outside_tool(name: str) -> str:
    found = shutil.which(name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and CI is set")
    if found is None:
        pytest.skip(f"{name} is missing")
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what could not be checked, one line a reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"NOT CHECKED: {reason} ({count} test{'s' if count > 1 else ''})")
