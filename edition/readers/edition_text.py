"""The reader of our own plain text: what `edition build --to txt` writes becomes a record of what it says.

`read_edition_text(data, path)` gives an `EditionText`: title lines, blocks in order (kind, id, number, content),
notes (mark, printed mark, words, signature, hand, where they are called), entries of the apparatus, hands. In all
content words of the edition are `Words`, generated ones `Added`, and the marks of notes and print pages have parts of
their own; `EditionText.generated` has the headings, legends and concordance. `units()` gives all blocks with an id,
`.words` of a block or note its own words on one line. The form is described in docs/plain-text.md. This reader shares
no code with the writers; it knows their labels from styles/labels, and those of an edition where `labels` gives them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from edition.errors import InputRefused
from edition.readers.decoding import SAVE_IT, decode
from edition.readers.edition_blocks import Blocks, label_of
from edition.readers.edition_entries import entries
from edition.readers.edition_inline import plain, signs, unescaped
from edition.readers.edition_labels import LISTS, GeneratedWords, generated_words
from edition.readers.edition_legends import persons_of_title
from edition.readers.edition_lines import Section, joined, logical, sections
from edition.readers.edition_linking import Links
from edition.readers.edition_notes import NoteList, Notes, note_list
from edition.readers.edition_record import Added, Block, EditionText, Note, Person, Words
from edition.report import Message, Severity

NAME = re.compile(r"[^\W\d][\w.-]*")


def read_edition_text(
    data: bytes, path: str = "", labels: Mapping[str, str] | None = None, *, is_known: bool = False
) -> EditionText:
    """The record of a plain text of our own form, read as far as it goes; what does not fit is among its messages.

    `labels` are words of the edition that go before those of its language, by key (`notes.printed`);
    `is_known` says that the text is of our form, though it has no label. Raises `InputRefused` (E340) for a text of
    another form, and what `decode` raises for bytes that are no UTF-8.
    """
    text = decode(data, "utf-8", path, SAVE_IT)
    body, *others = sections(text)
    words = generated_words(_squeezed(text), [section.heading for section in others], labels)
    known = [(words.heading(section.heading)[0], section) for section in others]
    lists = [note_list(section, words) for name, section in known if name and name not in LISTS]
    if not is_known:
        _check_form(body, [name for name, _ in known if name], path)
    notes = Notes()
    for made in lists:
        notes.add_list(made, words)
    links = Links(notes, path)
    title = links.blocks(tuple(_title(body, words)))
    blocks = links.blocks(tuple(Blocks(body.chunks[1:], words.before("figure.shows")).read(0)))
    concordance = next((made.concordance for made in lists if made.concordance), ())
    found = tuple(_with_print(note, concordance) for note in links.linked_notes())
    listed = tuple(entry for name, part in known if name in LISTS for entry in entries(part, name, words, found))
    record = EditionText(
        language=words.language,
        title=title,
        blocks=blocks,
        notes=found,
        entries=listed,
        hands=(),
        concordance=concordance,
        generated=tuple(_generated(lists, known)),
        print_place=next((made.legend.place for made in lists if made.legend.place), ""),
        print_year=next((made.legend.year for made in lists if made.legend.year), ""),
    )
    record = replace(record, hands=tuple(_hands(record, lists, words)))
    said = [*links.messages, *_faults(lists, known, path), *_twice(record, path)]
    return _with_messages(record, said)


def _with_print(note: Note, concordance: tuple[tuple[str, str], ...]) -> Note:
    """`note` with its mark in the print, where only the concordance tells it."""
    printed = next((old for old, new in concordance if new.partition(" ")[0] == note.mark), "")
    return replace(note, printed=printed) if printed and not note.printed and note.series != "ours" else note


def _with_messages(record: EditionText, said: Iterable[Message]) -> EditionText:
    """`record` with these messages, in the order of their lines."""
    return replace(record, messages=tuple(sorted(said, key=lambda message: message.line)))


def _squeezed(text: str) -> str:
    return re.sub(r"[ \u00a0]*\n(?!\n)", " ", re.sub(r"\n{2,}", "\n\n", text))


def _check_form(body: Section, names: list[str], path: str) -> None:
    """Refuse a text that has neither a heading of ours nor a label."""
    labels = (label_of(chunk.lines[0].text) for chunk in body.chunks)
    if names or any(label and label.number and label.id for label in labels):
        return
    raise InputRefused(
        Message(
            "E340",
            "this is no plain text that edition wrote: no paragraph has a label such as “¶1 [gxk3]”.",
            "Begin an edition of it with “edition init FILE”.",
            path=path,
        )
    )


def _title(body: Section, words: GeneratedWords) -> Iterator[Block]:
    """The lines of the title block."""
    if not body.chunks:
        return
    for group in logical(body.chunks[0].lines):
        text = joined(group)
        label = label_of(text)
        number = group[0].number
        if any(persons_of_title([unescaped(text)], words)):
            yield Block("line", (Added(unescaped(text)),), number)
        elif label is not None:
            content = plain(list(signs(text[label.width :], number)))
            yield Block(label.kind, content, number, label.id, label.bare, label.number)
        else:
            yield Block("title" if _is_capital(text) else "line", plain(list(signs(text, number))), number)


def _is_capital(text: str) -> bool:
    words = re.sub(r"\{[^{}]*\}", "", text)
    return words == words.upper()


def _hands(record: EditionText, lists: list[NoteList], words: GeneratedWords) -> Iterator[Person]:
    """Who wrote in the edition, each role of a person once."""
    found = [
        *_authors(record.title, lists),
        *persons_of_title(
            [part.text for block in record.title for part in block.content if isinstance(part, Added)], words
        ),
        *_signing(lists, words, {note.hand for note in record.notes if not note.signature}),
    ]
    known = {person.signature for person in found}
    found += [
        _signer(entry.signature, words) for entry in record.entries if entry.signature and entry.signature not in known
    ]
    yield from dict.fromkeys(found)


def _signer(signature: str, words: GeneratedWords) -> Person:
    """Who signs an emendation and no note: the editors, or somebody of whom the text tells no more."""
    is_edition = signature in (words.words["signature.desk"], words.words["signature.editors"])
    return Person(
        words.words["edition.name"] if is_edition else signature, "edition" if is_edition else "notes", signature
    )


def _authors(title: tuple[Block, ...], lists: list[NoteList]) -> Iterator[Person]:
    """Those who sign nothing, as legends and headings tell; else the line under the title."""
    names = [name for made in lists for name in made.legend.unsigned]
    names += [made.first for made in lists if made.series == "authorial" and made.first]
    if not names:
        lines = [block for block in title if block.content and isinstance(block.content[0], Words)]
        capitals = [number for number, block in enumerate(lines) if _is_capital(block.words)]
        after = lines[capitals[-1] + 1 :] if capitals else []
        names = [block.words for block in after[:1]]
    yield from (Person(name, "author") for name in dict.fromkeys(names))


def _signing(lists: list[NoteList], words: GeneratedWords, unsigned: set[str]) -> Iterator[Person]:
    """Those who sign notes, and of those who do not the ones that wrote one: `unsigned` are their names."""
    for made in lists:
        for signature, name in made.legend.owners.items():
            is_edition = signature in made.legend.edition
            role = "edition" if is_edition else "notes" if name else "unknown"
            yield Person(name, role, signature)
        if made.series in ("editorial", "ours", "ours_mixed") and made.first in unsigned:
            is_edition = made.first == words.words["edition.name"]
            yield Person(made.first, "edition" if is_edition else "notes")
        for name in made.others.values():
            is_edition = name == words.words["edition.name"]
            yield Person(name, "edition" if is_edition else "notes")


def _generated(lists: list[NoteList], known: list[tuple[str, Section]]) -> Iterator[str]:
    for made in lists:
        yield from made.generated
    yield from (section.heading for name, section in known if name in LISTS)


def _faults(lists: list[NoteList], known: list[tuple[str, Section]], path: str) -> Iterator[Message]:
    remedy = "Restore the line from the text that was written, or mend it after docs/plain-text.md."
    found = [fault for made in lists for fault in made.faults]
    found += [(section.line, f"no list is called “{section.heading}”") for name, section in known if not name]
    yield from (Message("W345", f"{what}.", remedy, Severity.WARNING, path, line) for line, what in found)


def _twice(record: EditionText, path: str) -> Iterator[Message]:
    """A message for each id that comes again, and for each that is none."""
    seen: set[str] = set()
    for unit in record.units():
        if unit.id in seen:
            said = f"the id “{unit.bare}” stands here for the second time."
            yield Message("W343", said, "Give this one its own id.", Severity.WARNING, path, unit.line)
        if not NAME.fullmatch(unit.id):
            said = f"“{unit.bare}” is no id of a unit."
            yield Message("W345", said, "Restore the label.", Severity.WARNING, path, unit.line)
        seen.add(unit.id)
