"""Of several readings of one place the one that is read: what `choice` and `app` hold."""

from collections.abc import Iterator

from edition.tree import Element, is_element, tei

SOURCES = ("sic", "orig", "abbr")
EDITED = ("corr", "reg", "expan")
GROUPS = ("rdgGrp", "lemGrp")
HOLDING = ("choice", "app", *GROUPS)
BESIDE = ("note", "noteGrp", "anchor", "pb", "cb", "lb", "milestone")
GROUP_TAGS, BESIDE_TAGS = frozenset(map(tei, GROUPS)), frozenset(map(tei, BESIDE))


def alternatives(node: Element) -> Iterator[Element]:
    """The readings that `choice` or `app` holds, those of groups too, in order; inner `choice` and `app` are one."""
    for child in node:
        if child.tag in GROUP_TAGS:
            yield from alternatives(child)
        elif child.tag not in BESIDE_TAGS and isinstance(child.tag, str):
            yield child


def beside(node: Element) -> list[Element]:
    """What stands in `choice` or `app` and is no reading: notes, points."""
    return [child for child in node if is_element(child, *BESIDE)]


def shown(node: Element) -> Element | None:
    """The reading that is read: correction, regular or expanded form, lemma; else the first; None where empty."""
    first = ("lem",) if is_element(node, "app") else EDITED
    found = list(alternatives(node))
    return next((child for child in found if is_element(child, *first)), found[0] if found else None)


def is_passed_over(node: Element) -> bool:
    """Whether `node` is a reading of which another is read in its place."""
    around = node.getparent()
    if around is None or not is_element(around, *HOLDING):
        return False
    while around is not None and is_element(around, *GROUPS):
        around = around.getparent()
    is_reading = not is_element(node, *GROUPS, *BESIDE)
    return is_reading and around is not None and is_element(around, "choice", "app") and shown(around) is not node
