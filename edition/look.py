"""The dress of an edition as it lies on disk: its folder `styles/` and the images of its text, read and screened."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from edition.document import Document, parse
from edition.dress import READ, SHEETS, Dress, Image, Refusal, graphics, image
from edition.errors import EditionError, UnsafeReference
from edition.files import changed, inside, read_file
from edition.manifest import sha256
from edition.report import Message, Severity, shortened
from edition.style_addresses import REMOTE, read_sheet
from edition.tree import Element

STYLES = "styles"
WORDS = "Its place shows its caption and the name of the file."


@dataclass(frozen=True)
class Look:
    """What was found for the dress of an edition.

    `dress` is what of it is safe. `hashes` gives the hash of each file that was looked at by its name in the
    edition, "" for one that is not there, and `places` where it lies.
    """

    dress: Dress = field(default_factory=Dress)
    hashes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()

    @property
    def digest(self) -> str:
        """One hash for all files of the look; "" where there is none."""
        return sha256(json.dumps(dict(self.hashes), sort_keys=True).encode()) if self.hashes else ""


class File(NamedTuple):
    """A file of the edition by its name in it, "" for one outside: its bytes, or why they could not be read."""

    name: str
    data: bytes | Refusal


def read_look(document: Document | None, folder: Path, styles: Path | None) -> Look:
    """The look of `document`, whose images lie in `folder`, and of the folder `styles`; None for what there is not.

    An image that cannot be shown is a warning. Raises `UnsafeReference` for a file of `styles` that is a link out of
    it or a style sheet that names one outside, `SettingsError` for one that names what is not there, and `Unreadable`
    for a file that cannot be read.
    """
    sheets = _styles(styles) if styles is not None else Look()
    images = _images(document, folder) if document is not None else Look()
    return Look(
        Dress(sheets.dress.styles, images.dress.images, sheets.dress.folder),
        {**sheets.hashes, **images.hashes},
        {**sheets.places, **images.places},
        (*sheets.messages, *images.messages),
    )


def look_of_text(text: bytes, path: str, styles: Path) -> Look:
    """As `read_look`, of a TEI that lies at `path`; one that cannot be parsed, or is not there, has no images."""
    document = None
    if b"graphic" in text or b"media" in text:
        with suppress(EditionError):
            document = parse(text, path)
    return read_look(document, Path(path).parent, styles)


def check_same(look: Look) -> None:
    """Raise `InputRefused` where a file of the look is no longer what the run has read."""
    for name, place in look.places.items():
        if look.hashes[name] != _hash(_data(place)):
            raise changed(place)


def _styles(folder: Path) -> Look:
    """The files of a folder of styles, by their names in it; names that begin with a dot are nobody's."""
    names = sorted(_names(folder)) if folder.is_dir() else []
    places = {name: _inside(folder, name) for name in names}
    files = {name: read_file(place) for name, place in places.items()}
    messages = tuple(_unread(folder, files))
    return Look(
        Dress(styles=files, folder=str(folder)),
        {f"{STYLES}/{name}": sha256(data) for name, data in files.items()},
        {f"{STYLES}/{name}": place for name, place in places.items()},
        messages,
    )


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name).relative_to(folder).as_posix() for name in files if not name.startswith("."))


def _inside(folder: Path, name: str) -> Path:
    try:
        return inside(folder, name)
    except UnsafeReference as error:
        raise UnsafeReference(*(replace(message, path=str(folder / name)) for message in error.messages)) from error


def _unread(folder: Path, files: Mapping[str, bytes]) -> Iterator[Message]:
    """A warning for each file that no output reads; raises what `read_sheet` does for a sheet with a bad address."""
    sheets = [read_sheet(name, files, str(folder)) for name in SHEETS if name in files]
    wanted = READ.union(named.file for sheet in sheets for named in sheet.files)
    for name in sorted(files.keys() - wanted):
        remedy = f"Known: {', '.join(sorted(READ))}, and what style sheets name."
        yield Message("W646", "nobody reads this file.", remedy, Severity.WARNING, str(folder / name))


def _images(document: Document, folder: Path) -> Look:
    """The images of `document` by their urls; each that is not shown is told of once, at its first place."""
    first: dict[str, Element] = {}
    for node in graphics(document):
        first.setdefault(node.get("url") or "", node)
    files = {url: _file(folder, url) for url in first if not REMOTE.match(url)}
    judged = {url: file.data if isinstance(file.data, Refusal) else image(file.data) for url, file in files.items()}
    refused = (_refused(document, first[url], why) for url, why in judged.items() if isinstance(why, Refusal))
    there = [file for file in files.values() if file.name]
    return Look(
        Dress(images={url: found for url, found in judged.items() if isinstance(found, Image)}),
        {file.name: _hash(file.data) for file in there},
        {file.name: folder / file.name for file in there},
        (*_remote(document, first), *refused),
    )


def _file(folder: Path, url: str) -> File:
    """The file that `url` names as it is written or, where there is none, with its percent signs decoded."""
    for name in (url, unquote(url)):
        try:
            place = inside(folder, name)
        except UnsafeReference as error:
            return File("", Refusal("W641", "leads out of the folder of the edition.", error.messages[0].remedy))
        if os.path.lexists(place):
            return File(name, _data(place))
    return File(name, Refusal("W640", "is not there.", "Put it into the folder, or correct @url."))


def _data(place: Path) -> bytes | Refusal:
    try:
        return read_file(place)
    except EditionError as error:
        return Refusal("W642", f"cannot be read: {error.messages[0].text}", error.messages[0].remedy)


def _hash(data: bytes | Refusal) -> str:
    return sha256(data) if isinstance(data, bytes) else ""


def _refused(document: Document, node: Element, why: Refusal) -> Message:
    text = f"the image “{shortened(node.get('url') or '')}” {why.text} {WORDS}"
    return Message(why.code, text, why.remedy, Severity.WARNING, document.path, node.sourceline or 0)


def _remote(document: Document, first: Mapping[str, Element]) -> Iterator[Message]:
    """One message for all images that lie elsewhere: an edition asks nothing of other hosts."""
    found = [url for url in first if REMOTE.match(url)]
    if found:
        which = f"the image “{shortened(found[0])}” lies" if len(found) == 1 else f"{len(found)} images lie"
        text = f"{which} elsewhere, and no output fetches what is not in the folder. Captions and addresses are shown."
        line = first[found[0]].sourceline or 0
        remedy = "Put the files into the folder of the edition and name them there."
        yield Message("W645", text, remedy, Severity.WARNING, document.path, line)
