"""What our schema accepts is TEI: asked of documents made from its own patterns, and of all that lie about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from judges import by_jing, written
from lxml import etree
from steering import Goal, completing, gathered, grammar, visited

from edition.odd import edition_odd, edition_schema

LYING_ABOUT = (
    "texts/tei-*/*.xml",
    "hard-cases/*/expected.xml",
    "design/encoding-example.xml",
)


def parsed(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(collect_ids=False)).getroot()


def accepted(paths: list[Path]) -> list[Path]:
    """Those of `paths` that our schema accepts."""
    return [path for path in paths if edition_schema().validate(parsed(path))]


def refused(jing: str, schema: Path, files: list[Path]) -> dict[str, str]:
    """The first message of jing on each file that it refuses."""
    return {path.name: str(said[0]) for path, said in by_jing(jing, schema, files).items() if said}


@pytest.mark.parametrize("count", [150, pytest.param(2500, marks=pytest.mark.long)], ids=["short", "long"])
def test_a_document_made_from_our_patterns_is_tei(
    count: int, tmp_path: Path, shared: Path, outside_tool: Callable[[str], str]
) -> None:
    files = accepted(written(tmp_path, map(etree.tostring, gathered(count))))
    assert len(files) == count
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", files) == {}


@pytest.mark.long
def test_every_element_and_attribute_is_tei(tmp_path: Path, shared: Path, outside_tool: Callable[[str], str]) -> None:
    trees = gathered(500)
    trees += completing(trees)
    files = accepted(written(tmp_path, map(etree.tostring, trees)))
    assert of_the_odd() - set().union(*map(visited, trees)) == set()
    assert len(files) == len(trees)
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", files) == {}


def of_the_odd() -> set[Goal]:
    """Every element that the ODD describes, and each with every attribute that it may have."""
    odd = edition_odd()
    return {Goal(spec.ident, key) for spec in odd.elements.values() for key in ("", *odd.attributes(spec))}


def test_the_patterns_hold_what_the_odd_says() -> None:
    assert set(grammar().goals) == of_the_odd()


def test_the_documents_of_the_repository_are_tei(root: Path, shared: Path, outside_tool: Callable[[str], str]) -> None:
    found = [path for folder in ("tei", "tests") for path in sorted((root / folder).rglob("*.xml"))]
    files = accepted([path for path in found if b"<TEI " in path.read_bytes()])
    assert root / "tei" / "specimen" / "text.xml" in files
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", files) == {}


def test_what_we_accept_of_other_people_s_documents_is_tei(shared: Path, outside_tool: Callable[[str], str]) -> None:
    every = [path for pattern in LYING_ABOUT for path in sorted(shared.glob(pattern))]
    files = accepted(every)
    assert {path.relative_to(shared).parts[0] for path in files} == {"hard-cases", "design"}
    assert [path.name for path in every if path not in files and "texts" not in path.parts] == []
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", files) == {}
