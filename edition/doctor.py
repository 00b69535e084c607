"""What this machine has and lacks for each output, found by making each output of a few words."""

import json
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version

from edition import fonts
from edition.errors import EnvironmentMissing
from edition.resources import resource

INSTALLERS = ("apt", "dnf", "brew")
PANGO = {
    "apt": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango",
    "brew": "brew install pango",
}
FONT = {
    "apt": "sudo apt-get install fonts-ebgaramond",
    "dnf": "sudo dnf install dejavu-serif-fonts",
    "brew": "brew install --cask font-eb-garamond",
}
COVERAGE = ("regular", "italic", "small capitals")
EDITORS = ("sensible-editor", "vim", "nano")
SAMPLE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>A page</title><author xml:id="author">Nobody</author></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Written to be printed once.</p></sourceDesc>
</fileDesc></teiHeader><text><body><p xml:id="pb2k7" n="1">One line.</p></body></text></TEI>"""


@dataclass(frozen=True)
class Finding:
    """One thing outside the programme: its name, what was found ("" where it is not there), and the lines that mend it.

    `remedies` are commands, those of the package manager of this machine where there is one; () where nothing is
    to be mended.
    """

    name: str
    found: str
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """What can be made here. `outputs` gives, by name, why an output cannot be made; "" where it can."""

    outputs: dict[str, str]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all outputs can be made."""
        return not any(self.outputs.values())

    def lines(self) -> Iterator[str]:
        """The diagnosis as people read it: the outputs, then what was found, a remedy under what it mends."""
        for name, reason in self.outputs.items():
            yield f"{name:12}{f'cannot be made: {reason}' if reason else 'can be made'}"
        yield ""
        for finding in self.findings:
            yield f"{finding.name:12}{finding.found or 'not there'}"
            yield from (f"{'':12}→ {remedy}" for remedy in finding.remedies)

    def to_json(self) -> str:
        """`{"outputs": {name: reason}, "findings": [{"name", "found", "remedies"}]}`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def diagnose() -> Diagnosis:
    """What this machine has and lacks."""
    return Diagnosis(_outputs(), (*_engines(), _fontconfig(), _print_font(), _editor()))


def _outputs() -> dict[str, str]:
    from edition.apparatus import Display
    from edition.document import parse
    from edition.writers import WRITERS

    reasons = dict.fromkeys(WRITERS, "")
    for name, writer in WRITERS.items():
        try:
            writer.write(parse(SAMPLE.encode()), Display())
        except EnvironmentMissing as error:
            reasons[name] = " ".join(message.text for message in error.messages)
        except ImportError as error:
            reasons[name] = f"{error}."
    return reasons


def _engines() -> Iterator[Finding]:
    from lxml import etree

    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    pango = fonts.pango_version()
    yield Finding("Python", platform.python_version())
    yield Finding("lxml", f"{version('lxml')} with libxml2 {libxml2}")
    yield Finding("WeasyPrint", version("weasyprint"))
    yield Finding("PDFium", f"pypdfium2 {version('pypdfium2')}")
    yield Finding("Pango", pango, () if pango else _remedies(PANGO))


def _fontconfig() -> Finding:
    try:
        count = len({face.file for face in fonts.all_faces()})
        return Finding("fontconfig", f"{fonts.fontconfig_version()}, {count or 'no'} fonts")
    except EnvironmentMissing:
        return Finding("fontconfig", "", _remedies(PANGO))


def _print_font() -> Finding:
    """The first family of the print style sheet that is installed, and what it has."""
    stack = fonts.families(resource("styles", "print.css").decode())
    try:
        faces = next(filter(None, map(fonts.faces, stack)), [])
    except EnvironmentMissing:
        faces = []
    if not faces:
        return Finding("print font", f"none of {', '.join(stack)}", _remedies(FONT))
    lacks = _lacking(faces)
    there = ", ".join(name for name in COVERAGE if name not in lacks)
    told = "; ".join([f"{faces[0].family}: {there}", *(f"no {name}" for name in lacks)])
    return Finding("print font", told, _remedies(FONT) if lacks or faces[0].family != stack[0] else ())


def _lacking(faces: list[fonts.Face]) -> list[str]:
    """What a book is set with and these faces do not have."""
    upright = [face for face in faces if not face.is_italic]
    has = (bool(upright), len(upright) < len(faces), any(face.has_small_capitals for face in upright))
    return [name for name, is_there in zip(COVERAGE, has, strict=True) if not is_there]


def _editor() -> Finding:
    """What `edition review` opens a decision with."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    found = named or next(filter(shutil.which, EDITORS), "")
    return Finding("editor", found, () if found else ("export EDITOR=… (for “edit” in edition review)",))


def _remedies(commands: dict[str, str]) -> tuple[str, ...]:
    """The command of this machine's package manager; all commands where it has none that we know."""
    here = [name for name in INSTALLERS if shutil.which({"apt": "apt-get"}.get(name, name))]
    return tuple(commands[name] for name in here[:1] or INSTALLERS)
