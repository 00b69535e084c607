"""Registers of persons, places and bodies: each once, each named, and the names of the text led to them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from edition.check.finding import Finding
from edition.check.rules.structure import is_shown
from edition.check.subject import Subject
from edition.tree import Element, folded, is_element, local_name, text_of, xml_id

ENTRIES = {"person": "persName", "place": "placeName", "org": "orgName"}
POINTING = ("ref", "who", "corresp", "target", "key", "active", "passive", "mutual", "resp", "sameAs", "source", "ana",
            "where", "synch", "copyOf", "persons", "scribeRef", "calendar")  # fmt: skip
NAMES = ("name", "rs", "label", "geogName", "settlement", "region", "country", "district", "bloc")
DATED = ("birth", "death")
REGISTERS = ("listPerson", "listPlace", "listOrg", "particDesc")
LEADING = ("ref", "key", "corresp", "sameAs", "nymRef")
USUAL = 20
MOSTLY = 10
EXCERPT = 40


def repeated_entries(subject: Subject) -> Iterator[Finding]:
    """Two entries of a register for one: the same number of an authority file, or the same name and dates."""
    for kind, name in ENTRIES.items():
        seen: dict[tuple[str, ...], Element] = {}
        for entry in subject.elements(kind):
            if not any(is_element(child, name, *NAMES) and is_shown(child) for child in entry):
                yield Finding("ENTRY-NAMELESS", entry, f"this {kind} has no name.", f"Write it into <{name}>.")
                continue
            for mark in _marks(entry, name):
                first = seen.setdefault(mark, entry)
                if first is not entry:
                    text = f"“{_called(entry, name)}” is the entry in line {first.sourceline} again: {_why(mark)}."
                    yield Finding("ENTRY-TWICE", entry, text, "Keep one, and let its id stand in every @ref.")
                    break


def _marks(entry: Element, name: str) -> Iterator[tuple[str, ...]]:
    """What can tell that two entries are one: numbers with their scheme, and the name with its dates."""
    for child in entry:
        if is_element(child, "idno") and child.get("type") and is_shown(child):
            yield "idno", child.get("subtype") or child.get("type") or "", folded(text_of(child))
    dates = [_dates(child) for child in entry if is_element(child, *DATED)]
    if any(dates):
        yield "dates", _words(entry, name).casefold(), *dates


def _dates(node: Element) -> str:
    stated = " ".join(
        f"{name} {node.get(name)}" for name in ("when", "notBefore", "notAfter", "from", "to") if node.get(name)
    )
    words = stated or folded(text_of(node))
    return f"{local_name(node)} {words}" if words else ""


def _why(mark: tuple[str, ...]) -> str:
    return f"both have the {mark[1]} “{mark[2]}”" if mark[0] == "idno" else "the same name and the same dates"


def _words(entry: Element, name: str) -> str:
    return folded(" ".join(text_of(child) for child in entry if is_element(child, name)))


def _called(entry: Element, name: str) -> str:
    """The first name of an entry; where it has none of its kind, the first of another, else its id."""
    parts = [child for names in ((name,), NAMES) for child in entry if is_element(child, *names)]
    return folded(text_of(parts[0])) if parts else xml_id(entry) or ""


def unused_entries(subject: Subject) -> Iterator[Finding]:
    """An entry of a register that nothing names, in a document whose names lead to its register."""
    entries = {identifier: node for node in subject.elements(*ENTRIES) if (identifier := xml_id(node))}
    if not entries:
        return
    unused = dict(entries)
    pointing = ((node, name) for name in POINTING for node in subject.by_attribute.get(name, ()))
    for node, attribute in pointing:
        for part in node.get(attribute, "").split():
            unused.pop(part.removeprefix("#"), None)
        if not unused:
            return
    for identifier, node in unused.items() if len(unused) < len(entries) else ():
        text = f"nothing in the document names “{_called(node, ENTRIES[local_name(node)])}”."
        yield Finding("ENTRY-UNUSED", node, text, f"Lead its names here with @ref, “#{identifier}”, or remove it.")


def names_without_entry(subject: Subject) -> Iterator[Finding]:
    """A name in the text that leads nowhere, where nearly all of its kind do; where its words do elsewhere, to what."""
    for name in ENTRIES.values():
        names = list(subject.elements(name))
        led = [node for node in names if any(node.get(each) for each in LEADING)]
        if not USUAL <= len(led) < len(names):
            continue
        without = [node for node in names if not any(node.get(each) for each in LEADING) and not _is_entry(node)]
        if len(without) * MOSTLY > len(led):
            continue
        known = _known(led)
        for node in without:
            words = folded(text_of(node))
            kind = {"persName": "person", "placeName": "place"}.get(name, "body")
            elsewhere = f"; elsewhere “{words}” is “{known[words]}”" if words in known else ""
            text = f"nothing says which {kind} “{words[:EXCERPT]}” is{elsewhere}."
            yield Finding("NAME-WITHOUT-REF", node, text, "Add @ref with the id of the entry.")


def _is_entry(node: Element) -> bool:
    """Whether a name stands in a register or in the header, or is a part of another name."""
    around = ("{*}teiHeader", *(f"{{*}}{name}" for name in (*REGISTERS, *ENTRIES, *ENTRIES.values(), "rs", "name")))
    return next(node.iterancestors(*around), None) is not None


def _known(names: list[Element]) -> Mapping[str, str]:
    """Where each wording leads that always leads to one place."""
    leads = {(folded(text_of(node)), node.get("ref", "")) for node in names if node.get("ref")}
    counts = Counter(words for words, _ in leads)
    return {words: ref for words, ref in leads if counts[words] == 1}
