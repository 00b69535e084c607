"""Every output shows the same ids, and the source's marks where the source has them.

The outputs are read by html5lib, by poppler and by plain Python; what they should show is read from the source.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from facts import encode_folder, found, with_ids

from edition.apparatus import Display
from edition.document import Document
from edition.tree import XML_ID
from edition.writers import WRITERS

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EDITIONS = {
    "specimen": (ROOT / "tei" / "specimen", ROOT / "tei" / "specimen" / "source.txt"),
    "year-one-8": (ROOT / "tei" / "year-one-8", SHARED / "texts" / "year-one-8" / "source.txt"),
}
SIGNS = {"specimen": r"(?:\[(\d+)\]|(?<=COLUMN)(\*))", "year-one-8": r"\s?\[(\d+)\]"}
NOTES_BEGIN = {"specimen": "\n* Read", "year-one-8": "\n[1] "}
WIDE = 8


class Edition:
    """One edition, its TEI and what the source has for marks."""

    def __init__(self, name: str) -> None:
        folder, source = EDITIONS[name]
        if not source.is_file():
            pytest.skip("../shared is absent")
        self.document: Document = with_ids(encode_folder(folder, source), (folder / "anchors.jsonl").read_bytes())
        text = source.read_text(encoding="utf-8").split(NOTES_BEGIN[name])[0]
        self.marks = [(tail(self.plain(text[: m.start()], name)), m[1] or m[2]) for m in re.finditer(SIGNS[name], text)]

    @staticmethod
    def plain(text: str, name: str) -> str:
        return re.sub(SIGNS[name], "", text)

    def write(self, name: str) -> bytes:
        return next(iter(WRITERS[name].write(self.document, Display()).files.values()))

    @property
    def ids(self) -> set[str]:
        kinds = " or ".join(f"self::t:{name}" for name in ("p", "lg", "table", "figure", "note", "head"))
        paths = (f"//t:text//*[{kinds}]/@xml:id", "//t:listAnnotation/t:note/@xml:id")
        return {str(value) for path in paths for value in found(self.document, path)}


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Edition:
    return Edition(request.param)


def tail(text: str) -> str:
    return "".join(re.findall(r"\w", text))[-WIDE:].lower()


def test_the_tei_has_the_marks_of_the_source(edition: Edition) -> None:
    assert [n for _, n in edition.marks] == marks_in_order(edition.document)


def marks_in_order(document: Document) -> list[str]:
    noted = {note.get("target")[1:]: note.get("n") for note in found(document, "//t:listAnnotation/t:note[@n]")}
    path = "//t:text//*[self::t:note or self::t:anchor][not(ancestor::t:note)]"
    shown = [node.get("n") or noted.get(node.get(XML_ID)) for node in found(document, path)]
    return [n for n in shown if n]


def test_the_page_has_the_ids_of_the_tei(edition: Edition) -> None:
    tree = html5lib.parse(edition.write("html"), namespaceHTMLElements=False)
    assert edition.ids <= {node.get("id") for node in tree.iter() if node.get("id")}


def test_the_page_has_the_marks_where_the_source_has_them(edition: Edition) -> None:
    tree = html5lib.parse(edition.write("html"), namespaceHTMLElements=False)
    shown = page_marks(tree.find("body"))
    assert shown == edition.marks


def page_marks(body: Any) -> list[tuple[str, str]]:
    """The calls of printed notes in the text of a page, each with the letters and figures before it."""
    read: list[str] = []
    out: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        if node.get("role") == "doc-noteref" and not out_of_text(node):
            label = "".join(node.itertext()).strip()
            if label.isdigit() or label == "*":
                out.append((tail("".join(read)), label))
            return
        if node.get("role") in ("doc-endnotes", "doc-endnote") or is_generated(node) or node.get("hidden") is not None:
            return
        if "corr" in (node.get("class") or "").split():
            read.append(source_words(node))
            return
        read.append(node.text or "")
        for child in node:
            walk(child)
            read.append(child.tail or "")

    walk(body)
    return out


def out_of_text(node: Any) -> bool:
    return "note" in (node.get("class") or "").split()


def is_generated(node: Any) -> bool:
    return "gen" in (node.get("class") or "").split() or node.tag in ("style", "script")


def source_words(correction: Any) -> str:
    """What the source reads where the page shows a correction, as its title says; "" for an insertion."""
    said = correction.get("title") or ""
    return said.partition("source: ")[2]


def test_the_plain_text_has_the_ids_of_the_tei(edition: Edition) -> None:
    shown = set(re.findall(r"\[(?:[a-z]:)?([0-9a-z]{4,5})\] ", edition.write("txt").decode()))
    assert {i[1:] for i in edition.ids if i[0] in "pt"} <= shown


def test_the_plain_text_has_the_marks_where_the_source_has_them(edition: Edition) -> None:
    text = edition.write("txt").decode().split("-" * 72)[0]
    assert re.findall(r"\{(\d+|\*)\}", text) == [n for _, n in edition.marks]


def pdf(edition: Edition, folder: Path) -> Path:
    path = folder / "edition.pdf"
    path.write_bytes(edition.write("pdf"))
    return path


def test_the_book_has_the_ids_of_the_tei(edition: Edition, tmp_path: Path, outside_tool: Callable[[str], str]) -> None:
    said = subprocess.run([outside_tool("pdfinfo"), "-dests", pdf(edition, tmp_path)], capture_output=True, check=True)
    assert edition.ids <= set(re.findall(r'"([^"]+)"', said.stdout.decode()))


def test_the_book_has_the_marks_where_the_source_has_them(
    edition: Edition, tmp_path: Path, outside_tool: Callable[[str], str]
) -> None:
    command = [outside_tool("pdftotext"), "-raw", pdf(edition, tmp_path), "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    letters = "".join(re.findall(r"[\w*]", said.translate(FIGURES))).lower()
    read = {sic: corr for corr, sic in corrections(edition)}
    for words, n in edition.marks:
        shown = next((words.replace(tail(sic), tail(corr)) for sic, corr in read.items() if tail(sic) in words), words)
        assert words[-4:] + n in letters or shown[-4:] + n in letters


def corrections(edition: Edition) -> list[tuple[str, str]]:
    """Pairs (corrected, source) of the readings of each choice that have letters."""
    pairs = [
        tuple("".join(choice.find(f"{{*}}{name}").itertext()) for name in ("corr", "sic"))
        for choice in found(edition.document, "//t:choice")
    ]
    return [(corr, sic) for corr, sic in pairs if tail(sic)]


FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
