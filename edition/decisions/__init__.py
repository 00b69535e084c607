"""`decisions.toml` read into decisions, one class a kind."""

from dataclasses import replace
from typing import Any

from edition import tables
from edition.decisions.kinds import (
    KINDS,
    BlockQuote,
    Caption,
    Date,
    Decision,
    Emend,
    Foreign,
    Gap,
    HandDecision,
    Heading,
    ItemList,
    Keep,
    Letter,
    Name,
    Note,
    NotePlace,
    ParagraphJoin,
    ParagraphSplit,
    Reference,
    Section,
    Selector,
    Speech,
    Table,
    Title,
    Verse,
)
from edition.tables import Tables

__all__ = [
    "KINDS",
    "BlockQuote",
    "Caption",
    "Date",
    "Decision",
    "Emend",
    "Foreign",
    "Gap",
    "HandDecision",
    "Heading",
    "ItemList",
    "Keep",
    "Letter",
    "Name",
    "Note",
    "NotePlace",
    "ParagraphJoin",
    "ParagraphSplit",
    "Reference",
    "Section",
    "Selector",
    "Speech",
    "Table",
    "Title",
    "Verse",
    "read_decisions",
]


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
