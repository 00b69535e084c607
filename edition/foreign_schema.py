"""A RELAX NG schema that a user brings: its files, none of them outside of its folder, and the check by it."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from edition.check import CHECKS, OF_ANY_TEI, Check
from edition.check.finding import Finding
from edition.check.grammar.verdict import refused_by
from edition.check.subject import Subject
from edition.document import Document
from edition.errors import EditionError, InputRefused, SettingsError, UnsafeReference
from edition.files import inside, read_file
from edition.relaxng import read_schema
from edition.report import Message, Severity, shortened
from edition.schema_association import SCHEMA, associated_schema, is_ours


class Schemas:
    """By which schema the files of one run are checked: the user's, else the one a file names beside itself, else ours.

    `asked` is the user's, None for none. A schema of the user that is none raises as `check_by` does; of one that a
    file names only that file is told.
    """

    def __init__(self, asked: Path | None) -> None:
        self._asked = None if asked is None else (check_by(asked), *OF_ANY_TEI)
        self._named: dict[Path, tuple[Check, ...]] = {}

    def checks(self, document: Document, path: Path, folder: Path) -> tuple[Check, ...]:
        """The checks of the document at `path`, whose schema may lie in `folder` and below."""
        if self._asked is not None:
            return self._asked
        place = named_schema(document, path, folder)
        if place is None:
            return CHECKS
        if place not in self._named:
            self._named[place] = (check_by(place), *OF_ANY_TEI)
        return self._named[place]

    def remark(self, document: Document, path: Path, folder: Path) -> Iterator[Message]:
        """Which schema was taken, where it is not plain."""
        named = associated_schema(document)
        if self._asked is not None or not named or named == SCHEMA:
            return
        name = shortened(named)
        if named_schema(document, path, folder) is not None:
            text = f"checked by “{name}”, which it names, without the rules of our own schema."
        elif urlsplit(named).scheme:
            text = f"checked by our schema: “{name}”, which it names, is on the web, where nothing is read."
        else:
            text = f"checked by our schema, for “{name}”, which it names, is not in its folder, or is ours."
        yield Message("I617", text, "Name another with --schema.", Severity.INFO, str(path))


def named_schema(document: Document, path: Path, folder: Path) -> Path | None:
    """The schema that a document at `path` names, where it lies in `folder` and is not ours; else None."""
    named = associated_schema(document)
    if not named or urlsplit(named).scheme or urlsplit(named).netloc:
        return None
    place = Path(os.path.realpath(path.parent / unquote(urlsplit(named).path)))
    if not place.is_relative_to(os.path.realpath(folder)) or not place.is_file() or is_ours(read_file(place)):
        return None
    return place


def check_by(path: Path) -> Check:
    """The check of documents by the schema at `path`.

    Its files are read as far as documents need them, so both this and the check raise `SettingsError` for what is no
    RELAX NG, with its place, and `UnsafeReference` for a reference that leads out of the folder of the schema.
    """
    files = _Files(path)
    try:
        run = refused_by(read_schema(files.first(), str(path), files.load))
    except EditionError as error:
        raise _refused(error) from error

    def refused(subject: Subject) -> Iterator[Finding]:
        """Where the schema refuses a document."""
        try:
            yield from run(subject)
        except EditionError as error:
            raise _refused(error) from error

    return refused


class _Files:
    """The files of one schema, by their addresses from its folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data: dict[str, bytes] = {}

    def first(self) -> bytes:
        """The bytes of the file that was named."""
        self.data[str(self.path)] = read_file(self.path)
        return self.data[str(self.path)]

    def load(self, href: str) -> bytes:
        """The bytes of a file that another one includes; raises `UnsafeReference` where it is not to be read."""
        name, place = unquote(urlsplit(href).path), self._place(href)
        if urlsplit(href).scheme or urlsplit(href).netloc:
            raise _unsafe(f"“{shortened(href)}” is not beside the schema, and nothing is read from the web.", place)
        try:
            file = inside(self.path.parent, name)
        except UnsafeReference as error:
            raise _unsafe(f"“{shortened(href)}” leads out of the folder of the schema.", place) from error
        try:
            self.data[str(file)] = read_file(file)
        except EditionError as error:
            raise _missing(href, place) from error
        return self.data[str(file)]

    def _place(self, href: str) -> tuple[str, int]:
        """The path and the line where `href`, or its file, is named; line 0 where the words differ."""
        words = href.rpartition("/")[2].encode()
        for path, data in self.data.items():
            before, found, _ = data.partition(words)
            if found:
                return path, before.count(b"\n") + 1
        return str(self.path), 0


def _unsafe(text: str, place: tuple[str, int]) -> UnsafeReference:
    remedy = "Put the files of the schema into one folder, and correct the reference."
    return UnsafeReference(Message("E606", text, remedy, path=place[0], line=place[1]))


def _missing(href: str, place: tuple[str, int]) -> InputRefused:
    text = f"the schema includes “{shortened(href)}”, which cannot be read."
    return InputRefused(Message("E601", text, "Put the file there, or correct the reference.",
                                path=place[0], line=place[1]))  # fmt: skip


def _refused(error: EditionError) -> EditionError:
    """The error that ends the run: an unsafe reference as it is, all else as wrong usage."""
    return error if isinstance(error, UnsafeReference) else SettingsError(*error.messages)
