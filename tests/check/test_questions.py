"""Questions about the characters of a text: asked when somebody wants them, and hardly ever for nothing."""

from collections import Counter
from pathlib import Path

import pytest
from commands import run
from test_fixing import written

from edition.check import check
from edition.check.rules import RULES
from edition.check.rules.typography import typographical_slips
from edition.document import parse

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "tei" / "specimen" / "text.xml"
EXAMPLES = ("design/encoding-example.xml", "hard-cases/1-whose-words/expected.xml",
            "hard-cases/2-quotation-in-a-sentence/expected.xml",
            "hard-cases/4-title-note-on-note-span/expected.xml")  # fmt: skip
FOREIGN = {
    "tei-eltec-gaskell/ENG18482_Gaskell.xml": {"QUOTE-UNBALANCED": 5, "HYPHEN-LINE-END": 1},
    "tei-schnitzler-letter/L00259.xml": {},
    "tei-schnitzler-letter/L00297.xml": {},
}


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """A TEI file in which a word stands twice."""
    path = tmp_path / "text.xml"
    path.write_text(written("<p>They went to the the lamp.</p>"), encoding="utf-8")
    return path


def test_a_question_is_asked_only_of_whoever_wants_it(doubled: Path) -> None:
    assert "DOUBLE-WORD" not in run("check", doubled).output
    assert "DOUBLE-WORD" in run("check", "-v", doubled).output


def test_a_question_is_no_failure(doubled: Path) -> None:
    assert run("check", "-v", "--strict", doubled).exit_code == 0


def test_an_edition_may_make_a_warning_of_a_question(doubled: Path) -> None:
    severities = {"DOUBLE-WORD": "warning"}
    found = check(parse(doubled.read_bytes()), severities=severities)
    assert [str(message.severity) for message in found if message.code == "DOUBLE-WORD"] == ["warning"]


def test_a_machine_is_told_of_all_questions(doubled: Path) -> None:
    assert "DOUBLE-WORD" in run("check", "--report", "json", doubled).output


def asked(path: Path) -> list[str]:
    """The codes of the questions about a text, and of what is told of its notes."""
    checks = (typographical_slips, *(run for run in RULES if run.__module__.endswith((".marks", ".references"))))
    return [message.code for message in check(parse(path.read_bytes(), path.name), checks=checks)]


def test_the_specimen_raises_no_question() -> None:
    assert asked(OURS) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_raises_no_question(name: str, shared: Path) -> None:
    assert asked(shared / name) == []


@pytest.mark.parametrize(("name", "most"), FOREIGN.items(), ids=list(FOREIGN))
def test_a_long_text_raises_few_questions(name: str, most: dict[str, int], shared: Path) -> None:
    assert not Counter(asked(shared / "texts" / name)) - Counter(most)


def test_a_question_names_the_place_of_the_very_words() -> None:
    words = "<p>It was lit; it <hi>was</hi> lit.<note n='1'><p>It was lit ; so.</p></note> So it was lit  ; it was.</p>"
    document = parse(written(words).encode())
    found = [(message.line, message.column) for message in check(document, checks=(typographical_slips,))]
    lines = document.data.decode().splitlines()
    assert [lines[line - 1][column - 1 :].split(";")[0].split() for line, column in found] == [["lit"], ["lit"]]
    assert len({*found}) == 2
