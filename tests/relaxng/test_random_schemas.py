"""Random schemas, ambiguous ones most of them: our verdict is jing's, and what is refused has a fault."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from random_schemas import Source
from relaxng_cases import HEAD

from edition.relaxng import faults, read_schema

MADE = 40
EACH = 15
DIFFERENT = 10


@pytest.mark.parametrize(
    ("first", "count"), [(0, 12), *(pytest.param(seed, 50, marks=pytest.mark.long) for seed in range(1000, 1500, 50))]
)
def test_jing_gives_the_same_verdict_on_random_schemas(
    outside_tool: Callable[[str], str], tmp_path: Path, first: int, count: int
) -> None:
    sources = [Source(seed) for seed in range(first, first + count)]
    schemas = [source.schema() for source in sources]
    (tmp_path / "all.rng").write_text(combined(schemas, tmp_path))
    ours, files = set(), []
    for number, (source, schema) in enumerate(zip(sources, schemas, strict=True)):
        for at, (document, is_good) in enumerate(near(source, schema)):
            files.append(tmp_path / f"{number}-{at}.xml")
            files[-1].write_text(f"<case-{number}>{document}</case-{number}>")
            ours |= set() if is_good else {str(files[-1])}
    theirs = refused(outside_tool("jing"), tmp_path / "all.rng", files)
    assert sorted(ours ^ theirs) == []
    assert DIFFERENT < len(theirs) < len(files) - DIFFERENT


def near(source: Source, schema: str) -> list[tuple[str, bool]]:
    """Of many documents those with the fewest faults, each with our verdict."""
    reading = read_schema(schema.encode(), "schema.rng")
    documents = {source.document() for _ in range(MADE)}
    counted = sorted((len(list(faults(reading, etree.fromstring(each)))), each) for each in documents)
    return [(document, count == 0) for count, document in counted[:EACH]]


def combined(schemas: list[str], folder: Path) -> str:
    """One schema of all, each for documents in an element of its own."""
    for number, schema in enumerate(schemas):
        (folder / f"{number}.rng").write_text(schema)
    elements = (
        f'<element name="case-{number}"><externalRef href="{number}.rng"/></element>' for number in range(len(schemas))
    )
    return f"<choice {HEAD}>{''.join(elements)}</choice>"


def refused(jing: str, schema: Path, files: list[Path]) -> set[str]:
    """The files that jing refuses."""
    run = subprocess.run([jing, "-i", schema, *files], capture_output=True, text=True, check=False)
    assert ".rng:" not in run.stdout, run.stdout[:300]
    assert run.stderr == ""
    return {line.split(".xml:")[0] + ".xml" for line in run.stdout.splitlines()}
