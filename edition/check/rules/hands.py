"""Hands: all of them declared once and used, and no words of another without one."""

from collections.abc import Iterator, Sequence

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import NAMESPACES, Element, folded, is_element, local_name, pointers, tei, text_of, xml_id

STATEMENT = "tei:teiHeader/tei:fileDesc/tei:titleStmt"
UNKNOWN = "unknown"
NAMING = ("resp", "who", "hand", "source", "corresp", "decls", "target", "active", "passive")
NOTE_HAND = "Correct @type or @resp."
WORDED = {"supplied": "supplied words", "reg": "regular forms", "expan": "expansions", "ex": "expansions"}
SPOKEN = frozenset(
    map(tei, ("note", "corr", "supplied", "reg", "expan", "ex", "rdg", "lem", "seg", "bibl", "quote", "cit"))
)
SHOWN = 5
OF_THE_WHOLE = ("translat", "traduc", "tradui", "übersetz", "vertal", "vertaa", "encod")
TRANSCRIBING = ("transcri", "transkri")
GIVE = "Add @resp with the id of the hand; #unknown where nothing settles it."


def repeated_hands(subject: Subject) -> Iterator[Finding]:
    """Two hands of one person with one role; a hand without words."""
    seen: dict[tuple[str, str], Element] = {}
    for hand in subject.tree.iterfind(f"{STATEMENT}/tei:respStmt", NAMESPACES):
        role, name = _words(hand, "resp"), _name(hand)
        if not role or not name:
            what = "role" if not role else "name"
            yield Finding("HAND-NAMELESS", hand, f"this hand has no {what}.", f"Write its {what}, or remove it.")
            continue
        first = seen.setdefault((role.casefold(), name.casefold()), hand)
        if first is not hand:
            text = f"the hand “{_id(hand)}” has the role and the name of “{_id(first)}”: {name}, {role}."
            yield Finding("HAND-TWICE", hand, text, "Keep one, and let its id stand in every @resp.")


def _words(hand: Element, name: str) -> str:
    return folded(" ".join(text_of(child) for child in hand if is_element(child, name)))


def _name(hand: Element) -> str:
    return folded(
        " ".join(text_of(child) for child in hand if is_element(child) and not is_element(child, "resp", "note"))
    )


def _id(hand: Element) -> str:
    return xml_id(hand) or _words(hand, "resp")


def unused_hands(subject: Subject) -> Iterator[Finding]:
    """A hand to which nothing is given; an author needs no words, nor who translated or transcribed the whole."""
    hands = {
        f"#{identifier}": hand
        for hand in subject.tree.iterfind(f"{STATEMENT}/*", NAMESPACES)
        if (identifier := xml_id(hand)) and identifier != UNKNOWN and _has_words(hand)
    }
    naming = ((node, name) for name in NAMING for node in subject.by_attribute.get(name, ()))
    for node, attribute in naming:
        if not hands:
            return
        for identifier in hands.keys() & node.get(attribute, "").split():
            del hands[identifier]
    for identifier, hand in hands.items():
        text = f"nothing is given to the hand “{identifier[1:]}”."
        yield Finding("HAND-UNUSED", hand, text, "Give it its words with @resp, or remove it.")


def _has_words(hand: Element) -> bool:
    """Whether there should be words of `hand`, which is no author and did not translate or transcribe the whole."""
    role = f"{_words(hand, 'resp')} {hand.get('role', '')}".casefold().strip()
    is_of_the_whole = role.startswith(OF_THE_WHOLE) or any(stem in role for stem in TRANSCRIBING)
    return is_element(hand, "respStmt", "editor") and not is_of_the_whole


def words_without_hand(subject: Subject) -> Iterator[Finding]:
    """Words of the text that cannot be the author's and say of no hand whose they are; many in one message."""
    authors = _authors(subject)
    for name, what in WORDED.items():
        found = [node for node in subject.elements(name) if _is_in_text(node) and not _is_given(node, authors)]
        for node in found if len(found) <= SHOWN else ():
            text = f"“{folded(text_of(node))}” is no word of the source, and nothing says whose it is."
            yield Finding("WORDS-WITHOUT-HAND", node, text, GIVE)
        if len(found) > SHOWN:
            text = f"{len(found)} {what} (“{name}”) do not say whose they are; this is the first."
            yield Finding("WORDS-WITHOUT-HAND", found[0], text, GIVE)


def _authors(subject: Subject) -> set[str]:
    found = subject.tree.iterfind(f"{STATEMENT}/tei:author", NAMESPACES)
    return {identifier for author in found if (identifier := xml_id(author))}


def _is_in_text(node: Element) -> bool:
    return next(node.iterancestors(tei("text")), None) is not None


def _is_given(node: Element, authors: set[str]) -> bool:
    """Whether `node`, or what it stands in, is said to be somebody's; what the author's note holds is not, by that."""
    for each in (node, *node.iterancestors()):
        if any(each.get(name) for name in ("source", "hand", "evidence") if each is node):
            return True
        named = each.get("resp")
        if named and (each is node or is_element(each, "choice") or not authors.issuperset(pointers(named))):
            return True
    return False


def insertions_without_hand(subject: Subject) -> Iterator[Finding]:
    """Words marked as inserted by another, of which nothing says by whom."""
    for node in subject.elements("seg"):
        if node.get("type") == "insertion" and not node.get("resp"):
            text = f"nothing says who inserted “{folded(text_of(node))}”."
            yield Finding("INSERTION-WITHOUT-HAND", node, text, GIVE)


def contradicted_notes(subject: Subject) -> Iterator[Finding]:
    """A note whose type and hand do not agree: editorial and the author’s, or unattributed with a known hand."""
    authors = _authors(subject)
    said: dict[tuple[str | None, str | None], str] = {}
    for note in subject.elements("note"):
        kind, hands = note.get("type"), note.get("resp")
        if (kind, hands) not in said:
            said[kind, hands] = _contradiction(kind, pointers(hands), authors)
        if said[kind, hands]:
            yield Finding("NOTE-HAND", note, said[kind, hands], NOTE_HAND, "resp")


def _contradiction(kind: str | None, hands: Sequence[str], authors: set[str]) -> str:
    """What is to be said of notes of this type and these hands; "" for nothing."""
    if kind == "editorial" and hands and authors.issuperset(hands):
        return f"this note is editorial, and “#{hands[0]}” is the author."
    if kind == "unattributed" and hands and UNKNOWN not in hands:
        return f"this note is unattributed, and yet of the hand “#{hands[0]}”."
    return ""


def notes_in_text(subject: Subject) -> Iterator[Finding]:
    """An editorial note inside the text of an edition whose others stand apart."""
    apart, inside = 0, []
    for note in subject.elements("note"):
        if note.get("type") == "editorial":
            parent = note.getparent()
            if parent is not None and is_element(parent, "listAnnotation"):
                apart += 1
            elif _is_in_text(note):
                inside.append(note)
    if inside and apart:
        yield from _astray(inside, apart)


def _astray(notes: Sequence[Element], apart: int) -> Iterator[Finding]:
    remedy = 'Move it to the list of its hand in <standOff>, and leave an <anchor type="note"/> here.'
    for note in notes:
        what = f"the editorial note “{note.get('n')}”" if note.get("n") else "this editorial note"
        count = "the other stands" if apart == 1 else f"the other {apart} stand"
        yield Finding("NOTE-IN-TEXT", note, f"{what} stands in the text; {count} apart.", remedy)


def idle_hands(subject: Subject) -> Iterator[Finding]:
    """Words of the body that are said to be the author's, which all of its words are."""
    authors = {f"#{identifier}" for identifier in _authors(subject)}
    silent = [node for node in subject.by_attribute.get("resp", ()) if node.tag not in SPOKEN]
    for node in silent:
        if node.get("resp") not in authors or not _is_in_text(node):
            continue
        if not any(above.get("resp") for above in node.iterancestors()):
            text = f"@resp gives this {local_name(node)} to the author, who wrote the text anyway."
            yield Finding("HAND-IDLE", node, text, "Remove @resp.", "resp")
