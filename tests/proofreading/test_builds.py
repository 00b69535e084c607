"""A build tells what became of the words in each output, and keeps the old outputs where some are lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run
from editions import contents, write_edition

from edition import outputs
from edition.build import Built, Request, build
from edition.writers import WRITERS, Output


@pytest.fixture
def lamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small edition that was never built, on a machine where new ids may be given."""
    monkeypatch.delenv("CI", raising=False)
    return write_edition(tmp_path / "lamp")


@pytest.fixture
def losing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes, bytes], None]:
    """A function that makes a writer write other words."""

    def put(name: str, words: bytes, others: bytes) -> None:
        def write(*asked: object) -> Output:
            written = WRITERS[name].write(*asked)  # type: ignore[arg-type]
            return replace(written, files={file: data.replace(words, others) for file, data in written.files.items()})

        monkeypatch.setattr(outputs, "WRITERS", {**WRITERS, name: replace(WRITERS[name], write=write)})

    return put


def built(folder: Path, *to: str) -> Built:
    return build(folder, Request(to=to), lambda _: None)


@pytest.mark.parametrize("name", ["txt", "tei", "html"])
def test_a_build_prints_a_line_for_each_output(name: str, lamp: Path) -> None:
    lines = [line for line in run("build", lamp, "--to", name).stdout.splitlines() if line.startswith(f"{name}: ")]
    assert len(lines) == 1
    assert lines[0].endswith("; lost 0; invented 0")


def test_an_unchanged_build_prints_its_lines_again(lamp: Path) -> None:
    before = [line for line in built(lamp, "txt").lines() if line.startswith("txt: in ")]
    again = built(lamp, "txt")
    assert again.is_unchanged
    assert [line for line in again.lines() if line.startswith("txt: in ")] == before != []


def test_lost_words_are_an_error_with_their_place_in_the_tei(lamp: Path, losing: Callable) -> None:
    losing("txt", b"Nobody asked", b"Nobody")
    found = [message for message in built(lamp, "txt").report if message.code == "E451"]
    assert [message.path for message in found] == [str(lamp / "text.xml")]
    assert "[asked]" in found[0].text
    assert "asked" in (lamp / "text.xml").read_text().splitlines()[found[0].line - 1]


def test_where_words_are_lost_all_old_outputs_stay(lamp: Path, losing: Callable) -> None:
    built(lamp, "txt", "tei")
    before = contents(lamp / "build")
    losing("txt", b"Nobody asked", b"Nobody")
    (lamp / "decisions.toml").write_text("")
    result = run("build", lamp)
    assert result.exit_code == 3
    assert "lost 5; invented 0" in result.stdout
    assert contents(lamp / "build") == before
