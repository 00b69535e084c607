"""Messages as the workflow commands by which GitHub shows them beside the lines of a pull request."""

from pathlib import Path

from edition.report import Message, Report, Severity, visible
from edition.reporting.addresses import relative

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
IN_WORDS = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_VALUES = IN_WORDS | {":": "%3A", ",": "%2C"}


def write_github(report: Report, base: Path) -> str:
    """A command for each message, on a line of its own; paths are relative to `base`, the folder of the run."""
    return "".join(f"{_command(message, base)}\n" for message in report)


def _command(message: Message, base: Path) -> str:
    values = ",".join(f"{name}={_escaped(value, IN_VALUES)}" for name, value in _values(message, base).items())
    words = f"{message.text} {message.remedy}".rstrip()
    return f"::{COMMANDS[message.severity]} {values}::{_escaped(words, IN_WORDS)}"


def _values(message: Message, base: Path) -> dict[str, str]:
    found = {"file": relative(message.path, base) or message.path} if message.path else {}
    if message.path and message.line:
        found["line"] = found["endLine"] = str(message.line)
    if message.path and message.column:
        found["col"] = str(message.column)
        found["endColumn"] = str(message.column + max(message.length, 1))
    return found | {"title": message.code}


def _escaped(words: str, signs: dict[str, str]) -> str:
    """`words` as GitHub reads them; what could steer the terminal of a log is shown and does nothing."""
    return "".join(signs.get(sign, visible(sign)) for sign in words)
