"""Fifty messages in a row: one tone, one message for one fault."""

import re

import pytest
from fifty import FAULTS, MESSAGES, messages, told


def test_the_fifty_messages_are_as_they_were_read() -> None:
    assert told() == MESSAGES.read_text(encoding="utf-8"), "run tests/verdicts/refresh_fifty.py and read them"


@pytest.mark.parametrize(("old", "new"), FAULTS)
def test_a_fault_is_told_in_two_sentences_of_one_voice(old: str, new: str) -> None:
    found = messages(old, new)
    assert found
    for message in found:
        assert re.fullmatch(r"[^A-Z].*[.…]", message.text)
        assert re.fullmatch(r"(?:[A-Z@“<].*[.…])?", message.remedy)
        assert not re.search(r"\b(?:invalid|expected|got|schema error)\b", f"{message.text} {message.remedy}")
