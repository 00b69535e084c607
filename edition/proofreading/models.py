"""What the models of an edition say of the elements of its TEI: what an output leaves out, picks and adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.tree import Element, tei

PICKED = ("choice", "app")


@dataclass(frozen=True)
class Models:
    """What models say for one output, by element.

    `omitted` are elements whose words it does not show where they stand. `picked` are those of which it shows one
    child, with that child where a model names it, else None. `added` has the words that it puts before and after an
    element without marking them as its own. `again` counts how often it shows an element anew, one after the other.
    """

    omitted: frozenset[Element] = frozenset()
    picked: Mapping[Element, Element | None] = field(default_factory=dict)
    added: Mapping[Element, tuple[str, str]] = field(default_factory=dict)
    again: Mapping[Element, int] = field(default_factory=dict)


def plain_models(root: Element) -> Models:
    """What holds of each TEI without models: of several readings one is shown."""
    return Models(picked=dict.fromkeys(root.iter(*map(tei, PICKED))))
