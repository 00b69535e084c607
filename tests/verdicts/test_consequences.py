"""One fault, one message, whichever check finds it: what follows from a fault is not told beside it."""

from collections.abc import Sequence

import pytest
from consequences import Told, told
from fifty import BOOK, messages

from edition.check import check
from edition.document import parse

SHARES = [(5, 4), pytest.param((6, 90), marks=pytest.mark.long)]


@pytest.fixture(scope="module", params=SHARES, ids=["short", "long"])
def seeded(request: pytest.FixtureRequest) -> Sequence[Told]:
    """Documents with one fault."""
    return told(*request.param)


def test_of_a_fault_something_is_told(seeded: Sequence[Told]) -> None:
    assert [str(one) for one in seeded if not one.new] == []


def test_of_a_fault_one_thing_is_told(seeded: Sequence[Told]) -> None:
    several = [str(one) for one in seeded if len(one.new) > 1]
    assert len(several) <= 0.01 * len(seeded), several


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<respStmt xml:id="desk">', '<respStmt xmlid="desk">', "E206"),
        ('<respStmt xml:id="desk">', '<respStmt xml:id="the desk">', "E210"),
        ("<speaker>Bargee</speaker>", "<speeker>Bargee</speeker>", "E201"),
        ("<p>Burn this.</p>", "<p><textDesc/></p>", "E201"),
        ('<language ident="fr">', "<language>", "E208"),
        ('type="authorial" resp="#arden" n="1"', 'typ="authorial" resp="#arden" n="1"', "E206"),
    ],
)
def test_what_follows_from_a_fault_is_not_told(old: str, new: str, code: str) -> None:
    assert [message.code for message in messages(old, new)] == [code]


def test_a_misspelled_hand_leaves_no_pointer_without_goal() -> None:
    words = BOOK.read_text(encoding="utf-8").replace("respStmt", "respSmt")
    found = {message.code for message in check(parse(words.encode()))}
    assert found == {"E201"}


def test_a_fault_of_its_own_is_told_beside_a_misspelled_element() -> None:
    words = BOOK.read_text(encoding="utf-8").replace("speaker>", "speeker>").replace('ref="#pell"', 'ref="#nobody"', 1)
    assert {message.code for message in check(parse(words.encode()))} == {"E201", "E211"}
