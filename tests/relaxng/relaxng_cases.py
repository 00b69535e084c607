"""Cases of RELAX NG in text files: a sentence, a schema, and documents that it accepts (+) or refuses (-).

A case ends with an empty line. The lines of its schema begin with "|"; a line "| @name.rng" begins another file of
the schema. The schema is a pattern in the namespace of RELAX NG with the datatypes of W3C.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CONSTRUCTS = Path(__file__).resolve().parent / "constructs"
HEAD = (
    'xmlns="http://relaxng.org/ns/structure/1.0" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
)


@dataclass
class Case:
    """One case: `files` are those of the schema by name, "" the main one; `documents` pairs (document, ok)."""

    name: str
    files: dict[str, str] = field(default_factory=lambda: {"": ""})
    documents: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def schema(self) -> bytes:
        """The main file."""
        return self.file("")

    def file(self, name: str) -> bytes:
        """A file of the schema, its root completed with the namespace."""
        text = self.files[name].strip()
        tag = text[1:].split("/")[0].split(">")[0].split()[0]
        return f"<{tag} {HEAD}{text[1 + len(tag) :]}".encode()


def cases() -> Iterator[Case]:
    """All cases of the folder, in the order of their files."""
    for path in sorted(CONSTRUCTS.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            if block.strip():
                yield read_case(block.strip().splitlines())


def read_case(lines: list[str]) -> Case:
    """The case of a block of lines."""
    case, current = Case(lines[0]), ""
    for line in lines[1:]:
        sign, _, rest = line.partition(" ")
        if sign == "|" and rest.startswith("@"):
            current = rest[1:]
            case.files[current] = ""
        elif sign == "|":
            case.files[current] += rest + "\n"
        else:
            case.documents.append((rest.encode().decode("unicode_escape").encode("latin-1").decode(), sign == "+"))
    return case
