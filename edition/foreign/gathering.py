"""Every note to the place where it is called: by a reference, by its own target, or by where it stands."""

from collections.abc import Iterator

from edition.foreign.moving import ALTERNATIVES, UNPLACED, Moving
from edition.foreign.pointing import above, is_called_notes, is_list_of_notes, mark_of
from edition.tree import (
    XML_ID,
    Element,
    absorb,
    detach,
    find_all,
    folded,
    insert_after,
    is_element,
    local_name,
    retag,
    text_of,
    xml_id,
)

DATA = frozenset(
    ("person", "personGrp", "persona", "place", "org", "event", "relation", "bibl", "biblStruct", "biblFull",
     "monogr", "analytic", "series", "imprint", "witness", "category", "object", "entry", "entryFree", "sense", "form",
     "castItem", "msDesc", "msItem", "nym", "state", "trait", "listPerson", "listPlace", "listOrg", "listBibl",
     "recording")
)  # fmt: skip


def gather(moving: Moving) -> None:
    """Move the notes of a document to their calls."""
    for group in list(_all(moving, "noteGrp")):
        _ungroup(moving, group)
    for note in list(moving.notes()):
        _settle_kind(moving, note)
    for note in list(moving.notes()):
        _join(moving, note)
    places = [(note, list(above(note))) for note in moving.notes()]
    found = dict.fromkeys(containers[0] for _, containers in places if containers)
    lists = [container for container in found if is_list_of_notes(container) and container.get("type") != UNPLACED]
    followers = {note for notes in moving.groups.values() for note in notes}
    for note, containers in places:
        if note not in followers:
            _bring(moving, note, containers)
        for other in moving.groups.get(note, ()):
            moving.after(other, note)
    for container in lists:
        if container.getparent() is not None:
            moving.clear(container)


def _all(moving: Moving, name: str) -> Iterator[Element]:
    for part in (moving.document.text, moving.document.stand_off):
        if part is not None:
            yield from find_all(part, name)


def _ungroup(moving: Moving, group: Element) -> None:
    """The notes of a group in its place; what leads to the group leads to the first of them."""
    notes = [child for child in group if is_element(child, "note", "noteGrp")]
    if not notes or len(notes) < len([child for child in group if is_element(child)]):
        return
    moving.has_changed = True
    for name, value in group.attrib.items():
        if notes[0].get(name) is None:
            notes[0].set(name, value)
    moving.groups[notes[0]] = notes[1:]
    last = group
    for note in notes:
        insert_after(last, detach(note))
        last = note
    identifier = group.get(XML_ID)
    if identifier and xml_id(notes[0]) == identifier:
        moving.pointing.by_id[identifier] = notes[0]
    detach(group)


def _settle_kind(moving: Moving, note: Element) -> None:
    """What is a datum of a register or a bibliography is no note of the text; one between readings stands behind."""
    parent = note.getparent()
    if parent is None:
        return
    if local_name(parent) in DATA:
        if moving.pointing.is_in_text(note):
            moving.has_changed = True
            retag(note, "desc")
    elif is_element(parent, "app", "choice", "subst", "rdgGrp"):
        host = parent
        for node in parent.iterancestors():
            host = node if is_element(node, *ALTERNATIVES) else host
        moving.after(note, host)


def _join(moving: Moving, note: Element) -> None:
    """A note that goes on another, as at the turn of a page, is the end of that one."""
    for identifier in moving.pointing.ids(note.get("prev")):
        first = moving.pointing.by_id[identifier]
        if is_element(first, "note") and first is not note and folded(text_of(first)) and folded(text_of(note)):
            moving.has_changed = True
            absorb(first, note)
            first.attrib.pop("next", None)
            detach(note)
            return


def _bring(moving: Moving, note: Element, containers: list[Element]) -> None:
    if not containers or note.getparent() is None or _is_ours(moving, note, containers[0]):
        return
    calls = moving.pointing.calls(note)
    marks = [call for call in calls if not folded(text_of(call)) or mark_of(text_of(call))]
    target = moving.pointing.target(note)
    if marks:
        _call(moving, note, marks)
    elif target is not None and not _is_note(target):
        moving.beside(note, target)
    elif calls:
        moving.beside(note, calls[0])
    elif is_list_of_notes(containers[0]) or any(map(is_called_notes, containers)):
        if containers[0].get("type") != UNPLACED:
            moving.to_the_end(note)
    else:
        moving.into_line(note)


def _call(moving: Moving, note: Element, marks: list[Element]) -> None:
    """Put `note` in the place of its first call; further ones become marks of it, links back to it go."""
    first, *others = marks
    mark = mark_of(text_of(first)) or first.get("n", "")
    if mark and not note.get("n"):
        note.set("n", mark)
    if not xml_id(note):
        return
    ids = {found.get(XML_ID) for found in first.iter("{*}*")} | {xml_id(first)}
    for back in list(find_all(note, "ref", "ptr")):
        if ids.intersection(moving.pointing.ids(back.get("target"))) and mark_of(text_of(back)):
            moving.drop(back)
    if is_element(first, "anchor"):
        moving.beside(note, first)
    else:
        moving.to_call(note, first)
    for call in others:
        if not is_element(call, "anchor"):
            moving.second_call(note, call, mark_of(text_of(call)))


def _is_note(node: Element) -> bool:
    return is_element(node, "note")


def _is_ours(moving: Moving, note: Element, parent: Element) -> bool:
    """Whether a note stands off as ours do: editorial, on one anchor of the text."""
    if not is_element(parent, "listAnnotation") or note.get("type") != "editorial":
        return False
    target = moving.pointing.target(note)
    return target is not None and is_element(target, "anchor") and not moving.pointing.calls(note)
