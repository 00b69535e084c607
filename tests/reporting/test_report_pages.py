"""What a code means: the same words on a terminal, in the manual and in SARIF."""

import json

import pytest
from commands import run

from edition.codes import Code, Family, codes
from edition.errors import SettingsError
from edition.report import Severity
from edition.reporting.pages import explained, found, in_manual, overview
from edition.reporting.text import plain

WHY = "A heading says what follows.\nOne without words\nsays nothing, see [the manual](checks.md).\n\nWrite them."
CODE = Code(
    "E211", "pointers", Severity.WARNING, "a heading is empty", "write its words", WHY, "<head/>", "<head>I</head>"
)


def page(code: Code) -> list[str]:
    """What a terminal shows of a code."""
    return [plain(line) for line in explained(code)]


def test_a_code_is_explained_from_what_it_says_to_the_good_example() -> None:
    assert page(CODE) == [
        "E211  warning · Pointers",
        "A heading is empty.",
        "Write its words.",
        "",
        "A heading says what follows. One without words says nothing, see the manual.",
        "",
        "Write them.",
        "",
        "Told:",
        "  <head/>",
        "",
        "Right:",
        "  <head>I</head>",
    ]


def test_no_sentence_of_a_page_is_wider_than_a_terminal() -> None:
    sentences = {code.ident: [line for line in page(code) if not line.startswith("  ")] for code in codes().values()}
    assert [ident for ident, lines in sentences.items() if max(map(len, lines)) > 100] == []


def test_the_section_of_the_manual_has_a_row_and_the_reasons() -> None:
    told = in_manual(Family("pointers", "Pointers", "Where they lead.", (CODE,)))
    assert "| E211 | warning | a heading is empty | write its words |" in told
    assert told.endswith(
        "### E211\n" + WHY + "\n\nTold:\n\n```xml\n<head/>\n```\n\nRight:\n\n```xml\n<head>I</head>\n```"
    )


def test_a_list_of_all_codes_has_a_line_for_each() -> None:
    listed = [plain(line).split()[0] for line in overview() if plain(line).startswith("  ")]
    assert listed == list(codes())


def test_codes_are_found_in_small_letters_and_once() -> None:
    assert [code.ident for code in found(["e211", "E211"])] == ["E211"]


@pytest.mark.parametrize(("name", "near"), [("E21X", r"mean E21\d"), ("HAND-UNKNWON", "HAND-UNKNOWN")])
def test_an_unknown_code_is_told_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(SettingsError, match=near):
        found([name])


def test_a_code_that_is_like_no_other_is_told_where_all_are() -> None:
    result = run("explain", "???")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: E627 no message has the code “???”. Run: edition explain, which lists all.\n",
    )


def test_explain_shows_several_codes_with_a_line_between() -> None:
    told = run("explain", "E101", "FAULT").stdout
    assert [line.split()[0] for line in told.split("\n\n")] == ["E101", "FAULT"]


def test_explain_gives_json_to_a_machine() -> None:
    told = json.loads(run("explain", "E101", "--report", "json").stdout)
    assert [(code["ident"], code["severity"]) for code in told["codes"]] == [("E101", "error")]
