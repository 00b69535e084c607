"""Every seeded fault is found, once, where it is: the verdict is jing's, the line is that of the fault."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beyond_grammar import RULES
from judges import by_edition
from lxml import etree
from seeding import BEYOND_GRAMMAR, IN_GRAMMAR
from trials import Trial, bases, seeded, tried, with_several

SHARES = [(7, 1, 2), pytest.param((60, 2, 60), marks=pytest.mark.long)]


@pytest.fixture(scope="module", params=SHARES, ids=["short", "long"])
def trials(request: pytest.FixtureRequest, outside_tool: Callable[[str], str]) -> Sequence[Trial]:
    """Documents with one fault of the grammar."""
    return made(outside_tool("jing"), *request.param)


@cache
def made(jing: str, generated: int, seed: int, each: int, kinds: Sequence[str] = IN_GRAMMAR) -> Sequence[Trial]:
    documents = list(seeded(bases(generated), seed, each, kinds))
    found = Counter(document.faults[0].kind for document in documents)
    assert {kind: found[kind] for kind in kinds if found[kind] < (each if kind in IN_GRAMMAR else min(each, 4))} == {}
    with TemporaryDirectory() as folder:
        return tried(documents, jing, Path(folder))


def test_the_documents_had_no_fault_before() -> None:
    trees = bases(0)
    assert {"specimen", "pages", "verdicts"} <= trees.keys()
    before = {name: by_edition(etree.tostring(tree)) for name, tree in trees.items()}
    assert [(name, said) for name, every in before.items() for said in every if said.severity == "error"] == []


def test_jing_and_libxml2_refuse_each_fault(trials: Sequence[Trial]) -> None:
    assert [str(trial) for trial in trials if not (trial.jing and trial.libxml2)] == []


def test_what_jing_refuses_is_refused(trials: Sequence[Trial]) -> None:
    assert [str(trial) for trial in trials if not trial.of_the_schema] == []


def test_the_first_message_is_on_the_line_of_the_fault(trials: Sequence[Trial]) -> None:
    assert [(str(trial), *trial.of_the_schema) for trial in trials if not trial.is_right(trial.of_the_schema)] == []


def test_the_schema_tells_one_fault_in_one_message(trials: Sequence[Trial]) -> None:
    several = [trial for trial in trials if len(trial.of_the_schema) != 1 and not is_order(trial)]
    assert [(str(trial), *trial.of_the_schema) for trial in several] == []


def test_a_fault_of_order_has_seldom_more_than_one_message(trials: Sequence[Trial]) -> None:
    """Where a list begins as one without labels, each label of it is told."""
    several = [trial for trial in trials if len(trial.of_the_schema) > 1]
    assert len(several) <= 0.05 * sum(map(is_order, trials))


def is_order(trial: Trial) -> bool:
    return trial.fault.kind == "two children in the wrong order"


def test_the_xpath_leads_to_the_element_of_the_fault(trials: Sequence[Trial]) -> None:
    wrong = [trial for trial in trials if not trial.leads_to(trial.of_the_schema[0], trial.fault)]
    assert [(str(trial), trial.of_the_schema[0]) for trial in wrong] == []


@pytest.fixture(scope="module", params=SHARES, ids=["short", "long"])
def beyond(request: pytest.FixtureRequest, outside_tool: Callable[[str], str]) -> Sequence[Trial]:
    """Documents with one fault that no grammar can tell."""
    _, seed, each = request.param
    return made(outside_tool("jing"), 0, seed, each, BEYOND_GRAMMAR)


def test_no_grammar_tells_them(beyond: Sequence[Trial]) -> None:
    assert [(str(trial), *trial.jing) for trial in beyond if trial.jing or trial.libxml2 or trial.of_the_schema] == []


def test_a_broken_rule_or_pointer_is_told_once_at_its_place_by_its_code(beyond: Sequence[Trial]) -> None:
    wrong = [trial for trial in beyond if not is_told_once(trial)]
    assert [(str(trial), *trial.edition) for trial in wrong] == []


def is_told_once(trial: Trial) -> bool:
    """Whether its code, and no other, tells a fault where it is; that a hand is now idle is for information."""
    said = [each for each in trial.edition if each.severity != "info"]
    return [each.code in RULES[trial.fault.kind].codes and trial.is_right(said) for each in said] == [True]


@pytest.mark.parametrize(
    ("count", "faults"), [(6, 3), pytest.param(300, 5, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_of_several_faults_all_are_found(
    count: int, faults: int, outside_tool: Callable[[str], str], tmp_path: Path
) -> None:
    documents = list(with_several(bases(count), 3, count, faults))
    assert len(documents) == count
    missed = [
        (str(trial), fault, *trial.edition)
        for trial in tried(documents, outside_tool("jing"), tmp_path)
        for fault in trial.broken.faults
        if not any(said.line in fault.lines for said in trial.edition)
    ]
    assert missed == []
