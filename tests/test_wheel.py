"""The wheel: what `pip install .` puts on a machine works there, without the checkout."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from commands import run
from editions import contents

from edition.resources import fingerprint

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "edition", "styles", "tei")
SDIST = "import sys, setuptools.build_meta as tools; print(tools.build_sdist(sys.argv[1]))"
OLDEST = 77


def done(*command: object, folder: Path) -> str:
    """What `command` prints in `folder`; it must end well, knows nothing of the checkout and may give new ids."""
    env = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONPATH", "VIRTUAL_ENV")}
    words = [str(word) for word in command]
    result = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def pip(*words: object, folder: Path) -> None:
    """Run the pip of the tests, which asks no other machine."""
    done(sys.executable, "-m", "pip", "--disable-pip-version-check", *words, folder=folder)


def wheel(source: Path, folder: Path) -> Path:
    """The wheel made of a checkout or of a source distribution."""
    pip("wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder, source, folder=folder.parent)
    return next(folder.glob("*.whl"))


def names(built: Path) -> list[str]:
    """The names of the files in a wheel."""
    return sorted(zipfile.ZipFile(built).namelist())


def missing() -> str:
    """What is missing of the tools to build a wheel; empty where nothing is."""
    try:
        version("pip")
        new = int(version("setuptools").partition(".")[0]) >= OLDEST
    except PackageNotFoundError as error:
        return f"{error.name} is missing"
    return "" if new else f"setuptools {OLDEST} or later is missing"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the checkout has for a wheel, so that building leaves nothing in the checkout."""
    if missing() and os.environ.get("CI"):
        pytest.fail(f"{missing()}, and CI is set")
    if missing():
        pytest.skip(missing())
    copy = tmp_path_factory.mktemp("source") / "checkout"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "build", ".*"))
        else:
            shutil.copy(ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path) -> Path:
    """The wheel of the checkout."""
    return wheel(checkout, checkout.parent / "wheel")


@pytest.fixture(scope="module")
def bin_folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an empty environment with the wheel; only other packages are those of the tests."""
    venv = tmp_path_factory.mktemp("machine")
    done(sys.executable, "-m", "venv", "--without-pip", venv, folder=venv)
    pip("--python", venv / "bin" / "python", "install", "-q", "--no-deps", "--no-index", built, folder=venv)
    site = next((venv / "lib").glob("python*/site-packages"))
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv / "bin"


def test_a_wheel_has_the_schema_the_codes_the_styles_and_the_mark_of_its_types(built: Path, checkout: Path) -> None:
    files = [path.relative_to(checkout) for path in (checkout / "styles").rglob("*") if path.is_file()]
    styles = [f"edition/data/{path.as_posix()}" for path in files]
    codes = [f"edition/data/tei/codes/{path.name}" for path in (checkout / "tei" / "codes").iterdir()]
    wanted = ["edition/py.typed", "edition/data/tei/edition.odd", "edition/data/tei/edition.rng", *styles, *codes]
    assert set(wanted) <= set(names(built))


def test_a_wheel_has_nothing_but_the_package(built: Path) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names(built)} == {"edition"}


def test_a_wheel_made_of_the_source_distribution_has_the_same_files(built: Path, checkout: Path) -> None:
    sdist = done(sys.executable, "-W", "ignore", "-c", SDIST, checkout.parent, folder=checkout).splitlines()[-1]
    assert names(wheel(checkout.parent / sdist, checkout.parent / "second")) == names(built)


def test_a_style_that_is_gone_from_the_checkout_is_gone_from_the_next_wheel(built: Path, checkout: Path) -> None:
    style = checkout / "styles" / "passing.css"
    style.touch()
    assert "edition/data/styles/passing.css" in names(wheel(checkout, checkout.parent / "third"))
    style.unlink()
    assert names(wheel(checkout, checkout.parent / "fourth")) == names(built)


def test_building_a_wheel_leaves_the_folder_of_the_outputs_alone(built: Path, checkout: Path) -> None:
    assert not (checkout / "build").exists()


def test_the_installed_programme_is_that_of_the_checkout(bin_folder: Path, tmp_path: Path) -> None:
    ask = "from edition import resources; print(resources.__file__, resources.fingerprint())"
    where, found = done(bin_folder / "python", "-c", ask, folder=tmp_path).split()
    assert Path(where).is_relative_to(bin_folder.parent)
    assert found == fingerprint()


def test_the_installed_programme_knows_all_formats(bin_folder: Path, tmp_path: Path) -> None:
    assert done(bin_folder / "edition", "formats", folder=tmp_path) == run("formats").stdout


def test_the_installed_programme_explains_every_code(bin_folder: Path, tmp_path: Path) -> None:
    assert done(bin_folder / "edition", "explain", folder=tmp_path) == run("explain").stdout


def test_the_installed_programme_makes_an_edition(bin_folder: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "docs" / "lamp.txt", tmp_path)
    edition = bin_folder / "edition"
    done(edition, "init", "lamp.txt", folder=tmp_path)
    done(edition, "encode", "lamp", folder=tmp_path)
    done(edition, "build", "lamp", "--to", "html,txt,tei", folder=tmp_path)
    outputs = {path.name for path in (tmp_path / "lamp" / "build").iterdir() if path.stat().st_size}
    assert {"index.html", "edition.txt", "edition.xml"} <= outputs


def test_the_installed_programme_makes_the_specimen_as_the_checkout_does(
    bin_folder: Path, specimen: Path, tmp_path: Path
) -> None:
    shutil.copytree(specimen, tmp_path / "specimen", ignore=shutil.ignore_patterns("build"))
    shutil.copytree(specimen, tmp_path / "ours", ignore=shutil.ignore_patterns("build"))
    done(bin_folder / "edition", "build", "specimen", "--to", "html,txt", "--locked", folder=tmp_path)
    assert run("build", tmp_path / "ours", "--to", "html,txt", "--locked").exit_code == 0
    installed, ours = contents(tmp_path / "specimen" / "build"), contents(tmp_path / "ours" / "build")
    assert {"index.html", "edition.txt"} <= set(installed)
    assert {name: data for name, data in installed.items() if name != "manifest.json"} == {
        name: data for name, data in ours.items() if name != "manifest.json"
    }


def test_the_installed_programme_tells_what_the_machine_lacks(bin_folder: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(bin_folder / "edition"), "doctor", "--report", "json"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    outputs = json.loads(result.stdout)["outputs"]
    assert (outputs["html"], outputs["txt"]) == ("", "")
    assert result.returncode == (6 if any(outputs.values()) else 0)


def test_a_source_distribution_has_what_a_wheel_is_made_of(checkout: Path) -> None:
    sdist = done(sys.executable, "-W", "ignore", "-c", SDIST, checkout.parent, folder=checkout).splitlines()[-1]
    with tarfile.open(checkout.parent / sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = [path for part in ("edition", "styles") for path in (checkout / part).rglob("*") if path.is_file()]
    wanted = [path for path in wanted if path.suffix != ".pyc"]
    missing = {path.relative_to(checkout).as_posix() for path in wanted} - held
    assert missing == set()
    assert {"tei/edition.odd", "tei/edition.rng", "README.md", "LICENSE", "pyproject.toml", "setup.py"} <= held
