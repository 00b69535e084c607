"""The build of an edition: all outputs or none, from one state of the text, the same bytes each time."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from editions import SOURCE, contents, write_edition

from edition import build as story
from edition import outputs
from edition.build import Built, Encoding, Request, build, encode
from edition.errors import Busy, EnvironmentMissing, InputRefused, QuestionsOpen, UnsafeReference
from edition.files import locked
from edition.manifest import sha256
from edition.provenance import is_untouched
from edition.report import Message, Severity
from edition.writers import WRITERS, Output


def quietly(_: str) -> None:
    """A step that nobody is told of."""


def built(folder: Path, **asked: object) -> Built:
    """The edition in `folder`, built."""
    return build(folder, Request(**asked), quietly)  # type: ignore[arg-type]


def trouble(made: Built | Encoding) -> list[Message]:
    """What a run has to say besides information."""
    return made.report.at_least(Severity.WARNING)


def manifest(folder: Path) -> dict:
    """The manifest of the edition in `folder`."""
    return json.loads((folder / "build" / "manifest.json").read_text())


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[..., Output]], None]:
    """A function that puts another writer in the place of the one named."""

    def put(name: str, write: Callable[..., Output]) -> None:
        monkeypatch.setitem(outputs.WRITERS, name, replace(WRITERS[name], write=write))

    return put


def test_a_build_makes_the_tei_the_ledger_and_the_outputs(lamp: Path) -> None:
    built(lamp)
    assert sorted(contents(lamp)) == [
        "anchors.jsonl", "build/edition.rng", "build/edition.txt", "build/edition.xml", "build/manifest.json",
        "edition.rng", "edition.toml", "proposals.toml", "source.txt", "text.xml",
    ]  # fmt: skip


def test_each_output_has_its_hash_in_the_manifest(lamp: Path) -> None:
    built(lamp)
    files = contents(lamp / "build")
    hashes = {name: value for made in manifest(lamp)["outputs"].values() for name, value in made["files"].items()}
    assert hashes == {name: sha256(data) for name, data in files.items() if name != "manifest.json"}


def test_each_output_names_the_text_that_it_shows(lamp: Path) -> None:
    built(lamp)
    text = sha256((lamp / "text.xml").read_bytes())
    assert {made["text"] for made in manifest(lamp)["outputs"].values()} == {text}


def test_a_build_with_nothing_changed_writes_nothing(lamp: Path) -> None:
    built(lamp)
    before = {path: path.stat().st_mtime_ns for path in lamp.rglob("*")}
    assert built(lamp).is_unchanged
    assert {path: path.stat().st_mtime_ns for path in lamp.rglob("*")} == before


@pytest.mark.parametrize("name", ["source.txt", "edition.toml", "decisions.toml", "anchors.jsonl"])
def test_any_change_of_an_input_builds_anew(lamp: Path, name: str) -> None:
    built(lamp)
    data = (lamp / name).read_bytes() if (lamp / name).exists() else b""
    if name == "source.txt":
        write_edition(lamp, SOURCE + "\n")
    elif name == "anchors.jsonl":
        (lamp / name).write_bytes(b"".join(data.splitlines(keepends=True)[:-1]))
    else:
        (lamp / name).write_bytes(data + b"\n")
    assert not built(lamp).is_unchanged


def test_another_form_of_the_notes_builds_anew(lamp: Path) -> None:
    built(lamp)
    assert not built(lamp, notes="nested").is_unchanged


def test_an_output_that_was_damaged_is_made_again(lamp: Path) -> None:
    built(lamp)
    whole = (lamp / "build" / "edition.txt").read_bytes()
    (lamp / "build" / "edition.txt").write_bytes(b"damaged")
    assert not built(lamp).is_unchanged
    assert (lamp / "build" / "edition.txt").read_bytes() == whole


def test_a_second_encoding_gives_the_same_bytes(lamp: Path) -> None:
    encode(lamp, Request(), quietly)
    first = contents(lamp)
    encode(lamp, Request(), quietly)
    assert contents(lamp) == first


def test_a_new_edition_gets_no_ids_under_locked(lamp: Path) -> None:
    with pytest.raises(QuestionsOpen):
        built(lamp, locked=True)
    assert sorted(contents(lamp)) == ["edition.toml", "source.txt"]


def test_an_edition_with_all_its_ids_builds_under_locked(lamp: Path) -> None:
    built(lamp)
    ledger = (lamp / "anchors.jsonl").read_bytes()
    (lamp / "decisions.toml").write_text("# none\n")
    built(lamp, locked=True)
    assert (lamp / "anchors.jsonl").read_bytes() == ledger


def test_a_tei_edited_by_hand_is_not_overwritten(lamp: Path) -> None:
    built(lamp)
    text = (lamp / "text.xml").read_bytes().replace(b"lit at six", b"lit at ten")
    (lamp / "text.xml").write_bytes(text)
    with pytest.raises(InputRefused, match="edited by hand"):
        built(lamp)
    assert (lamp / "text.xml").read_bytes() == text


def test_force_overwrites_a_tei_edited_by_hand_and_keeps_a_copy(lamp: Path) -> None:
    built(lamp)
    whole = (lamp / "text.xml").read_bytes()
    (lamp / "text.xml").write_bytes(whole + b"<!-- mine -->")
    built(lamp, force=True)
    assert (lamp / "text.xml").read_bytes() == whole
    assert (lamp / "text.xml.1.bak").read_bytes() == whole + b"<!-- mine -->"


def test_line_ends_changed_by_version_control_are_no_edit(lamp: Path) -> None:
    built(lamp)
    text = (lamp / "text.xml").read_bytes()
    (lamp / "text.xml").write_bytes(text.replace(b"\n", b"\r\n"))
    built(lamp)
    assert (lamp / "text.xml").read_bytes() == text


def test_outputs_not_asked_for_stay(lamp: Path) -> None:
    built(lamp)
    before = contents(lamp / "build")
    built(lamp, to=("tei",), notes="flat")
    assert contents(lamp / "build")["edition.txt"] == before["edition.txt"]
    assert contents(lamp / "build")["edition.xml"] != before["edition.xml"]


def test_an_output_that_stays_and_shows_an_older_text_is_told_of(lamp: Path) -> None:
    built(lamp)
    write_edition(lamp, SOURCE.replace("at six", "at ten"))
    told = [message.code for message in trouble(built(lamp, to=("tei",)))]
    assert told == ["W615"]
    assert [message.code for message in trouble(built(lamp, to=("tei",)))] == ["W615"]


def test_an_output_that_lacks_fonts_is_removed_and_the_others_are_made(lamp: Path, writers: Callable) -> None:
    def without_fonts(*_: object) -> Output:
        raise EnvironmentMissing(Message("E901", "there are no fonts.", "Install fonts-dejavu-core."))

    built(lamp)
    write_edition(lamp, SOURCE.replace("at six", "at ten"))
    writers("tei", without_fonts)
    result = built(lamp)
    assert list(result.missing) == ["tei"]
    assert sorted(contents(lamp / "build")) == ["edition.txt", "manifest.json"]
    assert manifest(lamp)["outputs"]["tei"]["missing"] == "E901 there are no fonts. Install fonts-dejavu-core."
    assert b"at ten" in (lamp / "build" / "edition.txt").read_bytes()


def test_an_output_that_was_missing_is_tried_again(lamp: Path, writers: Callable) -> None:
    def without_fonts(*_: object) -> Output:
        raise EnvironmentMissing(Message("E901", "there are no fonts."))

    whole = WRITERS["tei"].write
    writers("tei", without_fonts)
    built(lamp)
    writers("tei", whole)
    assert not built(lamp).missing


def test_where_a_writer_finds_an_error_no_output_is_replaced(lamp: Path, writers: Callable) -> None:
    built(lamp)
    before = contents(lamp / "build")
    write_edition(lamp, SOURCE.replace("at six", "at ten"))
    writers("tei", lambda *_: Output({}, (Message("E999", "wrong."),)))
    assert built(lamp).report.worst is Severity.ERROR
    after = contents(lamp / "build")
    assert {name for name in after if after[name] != before[name]} == set()


def styled(folder: Path, sheet: str) -> Path:
    """The edition in `folder` with a style sheet of its own."""
    (folder / "styles").mkdir(exist_ok=True)
    (folder / "styles" / "web.css").write_text(sheet)
    return folder


def test_the_styles_of_an_edition_are_among_the_inputs_of_its_outputs(lamp: Path) -> None:
    built(styled(lamp, "p { color: red }"))
    assert manifest(lamp)["inputs"]["styles/web.css"] == sha256(b"p { color: red }")
    assert built(lamp).is_unchanged
    assert not built(styled(lamp, "p { color: blue }")).is_unchanged


def test_an_output_in_an_old_dress_is_told_of_until_it_is_made_anew(lamp: Path) -> None:
    built(styled(lamp, "p { color: red }"), to=("html", "txt", "tei"))
    styled(lamp, "p { color: blue }")
    assert [(one.code, Path(one.path).name) for one in trouble(built(lamp, to=("html",)))] == [("W615", "edition.txt")]
    assert trouble(built(lamp, to=("html", "txt"))) == []


def test_a_style_sheet_that_names_a_file_elsewhere_keeps_the_last_outputs(lamp: Path) -> None:
    built(lamp)
    before = contents(lamp / "build")
    with pytest.raises(UnsafeReference):
        built(styled(lamp, "p { background: url(http://x/y) }"))
    assert contents(lamp / "build") == before


def test_styles_that_are_a_link_out_of_the_edition_are_refused(lamp: Path, tmp_path: Path) -> None:
    styled(tmp_path / "lamp", "").joinpath("styles").rename(tmp_path / "elsewhere")
    (lamp / "styles").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafeReference):
        built(lamp)


def test_a_tei_that_is_refused_stands_beside_the_last_good_one(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(lamp)
    before = contents(lamp)
    write_edition(lamp, SOURCE.replace("at six", "at ten"))
    with monkeypatch.context() as patch:
        patch.setattr(
            story.check, "check", lambda document, **_: [Message("E999", "wrong.", path=document.path, line=9)]
        )
        assert [message.place for message in trouble(built(lamp))] == [f"{lamp}/text.refused.xml:9"]
    after = contents(lamp)
    assert b"at ten" in after["text.refused.xml"]
    assert {name for name in before if after[name] != before[name]} == {"source.txt", "edition.toml"}
    built(lamp)
    assert not (lamp / "text.refused.xml").exists()


def test_where_a_writer_fails_nothing_is_half_written(lamp: Path, writers: Callable) -> None:
    def fail(*_: object) -> Output:
        raise ZeroDivisionError

    built(lamp)
    before = contents(lamp / "build")
    (lamp / "decisions.toml").write_text("\n")
    writers("tei", fail)
    with pytest.raises(ZeroDivisionError):
        built(lamp)
    assert contents(lamp / "build") == before


def test_a_source_that_changes_during_the_build_fails_it(lamp: Path) -> None:
    def meddle(step: str) -> None:
        if step == "encoding":
            (lamp / "source.txt").write_text("Other words.")

    with pytest.raises(InputRefused, match="changed while the edition was being made"):
        build(lamp, Request(), meddle)
    assert sorted(contents(lamp)) == ["edition.toml", "source.txt"]


def test_a_second_build_at_once_is_refused(lamp: Path) -> None:
    with locked(lamp), pytest.raises(Busy):
        built(lamp)


def test_warnings_are_told_again_when_nothing_has_changed(lamp: Path) -> None:
    write_edition(lamp, SOURCE + "\n[3] A note that nobody calls.\n")
    first = [str(message) for message in trouble(built(lamp))]
    again = built(lamp)
    assert again.is_unchanged
    assert first
    assert [str(message) for message in trouble(again)] == first


def test_the_manifest_does_not_know_where_the_edition_lies(lamp: Path, tmp_path: Path) -> None:
    write_edition(lamp, SOURCE + "\n[3] A note that nobody calls.\n")
    built(lamp)
    lamp.rename(tmp_path / "elsewhere")
    first = (tmp_path / "elsewhere" / "build" / "manifest.json").read_bytes()
    assert b"lamp/" not in first
    assert built(tmp_path / "elsewhere").is_unchanged


EDITION = Path(sys.executable).with_name("edition")
ENVIRONMENTS = [
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1", "UMASK": "0"},
    {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "UMASK": "077"},
]


def test_the_same_input_gives_the_same_bytes_everywhere(specimen: Path, tmp_path: Path) -> None:
    results = []
    for number, environment in enumerate(ENVIRONMENTS):
        copy = tmp_path / ("deep" * (number + 1)) / "edition"
        copy.mkdir(parents=True)
        for name in ("source.txt", "edition.toml", "decisions.toml", "anchors.jsonl"):
            (copy / name).write_bytes((specimen / name).read_bytes())
        command = f"umask {environment['UMASK']}; exec {EDITION} build . --locked -q"
        subprocess.run(["sh", "-c", command], cwd=copy, env={**os.environ, **environment}, check=True)
        results.append(contents(copy))
    assert results[0] == results[1]


def test_the_specimens_tei_and_ledger_are_what_it_encodes_to(specimen: Path, tmp_path: Path) -> None:
    names = ("source.txt", "edition.toml", "decisions.toml", "anchors.jsonl", "text.xml")
    for name in names:
        (tmp_path / name).write_bytes((specimen / name).read_bytes())
    encode(tmp_path, Request(locked=True), quietly)
    changed = [name for name in names if (tmp_path / name).read_bytes() != (specimen / name).read_bytes()]
    assert not changed, "run: edition encode tei/specimen, and look at the difference"


def test_the_tei_may_be_the_master(lamp: Path) -> None:
    encode(lamp, Request(), quietly)
    settings = (lamp / "edition.toml").read_text().replace('title = "The Lamp"', 'title = "The Lamp"\nmaster = "tei"')
    (lamp / "edition.toml").write_text(settings)
    text = (lamp / "text.xml").read_bytes().replace(b"lit at six", b"lit at ten")
    (lamp / "text.xml").write_bytes(text)
    (lamp / "source.txt").unlink()
    built(lamp)
    assert b"lit at ten" in (lamp / "build" / "edition.txt").read_bytes()
    assert (lamp / "text.xml").read_bytes() == text
    with pytest.raises(InputRefused, match="the TEI is the master"):
        encode(lamp, Request(), quietly)


def test_the_ledger_is_written_before_the_text_that_needs_it(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(story, "write_file", lambda path, _: written.append(path.name))
    encode(lamp, Request(), quietly)
    assert written[:2] == ["anchors.jsonl", "text.xml"]


def kill_builds(folder: Path, kills: int) -> None:
    """Kill builds of the edition in `folder` at ever later moments; each time, what is there must be whole."""
    built(folder)
    for number in range(kills):
        write_edition(folder, SOURCE.replace("at six", f"at {number}"))
        command = [str(EDITION), "build", str(folder), "-q"]
        with subprocess.Popen(command, env={**os.environ, "CI": ""}) as run:
            time.sleep(0.15 + 0.4 * (number % 11) / 11)
            run.kill()
        assert is_untouched((folder / "text.xml").read_bytes())
        files = contents(folder / "build")
        made = manifest(folder)["outputs"].values()
        assert all(sha256(files[name]) == value for one in made for name, value in one["files"].items())
        assert len({one["text"] for one in made}) == 1


def test_a_killed_build_leaves_whole_files_of_one_state(lamp: Path) -> None:
    kill_builds(lamp, 4)
    built(lamp)
    left = {path.name for path in lamp.iterdir()}
    assert left == {"source.txt", "edition.toml", "anchors.jsonl", "edition.rng", "text.xml", "proposals.toml", "build"}


@pytest.mark.long
def test_many_killed_builds_leave_whole_files_of_one_state(lamp: Path) -> None:
    kill_builds(lamp, 66)


def test_open_proposals_are_a_warning_of_each_build(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, SOURCE.replace("The lamp was", "The lan-tern was").replace("it.", "the lantern."))
    for made in (encode(folder, Request(), quietly), built(folder), built(folder)):
        (said,) = trouble(made)
        assert (said.code, said.severity, said.path) == ("PROPOSALS-OPEN", Severity.WARNING, f"{folder}/proposals.toml")
        assert f"one proposal is open. Run: edition review {folder}." in str(said)


def test_who_asks_for_more_learns_what_was_done(lamp: Path) -> None:
    decision = '[[decision]]\nkind = "title"\nat = { exact = "at six" }\n'
    (lamp / "decisions.toml").write_text(decision)
    told = [message.text for message in built(lamp).report]
    assert told == ["1 decision replayed: 1 title.", "2 marks of notes linked.", "0 ids kept, 4 new."]
    assert [message.text for message in built(lamp).report] == ["not made again, for nothing has changed: txt, tei."]


def test_the_manifest_is_the_same_whether_ids_are_new_or_old(lamp: Path) -> None:
    built(lamp)
    first = (lamp / "build" / "manifest.json").read_bytes()
    shutil.rmtree(lamp / "build")
    built(lamp)
    assert (lamp / "build" / "manifest.json").read_bytes() == first


def test_what_two_outputs_have_to_say_is_said_once(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "lamp")
    settings = folder / "edition.toml"
    text = settings.read_text("utf-8").replace("[text]", '[text]\nlanguage = "es"').replace('"tei"]', '"html"]')
    settings.write_text(text, "utf-8")
    runs = [built(folder), built(folder)]
    assert [[message.code for message in made.report].count("I403") for made in runs] == [1, 1]
