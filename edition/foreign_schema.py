"""A RELAX NG schema that a user brings: its files, none of them outside of its folder, and the check by it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import unquote

from edition.check import CHECKS, OF_ANY_TEI, Check
from edition.check.finding import Finding
from edition.check.grammar.verdict import refused_by
from edition.check.subject import Subject
from edition.document import Document
from edition.errors import EditionError, InputRefused, SettingsError, UnsafeReference
from edition.files import inside, read_file, read_if_there
from edition.relaxng import read_schema
from edition.report import Message, Severity, shortened
from edition.schema_association import SCHEMA, Association, associations, is_ours

T = TypeVar("T")
Look: TypeAlias = Callable[[tuple[Check, ...]], Iterable[T]]
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Schemas:
    """By which schema the files of one run are checked: the user's, else the one a file names beside itself, else ours.

    `asked` is the user's, None for none. A schema of the user that is none raises as `check_by` does; one that files
    name is told of once, and they are checked by ours.
    """

    def __init__(self, asked: Path | None) -> None:
        self._asked = None if asked is None else (check_by(asked), *OF_ANY_TEI)
        self._named: dict[Path, tuple[Check, ...]] = {}
        self._unusable: dict[Path, EditionError] = {}
        self._told: set[Path] = set()

    def looked(self, document: Document, path: Path, folder: Path, look: Look[T]) -> list[T]:
        """What `look` finds with the checks of the document at `path`, whose schema may lie in `folder` and below."""
        if self._asked is not None:
            return list(look(self._asked))
        place = named_schema(document, path, folder)
        try:
            return list(look(self._checks(place)))
        except EditionError:
            if place not in self._unusable:
                raise
            return list(look(CHECKS))

    def untold(self) -> Iterator[EditionError]:
        """Why schemas that files name cannot be used, each once in a run."""
        for place, error in self._unusable.items():
            if place not in self._told:
                self._told.add(place)
                yield error

    def _checks(self, place: Path | None) -> tuple[Check, ...]:
        """The checks by the schema at `place`; all of ours where that is none, or ours, or cannot be used."""
        if place is None or place in self._unusable:
            return CHECKS
        if place not in self._named:
            with self._remembering(place):
                data = read_if_there(place)
                is_ours_too = data is None or is_ours(data)
                self._named[place] = CHECKS if is_ours_too else (self._by(place), *OF_ANY_TEI)
        return self._named[place]

    def _by(self, place: Path) -> Check:
        run = check_by(place)

        def refused(subject: Subject) -> Iterator[Finding]:
            """Where the schema refuses a document; that it cannot be used shows at the element that asks for it."""
            with self._remembering(place):
                yield from run(subject)

        return refused

    @contextmanager
    def _remembering(self, place: Path) -> Iterator[None]:
        try:
            yield
        except EditionError as error:
            self._unusable[place] = error
            raise

    def remark(self, document: Document, path: Path, folder: Path) -> Iterator[Message]:
        """Which schema was taken, where it is not plain; of a document that was looked at."""
        named = _named(document)
        if self._asked is not None or named is None:
            return
        place, name = named_schema(document, path, folder), shortened(named.address)
        is_theirs = place is not None and self._checks(place) is not CHECKS
        if place in self._unusable:
            text = f"not checked by “{name}”, which it names, for that schema cannot be used; checked by ours."
            yield Message(
                "W618", text, "Mend the schema, or name another with --schema.", Severity.WARNING, str(path), named.line
            )
        elif is_theirs or named.address != SCHEMA:
            said = f"“{name}”, which it names, without the rules of our own schema" if is_theirs else _ours(named, name)
            text = f"checked by {said}."
            yield Message("I617", text, "Name another with --schema.", Severity.INFO, str(path), named.line)


def _ours(named: Association, name: str) -> str:
    """Why a document is checked by ours though it names another."""
    if named.is_compact:
        return f"our schema: “{name}”, which it names, is in the compact syntax, which is not read"
    if _is_on_the_web(named.address):
        return f"our schema: “{name}”, which it names, is on the web, where nothing is read"
    return f"our schema, for “{name}”, which it names, is not in its folder, or is ours"


def named_schema(document: Document, path: Path, folder: Path) -> Path | None:
    """Where the schema would lie that a document at `path` names; None for none, and where that is not in `folder`."""
    named = _named(document)
    if named is None or named.is_compact or _is_on_the_web(named.address):
        return None
    root, place = os.path.realpath(folder), Path(os.path.realpath(path.parent / _file(named.address)))
    return folder / place.relative_to(root) if place.is_relative_to(root) else None


def _named(document: Document) -> Association | None:
    """The first schema that a document names and that can be read; else the first; None for none."""
    named = associations(document)
    return next((each for each in named if not each.is_compact), named[0] if named else None)


def _is_on_the_web(address: str) -> bool:
    return ADDRESS.match(address) is not None


def _file(address: str) -> str:
    """The path in an address; what no path can hold leads nowhere."""
    return unquote(address.partition("#")[0].partition("?")[0]).replace("\0", "\ufffd")


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
        name, place = _file(href), self._place(href)
        if _is_on_the_web(href):
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
            before, found, _ = data.partition(words or b"href")
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
