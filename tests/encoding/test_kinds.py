"""Every kind of decision is understood, and told of in the manual."""

from pathlib import Path

import pytest

from edition.decisions import KINDS
from edition.encoding.words import KIND_FUNCTIONS

MANUAL = Path(__file__).parent.parent.parent / "docs" / "decisions.md"


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_function(name: str) -> None:
    assert KINDS[name] in KIND_FUNCTIONS


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_in_the_manual(name: str) -> None:
    assert f"### `{name}`\n" in MANUAL.read_text(encoding="utf-8")
