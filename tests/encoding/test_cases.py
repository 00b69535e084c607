"""Every case of `tests/cases/encoding` gives the TEI and the messages that it says."""

import pytest
from encoding_cases import FOLDER, Case, outcome, read_cases

CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{stem}: {case.name}" for stem, case in CASES])
def test_the_source_becomes_the_tei_of_the_case(case: Case) -> None:
    tei, says = outcome(case)
    assert (tei, says) == (case.parts.get("tei", ""), case.parts.get("says", ""))
