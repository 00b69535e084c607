"""The programme's voice in one file: what stops a run, and with which exit code."""

from edition.report import Message


class EditionError(Exception):
    """A run that cannot go on.

    Carries the messages that say why, the most important first; `str()` is their lines.
    `exit_code` is what the command line exits with; 70 means a fault of the programme.
    """

    exit_code = 70

    def __init__(self, *messages: Message) -> None:
        super().__init__("\n".join(str(message) for message in messages))
        self.messages = messages


class SettingsError(EditionError):
    """Usage, `edition.toml` or `decisions.toml` is wrong: an unknown key, a bad value, a selector that misses."""

    exit_code = 2


class InputRefused(EditionError):
    """A source, a TEI file or an edition was read and is not acceptable."""

    exit_code = 3


class UnsafeReference(EditionError):
    """A path or an address leads outside the edition."""

    exit_code = 4


class Busy(EditionError):
    """Another run holds the edition."""

    exit_code = 5


class EnvironmentMissing(EditionError):
    """Something outside Python is missing: fonts, Pango, a tool."""

    exit_code = 6


class QuestionsOpen(EditionError):
    """Only a person can answer what the run needs: a new id under `--locked`, an ambiguous match."""

    exit_code = 7


class Unreadable(EditionError):
    """A file is not there, is no regular file, is too large, or cannot be decoded or parsed."""

    exit_code = 8
