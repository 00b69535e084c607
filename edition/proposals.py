"""`proposals.toml`: decisions that the programme suggests and a person takes or rejects."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from edition import tables
from edition.decisions import KINDS
from edition.report import visible
from edition.tables import Tables

OWN_KEYS = ("id", "kind", "confidence", "evidence")
HEAD = """# Open proposals, written anew by each “edition encode”. Answer them with “edition review”.
"""


@dataclass(frozen=True)
class Proposal:
    """One suggested decision.

    `id` is made from kind and words, so that it stays the same while the words do; `values` are the keys of the
    decision as in `decisions.toml`, without `id` and `kind`; `evidence` says what gave rise to it and where.
    """

    id: str
    kind: str
    values: Mapping[str, Any]
    evidence: str
    confidence: str = "guess"

    def decision(self, values: Mapping[str, Any] | None = None) -> str:
        """The proposal as a table of `decisions.toml`, with other `values` where they are given."""
        return table("decision", {"id": self.id, "kind": self.kind, **(values or self.values)})

    def rejection(self) -> str:
        """A table of `decisions.toml` that keeps this proposal from coming back and changes nothing else."""
        return table("decision", {"kind": "keep", "proposal": self.id, "at": self.values["at"]})


def count_open(count: int) -> str:
    """That `count` proposals are open, as a sentence without its stop."""
    return "one proposal is open" if count == 1 else f"{count} proposals are open"


def read_proposals(data: bytes, path: str = "proposals.toml") -> tuple[Proposal, ...]:
    """The proposals in the bytes of `proposals.toml`; raises `SettingsError` with the line where one is broken."""
    loaded = tables.load(data, path)
    return tuple(_read(entry, loaded, number) for number, entry in enumerate(loaded.root.get("proposal", [])))


def _read(entry: Mapping[str, Any], loaded: Tables, number: int) -> Proposal:
    for key in ("id", "kind", "evidence"):
        if not isinstance(entry.get(key), str):
            raise loaded.fault(("proposal", number, key), f"the proposal has no {key}.", "Run “edition encode” anew.")
    if entry["kind"] not in KINDS:
        raise loaded.fault(
            ("proposal", number, "kind"), f"unknown kind “{entry['kind']}”.", "Run “edition encode” anew.", "E116"
        )
    values = {key: value for key, value in entry.items() if key not in OWN_KEYS}
    return Proposal(entry["id"], entry["kind"], values, entry["evidence"], str(entry.get("confidence", "guess")))


def write_proposals(proposals: Iterable[Proposal]) -> bytes:
    """The bytes of `proposals.toml`, in the order given; empty where there is no proposal."""
    written = [
        table("proposal", {"id": p.id, "kind": p.kind, **p.values, "confidence": p.confidence, "evidence": p.evidence})
        for p in proposals
    ]
    return (HEAD + "\n" + "\n".join(written)).encode() if written else b""


def table(name: str, values: Mapping[str, Any]) -> str:
    """One table of an array, as TOML; its keys in the order given."""
    return f"[[{name}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(visible(str(value)) if not str(value).isprintable() else str(value), ensure_ascii=False)
