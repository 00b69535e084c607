"""The programme's own files: what an output was made by is known by them."""

import shutil
from pathlib import Path

import pytest

from edition import resources


@pytest.fixture
def copied(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files that come with the programme, which it takes for its own."""
    for name in ("tei", "styles"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("specimen"))
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["tei/edition.rng", "tei/edition.odd", "tei/codes/pointers.toml", "styles/labels/en.toml"]
)
def test_another_schema_code_or_style_is_another_programme(copied: Path, name: str) -> None:
    before = resources.fingerprint()
    (copied / name).write_bytes((copied / name).read_bytes() + b"\n")
    assert resources.fingerprint() != before
