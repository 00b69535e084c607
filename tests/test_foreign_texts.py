"""TEI that other editions made, built as it is: no error, nothing lost, each note once.

What the outputs say is read here with the standard library and html5lib alone; no code of the programme has a part.
"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest

from edition.build import Request
from edition.publishing import Built
from edition.report import Severity
from edition.single import build_file

TEXTS = Path(__file__).parent.parent.parent / "shared" / "texts"
FILES = sorted(TEXTS.glob("tei-*/*.xml"))
TEI = "{http://www.tei-c.org/ns/1.0}"
HTML = "{http://www.w3.org/1999/xhtml}"
MARK = re.compile(r"\s*\[\d+\]\s*")

pytestmark = pytest.mark.skipif(not FILES, reason="../shared is absent")


@pytest.fixture(scope="module", params=FILES, ids=[path.stem for path in FILES])
def foreign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    path: Path = request.param
    out = tmp_path_factory.mktemp(path.stem) / "build"
    return path, build_file(path, Request(to=("html", "txt", "tei"), out=out), lambda _: None)


def facts(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    return found.get(path.name, found)


@cache
def text(path: Path) -> ET.Element:
    found = ET.parse(path).getroot().find(f"{TEI}text")
    assert found is not None
    return found


def letters(words: str) -> Counter[str]:
    return Counter("".join(words.split()).casefold())


def marks(path: Path) -> str:
    """The words of references that are nothing but the mark of a note."""
    return "".join(
        words for words in map("".join, map(ET.Element.itertext, text(path).iter(f"{TEI}ref"))) if MARK.fullmatch(words)
    )


def headings(path: Path) -> str:
    """The headings of lists that hold nothing else but notes."""
    lists = [
        div for div in text(path).iter(f"{TEI}div") if {child.tag for child in div} == {f"{TEI}head", f"{TEI}note"}
    ]
    return "".join("".join(head.itertext()) for div in lists for head in div.findall(f"{TEI}head"))


def pages(built: Built) -> list[ET.Element]:
    return [html5lib.parse(path.read_text(encoding="utf-8")) for path in sorted(built.output.glob("*.html"))]


def shown(node: ET.Element) -> str:
    """The words of a page that the programme did not generate."""
    if node.tag in (f"{HTML}head", f"{HTML}script", f"{HTML}style") or "gen" in (node.get("class") or "").split():
        return ""
    parts = [node.text or ""] if isinstance(node.tag, str) else []
    return "".join(parts + [shown(child) + (child.tail or "") for child in node])


def test_a_foreign_text_is_built_without_an_error(foreign: tuple[Path, Built]) -> None:
    _, built = foreign
    assert [str(message) for message in built.report.at_least(Severity.ERROR)] == []
    assert (built.output / "index.html").is_file()


def test_the_page_has_each_letter_of_the_text_and_no_other(foreign: tuple[Path, Built]) -> None:
    path, built = foreign
    there = letters("".join(text(path).itertext())) - letters(marks(path)) - letters(headings(path))
    here = letters("".join(map(shown, pages(built)))) - letters(marks_on_pages(built))
    assert there - here == Counter()
    assert (here - there).total() <= title_length(path)


def title_length(path: Path) -> int:
    """The letters of the title statement, which the page may show in its title block."""
    statement = ET.parse(path).getroot().find(f".//{TEI}titleStmt")
    return letters("".join(statement.itertext()) if statement is not None else "").total()


def marks_on_pages(built: Built) -> str:
    """The marks of notes in the text, which stand in links of their own."""
    links = [link for page in pages(built) for link in page.iter(f"{HTML}a") if link.get("role") == "doc-noteref"]
    return "".join("".join(link.itertext()) for link in links)


def test_the_plain_text_has_each_letter_of_the_text(foreign: tuple[Path, Built]) -> None:
    path, built = foreign
    there = letters("".join(text(path).itertext())) - letters(marks(path)) - letters(headings(path))
    assert there - letters((built.output / "edition.txt").read_text(encoding="utf-8")) == Counter()


def test_each_note_stands_on_the_page_once(foreign: tuple[Path, Built]) -> None:
    path, built = foreign
    notes = [item for page in pages(built) for item in page.iter(f"{HTML}li") if item.get("data-resp") is not None]
    assert len(notes) == facts(path)["notes"]
    words = sum(len("".join(shown(note).split())) for note in notes)
    assert words == sum(len("".join("".join(note.itertext()).split())) for note in text(path).iter(f"{TEI}note"))


def test_each_call_of_a_note_is_a_link_and_no_words(foreign: tuple[Path, Built]) -> None:
    path, built = foreign
    links = [link for page in pages(built) for link in page.iter(f"{HTML}a") if link.get("role") == "doc-noteref"]
    called = len(MARK.findall(marks(path)))
    in_place = facts(path)["notes"] if not called else 0
    assert len(links) == called + in_place


def test_the_facts_are_those_that_were_counted(foreign: tuple[Path, Built]) -> None:
    path, _ = foreign
    known, body = facts(path), text(path)
    names = known.keys() & {"div", "head", "p", "quote", "l", "hi", "pb", "title", "salute", "signed", "dateline"}
    assert {name: len(list(body.iter(f"{TEI}{name}"))) for name in names} == {name: known[name] for name in names}
    assert len("".join(body.itertext())) == known["chars"]


def test_the_tei_that_is_written_has_the_words_of_the_one_that_was_read(foreign: tuple[Path, Built]) -> None:
    path, built = foreign
    written = ET.parse(built.output / "edition.xml").getroot()
    said = "".join("".join(part.itertext()) for part in written if part.tag in (f"{TEI}text", f"{TEI}standOff"))
    assert letters(said) == letters("".join(text(path).itertext()))


def test_an_element_without_a_model_is_told_of_once(foreign: tuple[Path, Built]) -> None:
    _, built = foreign
    told = [message.text for message in built.report if message.code == "W401"]
    assert len(told) == len(set(told))
