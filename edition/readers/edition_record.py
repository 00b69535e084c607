"""What is read from a plain text of our own form: blocks, notes, apparatus entries, hands; and what was generated.

Content is a sequence of parts in reading order. Words of the edition are in `Words` alone; what the programme added
(numbers of a list, help such as `(= note 1)`) is in `Added`. Marks, print pages and notes in place have parts of their
own. The form is described in docs/plain-text.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from edition.report import Message


@dataclass(frozen=True)
class Words:
    """Words of the edition on one line, escapes undone; a space at an end parts them from what stands beside them."""

    text: str


@dataclass(frozen=True)
class Call:
    """A note mark, such as `3`. `note` is the index of its note in the record, None where there is none.

    `is_second` tells a further mark of a note that was called before. `line` counts from 1.
    """

    mark: str
    line: int
    note: int | None = None
    is_second: bool = False


@dataclass(frozen=True)
class PrintPage:
    """The beginning of a printed page; `is_in_word` where it breaks a word."""

    number: str
    is_in_word: bool


@dataclass(frozen=True)
class Added:
    """Words that the programme generated, such as `(= note 1)` or the number of an item."""

    text: str


@dataclass(frozen=True)
class Inserted:
    """A note that stands in place; the index of it in the record."""

    note: int


@dataclass(frozen=True)
class Break:
    """A place between two things of its kind: `paragraph`, `line`, `stanza`, `cell`, `row`.

    `indent` stands at the beginning of a line of verse that is set in, `labels` at that of a row of labels.
    """

    kind: str


@dataclass(frozen=True)
class Block:
    """One block of the text.

    `kind` is the name of the TEI element (`p`, `lg`, `head`, `list`, `item`, `label`, `table`, `figure`, `sp`,
    `speaker`, `milestone`, `div`), or `line` where a block without label does not tell. `id` is the whole `xml:id`,
    `bare` it as the text shows it, `number` its permanent number, "" for none. `indent` is the column at which it
    begins, from 0; `line` counts from 1. `blanks` are the blank lines before it.
    """

    kind: str
    content: "tuple[Part, ...]"
    line: int
    id: str = ""
    bare: str = ""
    number: str = ""
    indent: int = 0
    blanks: int = 0

    @property
    def words(self) -> str:
        """Its own words on one line, without those of labelled blocks in it."""
        return words_of(self.content)

    @property
    def nested(self) -> "tuple[Block, ...]":
        """The labelled blocks in it, outermost only."""
        return tuple(_labelled(self.content))


Part: TypeAlias = Words | Call | PrintPage | Added | Inserted | Break | Block


@dataclass(frozen=True)
class Note:
    """One note.

    `mark` is its mark in the text, "" for one in place; `printed` the mark of the print where the text tells another,
    else `mark` if the series keeps the numbers of the print. `signature` is how its words are signed, "" for none;
    `hand` the name of who wrote it, "" where the text does not tell. `series` is the label of its list without
    `notes.`: `printed`, `ours`, `ours_mixed`, `authorial`, `editorial`, `unplaced`. `unit` is the id of the block that
    calls it, "" for the title block, or one without id, and for a note on a note; `word` counts the words before the
    call in it; `on` is the index of the note that calls it, None for none. `is_called` is false where no mark was
    found.
    """

    mark: str
    content: tuple[Part, ...]
    line: int
    printed: str = ""
    signature: str = ""
    hand: str = ""
    series: str = ""
    unit: str = ""
    word: int = 0
    on: int | None = None
    is_called: bool = False

    @property
    def is_in_place(self) -> bool:
        """Whether its words stand in another note."""
        return not self.mark

    @property
    def words(self) -> str:
        """Its own words on one line, those of blocks in it included, without those of notes in place."""
        return words_of(self.content, is_whole=True)


@dataclass(frozen=True)
class Entry:
    """One entry of the apparatus: `list` is `emendations`, `variants` or `unattributed`.

    `place` is what it names, such as `df5t` or `note 15`, and `note` the index of that note, None for a unit; `text`
    is the whole entry. `lemma` is the reading that is shown, or the words whose hand nobody knows, "" where the entry
    is one of a note as a whole; `reading` what stands after the bracket. `is_omitted` says that the source lacks
    `reading`, the end of the lemma; `is_added` that it has `reading` behind the lemma. `type` and `cert` are those of
    TEI, `signature` that of the hand; all are "" where it gives none.
    """

    list: str
    place: str
    text: str
    line: int
    note: int | None = None
    lemma: str = ""
    reading: str = ""
    type: str = ""
    cert: str = ""
    signature: str = ""
    is_omitted: bool = False
    is_added: bool = False


@dataclass(frozen=True)
class Person:
    """A hand as the text names it: `role` is `author`, `translation`, `notes`, `edition` or `unknown`.

    `name` is that of the text (`the editors`), "" for an unknown hand; `signature` is "" where it signs nothing;
    `origin` is what a translation says of its original (`from the German`).
    """

    name: str
    role: str
    signature: str = ""
    origin: str = ""


@dataclass(frozen=True)
class EditionText:
    """A plain text of our form, read.

    `title` are the lines of the title block, `blocks` those of the body in order, nested ones inside others; `notes`
    stand in the order of their lists, notes in place after the note that they stand in. `language` is that of the
    generated words. `generated` are all generated words outside of blocks and notes: headings, legends, concordance.
    `concordance` are pairs (mark in the print, what it became). `messages` say what does not fit, with line.
    """

    language: str
    title: tuple[Block, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    hands: tuple[Person, ...]
    concordance: tuple[tuple[str, str], ...] = ()
    generated: tuple[str, ...] = ()
    print_place: str = ""
    print_year: str = ""
    messages: tuple[Message, ...] = ()

    def units(self) -> Iterator[Block]:
        """All blocks with an id, in order, of the title block too; notes have none in a text."""
        for block in (*self.title, *self.blocks):
            yield from _units(block)


def words_of(content: tuple[Part, ...], *, is_whole: bool = False) -> str:
    """The words in `content` on one line, without notes in place; those of labelled blocks where `is_whole`."""
    return " ".join("".join(_texts(content, is_whole=is_whole)).split())


def _texts(content: tuple[Part, ...], *, is_whole: bool) -> Iterator[str]:
    for part in content:
        if isinstance(part, Words):
            yield part.text
        elif isinstance(part, Break) or (isinstance(part, PrintPage) and not part.is_in_word):
            yield " "
        elif isinstance(part, Block):
            yield " "
            if is_whole or not part.id:
                yield from _texts(part.content, is_whole=is_whole)
                yield " "


def _labelled(content: tuple[Part, ...]) -> Iterator[Block]:
    for part in content:
        if isinstance(part, Block) and part.id:
            yield part
        elif isinstance(part, Block):
            yield from _labelled(part.content)


def _units(block: Block) -> Iterator[Block]:
    if block.id:
        yield block
    for part in block.content:
        if isinstance(part, Block):
            yield from _units(part)
