"""The proof of a printed book: the page that was printed against the TEI, then the PDF against that page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from edition.proofreading.book import Fault, collate, read_pdf
from edition.proofreading.page import read_pages
from edition.proofreading.proof import FAULT, TOLD, Proof, Source, prove
from edition.proofreading.tei import Reading
from edition.report import Message, Severity

NAMED = re.compile(r'(?:aria-label|title|data-[a-z]+)="([^"]*)"')
HEADED = re.compile(r"<(?:title|h[1-6])\b[^>]*>([^<]*)</")


def prove_print(reading: Reading, page: bytes, data: bytes, source: Source) -> Proof:
    """The proof of the PDF in `data`, printed from the HTML in `page`."""
    printed = read_pages([page], reading.notes)
    proof = prove(reading, printed, source)
    found = collate(read_pdf(data), printed, _running(page))
    lost = sum(fault.letters for fault in found.faults if fault.is_lost)
    invented = sum(fault.letters for fault in found.faults if not fault.is_lost)
    said = tuple(_messages(found.faults, reading.lines(), source))
    return replace(
        proof,
        shown=proof.shown - lost,
        generated=max(0, found.printed - found.taken - invented),
        lost=proof.lost + lost,
        invented=proof.invented + invented,
        messages=(*proof.messages, *said)[:TOLD],
    )


def _running(page: bytes) -> Iterator[str]:
    """The words that may head a page: the title and the names of headings."""
    text = page.decode()
    for words in (*NAMED.findall(text), *HEADED.findall(text)):
        yield unescape(words)


def _messages(faults: list[Fault], lines: dict[str, int], source: Source) -> Iterator[Message]:
    for fault in faults[:TOLD]:
        words = fault.words if len(fault.words) <= 90 else f"{fault.words[:45]} … {fault.words[-45:]}"
        around = f"{fault.before} [{words}] {fault.after}".strip()
        place = f"page {fault.page}" + (f", “{fault.unit}”" if fault.unit else "")
        kind = "lost in" if fault.is_lost else "invented in"
        said, line = f"{kind} {source.output} ({place}): {around}.", lines.get(fault.unit, 0)
        if source.styles:
            remedy = f"See whether {' or '.join(source.styles)} of the edition hides, moves or adds words here."
            yield Message("W455", said, remedy, Severity.WARNING, source.path, line)
        else:
            yield Message("E451" if fault.is_lost else "E452", said, FAULT, path=source.path, line=line)
