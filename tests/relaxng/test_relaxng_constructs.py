"""Each construct of RELAX NG: our verdict is that of the specification, and jing's."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from relaxng_cases import HEAD, Case, cases

from edition.relaxng import Schema, faults, is_valid, read_schema

CASES = list(cases())
DOCUMENTS = [(case, document, is_good) for case in CASES for document, is_good in case.documents]


def schema_of(case: Case) -> Schema:
    return read_schema(case.schema, "schema.rng", case.file)


@pytest.mark.parametrize(("case", "document", "is_good"), DOCUMENTS, ids=lambda given: getattr(given, "name", None))
def test_the_verdict_is_that_of_the_case(case: Case, document: str, is_good: bool) -> None:
    assert is_valid(schema_of(case), etree.fromstring(document)) is is_good


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_refused_for_a_fault_and_for_nothing_else(case: Case) -> None:
    schema = schema_of(case)
    trees = [(etree.fromstring(document), is_good) for document, is_good in case.documents]
    assert [not list(faults(schema, tree)) for tree, _ in trees] == [is_good for _, is_good in trees]


def test_jing_gives_the_same_verdict_on_every_case(outside_tool: Callable[[str], str], tmp_path: Path) -> None:
    choices = [write_case(case, number, tmp_path) for number, case in enumerate(CASES)]
    (tmp_path / "all.rng").write_text(f"<choice {HEAD}>{''.join(choices)}</choice>")
    files = {}
    for number, case in enumerate(CASES):
        for at, (document, is_good) in enumerate(case.documents):
            files[tmp_path / f"{number}-{at}.xml"] = is_good
            (tmp_path / f"{number}-{at}.xml").write_text(f"<case-{number}>{document}</case-{number}>", encoding="utf-8")
    command = [outside_tool("jing"), "-i", tmp_path / "all.rng", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {line.split(".xml:")[0] + ".xml" for line in run.stdout.splitlines()}
    assert refused == {str(path) for path, is_good in files.items() if not is_good}


def write_case(case: Case, number: int, folder: Path) -> str:
    """Write the schema of a case into a folder of its own; returns the pattern for its documents, wrapped."""
    own = folder / str(number)
    own.mkdir()
    for name in case.files:
        (own / (name or "main.rng")).write_bytes(case.file(name))
    return f'<element name="case-{number}"><externalRef href="{number}/main.rng"/></element>'
