"""What lies around a document under check: the other files of its edition, and the anchors that it has given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from edition.ledger import Ledger


class Lies(Enum):
    """Where the file lies that an address names."""

    ITSELF = auto()
    THERE = auto()
    NOWHERE = auto()
    OUTSIDE = auto()


@dataclass(frozen=True)
class Neighbour:
    """The file that an address names.

    `ids` gives the name of each element of a TEI file by its `xml:id`; None for a file that is no TEI. `near` is the
    name of a file that may be meant where there is none, "" for none. `fault` is a sentence that says why a file that
    should be XML cannot be read, "" for none.
    """

    lies: Lies
    ids: Mapping[str, str] | None = None
    near: str = ""
    fault: str = ""


Look: TypeAlias = Callable[[str], Neighbour]


@dataclass(frozen=True)
class Surroundings:
    """What a check may know of besides the document; nothing where it is checked alone.

    `look` tells what lies where an address leads, given as a path from the folder of the document such as
    `notes.xml`; it is asked for such files only as pointers name. `ledger` holds the anchors of the edition. Both
    are None where nobody knows.
    """

    look: Look | None = None
    ledger: Ledger | None = field(default=None, repr=False)
