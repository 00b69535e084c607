"""The ledger of anchors: ids that say nothing and last, and the file `anchors.jsonl` that remembers them.

The scheme is described in docs/ledger.md. A ledger holds no words of the text, only hashes of them.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from edition.errors import SettingsError
from edition.report import Message

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
KINDS = {"p": "p", "lg": "p", "note": "n", "head": "h", "table": "t", "figure": "f", "list": "l", "sp": "s"}
STATES = ("draft", "live", "split", "merged", "moved", "deleted")
LONG_FROM = 8_000
UNLUCKY = ("fck", "fvk", "fkk", "sht", "cnt", "dck", "ngr", "ngg", "fgt", "kkk", "wtf", "stfv", "ssn", "88", "666")
HEX = re.compile(r"[0-9a-f]+")

Choice: TypeAlias = Callable[[Sequence[str]], str]
Mint: TypeAlias = Callable[[frozenset[str]], str]


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of one id; the fields stand in the order of the keys of a line.

    `id` is bare (`gxk3`), `kind` the letter that goes before it. `chapter` and `number` say where it is cited
    (`"1"` and `"17a"`), both None for a unit that has no number. `since` is the version that first published
    it, None for a draft. `prints` are fingerprints of its words, the first of its opening segment; `words`
    counts that segment; `trigrams` are some of its hashed word triples, sorted. `after` and `before` are the
    ids of its neighbours in reading order, None at the ends. `into` names what a split or merged unit became,
    `gone` the version in which a deleted one was missing first, None where no release has seen it yet.
    """

    id: str
    kind: str
    chapter: str | None = None
    number: str | None = None
    since: str | None = None
    prints: tuple[str, ...] = ()
    words: int = 0
    trigrams: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    state: str = "draft"
    into: tuple[str, ...] = ()
    gone: str | None = None


@dataclass(frozen=True)
class Ledger:
    """All ids that an edition ever gave away, by bare id. `path` is what messages name."""

    entries: dict[str, Entry]
    path: str = "anchors.jsonl"


def read_ledger(data: bytes, path: str = "anchors.jsonl") -> Ledger:
    """The ledger in `data`, one JSON object a line; no lines are a new ledger.

    Lines may stand in any order, as after a merge. Raises `SettingsError` with the line for bad JSON, a key or
    value that is not known, a bad check character, an id that comes twice.
    """
    entries: dict[str, Entry] = {}
    for number, line in enumerate(_lines(data, path), 1):
        try:
            entry = _entry(line)
        except ValueError as error:
            raise _refused(path, number, str(error)) from error
        if entry.id in entries:
            raise _refused(path, number, f"the id “{entry.id}” stands here for the second time")
        entries[entry.id] = entry
    return Ledger(entries, path)


def write_ledger(ledger: Ledger) -> bytes:
    """The bytes of the file: one line an id, sorted by id, keys in fixed order, `""` for an empty ledger."""
    rows = (_row(entry) for _, entry in sorted(ledger.entries.items()))
    lines = (json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n" for row in rows)
    return "".join(lines).encode()


def check_character(random: str) -> str:
    """The last character of the id that begins with `random`: (1·c1 + 2·c2 + …) mod 29 as a letter."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(random, 1))
    return ALPHABET[total % len(ALPHABET)]


def is_valid(identifier: str) -> bool:
    """Whether `identifier` is a bare id: alphabet, length, first letter and check character."""
    if len(identifier) not in (4, 5) or any(letter not in ALPHABET for letter in identifier):
        return False
    well_begun = identifier[0] not in "pn" and not identifier.isdigit()
    return well_begun and identifier[-1] == check_character(identifier[:-1])


def new_mint(choice: Choice = secrets.choice) -> Mint:
    """A mint: given the ids that are taken it gives one that is free.

    `choice` picks one character of a sequence; tests give one that is seeded. Five characters are used for
    new ids once 8,000 are taken, four before.
    """

    def mint(taken: frozenset[str]) -> str:
        """A bare id that is not in `taken`."""
        length = 3 if len(taken) < LONG_FROM else 4
        while True:
            random = "".join(choice(ALPHABET) for _ in range(length))
            identifier = random + check_character(random)
            if identifier not in taken and is_valid(identifier) and not _is_unlucky(identifier):
                return identifier

    return mint


def _is_unlucky(identifier: str) -> bool:
    return any(word in identifier for word in UNLUCKY)


def _lines(data: bytes, path: str) -> Iterator[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _refused(path, line, f"byte {error.start} is no UTF-8") from error
    yield from text.removesuffix("\n").split("\n") if text else ()


def _entry(line: str) -> Entry:
    """The entry of one line; `ValueError` says what is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is no JSON ({error.msg} at character {error.pos + 1})") from error
    except RecursionError as error:
        raise ValueError("this is JSON nested too deep") from error
    if not isinstance(row, dict):
        raise ValueError("this is no JSON object")  # noqa: TRY004 - one channel for all that is wrong with a line
    unknown = sorted(row.keys() - REQUIRED.keys() - OPTIONAL.keys())
    missing = [key for key in REQUIRED if key not in row]
    if unknown or missing:
        raise ValueError(f"the key “{(unknown or missing)[0]}” is {'not known' if unknown else 'missing'}")
    for key, value in row.items():
        if not (REQUIRED | OPTIONAL)[key](value):
            raise ValueError(f"the value of “{key}” is not acceptable ({_reason(key, value)})")
    return _made(row)


def _made(row: dict[str, object]) -> Entry:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Entry(**values)  # type: ignore[arg-type]  # each value passed the test of its key


def _reason(key: str, value: object) -> str:
    if key != "id":
        return json.dumps(value, ensure_ascii=True)
    text = str(value)
    expected = len(text) > 1 and set(text) <= set(ALPHABET) and check_character(text[:-1])
    return f"“{text}” has a bad check character" if expected and text[-1] != expected else f"“{text}” is no id"


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {key: getattr(entry, key) for key in REQUIRED}
    row.update((key, getattr(entry, key)) for key in OPTIONAL if getattr(entry, key))
    return row


def _refused(path: str, line: int, what: str) -> SettingsError:
    remedy = "Restore the line from the edition's history; the ledger is never edited by hand."
    return SettingsError(Message("LEDGER", f"{what}.", remedy, path=path, line=line))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_name_or_null(value: object) -> bool:
    return value is None or _is_name(value)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and is_valid(value)


def _is_id_or_null(value: object) -> bool:
    return value is None or _is_id(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_hashes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and HEX.fullmatch(item) for item in value)


def _are_ids(value: object) -> bool:
    return isinstance(value, list) and all(_is_id(item) for item in value)


REQUIRED: dict[str, Callable[[object], bool]] = {
    "id": _is_id,
    "kind": lambda value: value in KINDS.values(),
    "chapter": _is_name_or_null,
    "number": _is_name_or_null,
    "since": _is_name_or_null,
    "prints": _are_hashes,
    "words": _is_count,
    "trigrams": _are_hashes,
    "after": _is_id_or_null,
    "before": _is_id_or_null,
    "state": lambda value: value in STATES,
}
OPTIONAL: dict[str, Callable[[object], bool]] = {"into": _are_ids, "gone": _is_name}
