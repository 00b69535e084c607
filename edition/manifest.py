"""The manifest of an output folder: what each file is, its hash, and which state of the text it was made from."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from edition.files import read_file
from edition.report import Message, Severity

NAME = "manifest.json"
MADE_BY = "edition"
FORMAT = 2


@dataclass(frozen=True)
class Made:
    """One output. `file` is its main file; `files` gives the hash of each file by its name, the main one first.

    `files` is empty where the output could not be made; `missing` then says why, and is "" elsewhere. `text` is the
    hash of the TEI it shows, `recipe` that of all else that shapes it (programme, styles, display), `look`
    that of the files that the edition brings to its look, "" for none. `messages` are what its writer had to say,
    `proof` what became of the words of the TEI in it, "" where nobody reads it back.
    """

    file: str
    media_type: str
    files: dict[str, str]
    text: str
    recipe: str
    missing: str = ""
    messages: tuple[Message, ...] = ()
    look: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Manifest:
    """All outputs of a folder by name, and the state of the edition when it was last built.

    `inputs` gives the hash of each file of the edition by its name, "" for one that was not there. `messages` are
    what the encoding and the checks had to say. In all messages here, paths are those inside the edition.
    """

    outputs: dict[str, Made]
    inputs: dict[str, str]
    messages: tuple[Message, ...] = ()


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write(manifest: Manifest) -> bytes:
    """The manifest as JSON, its outputs in their order."""
    record = {"made-by": MADE_BY, "format": FORMAT, **asdict(manifest)}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read(path: Path) -> Manifest | None:
    """The manifest at `path`; None where there is none, or one that no build wrote."""
    if not path.is_file() or path.is_symlink():
        return None
    try:
        record = json.loads(read_file(path))
        if record["made-by"] != MADE_BY or record["format"] not in (1, FORMAT):
            return None
        return Manifest(
            {name: _made(output) for name, output in record["outputs"].items()},
            dict(record["inputs"]),
            _messages(record["messages"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def relative(messages: Iterable[Message], folder: Path) -> tuple[Message, ...]:
    """The messages with their paths as seen from `folder`: a manifest is the same wherever the edition lies."""
    return tuple(replace(one, path=os.path.relpath(one.path, folder)) if one.path else one for one in messages)


def placed(messages: Iterable[Message], folder: Path) -> tuple[Message, ...]:
    """The messages of a manifest with the paths that lead to the edition in `folder` again."""
    return tuple(replace(one, path=_normal(folder / one.path)) if one.path else one for one in messages)


def _normal(path: Path) -> str:
    """`path` as a user gives it, without the steps up and down again of a file that lies beside the edition."""
    return os.path.normpath(path) if ".." in path.parts else str(path)


def _made(record: dict[str, Any]) -> Made:
    """One output; format 1 knew but one file of each."""
    if "sha256" in record:
        record = {**record, "files": {record["file"]: record["sha256"]} if record["sha256"] else {}}
        del record["sha256"]
    for name in (record["file"], *record["files"]):
        if Path(name).name != name:
            raise ValueError(name)
    return Made(**{**record, "messages": _messages(record["messages"])})


def _messages(records: list[dict[str, Any]]) -> tuple[Message, ...]:
    return tuple(Message(**{**record, "severity": Severity(record["severity"])}) for record in records)
