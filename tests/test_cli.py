"""The command line: every trouble is one message with its place and a remedy, and has its exit code."""

import errno
import os
import re
import subprocess
from pathlib import Path

import pytest
from commands import EDITION, message, run
from editions import SOURCE, contents, write_edition

from edition import build as story
from edition import files

pytestmark = pytest.mark.usefixtures("gives_new_ids")


def decided(selector: str) -> str:
    """A decision at the place that `selector` gives."""
    return f'[[decision]]\nkind = "title"\nat = {{ {selector} }}\n'


BAD_SOURCES = {
    "empty": (b"", 3, r"source\.txt: E121 the source is empty\. Give "),
    "blank": (b" \n\n", 3, r"source\.txt: E121 "),
    "binary": (b"PK\x03\x04\x00\x00 a zip", 3, r"source\.txt:1:3: E125 .*binary"),
    "not UTF-8": ("A lamp.\n\nÉté".encode("latin-1"), 8, r"source\.txt:3:1: E120 byte 9 \(0xc9\) is not utf-8\. Name "),
}


@pytest.mark.parametrize(("data", "code", "said"), BAD_SOURCES.values(), ids=BAD_SOURCES)
@pytest.mark.parametrize("command", ["encode", "build"])
def test_a_source_that_is_no_text_is_refused(tmp_path: Path, command: str, data: bytes, code: int, said: str) -> None:
    write_edition(tmp_path, data)
    before = contents(tmp_path)
    result = run(command, tmp_path)
    assert result.exit_code == code
    assert re.search(said, message(result))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\x00\x00 a zip"], ids=["empty", "binary"])
def test_no_edition_is_begun_of_what_is_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "lamp.txt").write_bytes(data)
    result = run("init", tmp_path / "lamp.txt", tmp_path / "edition")
    assert result.exit_code == 3
    assert re.search(r"lamp\.txt(:1:3)?: E12[15] ", message(result))
    assert not (tmp_path / "edition").exists()


QUESTIONABLE_SOURCES = {
    "a mark without a note": (SOURCE.replace("six.[1]", "six.[1][7]"), 1),
    "a note without a mark": (SOURCE + "\n[3] Nobody calls this.\n", 9),
    "two notes with one mark": (SOURCE + "\n[2] Another second note.\n", 9),
    "an unclosed bracket": (SOURCE.replace("that day.]", "that day."), 7),
}


@pytest.mark.parametrize(("source", "line"), QUESTIONABLE_SOURCES.values(), ids=QUESTIONABLE_SOURCES)
def test_a_doubtful_note_is_told_with_its_line_and_the_edition_is_built(tmp_path: Path, source: str, line: int) -> None:
    write_edition(tmp_path, source)
    result = run("build", tmp_path)
    assert result.exit_code == 0
    told = [one for one in result.stderr.splitlines() if f"source.txt:{line}:" in one]
    assert len(told) == 1
    assert re.match(r"warning: \S+: [A-Z]\S+ .+\. [A-Z].+\.$", told[0])
    assert run("build", tmp_path, "--strict").exit_code == 1


def test_a_source_other_than_the_one_received_is_refused(lamp: Path) -> None:
    (lamp / "source.txt").write_text("Other words.")
    result = run("build", lamp)
    assert result.exit_code == 3
    assert re.search(r"edition\.toml:8: E612 “source\.txt” is not the file .* Restore it", message(result))


BAD_SETTINGS = {
    "unknown key": ("[breaks]\nblank_line = 2\n", 40, "E113 unknown key “blank_line”.*Did you mean"),
    "unknown value": ('[breaks]\nornament = "star"\n', 40, "E114 breaks.ornament is “star”. Allowed: "),
    "unknown table": ("[brakes]\n", 39, "E113 unknown key “brakes”"),
    "no TOML": ("[breaks\n", 39, "E112 no valid TOML"),
}


@pytest.mark.parametrize(("more", "line", "said"), BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_a_wrong_setting_is_told_with_its_line(tmp_path: Path, more: str, line: int, said: str) -> None:
    write_edition(tmp_path, more=more)
    result = run("build", tmp_path)
    assert result.exit_code == 2
    assert re.search(rf"edition\.toml:{line}: {said}", message(result))


BAD_DECISIONS = {
    "selector missing": ('exact = "the lamb was lit"', 3, "the lamp was lit"),
    "selector twice": ('exact = "lit"', 3, "2"),
    "unknown key": ('exakt = "lit"', 3, "exact"),
}


@pytest.mark.parametrize(("selector", "line", "hint"), BAD_DECISIONS.values(), ids=BAD_DECISIONS)
def test_a_decision_that_does_not_hold_is_told_with_its_line(
    tmp_path: Path, selector: str, line: int, hint: str
) -> None:
    write_edition(tmp_path, decisions=decided(selector))
    before = contents(tmp_path)
    result = run("build", tmp_path)
    assert result.exit_code == 2
    assert re.search(r"decisions\.toml:\d+: E\d+ ", message(result))
    assert hint.lower() in message(result).lower()
    assert contents(tmp_path) == before


def test_an_unknown_kind_of_decision_is_told_with_the_known_ones(tmp_path: Path) -> None:
    write_edition(tmp_path, decisions='\n[[decision]]\nkind = "blockquote"\nat = { exact = "lit" }\n')
    result = run("encode", tmp_path)
    assert result.exit_code == 2
    assert re.search(r"decisions\.toml:3: E116 unknown kind “blockquote”.*block-quote", message(result))


def test_ill_formed_tei_is_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<TEI>\n<p></TEI>")
    result = run("check", tmp_path / "letter.xml")
    assert result.exit_code == 8
    assert re.search(r"letter\.xml:2:\d+: E101 this is no well-formed XML", result.stderr)


def test_invalid_tei_is_told_with_its_line(lamp: Path) -> None:
    run("encode", lamp)
    text = (lamp / "text.xml").read_text().replace("<body>", "<body><wrong/>")
    (lamp / "letter.xml").write_text(text)
    line = text[: text.index("<wrong/>")].count("\n") + 1
    result = run("check", lamp / "letter.xml")
    assert result.exit_code == 3
    assert re.search(rf"letter\.xml:{line}(:\d+)?: \S+ .*wrong", result.stderr)


def test_valid_tei_is_passed_over_in_silence(lamp: Path) -> None:
    run("encode", lamp)
    result = run("check", lamp)
    assert (result.exit_code, result.stderr) == (0, "")


def test_one_bad_file_does_not_keep_the_others_from_being_checked(lamp: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_text("")
    result = run("check", tmp_path / "nowhere.xml", tmp_path / "empty.xml")
    assert result.exit_code == 8
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1].rpartition("/")[2] for line in lines[:2]] == ["nowhere.xml", "empty.xml"]
    assert lines[2:] == ["2 files, 2 broken: 2 errors"]


def test_a_tei_edited_by_hand_is_refused(lamp: Path) -> None:
    run("encode", lamp)
    text = (lamp / "text.xml").read_text().replace("lit at six", "lit at ten")
    (lamp / "text.xml").write_text(text)
    result = run("encode", lamp)
    assert result.exit_code == 3
    assert re.search(r"text\.xml: E613 .*edited by hand.*decisions\.toml; --force then overwrites", message(result))
    assert (lamp / "text.xml").read_text() == text


def test_an_output_folder_that_is_not_ours_is_refused(lamp: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    result = run("build", lamp, "--out", tmp_path / "mine")
    assert result.exit_code == 2
    assert re.search(r"mine: E608 .*left as it is\. Choose another with --out", message(result))
    assert contents(tmp_path / "mine") == {"thesis.tex": b"years of work"}


@pytest.mark.parametrize("place", [".", ".."], ids=["the edition itself", "its parent"])
def test_the_edition_is_never_its_own_output_folder(lamp: Path, place: str) -> None:
    assert run("build", lamp, "--out", lamp / place).exit_code == 2
    assert (lamp / "source.txt").exists()


NO_FONTS = (
    """<?xml version="1.0"?><fontconfig><dir>{folder}/none</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""
)
NO_PANGO = """
import cffi
dlopen = cffi.FFI.dlopen
def without_pango(self, name, *more):
    if name and "pango" in name:
        raise OSError(f"cannot load library '{name}'")
    return dlopen(self, name, *more)
cffi.FFI.dlopen = without_pango
"""


@pytest.fixture(params=["fonts", "Pango"])
def lacking(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without fonts, or without Pango."""
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(folder=tmp_path))
    (tmp_path / "sitecustomize.py").write_text(NO_PANGO)
    lacks = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")} if request.param == "fonts" else {}
    return {**os.environ, **(lacks or {"PYTHONPATH": str(tmp_path)})}


def test_without_fonts_or_pango_the_pdf_is_missing_and_the_rest_is_made(lamp: Path, lacking: dict[str, str]) -> None:
    command = [str(EDITION), "build", str(lamp), "--to", "html,pdf,txt"]
    result = subprocess.run(command, env=lacking, capture_output=True, text=True, check=False)
    assert result.returncode == 6, result.stderr
    assert re.fullmatch(r"warning: E63\d .+ Install .+: apt-get install .+\.\n", result.stderr)
    told = [line.split()[0] for line in result.stdout.splitlines()]
    assert told == ["source.txt:", "html:", "txt:", "html", "pdf", "txt"]
    assert "could not be made here" in result.stdout
    assert sorted(contents(lamp / "build")) == ["edition.txt", "index.html", "manifest.json"]


def test_a_full_disk_is_told_and_the_old_edition_stays(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    run("build", lamp)
    before = contents(lamp)
    (lamp / "decisions.toml").write_text("\n")
    monkeypatch.setattr(files.os, "fsync", full)
    result = run("build", lamp)
    assert result.exit_code == 6
    assert re.search(r"E605 cannot be written: No space left on device\. Make room", message(result))
    assert contents(lamp) == before | {"decisions.toml": b"\n"}


def test_a_path_out_of_the_edition_is_refused(lamp: Path) -> None:
    settings = (lamp / "edition.toml").read_text().replace('"source.txt"', '"../../etc/passwd"')
    (lamp / "edition.toml").write_text(settings)
    result = run("build", lamp)
    assert result.exit_code == 4
    assert re.search(r"edition\.toml:7: E606 “\.\./\.\./etc/passwd” leads out of the edition", message(result))


def test_a_second_run_at_once_is_told_to_wait(lamp: Path) -> None:
    with files.locked(lamp):
        result = run("build", lamp)
    assert result.exit_code == 5
    assert re.search(r"E607 another run is at work here\. Wait", message(result))


def test_a_new_id_is_a_question_where_ci_is_set(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = run("build", lamp)
    assert result.exit_code == 7
    assert sorted(contents(lamp)) == ["edition.toml", "source.txt"]


@pytest.mark.parametrize("command", ["encode", "build", "status", "review"])
def test_a_folder_that_is_no_edition_is_told_how_to_become_one(tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path / "nowhere")
    assert result.exit_code == 2
    assert re.search(r"nowhere: E620 this is no edition.* Run: edition init", message(result))


def test_an_unknown_output_is_told_with_the_known_ones(lamp: Path) -> None:
    result = run("build", lamp, "--to", "txt,docx")
    assert result.exit_code == 2
    assert re.search(r"E622 there is no output “docx”\. Known: .*tei", message(result))


def test_an_output_that_is_nearly_right_is_guessed(lamp: Path) -> None:
    assert "Did you mean “html”? Known: html, pdf" in message(run("build", lamp, "--to", "htm"))


@pytest.mark.parametrize("names", ["", ","])
def test_a_list_of_outputs_without_a_name_is_refused(lamp: Path, names: str) -> None:
    assert run("build", lamp, "--to", names).exit_code == 2


def test_a_fault_of_the_programme_is_one_line_that_asks_to_report_it(
    lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(story, "sealed", fault)
    result = run("encode", lamp)
    assert result.exit_code == 70
    assert "ZeroDivisionError: by zero" in message(result)
    assert "report it" in message(result)


def test_debug_shows_where_a_trouble_arose(lamp: Path) -> None:
    command = [str(EDITION), "build", str(lamp / "nowhere"), "--debug"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "Traceback" in result.stderr
