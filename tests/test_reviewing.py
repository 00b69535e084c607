"""Review: a proposal becomes a decision, or is rejected for good; nothing is decided that nobody answered."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from editions import SOURCE, contents, write_edition

from edition.cli import main
from edition.decisions import read_decisions
from edition.reviewing import open_proposals

SLIPS = SOURCE.replace("The lamp was", "The lan-tern, no can-dle, was").replace("lit it.", "lit lantern or candle.")


def run(*words: object, typed: str | None = None) -> Result:
    """What `edition WORDS` does, with `typed` at the terminal."""
    return CliRunner(env={"CI": ""}).invoke(main, [str(word) for word in words], input=typed)


def kinds(folder: Path) -> list[str]:
    """The kinds of all decisions of the edition in `folder`."""
    return [decision.name for decision in read_decisions((folder / "decisions.toml").read_bytes())]


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    """An encoded edition with two proposals: two words that look broken."""
    write_edition(tmp_path, SLIPS)
    assert run("encode", tmp_path).exit_code == 0
    assert [proposal.kind for proposal in open_proposals(tmp_path)] == ["emend", "emend"]
    return tmp_path


def test_a_proposal_taken_is_a_decision_and_is_not_proposed_again(slips: Path) -> None:
    first, second = open_proposals(slips)
    assert run("review", slips, "--accept", first.id).exit_code == 0
    assert kinds(slips) == ["emend"]
    run("encode", slips)
    assert open_proposals(slips) == (second,)
    assert "<corr" in (slips / "text.xml").read_text()


def test_a_proposal_rejected_does_not_come_back_and_changes_nothing(slips: Path) -> None:
    first, second = open_proposals(slips)
    body = (slips / "text.xml").read_text().partition("<body>")[2]
    run("review", slips, "--reject", first.id)
    assert kinds(slips) == ["keep"]
    run("encode", slips)
    assert open_proposals(slips) == (second,)
    assert (slips / "text.xml").read_text().partition("<body>")[2] == body


def test_ids_stay_when_a_proposal_is_taken(slips: Path) -> None:
    ledger = (slips / "anchors.jsonl").read_bytes()
    run("review", slips, "--accept", open_proposals(slips)[0].id)
    assert run("encode", slips, "--locked").exit_code == 0
    assert (slips / "anchors.jsonl").read_bytes() == ledger


def test_the_dialogue_asks_about_each_proposal(slips: Path) -> None:
    result = run("review", slips, typed="yes\nn\n")
    assert "1 of 2" in result.output
    assert "lan-tern" in result.output
    assert kinds(slips) == ["emend", "keep"]


def test_what_is_left_for_later_stays_open(slips: Path) -> None:
    assert "2 left open" in run("review", slips, typed="later\nl\n").output
    assert len(open_proposals(slips)) == 2
    assert not (slips / "decisions.toml").exists()


def test_a_dialogue_that_is_broken_off_keeps_the_answers_given(slips: Path) -> None:
    result = run("review", slips, typed="y\n")
    assert "Traceback" not in result.output
    assert kinds(slips) == ["emend"]
    assert len(open_proposals(slips)) == 1


def test_a_proposal_may_be_edited_before_it_is_taken(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace('"lantern"', '"lamp"'))
    run("review", slips, typed="edit\nlater\n")
    assert 'read = "lamp"' in (slips / "decisions.toml").read_text()


def test_an_edit_that_is_no_decision_is_told_and_asked_again(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace("emend", "amend"))
    result = run("review", slips, typed="edit\nlater\nlater\n")
    assert "unknown kind “amend”" in result.stderr
    assert not (slips / "decisions.toml").exists()


def test_decisions_written_by_hand_stay_as_they_are(slips: Path) -> None:
    mine = '# mine\n[[decision]]\nkind = "title"\nat = { exact = "at six" }\n'
    (slips / "decisions.toml").write_text(mine)
    run("review", slips, "--accept", open_proposals(slips)[0].id)
    assert (slips / "decisions.toml").read_text().startswith(mine)


def test_an_id_that_no_proposal_has_is_told(slips: Path) -> None:
    before = contents(slips)
    result = run("review", slips, "--accept", open_proposals(slips)[0].id, "--reject", "emend-nothing")
    assert result.exit_code == 2
    assert "E624 no open proposal is called “emend-nothing”" in result.stderr
    assert contents(slips) == before
