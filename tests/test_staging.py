"""The swap of the output folder: the old edition or the new one, never a mixture, and never a folder not ours."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from edition import manifest, staging
from edition.errors import Busy, EnvironmentMissing, SettingsError, UnsafeReference
from edition.files import locked
from edition.manifest import Made, Manifest

REPEATEDLY = """
import itertools, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_staging import swap
for number in itertools.count():
    swap(Path({output!r}), number)
    print(number, flush=True)
"""


def swap(output: Path, number: int) -> None:
    """Make `output` an edition of six files that all say `number`."""
    data = {f"file{n}.txt": f"{number}\n".encode() * 500 for n in range(6)}
    made = {name: Made(name, "text/plain", {name: manifest.sha256(bytes_)}, "", "") for name, bytes_ in data.items()}
    staging.replace_folder(output, data, Manifest(made, {}))


def is_whole(output: Path) -> bool:
    """Whether the folder holds one edition, all of it and nothing else."""
    found = manifest.read(output / manifest.NAME)
    assert found is not None
    names = {path.name for path in output.iterdir()}
    hashes = {value for made in found.outputs.values() for value in made.files.values()}
    return (
        names == {manifest.NAME, *found.outputs}
        and len(hashes) == 1
        and all(manifest.sha256((output / made.file).read_bytes()) in hashes for made in found.outputs.values())
    )


def kill_at_random(output: Path, kills: int) -> None:
    """Kill a run that swaps without end, `kills` times, each a bit later after its first swap."""
    code = REPEATEDLY.format(tests=str(Path(__file__).parent), output=str(output))
    for number in range(kills):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.0031 * (number % 17))
            run.kill()
        assert is_whole(output), f"a mixture after kill {number + 1}"


def test_an_output_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    swap(tmp_path / "sub" / "build", 1)
    assert is_whole(tmp_path / "sub" / "build")


def test_the_new_edition_takes_the_place_of_the_old(tmp_path: Path) -> None:
    swap(tmp_path / "build", 1)
    swap(tmp_path / "build", 2)
    assert (tmp_path / "build" / "file3.txt").read_bytes().startswith(b"2\n")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_killed_build_leaves_the_old_edition_or_the_new(tmp_path: Path) -> None:
    kill_at_random(tmp_path / "build", 5)
    swap(tmp_path / "build", 9)
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.long
def test_a_hundred_kills_leave_no_mixture(tmp_path: Path) -> None:
    kill_at_random(tmp_path / "build", 120)


def test_without_exchange_the_folders_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_exchanged", lambda first, second: False)
    swap(tmp_path / "build", 1)
    swap(tmp_path / "build", 2)
    assert is_whole(tmp_path / "build")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_build_killed_between_two_renames_is_undone(tmp_path: Path) -> None:
    swap(tmp_path / "build", 1)
    (tmp_path / "build").rename(tmp_path / ".build.edition-old")
    with pytest.raises(KeyboardInterrupt), staging._held(tmp_path / "build"):
        raise KeyboardInterrupt
    assert is_whole(tmp_path / "build")


def test_a_folder_that_no_build_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(SettingsError, match="no output folder of ours"):
        swap(tmp_path, 1)
    assert (tmp_path / "thesis.tex").read_text() == "mine"


def test_a_file_of_the_user_in_the_output_folder_is_not_lost(tmp_path: Path) -> None:
    swap(tmp_path / "build", 1)
    (tmp_path / "build" / "remarks.txt").write_text("mine")
    with pytest.raises(SettingsError, match=r"“remarks\.txt”, which no build made"):
        swap(tmp_path / "build", 2)
    assert (tmp_path / "build" / "remarks.txt").read_text() == "mine"


def test_a_link_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "build").symlink_to("real")
    with pytest.raises(UnsafeReference, match="is a link"):
        swap(tmp_path / "build", 1)


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    with pytest.raises(SettingsError):
        swap(tmp_path / "build", 1)
    assert (tmp_path / "build").read_text() == "mine"


def test_an_empty_folder_may_become_the_output(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    swap(tmp_path / "build", 1)
    assert is_whole(tmp_path / "build")


def test_two_builds_into_one_folder_do_not_meet(tmp_path: Path) -> None:
    swap(tmp_path / "build", 1)
    with locked(tmp_path / "build"), pytest.raises(Busy):
        swap(tmp_path / "build", 2)
    assert is_whole(tmp_path / "build")


def test_a_disk_that_gives_back_other_bytes_stops_the_swap(tmp_path: Path) -> None:
    swap(tmp_path / "build", 1)
    wrong = Manifest({"txt": Made("a.txt", "text/plain", {"a.txt": manifest.sha256(b"one")}, "", "")}, {})
    with pytest.raises(EnvironmentMissing, match="Check the disk"):
        staging.replace_folder(tmp_path / "build", {"a.txt": b"two"}, wrong)
    assert is_whole(tmp_path / "build")


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    made = Manifest({"txt": Made("a.txt", "text/plain", "0", "1", "2", missing="no fonts")}, {"edition.toml": "3"})
    (tmp_path / manifest.NAME).write_bytes(manifest.write(made))
    assert manifest.read(tmp_path / manifest.NAME) == made


@pytest.mark.parametrize("text", ["", "[]", "{", '{"made-by": "x"}', '{"made-by": "edition", "format": 1}', "\xff"])
def test_another_programmes_manifest_is_none_of_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.NAME).write_text(text, encoding="latin-1")
    assert manifest.read(tmp_path / manifest.NAME) is None
