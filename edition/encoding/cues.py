"""Cues: what in a source looks like a quotation, a table, a caption or a slip. Each is a proposal, never structure."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edition.encoding.encoder import Encoded, text_blocks
from edition.encoding.plan import Plan
from edition.encoding.selecting import Search
from edition.encoding.slips import typographical
from edition.proposals import Proposal
from edition.readers import Block
from edition.tree import folded

WORD = r"[^\W\d_]"
SHORT, LONG = 60, 200
ATTRIBUTION = re.compile(r"\[(?!\d+\])(?=[^\W\d_a-zà-ÿ]|\d)[^\[\]]{3,60}\][.,;]?$")
BROKEN_WORD = re.compile(rf"(?<![-\w])({WORD}{{2,}})-({WORD}{{2,}})(?![-\w])")
STRAY_SIGN = re.compile(rf"(?<={WORD})(?<!\b{WORD})[.,](?={WORD}{{3,}})")
WRONG_QUOTE = re.compile(rf"(?<=[\s(])’(?={WORD}{{2,}}[^’”\n]{{0,200}}’)")
ELISION = re.compile(
    r"(?i)’(?:t(?:is|was|will|were|would|wixt|ill)|e[mr]|cause|bout|gainst|mid(?:st)?|neath|round|bove|cept|cross|ave|im)\b"
)
ADDRESS = re.compile(r"//|@|(?i:www)|\w\.\w+\.\w")
NOTE_REFERENCE = re.compile(r"(?i)\b(?:see |cf\. )?(note|n\.) (\d{1,3})\b")
IBID = re.compile(r"\b[Ii]bid\b\.?")


@dataclass(frozen=True)
class Source:
    """What the cues look at: the plan, the blocks of the running text, and a search to make selectors with."""

    plan: Plan
    blocks: Sequence[Block]
    search: Search

    def words(self, block: Block) -> str:
        """The text of a block without its linked note marks, white space folded."""
        return folded(self.plan.without_marks(block.start, block.end))

    def line(self, offset: int) -> int:
        """The line of `offset` in its file."""
        return self.plan.copy.place(offset)[1]


Cue = Callable[[Source], Iterator[tuple[str, Mapping[str, Any], int, str]]]


def proposals(encoded: Encoded) -> tuple[Proposal, ...]:
    """What might be decided and is not, in the order of the source; answered proposals do not come back."""
    plan = encoded.plan
    blocks = [block for part in plan.copy.parts for block in text_blocks(plan, part.start, part.end)]
    source = Source(plan, blocks, plan.search or Search(plan.copy, ()))
    found: dict[str, tuple[int, Proposal]] = {}
    for cue in CUES:
        for kind, values, offset, evidence in cue(source):
            proposal = _proposal(kind, values, f"{evidence} (line {source.line(offset)})")
            if proposal.id not in plan.quiet and not _is_decided(plan, offset):
                found.setdefault(proposal.id, (offset, proposal))
    return tuple(proposal for _, proposal in sorted(found.values(), key=lambda pair: pair[0]))


def _proposal(kind: str, values: Mapping[str, Any], evidence: str) -> Proposal:
    digest = hashlib.sha256(f"{kind} {sorted(values.items(), key=str)}".encode()).hexdigest()
    return Proposal(f"p-{digest[:8]}", kind, values, evidence)


def _is_decided(plan: Plan, offset: int) -> bool:
    """Whether a decision speaks of this place already."""
    if plan.is_kept(offset, offset + 1):
        return True
    ranges = [(display.start, display.end) for display in plan.displays]
    ranges += [(span.start, span.end) for span in plan.spans if span.origin.startswith("decision")]
    return any(start <= offset < end for start, end in ranges)


def _selector(source: Source, start: int, end: int) -> dict[str, str] | None:
    """A selector for these offsets, with as much beside them as makes it unique; None where nothing does."""
    search = source.search
    for wide in (0, 12, 30, 80):
        prefix, exact, suffix = search.around(start, end, wide)
        if search.is_unique(prefix + exact + suffix):
            given = {"exact": exact, "prefix": prefix, "suffix": suffix}
            return {key: value for key, value in given.items() if value}
    return None


def _range(source: Source, start: int, end: int) -> dict[str, Any] | None:
    """`at` and `until` for a long range: its first and its last words."""
    text = source.plan.copy.text
    words = [match.span() for match in re.finditer(r"\S+", text[start:end])]
    if len(words) <= 8:
        at = _selector(source, start, end)
        return {"at": at} if at else None
    at = _selector(source, start, start + words[4][1])
    until = _selector(source, start + words[-4][0], end)
    return {"at": at, "until": until} if at and until else None


def quotations(source: Source) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    """A paragraph after a colon, one in the middle of a sentence, one that ends with a name in brackets."""
    for before, block, after in zip([None, *source.blocks], source.blocks, [*source.blocks[1:], None], strict=False):
        words = source.words(block)
        lead = source.words(before) if before else ""
        attribution = ATTRIBUTION.search(words)
        follows = source.words(after) if after else ""
        goes_on = follows[:1].islower()
        if lead.endswith(":") and len(words) > SHORT:
            why = "the paragraph before ends with a colon"
        elif attribution and len(words) > SHORT:
            why = f"it ends with “{attribution[0]}”"
        elif goes_on and _is_prose(lead) and re.search(WORD, words) and not re.search(r"[.!?…’”\"]$", lead):
            why = "the paragraph before breaks off and the one after goes on in lower case"
        else:
            continue
        values = _range(source, block.start, _end_of(source, block, attribution))
        if values:
            extra: dict[str, Any] = {"inside": True} if goes_on else {}
            if attribution:
                extra["attribution"] = {"exact": attribution[0].rstrip(".,;")}
            yield "block-quote", {**values, **extra}, block.start, why


def _is_prose(words: str) -> bool:
    """Whether `words` are more than a line of a title."""
    return len(words.split()) > 5 and not words.isupper()


def _end_of(source: Source, block: Block, attribution: re.Match[str] | None) -> int:
    text = source.plan.copy.text
    end = block.end
    for mark in reversed(source.plan.marks_in(block.start, block.end)):
        if mark.end == end:
            end = mark.start
    if attribution:
        end = text.rfind("[", block.start, end)
    return len(text[:end].rstrip())


def lines(source: Source) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    """Blocks of several lines in a source whose paragraphs are one line each: tables with figures, verse without."""
    text = source.plan.copy.text
    single = sum("\n" not in text[block.start : block.end] for block in source.blocks)
    if 5 * single < 4 * len(source.blocks):
        return
    for block in source.blocks:
        rows = [row.strip() for row in text[block.start : block.end].split("\n")]
        if len(rows) < 2:
            continue
        values = _range(source, block.start, block.end)
        if not values:
            continue
        if len(rows) > 2 and sum(bool(re.search(r"\d", row)) for row in rows) * 2 > len(rows):
            cells = [" ".join(row.split()[:4]) for row in rows]
            yield "table", {**values, "columns": 1, "cells": cells}, block.start, f"{len(rows)} lines with figures"
        elif max(len(row) for row in rows) < SHORT + 20:
            yield "verse", values, block.start, f"{len(rows)} short lines"


def captions(source: Source) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    """Short lines without a stop among long paragraphs."""
    lengths = sorted(block.end - block.start for block in source.blocks)
    if not lengths or lengths[len(lengths) // 2] < LONG:
        return
    for number, block in enumerate(source.blocks):
        words = source.words(block)
        if number and len(words) < SHORT and words[:1].isupper() and not re.search(r"[.!?:,;…’”\"*]$", words):
            kind = "heading" if words.isupper() else "caption"
            values = _range(source, block.start, block.end)
            if values:
                yield kind, values, block.start, "a short line without a stop among paragraphs"


def slips(source: Source) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    """What the characters betray; one proposal for a place, which is that of the check where a check would ask."""
    taken: set[int] = set()
    for span, read, why in (*typographical(source.plan, source.blocks), *_scanned(source)):
        if taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            yield from _slip(source, span, read, why)


def _scanned(source: Source) -> Iterator[tuple[tuple[int, int], str, str]]:
    """What only a source may be asked: offsets, reading and why.

    A hyphen between two words of the text, a stop before a word that stands nowhere else, and a ’ where one opens are
    too often right to be asked in a finished text, and too often left by a scanner to be passed over here.
    """
    text = source.plan.copy.text
    whole = Counter(match[0].lower() for match in re.finditer(rf"{WORD}+", text))
    hyphened = Counter(match[0].lower() for match in BROKEN_WORD.finditer(text))
    for match in BROKEN_WORD.finditer(text):
        joined = match[1] + match[2]
        if match[2].islower() and whole[joined.lower()] and hyphened[match[0].lower()] < 2:
            yield match.span(), joined, f"“{joined}” stands elsewhere in the source"
    for match in STRAY_SIGN.finditer(text):
        if not ADDRESS.search(_token(text, match.start())):
            yield match.span(), match[0] + " ", "no space after the sign"
    for match in WRONG_QUOTE.finditer(text):
        if not ELISION.match(text, match.start()):
            yield match.span(), "‘", "a closing quotation mark where one opens"


def _token(text: str, offset: int) -> str:
    """The characters around `offset` between two spaces."""
    before = re.search(r"\S*$", text[max(0, offset - 200) : offset])
    after = re.match(r"\S*", text[offset : offset + 200])
    return (before[0] if before else "") + (after[0] if after else "")


def _slip(
    source: Source, span: tuple[int, int], read: str, why: str
) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    start, end = span
    if any(a <= start < b for a, b in source.plan.furniture):
        return
    at = _selector(source, start, end)
    if at:
        yield "emend", {"at": at, "read": read, "type": "transcription", "cert": "medium"}, start, why


def references(source: Source) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    """“note 3” and “ibid.” inside the notes."""
    plan = source.plan
    labels = Counter(item.label for item in plan.items)
    before = ""
    for item in plan.items:
        start, end = item.label_end, item.blocks[-1].end if item.blocks else item.end
        for match in NOTE_REFERENCE.finditer(plan.copy.text, start, end):
            if labels[match[2]] == 1:
                yield from _reference(source, (match.start(1), match.end()), "note", match[2])
        for match in IBID.finditer(plan.copy.text, start, min(end, start + 40)):
            if labels[before] == 1:
                yield from _reference(source, match.span(), "ibid", before)
        before = item.label


def _reference(
    source: Source, span: tuple[int, int], kind: str, label: str
) -> Iterator[tuple[str, Mapping[str, Any], int, str]]:
    at = _selector(source, *span)
    if at:
        yield "reference", {"at": at, "type": kind, "target": {"note": label}}, span[0], f"it may mean the note {label}"


CUES: tuple[Cue, ...] = (quotations, lines, captions, slips, references)
