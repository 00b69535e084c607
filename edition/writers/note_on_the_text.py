"""The note on the text: copy-text, hands, rules and counts, told from the header and the views of an edition."""

from collections import Counter
from collections.abc import Iterable, Iterator

from edition.apparatus import Apparatus, Emendation, Note
from edition.header import UNKNOWN, Hand
from edition.imprint import Imprint, Rule
from edition.tree import find_all, first_pointer, is_element, pointers
from edition.writers.labels import Labels
from edition.writers.lines import Line, Run, Section, counted, described, filled, in_order, said, spaced
from edition.writers.rendering import Rendering

NOTE_ON_THE_TEXT = "note-on-the-text"
CLASSES = ("transcription", "misprint", "translation", "author", "supplied", "reg", "expan", "paragraph")
SILENT = ("correction", "quotation", "normalization", "hyphenation")


def note_on_the_text(says: Rendering, facts: Imprint) -> Section:
    """The note, a paragraph for each matter of which there is something to say."""
    matters = (_copy_text, _hands, _rules, _notes, _corrections, _insertions, _silent, _remarks)
    paragraphs = [spaced(list(matter(says, facts))) for matter in matters]
    return Section(NOTE_ON_THE_TEXT, says.words("front.note_on_the_text"), tuple(filter(None, paragraphs)))


def _copy_text(says: Rendering, facts: Imprint) -> Iterator[Line]:
    words = says.words
    for at, book in enumerate(facts.books):
        yield filled(words, "text_note.also" if at else "text_note.copy_text", described(book, words))
        if book.original is not None:
            yield filled(words, "text_note.original", described(book.original, words))
    if facts.created:
        yield said(words("text_note.created", date=facts.created))
    if facts.sources and facts.is_ours:
        yield said(counted(words, "text_note.digital", len(facts.sources)))
    elif facts.sources:
        listed = words.listed([source.words for source in facts.sources if source.words])
        yield said(words("text_note.digital_of", sources=listed)) if listed else ()


def _remarks(says: Rendering, facts: Imprint) -> Iterator[Line]:  # noqa: ARG001 - all matters are told alike
    yield from (said(_sentence(remark)) for remark in facts.remarks)


def _hands(says: Rendering, facts: Imprint) -> Iterator[Line]:  # noqa: ARG001 - as above
    view, words = says.apparatus, says.words
    hands = [hand for hand in view.header.hands.values() if hand.kind != UNKNOWN and hand.name]
    if len(hands) > 1:
        listed = words("between").join(_told(hand, words) for hand in hands)
        yield said(words("text_note.hands", hands=listed))
    for series in view.series:
        yield said(says.legend(series).replace("\u00a0", " "))
    if any(series.name == "ours" for series in view.series):
        yield said(words("text_note.letters"))


def _told(hand: Hand, words: Labels) -> str:
    key = f"hand.{hand.kind}"
    role = words(key) if hand.kind != "notes" or hand.role.lower().startswith("note") else hand.role
    return words("text_note.hand", name=in_order(hand.name), role=", ".join(filter(None, (role, hand.year))))


def _rules(says: Rendering, facts: Imprint) -> Iterator[Line]:
    words = says.words
    for rule in facts.rules:
        yield said(_rule(says, rule))
        if rule.evidence:
            yield said(words("text_note.evidence", evidence=_sentence(rule.evidence)))


def _rule(says: Rendering, rule: Rule) -> str:
    key = f"rule.{rule.pattern}"
    names = _names(says, rule) if key in says.words else ""
    return says.words(key, names=names) if key in says.words and (names or "{" not in says.words(key)) else rule.words


def _names(says: Rendering, rule: Rule) -> str:
    """Whose notes stand in the lists that a rule has settled."""
    stand_off = says.document.stand_off
    lists = find_all(stand_off, "listAnnotation") if stand_off is not None else ()
    ruled = [notes for notes in lists if rule.id in pointers(notes.get("decls"))]
    hands = {first_pointer(note.get("resp")) for notes in ruled for note in find_all(notes, "note")}
    return says.words.listed([says.apparatus.hand(hand).name for hand in sorted(hands - {"", UNKNOWN})])


def _notes(says: Rendering, facts: Imprint) -> Iterator[Line]:  # noqa: ARG001 - as above
    view, words = says.apparatus, says.words
    every = (*view.notes, *view.unplaced)
    hands = _by_hand(every)
    if len(hands) == 1:
        yield said(_all_by(says, next(iter(hands)), len(every)))
    elif every:
        listed = words.listed([_share(says, hand, count) for hand, count in hands.items()])
        yield said(counted(words, "text_note.notes", len(every), hands=listed))
    if view.unplaced:
        yield said(counted(words, "text_note.unplaced", len(view.unplaced)))


def _all_by(says: Rendering, identifier: str, count: int) -> str:
    hand = says.apparatus.hand(identifier)
    if hand.kind == UNKNOWN:
        return counted(says.words, "text_note.all_unknown", count)
    return counted(says.words, "text_note.all_by", count, name=owner(says, hand))


def _by_hand(notes: Iterable[Note]) -> Counter[str]:
    return Counter(note.hand for note in notes)


def _share(says: Rendering, identifier: str, count: int) -> str:
    """`3 by the editors`, `1 of an unknown hand`."""
    hand = says.apparatus.hand(identifier)
    if hand.kind == UNKNOWN:
        return says.words("text_note.share_unknown", count=str(count))
    return says.words("text_note.share", count=str(count), name=owner(says, hand))


def owner(says: Rendering, hand: Hand) -> str:
    """How a hand is named in a sentence: the editors for the desk of this edition, else the name."""
    return says.words("edition.name") if hand.kind == "edition" else in_order(hand.name)


def _corrections(says: Rendering, facts: Imprint) -> Iterator[Line]:  # noqa: ARG001 - as above
    view, words = says.apparatus, says.words
    if view.emendations:
        classes = Counter(map(_class, view.emendations))
        order = [name for name in (*CLASSES, "other") if name in classes]
        listed = words.listed([counted(words, f"corrections.{name}", classes[name]) for name in order])
        yield said(counted(words, "text_note.corrections", len(view.emendations), classes=listed))
        yield from _certainties(view, words)
        yield _seen(view, words)
    if view.variants:
        yield said(counted(words, "text_note.variants", len(view.variants)))


def _class(entry: Emendation) -> str:
    if is_element(entry.element, "milestone"):
        return "paragraph"
    return entry.type if entry.type in CLASSES else "other"


def _certainties(view: Apparatus, words: Labels) -> Iterator[Line]:
    counts = Counter(entry.cert for entry in view.emendations)
    told = [counted(words, f"text_note.cert_{cert}", counts[cert]) for cert in ("medium", "low") if counts[cert]]
    if told:
        yield said(words("text_note.certainty", counts=words.listed(told)))


def _seen(view: Apparatus, words: Labels) -> Line:
    """How many corrections were compared with the print: those that name it as their source."""
    seen = sum(any(node.get("source") for node in entry.element.iter("{*}corr")) for entry in view.emendations)
    return said(counted(words, "text_note.seen", seen) if seen else words("text_note.none_seen"))


def _insertions(says: Rendering, facts: Imprint) -> Iterator[Line]:  # noqa: ARG001 - as above
    words, view = says.words, says.apparatus
    inserted = [node for node in find_all(says.document.text, "seg") if node.get("type") == "insertion"]
    if inserted:
        by = Counter(first_pointer(node.get("resp")) or UNKNOWN for node in inserted)
        listed = words.listed([_share(says, hand, count) for hand, count in by.items()])
        yield said(counted(words, "text_note.insertions", len(inserted), hands=listed))
    if view.unattributed:
        yield said(counted(words, "text_note.unattributed", len(view.unattributed)))


def _silent(says: Rendering, facts: Imprint) -> Iterator[Line]:
    """What was changed in silence: in our words where our encoder says so, else in those of the header."""
    if facts.is_ours:
        yield said(says.words("text_note.silent"))
        return
    for name, paragraphs in facts.declarations.items():
        if name in (*SILENT, "p", "punctuation", "segmentation"):
            yield from ((Run(_sentence(words)),) for words in paragraphs)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "’", "”", "»", ")")) else f"{words}."
