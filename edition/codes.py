"""What the codes of messages mean, from `tei/codes/`: the text of `edition explain`, of the manual and of SARIF."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from edition.report import Severity
from edition.resources import resource

FAMILIES = (
    "schema",
    "ids",
    "pointers",
    "hands",
    "notes",
    "references",
    "structure",
    "structure-of-tei",
    "apparatus",
    "registers",
    "header",
    "chronology",
    "typography",
    "exceptions",
    "encoding",
    "ledger",
    "run",
    "status",
    "reading",
    "settings",
    "sources",
    "plain-text",
    "files",
    "look",
    "schemas",
    "any-tei",
    "outputs",
)
WORDS = ("says", "remedy", "why", "bad", "good")
SEVERITIES = {str(severity): severity for severity in reversed(Severity)}
OFF = "off"


@dataclass(frozen=True)
class Code:
    """What a code means.

    `severity` is that of its messages, unless an edition has another for it; `says` and `remedy` are the sentences of
    the manual's tables, without a capital and a stop. `is_check` tells that documents are checked for it; then `why`
    tells the rule to an editor, in paragraphs of Markdown, and `bad` and `good` are a few lines of TEI; all "" for
    other messages. `is_firm` tells that no edition may give it another severity, for the programme relies on it.
    """

    ident: str
    family: str
    severity: Severity
    says: str
    remedy: str = ""
    why: str = ""
    bad: str = ""
    good: str = ""
    is_check: bool = False
    is_firm: bool = False


@dataclass(frozen=True)
class Family:
    """Codes that belong together: `title` heads their page in the manual, `about` is its first paragraph."""

    ident: str
    title: str
    about: str
    codes: tuple[Code, ...]


@cache
def families() -> tuple[Family, ...]:
    """All families, each with its codes in the order of its file."""
    return tuple(_family(name) for name in FAMILIES)


@cache
def codes() -> Mapping[str, Code]:
    """All codes by their names."""
    return {code.ident: code for family in families() for code in family.codes}


def codes_of(family: str) -> list[str]:
    """The names of the codes of a family, in the order of its file."""
    return [code.ident for code in codes().values() if code.family == family]


def severity_of(code: str) -> Severity:
    """How much a message of this code weighs where an edition says nothing of it; of one not told of, an error."""
    known = codes().get(code)
    return Severity.ERROR if known is None else known.severity


def sentence(words: str) -> str:
    """`words` with a capital and a stop; "" for none."""
    return words and words[:1].upper() + words[1:] + "." * (not words.endswith("."))


def _family(name: str) -> Family:
    read = tomllib.loads(resource("tei", "codes", f"{name}.toml").decode())
    head = read.pop("family")
    found = tuple(_code(ident, name, each, is_check=bool(head.get("checks"))) for ident, each in read.items())
    return Family(name, head["title"], head.get("about", ""), found)


def _code(ident: str, family: str, read: Mapping[str, str], *, is_check: bool) -> Code:
    says, remedy, why, bad, good = (read.get(key, "").strip("\n") for key in WORDS)
    severity, is_firm = SEVERITIES[read["severity"]], bool(read.get("firm"))
    return Code(ident, family, severity, says, remedy, why, bad, good, is_check, is_firm)
