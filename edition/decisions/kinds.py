"""The kinds of decision as frozen dataclasses: what an editor has decided, and where."""

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Literal

from edition.odd.values import misfit, misfit_in_words

WORD = {"form": partial(misfit, "data.word")}
NUMBER = {"form": partial(misfit, "data.number")}
DATE = {"form": partial(misfit, "data.date")}
LANGUAGE = {"form": partial(misfit, "data.language")}
POINTERS = {"form": partial(misfit_in_words, "data.pointer")}

Cert = Literal["", "high", "medium", "low"]


@dataclass(frozen=True)
class Selector:
    """A place in the source: words (`exact`), a point (`before`, `after`), or a whole note (`note` alone)."""

    exact: str = ""
    """These words."""
    prefix: str = ""
    """What stands right before `exact`, where the words occur more than once."""
    suffix: str = ""
    """What stands right after `exact`."""
    before: str = ""
    """What stands right before the point."""
    after: str = ""
    """What stands right after the point."""
    note: str = ""
    """Alone: the whole note printed with this mark. Beside other keys: look only in the words of that note."""
    source: str = ""
    """Look only in this file."""


@dataclass(frozen=True)
class Decision:
    """What all kinds have. `by` is the hand that decides, "" for the hand of this edition.

    `at` is None only where a kind can do without; `line` is where the decision stands in its file.
    """

    name: ClassVar[str] = ""

    at: Selector | None = None
    """Where it is: words, a point or a note."""
    until: Selector | None = None
    """Where the range ends that `at` begins; it is looked for after `at`."""
    id: str = ""
    """A name of its own, which messages tell."""
    by: str = ""
    """The hand that decides; left out, that of this edition."""
    why: str = ""
    """The reason, for those who come after."""
    line: int = field(default=0, metadata={"internal": True})
    path: str = field(default="", metadata={"internal": True})


@dataclass(frozen=True)
class Emend(Decision):
    """A correction of characters. At a point it inserts.

    Becomes `choice/sic/corr`.
    """

    name: ClassVar[str] = "emend"

    read: str = field(kw_only=True)
    """What stands in place of the selected words; `""` deletes them."""
    type: Literal["transcription", "misprint", "translation", "author"] = "transcription"
    """Whose slip it is: of the digital copy, of the printer, of the translator or of the author."""
    cert: Cert = "high"
    """How sure the correction is."""
    source: str = field(default="", metadata=POINTERS)
    """Where the print was seen: an address or a witness."""


@dataclass(frozen=True)
class BlockQuote(Decision):
    """A quotation set off from the text.

    Becomes `quote rend="block"`, in a `cit` where there is an attribution.
    """

    name: ClassVar[str] = "block-quote"

    attribution: Selector | None = None
    """The words after the quoted ones that say whose they are."""
    inside: Literal[False, True, "end"] = False
    """`true` where the sentence goes on after it, `"end"` where it ends its paragraph."""


@dataclass(frozen=True)
class Verse(Decision):
    """Lines of verse: one for each line of the source; an indented one stays indented.

    Becomes `lg/l`.
    """

    name: ClassVar[str] = "verse"


@dataclass(frozen=True)
class Heading(Decision):
    """A heading.

    Becomes `div/head`.
    """

    name: ClassVar[str] = "heading"

    type: str = field(default="section", metadata=WORD)
    """The type of the division that it heads."""
    read: str = ""
    """The same letters in other capitals."""


@dataclass(frozen=True)
class Section(Decision):
    """A division that begins with the selected paragraph and has no heading.

    Becomes a `div` without `head`.
    """

    name: ClassVar[str] = "section"

    type: str = field(default="section", metadata=WORD)
    """The type of the division."""


@dataclass(frozen=True)
class Caption(Decision):
    """The caption of an image that the source has lost.

    Becomes `figure/head`, with a `gap` for the image.
    """

    name: ClassVar[str] = "caption"

    hand: str = ""
    """Who wrote it; left out where nobody knows."""
    cert: Cert = ""
    """How sure that is."""


@dataclass(frozen=True)
class Table(Decision):
    """A table that the source shows as lines.

    Becomes `table/row/cell`.
    """

    name: ClassVar[str] = "table"

    columns: int = field(kw_only=True)
    """How many columns it has."""
    cells: tuple[str | Selector, ...] = field(kw_only=True)
    """Where each cell begins, in reading order: words, or selectors."""
    head: Selector | None = None
    """The heading of the table."""
    label_row: bool = False
    """Whether the first row has the labels of the columns."""
    label_column: bool = False
    """Whether the first column has the labels of the rows."""


@dataclass(frozen=True)
class ItemList(Decision):
    """A list.

    Becomes `list/item`.
    """

    name: ClassVar[str] = "list"

    items: tuple[str | Selector, ...] = field(kw_only=True)
    """Where each item begins, like cells."""
    head: Selector | None = None
    """The heading of the list."""


@dataclass(frozen=True)
class Letter(Decision):
    """A letter inside the text.

    Becomes `floatingText type="letter"`.
    """

    name: ClassVar[str] = "letter"

    dateline: Selector | None = None
    """Its place and date."""
    salute: Selector | None = None
    """Its salutation."""
    signed: Selector | None = None
    """Its signature."""


@dataclass(frozen=True)
class Speech(Decision):
    """A speech of a play.

    Becomes `sp/speaker/p`.
    """

    name: ClassVar[str] = "speech"

    speaker: Selector | None = None
    """Who speaks."""
    stage: tuple[Selector, ...] = ()
    """The stage directions in it."""


@dataclass(frozen=True)
class ParagraphJoin(Decision):
    """The selected paragraph goes on from the one before: the break between them is an error.

    Becomes one `p`, with a `milestone type="sic"` where the break was.
    """

    name: ClassVar[str] = "paragraph-join"


@dataclass(frozen=True)
class ParagraphSplit(Decision):
    """A paragraph begins at the selected point, where the source has no break.

    Becomes two `p`, with a `milestone type="corr"` between.
    """

    name: ClassVar[str] = "paragraph-split"


@dataclass(frozen=True)
class HandDecision(Decision):
    """Whose words a bracket, a note or a citation is.

    Becomes `@resp` on a bracket, a note or a citation.
    """

    name: ClassVar[str] = "hand"

    hand: str = field(kw_only=True)
    """The id of the hand."""
    as_: Literal["", "note", "insertion", "bibl", "ref"] = ""
    """What it is the hand of, where that is not plain: the whole note, a bracket, a citation or a reference."""
    cert: Cert = ""
    """How sure that is."""


@dataclass(frozen=True)
class Note(Decision):
    """A note of this edition, at a point or on a span. `[[note]]` is a shorter way to write it.

    Becomes `note type="editorial"` in the list of its hand, and its `anchor`.
    """

    name: ClassVar[str] = "note"

    text: str = field(kw_only=True)
    """Its words; paragraphs are parted by a blank line."""
    on: Selector | None = None
    """The note of the source that it is on, in place of `at`: `{ note = "2" }`."""


@dataclass(frozen=True)
class NotePlace(Decision):
    """Where the mark of a note stood that the source has lost; `at` is a point.

    Becomes the note, or its anchor, at this place.
    """

    name: ClassVar[str] = "note-place"

    note: str = field(kw_only=True)
    """The mark with which the note is printed."""


@dataclass(frozen=True)
class Foreign(Decision):
    """Words in another language than the text.

    Becomes `foreign xml:lang`.
    """

    name: ClassVar[str] = "foreign"

    lang: str = field(kw_only=True, metadata=LANGUAGE)
    """That language."""


@dataclass(frozen=True)
class Title(Decision):
    """The title of a work.

    Becomes `title`.
    """

    name: ClassVar[str] = "title"

    level: Literal["", "a", "m", "j", "s", "u"] = ""
    """What kind of work: an article or part (`a`), a book (`m`), a journal, a series, or what is unpublished (`u`)."""


@dataclass(frozen=True)
class Name(Decision):
    """The name of a person, place, organization, or of the author of a quotation.

    Becomes `persName`, `placeName`, `orgName` or `author`.
    """

    name: ClassVar[str] = "name"

    type: Literal["person", "place", "organization", "author"] = "person"
    """What it is the name of."""
    ref: str = field(default="", metadata=POINTERS)
    """Where that is described: the entry of a register (`#per.orr`) or an address."""


@dataclass(frozen=True)
class Date(Decision):
    """A date.

    Becomes `date`.
    """

    name: ClassVar[str] = "date"

    when: str = field(default="", metadata=DATE)
    """The day, month or year."""
    from_: str = field(default="", metadata=DATE)
    """When a period began."""
    to: str = field(default="", metadata=DATE)
    """When it ended."""
    notBefore: str = field(default="", metadata=DATE)  # noqa: N815 - TEI's name
    """The earliest that it can be."""
    notAfter: str = field(default="", metadata=DATE)  # noqa: N815 - TEI's name
    """The latest that it can be."""


@dataclass(frozen=True)
class Reference(Decision):
    """A cross-reference, or a citation of a work.

    Becomes `ref` or `bibl`. Words that are a mark without a note of its own (`[5]`, or `[1]` once more) become a second
    mark of the note.
    """

    name: ClassVar[str] = "reference"

    type: Literal["note", "page", "ibid", "op-cit", "loc-cit", "supra", "bibl"] = "bibl"
    """What it refers to: a note, a page, a work, or the place cited before."""
    target: Selector | str = field(default="", metadata=POINTERS)
    """Where it leads: `{ note = "1" }` or an address."""


@dataclass(frozen=True)
class Gap(Decision):
    """Something that the source does not have; `at` is a point.

    Becomes `gap`.
    """

    name: ClassVar[str] = "gap"

    reason: str = field(default="not-in-source", metadata={"form": partial(misfit_in_words, "data.word")})
    """Why it is missing."""
    unit: str = field(default="", metadata=WORD)
    """What is missing, such as `page`."""
    quantity: str = field(default="", metadata=NUMBER)
    """How many of them."""


@dataclass(frozen=True)
class Keep(Decision):
    """What stands here is not what it looks like: no rule and no proposal touches it.

    Becomes nothing.
    """

    name: ClassVar[str] = "keep"

    proposal: str = ""
    """The id of a proposal that is rejected; then nothing else is touched."""


KINDS: dict[str, type[Decision]] = {
    kind.name: kind
    for kind in (
        Emend, BlockQuote, Verse, Heading, Section, Caption, Table, ItemList, Letter, Speech, ParagraphJoin,
        ParagraphSplit, HandDecision, Note, NotePlace, Foreign, Title, Name, Date, Reference, Gap, Keep,
    )
}  # fmt: skip
