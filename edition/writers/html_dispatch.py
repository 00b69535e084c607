"""From a model to the function that shows an element in HTML."""

from collections.abc import Callable, Mapping
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
    return {
        tag: tuple((rule.test, behaviours.get(rule.behaviour, _in_sequence), rule) for rule in ruled)
        for tag, ruled in rules.items()
    }


def _in_sequence(body: "Body", element: Element, rule: Rule) -> None:
    """All models of a sequence whose predicate holds, one after the other."""
    for test, behaviour, inner in bound({"": rule.rest}, body.behaviours)[""]:
        if test is None or test(element):
            behaviour(body, element, inner)
