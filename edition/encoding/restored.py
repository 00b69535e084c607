"""A plain text of our own form as TEI again: hands from its legends, ids from its labels, notes where they are called.

What a plain text does not say is not made up: a title set in capitals stays so, divisions are all of one level, and
an attribution that is run in stays with the words before it. Notes bear no ids in the text; theirs are made of their
place, mark and words, so that the same text gives the same ids.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from edition import __version__
from edition.document import Document, empty_document
from edition.encoding.header import header
from edition.encoding.restored_content import Content
from edition.encoding.restored_readings import Readings
from edition.header import UNKNOWN
from edition.ledger import new_mint
from edition.readers.edition_record import Block, Call, EditionText, Note, Person, words_of
from edition.report import Message
from edition.settings import Hand, Print, Role, Settings, Text
from edition.tree import Element, append, element, indent, is_element

TRANSLATIONS = {"fr": "traduction", "de": "Übersetzung", "nl": "vertaling"}
WHOLE = "A plain text written by edition"
NAME = re.compile(r"[a-z][a-z0-9]*")


@dataclass
class Hands:
    """The hands of a text: `all` for its header, ids by name and by role."""

    all: list[Hand] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    subtypes: dict[str, str] = field(default_factory=dict)

    def signing(self, signature: str) -> str:
        """The id of the hand that signs so; "" for none."""
        return next((hand for (_, known), hand in self.notes.items() if signature and known == signature), "")

    def of(self, note: Note) -> tuple[str, str]:
        """The kind of `note` and the id of its hand."""
        if note.series in ("ours", "ours_mixed") and not note.signature:
            return "editorial", "desk"
        found = self.notes.get((note.hand, note.signature)) or self.notes.get((note.hand, ""))
        if note.signature and found is None:
            found = next((hand for (_, signature), hand in self.notes.items() if signature == note.signature), None)
        if not note.signature and note.hand in self.authors and note.series != "editorial":
            return "authorial", self.authors[note.hand]
        return ("editorial", found) if found and found != UNKNOWN else ("unattributed", UNKNOWN)


def restored(record: EditionText, path: str = "") -> tuple[Document, tuple[Message, ...]]:
    """The TEI of a plain text, and a message for each entry of its apparatus that fits no place.

    Each unit stands under its id and number, each note of another hand in a list of its own.
    """
    hands = _hands(record)
    title, book = _titles(record.title)
    readings = Readings(record, hands.signing)
    content = Content(record, _note_ids(record), hands.of, readings)
    settings = _settings(record, hands, title, book)
    document = Document(empty_document(record.language).tree, path)
    append(document.tree, header(settings, [], __version__))
    body = _body(record, content)
    if lists := _lists(record, content, hands):
        append(document.tree, element("standOff", None, *lists))
    append(document.tree, element("text", None, body, *_unplaced(record, content)))
    indent(document.tree)
    return document, tuple(readings.messages(path))


def _settings(record: EditionText, hands: Hands, title: str, book: str) -> Settings:
    text = Text(title=title, book=book, language=record.language)
    print_ = Print(title=book or title, place=record.print_place, date=record.print_year)
    if not record.print_year:
        print_ = Print(bibl=WHOLE)
    return Settings(format=1, text=text, source=(), hand=tuple(hands.all), print=print_)


# Hands


def _hands(record: EditionText) -> Hands:
    made = Hands()
    taken: set[str] = set()
    translators = {person.name for person in record.hands if person.role == "translation"}
    for person in record.hands:
        if person.role == "author":
            made.authors[person.name] = _add(made, Hand(_free(_slug(person.name), taken), "author", person.name))
        elif person.role == "translation":
            said = f"{TRANSLATIONS.get(record.language, 'translation')} {person.origin}".strip()
            _add(made, Hand(_free(f"{_slug(person.name)}.trl", taken), "translation", person.name, label=said))
        else:
            _add_notes(made, person, taken, is_translator=person.name in translators)
    return made


def _add(made: Hands, hand: Hand) -> str:
    made.all.append(hand)
    return hand.id


def _add_notes(made: Hands, person: Person, taken: set[str], *, is_translator: bool) -> None:
    """Add a hand that wrote notes, once for each name and signature."""
    identifier = {"edition": "desk", "unknown": UNKNOWN}.get(person.role, "")
    name = person.name
    known = made.notes.get((name, "")) if identifier != "desk" else made.notes.get((name, person.signature))
    if known is None and not identifier:
        role: Role = "notes to the translation" if is_translator else "notes"
        identifier = _free(f"{_slug(name)}.ann", taken)
        _add(made, Hand(identifier, role, name, signature=person.signature))
    elif identifier == "desk" and all(hand.id != "desk" for hand in made.all):
        _add(made, Hand("desk", "this edition", name, signature=person.signature))
    identifier = identifier or known or UNKNOWN
    made.notes[name, person.signature] = identifier
    made.subtypes[identifier] = {"desk": "desk"}.get(identifier, "translator" if is_translator else _slug(name))


def _slug(name: str) -> str:
    """The last word of a name as an id: `marr` for Ilse Marr."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return next(reversed(NAME.findall(plain)), "hand")


def _free(identifier: str, taken: set[str]) -> str:
    found, number = identifier, 1
    while found in taken:
        number += 1
        found = f"{identifier}{number}"
    taken.add(found)
    return found


# Titles and body


def _titles(title: tuple[Block, ...]) -> tuple[str, str]:
    """The title of the text, and of the book of which it is a part, "" for none."""
    lines = [(block, words_of(block.content)) for block in title]
    main = next((index for index, (block, words) in enumerate(lines) if _is_title(block) and words), 0)
    return (lines[main][1] if lines else ""), " ".join(words for _, words in lines[:main])


def _is_title(block: Block) -> bool:
    words = block.words
    return block.kind in ("title", "head") and words == words.upper()


def _body(record: EditionText, content: Content) -> Element:
    body = element("body")
    main = next((index for index, block in enumerate(record.title) if _is_title(block) or _has_calls(block)), 0)
    is_chapter = any(block.id for block in record.title)
    parent = element("div", {"type": "chapter"}) if is_chapter else body
    if is_chapter:
        append(body, parent)
    authors = {person.name for person in record.hands if person.role == "author"}
    for block in record.title[main:]:
        if block.words or block.id:
            append(parent, _title_line(block, content, authors))
    content.divisions(parent, record.blocks)
    if len(body) == 0 or all(is_element(child, "head", "byline") for child in parent):
        append(parent, element("p"))
    return body


def _has_calls(block: Block) -> bool:
    return any(isinstance(part, Call) for part in block.content)


def _title_line(block: Block, content: Content, authors: set[str]) -> Element:
    if _is_title(block):
        made = element("head", content.given(block))
        content.fill(made, block.content)
    elif block.words in authors:
        made = element("byline", None, element("docAuthor"))
        content.fill(made[0], block.content)
    else:
        made = element("byline")
        content.fill(made, block.content)
    return made


# Notes


def _note_ids(record: EditionText) -> list[str]:
    """An id for each note, made of its place, mark and words."""
    taken = {unit.bare for unit in record.units()}
    found: list[str] = []
    for note in record.notes:
        seed = "|".join((note.series, note.mark, note.unit, str(note.word), str(note.on), note.words))
        bare = new_mint(_choice(seed))(frozenset(taken))
        taken.add(bare)
        found.append(f"n{bare}")
    return found


def _choice(seed: str) -> Callable[[Sequence[str]], str]:
    """A choice that `seed` alone decides."""
    count = 0

    def choice(letters: Sequence[str]) -> str:
        """The next letter."""
        nonlocal count
        count += 1
        digest = hashlib.sha256(f"{seed}|{count}".encode()).digest()
        return letters[int.from_bytes(digest[:4], "big") % len(letters)]

    return choice


def _lists(record: EditionText, content: Content, hands: Hands) -> list[Element]:
    """A list for each hand that wrote notes on the text, in the order of the hands."""
    groups: dict[str, list[Element]] = {}
    for index, note in enumerate(record.notes):
        kind, hand = hands.of(note)
        if kind == "editorial" and note.is_called:
            groups.setdefault(hand, []).append(content.note(index, hands.subtypes.get(hand, "")))
    order = [hand.id for hand in hands.all]
    return [
        element("listAnnotation", {"type": "notes", "subtype": hands.subtypes.get(hand, "notes")}, *groups[hand])
        for hand in sorted(groups, key=lambda hand: order.index(hand) if hand in order else len(order))
    ]


def _unplaced(record: EditionText, content: Content) -> list[Element]:
    """The notes that nothing calls, in a division of their own."""
    lost = [content.note(index) for index, note in enumerate(record.notes) if not note.is_called]
    return [element("back", None, element("div", {"type": "unplaced-notes"}, *lost))] if lost else []
