"""What lies around a TEI file on disk: the files beside it, read when a pointer names them, and the ledger."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from edition.check.surroundings import Lies, Neighbour, Surroundings
from edition.document import NO_TEI, SUFFIXES, Document, parse
from edition.errors import EditionError
from edition.files import read_file
from edition.ledger import Ledger
from edition.tree import XML_ID, local_name


class Neighbours:
    """The TEI files around those that are checked in one run, each read once; none outside of its folder is opened."""

    def __init__(self) -> None:
        self._read: dict[Path, Neighbour] = {}

    def around(self, path: Path, folder: Path, ledger: Ledger | None = None) -> Surroundings:
        """What lies around the file at `path`, whose pointers may lead to files in `folder` and below."""
        return Surroundings(partial(self._look, path, folder), ledger)

    def _look(self, path: Path, folder: Path, address: str) -> Neighbour:
        """What an address leads to; it is a path from the folder of the file at `path`."""
        if "\0" in address:
            return Neighbour(Lies.NOWHERE)
        root, place = _real(folder), _real(path.parent / address)
        if address.startswith("/") or not place.is_relative_to(root):
            return Neighbour(Lies.OUTSIDE)
        if place == _real(path):
            return Neighbour(Lies.ITSELF)
        if not os.path.exists(place):  # noqa: PTH110 - a path refuses a name that is too long
            return Neighbour(Lies.NOWHERE, near=_near(place, address))
        if place not in self._read:
            self._read[place] = _read(place)
        return self._read[place]


def _read(place: Path) -> Neighbour:
    """The file at `place`, with its ids where it is TEI."""
    try:
        document = parse(read_file(place), str(place))
    except EditionError as error:
        said = error.messages[0]
        is_broken = place.suffix.lower() in SUFFIXES and said.code != NO_TEI and not place.is_dir()
        return Neighbour(Lies.THERE, fault=said.text if is_broken else "")
    return Neighbour(Lies.THERE, _ids(document))


def _ids(document: Document) -> Mapping[str, str]:
    """The name of each element with an `xml:id` by that id."""
    found: dict[str, str] = {}
    for node in document.tree.iterfind(f".//*[@{XML_ID}]"):
        found.setdefault(node.get(XML_ID, ""), local_name(node))
    return found


def _near(place: Path, address: str) -> str:
    """The address of a TEI file beside `place` that may be meant; "" for none."""
    try:
        names = sorted(each.name for each in place.parent.iterdir() if each.suffix.lower() in SUFFIXES)
    except OSError:
        return ""
    near = get_close_matches(place.name, names, n=1)
    return f"{address.rpartition('/')[0]}/{near[0]}".lstrip("/") if near else ""


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
