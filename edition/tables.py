"""TOML tables read into frozen dataclasses; what is wrong is named with its line and what is allowed."""

import dataclasses
import difflib
import re
import tomllib
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from edition.errors import SettingsError
from edition.report import Message

T = TypeVar("T")
Key = str | int
Path = tuple[Key, ...]
HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?$")
NAMES: dict[Any, str] = {str: "a string", int: "a whole number", bool: "true or false", tuple: "a list"}


@dataclasses.dataclass(frozen=True)
class Tables:
    """One TOML file: its tables as plain values, and the text to find a line in.

    `root` is what `tomllib` gives; `text` is the decoded file; `path` is what messages name.
    """

    root: Mapping[str, Any]
    text: str
    path: str

    def fault(self, at: Path, text: str, remedy: str, code: str = "E110") -> SettingsError:
        """The error for the value at `at`, with its line."""
        return SettingsError(Message(code, text, remedy, path=self.path, line=self.line(at)))

    def line(self, at: Path) -> int:
        """The line, from 1, of the table or key at `at`; of the nearest table above where the key is missing."""
        lines = self.text.split("\n")
        start = _table_line(lines, at)
        keys = [key for key in at if isinstance(key, str)]
        for number in range(start, len(lines)):
            if number > start and HEADER.match(lines[number]):
                break
            if keys and re.match(rf"\s*[\"']?{re.escape(keys[-1])}[\"']?\s*=", lines[number]):
                return number + 1
        return max(start, 1) if start == 0 else start


def load(data: bytes, path: str) -> Tables:
    """The tables in `data`; raises `SettingsError` with the line where it is no UTF-8 or no TOML."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = Message("E111", "the file is no UTF-8.", "Save it as UTF-8.", path=path, line=line)
        raise SettingsError(message) from error
    try:
        return Tables(tomllib.loads(text), text, path)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = str(error).rpartition(" (at ")[0] or str(error)
        message = Message("E112", f"no valid TOML: {reason}.", "Correct this line.", path=path, line=line)
        raise SettingsError(message) from error


def read(kind: type[T], table: Mapping[str, Any], tables: Tables, at: Path = ()) -> T:
    """`table` as an instance of the dataclass `kind`.

    Fields without a default are required; a `Literal` lists what is allowed; a nested dataclass is a table and
    a tuple of them an array of tables; a `Mapping` is a table with keys of any name. The metadata `form` of a field is
    a function from a string to what it must be, "" where it is. Raises `SettingsError` for the first key or value that
    does not fit.
    """
    fields = {_key(field): field for field in dataclasses.fields(kind) if not field.metadata.get("internal")}  # type: ignore[arg-type]
    _refuse_unknown(table, fields, tables, at)
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, field in fields.items():
        if key in table:
            values[field.name] = _value(hints[field.name], table[key], tables, (*at, key))
            _check_form(field, values[field.name], tables, (*at, key))
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            place = _name(at) or "the file"
            raise tables.fault(at, f"{place} has no “{key}”.", f"Add {key} = {_example(hints[field.name])}.")
    return kind(**values)


def _check_form(field: "dataclasses.Field[Any]", value: Any, tables: Tables, at: Path) -> None:
    form = field.metadata.get("form")
    if form is not None and isinstance(value, str) and value != field.default and (remedy := form(value)):
        raise tables.fault(at, f"{_name(at)} is {_shown(value)}.", remedy, "E114")


def _key(field: "dataclasses.Field[Any]") -> str:
    """The key in the file: the field's name, `as_` standing for `as`, which Python keeps for itself."""
    return field.name.rstrip("_")


def _refuse_unknown(table: Mapping[str, Any], known: Mapping[str, Any], tables: Tables, at: Path) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            guess = f"Did you mean “{near[0]}”? " if near else ""
            place = f" in {_name(at)}" if at else ""
            allowed = ", ".join(known)
            raise tables.fault((*at, key), f"unknown key “{key}”{place}.", f"{guess}Known: {allowed}.", "E113")


def _value(hint: Any, value: Any, tables: Tables, at: Path) -> Any:
    origin, options = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _choice(options, value, tables, at)
    if origin in (Union, types.UnionType):
        return _union(options, value, tables, at)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise tables.fault(at, f"{_name(at)} must be a table.", f"Write [{_name(at)}].")
        return read(hint, value, tables, at)
    if origin is Mapping:
        if not isinstance(value, Mapping):
            raise tables.fault(at, f"{_name(at)} must be a table.", f"Write [{_name(at)}].")
        return {key: _value(options[1], each, tables, (*at, key)) for key, each in value.items()}
    if origin is tuple:
        if not isinstance(value, list):
            raise tables.fault(at, f"{_name(at)} must be a list.", "Put it in square brackets.")
        return tuple(_value(options[0], item, tables, (*at, number)) for number, item in enumerate(value))
    return _plain(hint, value, tables, at)


def _union(options: tuple[Any, ...], value: Any, tables: Tables, at: Path) -> Any:
    if isinstance(value, Mapping):
        chosen = [option for option in options if dataclasses.is_dataclass(option)]
    else:
        chosen = [option for option in options if option is not type(None) and _fits(option, value)]
    remaining = [option for option in options if option is not type(None)]
    return _value((chosen or remaining)[0], value, tables, at)


def _fits(option: Any, value: Any) -> bool:
    if get_origin(option) is Literal:
        return value in get_args(option)
    return isinstance(option, type) and type(value) is option


def _choice(allowed: tuple[Any, ...], value: Any, tables: Tables, at: Path) -> Any:
    for option in allowed:
        if type(option) is type(value) and option == value:
            return value
    names = ", ".join(_shown(option) for option in allowed)
    raise tables.fault(at, f"{_name(at)} is {_shown(value)}.", f"Allowed: {names}.", "E114")


def _plain(hint: Any, value: Any, tables: Tables, at: Path) -> Any:
    if hint is str and isinstance(value, int | date) and not isinstance(value, bool):
        return str(value)
    if type(value) is hint:
        return value
    expected = NAMES.get(hint, "another value")
    raise tables.fault(at, f"{_name(at)} is {_shown(value)}.", f"It must be {expected}.", "E114")


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"“{value}”" if isinstance(value, str) else str(value)


def _example(hint: Any) -> str:
    return {int: "1", bool: "true"}.get(hint, '"…"')


def _name(at: Path) -> str:
    """`("source", 1, "file")` as people read it: `source 2, file`."""
    out = ""
    for key in at:
        out += f" {key + 1}" if isinstance(key, int) else f".{key}" if out else key
    return out


def _table_line(lines: list[str], at: Path) -> int:
    """The number, from 1, of the header line of the innermost table on the way `at`; 0 for the top of the file."""
    best, wanted = 0, _steps(at)
    counts: dict[str, int] = {}
    for number, line in enumerate(lines):
        found = HEADER.match(line)
        if not found:
            continue
        name = found[2].replace(" ", "")
        if found[1] == "[[":
            counts[name] = counts.get(name, -1) + 1
        if (name, counts.get(name, 0)) in wanted:
            best = number + 1
    return best


def _steps(at: Path) -> set[tuple[str, int]]:
    """The tables on the way `at`, each as its dotted name and its place among those of this name."""
    out: set[tuple[str, int]] = set()
    names: list[str] = []
    for position, key in enumerate(at):
        if isinstance(key, str):
            names.append(key)
            following = at[position + 1] if position + 1 < len(at) else 0
            out.add((".".join(names), following if isinstance(following, int) else 0))
    return out
