"""Ids: every one once, each with a name that XML allows, and anchors as the ledger has them."""

import re
from collections.abc import Container, Iterator

from edition.check.addresses import NAME, NCNAME, SIGNS
from edition.check.finding import Finding, Fix
from edition.check.subject import Subject
from edition.ledger import KINDS, is_valid
from edition.report import shortened
from edition.tree import XML_ID, Element, local_name

OPENINGS = frozenset(KINDS.values())
WRONG = re.compile(rf"[^{SIGNS}]")
APART = "\0"  # no id can hold it
WELL_NAMED = re.compile(rf"{NAME}(?:{APART}{NAME})*")
SPACES = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a line break"}
SEVERAL = " \t\n\r"


def repeated_ids(subject: Subject) -> Iterator[Finding]:
    """An `xml:id` that an element before has."""
    first = subject.ids
    for identifier, node in subject.identified if len(first) < len(subject.identified) else ():
        before = first[identifier]
        if before is not node:
            text = f"the xml:id “{identifier}” is that of the {local_name(before)} in line {subject.line(before)}."
            yield Finding("E202", node, text, "Give one of the two another, and look at what points there.", XML_ID)


def badly_named_ids(subject: Subject) -> Iterator[Finding]:
    """An `xml:id` that is no name of XML: it begins with a digit, or holds a sign that no name may hold."""
    if WELL_NAMED.fullmatch(APART.join(subject.ids)):
        return
    pointed = {identifier for _, _, identifier in subject.pointers}
    for identifier, node in subject.identified:
        if NCNAME.fullmatch(identifier):
            continue
        yield _badly_named(identifier, node, subject.ids, pointed)


def _badly_named(identifier: str, node: Element, taken: Container[str], pointed: Container[str]) -> Finding:
    if not identifier.strip(SEVERAL):
        text = f"the xml:id of this {local_name(node)} is empty."
        return Finding("E210", node, text, "Write a name, or remove it.", XML_ID, fix=Fix(XML_ID, None))
    proposed = _proposed(identifier, local_name(node), taken)
    is_safe = identifier.strip(SEVERAL) == proposed
    text = f"the xml:id “{shortened(identifier)}” {_fault(identifier)}."
    others = ", and correct what points there." if identifier in pointed else " or another name."
    fix = Fix(XML_ID, proposed) if is_safe else None
    return Finding("E210", node, text, f"Write “{proposed}”" + ("." if is_safe else others), XML_ID, fix=fix)


def _fault(identifier: str) -> str:
    wrong = WRONG.search(identifier)
    if wrong is None:
        return f"begins with “{identifier[0]}”, and a name begins with a letter"
    sign = SPACES.get(wrong[0], f"“{wrong[0]}”")
    return f"begins with {sign}" if wrong.start() == 0 else f"holds {sign}, which no name may hold"


def _proposed(identifier: str, element: str, taken: Container[str]) -> str:
    """A name made of `identifier`, or of the name of its element, that nothing bears."""
    name = WRONG.sub("-", identifier.strip(SEVERAL)).strip("-.") or element
    if not NCNAME.fullmatch(name):
        name = f"{element[0]}{name}"
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def unknown_anchors(subject: Subject) -> Iterator[Finding]:
    """An `xml:id` with the form of an anchor that the ledger never gave, or that it has retired."""
    ledger = subject.surroundings.ledger
    for identifier, node in subject.identified if ledger and ledger.entries else ():
        bare = identifier[1:]
        if identifier[:1] not in OPENINGS or local_name(node) not in KINDS or not is_valid(bare):
            continue
        entry = ledger.entries.get(bare) if ledger else None
        if entry is None:
            text = f"the anchor “{identifier}” of this {local_name(node)} is not in the ledger."
            yield Finding("ANCHOR-UNKNOWN", node, text, "Restore its line there, or remove the xml:id.", XML_ID)
        elif entry.state in ("deleted", "merged"):
            text = (
                f"the anchor “{identifier}” of this {local_name(node)} is retired: the ledger has it as {entry.state}."
            )
            yield Finding("ANCHOR-UNKNOWN", node, text, "Remove the xml:id; a retired one never comes back.", XML_ID)
