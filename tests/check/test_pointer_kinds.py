"""The kinds of things that pointers lead to, against TEI as a whole."""

from pathlib import Path

import pytest
from lxml import etree

from edition.check import kinds
from edition.tree import Element, tei

RNG = "{http://relaxng.org/ns/structure/1.0}"
POINTING = ("anyURI", "teidata.pointer")
KINDS = [kind for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)]


@pytest.fixture
def tei_all(shared: Path) -> Element:
    """The schema of all of TEI."""
    return etree.parse(shared / "schemas" / "tei_all.rng").getroot()


def elements(schema: Element) -> set[str]:
    """The names of all elements."""
    return {node.get("name", "") for node in schema.iter(f"{RNG}element")}


def is_pointer(attribute: Element) -> bool:
    """Whether a value of this attribute is an address, or several."""
    return any(word in etree.tostring(attribute, encoding="unicode") for word in POINTING)


def test_every_kind_is_of_elements_that_tei_has(tei_all: Element) -> None:
    named = {name for kind in KINDS for name in kind.names}
    named |= {name for name, _ in kinds.BY_ELEMENT} | set(kinds.NOUNS)
    named |= {name for names in kinds.OF_ELEMENTS.values() for name in names}
    assert named - elements(tei_all) == set()


def test_an_attribute_that_is_always_a_pointer_is_one_wherever_tei_has_it(tei_all: Element) -> None:
    found = [(node.get("name"), is_pointer(node)) for node in tei_all.iter(f"{RNG}attribute")]
    assert kinds.ALWAYS - {name for name, _ in found} == set()
    assert kinds.ALWAYS & {name for name, is_one in found if not is_one} == set()


def test_a_kind_that_an_attribute_must_lead_to_is_of_a_pointer() -> None:
    attributes = {*kinds.BY_ATTRIBUTE, *(attribute for _, attribute in kinds.BY_ELEMENT)}
    assert attributes - kinds.attribute_names() == set()
    assert all(attribute in kinds.pointer_attributes(tei(name)) for name, attribute in kinds.BY_ELEMENT)


@pytest.mark.parametrize(("name", "attribute"), [("date", "from"), ("interaction", "active"), ("gi", "scheme")])
def test_what_only_looks_like_a_pointer_is_none(name: str, attribute: str) -> None:
    assert attribute not in kinds.pointer_attributes(tei(name))
