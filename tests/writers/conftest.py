"""Where the hard cases lie."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def hard_case(shared: Path) -> Callable[[str, str], bytes]:
    """The bytes of one file of a hard case."""

    def read(case: str, name: str) -> bytes:
        return (shared / "hard-cases" / case / name).read_bytes()

    return read
