"""Reading and writing files: whole or not at all, inside the edition, one run at a time."""

import os
from pathlib import Path

import pytest

from edition import files
from edition.errors import Busy, EnvironmentMissing, Unreadable, UnsafeReference
from edition.screening import SIZE_LIMIT


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    assert files.write_file(tmp_path / "text.xml", b"one")
    assert (tmp_path / "text.xml").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["text.xml"]


def test_a_file_that_is_right_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    path.write_bytes(b"one")
    os.utime(path, ns=(0, 0))
    assert not files.write_file(path, b"one")
    assert path.stat().st_mtime_ns == 0


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"mine")
    (tmp_path / "text.xml").symlink_to("secret")
    files.write_file(tmp_path / "text.xml", b"one")
    assert (tmp_path / "secret").read_bytes() == b"mine"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "text.xml").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentMissing, match=r"No space left on device\. Make room"):
        files.write_file(tmp_path / "text.xml", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"text.xml": b"old"}


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "source.txt")
    with pytest.raises(Unreadable, match="no regular file"):
        files.read_file(tmp_path / "source.txt")


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no regular file"):
        files.read_file(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"source.txt: E601 there is no such file"):
        files.read_file(tmp_path / "source.txt")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "source.txt").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        files.read_file(tmp_path / "source.txt")


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../x", "%2e%2e/x", "%252e%252e%252fx", "..\\x", "link/x", "a\0b"]
)
def test_a_name_that_leads_out_of_the_edition_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "link").symlink_to("/etc")
    with pytest.raises(UnsafeReference):
        files.inside(tmp_path / "edition", name)


def test_a_name_in_a_folder_of_the_edition_is_taken_as_it_stands(tmp_path: Path) -> None:
    assert files.inside(tmp_path, "part 1/100%.txt") == tmp_path / "part 1" / "100%.txt"


def test_a_second_run_at_once_is_refused(tmp_path: Path) -> None:
    with files.locked(tmp_path), pytest.raises(Busy, match="another run is at work"), files.locked(tmp_path):
        pass


def test_a_run_that_ended_holds_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with files.locked(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / f".text.xml{files.TEMPORARY}").write_bytes(b"half")
    (tmp_path / "text.xml").write_bytes(b"whole")
    files.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["text.xml"]


def test_copies_do_not_overwrite_each_other(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_bytes(b"one")
    assert [files.keep_copy(tmp_path / "text.xml").name for _ in range(2)] == ["text.xml.1.bak", "text.xml.2.bak"]
