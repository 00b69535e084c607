"""What validators say of a document: the edition, jing and libxml2, in one form."""

import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.check import check
from edition.document import parse
from edition.neighbours import Neighbours

LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<kind>error|fatal|warning): (?P<text>.*)")
FILES_A_CALL = 1000
NOWHERE = Path("/nowhere/text.xml")


@dataclass(frozen=True)
class Said:
    """One message of a validator; `line` is 0 where it names none. What follows `text` is "" for the others."""

    line: int
    text: str
    code: str = ""
    xpath: str = ""
    severity: str = ""


def by_jing(jing: str, schema: Path, files: Sequence[Path]) -> dict[Path, list[Said]]:
    """What jing says of each of `files`, by its path; with the ids of the schema's datatypes unchecked."""
    found: dict[Path, list[Said]] = {file: [] for file in files}
    for start in range(0, len(files), FILES_A_CALL):
        command = [jing, "-i", schema, *files[start : start + FILES_A_CALL]]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.stderr:
            raise RuntimeError(run.stderr)
        for said in LINE.finditer(run.stdout):
            found[Path(said["path"])].append(Said(int(said["line"]), said["text"]))
    return found


def by_libxml2(schema: etree.RelaxNG, data: bytes) -> list[Said]:
    """What libxml2 says of a document."""
    tree = etree.fromstring(data, etree.XMLParser(collect_ids=False))
    schema.validate(tree)
    return [Said(entry.line, entry.message) for entry in schema.error_log]


def by_edition(data: bytes, path: Path = NOWHERE) -> list[Said]:
    """All that the edition says of a document which lies at `path`, in the order of the document."""
    return [
        Said(each.line, f"{each.text} {each.remedy}", each.code, each.xpath, str(each.severity))
        for each in check(parse(data), Neighbours().around(path, path.parent))
    ]


def written(folder: Path, documents: Iterable[bytes]) -> list[Path]:
    """The documents as files of `folder`, in their order."""
    files = []
    for number, data in enumerate(documents):
        files.append(folder / f"{number:05}.xml")
        files[-1].write_bytes(data)
    return files
