"""The story of `edition check --fix`: change what is safe to change in TEI files, and show what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from edition.check import SLOW, Check, check
from edition.checking import GIVEN, Run
from edition.errors import EditionError, SettingsError
from edition.files import read_file, rewrite_file
from edition.fixing import Mended, changes, diff, mended
from edition.gathering import Found, files_at, once
from edition.report import Message, Report, Severity

if TYPE_CHECKING:
    from edition.publishing import Step


@dataclass
class Outcome:
    """What was mended in all files: how many values, the differences file by file, and what could not be."""

    count: int = 0
    files: int = 0
    diffs: list[str] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    code: int = 0

    def add(self, path: Path, data: bytes, made: Mended, *, is_written: bool) -> None:
        """Take in what became of one file, and write it where that is asked."""
        if made.refused:
            self.report.add(made.refused)
        if not made.count:
            return
        try:
            if is_written:
                rewrite_file(path, data, made.data)
        except EditionError as error:
            self.report.add(*error.messages)
            self.code = max(self.code, error.exit_code)
            return
        self.diffs.append(diff(data, made.data, str(path)))
        self.count, self.files = self.count + made.count, self.files + 1

    def lines(self, *, is_written: bool) -> list[str]:
        """What to show: the differences, and how much was mended."""
        values = "one value" if self.count == 1 else f"{self.count} values"
        files = "one file" if self.files == 1 else f"{self.files} files"
        done = ("is mended" if self.count == 1 else "are mended") if is_written else "can be mended with --fix"
        told = [f"{values} in {files} {done}"] if self.count else []
        return [*(each.rstrip("\n") for each in self.diffs), *told]

    def before(self, report: Report) -> Report:
        """What could not be mended, and then `report`."""
        return Report([*self.report, *report], report.files)


def mend_files(paths: Sequence[Path], step: "Step", schema: Path | None = None, *, is_written: bool) -> Outcome:
    """Mend the files that `check_files` would check at these paths; where not `is_written`, only show how.

    A file that cannot be read is left to the check to tell of. A text that is made from sources is not mended, for
    it is made anew; nor is one in which an error would arise that was not there. Raises `SettingsError` for `-`.
    """
    if GIVEN in paths:
        said = "standard input can be checked, not mended."
        raise SettingsError(Message("E619", said, "Name the file, or leave out --fix and --diff.", path=str(GIVEN)))
    run, outcome = Run(schema), Outcome()
    for found in once(files_at(paths)):
        step(f"mending {found.path}")
        try:
            data = read_file(found.path)
            made = _made(found, data, run)
        except EditionError:
            continue
        outcome.add(found.path, data, made, is_written=is_written)
    return outcome


def _made(found: Found, data: bytes, run: Run) -> Mended:
    path, (edition, around) = str(found.path), run.around(found)
    made = mended(
        data,
        path,
        lambda document: run.looked(
            document, found, lambda checks: changes(document, around, edition.severity, _quick(checks))
        ),
        lambda document: run.looked(
            document, found, lambda checks: check(document, around, edition.severity, _quick(checks))
        ),
    )
    if made.count and edition.makes(found):
        return Mended(data, refused=_product(path, made.count))
    return made


def _quick(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks without those that mend nothing and take long."""
    return tuple(each for each in checks if each not in SLOW)


def _product(path: str, count: int) -> Message:
    values = "one value that could be" if count == 1 else f"{count} values that could be"
    said = f"not mended, for this TEI is made from its source: it has {values}."
    return Message("W617", said, "Write a decision, or correct edition.toml, and encode anew.", Severity.WARNING, path)
