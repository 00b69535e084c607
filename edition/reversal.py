"""The way back: what the sources of a TEI document must have read, told from the TEI and the settings alone.

It knows nothing of how the TEI was made. The reading is a row of tokens for the running text and one for each
printed note; where the notes stood among the text the TEI does not say, and conservation.py finds out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from edition.document import Document
from edition.settings import Notes, Settings
from edition.tree import Element, find_all, folded, is_element, local_name, pieces, pointers, text_of, xml_id

NOT_IN_SOURCE = ("corr", "reg", "expan", "rdg", "gap", "figDesc")
INLINE = (
    "abbr", "app", "author", "bibl", "choice", "date", "docAuthor", "emph", "foreign", "hi", "lem", "mentioned", "name",
    "num", "orgName", "orig", "pc", "persName", "placeName", "q", "ref", "rs", "seg", "sic", "soCalled", "supplied",
    "term", "time", "title", "unclear",
)  # fmt: skip
RUNS = re.compile(r"\s+|\S+")
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Kind(Enum):
    """What a token stands for.

    WORD is characters that the source has just so, TITLE the same in any capitals, SPACE a run of white space,
    LOOSE a place where there may be white space or none, OPTIONAL characters that may be missing, ORNAMENT a line
    without letters.
    """

    WORD = auto()
    TITLE = auto()
    SPACE = auto()
    LOOSE = auto()
    OPTIONAL = auto()
    ORNAMENT = auto()


@dataclass(frozen=True)
class Token:
    """A piece of a source. `texts` are the forms that it may have, the first the likeliest; () for white space."""

    kind: Kind
    texts: tuple[str, ...] = ()


LOOSE = Token(Kind.LOOSE)
SPACE = Token(Kind.SPACE)


@dataclass(frozen=True)
class PrintedNote:
    """A note as the source prints it, apart from the text.

    `labels` are the forms in which its number may begin it, without white space at the end; `readings` are the
    rows of tokens it may go on with: with the brackets of another hand's note and without. `is_placed` is False
    for one without a mark in the text.
    """

    n: str
    labels: tuple[str, ...]
    readings: tuple[list[Token], ...]
    is_placed: bool = True


@dataclass(frozen=True)
class SourceReading:
    """What the sources read: `running` is their text in order, `notes` are in the order of their marks."""

    running: list[Token]
    notes: list[PrintedNote]


def source_reading(document: Document, settings: Settings) -> SourceReading:
    """The reading of the sources from which `document` was made, by the conventions that `settings` name.

    It takes `sic`, `orig` and `lem`, leaves out the words of this edition, and puts back note marks, the
    brackets of other hands in notes, ornaments and the signs of italics.
    """
    return _Reversal(document, settings).read()


@dataclass
class _Row:
    """Tokens in the making; `is_title` tells that words are part of a title."""

    tokens: list[Token] = field(default_factory=list)
    is_title: bool = False

    def text(self, text: str) -> None:
        """Add words of the text."""
        kind = Kind.TITLE if self.is_title else Kind.WORD
        for found in RUNS.finditer(text):
            self.tokens.append(SPACE if found[0].isspace() else Token(kind, (found[0],)))

    def loose(self) -> None:
        """Add a place where there may be white space or none."""
        self.tokens.append(LOOSE)

    def optional(self, *texts: str) -> None:
        """Add what the source may have here, in one of these forms."""
        self.tokens += [LOOSE, Token(Kind.OPTIONAL, tuple(dict.fromkeys(filter(None, texts)))), LOOSE]


class _Reversal:
    """One walk through a document."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self.document = document
        self.notes = settings.notes
        self.italic = settings.markup.italic
        self.own = frozenset({settings.desk, *_own_hands(document)})
        self.by_anchor = {
            target: note for note in find_all(document.tree, "note") for target in pointers(note.get("target"))
        }
        self.printed: list[PrintedNote] = []
        self.seen: set[Element] = set()

    def read(self) -> SourceReading:
        """Walk through the text and read it."""
        row = _Row()
        self._content(self.document.text, row)
        return SourceReading(row.tokens, self.printed)

    def _content(self, node: Element, row: _Row) -> None:
        for piece in pieces(node):
            if isinstance(piece, str):
                row.text(piece)
            else:
                self._element(piece, row)

    def _element(self, node: Element, row: _Row) -> None:
        name = local_name(node)
        if name == "note":
            self._note(node, row)
        elif name == "anchor":
            self._anchor(node, row)
        elif name == "milestone":
            self._milestone(node, row)
        elif name == "ref" and node.get("type") in ("lemma", "note") and _is_generated(node):
            row.optional(*self._marks(node.get("n") or ""))
        elif name in NOT_IN_SOURCE or (name == "supplied" and self._is_own(node)):
            return
        elif name in INLINE:
            self._inline(node, row)
        else:
            self._block(node, row)

    def _inline(self, node: Element, row: _Row) -> None:
        sign = self.italic if self.italic and "italic" in (node.get("rend") or "").split() else ""
        row.text(sign)
        self._content(node, row)
        row.text(sign)

    def _block(self, node: Element, row: _Row) -> None:
        if is_element(node, "div") and self._is_own(node):
            return
        before, row.is_title = row.is_title, row.is_title or is_element(node, "head", "titlePage", "byline")
        row.loose()
        if is_element(node, "div") and node.get("type") == "unplaced-notes":
            self._unplaced(node)
        else:
            self._content(node, row)
        row.loose()
        row.is_title = before

    def _unplaced(self, division: Element) -> None:
        for note in find_all(division, "note"):
            if note.getparent() is division and not self._is_own(note):
                self._print(note, is_placed=False)

    def _milestone(self, node: Element, row: _Row) -> None:
        row.loose()
        if node.get("unit") == "section":
            words = folded(node.get("rend") or "")
            row.tokens.append(Token(Kind.ORNAMENT, (words,) if words else ()))
            row.loose()

    def _anchor(self, node: Element, row: _Row) -> None:
        note = self.by_anchor.get(xml_id(node) or "")
        if note is not None and note not in self.seen:
            self.seen.add(note)
            self._note(note, row)

    def _note(self, note: Element, row: _Row) -> None:
        """Put back the mark of a note, and print it; or its words in brackets, where it has no mark."""
        if self._is_own(note):
            return
        n = note.get("n")
        if n:
            row.optional(*self._marks(n))
            self._print(note, is_placed=True)
            return
        row.loose()
        row.text("[")
        row.loose()
        self._content(note, row)
        row.loose()
        row.text("]")
        row.loose()

    def _print(self, note: Element, *, is_placed: bool) -> None:
        at = len(self.printed)
        n = note.get("n") or ""
        row = _Row()
        self._content(note, row)
        readings: tuple[list[Token], ...] = (row.tokens,)
        if note.get("type") == "editorial":
            readings = (_bracketed(row.tokens), row.tokens)
        closing = self.notes.item.partition("{text}")[2].strip()
        if closing:
            end = [LOOSE, Token(Kind.OPTIONAL, (closing,))]
            readings = tuple(reading + end for reading in readings)
        self.printed.insert(at, PrintedNote(n, self._labels(n), readings, is_placed))

    def _marks(self, n: str) -> tuple[str, ...]:
        return _filled(self.notes.mark, n)

    def _labels(self, n: str) -> tuple[str, ...]:
        return _filled(_opening(self.notes), n)

    def _is_own(self, node: Element) -> bool:
        return any(hand in self.own for hand in pointers(node.get("resp")))


def _own_hands(document: Document) -> Iterator[str]:
    """The hands of this edition, whose words no source has."""
    for statement in find_all(document.header, "respStmt"):
        said = " ".join(text_of(resp) for resp in find_all(statement, "resp"))
        if said.strip().casefold().startswith("encoding"):
            yield xml_id(statement) or ""


def _is_generated(ref: Element) -> bool:
    """Whether `ref` stands for a second mark of a note, or repeats the words that a note speaks of."""
    return ref.get("type") == "lemma" or not text_of(ref).strip()


def _opening(notes: Notes) -> str:
    return notes.item.partition("{text}")[0]


def _filled(template: str, n: str) -> tuple[str, ...]:
    """The forms in which the number `n` may be printed: by the template, in superior figures, or bare."""
    if not n:
        return ()
    figures = n.translate(FIGURES)
    forms = [template.replace("{n}", form) for form in (n, figures, figures.translate(SUPERIORS))] + [n]
    return tuple(dict.fromkeys(folded(form) for form in (forms if template else [n])))


def _bracketed(tokens: list[Token]) -> list[Token]:
    """`tokens` in brackets, which may close and open again between two paragraphs."""
    sign = {sign: Token(Kind.WORD, (sign,)) for sign in "[]"}
    between = [LOOSE, Token(Kind.OPTIONAL, ("]",)), LOOSE, Token(Kind.OPTIONAL, ("[",)), LOOSE]
    inner: list[Token] = []
    for at, token in enumerate(tokens):
        is_break = token is LOOSE and 0 < at < len(tokens) - 1 and tokens[at - 1] is LOOSE
        inner += between if is_break else [token]
    return [LOOSE, sign["["], *inner, LOOSE, sign["]"]]
