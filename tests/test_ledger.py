"""The ledger's ids and its file."""

import json
import random

import pytest

from edition.errors import SettingsError
from edition.ledger import ALPHABET, Entry, Ledger, is_valid, new_mint, read_ledger, write_ledger


def line(**changes):
    row = {"id": "gxk3", "kind": "p", "chapter": None, "number": "1", "since": None, "prints": ["0a"], "words": 3}
    row |= {"trigrams": ["0b"], "after": None, "before": None, "state": "draft"}
    return json.dumps(row | changes, separators=(",", ":")).encode() + b"\n"


def refusal(data):
    with pytest.raises(SettingsError) as caught:
        read_ledger(data, "anchors.jsonl")
    return str(caught.value)


def test_the_ids_of_the_citation_scheme_are_valid():
    assert all(is_valid(bare) for bare in ("gxk3", "vjhh", "xtg1"))


def test_one_wrong_character_of_an_id_is_always_noticed():
    wrong = [letter + "xk3" for letter in ALPHABET] + ["g" + letter + "k3" for letter in ALPHABET]
    assert [bare for bare in wrong if is_valid(bare)] == ["gxk3", "gxk3"]


def test_two_exchanged_characters_of_an_id_are_noticed():
    assert not is_valid("xgk3")


@pytest.mark.parametrize("bare", ["", "g", "0000", "pb24", "GXK3", "gxk", "gxk33x", "ax1e"])
def test_what_breaks_a_rule_of_ids_is_no_id(bare):
    assert not is_valid(bare)


def test_minted_ids_are_valid_and_never_taken():
    mint, taken = new_mint(random.Random(7).choice), set()
    for _ in range(500):
        bare = mint(frozenset(taken))
        assert is_valid(bare)
        assert bare not in taken
        taken.add(bare)


def test_new_ids_have_five_characters_once_eight_thousand_are_taken():
    mint = new_mint(random.Random(7).choice)
    assert len(mint(frozenset(str(n) for n in range(7_999)))) == 4
    assert len(mint(frozenset(str(n) for n in range(8_000)))) == 5


def test_an_unlucky_word_is_never_minted():
    letters = iter("fck" + "gxk")
    assert new_mint(lambda _: next(letters))(frozenset()) == "gxk3"


def test_a_ledger_is_written_as_it_was_read():
    assert write_ledger(read_ledger(line())) == line()


def test_an_empty_ledger_is_an_empty_file():
    assert write_ledger(read_ledger(b"")) == b""


def test_lines_are_sorted_by_id_whatever_order_a_merge_left():
    data = line() + line(id="8x2w".replace("8x2w", "0zd5"))
    assert [json.loads(row)["id"] for row in write_ledger(read_ledger(data)).splitlines()] == ["0zd5", "gxk3"]


def test_what_became_of_a_published_unit_survives_a_round_trip():
    data = line(state="split", into=["0zd5"]) + line(id="vjhh", state="deleted", gone="3")
    assert write_ledger(read_ledger(data)) == data


def test_a_line_that_is_no_json_is_refused_with_its_number():
    assert refusal(line() + b"<<<<<<< HEAD\n").startswith("anchors.jsonl:2: LEDGER this is no JSON")


def test_an_unknown_key_is_refused_by_name():
    assert "the key “colour” is not known" in refusal(line(colour="red"))


def test_a_missing_key_is_refused_by_name():
    assert "the key “state” is missing" in refusal(line().replace(b',"state":"draft"', b""))


def test_a_bad_check_character_is_refused():
    assert "“gxk4” has a bad check character" in refusal(line(id="gxk4"))


def test_an_id_that_comes_twice_is_refused():
    message = refusal(line() + line(number="2"))
    assert message.startswith("anchors.jsonl:2:")
    assert "second time" in message


@pytest.mark.parametrize(
    "changes",
    [{"state": "gone"}, {"kind": "x"}, {"words": -1}, {"words": True}, {"prints": "0a"}, {"prints": ["word"]},
     {"after": "gxk4"}, {"number": ""}, {"kind": ["p"]}],
)  # fmt: skip
def test_a_value_outside_its_format_is_refused(changes):
    assert f"the value of “{next(iter(changes))}” is not acceptable" in refusal(line(**changes))


@pytest.mark.parametrize(
    "data", [b"\xff\n", b"[]\n", b"\n", b"[" * 100_000, b'{"id": 1' + b"1" * 5000 + b"}\n", line() + b"\n"]
)
def test_no_bytes_at_all_break_the_reader(data):
    assert "LEDGER" in refusal(data)


def test_every_refusal_says_what_to_do():
    assert "Restore the line" in refusal(b"x")


def test_entries_without_words_say_nothing_of_the_text():
    assert b"prints" in write_ledger(Ledger({"gxk3": Entry("gxk3", "p")}))
