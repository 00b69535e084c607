"""`edition.toml` as frozen dataclasses: what an edition is, who wrote in it, how its sources are set out."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from edition import tables
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
    """What the text is called and how it is kept.

    `title` is the heading of this text and `book` the work it is a part of, "" where it is a work of its own;
    `created` is the year or date in which the author wrote it; `original` the language it was translated from.
    """

    title: str
    subtitle: str = ""
    book: str = ""
    byline: str = ""
    language: str = field(default="en", metadata=LANGUAGE)
    original: str = field(default="", metadata=LANGUAGE)
    created: str = field(default="", metadata=DATE)
    master: Literal["source", "tei"] = "source"


@dataclass(frozen=True)
class Publication:
    """The imprint of this edition. `date` is ISO 8601; nothing here is ever taken from the clock.

    `note` is a remark on the edition as a whole, "" for none.
    """

    publisher: str = "unpublished"
    place: str = ""
    date: str = field(default="", metadata=DATE)
    edition: str = "First digital edition"
    version: str = "1"
    rights: str = "Rights not stated."
    licence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Print:
    """A printed book: the copy-text, or the original that it translates. `bibl` replaces all other keys."""

    title: str = ""
    author: str = ""
    translator: str = ""
    editor: str = ""
    place: str = ""
    publisher: str = ""
    date: str = field(default="", metadata=DATE_OR_WORDS)
    language: str = ""
    bibl: str = ""


@dataclass(frozen=True)
class Source:
    """One file as received. `part` is the type of division it becomes, "" for none; `n` its number.

    `sha256` is the hash of the bytes, lower-case hexadecimal; `title` the heading of this part where it differs
    from that of the text; `body_from` and `body_until` are words that begin the first line of the text and the
    first line after it, all else being stripped as furniture.
    """

    file: str
    sha256: str
    encoding: str = "utf-8"
    format: Literal["plain"] = "plain"
    part: str = field(default="", metadata=WORD)
    n: str = ""
    title: str = ""
    body_from: str = ""
    body_until: str = ""


@dataclass(frozen=True)
class Hand:
    """A role in which a person wrote words of the edition.

    `id` becomes an `xml:id`; `subtype` names the hand's list of notes (`translator`, `desk`); `label` is what
    `resp` says in the header, made from the role where it is ""; years are as printed, "" where not known.
    """

    id: str = field(metadata=ID)
    role: Role
    name: str
    person: str = ""
    subtype: str = field(default="", metadata=WORD)
    signature: str = ""
    label: str = ""
    when: str = field(default="", metadata=DATE)
    from_: str = field(default="", metadata=DATE)
    to: str = field(default="", metadata=DATE)
    born: str = field(default="", metadata=DATE)
    died: str = field(default="", metadata=DATE)


@dataclass(frozen=True)
class Layer:
    """A stage in which words were added: hands (ids) and a date. Notes of these hands carry `@change`."""

    id: str = field(metadata=ID)
    when: str = field(metadata=DATE)
    text: str = ""
    hands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A convention of the source that settles hands, with the sentence that proves it.

    `parts` is `all`, or a type (`chapter`, `chapters`) or the `n` of the sources it holds for, separated by spaces.
    """

    pattern: Literal["brackets-inside-note"]
    hand: str
    evidence: str
    id: str = field(default="rule.brackets", metadata=ID_OR_NONE)
    parts: str = "all"


@dataclass(frozen=True)
class Notes:
    """How the source prints notes.

    `mark` and `item` are templates in which `{n}` is the number, letter or sign; an `item` that goes on with
    `{text}` has an end of its own: `[Footnote {n}: {text}]`. `other` are marks of the same form that are used
    besides, such as `*`. `restart` tells where numbers begin anew; `heading` is the line over a list of notes,
    `headings` are the lines that divide such a list, or stand over one of several.
    """

    mark: str = ""
    item: str = ""
    space_before: bool = False
    place: Literal["end", "bottom", "margin"] = "end"
    restart: Literal["never", "part", "section", "list"] = "never"
    hand: str = UNKNOWN
    heading: str = ""
    headings: tuple[str, ...] = ()
    title_mark: str = "*"
    rule: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Breaks:
    """What blank lines and ornaments mean.

    `blank_lines_2` is for two or more blank lines between paragraphs. `paragraphs` tells how paragraphs are
    parted: by a blank line, by each line feed, or by the indent of the first line.
    """

    paragraphs: Literal["blank-line", "line", "indent"] = "blank-line"
    blank_lines_2: Literal["section", "nothing"] = "nothing"
    blank_lines_2_from: int = 2
    ornament: Literal["milestone", "section", "text"] = "milestone"


@dataclass(frozen=True)
class Division:
    """A line that heads a division: it begins with `begins`, or matches the words of `exact` when that is given."""

    begins: str = ""
    exact: str = ""
    type: str = field(default="chapter", metadata=WORD)


@dataclass(frozen=True)
class Brackets:
    """What square brackets in the running text are; `hand` is who wrote those that no decision settles."""

    running: Literal["insertion", "text"] = "insertion"
    hand: str = UNKNOWN


@dataclass(frozen=True)
class Markup:
    """Mark-up of the source's own: `italic` is the sign on both sides of italic words, "" for none."""

    italic: str = ""


@dataclass(frozen=True)
class Furniture:
    """Lines that are no part of the text (page headings, a transcriber's label), each given whole."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Display:
    """How notes are numbered and shown; the TEI is the same for all."""

    numbering: Literal["printed", "by-hand"] = "printed"
    mixed: Literal["in-place", "apart"] = "in-place"


@dataclass(frozen=True)
class Outputs:
    """Which outputs `edition build` makes, by name."""

    formats: tuple[str, ...] = ("html", "pdf", "txt", "tei")


@dataclass(frozen=True)
class Settings:
    """One edition. `path` is the file the settings were read from, for messages."""

    format: Literal[1]
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
