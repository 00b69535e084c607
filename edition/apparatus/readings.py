"""Where an edition reads otherwise than its source, where witnesses differ, whose words nobody knows."""

from collections.abc import Iterator
from typing import NamedTuple

from edition.apparatus.choices import SOURCES, alternatives, shown
from edition.apparatus.units import Places, Surroundings, base_text, is_apart, word_before
from edition.document import Document
from edition.header import UNKNOWN
from edition.tree import Element, find_all, first_pointer, folded, is_element, local_name, pointers, text_of

BETWEEN = " / "


class Emendation(NamedTuple):
    """A place where an editor's reading replaces the source's; `sic` or `corr` is "" for an insertion or deletion.

    White space alone is `␣`; several readings of the source have ` / ` between them. `type` is that of `corr`, "" where
    it has none (a regularised or expanded form has the element's name).
    """

    at: Surroundings
    sic: str
    corr: str
    type: str
    cert: str
    hand: str
    element: Element

    @property
    def before(self) -> str:
        """The word before the place in its block, with a space after it where one parts them; "" for none."""
        return word_before(self.element)


class Variant(NamedTuple):
    """A place where witnesses differ, or editors cannot decide.

    The lemma, its sigla, and pairs (reading, sigla); lemma or reading may be "".
    """

    at: Surroundings
    lemma: str
    witnesses: tuple[str, ...]
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    element: Element

    @property
    def before(self) -> str:
        """The word before the place, as that of an emendation."""
        return word_before(self.element)


class Unattributed(NamedTuple):
    """Words of the text whose hand nobody knows; `words` as they stand, with their brackets."""

    at: Surroundings
    words: str
    element: Element


def readings(
    document: Document,
    places: Places,
) -> tuple[tuple[Emendation, ...], tuple[Variant, ...], tuple[Unattributed, ...]]:
    """Emendations, variants and unattributed words of text and notes, each in document order."""
    emendations: list[Emendation] = []
    variants: list[Variant] = []
    unattributed: list[Unattributed] = []
    text = document.text
    parts = [part for part in (text, document.stand_off) if part is not None]
    for part in parts:
        for node in find_all(part, "choice", "supplied", "app", "seg", "note", "milestone"):
            name = local_name(node)
            if name == "supplied":
                emendations.append(_emendation(node, node, [], places.of(node)))
            elif name == "choice":
                _choose(node, places.of(node), emendations, variants)
            elif name == "milestone" and node.get("unit") == "paragraph" and node.get("type"):
                emendations.append(_paragraph_break(node, places.of(node)))
            elif name == "app":
                variants += _variant(node, places.of(node))
            elif (name == "seg" or part is text) and UNKNOWN in pointers(node.get("resp")):
                unattributed.append(_unknown_words(node, places.of(node)))
    return tuple(emendations), tuple(variants), tuple(unattributed)


def _unknown_words(node: Element, at: Surroundings) -> Unattributed:
    return Unattributed(at, base_text(node), node)


def _choose(node: Element, at: Surroundings, emendations: list[Emendation], variants: list[Variant]) -> None:
    """Add what a choice says: how the source is emended, and which other readings of one rank there are."""
    reading = shown(node)
    if reading is None:
        return
    others = [child for child in alternatives(node) if child is not reading]
    replaced = [] if is_element(reading, *SOURCES) else [child for child in others if is_element(child, *SOURCES)]
    if replaced or not others:
        emendations.append(_emendation(node, reading, replaced, at))
    equals = tuple((_said(child), ()) for child in others if child not in replaced)
    if equals:
        variants.append(Variant(at, _said(reading), (), equals, node))


def _emendation(node: Element, reading: Element, replaced: list[Element], at: Surroundings) -> Emendation:
    return Emendation(
        at=at,
        sic=BETWEEN.join(filter(None, (_words(text_of(child, is_apart)) for child in replaced))),
        corr=_words(text_of(reading, is_apart)),
        type=reading.get("type", "") or ("" if is_element(reading, "corr") else local_name(reading)),
        cert=reading.get("cert", ""),
        hand=first_pointer(reading.get("resp")),
        element=node,
    )


def _words(text: str) -> str:
    return folded(text) or ("␣" if text else "")


def _said(reading: Element) -> str:
    return folded(text_of(reading, is_apart))


def _paragraph_break(node: Element, at: Surroundings) -> Emendation:
    sign = {"sic": ("¶", ""), "corr": ("", "¶")}.get(node.get("type", ""), ("", ""))
    hand = first_pointer(node.get("resp"))
    return Emendation(at, *sign, "", node.get("cert", ""), hand, node)


def _variant(node: Element, at: Surroundings) -> Iterator[Variant]:
    """The entry of an `app`; what another inside it says is an entry of its own."""
    lemma = shown(node)
    others = [child for child in alternatives(node) if child is not lemma]
    readings = tuple((_said(child), tuple(pointers(child.get("wit")))) for child in others)
    if lemma is not None and (readings or lemma.get("wit")):
        yield Variant(at, _said(lemma), tuple(pointers(lemma.get("wit"))), readings, node)
