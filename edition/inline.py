"""Where editorial notes stand: apart from the text, inside it, or inside it without nesting; the TEI is one.

In all three forms a note points with `@target` at its anchor, and the anchor stays where it is; only the note
moves. What the lists of a stand-off document say beyond their notes travels with the notes: the hand's list is
named by `@subtype`, its rule (`@decls`) by `@corresp`, and an order that the hands of the header do not give by a
processing instruction.
"""

from collections import Counter
from itertools import takewhile

from edition.document import Document
from edition.header import UNKNOWN, header
from edition.ledger import is_valid
from edition.tree import (
    XML_ID,
    Element,
    detach,
    element,
    find_all,
    indent,
    insert_after,
    insert_before,
    insert_line,
    instruction,
    instructions,
    is_element,
    is_laid_out,
    pointers,
    remove_line,
    xml_id,
)

ORDER = "edition-notes"
KNOWN = {"type", "subtype", "decls"}


def nested(document: Document) -> Document:
    """`document` with each editorial note at its anchor in the text, inside another note where the anchor is."""
    result, notes = _taken_apart(document)
    for anchor in _anchors(result, notes):
        insert_after(anchor, notes[xml_id(anchor) or ""])
    return result


def flat(document: Document) -> Document:
    """`document` with each editorial note in the text and none in another: it follows the note that it is on."""
    result, notes = _taken_apart(document)
    hosts: dict[Element, Element] = {}
    last: dict[Element, Element] = {}
    for anchor in _anchors(result, notes):
        note, outermost = notes[xml_id(anchor) or ""], _outermost_note(anchor)
        hosts[note] = host = hosts.get(outermost, outermost)
        insert_after(last.get(host, host), note)
        last[host] = note
    return result


def stand_off(document: Document) -> Document:
    """`document` with its editorial notes in lists of their own, one for each hand, and only anchors in the text.

    A note of the text that names no anchor gets one where it stands.
    """
    result = document.copy()
    found = [note for note in find_all(result.text, "note") if note.get("type") == "editorial"]
    for number, note in enumerate(found):
        _ensure_anchor(note, number)
    order = _recorded_order(result)
    for note in reversed(found):
        detach(note)
    _put_back(result, [_list(result, group) for group in _by_hand(result, found, order)])
    return result


def _taken_apart(document: Document) -> tuple[Document, dict[str, Element]]:
    """A copy of `document` without its lists of notes, and the notes by the ids of their anchors."""
    result = stand_off(document)
    lists = _movable(result)
    listed = [note for notes in lists for note in notes]
    by_anchor = {pointers(note.get("target"))[0]: note for note in listed}
    in_order = [by_anchor[xml_id(anchor) or ""] for anchor in _anchors(result, by_anchor)]
    derived = [note for group in _by_hand(result, in_order, []) for note in group]
    if derived != listed:
        order = instruction(ORDER, " ".join(xml_id(note) or "" for note in listed))
        insert_line(result.tree, result.tree.index(result.text), order)
    for notes in lists:
        for note in list(notes):
            _add_rules(note, notes.get("decls"))
            detach(note)
        _drop(notes)
    return result, by_anchor


def _movable(document: Document) -> list[Element]:
    """The lists that can be made again from their notes: those at the head of `standOff` that are as ours are."""
    parent = document.stand_off
    if parent is None:
        return []
    rules = {xml_id(node) for declarations in find_all(document.header, "editorialDecl") for node in declarations}
    lists = list(takewhile(lambda node: _is_plain(node, rules), parent))
    keys = Counter(_hand(node[0]) for node in lists)
    lists = list(takewhile(lambda node: keys[_hand(node[0])] == 1, lists))
    while lists != (kept := list(takewhile(_reached(document, lists).__contains__, lists))):
        lists = kept
    is_emptied = len(lists) == len(parent)
    stays = is_emptied and (len(parent.attrib) > 0 or parent.getnext() is not document.text)
    return [] if stays else lists


def _is_plain(notes: Element, rules: set[str | None]) -> bool:
    if not is_element(notes, "listAnnotation") or notes.get("type") != "notes" or not set(notes.keys()) <= KNOWN:
        return False
    declared = set(pointers(notes.get("decls")))
    is_declared = declared <= rules and len(declared) == len((notes.get("decls") or "").split())
    return is_declared and len(notes) > 0 and all(_is_plain_note(note, notes, rules) for note in notes)


def _is_plain_note(note: Element, notes: Element, rules: set[str | None]) -> bool:
    if not is_element(note, "note") or note.get("type") != "editorial" or xml_id(note) is None:
        return False
    is_free = not rules.intersection(pointers(note.get("corresp")))
    belongs = _hand(note) == _hand(notes[0]) and note.get("subtype") == notes.get("subtype")
    return is_free and belongs and len(pointers(note.get("target"))) == 1


def _reached(document: Document, lists: list[Element]) -> set[Element]:
    """Those of `lists` to whose notes, all of them, an anchor of the text leads."""
    by_anchor = {pointers(note.get("target"))[0]: note for notes in lists for note in notes}
    reached = {by_anchor[xml_id(anchor) or ""] for anchor in _anchors(document, by_anchor)}
    return {notes for notes in lists if all(note in reached for note in notes)}


def _anchors(document: Document, by_anchor: dict[str, Element]) -> list[Element]:
    """The anchors of these notes in reading order: after each the anchors inside its note."""
    found: list[Element] = []
    seen: set[str] = set()
    inside = [find_all(document.text, "anchor")]
    while inside:
        anchor = next(inside[-1], None)
        identifier = xml_id(anchor) or "" if anchor is not None else ""
        if anchor is None:
            inside.pop()
        elif identifier in by_anchor and identifier not in seen:
            seen.add(identifier)
            found.append(anchor)
            inside.append(find_all(by_anchor[identifier], "anchor"))
    return found


def _hand(note: Element) -> tuple[str, str]:
    return note.get("subtype") or "", note.get("resp") or ""


def _by_hand(document: Document, notes: list[Element], order: list[str]) -> list[list[Element]]:
    """`notes` in groups, one for each hand: by the `order` of their ids, or in that of the header's hands."""
    place = {identifier: number for number, identifier in enumerate(order)}
    groups: dict[tuple[str, str], list[Element]] = {}
    for note in sorted(notes, key=lambda note: place.get(xml_id(note) or "", len(place))):
        groups.setdefault(_hand(note), []).append(note)
    if order:
        return list(groups.values())
    hands = header(document).hands
    known = [identifier for identifier, hand in hands.items() if hand.kind != "edition"]
    last = [UNKNOWN, *(identifier for identifier, hand in hands.items() if hand.kind == "edition")]
    rank = {identifier: number for number, identifier in enumerate([*(k for k in known if k != UNKNOWN), *last])}
    return sorted(groups.values(), key=lambda group: rank.get(_hand(group[0])[1].removeprefix("#"), len(rank)))


def _list(document: Document, notes: list[Element]) -> Element:
    """A list of `notes`, with the rules that they bear in `@corresp`."""
    declared = {xml_id(node) for declarations in find_all(document.header, "editorialDecl") for node in declarations}
    rules: dict[str, None] = {}
    for note in notes:
        own = [part for part in (note.get("corresp") or "").split() if part[1:] not in declared]
        rules |= {part: None for part in (note.get("corresp") or "").split() if part not in own}
        if own:
            note.set("corresp", " ".join(own))
        else:
            note.attrib.pop("corresp", None)
    given = {"type": "notes", "subtype": notes[0].get("subtype") or "", "decls": " ".join(rules)}
    return element("listAnnotation", {key: value for key, value in given.items() if value}, *notes)


def _add_rules(note: Element, rules: str | None) -> None:
    if rules:
        note.set("corresp", f"{note.get('corresp') or ''} {rules}".strip())


def _drop(notes: Element) -> None:
    parent = notes.getparent()
    remove_line(notes)
    if parent is not None and len(parent) == 0:
        remove_line(parent)


def _put_back(document: Document, lists: list[Element]) -> None:
    parent, root = document.stand_off, document.tree
    if parent is None and lists:
        made = element("standOff", None, *lists)
        insert_line(root, root.index(document.text), made)
        if is_laid_out(root):
            indent(made, 1)
    elif parent is not None:
        for number, notes in enumerate(lists):
            insert_line(parent, number, notes)
            if is_laid_out(parent):
                indent(notes, 2)


def _recorded_order(document: Document) -> list[str]:
    order: list[str] = []
    for node, content in instructions(document.tree, ORDER):
        order += content.split()
        remove_line(node)
    return order


def _ensure_anchor(note: Element, number: int) -> None:
    if not note.get("target"):
        identifier = xml_id(note) or f"note.{number}"
        bare = identifier[1:] if is_valid(identifier[1:]) else identifier
        note.set(XML_ID, identifier)
        note.set("target", f"#a.{bare}")
        insert_before(note, element("anchor", {"type": "note", "xml:id": f"a.{bare}"}))


def _outermost_note(anchor: Element) -> Element:
    return next((node for node in reversed(list(anchor.iterancestors())) if is_element(node, "note")), anchor)
