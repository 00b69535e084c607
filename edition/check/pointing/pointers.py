"""Pointers: every one leads to something, and to the right kind of thing."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from edition.check.addresses import NCNAME, XML_BASE, Address, Leads, Reader
from edition.check.finding import Finding, Fix
from edition.check.kinds import (
    TYPED,
    Kind,
    attribute_names,
    kind_of,
    kind_of_name,
    noun,
    pointer_attributes,
)
from edition.check.pointing.destinations import Destinations
from edition.check.subject import Subject
from edition.check.surroundings import Lies, Neighbour
from edition.document import SUFFIXES
from edition.report import shortened
from edition.tree import Element, is_element, local_name, tei

TOLD = 5
WELL_WRITTEN = re.compile(r"""(?:[^\s"<>\\^`{|}#%]|%[0-9A-Fa-f]{2})*(?:#(?:[^\s"<>\\^`{|}#%]|%[0-9A-Fa-f]{2})+)?""")
TO_ELEMENTS = frozenset(
    ("wit", "resp", "who", "hand", "new", "change", "scheme", "decls", "next", "prev", "sameAs", "copyOf", "spanTo",
     "toWhom", "active", "passive", "mutual", "synch", "ana", "rendition", "edRef")
)  # fmt: skip
TYPED_TAGS = frozenset(map(tei, TYPED))
ADDRESSES_OF_IMAGES = "url"
CODES = {"wit": "E212", "resp": "E213"}
UNKNOWN = "unknown"
NOBODY = 'Declare it: <respStmt xml:id="unknown"><resp>words of an unknown hand</resp><name>unknown</name></respStmt>.'
TRAILING = ",;."


def misled_pointers(subject: Subject) -> Iterator[Finding]:
    """A pointer that leads nowhere, to the wrong kind of thing, or that is badly written."""
    yield from _misled(subject, Destinations(subject))


def misled_pointers_of_any_tei(subject: Subject) -> Iterator[Finding]:
    """As `misled_pointers`, but hands and witnesses may be declared anywhere in the document, as TEI has it."""
    yield from _misled(subject, Destinations(subject, is_ours=False))


def _misled(subject: Subject, destinations: Destinations) -> Iterator[Finding]:
    reader = Reader(subject.elements("prefixDef"), has_bases=XML_BASE in subject.by_attribute)
    for attribute in attribute_names() & subject.by_attribute.keys():
        for node, kind in _suspected(subject, attribute, destinations):
            judge = _Judge(node, attribute, kind, destinations)
            yield from _limited(judge, judge.findings(reader))


def ambiguous_pointers(subject: Subject) -> Iterator[Finding]:
    """An id that two elements have and a pointer names; told once, at the first pointer."""
    places: dict[str, list[Element]] = {}
    for identifier, node in subject.identified if len(subject.ids) < len(subject.identified) else ():
        places.setdefault(identifier, []).append(node)
    doubtful = {identifier: nodes for identifier, nodes in places.items() if len(nodes) > 1}
    found: dict[str, list[tuple[Element, str]]] = {}
    for node, attribute, identifier in subject.pointers if doubtful else ():
        if identifier in doubtful:
            found.setdefault(identifier, []).append((node, attribute))
    for identifier, pointing in found.items():
        yield _ambiguous(subject, identifier, doubtful[identifier], pointing)


def _ambiguous(
    subject: Subject, identifier: str, nodes: Sequence[Element], pointing: Sequence[tuple[Element, str]]
) -> Finding:
    node, attribute = min(pointing, key=lambda each: subject.line(each[0]))
    others = len(pointing) - 1
    also = f" and {others} other pointers" if others > 1 else " and another pointer" if others else ""
    where = " or ".join(f"the {local_name(each)} in line {subject.line(each)}" for each in nodes[:TOLD])
    text = f"@{attribute} of this {local_name(node)}{also} may lead to either: “#{identifier}” is {where}."
    return Finding("E215", node, text, "Give each an id of its own, and correct the pointers.", attribute)


def _suspected(subject: Subject, attribute: str, destinations: Destinations) -> Iterator[tuple[Element, Kind]]:
    """The elements whose attribute is not at once seen to be in order, each with what it must lead to.

    Nearly all pointers of a book are one id with “#” before it; they are told here, so that they cost little.
    """
    known = destinations.by_attribute(attribute)
    rules: dict[str, Kind | None] = {}
    for node in subject.by_attribute[attribute]:
        tag = str(node.tag)
        if tag not in rules:
            rules[tag] = kind_of_name(tag, attribute) if attribute in pointer_attributes(tag) else None
        kind = rules[tag]
        if kind is None:
            continue
        if tag in TYPED_TAGS:
            kind = kind_of(node, attribute)
        value = node.get(attribute, "")
        found = known.get(value[1:]) if value[:1] == "#" else None
        if found is None or (kind.names and local_name(found) not in kind.names):
            yield node, kind


def _limited(judge: "_Judge", found: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings of one attribute, and how many more there are."""
    yield from islice(found, TOLD)
    others = list(found)
    if len(others) == 1:
        yield others[0]
    elif others:
        text = f"{len(others)} more addresses in @{judge.attribute} of this {local_name(judge.node)} are wrong."
        yield Finding(others[0].code, judge.node, text, "Correct the first ones, and check again.", judge.attribute)


class _Judge:
    """Judges the addresses in one attribute of one element."""

    def __init__(self, node: Element, attribute: str, kind: Kind, destinations: Destinations) -> None:
        self.node, self.attribute, self.kind = node, attribute, kind
        self.there = destinations
        self.known = destinations.by_attribute(attribute)
        self.value = node.get(attribute, "")

    def findings(self, reader: Reader) -> Iterator[Finding]:
        """What is wrong, in the order of the addresses; what no address may look like is told with the schema."""
        is_told = False
        for written in self.value.split():
            if not WELL_WRITTEN.fullmatch(written):
                continue
            address = reader.read(self.node, written)
            if self._lacks_sign(address):
                yield from () if is_told else (self._unsigned(written),)
                is_told = True
            else:
                yield from self._judged(address)

    def _judged(self, address: Address) -> Iterator[Finding]:
        if address.leads is Leads.HERE:
            yield from self._inside(address)
        elif address.leads is Leads.FILE and self.attribute != ADDRESSES_OF_IMAGES:
            yield from self._in_file(address)
        elif address.leads is Leads.ASTRAY:
            yield self._finding("E219", f"{self._is(address.written)}, which {address.why}.", address.remedy)

    def _inside(self, address: Address) -> Iterator[Finding]:
        for identifier in address.ids:
            found = self.known.get(identifier)
            if identifier in self.there.spaced:
                continue
            if identifier not in self.there.ids:
                yield self._dangling(identifier)
            elif found is None or (self.kind.names and local_name(found) not in self.kind.names):
                yield self._wrong_kind(identifier)

    def _dangling(self, identifier: str) -> Finding:
        retired = self.there.retired(identifier)
        if retired:
            return self._finding("E216", f"{self._leads(f'#{identifier}')}, {retired.text}.", retired.remedy)
        bare = identifier.rstrip(TRAILING)
        if bare != identifier and bare in self.there.ids:
            fix = Fix(self.attribute, " ".join(part.rstrip(TRAILING) for part in self.value.split()))
            text = f"{self._is(f'#{identifier}')}: the sign “{identifier[len(bare)]}” belongs to no id."
            return self._finding("E217", text, "Divide addresses by a space alone.", fix)
        if self.attribute in CODES and self.there.is_ours:
            return self._undeclared(identifier)
        text = f"{self._leads(f'#{identifier}')}, which is nowhere."
        return self._finding(CODES.get(self.attribute, "E211"), text, self.there.nearest(identifier))

    def _undeclared(self, identifier: str) -> Finding:
        said, where, remedy = UNDECLARED[self.attribute]
        known = self.there.listed(self.attribute)
        text = f"{said.format(node=local_name(self.node))} “#{identifier}”, which {where} does not declare ({known})."
        return self._finding(CODES[self.attribute], text, NOBODY if identifier == UNKNOWN else remedy)

    def _wrong_kind(self, identifier: str) -> Finding:
        """The finding for an id of the document that is that of another kind of thing."""
        said = self.there.described(identifier)
        if self.attribute not in CODES or not self.there.is_ours:
            code = CODES.get(self.attribute, "E214")
            text = f"{self._leads(f'#{identifier}')}, {said}; it must lead to {self.kind.said}."
            return self._finding(code, text, self.there.nearest_of(identifier, self.kind))
        begins, _, remedy = UNDECLARED[self.attribute]
        known, what = self.there.listed(self.attribute), self.kind.said.removeprefix("a ")
        text = f"{begins.format(node=local_name(self.node))} “#{identifier}”, which is {said}, not a {what} ({known})."
        return self._finding(CODES[self.attribute], text, self.there.hand_of(identifier) or remedy)

    def _in_file(self, address: Address) -> Iterator[Finding]:
        if is_element(self.node, "ptr") and next(self.node.iterancestors(tei("application")), None) is not None:
            return  # it tells what the file was made from, which need not be at hand
        neighbour = self.there.look(address.file)
        if neighbour is None:
            return
        if neighbour.lies is Lies.THERE and neighbour.ids is None:
            if neighbour.fault and self.there.is_first_to_tell(address.file):
                text = f"{self._leads(address.written)}, but that file cannot be read: {neighbour.fault}"
                yield self._finding("E219", text, "Check that file first.")
        elif neighbour.lies is Lies.ITSELF:
            yield from self._inside(address)
        elif neighbour.lies is Lies.OUTSIDE:
            text = f"{self._leads(address.written)}, out of the folder, where nothing is looked up."
            yield self._finding("E219", text, "Check the folder that holds both files.")
        elif neighbour.lies is Lies.NOWHERE:
            if address.ids or address.file.lower().endswith(SUFFIXES):
                text = f"{self._leads(address.written)}, but there is no file “{shortened(address.file)}”."
                near = f"Perhaps “{neighbour.near}” is meant." if neighbour.near else "Correct the name of the file."
                yield self._finding("E211", text, near)
        else:
            yield from self._in_neighbour(address, neighbour)

    def _in_neighbour(self, address: Address, neighbour: Neighbour) -> Iterator[Finding]:
        known = neighbour.ids or {}
        for identifier in address.ids:
            name = known.get(identifier)
            if name is None:
                text = f"but nothing in “{shortened(address.file)}” has the id “{identifier}”."
                yield self._finding(
                    "E211",
                    f"{self._leads(address.written)}, {text}",
                    self.there.nearest(identifier, known, address.file),
                )
            elif self.kind.names and name not in self.kind.names:
                code = CODES.get(self.attribute, "E214")
                text = f"{self._leads(address.written)}, {noun(name)}; it must lead to {self.kind.said}."
                yield self._finding(code, text, self.kind.remedy)

    def _lacks_sign(self, address: Address) -> bool:
        """Whether an address is one of a file by its form and an id by its meaning."""
        written = address.written
        if address.leads is not Leads.FILE or not NCNAME.fullmatch(written) or self.attribute == ADDRESSES_OF_IMAGES:
            return False
        neighbour = self.there.look(address.file)
        if neighbour is not None and neighbour.lies in (Lies.THERE, Lies.ITSELF):
            return False
        is_file = written.lower().endswith(SUFFIXES)
        return written in self.there.ids or (self.attribute in TO_ELEMENTS and not is_file)

    def _unsigned(self, written: str) -> Finding:
        text = f"{self._is(written)}, which names a file: an id has “#” before it."
        if written not in self.there.ids:
            near = self.there.nearest(written)
            return self._finding("E217", text, near if near.startswith("Perhaps") else f"Write “#{written}”.")
        parts = (part for part in self.value.split() if part != "#")
        value = " ".join(f"#{part}" if part in self.there.ids else part for part in parts)
        return self._finding("E217", text, f"Write “{shortened(value)}”.", Fix(self.attribute, value))

    def _is(self, written: str) -> str:
        return f"@{self.attribute} of this {local_name(self.node)} is “{shortened(written)}”"

    def _leads(self, written: str) -> str:
        return f"@{self.attribute} of this {local_name(self.node)} leads to “{shortened(written)}”"

    def _finding(self, code: str, text: str, remedy: str, fix: Fix | None = None) -> Finding:
        return Finding(code, self.node, text, remedy, self.attribute, fix=fix)


UNDECLARED = {
    "wit": ("the {node} names the witness", "the list of witnesses", "Add <witness xml:id=…> or correct @wit."),
    "resp": ("the {node} is given to the hand", "the title statement", "Add <respStmt xml:id=…> or correct @resp."),
}
