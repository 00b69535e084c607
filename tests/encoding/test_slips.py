"""What the characters of a source betray is proposed, and a person answers."""

from pathlib import Path

import pytest
from test_reviewing import run

from edition.reviewing import open_proposals

SLIPS = {
    "The foun-\ndation was laid. Under the foundation lies a lamp.": {"foun- dation": "foundation"},
    "They went to the the lamp before the bell.": {"the the": "the"},
    "The lamp was lit , and nobody came.": {"lit ,": "lit,"},
    "It was lit in l914, by nobody.": {"l914": "1914"},
    "He said that ‘ nobody had lit them’.": {"‘ ": "‘"},
    "At their,own risk they lit their own.": {"their,own": "their, own"},
    "It was directed by.Orr in the dark.": {".": ". "},
    "The lamp of LÃ¼beck was lit.": {"Ã¼": "ü"},
    "“We lit them, said Orr to the keeper.": {"keeper.": "keeper.”"},
    "We lit them,” said Orr to the keeper.": {"We": "“We"},
    "We lit them (all of them before the bell.": {"bell.": "bell.)"},
}


@pytest.mark.parametrize(("words", "wanted"), SLIPS.items(), ids=[each[:16] for each in SLIPS])
def test_a_slip_is_proposed_as_an_emendation(tmp_path: Path, words: str, wanted: dict[str, str]) -> None:
    assert {each.values["at"]["exact"]: each.values["read"] for each in proposed(tmp_path, words)} == wanted


def proposed(folder: Path, words: str) -> list:
    """The emendations that are proposed for a source of these words."""
    source = folder / "lamps.txt"
    source.write_text(f"The Lamps\n\nNobody asked who had lit them.\n\n{words}\n\nNobody came.\n", encoding="utf-8")
    run("init", source, folder / "lamps")
    run("encode", folder / "lamps")
    return [each for each in open_proposals(folder / "lamps") if each.kind == "emend"]


def test_a_slip_that_was_accepted_is_corrected_in_the_tei(tmp_path: Path) -> None:
    found = proposed(tmp_path, "They went to the the lamp before the bell.")
    run("review", tmp_path / "lamps", "--accept", found[0].id)
    run("encode", tmp_path / "lamps")
    assert "<sic>the the</sic>" in (tmp_path / "lamps" / "text.xml").read_text(encoding="utf-8")
    assert not open_proposals(tmp_path / "lamps")


def test_a_slip_that_was_rejected_is_told_by_no_check(tmp_path: Path) -> None:
    found = proposed(tmp_path, "They went to the the lamp before the bell.")
    run("review", tmp_path / "lamps", "--reject", found[0].id)
    run("encode", tmp_path / "lamps")
    assert "DOUBLE-WORD" not in run("check", "-v", tmp_path / "lamps").output
