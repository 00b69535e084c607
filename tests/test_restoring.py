"""TEI with its notes in the text becomes the TEI in which they stand apart, the same to the byte."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from facts import encode_folder, with_ids

from edition.apparatus import Display
from edition.cli import main
from edition.document import serialise
from edition.writers import WRITERS


@pytest.fixture
def nested(specimen: Path, tmp_path: Path) -> Path:
    document = with_ids(encode_folder(specimen, specimen / "source.txt"), (specimen / "anchors.jsonl").read_bytes())
    (tmp_path / "apart.xml").write_bytes(serialise(document))
    (tmp_path / "nested.xml").write_bytes(WRITERS["tei"].write(document, Display(notes="nested")).files["edition.xml"])
    return tmp_path / "nested.xml"


def test_encode_reads_the_nested_form_back_to_the_same_file(nested: Path) -> None:
    result = CliRunner().invoke(main, ["encode", str(nested)])
    assert result.exit_code == 0
    assert nested.with_name("nested.standoff.xml").read_bytes() == nested.with_name("apart.xml").read_bytes()


def test_another_file_of_that_name_is_not_overwritten(nested: Path) -> None:
    other = nested.with_name("other.xml")
    other.write_text("mine")
    result = CliRunner().invoke(main, ["encode", str(nested), "--out", str(other)])
    assert result.exit_code == 3
    assert "other.xml: E625 another file of this name is here." in result.stderr
    assert other.read_text() == "mine"


def test_a_file_that_is_no_tei_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<p/>")
    result = CliRunner().invoke(main, ["encode", str(tmp_path / "a.xml")])
    assert result.exit_code == 3
    assert "E106" in result.stderr
    assert not (tmp_path / "a.standoff.xml").exists()
