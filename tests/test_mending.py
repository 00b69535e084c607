"""`edition check --fix`: which files are written, and which are not."""

import json
import stat
from pathlib import Path

import pytest
from commands import message, run
from test_fixing import FAULTS, written

from edition.beginning import begin
from edition.build import Request, encode
from edition.mending import mend_files

WRONG, RIGHT = (written(each).encode() for each in FAULTS[1])


def quiet(_: str) -> None:
    """Say nothing of the step."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A TEI file with a date that can be mended."""
    path = tmp_path / "lamps.xml"
    path.write_bytes(WRONG)
    return path


def test_a_file_is_mended_and_the_difference_told(place: Path) -> None:
    outcome = mend_files([place], quiet, is_written=True)
    assert place.read_bytes() == RIGHT
    assert outcome.lines(is_written=True)[-1] == "one value in one file is mended"


def test_a_file_is_left_where_only_the_difference_is_asked_for(place: Path) -> None:
    outcome = mend_files([place], quiet, is_written=False)
    assert place.read_bytes() == WRONG
    assert "1918-07-06" in outcome.diffs[0]


def test_a_read_only_file_is_told_of_and_left(place: Path) -> None:
    place.chmod(0o444)
    outcome = mend_files([place], quiet, is_written=True)
    assert place.read_bytes() == WRONG
    assert [message.code for message in outcome.report] == ["E605"]


def test_a_file_keeps_its_rights(place: Path) -> None:
    place.chmod(0o640)
    mend_files([place], quiet, is_written=True)
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_link_stays_a_link(place: Path) -> None:
    link = place.with_name("link.xml")
    link.symlink_to(place)
    mend_files([link], quiet, is_written=True)
    assert link.is_symlink()
    assert place.read_bytes() == RIGHT


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_standard_input_is_not_mended(option: str) -> None:
    result = run("check", option, "-", typed=WRONG.decode())
    assert result.exit_code == 2
    assert "standard input can be checked, not mended" in message(result)


@pytest.mark.parametrize("report", ["json", "sarif"])
def test_the_difference_is_shown_beside_a_report_for_machines(place: Path, report: str) -> None:
    result = run("check", "--diff", "--report", report, place)
    json.loads(result.stdout)
    assert "1918-07-06" in result.stderr


def test_a_file_that_cannot_be_read_is_left_to_the_check(place: Path) -> None:
    broken = place.with_name("broken.xml")
    broken.write_bytes(b"<TEI")
    outcome = mend_files([broken, place, place.with_name("none.xml")], quiet, is_written=True)
    assert (outcome.count, outcome.code, len(outcome.report)) == (1, 0, 0)


@pytest.mark.parametrize("named", [".", "text.xml"])
def test_an_edition_made_from_its_source_is_mended_by_decisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    source = tmp_path / "source.txt"
    source.write_text("The Lamps\n\nThe lamp was lit at six. Nobody asked who had lit it.\n")
    folder = tmp_path / "lamps"
    begin(source, folder, quiet)
    encode(folder, Request(), quiet)
    text = folder / "text.xml"
    spoilt = text.read_bytes().replace(b'xml:lang="en"', b'xml:lang="en_US"', 1)
    text.write_bytes(spoilt)
    monkeypatch.chdir(folder)
    outcome = mend_files([Path(named)], quiet, is_written=True)
    assert text.read_bytes() == spoilt
    assert [message.code for message in outcome.report] == ["W617"]
