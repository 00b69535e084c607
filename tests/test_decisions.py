"""Decisions are refused where they stand, before anything is made of them."""

import pytest

from edition.decisions import read_decisions
from edition.errors import SettingsError
from edition.settings import read_settings

SETTINGS = """format = 1
[text]
title = "The Lamp"
{text}
[[source]]
file = "source.txt"
sha256 = "{part}"
[[hand]]
id = "{hand}"
role = "author"
name = "Ada Wren"
{years}
[[layer]]
id = "{layer}"
when = "1931"
[[notes.rule]]
pattern = "brackets-inside-note"
hand = "wren"
evidence = "Preface."
id = "{rule}"
"""


def decided(kind: str, values: str) -> str:
    """What is said of a decision with these values, which stand in line 5; "" where it is accepted."""
    table = f'[[decision]]\n\nkind = "{kind}"\nat = {{ exact = "lamp" }}\n{values}\n'
    try:
        read_decisions(table.encode())
    except SettingsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        *(("date", f'{key} = "last winter"') for key in ("when", "from", "to", "notBefore", "notAfter")),
        ("date", 'when = "1923-02-31"'),
        ("foreign", 'lang = "the Latin tongue"'),
        ("foreign", 'lang = ""'),
        ("name", 'ref = "<orr>"'),
        ("emend", 'source = "p. <9>"\nread = "lantern"'),
        ("reference", 'target = "#"'),
        ("heading", 'type = "part one"'),
        ("section", 'type = ""'),
        ("gap", 'quantity = "a few"'),
        ("gap", 'unit = "half pages"'),
    ],
)
def test_a_value_that_tei_does_not_know_is_told_with_its_line(kind: str, values: str) -> None:
    assert decided(kind, values).startswith("decisions.toml:5: E114 decision 1.")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        *(("date", f'when = "{value}"') for value in ("1918-07-06", "1918-07", "1918", "-0043", "--07-06", "---06")),
        ("date", "when = 1918-07-06"),
        ("date", 'when = ""'),
        ("foreign", 'lang = "fr-CA"'),
        ("name", 'ref = "#per.orr https://example.org/orr"'),
        ("reference", 'target = "https://example.org/#a"'),
        ("reference", 'target = { note = "1" }'),
    ],
)
def test_a_value_that_tei_knows_is_taken(kind: str, values: str) -> None:
    assert decided(kind, values) == ""


RIGHT = {"text": "", "part": "", "hand": "wren", "years": "", "layer": "first", "rule": "rule.1"}


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("text", 'created = "long ago"', 4),
        ("text", 'language = "the Latin tongue"', 4),
        ("hand", "Ada Wren", 9),
        ("years", 'born = "c. 1880"', 12),
        ("layer", "1", 14),
        ("years", '[print]\ndate = "1931-32"', 13),
        ("rule", "a rule", 20),
    ],
)
def test_a_setting_that_tei_does_not_know_is_told_with_its_line(key: str, value: str, line: int) -> None:
    with pytest.raises(SettingsError, match=f"^edition.toml:{line}: E114 "):
        read_settings(SETTINGS.format(**RIGHT | {key: value}).encode())


def test_a_printed_book_may_have_no_date() -> None:
    assert read_settings(SETTINGS.format(**RIGHT | {"years": '[print]\ndate = "n.d."'}).encode()).print.date == "n.d."


def test_a_rule_may_have_no_id() -> None:
    assert read_settings(SETTINGS.format(**RIGHT | {"rule": ""}).encode()).notes.rule[0].id == ""
