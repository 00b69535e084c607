"""`decisions.toml` as frozen dataclasses, one class a kind: what an editor has decided, and where."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar, Literal

from edition import tables
from edition.odd.values import misfit, misfit_in_words
from edition.tables import Tables

WORD = {"form": partial(misfit, "data.word")}
NUMBER = {"form": partial(misfit, "data.number")}
DATE = {"form": partial(misfit, "data.date")}
LANGUAGE = {"form": partial(misfit, "data.language")}
POINTERS = {"form": partial(misfit_in_words, "data.pointer")}

Cert = Literal["", "high", "medium", "low"]


@dataclass(frozen=True)
class Selector:
    """A place in the source: words (`exact`), a point (`before`, `after`), or a whole note (`note` alone).

    `prefix` and `suffix` stand right beside `exact`; `note` beside words looks only in the note printed with that
    mark; `source` looks only in that file.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Decision:
    """What all kinds have. `by` is the hand that decides, "" for the hand of this edition.

    `at` is None only where a kind can do without; `line` is where the decision stands in its file.
    """

    name: ClassVar[str] = ""

    at: Selector | None = None
    until: Selector | None = None
    id: str = ""
    by: str = ""
    why: str = ""
    line: int = field(default=0, metadata={"internal": True})
    path: str = field(default="", metadata={"internal": True})


@dataclass(frozen=True)
class Emend(Decision):
    """A correction of characters: `read` stands in place of the selected words; "" deletes them."""

    name: ClassVar[str] = "emend"

    read: str = field(kw_only=True)
    type: Literal["transcription", "misprint", "translation", "author"] = "transcription"
    cert: Cert = "high"
    source: str = field(default="", metadata=POINTERS)


@dataclass(frozen=True)
class BlockQuote(Decision):
    """A quotation set off from the text, with its attribution where one follows the quoted words."""

    name: ClassVar[str] = "block-quote"

    attribution: Selector | None = None
    inside: Literal[False, True, "end"] = False


@dataclass(frozen=True)
class Verse(Decision):
    """Lines of verse: one `l` for each line of the source."""

    name: ClassVar[str] = "verse"


@dataclass(frozen=True)
class Heading(Decision):
    """A heading; `read` gives the same letters in other capitals."""

    name: ClassVar[str] = "heading"

    type: str = field(default="section", metadata=WORD)
    read: str = ""


@dataclass(frozen=True)
class Section(Decision):
    """A division that begins with the selected paragraph and has no heading."""

    name: ClassVar[str] = "section"

    type: str = field(default="section", metadata=WORD)


@dataclass(frozen=True)
class Caption(Decision):
    """The caption of an image that the source has lost; `hand` is who wrote it, "" where nobody knows."""

    name: ClassVar[str] = "caption"

    hand: str = ""
    cert: Cert = ""


@dataclass(frozen=True)
class Table(Decision):
    """A table that the source shows as lines; `cells` are where each begins, in reading order."""

    name: ClassVar[str] = "table"

    columns: int = field(kw_only=True)
    cells: tuple[str | Selector, ...] = field(kw_only=True)
    head: Selector | None = None
    label_row: bool = False
    label_column: bool = False


@dataclass(frozen=True)
class ItemList(Decision):
    """A list; `items` are where each begins."""

    name: ClassVar[str] = "list"

    items: tuple[str | Selector, ...] = field(kw_only=True)
    head: Selector | None = None


@dataclass(frozen=True)
class Letter(Decision):
    """A letter inside the text, with the parts that are not its paragraphs."""

    name: ClassVar[str] = "letter"

    dateline: Selector | None = None
    salute: Selector | None = None
    signed: Selector | None = None


@dataclass(frozen=True)
class Speech(Decision):
    """A speech of a play."""

    name: ClassVar[str] = "speech"

    speaker: Selector | None = None
    stage: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class ParagraphJoin(Decision):
    """The selected paragraph goes on from the one before: the break between them is an error."""

    name: ClassVar[str] = "paragraph-join"


@dataclass(frozen=True)
class ParagraphSplit(Decision):
    """A paragraph begins at the selected point, where the source has no break."""

    name: ClassVar[str] = "paragraph-split"


@dataclass(frozen=True)
class HandDecision(Decision):
    """Whose words a bracket, a note or a citation is."""

    name: ClassVar[str] = "hand"

    hand: str = field(kw_only=True)
    as_: Literal["", "note", "insertion", "bibl", "ref"] = ""
    cert: Cert = ""


@dataclass(frozen=True)
class Note(Decision):
    """A note of this edition: at a point, on a span, or `on` a note of the source."""

    name: ClassVar[str] = "note"

    text: str = field(kw_only=True)
    on: Selector | None = None


@dataclass(frozen=True)
class NotePlace(Decision):
    """Where the mark of the note printed as `note` stood that the source has lost."""

    name: ClassVar[str] = "note-place"

    note: str = field(kw_only=True)


@dataclass(frozen=True)
class Foreign(Decision):
    """Words in another language than the text."""

    name: ClassVar[str] = "foreign"

    lang: str = field(kw_only=True, metadata=LANGUAGE)


@dataclass(frozen=True)
class Title(Decision):
    """The title of a work."""

    name: ClassVar[str] = "title"

    level: Literal["", "a", "m", "j", "s", "u"] = ""


@dataclass(frozen=True)
class Name(Decision):
    """The name of a person, place, organization, or of the author of a quotation."""

    name: ClassVar[str] = "name"

    type: Literal["person", "place", "organization", "author"] = "person"
    ref: str = field(default="", metadata=POINTERS)


@dataclass(frozen=True)
class Date(Decision):
    """A date, with its value as TEI writes it."""

    name: ClassVar[str] = "date"

    when: str = field(default="", metadata=DATE)
    from_: str = field(default="", metadata=DATE)
    to: str = field(default="", metadata=DATE)
    notBefore: str = field(default="", metadata=DATE)  # noqa: N815 - TEI's name
    notAfter: str = field(default="", metadata=DATE)  # noqa: N815 - TEI's name


@dataclass(frozen=True)
class Reference(Decision):
    """A cross-reference, or a citation of a work (`bibl`); `target` is a note of this text or an address."""

    name: ClassVar[str] = "reference"

    type: Literal["note", "page", "ibid", "op-cit", "loc-cit", "supra", "bibl"] = "bibl"
    target: Selector | str = field(default="", metadata=POINTERS)


@dataclass(frozen=True)
class Gap(Decision):
    """Something that the source does not have."""

    name: ClassVar[str] = "gap"

    reason: str = field(default="not-in-source", metadata={"form": partial(misfit_in_words, "data.word")})
    unit: str = field(default="", metadata=WORD)
    quantity: str = field(default="", metadata=NUMBER)


@dataclass(frozen=True)
class Keep(Decision):
    """What stands here is not what it looks like: no rule and no proposal touches it.

    With `proposal` it only rejects the proposal of that id.
    """

    name: ClassVar[str] = "keep"

    proposal: str = ""


KINDS: dict[str, type[Decision]] = {
    kind.name: kind
    for kind in (
        Emend, BlockQuote, Verse, Heading, Section, Caption, Table, ItemList, Letter, Speech, ParagraphJoin,
        ParagraphSplit, HandDecision, Note, NotePlace, Foreign, Title, Name, Date, Reference, Gap, Keep,
    )
}  # fmt: skip


def read_decisions(data: bytes, path: str = "decisions.toml") -> tuple[Decision, ...]:
    """The decisions in the bytes of `decisions.toml`, in the order of the file.

    `[[note]]` is a shorter way to write a decision of kind `note`. Raises `SettingsError` with the line for an
    unknown kind or key, a value that does not fit, a decision without a place, and an id used twice.
    """
    loaded = tables.load(data, path)
    for key in loaded.root:
        if key not in ("decision", "note"):
            raise loaded.fault((key,), f"unknown table “{key}”.", "Write [[decision]] or [[note]].", "E113")
    found = [
        *_read_all(loaded, "decision", None),
        *_read_all(loaded, "note", Note),
    ]
    decisions = tuple(sorted(found, key=lambda decision: decision.line))
    _check_ids(decisions, loaded)
    return decisions


def _read_all(loaded: Tables, key: str, kind: type[Decision] | None) -> list[Decision]:
    found = loaded.root.get(key, [])
    if not isinstance(found, list):
        raise loaded.fault((key,), f"{key} is one table.", f"Write [[{key}]].", "E114")
    return [_read_one(table, loaded, (key, number), kind) for number, table in enumerate(found)]


def _read_one(table: dict[str, Any], loaded: Tables, at: tables.Path, kind: type[Decision] | None) -> Decision:
    if kind is None:
        kind = _kind(table.get("kind"), loaded, at)
        table = {key: value for key, value in table.items() if key != "kind"}
    decision = replace(tables.read(kind, table, loaded, at), line=loaded.line(at), path=loaded.path)
    if decision.at is None and not (isinstance(decision, Note) and decision.on):
        raise loaded.fault(at, f"the decision “{kind.name}” has no place.", 'Add at = { exact = "…" }.')
    return decision


def _kind(name: object, loaded: Tables, at: tables.Path) -> type[Decision]:
    if isinstance(name, str) and name in KINDS:
        return KINDS[name]
    said = f"unknown kind “{name}”" if name else "the decision has no kind"
    raise loaded.fault((*at, "kind"), f"{said}.", f"Known: {', '.join(KINDS)}.", "E116")


def _check_ids(decisions: tuple[Decision, ...], loaded: Tables) -> None:
    seen: dict[str, int] = {}
    for decision in decisions:
        if decision.id in seen:
            line = seen[decision.id]
            raise loaded.fault(
                (),
                f"the id “{decision.id}” is used twice (lines {line} and {decision.line}).",
                "Rename one.",
                "E117",
            )
        if decision.id:
            seen[decision.id] = decision.line
