"""Every seeded fault is found, once, where it is: the verdict is jing's, the line is that of the fault."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from judges import by_edition
from lxml import etree
from seeding import BEYOND_GRAMMAR
from trials import Trial, bases, seeded, tried, with_several

SHARES = [(12, 1, 2), pytest.param((60, 2, 60), marks=pytest.mark.long)]


@pytest.fixture(scope="module", params=SHARES, ids=["short", "long"])
def trials(request: pytest.FixtureRequest, outside_tool: Callable[[str], str]) -> Sequence[Trial]:
    """Documents with one fault of the grammar."""
    return made(outside_tool("jing"), *request.param)


@cache
def made(jing: str, generated: int, seed: int, each: int) -> Sequence[Trial]:
    with TemporaryDirectory() as folder:
        return tried(list(seeded(bases(generated), seed, each)), jing, Path(folder))


def test_the_documents_had_no_fault_before() -> None:
    trees = bases(0)
    assert {"specimen", "pages", "verdicts"} <= trees.keys()
    assert {name: said for name, tree in trees.items() if (said := by_edition(etree.tostring(tree)))} == {}


def test_what_jing_refuses_is_refused(trials: Sequence[Trial]) -> None:
    assert [str(trial) for trial in trials if not trial.edition] == []


def test_the_first_message_is_on_the_line_of_the_fault(trials: Sequence[Trial]) -> None:
    assert [(str(trial), *trial.edition) for trial in trials if not trial.is_right(trial.edition)] == []


def test_one_fault_has_one_message(trials: Sequence[Trial]) -> None:
    assert [(str(trial), *trial.edition) for trial in trials if len(trial.edition) != 1 and not is_order(trial)] == []


def test_a_fault_of_order_has_seldom_more_than_one_message(trials: Sequence[Trial]) -> None:
    """Where a list begins as one without labels, each label of it is told."""
    several = [trial for trial in trials if len(trial.edition) > 1]
    assert len(several) <= 0.05 * sum(map(is_order, trials))


def is_order(trial: Trial) -> bool:
    return trial.fault.kind == "two children in the wrong order"


def test_the_xpath_leads_to_the_element_of_the_fault(trials: Sequence[Trial]) -> None:
    wrong = [trial for trial in trials if not trial.leads_to(trial.edition[0], trial.fault)]
    assert [(str(trial), trial.edition[0]) for trial in wrong] == []


@pytest.fixture(scope="module", params=SHARES, ids=["short", "long"])
def beyond(
    request: pytest.FixtureRequest, outside_tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Sequence[Trial]:
    """Documents with one fault that no grammar can tell."""
    _, seed, each = request.param
    return tried(
        list(seeded(bases(0), seed, each, BEYOND_GRAMMAR)), outside_tool("jing"), tmp_path_factory.mktemp("beyond")
    )


def test_a_pointer_or_an_id_gone_wrong_is_told_once_at_its_place(beyond: Sequence[Trial]) -> None:
    assert beyond
    right = [trial for trial in beyond if trial.is_right(trial.edition) and len(trial.edition) == 1]
    assert [(str(trial), *trial.edition) for trial in beyond if trial not in right] == []


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
