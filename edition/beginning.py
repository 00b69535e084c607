"""The first step of an edition: a folder with the source as received and settings that say what was found in it."""

from collections.abc import Callable
from pathlib import Path

from edition.encoding.conventions import init_settings
from edition.errors import SettingsError
from edition.files import read_file, told, write_file
from edition.inputs import SETTINGS
from edition.report import Message


def begin(source: Path, folder: Path, step: Callable[[str], None]) -> Path:
    """Make `folder` an edition of the text in `source` and return the path of its settings.

    The source is copied byte for byte. Nothing is written where the source cannot be read, where there is an
    edition already, or where another file has the source's name (`SettingsError`).
    """
    step("reading")
    data = read_file(source)
    step("looking for conventions")
    settings = init_settings(source.name, data)
    place, copy = folder / SETTINGS, folder / source.name
    if place.exists():
        raise _refused(place, "there is an edition here already.", "Choose another folder, or edit these settings.")
    if copy.exists() and read_file(copy) != data:
        raise _refused(copy, "another file of this name is here already.", "Choose another folder.")
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_file(copy, data)
    write_file(place, settings.encode())
    return place


def _refused(path: Path, text: str, remedy: str) -> SettingsError:
    return SettingsError(Message("E623", text, remedy, path=str(path)))
