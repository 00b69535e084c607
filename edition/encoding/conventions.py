"""How a source is set out, found by looking: the settings that `edition init` writes, the evidence beside each key."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from edition.encoding.brackets import pairs
from edition.encoding.copytext import CopyText, lay_out, without
from edition.encoding.labels import ORNAMENT
from edition.encoding.printed import Found, best_notes
from edition.encoding.titles import furniture
from edition.readers import READERS, Block
from edition.readers.decoding import decode, detect
from edition.settings import Breaks, Settings, Source, Text
from edition.tree import folded

FIELD = re.compile(r"(?m)^(Title|Author|Translator|Language):[ \t]*(\S.*?)[ \t\r]*$")
STARRED = re.compile(r"(?:.*[^*†‡§]|[*†‡§])(?P<sign>[*†‡§]+)")
START = re.compile(r"(?mi)^\*\*\* ?START OF.*$")
END = re.compile(r"(?mi)^[ \t]*(?:\*\*\* ?END OF|End of (?:the )?Project Gutenberg).*$")
CHAPTER = re.compile(
    r"(?m)^(CHAPTER|Chapter|CHAPITRE|Chapitre|KAPITEL|Kapitel|HOOFDSTUK|BOOK|PART|ACT|LETTER) (?=[IVXLC\d])"
)
LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "dutch": "nl",
    "latin": "la",
    "italian": "it",
    "spanish": "es",
}
COMMON_WORDS = {
    "en": "the of and to in that was", "fr": "le la les des et une que", "de": "der die und das nicht ein von",
    "nl": "de het een van en niet dat", "it": "il di che la non per una", "es": "el la que los una por con",
    "la": "et in est non ut cum ad",
}  # fmt: skip


def init_settings(name: str, data: bytes) -> str:
    """The text of `edition.toml` for the source `data` in the file `name`, with the evidence as comments.

    What is only likely is written as a comment, never as a setting. Raises as `decode` does.
    """
    found = look_at(name, data)
    known = (_head(), _text(found), _sources(found), _hands(found), _notes(found), _breaks(found), _rest(found))
    parts = (*known, _not_seen())
    return "\n".join("\n".join(part) + "\n" for part in parts)


def look_at(name: str, data: bytes) -> Found:
    """The conventions of the source `data`."""
    encoding = detect(data, name)
    text = decode(data, encoding, name)
    begins, ends = _body(text)
    source = Source(name, hashlib.sha256(data).hexdigest(), encoding, body_from=begins, body_until=ends)
    breaks = Breaks(paragraphs=_paragraphs(text))
    copy = lay_out([(source, READERS["plain"](data, source, breaks))])
    ranges = furniture(copy, Settings(1, Text(""), (source,)))
    best = best_notes(copy, ranges)
    return replace(best, source=source, breaks=_with_breaks(copy, best, breaks, ranges))


def _body(text: str) -> tuple[str, str]:
    """The first line of the text and the first after it, where a distributor's header and licence stand around it."""
    start, end = START.search(text), END.search(text)
    begins = ends = ""
    if start:
        first = re.compile(r"\S.*?(?=[ \t\r]*$)", re.MULTILINE).search(text, start.end())
        if first and text.find(first[0]) >= start.end():
            begins = first[0][:60].strip()
    if end and end.start() > (start.end() if start else 0):
        ends = end[0].strip()[:40].strip()
    return begins, ends


def _paragraphs(text: str) -> Literal["blank-line", "line", "indent"]:
    lines = text.split("\n")
    blank = sum(not line.strip() for line in lines)
    if blank * 12 >= len(lines) or len(lines) < 4:
        return "blank-line"
    indented = sum(line[:1].isspace() and bool(line.strip()) for line in lines)
    return "indent" if indented * 12 >= len(lines) else "line"


def _with_breaks(copy: CopyText, found: Found, breaks: Breaks, ranges: Sequence[tuple[int, int]]) -> Breaks:
    """Wide gaps are sections where each of them stands before a paragraph and none before a line of its own."""
    wide = _wide_gaps(copy, found, ranges)
    long_ones = [words for words in wide if len(words) > 120]
    is_section = len(long_ones) > 1 and len(long_ones) == len(wide)
    return replace(breaks, blank_lines_2="section" if is_section else "nothing")


def _wide_gaps(copy: CopyText, found: Found, ranges: Sequence[tuple[int, int]]) -> list[str]:
    """The blocks of text after two or more blank lines, without the first of the source."""
    taken = [*ranges, *((item.start, item.end) for item in found.items)]
    first = min((block.start for block in copy.parts[0].blocks), default=0)
    return [
        copy.text[block.start : block.end]
        for block in copy.parts[0].blocks
        if block.blank_before > 1 and block.start > first and not any(a <= block.start < b for a, b in taken)
    ]


def _head() -> Iterator[str]:
    yield "# What this edition is. A comment behind a key says what was seen in the source; the manual explains them."
    yield "format = 1"


def _text(found: Found) -> Iterator[str]:
    title, _, why = _title(found)
    language, seen = _language(found.copy.text, dict(FIELD.findall(found.copy.text[:5000])).get("Language", ""))
    yield "[text]"
    yield f"title = {_quoted(title)}  # {why}"
    yield f'language = "{language}"  # {seen}'
    yield '# subtitle = "…"'
    yield '# book = "…"       # the work that this text is a part of'
    yield '# byline = "…"     # a line under the title that names neither work nor author'
    yield '# original = "fr"  # the language that it was translated from'
    yield '# created = "1931" # when the author wrote it'
    yield '# master = "tei"   # where the TEI is edited itself, and the source is history'


def _title(found: Found) -> tuple[str, str, str]:
    """(title, the sign of a note on it or "", where it was seen)."""
    text, blocks = found.copy.text, found.copy.parts[0].blocks
    fields = dict(FIELD.findall(text[:5000]))
    words = folded(without(text, blocks[0].start, blocks[0].end, _linked(found, blocks[0])))
    marked = STARRED.fullmatch(words)
    sign = marked["sign"] if marked else ""
    if not sign or not any(text.startswith((f"{sign} ", f"{sign}\t"), block.start) for block in blocks[1:]):
        sign = ""
    if "Title" in fields:
        return fields["Title"], sign, "the field “Title” of the source"
    if len(words) < 100 and (words.isupper() or not words.endswith((".", ",", ";", ":"))):
        return words.removesuffix(sign), sign, "the first line"
    return PurePath(found.source.file).stem, "", "the name of the file"


def _linked(found: Found, block: Block) -> list[tuple[int, int]]:
    return [
        (m.start, m.end) for m in found.marks if m.start in found.links.items and block.start <= m.start < block.end
    ]


def _language(text: str, said: str) -> tuple[str, str]:
    if said.lower() in LANGUAGES:
        return LANGUAGES[said.lower()], "the field “Language” of the source"
    words = Counter(re.findall(r"[^\W\d_]+", text[:200_000].lower()))
    counts = {code: sum(words[word] for word in common.split()) for code, common in COMMON_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best, f"{counts[best]} of its commonest words"


def _sources(found: Found) -> Iterator[str]:
    source = found.source
    yield "[[source]]"
    yield f"file = {_quoted(source.file)}"
    yield f'sha256 = "{source.sha256}"'
    yield f'encoding = "{source.encoding}"  # every byte of the file is valid in it'
    if source.body_from:
        yield f"body_from = {_quoted(source.body_from)}  # the first line after “*** START OF …”"
    if source.body_until:
        yield f"body_until = {_quoted(source.body_until)}  # what follows is the distributor’s"
    yield '# part = "chapter"  # the type of division that this file is'
    yield '# n = "1"'


def _hands(found: Found) -> Iterator[str]:
    fields = dict(FIELD.findall(found.copy.text[:5000]))
    for field, identifier, role in (("Author", "author", "author"), ("Translator", "translator", "translation")):
        if field in fields:
            yield "[[hand]]"
            yield f'id = "{identifier}"'
            yield f'role = "{role}"'
            yield f"name = {_quoted(fields[field])}  # the field “{field}” of the source"
            yield ""
    yield "# One table for each hand that wrote words of the edition."
    yield "# Roles: author, translation, notes to the translation, editor, notes, transcription, this edition."
    yield "# [[hand]]"
    yield '# id = "translator.ann"'
    yield '# role = "notes to the translation"'
    yield '# name = "…"'
    yield '# signature = "Tr."'
    yield "[[hand]]"
    yield 'id = "desk"'
    yield 'role = "this edition"'
    yield 'name = "the edition desk"'


def _notes(found: Found) -> Iterator[str]:
    notes, links = found.notes, found.links
    yield "[notes]"
    if not notes.mark:
        yield "# no notes were found: no series of marks leads to a series of printed notes"
        return
    labels = [item.label for item in found.items]
    yield f"mark = {_quoted(notes.mark)}  # {len(links.items)} marks lead to a note"
    yield f"item = {_quoted(notes.item)}  # {len(labels)} printed notes, {_series(labels)}"
    yield f"space_before = {str(notes.space_before).lower()}  # whether a space stands before most marks"
    clusters = sum(not item.follows for item in found.items)
    yield f'place = "{notes.place}"  # {clusters} group{"s" * (clusters > 1)} of notes'
    twice = len(labels) - len(set(labels))
    yield f'restart = "{notes.restart}"  # {twice or "no"} label{"s" * (twice != 1)} come{"s" * (twice == 1)} again'
    if notes.heading:
        yield f"heading = {_quoted(notes.heading)}  # the line over the notes"
    if notes.headings:
        lines = ", ".join(_quoted(line) for line in notes.headings)
        yield f"headings = [{lines}]  # lines that divide the notes"
    sign = _title(found)[1]
    if sign:
        yield f"title_mark = {_quoted(sign)}  # the title ends with it, and so begins a note"
    yield 'hand = "unknown"  # whose the notes are; name a hand when you know'
    yield from _rule(found)


def _series(labels: Sequence[str]) -> str:
    return f"“{labels[0]}” to “{labels[-1]}”"


def _rule(found: Found) -> Iterator[str]:
    text = found.copy.text
    marks = [(mark.start, mark.end) for mark in found.marks]
    count = sum(len(pairs(text, item.label_end, item.end, marks)[0]) for item in found.items)
    if count:
        yield f"# {count} passages in square brackets stand inside the notes. If another hand’s, say why:"
        yield "# [[notes.rule]]"
        yield '# pattern = "brackets-inside-note"'
        yield '# hand = "translator.ann"'
        yield '# evidence = "…"'


def _breaks(found: Found) -> Iterator[str]:
    breaks, copy = found.breaks, found.copy
    blocks = copy.parts[0].blocks
    wide = sum(block.blank_before > 1 for block in blocks)
    ornaments = sum(bool(ORNAMENT.fullmatch(copy.text[block.start : block.end])) for block in blocks)
    yield "[breaks]"
    yield f'paragraphs = "{breaks.paragraphs}"  # {len(blocks)} blocks'
    yield f'blank_lines_2 = "{breaks.blank_lines_2}"  # {wide} gaps of two or more blank lines'
    yield f'ornament = "milestone"  # {ornaments} lines of ornament'
    for word, count in Counter(CHAPTER.findall(copy.text)).items():
        if count > 1:
            yield f"# {count} lines begin with “{word}”. If they are headings:"
            yield "# [[division]]"
            yield f'# begins = "{word} "'
            yield '# type = "chapter"'


def _rest(found: Found) -> Iterator[str]:
    text = found.copy.text
    italics = len(re.findall(r"(?<!\w)_(?=\S)[^_]{1,400}(?<=\S)_(?!\w)", text))
    yield "[brackets]"
    yield 'running = "insertion"  # square brackets in the running text that are no note marks'
    yield ""
    yield "[markup]"
    yield f'italic = "{"_" if italics > 2 else ""}"  # {italics} passages between underscores'


def _not_seen() -> Iterator[str]:
    """The tables of which a source says nothing, for an editor to fill in."""
    yield "# [publication]  # the imprint of this edition"
    yield '# publisher = "…"'
    yield '# place = "…"'
    yield '# date = "2026-01-31"'
    yield '# rights = "…"'
    yield '# licence = "https://…"'
    yield ""
    yield "# [print]  # the book that the source copies; [original], with the same keys, the one that it translates"
    yield '# title = "…"'
    yield '# author = "…"'
    yield '# place = "…"'
    yield '# date = "1952"'
    yield ""
    yield "# [[layer]]  # a stage at which hands wrote"
    yield '# id = "layer.1952"'
    yield '# when = "1952"'
    yield '# hands = ["translator.ann"]'
    yield ""
    yield "# [furniture]"
    yield '# lines = ["…"]  # lines that are no part of the text'
    yield ""
    yield "# [display]"
    yield '# numbering = "by-hand"  # each hand’s notes counted anew; else as printed'
    yield '# mixed = "apart"        # another hand’s words in a note; else in place'
    yield ""
    yield "# [outputs]"
    yield '# formats = ["html", "pdf", "txt", "tei"]'


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
