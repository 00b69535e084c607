"""Single values by the datatypes of the ODD, so that a wrong one is told where it was written."""

from functools import cache

from lxml import etree

from edition.odd.own import edition_odd
from edition.resources import resource
from edition.tree import TEI_NS, Element

RNG = "{http://relaxng.org/ns/structure/1.0}"


def misfit(datatype: str, value: str) -> str:
    """What `value` must be to be of the ODD's `datatype`, such as `data.date`; "" where it is."""
    return "" if _schema(datatype).validate(_holder(value)) else f"It must be {_described(datatype)}."


def misfit_in_words(datatype: str, value: str) -> str:
    """As `misfit`, for a value that may be several with white space between them, but not none."""
    return next((said for word in value.split() or [""] if (said := misfit(datatype, word))), "")


@cache
def _schema(datatype: str) -> etree.RelaxNG:
    """The schema of one element whose attribute has values of `datatype`, made of the definitions of ours."""
    grammar = etree.fromstring(resource("tei", "edition.rng"))
    for node in list(grammar):
        if node.tag != f"{RNG}define" or not node.get("name", "").startswith("data."):
            grammar.remove(node)
    start = etree.SubElement(grammar, f"{RNG}start")
    holder = etree.SubElement(start, f"{RNG}element", {"name": "value"})
    attribute = etree.SubElement(holder, f"{RNG}attribute", {"name": "is", "ns": ""})
    etree.SubElement(attribute, f"{RNG}ref", {"name": datatype})
    return etree.RelaxNG(grammar)


def _holder(value: str) -> Element:
    holder = etree.Element(f"{{{TEI_NS}}}value")
    try:
        holder.set("is", value)
    except ValueError:
        holder.set("not", "")
    return holder


def _described(datatype: str) -> str:
    return edition_odd().datatypes[datatype].description
