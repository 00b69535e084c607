"""How messages reach people and machines: the colours of a terminal, and the formats of reports."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from edition.errors import EditionError
from edition.files import read_file
from edition.report import Report, Severity
from edition.reporting.as_json import write_json
from edition.reporting.github import write_github
from edition.reporting.sarif import write_sarif
from edition.reporting.text import SHOWN, Line, Manner, Role, lines, plain, summary
from edition.screening import SIZE_LIMIT, screened

if TYPE_CHECKING:
    from edition.cli.voice import Voice

Excerpts: TypeAlias = Callable[[str], bytes]

STYLES: dict[Role, dict[str, Any]] = {
    Role.ERROR: {"fg": "red", "bold": True},
    Role.WARNING: {"fg": "yellow", "bold": True},
    Role.INFO: {"fg": "blue", "bold": True},
    Role.PLACE: {"bold": True},
    Role.CODE: {"fg": "cyan"},
    Role.GUTTER: {"dim": True},
    Role.CARET: {"fg": "red", "bold": True},
    Role.REMEDY: {"fg": "green"},
}


def in_format(name: str, report: Report, least: Severity) -> str:
    """What weighs at least so much in a report, as one of the formats for machines."""
    told = Report(report.at_least(least), report.files)
    if name == "json":
        return write_json(told)
    return (write_sarif if name == "sarif" else write_github)(told, Path.cwd())


def in_lines(voice: "Voice", report: Report, read: Excerpts | None) -> None:
    """Print messages on standard error, as loud as the user wants; `read` gives the bytes of files to quote."""
    told = Report(report.at_least(voice.least), report.files)
    quoted = _quoted(told, read) if read else {}
    for line in lines(told, Manner(quoted, shown=0 if voice.verbose else SHOWN)):
        click.echo(coloured(line), err=True)
    if not voice.quiet and summary(told):
        click.echo(summary(told), err=True)


def coloured(line: Line) -> str:
    """A line in the colours of a terminal; click leaves them out in a pipe, and we for those who want none.

    They say so by `NO_COLOR` (no-color.org).
    """
    if os.environ.get("NO_COLOR"):
        return plain(line)
    return "".join(click.style(words, **STYLES[role]) if role in STYLES else words for role, words in line)


def lines_of(given: bytes | None) -> Excerpts:
    """What gives the bytes of a file, to quote lines of it; `given` are those of standard input, None for none."""
    return lambda path: given if given is not None and path == "-" else read_file(Path(path))


def standard_input() -> bytes:
    """The bytes of standard input, of more than anybody reads the beginning."""
    return sys.stdin.buffer.read(SIZE_LIMIT + 1)


def _quoted(report: Report, read: Excerpts) -> dict[tuple[str, int], str]:
    """The lines that messages name, of the files that can be read."""
    wanted: dict[str, set[int]] = {}
    for message in report:
        if message.path and message.line:
            wanted.setdefault(message.path, set()).add(message.line)
    return {(path, number): line for path, numbers in wanted.items() for number, line in _lines(path, numbers, read)}


def _lines(path: str, numbers: set[int], read: Excerpts) -> list[tuple[int, str]]:
    """Pairs (number, line) of those lines of a file; [] where it cannot be read."""
    try:
        text = _text(read(path), path)
    except EditionError:
        return []
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, found[number - 1]) for number in numbers if number <= len(found)]


def _text(data: bytes, path: str) -> str:
    """The characters of a file as it is parsed; of one that is refused, what can be made of it."""
    try:
        return screened(data, path).decode()
    except EditionError:
        return data.decode("utf-8-sig", "replace")
