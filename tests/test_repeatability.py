"""The same edition gives the same bytes, whoever builds it, when and where."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import EDITION
from editions import contents, write_edition

SPECIMEN = Path(__file__).parent.parent / "tei" / "specimen"
FORMATS = "html,pdf,txt,tei"
USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
OUTPUTS = {"index.html", "edition.pdf", "edition.txt", "edition.xml", "edition.rng", "manifest.json"}
EVENING = "1700000000"


def built(folder: Path, at: Path, umask: int = 0o022, **environment: str) -> dict[str, bytes]:
    """The outputs of the edition in `folder`, built with `at` as the working folder into a folder beside it."""
    at.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE", "SOURCE_DATE_EPOCH")}
    out = folder.parent / "outputs"
    command = [EDITION, "build", os.path.relpath(folder, at), "--to", FORMATS, "--out", out, "--locked", "-q"]
    subprocess.run(command, cwd=at, umask=umask, env=kept | USUAL | environment, check=True)
    made = contents(out)
    assert made.keys() >= OUTPUTS
    return made


def copied(edition: Path, home: Path) -> Path:
    """A copy of `edition` in `home`, without what builds left beside it."""
    return shutil.copytree(edition, home / edition.name, ignore=shutil.ignore_patterns("build", ".*", "proposals.toml"))


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of the files that are not the same bytes in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The outputs of the specimen, built as usual."""
    home = tmp_path_factory.mktemp("usual")
    return built(copied(SPECIMEN, home), home)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C"},
        {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr:de"},
        {"PYTHONHASHSEED": "4711"},
        {"SOURCE_DATE_EPOCH": EVENING},
    ],
    ids=" ".join,
)
def test_the_outputs_do_not_know_the_builders_clock_tongue_and_chance(environment, usual, tmp_path) -> None:
    assert differing(built(copied(SPECIMEN, tmp_path), tmp_path, **environment), usual) == []


def test_the_outputs_do_not_know_the_folder_they_were_built_in(usual, tmp_path) -> None:
    edition = copied(SPECIMEN, tmp_path / "a folder" / "of é and ß")
    assert differing(built(edition, tmp_path / "elsewhere" / "deep"), usual) == []


def test_the_outputs_do_not_know_the_rights_of_their_builder(usual, tmp_path) -> None:
    assert differing(built(copied(SPECIMEN, tmp_path), tmp_path, umask=0o077), usual) == []


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition that says nowhere when it was made, with its ids."""
    edition = write_edition(tmp_path_factory.mktemp("undated") / "lamp")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    subprocess.run([EDITION, "encode", edition, "-q"], env=environment, check=True)
    return edition


@pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": EVENING}], ids=["no date", "SOURCE_DATE_EPOCH"])
def test_an_edition_without_a_date_has_none_of_the_clock(environment, undated, tmp_path) -> None:
    first = built(copied(undated, tmp_path / "first"), tmp_path, **environment)
    second = built(copied(undated, tmp_path / "second"), tmp_path, TZ="Asia/Tokyo", PYTHONHASHSEED="9", **environment)
    assert differing(first, second) == []


@pytest.mark.parametrize(("environment", "date"), [({}, ""), ({"SOURCE_DATE_EPOCH": EVENING}, "2023-11-14")])
def test_a_book_without_a_date_bears_that_of_the_environment_or_none(
    environment, date, undated, tmp_path, outside_tool
) -> None:
    made = built(copied(undated, tmp_path), tmp_path, TZ="Pacific/Kiritimati", **environment)
    (tmp_path / "book.pdf").write_bytes(made["edition.pdf"])
    told = subprocess.check_output([outside_tool("pdfinfo"), "-isodates", tmp_path / "book.pdf"], text=True, env=USUAL)
    dates = [line.split()[1][:10] for line in told.splitlines() if line.startswith(("CreationDate", "ModDate"))]
    assert set(dates) == ({date} if date else set())
