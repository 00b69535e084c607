"""The lists of notes of our own form: each note with its mark, its words, who signed them, and notes in place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.readers.edition_blocks import Blocks
from edition.readers.edition_inline import Insertion, Item, Sign, Unpaired, is_blank, name_of, paired, signs, unescaped
from edition.readers.edition_labels import GeneratedWords
from edition.readers.edition_legends import Legend, counted, legend
from edition.readers.edition_lines import Chunk, Line, Section, columns_of, joined
from edition.readers.edition_record import Added, Break, Inserted, Note, Part, Words, words_of

HEAD = re.compile(r"\{(?P<mark>(?:\\.|[^{}\\ ]){1,80})\}(?: |$)")
OURS = ("ours", "ours_mixed")
PREFACE = re.compile(r"\((?P<said>[^()]+)\)(?: |$)")
SIGNED = re.compile(r"(?: |^)--([^\[\]\\{}|\s-][^\[\]\\{}|]{0,59})\]")


@dataclass(frozen=True)
class Listed:
    """One entry of a list as it stands: its mark, its signs, what its preface says; `part` numbers parts of a list."""

    mark: str
    line: int
    signs: tuple[Sign, ...]
    printed: str
    signature: str
    part: int


@dataclass
class NoteList:
    """One list of notes: what it is called, whose it is, what it holds.

    `others` names who wrote the notes with these marks, where the heading tells it. `faults` are pairs (line, what).
    """

    series: str
    legend: Legend
    first: str = ""
    role: str = ""
    others: dict[str, str] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    concordance: tuple[tuple[str, str], ...] = ()
    generated: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def note_list(section: Section, words: GeneratedWords) -> NoteList:
    """The list of notes in `section`, whose heading is that of one."""
    series, who = words.heading(section.heading)
    entries, loose = _taken_apart(section)
    signatures = [found for chunk in section.chunks for found in SIGNED.findall(joined(chunk.lines))]
    told = legend(unescaped(joined(loose[0].lines)), words, signatures) if loose else None
    made = NoteList("printed" if series == "printed_of" else series, told or Legend(), generated=[section.heading])
    if series in OURS:
        made.first = words.words["edition.name"]
    elif who:
        marks = [name_of(match["mark"]) for _, chunks in entries if (match := HEAD.match(chunks[0].lines[0].text))]
        made.first, made.role, made.others = counted(who, words, marks)
    made.listed = [_listed(chunks, part, words, made) for part, chunks in entries]
    for chunk in loose:
        text = joined(chunk.lines)
        made.generated.append(unescaped(text))
        if found := _concordance(text, words):
            made.concordance = found
        elif entries and chunk.lines[0].number > entries[-1][1][-1].lines[-1].number:
            made.faults.append((chunk.lines[0].number, "this line stands behind the notes and belongs to none"))
    return made


def _taken_apart(section: Section) -> tuple[list[tuple[int, list[Chunk]]], list[Chunk]]:
    """The notes as pairs (part of the list, chunks), and the chunks between them."""
    entries: list[tuple[int, list[Chunk]]] = []
    loose: list[Chunk] = []
    column = 0
    heads = (chunk.lines[0] for chunk in section.chunks if HEAD.match(chunk.lines[0].text))
    furthest = max((line.indent for line in heads), default=0)
    for chunk in (piece for whole in section.chunks for piece in _split(whole, furthest)):
        match = HEAD.match(chunk.lines[0].text)
        if match and (not column or chunk.indent < column):
            column = chunk.indent + columns_of(match.group().rstrip()) + 1
            entries.append((len(loose), [chunk]))
        elif entries and chunk.indent >= column:
            entries[-1][1].append(chunk)
        else:
            loose.append(chunk)
    return entries, loose


def _split(chunk: Chunk, column: int) -> Iterator[Chunk]:
    """`chunk` in pieces where a note begins, at `column` or left of it, without a blank line before it."""
    begins = [0, *(at for at, line in enumerate(chunk.lines) if at and _is_head(line, column)), len(chunk.lines)]
    if chunk.is_table or len(begins) == 2:
        yield chunk
        return
    for begin, end in pairwise(begins):
        yield Chunk(chunk.lines[begin:end], chunk.blanks if begin == 0 else 0)


def _is_head(line: Line, column: int) -> bool:
    return line.indent <= column and HEAD.match(line.text) is not None


def _listed(chunks: list[Chunk], part: int, words: GeneratedWords, notes: NoteList) -> Listed:
    first = chunks[0].lines[0]
    match = HEAD.match(first.text)
    mark = name_of(match["mark"]) if match else ""
    lead = columns_of(match.group().rstrip()) + 1 if match else 0
    text = first.text[match.end() :] if match else first.text
    lines = (replace(first, indent=first.indent + lead, text=text), *chunks[0].lines[1:])
    printed, signature, rest = _preface(joined(lines), words, is_other=mark in notes.others)
    found = _signs((replace(chunks[0], lines=lines), *chunks[1:]), rest, words)
    return Listed(mark, first.number, tuple(found), printed, signature, part)


def _preface(text: str, words: GeneratedWords, *, is_other: bool) -> tuple[str, str, str]:
    """The mark of the print and the signature that the preface of a note tells, and the text after it."""
    match = PREFACE.match(text)
    printed = signature = ""
    is_preface = False
    for said in match["said"].split(words.words["between"]) if match else []:
        if found := words.match("note.print", said):
            printed, is_preface = unescaped(found["mark"]), True
        elif words.match("note.on", said):
            is_preface = True
        else:
            signature = said
    if match and (is_preface or (signature and (is_other or signature == words.words["signature.unknown"]))):
        return printed, signature, text[match.end() :]
    return "", "", text


def _signs(chunks: tuple[Chunk, ...], text: str, words: GeneratedWords) -> Iterator[Sign]:
    """The content of a note: `text` in its first chunk, then paragraphs and displays."""
    blocks = Blocks(chunks, words.before("figure.shows"), at=1)
    yield from signs(text, chunks[0].lines[0].number, blocks.shows)
    while blocks.at < len(chunks):
        chunk = chunks[blocks.at]
        if chunk.is_table or chunk.indent > chunks[0].indent:
            yield blocks.block()
            continue
        blocks.at += 1
        yield Break("paragraph")
        yield from blocks.signs(chunk.lines)


def _concordance(text: str, words: GeneratedWords) -> tuple[tuple[str, str], ...]:
    """Pairs (mark in the print, what it became); empty where `text` is no concordance."""
    head = f"{words.words['note.concordance'].upper()}  {words.words['note.print_word']} "
    if not text.startswith(head):
        return ()
    pairs = (item.partition(" = ") for item in text.removeprefix(head).split(", "))
    return tuple((printed, mark) for printed, _, mark in pairs)


class Notes:
    """The notes of all lists, those in place behind the note in which they stand."""

    def __init__(self) -> None:
        self.found: list[Note] = []
        self.groups: list[tuple[NoteList, int]] = []
        self.second: dict[str, str] = {}

    def add_list(self, notes: NoteList, words: GeneratedWords) -> None:
        """Add the notes of a list."""
        for listed in notes.listed:
            target = _second_mark(listed, words)
            if target:
                self.second[listed.mark] = target
            else:
                self._add_listed(listed, notes)

    def _add_listed(self, listed: Listed, notes: NoteList) -> None:
        items = with_lemma(paired(list(listed.signs)))
        if any(isinstance(item, Unpaired) for item in items):
            notes.faults.append((listed.line, f"a bracket of the note {{{listed.mark}}} has no other half"))
        signature, own, after = listed.signature, items, list[Item]()
        shown = [item for item in items if not is_blank(item)]
        if shown and all(isinstance(item, Insertion) for item in shown):
            first = shown[0]
            if isinstance(first, Insertion):
                signature, own, after = first.signature, list(first.content), list(shown[1:])
        is_print = notes.series in ("printed", "unplaced")
        note = Note(
            listed.mark,
            (),
            listed.line,
            listed.printed or (listed.mark if is_print else ""),
            signature,
            series=notes.series,
        )
        self._add(note, [*own, *after], notes, listed.part)

    def _add(self, note: Note, items: list[Item], notes: NoteList, part: int) -> int:
        """Add `note` with these items; the index of it."""
        index = len(self.found)
        self.found.append(note)
        self.groups.append((notes, part))
        content: list[Part] = []
        for item in items:
            if isinstance(item, Insertion):
                made = Note(
                    "", (), item.line, signature=item.signature, series=notes.series,
                    on=index, word=len(words_of(tuple(content)).split()), is_called=True,
                )  # fmt: skip
                content.append(Inserted(self._add(made, list(item.content), notes, part)))
            else:
                content.append(item)
        hand = _hand(note, notes)
        self.found[index] = replace(note, content=merged(content), hand=hand)
        return index


def with_lemma(items: list[Item]) -> list[Item]:
    """`items` with the bracket after the words that the note speaks of as a generated one: the first without a half."""
    for index, item in enumerate(items):
        if isinstance(item, Unpaired):
            is_lemma = item.text == "]"
            return [*items[:index], Added("]"), *items[index + 1 :]] if is_lemma else items
    return items


def _hand(note: Note, notes: NoteList) -> str:
    """The name of who wrote a note, "" where the text does not tell."""
    if note.signature:
        return notes.legend.owners.get(note.signature, notes.others.get(note.mark, ""))
    if notes.others.get(note.mark):
        return notes.others[note.mark]
    return notes.first or ", ".join(notes.legend.unsigned)


def _second_mark(listed: Listed, words: GeneratedWords) -> str:
    """The mark of the note that this entry refers to, where it is nothing but a reference; else ""."""
    if len(listed.signs) != 1 or not isinstance(listed.signs[0], Added):
        return ""
    for key in ("note.equals_note", "note.equals"):
        found = words.match(key, listed.signs[0].text)
        if found and " " not in found["mark"]:
            return name_of(found["mark"])
    return ""


def merged(content: list[Part]) -> tuple[Part, ...]:
    """`content` with runs of words in one."""
    parts: list[Part] = []
    for part in content:
        last = parts[-1] if parts else None
        if isinstance(part, Words) and isinstance(last, Words):
            parts[-1] = Words(last.text + part.text)
        else:
            parts.append(part)
    return tuple(parts)
