"""From a model to the function that shows an element in HTML."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from edition.odd import Rule
from edition.odd.xpath import Test
from edition.tree import Element

if TYPE_CHECKING:
    from edition.writers.html_body import Body

Behaviour: TypeAlias = "Callable[[Body, Element, Rule], None]"
Behaviours: TypeAlias = "Mapping[str, Behaviour]"
Bound: TypeAlias = "tuple[tuple[Test | None, Behaviour, Rule], ...]"


def bound(rules: Mapping[str, tuple[Rule, ...]], behaviours: Behaviours) -> dict[str, Bound]:
    """For each tag the tests of its models, the functions that they call, and the models."""
    return {tag: _bound(ruled, behaviours) for tag, ruled in rules.items()}


def _bound(ruled: tuple[Rule, ...], behaviours: Behaviours) -> Bound:
    return tuple((rule.test, _behaviour(rule, behaviours), rule) for rule in ruled)


def _behaviour(rule: Rule, behaviours: Behaviours) -> Behaviour:
    return behaviours[rule.behaviour] if rule.behaviour else partial(_in_sequence, _bound(rule.rest, behaviours))


def _in_sequence(members: Bound, body: "Body", element: Element, _rule: Rule) -> None:
    """All models of a sequence whose predicate holds, one after the other."""
    for test, behaviour, inner in members:
        if test is None or test(element):
            behaviour(body, element, inner)
