"""The story of a check: find the files, look at each with what lies around it, and tell what is wrong."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.check import check
from edition.check.surroundings import Surroundings
from edition.document import NO_TEI, SUFFIXES, Document, parse, parse_any
from edition.errors import EditionError, InputRefused, SettingsError, UnsafeReference
from edition.files import read_file, read_if_there
from edition.foreign_schema import Look, Schemas, T
from edition.gathering import Found, files_at, once, plain_folders
from edition.inputs import LEDGER, SETTINGS, is_from_source
from edition.ledger import Ledger, read_ledger
from edition.neighbours import Neighbours
from edition.report import Message, Report, Severity
from edition.settings import read_settings

if TYPE_CHECKING:
    from edition.publishing import Step

GIVEN = Path("-")


@dataclass(frozen=True)
class Edition:
    """What an edition says of its checks; nothing where there is no edition.

    `is_from_source` tells that its text is made from sources, anew each time.
    """

    severity: Mapping[str, str] = field(default_factory=dict)
    ledger: Ledger | None = None
    is_from_source: bool = False

    def makes(self, found: Found) -> bool:
        """Whether a file is the text that is made from sources."""
        return self.is_from_source and found.is_text_of_edition


def check_files(
    paths: Sequence[Path],
    step: "Step",
    schema: Path | None = None,
    given: bytes | None = None,
    least: Severity = Severity.INFO,
) -> tuple[Report, int]:
    """What the checks find in TEI files, and the highest exit code, 0 where all could be read.

    Each path is a TEI file, an edition, whose `text.xml` is checked, or any other folder: all TEI files in it and
    below, by their names. A file is checked once, however often it is named; one that cannot be read or parsed does
    not keep the others from being checked. `schema` is a RELAX NG schema to check by in place of ours; raises
    `SettingsError` where it is none, and `UnsafeReference` where it names a file outside of its folder. `given` are
    the bytes that the path `-` stands for; None where it is a file as others are. What takes long and weighs less
    than `least` is not looked for.
    """
    run, named = Run(schema, given, least), files_at(paths)
    found = list(once(named))
    for number, one in enumerate(found, 1):
        step(f"checking {one.path}" + (f" ({number} of {len(found)})" if len(found) > 1 else ""))
        run.look_at(one)
    for path in plain_folders(paths):
        run.look_back(path, [one for one in named if one.within == path])
    return run.report, run.code


class Run:
    """One run of checks over many files, with what it has found so far."""

    def __init__(self, schema: Path | None, given: bytes | None = None, least: Severity = Severity.INFO) -> None:
        self.given, self.least, self._is_by_user = given, least, schema is not None
        self._schemas = Schemas(schema)
        self.report, self.code = Report(), 0
        self._neighbours = Neighbours()
        self._editions: dict[Path, Edition] = {}
        self._others: set[str] = set()

    def look_at(self, found: Found) -> None:
        """Check one file; what keeps it from being read is told as a message."""
        path = found.path
        try:
            read = parse_any if self._is_by_user and found.within is None else parse
            document = read(self._data(path), str(path))
        except EditionError as error:
            self._refuse(found, error)
            return
        self.report.files.append(str(path))
        edition, around = self.around(found)
        least = self._least(found, edition)
        try:
            messages = self.looked(
                document, found, lambda checks: check(document, around, edition.severity, checks, least)
            )
        except EditionError as error:
            if self._is_by_user and isinstance(error, SettingsError | UnsafeReference):
                raise  # the schema is that of all files
            self._tell(error)
            return
        for fault in self._schemas.untold():
            self._tell(fault)
        self.report.extend([*self._schemas.remark(document, path, found.folder), *messages])

    def looked(self, document: Document, found: Found, look: Look[T]) -> list[T]:
        """What `look` finds with the checks of one file: by our schema with all our rules, or by another one."""
        return self._schemas.looked(document, found.path, found.folder, look)

    def _least(self, found: Found, edition: Edition) -> Severity:
        """What a message must weigh; slips in a text that is made from sources are proposals, which may be answered."""
        return max(self.least, Severity.WARNING) if edition.makes(found) else self.least

    def around(self, found: Found) -> tuple[Edition, Surroundings]:
        """The edition that a file lies in, and what lies around the file."""
        edition = self._edition(found.folder)
        ledger = edition.ledger if found.is_text_of_edition else None
        return edition, self._neighbours.around(found.path, found.folder, ledger)

    def _data(self, path: Path) -> bytes:
        return self.given if self.given is not None and path == GIVEN else read_file(path)

    def look_back(self, folder: Path, found: Sequence[Found]) -> None:
        """An error for a folder in which there was no TEI file; `found` are the XML files in it."""
        if all(os.path.realpath(one.path) in self._others for one in found):
            count = f"none of the {len(found)} XML files" if len(found) > 1 else "the XML file"
            none = f"there is no file {' or '.join(SUFFIXES)} in this folder or below."
            text = f"{count} in this folder and below is TEI." if found else none
            self._tell(InputRefused(Message("E614", text, "Name a TEI file, or a folder with some.", path=str(folder))))

    def _refuse(self, found: Found, error: EditionError) -> None:
        """Tell what keeps a file from being checked; XML of another kind is no fault where a folder was named."""
        said = error.messages[0]
        if found.within is None or said.code != NO_TEI:
            self.report.files.append(str(found.path))
            self._tell(error)
            return
        self._others.add(os.path.realpath(found.path))
        text = f"not checked, for it is no TEI: {said.text}"
        self.report.add(replace(said, code="I616", text=text, remedy="", severity=Severity.INFO))

    def _edition(self, folder: Path) -> Edition:
        """What the edition in `folder` says of its checks; what is wrong with it is told once."""
        if folder not in self._editions:
            self._editions[folder] = Edition()
            try:
                self._editions[folder] = _read_edition(folder)
            except EditionError as error:
                self._tell(error)
        return self._editions[folder]

    def _tell(self, error: EditionError) -> None:
        self.report.add(*error.messages)
        self.code = max(self.code, error.exit_code)


def _read_edition(folder: Path) -> Edition:
    settings, ledger = read_if_there(folder / SETTINGS), read_if_there(folder / LEDGER)
    if settings is None:
        return Edition()
    read = read_settings(settings, str(folder / SETTINGS))
    known = read_ledger(ledger, str(folder / LEDGER)) if ledger is not None else None
    return Edition(read.check.severity, known, is_from_source(read))
