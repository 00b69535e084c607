"""Any text at all is encoded with every character accounted for, or refused with one clear error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.encoding import encode, proposals
from edition.encoding.conventions import init_settings
from edition.errors import EditionError
from edition.proposals import read_proposals, write_proposals
from edition.settings import read_settings

PIECES = (
    "word", "two words", "[1]", "[2]", "[3]", "[1] ", "[2] ", "[", "]", "_it_", "*", "* * *", "[Footnote 1: ", ". ",
    ", ",
    "CHAPTER I", "“q”", "[a b]", "¹", "NOTES", "\n", "\n\n", "\n\n\n", "\r\n", "  ", " ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
REFUSALS = ("E121", "E132")
HANDS = """[[hand]]
id = "tr"
role = "notes"
name = "T"
[[notes.rule]]
pattern = "brackets-inside-note"
hand = "tr"
evidence = "—"
"""


def refusal(text: str, *, sections: bool, rule: bool) -> str:
    """The code with which `text` is refused; "" where it is encoded and the account balances."""
    try:
        check_account(text, sections=sections, rule=rule)
    except EditionError as error:
        return error.messages[0].code
    return ""


def check_account(text: str, *, sections: bool, rule: bool) -> None:
    written = init_settings("source.txt", text.encode())
    written = written.replace('"nothing"', '"section"') if sections else written
    written = written.replace("[breaks]", f"{HANDS}[breaks]") if rule else written
    encoded = encode(read_settings(written.encode()), {"source.txt": text.encode()})
    assert encoded.account.faults(encoded.copy) == []
    found = proposals(encoded)
    assert [proposal.id for proposal in read_proposals(write_proposals(found))] == [proposal.id for proposal in found]


@given(TEXTS, st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_is_accounted_for_or_refused(text: str, sections: bool, rule: bool) -> None:
    assert refusal(text, sections=sections, rule=rule) in ("", *REFUSALS)


@pytest.mark.long
@given(TEXTS, st.booleans(), st.booleans())
@settings(max_examples=5000, deadline=None)
def test_ever_more_texts_are_accounted_for_or_refused(text: str, sections: bool, rule: bool) -> None:
    assert refusal(text, sections=sections, rule=rule) in ("", *REFUSALS)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_bytes_are_encoded_or_refused_with_the_name_of_their_file(data: bytes) -> None:
    said = ""
    try:
        encode(read_settings(init_settings("source.txt", data).encode()), {"source.txt": data})
    except EditionError as error:
        said = error.messages[0].path
    assert said in ("", "source.txt")
