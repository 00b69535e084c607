"""The rules of editions on documents that nobody wrote: they speak in sentences, point at what is there, and end."""

import random
import time
from functools import cache

import pytest
from lxml import etree
from random_documents import documents, element_names, mutated

from edition.check.finding import Finding
from edition.check.rules import RULES
from edition.check.subject import Subject
from edition.codes import codes
from edition.document import parse
from edition.resources import resource

GRAMMAR = resource("tei", "edition.rng")


def subjects(seed: int, count: int) -> list[Subject]:
    """Random documents, and the same with a few random changes."""
    chance, names = random.Random(seed), element_names(GRAMMAR)
    trees = [tree for made in documents(GRAMMAR, seed, count) for tree in (made, mutated(made, chance, names))]
    return [Subject(parse(etree.tostring(tree), "random.xml")) for tree in trees if tree.tag.endswith("}TEI")]


@cache
def found(seed: int, count: int) -> list[Finding]:
    return [finding for subject in subjects(seed, count) for rule in RULES for finding in rule(subject)]


@pytest.mark.parametrize(
    ("seed", "count"), [(71, 30), pytest.param(72, 1500, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_a_rule_says_what_is_wrong_and_what_to_do_in_sentences(seed: int, count: int) -> None:
    told = found(seed, count)
    assert len({finding.code for finding in told}) > 10
    assert {finding.code for finding in told} <= {code.ident for code in codes().values() if code.is_check}
    assert not [finding for finding in told if not finding.text.endswith(".") or not finding.remedy.endswith(".")]


def test_a_rule_names_an_attribute_only_where_there_is_one() -> None:
    assert not [each for each in found(71, 30) if each.attribute and each.node.get(each.attribute) is None]


def test_a_rule_finds_the_same_again() -> None:
    for subject in subjects(74, 12):
        assert [list(rule(subject)) for rule in RULES] == [list(rule(subject)) for rule in RULES]


MANY = 4000
LONG = {
    "breaks in a row": "<p>a" + "<pb/>" * MANY + "b</p>",
    "empty lines": "<lg>" + "<l/>" * MANY + "</lg>",
    "empty divisions": "<div>" * 80 + "<p/>" * MANY + "</div>" * 80,
    "levels without headings": "<div><head>A</head>" + "<div><div><head>B</head></div></div>" * MANY + "</div>",
    "equal paragraphs": f"<p>{'lamp ' * 20}</p>" * MANY,
    "equal readings": "<p><app>" + '<rdg wit="#w">a</rdg>' * MANY + "</app></p>",
    "a number of brackets": f'<p><pb n="{"(" * 200_000}"/></p>',
    "a date of many words": f'<p><date when="1918">{"on " * 100_000}</date></p>',
    "cells that hang down": "<table>" + '<row><cell rows="9999"/></row>' * MANY + "</table>",
}


@pytest.mark.parametrize("name", LONG)
def test_no_rule_takes_long_on_what_nobody_would_write(name: str) -> None:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{LONG[name]}</body></text></TEI>'
    subject, began = Subject(parse(tei.encode())), time.process_time()
    assert sum(1 for rule in RULES for _ in rule(subject)) <= 2 * MANY
    assert time.process_time() - began < 3
