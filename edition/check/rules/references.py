"""References inside the text: their words, and what these say of where they lead."""

import re
from collections.abc import Iterator, Mapping

from edition.check.finding import Finding
from edition.check.rules.reading import words_of
from edition.check.subject import Subject
from edition.tree import Element, find_all, first_pointer, folded, has_words, is_element, tail_of, text_of

THINGS = ("graphic", "figure", "formula", "ptr", "table", "list", "notatedMusic", "media", "gap")
NOTE_NUMBER = re.compile(
    r"(?i)(?:\b(?:note|notes|n|nn|fn|anm|anmerkung|fußnote|noot|nota)\b\.?\s*|^[\[(]?)(\d{1,4})[\])]?\.?$"
)
IBID = re.compile(r"[\s“‘\"(\[]*(?:ibid|ibidem|idem|loc\. ?cit|op\. ?cit|ebd|ebenda|a\. ?a\. ?O)\b", re.I)
RANGE = re.compile(r"#range\((?:left|right)\(([^(),]+)\),\s*(?:left|right)\(([^(),]+)\)\)")
LEFT_OUT = re.compile(r"(?<!\s)\s*+(?:…|\. ?\. ?\.|\[…\]|—|–)\s*")


def empty_notes(subject: Subject) -> Iterator[Finding]:
    """A note on the text, or apart, that holds neither words nor anything else."""
    for note in subject.elements("note"):
        if not has_words(note) and next(find_all(note, *THINGS), None) is None and not note.get("sameAs"):
            mark = f"the note “{note.get('n')}”" if note.get("n") else "this note"
            yield Finding(
                "NOTE-EMPTY", note, f"{mark} has no words.", "Restore them, or remove the note and its anchor."
            )


def references_without_target(subject: Subject) -> Iterator[Finding]:
    """A `ref` or `ptr` that does not say where it leads, nor what kind of reference it is."""
    for node in subject.elements("ref", "ptr"):
        if not (
            node.get("target") or node.get("cRef") or node.get("type") or node.get("corresp") or node.get("sameAs")
        ):
            text = "this reference leads nowhere."
            if words := folded(text_of(node)):
                text = f"the reference “{words[:40]}” leads nowhere."
            remedy = "Add @target; where it leads out of the edition, @type with its kind, such as page or op-cit."
            yield Finding("REF-WITHOUT-TARGET", node, text, remedy)


def empty_references(subject: Subject) -> Iterator[Finding]:
    """A `ref` without words, which nobody can see; one with a type, such as a mark of a note, has them from it."""
    for node in subject.in_text("ref"):
        if not node.get("type") and not has_words(node) and next(find_all(node, *THINGS), None) is None:
            remedy = "Write what readers shall see, or use <ptr/>."
            yield Finding("REF-EMPTY", node, "this reference has no words.", remedy)


def misnumbered_references(subject: Subject) -> Iterator[Finding]:
    """A reference whose words name another note than the one to which it leads."""
    for node in subject.elements("ref"):
        goal = subject.ids.get(first_pointer(node.get("target"))) if node.get("type") == "note" else None
        number = goal.get("n", "").strip("[]().") if goal is not None and is_element(goal, "note") else ""
        said = NOTE_NUMBER.search(folded(text_of(node))) if number.isdecimal() else None
        if said and int(said[1]) != int(number):
            text = f"the words say note {said[1]}, and the reference leads to the note “{number}”."
            yield Finding(
                "NOTE-CROSS-REFERENCE", node, text, "Compare both notes; correct @target, or the words.", "target"
            )


def baseless_ibids(subject: Subject) -> Iterator[Finding]:
    """An “ibid.” in the first note of all, or one that leads to a note which comes later."""
    notes = subject.in_text("note")
    if notes and not list(subject.elements("listAnnotation")) and (hit := IBID.match(text_of(notes[0]))):
        said = f"“{hit[0].strip()}” stands in the first note; nothing is cited before it."
        yield Finding(
            "IBID-FIRST",
            notes[0],
            said,
            "Supply the note before it, or say in a note what is meant.",
            words=hit[0].strip(),
        )
    order = {note: number for number, note in enumerate(notes)}
    for node in subject.elements("ref"):
        if node.get("type") in ("ibid", "op-cit", "loc-cit"):
            yield from _later(node, subject.ids, order)


def _later(node: Element, ids: Mapping[str, Element], order: Mapping[Element, int]) -> Iterator[Finding]:
    goal = ids.get(first_pointer(node.get("target")))
    own = next((above for above in node.iterancestors() if above in order), None)
    if goal is not None and goal in order and own is not None and order[goal] > order[own]:
        mark = f"the note “{goal.get('n')}”" if goal.get("n") else "a note"
        said = f"“{folded(text_of(node))[:40]}” leads to {mark}, which comes after it."
        yield Finding("IBID-LATER", node, said, "Point it to the note where the work was cited before.", "target")


def doubtful_lemmas(subject: Subject) -> Iterator[Finding]:
    """A lemma that leads to no words, to a range that is reversed, or to other words than it has."""
    order = {node: number for number, node in enumerate(subject.elements("anchor"))}
    for node in subject.elements("ref"):
        if node.get("type") == "lemma":
            yield from _doubtful(node, subject.ids, order)


def _doubtful(node: Element, ids: Mapping[str, Element], order: Mapping[Element, int]) -> Iterator[Finding]:
    lemma, target = folded(text_of(node)), node.get("target", "")
    ends = RANGE.fullmatch(target.strip())
    if not target:
        remedy = 'Add @target, such as "#range(left(a.1.from),left(a.1))".'
        yield Finding("NOTE-LEMMA", node, f"the lemma “{lemma}” does not say where it stands.", remedy)
    if ends is None:
        return
    first, last = ids.get(ends[1]), ids.get(ends[2])
    if first in order and last in order and first is not None and last is not None:
        said = _said(lemma, first, last, order)
        if said:
            yield Finding("NOTE-LEMMA", node, said, "Move the anchors to the words, or correct the lemma.", "target")


def _said(lemma: str, first: Element, last: Element, order: Mapping[Element, int]) -> str:
    """What is wrong with the words between two anchors; "" for nothing, or where they have not one parent."""
    if order[first] >= order[last]:
        return f"the words “{lemma}” would begin where they end, or after it."
    if first.getparent() is not last.getparent():
        return ""
    between = folded(_between(first, last))
    if not between:
        return f"no words stand where the lemma “{lemma}” leads."
    if lemma and not _is_of(lemma, between):
        return f"the lemma is “{lemma}”, and the text there has “{between[:60]}”."
    return ""


def _between(first: Element, last: Element) -> str:
    words = [tail_of(first)]
    for node in first.itersiblings():
        if node is last:
            break
        words += [words_of(node), tail_of(node)]
    return "".join(words)


def _is_of(lemma: str, words: str) -> bool:
    """Whether `lemma` is `words`, or their beginning and end with points between; capitals and signs do not count."""
    whole, parts = _letters(words), [_letters(part) for part in LEFT_OUT.split(lemma)]
    return _letters(lemma) == whole or (len(parts) > 1 and whole.startswith(parts[0]) and whole.endswith(parts[-1]))


def _letters(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())
