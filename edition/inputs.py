"""The files of an edition on disk, each read once; what a run works on and what it must find unchanged at the end."""

from dataclasses import dataclass
from pathlib import Path

from edition.errors import InputRefused, SettingsError, UnsafeReference
from edition.files import changed, inside, read_file, read_if_there
from edition.manifest import sha256
from edition.readers.decoding import decode
from edition.report import Message
from edition.settings import Settings, Source, read_settings

SETTINGS = "edition.toml"
DECISIONS = "decisions.toml"
LEDGER = "anchors.jsonl"
PROPOSALS = "proposals.toml"
FRONT = "front.xml"
TEXT = "text.xml"
BUILD = "build"


@dataclass(frozen=True)
class Inputs:
    """An edition as a run found it. `data` holds the bytes of each file by its name; one that is not there lacks."""

    folder: Path
    settings: Settings
    data: dict[str, bytes]

    @property
    def sources(self) -> dict[str, bytes]:
        """The bytes of the sources by the name that the settings give them, in their order."""
        return {name: self.data[name] for name in source_names(self.settings)}

    @property
    def texts(self) -> dict[str, str]:
        """The characters of the sources, by name and in order as in `sources`."""
        names = {source.file: source.encoding for source in self.settings.source}
        return {name: decode(data, names[name], self.path(name)) for name, data in self.sources.items()}

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file by its name, "" for one not there: settings, sources, decisions …"""
        return {name: _hash(self.data.get(name)) for name in _names(self.settings)}

    def path(self, name: str) -> str:
        """How messages name the file `name` of this edition."""
        return str(self.folder / name)


def read_inputs(folder: Path) -> Inputs:
    """The edition in `folder`.

    Raises `SettingsError` where it is none or its settings are wrong, `Unreadable` for a source that cannot be
    read, `UnsafeReference` for one outside the folder and `InputRefused` for one that is not what was received.
    """
    check_is_edition(folder)
    path = folder / SETTINGS
    data = {SETTINGS: read_file(path)}
    settings = read_settings(data[SETTINGS], str(path))
    for source in settings.source if is_from_source(settings) else ():
        data[source.file] = _source(folder, source, settings, data[SETTINGS])
    for name in _optional(settings):
        found = read_if_there(folder / name)
        if found is not None:
            data[name] = found
    return Inputs(folder, settings, data)


def check_is_edition(folder: Path) -> None:
    """Raise `SettingsError` where `folder` is no edition."""
    if not (folder / SETTINGS).is_file():
        raise SettingsError(
            Message("E620", "this is no edition: it has no edition.toml.", "Run: edition init SOURCE DIR.",
                    path=str(folder))
        )  # fmt: skip


def is_from_source(settings: Settings) -> bool:
    """Whether the TEI is made from the sources; False where it is the master itself and they are history."""
    return settings.text.master == "source"


def check_is_from_source(settings: Settings) -> None:
    """Raise `InputRefused` where the TEI is the master, so that nothing can be made of the sources."""
    if not is_from_source(settings):
        raise InputRefused(
            Message("E621", "the TEI is the master of this edition; the source is history.",
                    "Edit text.xml itself.", path=settings.path)
        )  # fmt: skip


def source_names(settings: Settings) -> list[str]:
    """The names of the sources that the TEI is made from, in order."""
    return [source.file for source in settings.source] if is_from_source(settings) else []


def check_unchanged(inputs: Inputs) -> None:
    """Raise `InputRefused` where a file of the edition is no longer what the run has read."""
    for name, value in inputs.hashes.items():
        if _hash(read_if_there(inputs.folder / name)) != value:
            raise changed(inputs.folder / name)


def _names(settings: Settings) -> list[str]:
    return [SETTINGS, *source_names(settings), *_optional(settings)]


def _optional(settings: Settings) -> tuple[str, ...]:
    """The files that an edition may have besides; the front matter of a TEI that is the master stands in it."""
    return (DECISIONS, *((FRONT,) if is_from_source(settings) else ()), LEDGER, TEXT)


def _hash(data: bytes | None) -> str:
    return "" if data is None else sha256(data)


def _source(folder: Path, source: Source, settings: Settings, written: bytes) -> bytes:
    place = _line(written, source.file)
    try:
        path = inside(folder, source.file)
    except UnsafeReference as error:
        raise UnsafeReference(*(_at(message, settings.path, place) for message in error.messages)) from error
    data = read_file(path)
    if sha256(data) != source.sha256.lower():
        raise InputRefused(
            Message("E612", f"“{source.file}” is not the file that was received: its hash is {sha256(data)}.",
                    "Restore it; or, where the new one is wanted, write this hash here.",
                    path=settings.path, line=_line(written, source.sha256) or place)
        )  # fmt: skip
    return data


def _at(message: Message, path: str, line: int) -> Message:
    return Message(message.code, message.text, message.remedy, path=path, line=line)


def _line(written: bytes, words: str) -> int:
    """The line, from 1, on which `words` first stand; 0 where they do not."""
    before, found, _ = written.partition(words.encode())
    return before.count(b"\n") + 1 if found and words else 0
