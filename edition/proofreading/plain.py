"""What a plain text shows: read back by our reader of that form, which shares nothing with what writes it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from edition.proofreading.page import Shown
from edition.proofreading.passage import Block, Call, Generated, Item, Passage, Run, flat, letters_of
from edition.proofreading.tei import Reading
from edition.readers.edition_labels import known_labels
from edition.readers.edition_record import Added, EditionText, Inserted, Part, PrintPage, Words
from edition.readers.edition_record import Block as TextBlock
from edition.readers.edition_record import Call as Mark
from edition.readers.edition_text import read_edition_text
from edition.tree import Element, find_all, is_element, pieces, text_of

SHORT = 3  # a preposition or an “and” between names


def read_plain_text(data: bytes, reading: Reading, words: Mapping[str, str] | None = None) -> Shown:
    """What a text shows; `words` are the labels that the edition brings. Raises what `read_edition_text` raises."""
    record = read_edition_text(data, labels=words, is_known=True)
    labels = {letters_of(one["untitled"]).upper() for one in known_labels(words)}
    shown = Shown(has_ids=False, keeps_hidden=False)
    origin = reading.root
    shown.body.items.append(Block("title", "title", list(_title(record.title, reading, labels)), origin))
    shown.body.items += _items(record.blocks, origin)
    series: dict[str, int] = {}
    for index, note in enumerate(record.notes):
        shown.notes.append(Passage(str(index), list(_items(note.content, origin))))
        shown.in_place.append(note.is_in_place)
        shown.lists.append(0 if note.is_in_place else series.setdefault(note.series, len(series) + 1))
        if note.mark:
            shown.marks[str(index)] = letters_of(note.mark)
    shown.generated = len(letters_of(data.decode())) - _count(record)
    return shown


def _items(parts: Iterable[Part], origin: Element) -> Iterator[Item]:
    for part in parts:
        if isinstance(part, Words):
            yield Run(part.text, origin)
        elif isinstance(part, Mark):
            yield Call("" if part.note is None else str(part.note), letters_of(part.mark), origin)
        elif isinstance(part, Inserted):
            yield Call(str(part.note), "", origin)
        elif isinstance(part, TextBlock):
            yield Run(" ", origin)
            yield from _items(part.content, origin)
        elif isinstance(part, Added):
            yield Generated(part.text, is_listed=False, origin=origin)
        else:
            yield Run(" " if not isinstance(part, PrintPage) else "", origin)


def _title(lines: Iterable[TextBlock], reading: Reading, labels: set[str]) -> Iterator[Item]:
    """The lines of the title block, some of them in capitals: those of the TEI with its letters, others generated.

    A text marks none as generated; a line is where the TEI does not have it and the header has its words, or where
    it is among `labels`.
    """
    own = [letters_of("".join(texts)) for texts in _titles(reading.body.items)]
    known = {word for text in _texts(reading.root) for word in _words(text)}
    for line in lines:
        items = list(_items(line.content, reading.root))
        letters = letters_of("".join(item.text for item in items if isinstance(item, Run)) or _made(items))
        same = next((text for text in own if text and text.upper() == letters.upper()), "")
        if same:
            own.remove(same)
            yield from _recased(items, same)
        elif letters.upper() in labels or all(word in known or len(word) <= SHORT for word in _words(_said(items))):
            yield from (item if isinstance(item, Call) else _as_made(item) for item in items)
        else:
            yield from items


def _texts(root: Element) -> Iterator[str]:
    """The words of each element of the header, and each run of them; a word may be parted between elements."""
    for node in (inner for header in find_all(root, "teiHeader") for inner in header.iter("*")):
        yield text_of(node)
        yield text_of(node, lambda inner: is_element(inner, "note"))
        yield from (part for part in pieces(node) if isinstance(part, str))


def _titles(items: Iterable[Item]) -> Iterator[list[str]]:
    """The words of each title of the TEI."""
    for item in items:
        if isinstance(item, Block) and item.kind == "title":
            yield [inner.text for inner in flat(item.items) if isinstance(inner, Run)]
            yield from _titles(item.items)


def _recased(items: Iterable[Item], letters: str) -> Iterator[Item]:
    """`items` with these letters, which are the same but for capitals."""
    at = 0
    for item in items:
        text = item.text if isinstance(item, Run) else item.letters if isinstance(item, Generated) else ""
        end = at + len(letters_of(text))
        yield item if isinstance(item, Call) else Run(letters[at:end], item.origin)
        at = end


def _said(items: Iterable[Item]) -> str:
    return " ".join(item.text for item in items if isinstance(item, Run))


def _made(items: Iterable[Item]) -> str:
    return "".join(item.letters for item in items if isinstance(item, Generated))


def _as_made(item: Item) -> Item:
    return Generated(item.text, is_listed=False, origin=item.origin) if isinstance(item, Run) else item


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _count(record: EditionText) -> int:
    """The letters of the edition in a text."""
    contents = [one.content for one in (*record.title, *record.blocks)] + [note.content for note in record.notes]
    return sum(map(_letters, contents))


def _letters(parts: Iterable[Part]) -> int:
    found = 0
    for part in parts:
        if isinstance(part, Words):
            found += len(letters_of(part.text))
        elif isinstance(part, TextBlock):
            found += _letters(part.content)
    return found
