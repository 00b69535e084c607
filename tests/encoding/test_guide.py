"""The encoding guide: its sources and decisions give the TEI that it shows, and all TEI in it is valid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from encoding_cases import Case, encoded, shown

from edition.check import check
from edition.decisions import KINDS
from edition.document import parse, serialise
from edition.report import Severity

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "encoding.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?s)```(text|toml|xml)\n(.*?)\n```")
HEADER = (ROOT / "tests" / "cases" / "check" / "header.xml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Example:
    """A place of the guide: a source, the decisions on it, and the TEI; `source` is "" where the TEI stands alone."""

    source: str
    decisions: str
    tei: str

    @property
    def case(self) -> Case:
        return Case(self.source, {"source": self.source, "decisions": self.decisions})


def examples() -> Iterator[Example]:
    """The examples of the guide in their order; each ends with its TEI."""
    given: dict[str, str] = {}
    for kind, words in BLOCK.findall(GUIDE):
        given[kind] = words
        if kind == "xml":
            yield Example(given.get("text", ""), given.get("toml", ""), words)
            given = {}


EXAMPLES = list(examples())
MADE = [example for example in EXAMPLES if example.source]
ALONE = [example for example in EXAMPLES if not example.source]


def plain(tei: str) -> str:
    """TEI without the breaks of lines and the namespaces of attributes."""
    tei = re.sub(r"\s*</?body>\s*|(?<= )xml:(?=id|lang)", "", tei)
    return re.sub(r">\s+<", "><", " ".join(tei.split()))


@pytest.mark.parametrize("example", MADE, ids=lambda example: example.source[:30])
def test_an_example_of_the_guide_becomes_the_tei_that_it_shows(example: Example) -> None:
    assert plain(shown(encoded(example.case))) == plain(example.tei)


@pytest.mark.parametrize("example", MADE, ids=lambda example: example.source[:30])
def test_an_example_of_the_guide_leaves_nothing_to_be_said(example: Example) -> None:
    assert [str(message) for message in encoded(example.case).messages] == []


@pytest.mark.parametrize("example", MADE, ids=lambda example: example.source[:30])
def test_what_an_example_becomes_is_valid(example: Example) -> None:
    found = check(parse(serialise(encoded(example.case).document)))
    assert [str(each) for each in found if each.code != "HAND-UNKNOWN" and each.severity > Severity.INFO] == []


@pytest.mark.parametrize("example", ALONE, ids=lambda example: example.tei[:30])
def test_tei_that_stands_alone_is_valid(example: Example) -> None:
    body = re.sub(r"<p>", '<p xml:id="pb2k7" n="1">', example.tei, count=1)
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body>{body}</body></text></TEI>'
    assert [str(message) for message in check(parse(tei.encode())) if message.severity > Severity.INFO] == []


def test_every_kind_of_decision_has_an_example() -> None:
    assert KINDS.keys() - set(re.findall(r'(?m)^kind = "([\w-]+)"', GUIDE)) == set()
