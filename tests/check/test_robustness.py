"""Checks on documents that are broken in ways nobody thought of."""

import random

import pytest
from lxml import etree
from random_documents import documents, element_names, mutated

from edition.check import check
from edition.codes import codes
from edition.document import Document, parse
from edition.odd import edition_schema
from edition.report import Severity
from edition.resources import resource

GRAMMAR = resource("tei", "edition.rng")


def broken(seed: int, count: int) -> list[Document]:
    """Random documents, each with a few random changes, as if read from a file."""
    chance, names = random.Random(seed), element_names(GRAMMAR)
    trees = [mutated(tree, chance, names) for tree in documents(GRAMMAR, seed, count)]
    return [parse(etree.tostring(tree), "random.xml") for tree in trees if tree.tag.endswith("}TEI")]


def is_of_the_schema(code: str) -> bool:
    """Whether a message of this code tells of what the schema refuses; an ill-named id has a check of its own."""
    return code == "E210" or (code in codes() and codes()[code].family == "schema")


@pytest.mark.parametrize(
    ("seed", "count"), [(11, 30), pytest.param(12, 1500, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_every_invalid_document_has_an_error_with_its_line(seed: int, count: int) -> None:
    for document in broken(seed, count):
        found = [message for message in check(document) if is_of_the_schema(message.code)]
        assert bool(found) is not edition_schema().validate(document.tree)
        assert all(message.line and message.remedy and message.severity is Severity.ERROR for message in found)


def test_a_check_leaves_the_document_as_it_was() -> None:
    for document in broken(13, 20):
        before = etree.tostring(document.tree)
        list(check(document))
        assert etree.tostring(document.tree) == before
