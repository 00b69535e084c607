"""The commands: what each says and shows, on a terminal and in a pipe."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from commands import EDITION, message, run
from editions import SOURCE, contents, write_edition

from edition.cli import main
from edition.cli.voice import Progress, Voice
from edition.writers import WRITERS

pytestmark = pytest.mark.usefixtures("gives_new_ids")

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"


def test_control_characters_of_a_source_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.txt").write_bytes(b"")
    assert "\x1b" not in run("init", tmp_path / "a\x1b[2Jb.txt", tmp_path / "x").stderr


def test_a_report_as_json_is_all_there_is_on_standard_output(tmp_path: Path) -> None:
    write_edition(tmp_path, SOURCE + "\n[3] Nobody calls this.\n")
    found = json.loads(run("build", tmp_path, "--report", "json").stdout)
    assert found["summary"] == {"error": 0, "warning": 1, "info": 2}
    assert found["messages"][0]["line"] == 9


def test_a_trouble_is_told_as_json_too(tmp_path: Path) -> None:
    result = run("--report", "json", "build", tmp_path)
    assert [message["code"] for message in json.loads(result.stdout)["messages"]] == ["E620"]
    assert result.stderr == ""


def test_quiet_says_nothing_of_warnings(tmp_path: Path) -> None:
    write_edition(tmp_path, SOURCE + "\n[3] Nobody calls this.\n")
    assert run("build", tmp_path, "-q").output == ""


def test_a_pipe_gets_no_progress(lamp: Path) -> None:
    result = run("build", lamp)
    assert result.stderr == ""
    assert "\x1b" not in result.output


def test_a_build_tells_where_each_output_lies(lamp: Path) -> None:
    lines = run("build", lamp).stdout.splitlines()
    places = [line.split(maxsplit=1)[1] for line in lines if line.startswith(("txt ", "tei "))]
    assert len(places) == 2
    assert all(Path(place).is_file() for place in places)


def test_encode_prints_the_account_of_every_character(lamp: Path) -> None:
    line = run("encode", lamp).stdout.splitlines()[0]
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", line)]
    assert numbers[0] == len(SOURCE)
    assert sum(numbers[1:]) == len(SOURCE)


def test_init_copies_the_text_and_finds_its_conventions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lamp.txt").write_text(SOURCE)
    assert run("init", "lamp.txt").exit_code == 0
    assert (tmp_path / "lamp" / "lamp.txt").read_text() == SOURCE
    assert run("build", "lamp", "--to", "txt,tei").exit_code == 0


def test_init_never_overwrites_an_edition(lamp: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Other words.")
    before = contents(lamp)
    result = run("init", tmp_path / "other.txt", lamp)
    assert result.exit_code == 2
    assert "there is an edition here already" in message(result)
    assert contents(lamp) == before


def test_status_tells_what_is_open(lamp: Path) -> None:
    assert "there is no TEI yet" in run("status", lamp).stdout
    run("build", lamp)
    assert "up to date" in run("status", lamp).stdout
    (lamp / "decisions.toml").write_text("\n")
    assert "out of date: decisions.toml" in run("status", lamp).stdout
    assert run("status", lamp, "--strict").exit_code == 1


def test_standard_input_is_checked_and_quoted() -> None:
    result = run("check", "-", typed='<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<txt/></TEI>')
    assert result.exit_code == 3
    assert "error: -:2:1: " in result.stderr
    assert "\n  2 | <txt/></TEI>\n    | ^^^^\n" in result.stderr


def test_a_file_that_cannot_be_decoded_is_quoted_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<TEI>\n<p>\xff</p></TEI>")
    result = run("check", tmp_path / "a.xml")
    assert (result.exit_code, "2 | <p>\ufffd</p></TEI>" in result.stderr) == (8, True)


def test_a_schema_of_the_user_is_checked_by(lamp: Path, tmp_path: Path) -> None:
    run("encode", lamp)
    grammar = 'xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"'
    (tmp_path / "bare.rng").write_text(f'<element {grammar} name="TEI"><empty/></element>')
    assert run("check", lamp).exit_code == 0
    assert run("check", lamp, "--schema", tmp_path / "bare.rng").exit_code == 3


@pytest.mark.parametrize("report", ["json", "sarif"])
@pytest.mark.parametrize("words", [["formats"], ["check", "{lamp}"], ["doctor"], ["explain"]], ids=" ".join)
def test_a_machine_gets_one_object_of_every_command(lamp: Path, words: list[str], report: str) -> None:
    run("encode", lamp)
    found = json.loads(run(*[word.format(lamp=lamp) for word in words], "--report", report).stdout)
    assert isinstance(found, dict)


def test_github_gets_an_annotation_of_each_message(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<txt/></TEI>')
    told = run("check", tmp_path / "a.xml", "--report", "github").stdout.splitlines()
    assert told
    assert all(re.match(r"::error file=\S+a\.xml,line=\d,", line) for line in told)


@pytest.mark.parametrize("report", ["text", "github"])
def test_a_warning_counts_under_strict_though_nobody_wants_to_hear_of_it(lamp: Path, report: str) -> None:
    run("encode", lamp)
    text = (lamp / "text.xml").read_text().replace("at six", 'at <date when="1918" from="1917">six</date>')
    (lamp / "letter.xml").write_text(text)
    result = run("check", lamp / "letter.xml", "-q", "--strict", "--report", report)
    assert (result.exit_code, result.output) == (1, "")


def test_a_terminal_has_colours_and_one_that_wants_none_has_none(tmp_path: Path) -> None:
    command = f"{EDITION} check {tmp_path}/no.xml"
    shown = {
        colour: subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            env={**os.environ, "NO_COLOR": colour},
            capture_output=True,
            check=False,
        ).stdout
        for colour in ("", "1")
    }
    assert (b"\x1b[31m" in shown[""], b"\x1b" in shown["1"]) == (True, False)


def test_many_equal_warnings_are_shown_to_one_who_wants_more(tmp_path: Path) -> None:
    many = "".join(f'<p><ref target="#n{n}">a</ref></p>' for n in range(9))
    (tmp_path / "a.xml").write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{many}</body></text></TEI>')
    few, all_of_them = (run("check", tmp_path / "a.xml", *more).stderr.count("is nowhere") for more in ([], ["-v"]))
    assert (few, all_of_them) == (5, 9)


def test_formats_lists_every_writer() -> None:
    assert {line.split()[1] for line in run("formats").stdout.splitlines() if line.startswith("write")} == set(WRITERS)


def test_the_help_imports_nothing_but_click() -> None:
    code = "import sys, edition.cli; print([m for m in sys.modules if m.partition('.')[0] in ('lxml', 'edition')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert sorted(ast.literal_eval(found)) == ["edition", "edition.cli", "edition.cli.voice"]


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"edition \d+\.\d+\.\d+\n", run("--version").stdout)


def test_the_shell_can_complete_the_commands() -> None:
    environment = {**os.environ, "_EDITION_COMPLETE": "bash_complete", "COMP_WORDS": "edition bu", "COMP_CWORD": "1"}
    found = subprocess.run([str(EDITION)], env=environment, capture_output=True, text=True, check=False).stdout
    assert found.split() == ["plain,build"]


def commands() -> dict[str, click.Command]:
    """All commands by name."""
    return main.commands


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_stands_in_the_manual(name: str) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    options = [long for one in commands()[name].params for long in one.opts if long.startswith("--")]
    assert f"`edition {name}" in manual
    assert [option for option in options if f"`{option}" not in manual] == []


def test_a_person_at_a_terminal_sees_the_steps_of_the_beginning_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(Progress, "_step", lambda self, label: seen.append(label))
    (tmp_path / "lamp.txt").write_text(SOURCE)
    run("init", tmp_path / "lamp.txt", tmp_path / "edition")
    assert seen == ["reading", "looking for conventions"]


def test_a_person_at_a_terminal_sees_the_step_of_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    shown: list[str] = []
    monkeypatch.setattr(Progress, "_show", lambda self, label: shown.append(label))
    progress = Progress(Voice())
    with progress as step:
        step("reading")
        progress._late()
        step("encoding")
    assert shown == ["reading", "encoding", ""]
