"""What is said of elements that TEI has and our schema does without, and of what is lacking or comes early."""

from pathlib import Path

import pytest
from lxml import etree

from edition.check import check
from edition.document import parse
from edition.odd import edition_odd
from edition.resources import resource

RELAX_NG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
NAMES = resource("tei", "elements-of-tei.txt").decode().split()


def told(body: str) -> list[str]:
    """What the schema says of words of the body, in a document that is otherwise let be."""
    words = f'<TEI xmlns="{TEI}"><text><body>{body}</body></text></TEI>'
    return [
        f"{each.text} {each.remedy}" for each in check(parse(words.encode())) if each.code in ("E201", "E203", "E204")
    ][1:]


def test_the_list_of_names_is_that_of_all_of_tei(shared: Path) -> None:
    tree = etree.parse(shared / "schemas" / "tei_all.rng")
    spaces = tree.iter(f"{RELAX_NG}element")
    wanted = {each.get("name") for each in spaces if _namespace(each) == TEI and each.get("name")}
    assert set(NAMES) == wanted


def _namespace(node: etree._Element) -> str:
    return next((each.get("ns", "") for each in (node, *node.iterancestors()) if each.get("ns")), "")


def test_the_edition_s_elements_are_all_elements_of_tei() -> None:
    assert set(edition_odd().elements) - set(NAMES) == set()


def test_an_element_of_tei_is_not_called_a_slip_of_the_pen() -> None:
    (said,) = told("<p><textDesc/></p>")
    assert said.startswith("“textDesc” is an element of TEI that this schema does without. Say it with another")


@pytest.mark.parametrize(
    ("there", "lacking"),
    [("sic", "corr"), ("corr", "sic"), ("orig", "reg"), ("reg", "orig"), ("abbr", "expan"), ("expan", "abbr")],
)
def test_of_a_choice_of_one_the_other_half_is_named(there: str, lacking: str) -> None:
    (said,) = told(f"<p><choice><{there}>a</{there}></choice></p>")
    assert said.startswith(f"this choice lacks “{lacking}”.")


def test_what_is_nowhere_beside_it_is_lacking() -> None:
    (said,) = told("<p><figure><figDesc>a</figDesc></figure></p><list><label>a</label></list>")
    assert said.startswith("this list lacks “item”.")
