"""Settings and decisions say which key or value is wrong, on which line, and what is allowed."""

import pytest

from edition.decisions import Emend, Note, Selector, read_decisions
from edition.errors import SettingsError
from edition.settings import read_settings

WHOLE = """format = 1
[text]
title = "The Harbour"
[[source]]
file = "source.txt"
sha256 = "00"
[[hand]]
id = "wren"
role = "author"
name = "Ada Wren"
from = 1931
"""


def wrong_settings(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(text.encode(), "edition.toml")
    return str(caught.value)


def wrong_decisions(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_decisions(text.encode(), "decisions.toml")
    return str(caught.value)


def test_settings_are_read() -> None:
    settings = read_settings(WHOLE.encode())
    assert (settings.text.title, settings.author, settings.desk) == ("The Harbour", "wren", "desk")
    assert settings.hand[0].from_ == "1931"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("format = 1", "format = 2"), "edition.toml:1: E114 format is 2. Allowed: 1."),
        (('title = "The Harbour"\n', ""), 'edition.toml:2: E110 text has no “title”. Add title = "…".'),
        (("sha256", "sha"), "edition.toml:6: E113 unknown key “sha” in source 1. Did you mean “sha256”?"),
        (('"author"', '"writer"'), "edition.toml:9: E114 hand 1.role is “writer”. Allowed: “author”,"),
        (("[text]", "[text"), "edition.toml:2: E112 no valid TOML"),
        (("from = 1931", "from = 1931.5"), "edition.toml:11: E114 hand 1.from is 1931.5. It must be a string."),
        (('file = "source.txt"', "file = [1]"), "edition.toml:5: E114 source 1.file is [1]. It must be a string."),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(change: tuple[str, str], said: str) -> None:
    assert wrong_settings(WHOLE.replace(*change)).startswith(said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[notes]\nhand = "orr"\n',
            "edition.toml:13: E115 there is no hand “orr”. Declare it with [[hand]]. Known: wren.",
        ),
        ('[notes]\nhand = "desk"\n', "edition.toml:13: E115 “desk” is the hand of this edition"),
        ('[notes]\nmark = "[]"\n', "edition.toml:13: E114 notes.mark has no {n}."),
        (
            '[[hand]]\nid = "wren"\nrole = "author"\nname = "W"\n',
            "edition.toml:13: E115 the hand “wren” is declared twice.",
        ),
        (
            "[breaks]\nblank_lines_2 = 3\n",
            "edition.toml:13: E114 breaks.blank_lines_2 is 3. Allowed: “section”, “nothing”.",
        ),
        ("[harbour]\n", "edition.toml:12: E113 unknown key “harbour”."),
    ],
)
def test_what_is_added_wrongly_is_named_with_its_line(more: str, said: str) -> None:
    assert wrong_settings(WHOLE + more).startswith(said)


def test_settings_without_a_source_are_refused() -> None:
    assert "source" in wrong_settings('format = 1\nsource = []\n[text]\ntitle = "The Harbour"\n')


def test_decisions_are_read_in_the_order_of_the_file() -> None:
    first, second = read_decisions(
        b'[[decision]]\nkind = "emend"\nat = { exact = "a" }\nread = "b"\n\n'
        b'[[note]]\non = { note = "2" }\ntext = "Ours."\n'
    )
    assert first == Emend(Selector(exact="a"), read="b", line=1, path="decisions.toml")
    assert second == Note(on=Selector(note="2"), text="Ours.", line=6, path="decisions.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[decision]]\nkind = "emendd"\n', "decisions.toml:2: E116 unknown kind “emendd”. Known: emend, block-quote,"),
        ("[[decision]]\n", "decisions.toml:1: E116 the decision has no kind."),
        ('[[decision]]\nkind = "keep"\n', "decisions.toml:1: E110 the decision “keep” has no place."),
        ('[[decision]]\nkind = "keep"\nred = "x"\n', "decisions.toml:3: E113 unknown key “red” in decision 1."),
        ('[[decision]]\nkind = "emend"\nat = { exact = "a" }\n', "decisions.toml:1: E110 decision 1 has no “read”."),
        ("[[remark]]\n", "decisions.toml:1: E113 unknown table “remark”. Write [[decision]] or [[note]]."),
        ('decision = "x"\n', "decisions.toml:1: E114 decision is one table. Write [[decision]]."),
    ],
)
def test_a_wrong_decision_is_named_with_its_line(text: str, said: str) -> None:
    assert wrong_decisions(text).startswith(said)


def test_an_id_that_is_used_twice_is_named_with_both_lines() -> None:
    keep = '[[decision]]\nid = "d-1"\nkind = "keep"\nat = { exact = "a" }\n'
    assert "the id “d-1” is used twice (lines 1 and 5)" in wrong_decisions(keep * 2)
