"""Notes and their marks: each editorial note has one anchor, each anchor one note, each printed mark one note."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.document import Document
from edition.tree import Element, is_element, pointers, tei, xml_id

NOTE, ANCHOR = tei("note"), tei("anchor")
DIVISIONS = ("div", "floatingText")  # in which the marks of notes count together
UNKNOWN = "unknown"
FIRST = ("1", "a", "A", "i", "I")
MARKS_SHOWN = 5
COMPARE = "Compare the copy-text; correct @n, or begin a new division where the numbers restart."


def notes_without_anchor(subject: Subject) -> Iterator[Finding]:
    """An editorial note that has not exactly one anchor; one inside the text needs none, for it stands at its place."""
    known = subject.ids
    for note, targets in subject.editorial_notes:
        wrong = [target for target in targets if target in known and not _can_be_mark(known[target])]
        if len(targets) > 1 or (not targets and _is_apart(note)):
            text = f"this note points to {len(targets) or 'no'} anchor{'s' if targets else ''}; it must be one."
            remedy = 'Put one <anchor type="note" xml:id="a.…"/> where its mark is, and “#a.…” into @target.'
            yield Finding("E321", note, text, remedy)
        elif wrong:
            text = f"“#{wrong[0]}” is no anchor of a note."
            yield Finding("E321", note, text, 'Point @target to an <anchor type="note"/>.')


def anchors_without_note(subject: Subject) -> Iterator[Finding]:
    """The anchor of a note to which no note points, or more than one."""
    owners: dict[str, int] = {}
    for _, targets in subject.editorial_notes:
        for target in targets:
            owners[target] = owners.get(target, 0) + 1
    for anchor in subject.elements("anchor"):
        count = owners.get(xml_id(anchor) or "", 0)
        if _is_mark(anchor) and count != 1:
            said = f"{count} notes point" if count else "no note points"
            text = f"{said} to the anchor “{xml_id(anchor) or ''}”."
            remedy = "Give each note an anchor of its own." if count else "Restore the note, or remove the anchor."
            yield Finding("E322", anchor, text, remedy)


def repeated_marks(subject: Subject) -> Iterator[Finding]:
    """A printed mark that comes twice before the marks of its division begin anew; more than five in one message.

    Marks begin anew where their first, such as 1 or a, comes again; asterisks and daggers may always come again.
    """
    again = list(_repeated(subject))
    for mark, before, place in again if len(again) <= MARKS_SHOWN else ():
        text = f"the note “{mark}” has the mark of the note in line {before.sourceline}."
        yield Finding("MARK-TWICE", place, text, COMPARE)
    if len(again) > MARKS_SHOWN:
        lines = ", ".join(str(place.sourceline) for _, _, place in again[:MARKS_SHOWN])
        text = f"{len(again)} notes have the mark of another note before them: lines {lines} …"
        yield Finding("MARK-TWICE", again[0][2], text, COMPARE)


def _repeated(subject: Subject) -> Iterator[tuple[str, Element, Element]]:
    """Triples (mark, where it stands first, where it stands again) in document order."""
    anchored = {target: note for note, targets in subject.editorial_notes for target in targets}
    runs: dict[tuple[Element | None, str], dict[str, tuple[Element | None, Element]]] = defaultdict(dict)
    division = subject.nearest(*DIVISIONS)
    for place in subject.calls:
        note = place if place.tag == NOTE else anchored.get(xml_id(place) or "") if place.tag == ANCHOR else None
        written = note.get("n", "") if note is not None else ""
        mark = written if written.isascii() else normalize("NFKC", written)
        if not mark or not (mark.isalnum() or any(character.isalnum() for character in mark)):
            continue
        run = runs[division(place), _alphabet(mark)]
        first, where = run.setdefault(mark, (note, place))
        if first is note:
            continue
        if _begins_anew(mark, run):
            run.clear()
            run[mark] = note, place
        else:
            yield mark, where, place


def _begins_anew(mark: str, run: Mapping[str, object]) -> bool:
    """Whether `mark` is the first of its kind; an i after h is a letter, one that opened the run a numeral."""
    opening = next(iter(run), mark)
    return mark in FIRST and (opening == mark or opening not in FIRST)


def _alphabet(mark: str) -> str:
    """What marks are counted with: "1", "a" or "A"."""
    return "1" if mark[0].isdigit() else "A" if mark.isupper() else "a"


def unknown_hands(subject: Subject) -> Iterator[Finding]:
    """How many places have a hand that nothing settles; one message, at the first."""
    places = [node for node in subject.by_attribute.get("resp", ()) if _is_unsettled(node)]
    if places:
        text, remedy = f"{count_unsettled(places)}.", 'Settle what can be settled with decisions of kind = "hand".'
        yield Finding("HAND-UNKNOWN", places[0], text, remedy)


def unsettled(document: Document) -> list[Element]:
    """The elements whose hand nothing settles, in document order."""
    return [node for node in document.tree.iterfind(".//*[@resp]") if _is_unsettled(node)]


def _is_unsettled(node: Element) -> bool:
    hands = node.get("resp", "")
    return UNKNOWN in hands and UNKNOWN in pointers(hands)


def count_unsettled(places: Sequence[Element]) -> str:
    """How many `places` there are, as a sentence without its stop."""
    counted = "one place has a hand" if len(places) == 1 else f"{len(places)} places have a hand"
    return f"{counted} that nothing settles"


def _is_apart(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and is_element(parent, "listAnnotation")


def _can_be_mark(node: Element) -> bool:
    """Whether a note may point here; of an anchor without @type the schema tells."""
    return _is_mark(node) or (is_element(node, "anchor") and node.get("type") is None)


def _is_mark(node: Element) -> bool:
    return is_element(node, "anchor") and node.get("type") == "note"
