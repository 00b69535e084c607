"""`edition doctor`: what a machine has and lacks, on this machine and on ones that lack something."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands import EDITION

from edition.fonts import faces, families
from edition.resources import resource
from edition.writers import WRITERS

NO_FONTS = "<fontconfig></fontconfig>"
ONE_FONT = "<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def doctor(*words: str, **environment: object) -> subprocess.CompletedProcess[str]:
    """What `edition doctor` says where the environment is as told."""
    given = {**os.environ, **{name: str(value) for name, value in environment.items()}}
    return subprocess.run([EDITION, "doctor", *words], env=given, capture_output=True, text=True, check=False)


def found(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The findings of a JSON report by their names."""
    return {finding["name"]: finding for finding in json.loads(result.stdout)["findings"]}


@pytest.fixture
def no_fonts(tmp_path: Path) -> Path:
    """A fontconfig that knows no font."""
    path = tmp_path / "fonts.conf"
    path.write_text(NO_FONTS)
    return path


@pytest.fixture
def other_font(tmp_path: Path) -> Path:
    """A fontconfig that knows DejaVu alone, which is not the first font of the style sheet."""
    if not DEJAVU.is_dir() and os.environ.get("CI"):
        pytest.fail("DejaVu is missing, and CI is set")
    if not DEJAVU.is_dir():
        pytest.skip("DejaVu is missing")
    path = tmp_path / "fonts.conf"
    path.write_text(ONE_FONT.format(folder=DEJAVU, cache=tmp_path))
    return path


@pytest.fixture
def half_a_font(tmp_path: Path) -> Path:
    """A fontconfig that knows one face of the font of the style sheet."""
    found = [Path(face.file) for face in faces("EB Garamond") if not face.is_italic]
    if not found and os.environ.get("CI"):
        pytest.fail("EB Garamond is missing, and CI is set")
    if not found:
        pytest.skip("EB Garamond is missing")
    shutil.copy(found[0], tmp_path)
    path = tmp_path / "fonts.conf"
    path.write_text(ONE_FONT.format(folder=tmp_path, cache=tmp_path / "cache"))
    return path


@pytest.fixture
def broken_pango(tmp_path: Path) -> Path:
    """A folder of libraries in which Pango is an empty file."""
    (tmp_path / "libpango-1.0.so.0").touch()
    return tmp_path


def test_every_output_is_tried() -> None:
    assert set(json.loads(doctor("--report", "json").stdout)["outputs"]) == set(WRITERS)


def test_a_machine_that_has_all_is_told_so() -> None:
    result = doctor()
    reasons = json.loads(doctor("--report", "json").stdout)["outputs"]
    assert result.returncode == (6 if any(reasons.values()) else 0)
    assert result.stdout.count("can be made\n") == list(reasons.values()).count("")


def test_without_fonts_the_pdf_cannot_be_made_and_the_rest_can(no_fonts: Path) -> None:
    result = doctor("--report", "json", FONTCONFIG_FILE=no_fonts)
    assert result.returncode == 6
    outputs = json.loads(result.stdout)["outputs"]
    assert outputs == dict.fromkeys(WRITERS, "") | {"pdf": "no font is installed."}


def test_without_fonts_a_command_that_installs_one_is_told(no_fonts: Path, tmp_path: Path) -> None:
    (tmp_path / "dnf").touch(mode=0o755)
    result = doctor("--report", "json", FONTCONFIG_FILE=no_fonts, PATH=tmp_path)
    assert found(result)["print font"]["remedies"] == ["sudo dnf install dejavu-serif-fonts"]


def test_a_machine_without_a_package_manager_hears_of_all(no_fonts: Path, tmp_path: Path) -> None:
    remedies = found(doctor("--report", "json", FONTCONFIG_FILE=no_fonts, PATH=tmp_path))["print font"]["remedies"]
    assert [remedy.removeprefix("sudo ").split()[0] for remedy in remedies] == ["apt-get", "dnf", "brew"]


def test_another_font_of_the_style_sheet_will_do_and_the_best_is_named(other_font: Path) -> None:
    result = doctor("--report", "json", FONTCONFIG_FILE=other_font)
    assert result.returncode == 0
    assert found(result)["print font"]["found"].startswith("DejaVu Serif: regular")
    assert found(result)["print font"]["remedies"]


def test_a_font_without_small_capitals_is_told(other_font: Path) -> None:
    assert "no small capitals" in found(doctor("--report", "json", FONTCONFIG_FILE=other_font))["print font"]["found"]


def test_a_font_without_italics_is_told_with_what_to_install(half_a_font: Path) -> None:
    finding = found(doctor("--report", "json", FONTCONFIG_FILE=half_a_font))["print font"]
    assert finding["found"].startswith("EB Garamond: regular")
    assert "no italic" in finding["found"]
    assert finding["remedies"]


def test_without_pango_the_pdf_cannot_be_made(broken_pango: Path) -> None:
    result = doctor("--report", "json", LD_LIBRARY_PATH=broken_pango)
    assert result.returncode == 6
    assert json.loads(result.stdout)["outputs"]["pdf"].startswith("WeasyPrint cannot start")
    assert found(result)["Pango"]["found"] == ""
    assert found(result)["Pango"]["remedies"]


def test_the_editor_that_opens_decisions_is_the_one_of_the_environment() -> None:
    assert found(doctor("--report", "json", VISUAL="pen"))["editor"]["found"] == "pen"


def test_the_text_names_everything_that_the_report_has(no_fonts: Path) -> None:
    shown = doctor(FONTCONFIG_FILE=no_fonts).stdout
    for finding in found(doctor("--report", "json", FONTCONFIG_FILE=no_fonts)).values():
        assert all(words in shown for words in (finding["name"], finding["found"], *finding["remedies"]))


def test_the_fonts_looked_for_are_those_of_the_style_sheet() -> None:
    stack = families(resource("styles", "print.css").decode())
    assert stack[0] == "EB Garamond"
    assert "serif" not in stack


@pytest.mark.parametrize(
    "declaration", ["font: italic 10pt/12pt 'Gentium Plus', serif", "font-family: Gentium Plus,serif"]
)
def test_a_style_sheet_may_name_its_families_in_any_way(declaration: str) -> None:
    assert families(f"html {{ color: red; {declaration} }}") == ["Gentium Plus"]
