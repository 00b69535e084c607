"""Reads the cases of `tests/cases/encoding`: text files with a source, settings, decisions and the TEI they give."""

import re
from dataclasses import dataclass
from pathlib import Path

from edition.decisions import read_decisions
from edition.encoding import Encoded, encode
from edition.errors import EditionError
from edition.settings import Settings, read_settings
from edition.tree import Element, local_name, pieces

FOLDER = Path(__file__).parent.parent / "cases" / "encoding"
HEAD = """format = 1
[text]
title = "—"
[[source]]
file = "source.txt"
sha256 = ""
[[hand]]
id = "wren"
role = "author"
name = "Ada Wren"
[[hand]]
id = "hale"
role = "notes to the translation"
name = "Tomas Hale"
"""
NOTES = """[notes]
mark = "[{n}]"
item = "[{n}] "
hand = "wren"
"""
RULE = """[[notes.rule]]
pattern = "brackets-inside-note"
hand = "hale"
evidence = "The preface says so."
"""


@dataclass(frozen=True)
class Case:
    """One case: `name` is its title, `parts` the texts after `---- settings`, `decisions`, `source`, `tei`, `says`."""

    name: str
    parts: dict[str, str]


def read_cases(path: Path) -> list[Case]:
    """The cases of one file, in order."""
    found = []
    for block in re.split(r"(?m)^==== ", path.read_text(encoding="utf-8"))[1:]:
        name, _, rest = block.partition("\n")
        parts = re.split(r"(?m)^---- (\w+)\n", rest)[1:]
        found.append(
            Case(name.strip(), {key: text.strip("\n") for key, text in zip(parts[::2], parts[1::2], strict=True)})
        )
    return found


def settings_of(case: Case) -> Settings:
    """The settings of a case; a part that begins with `+` is added to the usual notes and rule."""
    given = case.parts.get("settings", "+")
    whole = NOTES + RULE + given[1:] if given.startswith("+") else given
    return read_settings((HEAD + whole).encode(), "edition.toml")


def outcome(case: Case) -> tuple[str, str]:
    """What a case gives: its TEI, and its messages or its error, a line each."""
    try:
        made = encoded(case)
    except EditionError as error:
        return "", str(error)
    return shown(made), "\n".join(str(message) for message in made.messages)


def encoded(case: Case) -> Encoded:
    """The encoding of a case."""
    decisions = read_decisions(case.parts.get("decisions", "").encode(), "decisions.toml")
    source = case.parts["source"].replace("␣", " ") + "\n"
    return encode(settings_of(case), {"source.txt": source.encode()}, decisions)


def shown(made: Encoded) -> str:
    """The text and the notes apart from it as short XML, ids of notes numbered as they come, all others left out."""
    numbers: dict[str, str] = {}
    parts = [made.document.text, *made.document.tree.iter("{*}listAnnotation")]
    shown_parts = [_short(part, numbers) for part in parts]
    return re.sub(r">\n+\s*<", ">\n<", "\n".join(shown_parts)).removeprefix("<text>").strip().replace("\n</text>", "")


def _short(node: Element, numbers: dict[str, str]) -> str:
    tag = local_name(node)
    attributes = "".join(_attribute(tag, key.rpartition("}")[2], value, numbers) for key, value in node.attrib.items())
    inner = "".join(piece if isinstance(piece, str) else _short(piece, numbers) for piece in pieces(node))
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _attribute(tag: str, key: str, value: str, numbers: dict[str, str]) -> str:
    if key == "id" and tag not in ("note", "anchor"):
        return ""
    if key in ("id", "target"):
        value = re.sub(r"\bu\d+", lambda match: numbers.setdefault(match[0], f"i{len(numbers) + 1}"), value)
    return f' {key}="{value}"'
