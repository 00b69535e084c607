"""Slips that the characters of a text betray, in any text at all."""

import random
import time

import pytest

from edition.codes import codes_of
from edition.typography import Passage, slips

SIGNS = "  \n“”„«»‹›‘’‚\"'()[].,;:!?…-­¬—–lIO190aé\x00\x01\x0b&;<>Ã¼â€™�\ue000"
WORDS = ["the", "The", "lamp", "foun", "dation", "foundation", "l914", "tbe", "…", "...", ". . .", "&amp;"]
PAIRS = ["“", "«", "(", "”", "»", ")", '"', "‘", "’ ", "’."]


def texts(seed: int, count: int) -> list[Passage]:
    """Passages of random signs and words, in several languages and groups."""
    chance = random.Random(seed)
    return [
        Passage(
            "".join(chance.choice([*SIGNS, *WORDS]) for _ in range(chance.randrange(80))),
            chance.choice(["en", "de", "fr", "nl", "sv", ""]),
            chance.randrange(4),
            is_note=chance.random() < 0.2,
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_every_slip_lies_in_its_passage(seed: int) -> None:
    passages = texts(seed, 200)
    found = list(slips(passages))
    assert found
    assert all(0 <= slip.start < slip.end <= len(passages[slip.passage].text) for slip in found)
    assert {slip.code for slip in found} <= set(codes_of("typography"))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_read_is_another_word(seed: int) -> None:
    passages = texts(seed, 200)
    assert not [slip for slip in slips(passages) if slip.read == passages[slip.passage].text[slip.start : slip.end]]


@pytest.mark.parametrize("sign", PAIRS)
def test_twice_the_marks_take_twice_the_time(sign: str) -> None:
    began = time.process_time()
    list(slips([Passage(f"a{sign}b{other} " * 3000, "en") for other in PAIRS]))
    assert time.process_time() - began < 4


def test_a_text_without_words_has_no_slips() -> None:
    assert list(slips([])) == []
    assert list(slips([Passage(""), Passage("\x00"), Passage(" \n")])) == []
