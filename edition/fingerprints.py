"""Fingerprints of citable units: which words a unit had in its source, whatever the encoding made of them.

A decision that emends, attributes, tags, quotes, joins or splits leaves the fingerprint as it was, so the
unit keeps its id. The rule is told in docs/ledger.md.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from edition.document import Document
from edition.tree import NAMESPACES, Element, find_all, is_element, local_name, pieces, pointers, text_of, xml_id

OTHER_HALF = ("corr", "reg", "expan", "rdg", "note", "gap", "figDesc")
DISPLAYS = ("lg", "list", "table", "figure", "floatingText", "cit", "sp")
WHOLE = ("note", "list", "table", "figure")
MARK = re.compile(r"\[\s*(?:\d{1,4}|[*†‡§]+)\s*\]")
WORD = re.compile(r"\w+")
FOLDS = str.maketrans(
    dict.fromkeys("‘’‚‛`´′ʼ«»“”„‟″\"'", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("[]*†‡_", "")
)
BLOCKS = ("p", "l", "lg", "item", "head", "cell", "row", "bibl", "speaker", "stage")
SKETCH = 12
DEEPEST = 50

Piece = TypeVar("Piece", str, str | None)


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether two units have the same words.

    `prints` are 16 hexadecimal digits each: the opening segment first, then other shapes in which the same
    source paragraph may come; `words` counts the opening segment; `trigrams` are the hashes, 6 digits each,
    of all its triples of words (or of its only words, where it has one or two).
    """

    prints: tuple[str, ...]
    words: int
    trigrams: frozenset[str]

    @property
    def sketch(self) -> tuple[str, ...]:
        """The twelve smallest trigrams, sorted: a sample that depends on nothing but the words."""
        return tuple(sorted(self.trigrams)[:SKETCH])


class SourceWords:
    """The source reading of units in one document: `sic`, `orig`, `lem`, and no words of this edition's hand."""

    def __init__(self, document: Document) -> None:
        self.own = _hands_of_this_edition(document)
        self.notes = {
            target: note
            for note in find_all(document.tree, "note")
            for target in pointers(note.get("target"))
            if note.get("type") == "editorial"
        }

    def fingerprint(self, unit: Element) -> Fingerprint:
        """The fingerprint of `unit`; equal words give an equal one in every encoding."""
        shapes = self._note(unit) if is_element(unit, "note") else self._shapes(unit)
        texts = list(dict.fromkeys(_folded(shape) for shape in shapes))
        words = WORD.findall(texts[0])
        prints = tuple(dict.fromkeys(_hash("".join(text.split()) or f"no words: {local_name(unit)}") for text in texts))
        return Fingerprint(prints, len(words), frozenset(_trigrams(words)))

    def _note(self, note: Element) -> list[str]:
        return ["".join(self._item(note, set()))]

    def _item(self, node: Element, seen: set[str]) -> Iterator[str]:
        """A note as it was printed, with the words that other hands put into it."""
        for piece in pieces(node):
            if isinstance(piece, str):
                yield piece
            elif is_element(piece, "anchor"):
                yield from self._inserted(xml_id(piece) or "", seen)
            elif is_element(piece, "note"):
                is_apart = self._is_own(piece) or piece.get("n") or pointers(piece.get("target"))
                yield from () if is_apart else self._item(piece, seen)
            elif not self._is_left_out(piece):
                yield from _spaced(piece, self._item(piece, seen))

    def _inserted(self, anchor: str, seen: set[str]) -> Iterator[str]:
        note = self.notes.get(anchor)
        if note is None or anchor in seen or len(seen) > DEEPEST or note.get("n") or self._is_own(note):
            return
        seen.add(anchor)
        yield " "
        yield from self._item(note, seen)

    def _shapes(self, unit: Element) -> list[str]:
        """The opening segment, and what the same source paragraph reads like in other encodings."""
        segment = "".join(self._opening(unit))
        opening = segment + self._behind(unit)
        before, after = self._before(unit), self._closer(unit)
        around = [before + opening, opening + after, before + opening + after]
        return [opening, segment, *around, "".join(self._words(unit)), *self._first_parts(unit)]

    def _opening(self, unit: Element) -> Iterator[str]:
        if is_element(unit, *WHOLE):
            return self._words(unit)
        stops = ("p", "lg") if is_element(unit, "sp") else DISPLAYS
        return (piece for piece in takewhile(lambda piece: piece is not None, self._until(unit, stops)) if piece)

    def _until(self, node: Element, stops: tuple[str, ...]) -> Iterator[str | None]:
        """Words of `node`; None where its opening segment ends."""
        for piece in pieces(node):
            if isinstance(piece, str):
                yield piece
            elif _is_end(piece, stops):
                yield None
            elif not self._is_left_out(piece):
                yield from _spaced(piece, self._until(piece, stops))

    def _words(self, node: Element) -> Iterator[str]:
        return (piece for piece in self._until(node, ()) if piece)

    def _behind(self, unit: Element) -> str:
        """Words after `unit` that stood in its source paragraph: an attribution, the rest of a split paragraph."""
        found = ""
        quote = next(unit.iterancestors(), None)
        if quote is not None and is_element(quote, "quote") and _is_last(unit):
            cit = quote.getparent()
            if cit is not None and is_element(cit, "cit"):
                found = " ".join(
                    "".join(self._words(part)) for part in quote.itersiblings() if not self._is_left_out(part)
                )
        following = next((node for node in unit.itersiblings() if is_element(node)), None)
        if following is not None and _is_split_off(following) and is_element(unit, "p", "lg"):
            found += " " + "".join(self._opening(following)) + self._behind(following)
        return found

    def _before(self, unit: Element) -> str:
        """A salutation or the name of a speaker that may have stood in the same source paragraph."""
        parent = unit.getparent()
        if parent is None or any(is_element(node, "p", "lg") for node in unit.itersiblings(preceding=True)):
            return ""
        if is_element(parent, "sp"):
            return " ".join("".join(self._words(node)) for node in reversed(list(unit.itersiblings(preceding=True))))
        opener = next((node for node in unit.itersiblings(preceding=True) if is_element(node, "opener")), None)
        return "" if opener is None else "".join(self._words(opener))

    def _closer(self, unit: Element) -> str:
        following = next((node for node in unit.itersiblings() if is_element(node)), None)
        return "".join(self._words(following)) if following is not None and is_element(following, "closer") else ""

    def _first_parts(self, unit: Element) -> list[str]:
        """The beginnings of a table or list, each of which may have been a paragraph of its own."""
        if not is_element(unit, "table", "list"):
            return []
        head = unit.find("tei:head", NAMESPACES)
        first = unit.find("tei:row" if is_element(unit, "table") else "tei:item", NAMESPACES)
        cell = None if first is None else first.find("tei:cell", NAMESPACES)
        return ["".join(self._words(part)) for part in (head, first, cell) if part is not None]

    def _is_left_out(self, node: Element) -> bool:
        return is_element(node, *OTHER_HALF) or (is_element(node, "supplied") and self._is_own(node))

    def _is_own(self, node: Element) -> bool:
        return any(hand in self.own for hand in pointers(node.get("resp")))


def _hands_of_this_edition(document: Document) -> frozenset[str]:
    return frozenset(
        xml_id(statement) or ""
        for statement in find_all(document.header, "respStmt")
        if any(text_of(resp).strip().lower().startswith("encoding") for resp in find_all(statement, "resp"))
    )


def _is_end(node: Element, stops: tuple[str, ...]) -> bool:
    if not stops:
        return False
    if is_element(node, "milestone"):
        return node.get("unit") == "paragraph" and node.get("type") == "sic"
    if is_element(node, "lg") and is_element(_parent(node), "lg"):
        return any(is_element(sibling, "lg") for sibling in node.itersiblings(preceding=True))
    return is_element(node, *stops) or (is_element(node, "quote") and node.get("rend") == "block")


def _parent(node: Element) -> Element:
    parent = node.getparent()
    return node if parent is None else parent


def _is_last(unit: Element) -> bool:
    return not any(is_element(node, "p", "lg", "list", "table") for node in unit.itersiblings())


def _is_split_off(node: Element) -> bool:
    """Whether `node` begins with a paragraph break that this edition made and the source has not."""
    first = next(pieces(node), None)
    if first is None or isinstance(first, str):
        return False
    return is_element(first, "milestone") and first.get("unit") == "paragraph" and first.get("type") == "corr"


def _spaced(node: Element, words: Iterator[Piece]) -> Iterator[Piece | str]:
    """`words` with a space on both sides where `node` is a block, so that its words do not run together."""
    is_block = is_element(node, *BLOCKS)
    if is_block:
        yield " "
    yield from words
    if is_block:
        yield " "


def _folded(text: str) -> str:
    """`text` without brackets and note marks, quotes and dashes and capitals folded, in NFC."""
    return MARK.sub(" ", unicodedata.normalize("NFC", text)).translate(FOLDS).casefold()


def _hash(text: str, digits: int = 16) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _trigrams(words: list[str]) -> Iterator[str]:
    count = max(len(words) - 2, 1) if words else 0
    return (_hash(" ".join(words[at : at + 3]), 6) for at in range(count))
