"""TEI as an output."""

import pytest

from edition.document import parse, serialise
from edition.writers.tei import FORMS, write_tei

CASE = "1-whose-words"


def test_the_canonical_form_is_the_document_itself(hard_case):
    made = parse(hard_case(CASE, "expected.xml"))
    assert write_tei(made) == serialise(made)


@pytest.mark.parametrize("notes", FORMS)
def test_any_form_is_read_back_to_the_canonical_one(notes, hard_case):
    made = parse(hard_case(CASE, "expected.xml"))
    assert write_tei(parse(write_tei(made, notes))) == serialise(made)


@pytest.mark.parametrize("notes", FORMS)
def test_writing_changes_nothing_in_the_document(notes, hard_case):
    made = parse(hard_case(CASE, "expected.xml"))
    before = serialise(made)
    write_tei(made, notes)
    assert serialise(made) == before
