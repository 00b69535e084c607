"""The ledger of citable paragraphs at work: which units a text has, which id and number each of them bears."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from edition.document import Document
from edition.errors import QuestionsOpen
from edition.fingerprints import Fingerprint, SourceWords
from edition.ledger import KINDS, Entry, Ledger, Mint, is_valid
from edition.matching import Candidate, match
from edition.report import Message
from edition.tree import XML_ID, Element, find_all, is_element, local_name, pointers, text_of, xml_id

NUMBERED = ("p", "lg", "table")
CLOSED = ("note", "cell", "item")
UNNUMBERED_WITHIN = ("p", "figure", "head", *CLOSED)
NO_POINTER = ("n", "rend", "when", XML_ID)
SHOWN = 8
RANGE_END = re.compile(r"(?<=\()[^(),]+(?=[,)])")


def units(document: Document) -> Iterator[Element]:
    """The citable units of `document` in reading order, each editorial note where its anchor stands.

    Last come editorial notes that no anchor of the text leads to, in the order of their lists.
    """
    by_target = {target: note for note in _editorial(document) for target in pointers(note.get("target"))}
    seen: set[Element] = set()
    yield from _units(document.text, by_target, seen)
    for note in _editorial(document):
        if note not in seen:
            seen.add(note)
            yield note
            yield from _units(note, by_target, seen)


def is_unit(node: Element) -> bool:
    """Whether `node`, an element of the text, is citable: a paragraph, stanza group, speech, list, table …"""
    if not is_element(node, *KINDS):
        return False
    if is_element(node, "note"):
        return True
    if any(is_element(ancestor, *CLOSED) for ancestor in node.iterancestors()):
        return False
    parent = node.getparent()
    if is_element(node, "head"):
        return parent is not None and is_element(parent, "div", "body", "front", "back")
    return not is_element(node, "lg") or not any(is_element(ancestor, "lg") for ancestor in node.iterancestors())


def assign(document: Document, ledger: Ledger, mint: Mint | None) -> tuple[Document, Ledger]:
    """A copy of `document` in which each unit bears its final id and number, and the ledger that says so.

    A unit whose source reading the ledger knows keeps its id; any other gets one from `mint`. Ids of anchors
    (`a.` and the bare id) and all pointers follow. Where `mint` is None a new id raises `QuestionsOpen`.
    """
    result = document.copy()
    found = list(units(result))
    words = SourceWords(result)
    prints = [words.fingerprint(unit) for unit in found]
    candidates = [Candidate(is_element(unit, "note"), print_) for unit, print_ in zip(found, prints, strict=True)]
    ids = match(candidates, ledger, _marked(found, ledger))
    bare = _minted(result, found, ids, ledger, mint)
    numbers = _numbers(found, bare, ledger)
    for unit, number in zip(found, numbers, strict=True):
        _set_number(unit, number)
    _rename(result, found, bare)
    rows = zip(found, bare, prints, numbers, strict=True)
    return result, _updated(ledger, [_entry(ledger, *row) for row in rows])


def _units(root: Element, by_target: dict[str, Element], seen: set[Element]) -> Iterator[Element]:
    """The units inside `root`, each followed by those inside it and by the notes whose anchors it holds."""
    inside = [root.iterdescendants("{*}*")]
    while inside:
        node = next(inside[-1], None)
        if node is None:
            inside.pop()
            continue
        if is_unit(node):
            seen.add(node)
            yield node
        note = by_target.get(xml_id(node) or "") if is_element(node, "anchor") else None
        if note is not None and note not in seen:
            seen.add(note)
            yield note
            inside.append(note.iterdescendants("{*}*"))


def _editorial(document: Document) -> Iterator[Element]:
    stand_off = document.stand_off
    if stand_off is not None:
        for notes in find_all(stand_off, "listAnnotation"):
            yield from (note for note in notes if is_element(note, "note"))


def _marked(found: list[Element], ledger: Ledger) -> list[str | None]:
    """Ids of the ledger that units bear already, in the order of `found`; None for any other unit."""
    bare = [(xml_id(unit) or "")[1:] for unit in found]
    return [identifier if is_valid(identifier) and identifier in ledger.entries else None for identifier in bare]


def _minted(
    document: Document, found: list[Element], ids: list[str | None], ledger: Ledger, mint: Mint | None
) -> list[str]:
    """The bare ids of `found`, new ones where `ids` has None."""
    if mint is None and None in ids:
        raise _locked(found[ids.index(None)], ids.count(None), ledger.path)
    own = {xml_id(unit) for unit in found}
    others = {identifier[1:] for identifier in document.by_id() if identifier not in own}
    taken = {*ledger.entries, *others, *filter(None, ids)}
    return [identifier or new for identifier, new in zip(ids, _fresh(mint, taken, ids), strict=True)]


def _fresh(mint: Mint | None, taken: set[str], ids: list[str | None]) -> Iterator[str]:
    """A new id for each None in `ids`, "" for the others."""
    frozen = frozenset(taken)
    for identifier in ids:
        if identifier is not None or mint is None:
            yield ""
            continue
        new = mint(frozen)
        if new in taken:
            frozen = frozenset(taken)
            new = mint(frozen)
        taken.add(new)
        yield new


def _locked(unit: Element, count: int, path: str) -> QuestionsOpen:
    words = " ".join(text_of(unit, lambda node: is_element(node, "note")).split()[:SHOWN])
    units_ = "1 unit" if count == 1 else f"{count} units"
    return QuestionsOpen(
        Message(
            "LOCKED",
            f"the text has {units_} without an id, the first a {local_name(unit)}: “{words}”.",
            f"Encode without --locked, look at what {path} gains, and commit it.",
            path=path,
        )
    )


def _scope(unit: Element) -> Element:
    """The chapter in which `unit` is numbered: the nearest one, else the outermost body, front or back."""
    outermost = unit
    for ancestor in unit.iterancestors():
        if is_element(ancestor, "div") and ancestor.get("type") == "chapter":
            return ancestor
        if is_element(ancestor, "body", "front", "back"):
            outermost = ancestor
    return outermost


def _chapter(scope: Element) -> str | None:
    """How the ledger names `scope`: the number of the chapter, `front`, `back`, None for the body."""
    if is_element(scope, "div"):
        before = (node for node in scope.itersiblings(preceding=True) if node.get("type") == "chapter")
        return scope.get("n") or str(1 + sum(1 for _ in before))
    return None if is_element(scope, "body") else local_name(scope)


def _is_numbered(unit: Element) -> bool:
    if not is_element(unit, *NUMBERED):
        return False
    return not any(is_element(ancestor, *UNNUMBERED_WITHIN) for ancestor in unit.iterancestors())


Number = tuple[str | None, str] | None


def _numbers(found: list[Element], bare: list[str], ledger: Ledger) -> list[Number]:
    """Chapter and number of each unit, None for a unit outside the flow; published numbers stay."""
    scopes: dict[Element, list[int]] = {}
    for at, unit in enumerate(found):
        if _is_numbered(unit):
            scopes.setdefault(_scope(unit), []).append(at)
    numbers: list[Number] = [None] * len(found)
    for scope, places in scopes.items():
        chapter = _chapter(scope)
        entries = [ledger.entries.get(bare[at]) for at in places]
        used = (e.number for e in ledger.entries.values() if e.chapter == chapter and e.state != "draft")
        for at, number in zip(places, _sequence(entries, set(filter(None, used))), strict=True):
            numbers[at] = (chapter, number)
    return numbers


def _sequence(entries: list[Entry | None], published: set[str]) -> Iterator[str]:
    """Numbers for the units of one chapter: 1, 2, 3 … until the first release, then 17a between 17 and 18."""
    used = set(published)
    fixed = [entry.number if entry and entry.state != "draft" else None for entry in entries]
    last = max((at for at, number in enumerate(fixed) if number), default=-1)
    highest = max((_leading(number) for number in used), default=0)
    base = "0" if last >= 0 else ""
    for at, published_number in enumerate(fixed):
        if published_number is not None:
            number = published_number
            base = str(_leading(number))
        elif at > last:
            highest += 1
            number = str(highest)
        else:
            number = next(f"{base}{letters}" for letters in _letters() if f"{base}{letters}" not in used)
        used.add(number)
        yield number


def _leading(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else 0


def _letters() -> Iterator[str]:
    """a, b … z, za, zb …: what follows a number so that plain sorting keeps the order."""
    prefix = ""
    while True:
        yield from (prefix + chr(code) for code in range(ord("a"), ord("z") + 1))
        prefix += "z"


def _set_number(unit: Element, number: Number) -> None:
    if number is not None:
        unit.set("n", number[1])
    elif is_element(unit, *NUMBERED):
        unit.attrib.pop("n", None)


def _rename(document: Document, found: list[Element], bare: list[str]) -> None:
    """Give `found` their ids and let anchors and pointers follow."""
    anchors = {xml_id(anchor) or "": anchor for anchor in find_all(document.tree, "anchor")}
    renamed: dict[str, str] = {}
    for unit, identifier in zip(found, bare, strict=True):
        renamed |= _renamed(unit, identifier, anchors)
        unit.set(XML_ID, KINDS[local_name(unit)] + identifier)
    for name, anchor in anchors.items():
        if name in renamed:
            anchor.set(XML_ID, renamed[name])
    for node in document.tree.iter("{*}*"):
        for key, value in node.attrib.items():
            if "#" in value and key not in NO_POINTER:
                node.set(key, " ".join(_pointer(part, renamed) for part in value.split(" ")))


def _renamed(unit: Element, bare: str, anchors: Container[str]) -> dict[str, str]:
    """Old and new ids of `unit`, and of its anchors where it is a note."""
    provisional = xml_id(unit)
    renamed = {provisional: KINDS[local_name(unit)] + bare} if provisional else {}
    if is_element(unit, "note"):
        for anchor in (f"a.{provisional}", *pointers(unit.get("target"))):
            if anchor in anchors:
                renamed |= {anchor: f"a.{bare}", f"{anchor}.from": f"a.{bare}.from"}
    return renamed


def _pointer(pointer: str, renamed: dict[str, str]) -> str:
    if not pointer.startswith("#"):
        return pointer
    if "(" in pointer:
        return RANGE_END.sub(lambda found: renamed.get(found.group(), found.group()), pointer)
    return "#" + renamed.get(pointer[1:], pointer[1:])


def _entry(ledger: Ledger, unit: Element, bare: str, fingerprint: Fingerprint, number: Number) -> Entry:
    known = ledger.entries.get(bare)
    chapter, shown = number or (None, None)
    return Entry(
        id=bare,
        kind=KINDS[local_name(unit)],
        chapter=chapter,
        number=shown,
        since=known.since if known else None,
        into=known.into if known else (),
        prints=fingerprint.prints,
        words=fingerprint.words,
        trigrams=fingerprint.sketch,
        state="draft" if known is None else known.state.replace("deleted", "live"),
    )


def _updated(ledger: Ledger, present: list[Entry]) -> Ledger:
    """The ledger with the units that the text has now; drafts that are gone vanish, published ids stay."""
    ids = [entry.id for entry in present]
    before, after = [None, *ids][:-1], [*ids, None][1:]
    entries = {
        entry.id: replace(entry, after=left, before=right)
        for entry, left, right in zip(present, before, after, strict=True)
    }
    for entry in ledger.entries.values():
        if entry.id not in entries and entry.state != "draft":
            entries[entry.id] = replace(entry, state="deleted") if entry.state == "live" else entry
    return replace(ledger, entries=dict(sorted(entries.items())))
