"""`edition.toml` as frozen dataclasses: what an edition is, who wrote in it, how its sources are set out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from typing import Literal

from edition import tables
from edition.codes import codes
from edition.odd.values import misfit
from edition.tables import Tables

ID = {"form": partial(misfit, "data.id")}
ID_OR_NONE = {"form": lambda value: misfit("data.id", value) if value else ""}
WORD = {"form": partial(misfit, "data.word")}
DATE = {"form": partial(misfit, "data.date")}
DATE_OR_WORDS = {"form": lambda value: misfit("data.date", value) if value[:1].isdigit() else ""}
LANGUAGE = {"form": partial(misfit, "data.language")}

Role = Literal[
    "author",
    "translation",
    "notes to the translation",
    "editor",
    "notes",
    "transcription",
    "this edition",
    "unknown",
]
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Text:
    """What the text is called and how it is kept."""

    title: str
    """The heading of this text. A first line in capitals that has the same letters is shown with these."""
    subtitle: str = ""
    """A further line of the title block, so that it is recognised."""
    book: str = ""
    """The work that this text is a part of; where it is given, the lines before the title become a title page."""
    byline: str = ""
    """The line of the title block that names the author, so that it is recognised."""
    language: str = field(default="en", metadata=LANGUAGE)
    """The language of the text. The words that the programme adds are in it where `styles/labels/` has it (en, fr, de,
    nl); else they are English."""
    original: str = field(default="", metadata=LANGUAGE)
    """The language that the text was translated from."""
    created: str = field(default="", metadata=DATE)
    """When the author wrote it; a citation of something later is asked about."""
    master: Literal["source", "tei"] = "source"
    """What is edited: with `source` the TEI is made from the source at each run; with `tei` it is edited itself."""


@dataclass(frozen=True)
class Publication:
    """The imprint of this edition. Nothing here is ever taken from the clock."""

    publisher: str = "unpublished"
    """Who publishes this edition."""
    place: str = ""
    """Where it is published."""
    date: str = field(default="", metadata=DATE)
    """When it is published."""
    edition: str = "First digital edition"
    """Which edition this is, in words."""
    version: str = "1"
    """Its version, as it is cited."""
    rights: str = "Rights not stated."
    """Who holds which rights, in a sentence; a line for each layer where there are several."""
    licence: str = ""
    """The address of the licence."""
    note: str = ""
    """A remark on the edition as a whole."""


@dataclass(frozen=True)
class Print:
    """A printed book: the one that the source copies, or the original that it translates."""

    title: str = ""
    """Its title."""
    author: str = ""
    """Its author."""
    translator: str = ""
    """Its translator."""
    editor: str = ""
    """Its editor."""
    place: str = ""
    """Where it was published."""
    publisher: str = ""
    """Who published it."""
    date: str = field(default="", metadata=DATE_OR_WORDS)
    """When it was published; words such as `n.d.` will do."""
    language: str = ""
    """The language it is in."""
    bibl: str = ""
    """One line that replaces all other keys."""


@dataclass(frozen=True)
class Source:
    """One file as received; a book has several."""

    file: str
    """The name of the file in the folder of the edition."""
    sha256: str
    """The hash of its bytes, in lower-case hexadecimal digits; a file that was changed is refused."""
    encoding: str = "utf-8"
    """How its bytes are read; nothing is ever replaced."""
    format: Literal["plain"] = "plain"
    """What kind of file it is."""
    part: str = field(default="", metadata=WORD)
    """The type of division that the file becomes, such as `chapter`; left out, the file becomes none."""
    n: str = ""
    """The number of that division."""
    title: str = ""
    """The heading of this part where it is not that of the text."""
    body_from: str = ""
    """Words that begin the first line of the text; what stands before is furniture."""
    body_until: str = ""
    """Words that begin the first line after the text; what stands from there on is furniture."""


@dataclass(frozen=True)
class Hand:
    """A role in which a person wrote words of the edition; a person may have two."""

    id: str = field(metadata=ID)
    """Becomes an `xml:id`; decisions name it."""
    role: Role
    """What this person wrote."""
    name: str
    """The name as it is shown."""
    person: str = ""
    """The name as it stands in the register of persons, where that differs: `Wren, Ada`."""
    subtype: str = field(default="", metadata=WORD)
    """The name of this hand's list of notes; left out, `translator` and `desk` for their roles, else the id."""
    signature: str = ""
    """What its words are signed with in the outputs, such as `Tr.`; left out, that of the language."""
    label: str = ""
    """What the header says of it; left out, it is made from the role."""
    when: str = field(default="", metadata=DATE)
    """When it wrote."""
    from_: str = field(default="", metadata=DATE)
    """When it began to write."""
    to: str = field(default="", metadata=DATE)
    """When it ceased to write."""
    born: str = field(default="", metadata=DATE)
    """When the person was born."""
    died: str = field(default="", metadata=DATE)
    """When the person died; what its notes cite of later years is asked about."""


@dataclass(frozen=True)
class Layer:
    """A stage in which words were added."""

    id: str = field(metadata=ID)
    """Becomes an `xml:id`."""
    when: str = field(metadata=DATE)
    """When the words were added."""
    text: str = ""
    """What was done then, in a sentence."""
    hands: tuple[str, ...] = ()
    """The ids of the hands that wrote then; their notes carry the layer as `@change`."""


@dataclass(frozen=True)
class Rule:
    """A convention of the source that settles hands, with the sentence that proves it."""

    pattern: Literal["brackets-inside-note"]
    """The convention: words in square brackets inside a note are another hand's."""
    hand: str
    """The hand whose words stand in the brackets."""
    evidence: str
    """The sentence that says so, and where; it goes into the TEI."""
    id: str = field(default="rule.brackets", metadata=ID_OR_NONE)
    """Becomes the `xml:id` of the rule."""
    parts: str = "all"
    """The sources that it holds for: `all`, or their types (`chapter`, `chapters`) or numbers, parted by spaces."""


@dataclass(frozen=True)
class Notes:
    """How the source prints notes.

    A mark is linked only where the order of the source settles it; everything else is reported and stays as it is.
    """

    mark: str = ""
    """The note mark in the text, such as `[{n}]`; `{n}` is the number, letter or sign."""
    item: str = ""
    """How a printed note begins, such as `[{n}] `. Where it has an end of its own, `{text}` stands for its words:
    `[Footnote {n}: {text}]`."""
    space_before: bool = False
    """Whether the space before a mark belongs to the mark."""
    place: Literal["end", "bottom", "margin"] = "end"
    """Where the source has the notes; `bottom` is that of the page or the paragraph."""
    restart: Literal["never", "part", "section", "list"] = "never"
    """Where the numbers begin anew: with each file (`part`), with each group of notes (`section`), or in one list."""
    hand: str = UNKNOWN
    """Whose the notes are; `unknown` until you say so."""
    heading: str = ""
    """The line over a list of notes; no note stands before it."""
    headings: tuple[str, ...] = ()
    """Lines that divide a list of notes, or stand over one of several (`["Chapter 1", "Chapter 2"]`), each given whole.
    They are left out only there."""
    title_mark: str = "*"
    """The sign of a note on the title."""
    rule: tuple[Rule, ...] = ()
    """Conventions that settle hands."""


@dataclass(frozen=True)
class Breaks:
    """What blank lines and ornaments mean."""

    paragraphs: Literal["blank-line", "line", "indent"] = "blank-line"
    """How paragraphs are parted: by a blank line, by each line feed, or by the indent of the first line."""
    blank_lines_2: Literal["section", "nothing"] = "nothing"
    """What two or more blank lines between paragraphs begin."""
    blank_lines_2_from: int = 2
    """How many blank lines it takes."""
    ornament: Literal["milestone", "section", "text"] = "milestone"
    """What a line of signs such as `* * *` is: a mark, the beginning of a section, or text."""


@dataclass(frozen=True)
class Division:
    """Short lines that head a division."""

    begins: str = ""
    """How such a line begins."""
    exact: str = ""
    """The words of such a line, where it is given whole."""
    type: str = field(default="chapter", metadata=WORD)
    """The type of division that it heads."""


@dataclass(frozen=True)
class Brackets:
    """What square brackets in the running text are."""

    running: Literal["insertion", "text"] = "insertion"
    """Words that another hand put in, or text like any other."""
    hand: str = UNKNOWN
    """Who wrote those that no decision settles."""


@dataclass(frozen=True)
class Markup:
    """Mark-up of the source's own."""

    italic: str = ""
    """The sign on both sides of italic words, such as `_`."""


@dataclass(frozen=True)
class Furniture:
    """Lines that are no part of the text: page headings, a transcriber's label."""

    lines: tuple[str, ...] = ()
    """Each of the lines, given whole."""


@dataclass(frozen=True)
class Display:
    """How notes are numbered and shown; the TEI is the same for all."""

    numbering: Literal["printed", "by-hand"] = "printed"
    """Notes keep the number of the print, or each hand's are counted anew, with a concordance."""
    mixed: Literal["in-place", "apart"] = "in-place"
    """Another hand's words in a note stand where they stood, in brackets and signed, or in a block of their own."""
    restart: Literal["never", "chapter"] = "never"
    """Where numbers and letters that are not those of the print begin anew."""
    marks: Literal["as-printed", "after-punctuation"] = "as-printed"
    """Note marks stand where the source has them, or behind the stops and closing quotation marks that follow."""
    pages: Literal["auto", "single", "chapters"] = "auto"
    """One web page, or one for each chapter and an index page; by itself where there are two chapters or more."""


@dataclass(frozen=True)
class Outputs:
    """Which outputs `edition build` makes."""

    formats: tuple[str, ...] = ("html", "pdf", "txt", "tei")
    """Their names; `edition formats` lists them."""


@dataclass(frozen=True)
class Check:
    """What `edition check` makes of what it finds."""

    severity: Mapping[str, Literal["error", "warning", "info", "off"]] = field(default_factory=dict)
    """Another severity for a code, such as `{ MARK-TWICE = "off" }`; that of the schema and of ids is always
    `"error"`. `edition explain` lists the codes."""


@dataclass(frozen=True)
class Settings:
    """One edition. `path` is the file the settings were read from, for messages."""

    format: Literal[1]
    """The version of this format."""
    text: Text
    source: tuple[Source, ...]
    hand: tuple[Hand, ...] = ()
    publication: Publication = Publication()
    print: Print = Print()
    original: Print = Print()
    layer: tuple[Layer, ...] = ()
    notes: Notes = Notes()
    breaks: Breaks = Breaks()
    division: tuple[Division, ...] = ()
    brackets: Brackets = Brackets()
    markup: Markup = Markup()
    furniture: Furniture = Furniture()
    display: Display = Display()
    outputs: Outputs = Outputs()
    check: Check = Check()
    path: str = field(default="edition.toml", metadata={"internal": True})

    @property
    def desk(self) -> str:
        """The id of the hand of this edition; `desk` where none is declared."""
        return next((hand.id for hand in self.hand if hand.role == "this edition"), "desk")

    @property
    def author(self) -> str:
        """The id of the author's hand; `unknown` where none is declared."""
        return next((hand.id for hand in self.hand if hand.role == "author"), UNKNOWN)

    def is_hand(self, identifier: str) -> bool:
        """Whether a hand of this id is declared, or is one that every edition has."""
        return identifier in (UNKNOWN, self.desk) or any(hand.id == identifier for hand in self.hand)


def read_settings(data: bytes, path: str = "edition.toml") -> Settings:
    """The settings in the bytes of `edition.toml`.

    Raises `SettingsError` for the first key, value or hand that is wrong, with its line and what is allowed.
    """
    loaded = tables.load(data, path)
    settings = replace(tables.read(Settings, loaded.root, loaded), path=path)
    if not settings.source:
        raise loaded.fault((), "there is no [[source]].", 'Add one with file = "…" and its sha256.')
    _check_hands(settings, loaded)
    _check_templates(settings, loaded)
    _check_codes(settings, loaded)
    return settings


def _check_hands(settings: Settings, loaded: Tables) -> None:
    named: list[tuple[tables.Path, str]] = [
        (("notes", "hand"), settings.notes.hand),
        (("brackets", "hand"), settings.brackets.hand),
        *((("notes", "rule", number, "hand"), rule.hand) for number, rule in enumerate(settings.notes.rule)),
    ]
    for at, hand in named:
        if not settings.is_hand(hand):
            known = ", ".join(hand.id for hand in settings.hand) or "none"
            raise loaded.fault(at, f"there is no hand “{hand}”.", f"Declare it with [[hand]]. Known: {known}.", "E115")
        if hand == settings.desk:
            raise loaded.fault(
                at, f"“{hand}” is the hand of this edition, which wrote nothing in the source.", "Name another.", "E115"
            )
    for number, declared in enumerate(settings.hand):
        if declared.id in [other.id for other in settings.hand[:number]]:
            raise loaded.fault(
                ("hand", number, "id"), f"the hand “{declared.id}” is declared twice.", "Rename one.", "E115"
            )


def _check_templates(settings: Settings, loaded: Tables) -> None:
    for key in ("mark", "item"):
        template = getattr(settings.notes, key)
        if template and "{n}" not in template:
            raise loaded.fault(
                ("notes", key), f"notes.{key} has no {{n}}.", "Write {n} where the number stands.", "E114"
            )


def _check_codes(settings: Settings, loaded: Tables) -> None:
    known = {ident: code for ident, code in codes().items() if code.is_check}
    for ident in settings.check.severity:
        at = ("check", "severity", ident)
        if ident not in known:
            near = get_close_matches(ident, known, 1)
            remedy = f"Perhaps “{near[0]}” is meant." if near else "See: edition explain."
            raise loaded.fault(at, f"there is no check “{ident}”.", remedy, "E114")
        if known[ident].is_firm:
            raise loaded.fault(at, f"{ident} is always an error, for all else relies on it.", "Remove it.", "E114")
