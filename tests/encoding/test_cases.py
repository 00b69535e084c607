"""Every case of `tests/cases/encoding` gives the TEI and the messages that it says."""

import pytest
from encoding_cases import FOLDER, Case, encoded, outcome, read_cases, settings_of

from edition.conservation import check_conservation
from edition.document import parse, serialise

CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]
MADE = [(stem, case) for stem, case in CASES if case.parts.get("tei")]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{stem}: {case.name}" for stem, case in CASES])
def test_the_source_becomes_the_tei_of_the_case(case: Case) -> None:
    tei, says = outcome(case)
    assert (tei, says) == (case.parts.get("tei", ""), case.parts.get("says", ""))


@pytest.mark.parametrize("case", [case for _, case in MADE], ids=[f"{stem}: {case.name}" for stem, case in MADE])
def test_the_source_can_be_read_back_from_the_tei_of_the_case(case: Case) -> None:
    document = parse(serialise(encoded(case).document))
    source = case.parts["source"].replace("␣", " ") + "\n"
    found = check_conservation(document, {"source.txt": source}, settings_of(case))
    assert [str(message) for message in found] == []
