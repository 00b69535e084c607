"""Documents that were broken at random, in one to three places: the matcher's verdict is jing's, also by all of TEI."""

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from judges import by_jing, written
from lxml import etree
from random_documents import element_names, mutated
from seeding import laid_out
from steering import GRAMMAR, gathered

from edition.relaxng import Schema, is_valid, read_schema

OURS = Path(__file__).resolve().parent.parent.parent / "tei" / "edition.rng"


def wild(count: int, seed: int) -> Iterator[bytes]:
    """Each of `count` generated documents, and three that are broken, an element a line."""
    chance, names = random.Random(seed), element_names(GRAMMAR)
    for tree in gathered(count):
        for each in (tree, *(mutated(tree, chance, names) for _ in range(3))):
            laid_out(each)
            yield etree.tostring(each)


def of_one_mind(schema: Path, jing: str, files: list[Path]) -> list[str]:
    """The files on which the matcher and jing differ, with what jing says."""
    said = by_jing(jing, schema, files)
    ours = read(schema)
    found = {file: is_valid(ours, parse_any(file)) for file in files}
    return [f"{file.name}: {said[file]}" for file in files if found[file] is bool(said[file])]


@cache
def read(schema: Path) -> Schema:
    return read_schema(schema.read_bytes(), str(schema))


def parse_any(file: Path) -> etree._Element:
    return etree.parse(file, etree.XMLParser(collect_ids=False)).getroot()


SHARES = pytest.mark.parametrize(
    ("count", "seed"), [(10, 1), pytest.param(1000, 2, marks=pytest.mark.long)], ids=["short", "long"]
)


@SHARES
def test_the_verdict_is_jing_s(count: int, seed: int, tmp_path: Path, outside_tool: Callable[[str], str]) -> None:
    assert of_one_mind(OURS, outside_tool("jing"), written(tmp_path, wild(count, seed))) == []


@SHARES
def test_the_verdict_by_all_of_tei_is_jing_s(
    count: int, seed: int, tmp_path: Path, shared: Path, outside_tool: Callable[[str], str]
) -> None:
    schema = shared / "schemas" / "tei_all.rng"
    assert of_one_mind(schema, outside_tool("jing"), written(tmp_path, wild(count, seed))) == []


def test_the_verdict_on_real_texts_by_all_of_tei_is_jing_s(shared: Path, outside_tool: Callable[[str], str]) -> None:
    files = sorted(shared.glob("texts/tei-*/*.xml"))
    assert files
    assert of_one_mind(shared / "schemas" / "tei_all.rng", outside_tool("jing"), files) == []
