"""What a run has to tell an editor: messages with a place and a remedy, in order; `edition.reporting` writes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from unicodedata import category

SPACE = "Zs"


class Severity(IntEnum):
    """How much a message weighs; an `ERROR` keeps outputs from being replaced."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Message:
    """One thing an editor should know.

    `code` is a letter and a number or a name in capitals (`E212`, `NOTE-ANACHRONISM`); `text` says what is
    wrong and `remedy` what to do, each a sentence. `path` as the user gave it, "" where there is none; `line`
    and `column` count from 1, in characters, and are 0 where the place is the whole file; `length` is how many
    characters of that line are meant, 0 where none are marked. `xpath` is "" outside TEI.
    """

    code: str
    text: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    path: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    xpath: str = ""

    @property
    def place(self) -> str:
        """`path:line:column`, without the parts that are not known; "" without a path."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers]) if self.path else ""

    def __str__(self) -> str:
        head = f"{self.place}: " if self.path else ""
        return visible(f"{head}{self.code} {self.text} {self.remedy}".rstrip())


@dataclass
class Report:
    """Messages in the order in which they were found.

    `files` are the paths of the files that a run looked at, in order; empty where it does not count them.
    """

    messages: list[Message] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, *messages: Message) -> None:
        """Append `messages`."""
        self.messages.extend(messages)

    def extend(self, messages: Iterable[Message]) -> None:
        """Append all of `messages`, which may be a generator that works while it yields."""
        self.messages.extend(messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    @property
    def worst(self) -> Severity | None:
        """The highest severity; None where there is no message."""
        return max((message.severity for message in self.messages), default=None)

    @property
    def broken(self) -> set[str]:
        """The files that were looked at and have an error."""
        return {message.path for message in self.at_least(Severity.ERROR)} & set(self.files)

    def at_least(self, severity: Severity) -> list[Message]:
        """The messages of `severity` or more, in order."""
        return [message for message in self.messages if message.severity >= severity]


def visible(text: str) -> str:
    """`text` with its control characters escaped, so that a hostile source cannot steer a terminal."""
    return "".join(c if c.isprintable() or category(c) == SPACE else repr(c)[1:-1] for c in text)


def shortened(address: str, length: int = 80) -> str:
    """`address` as a message can name it: of a long one the beginning."""
    return address if len(address) <= length else f"{address[: length - 1]}…"
