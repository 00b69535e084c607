"""Review: a proposal becomes a decision, or is rejected for good; nothing is decided that nobody answered."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from editions import SOURCE, contents, write_edition

from edition.cli import dialogue, main
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


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at a terminal."""
    monkeypatch.setattr(dialogue, "is_at_terminal", lambda: True)


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


@pytest.mark.usefixtures("terminal")
def test_the_dialogue_asks_about_each_proposal(slips: Path) -> None:
    result = run("review", slips, typed="yes\nn\n")
    assert "1 of 2" in result.output
    assert "lan-tern" in result.output
    assert kinds(slips) == ["emend", "keep"]


@pytest.mark.usefixtures("terminal")
def test_what_is_left_for_later_stays_open(slips: Path) -> None:
    assert "2 left open" in run("review", slips, typed="later\nl\n").output
    assert len(open_proposals(slips)) == 2
    assert not (slips / "decisions.toml").exists()


@pytest.mark.usefixtures("terminal")
def test_a_dialogue_that_is_broken_off_keeps_the_answers_given(slips: Path) -> None:
    result = run("review", slips, typed="y\n")
    assert result.exit_code == 130
    assert result.stderr.strip() == "stopped; nothing was half-written."
    assert kinds(slips) == ["emend"]
    assert len(open_proposals(slips)) == 1


@pytest.mark.usefixtures("terminal")
def test_a_proposal_may_be_edited_before_it_is_taken(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace('"lantern"', '"lamp"'))
    run("review", slips, typed="edit\nlater\n")
    assert 'read = "lamp"' in (slips / "decisions.toml").read_text()


@pytest.mark.usefixtures("terminal")
def test_an_edit_that_is_no_decision_is_told_and_asked_again(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace("emend", "amend"))
    first = open_proposals(slips)[0].id
    result = run("review", slips, typed="edit\nlater\nlater\n")
    assert f"proposals.toml: E116 the answer to “{first}”: unknown kind “amend”." in result.stderr
    assert not (slips / "decisions.toml").exists()


@pytest.mark.usefixtures("terminal")
def test_an_edit_that_fails_is_kept_for_the_next_try(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([('"lantern"', "lamp"), ("lamp", '"lamp"')])
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace(*next(tries)))
    run("review", slips, typed="edit\nedit\nlater\n")
    assert 'read = "lamp"' in (slips / "decisions.toml").read_text()


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("text", ["\n", "# no\n"])
def test_an_edit_that_leaves_nothing_is_no_answer(slips: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(click, "edit", lambda *_, **__: text)
    assert "there is no decision" in run("review", slips, typed="edit\nlater\nlater\n").stderr
    assert len(open_proposals(slips)) == 2


def test_an_answer_with_the_id_of_another_decision_is_refused(slips: Path) -> None:
    first = open_proposals(slips)[0].id
    (slips / "decisions.toml").write_text(f'[[decision]]\nid = "{first}"\nkind = "title"\nat = {{ exact = "six" }}\n')
    result = run("review", slips, "--accept", first)
    assert result.exit_code == 2
    assert f"E117 the answer to “{first}”: the id “{first}” is that of another decision." in result.stderr


@pytest.mark.parametrize("more", [[], ["--report", "json"]], ids=["text", "json"])
def test_without_a_terminal_open_proposals_are_a_question(slips: Path, more: list[str]) -> None:
    result = run("review", slips, *more)
    assert result.exit_code == 7
    assert "E626" in result.output
    assert all(proposal.id in result.output for proposal in open_proposals(slips))
    assert "Answer with --accept ID or --reject ID." in result.output


def test_without_a_terminal_nothing_open_is_no_question(tmp_path: Path) -> None:
    write_edition(tmp_path)
    run("encode", tmp_path)
    assert run("review", tmp_path).exit_code == 0


def test_where_the_tei_is_the_master_nothing_is_reviewed(slips: Path) -> None:
    settings = (slips / "edition.toml").read_text().replace("[text]", '[text]\nmaster = "tei"')
    (slips / "edition.toml").write_text(settings)
    result = run("review", slips)
    assert (result.exit_code, result.stderr[:7]) == (3, "error: ")
    assert "E621 the TEI is the master" in result.stderr
    assert "review" not in run("status", slips).stdout


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
