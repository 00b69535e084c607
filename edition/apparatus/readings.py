"""Where an edition reads otherwise than its source, where witnesses differ, whose words nobody knows."""

from typing import NamedTuple

from edition.apparatus.units import READINGS, Places, Surroundings, base_text, is_apart, word_before
from edition.document import Document
from edition.header import UNKNOWN
from edition.tree import Element, find_all, first_pointer, folded, is_element, local_name, pointers, text_of


class Emendation(NamedTuple):
    """A place where an editor's reading replaces the source's; `sic` or `corr` is "" for an insertion or deletion.

    White space alone is `␣`. `type` is that of `corr`, "" where it has none (a regularised or expanded form has the
    element's name).
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
    """A place where witnesses differ: the lemma, its sigla, and pairs (reading, sigla); lemma or reading may be ""."""

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
            if name in ("choice", "supplied"):
                emendations.append(_emendation(node, places.of(node)))
            elif name == "milestone" and node.get("unit") == "paragraph" and node.get("type"):
                emendations.append(_paragraph_break(node, places.of(node)))
            elif name == "app":
                variants.append(_variant(node, places.of(node)))
            elif (name == "seg" or part is text) and UNKNOWN in pointers(node.get("resp")):
                unattributed.append(_unknown_words(node, places.of(node)))
    return tuple(emendations), tuple(variants), tuple(unattributed)


def _unknown_words(node: Element, at: Surroundings) -> Unattributed:
    return Unattributed(at, base_text(node), node)


def _emendation(node: Element, at: Surroundings) -> Emendation:
    reading, replaced = (node, []) if is_element(node, "supplied") else _halves(node)
    sic = "".join([text_of(child, is_apart) for child in replaced])
    return Emendation(
        at=at,
        sic=_words(sic),
        corr=_words(text_of(reading, is_apart)),
        type=reading.get("type", "") or ("" if is_element(reading, "corr") else local_name(reading)),
        cert=reading.get("cert", ""),
        hand=first_pointer(reading.get("resp")),
        element=node,
    )


def _words(text: str) -> str:
    return folded(text) or ("␣" if text else "")


def _halves(choice: Element) -> tuple[Element, list[Element]]:
    """The reading that is shown, and those of the source that it replaces."""
    shown, replaced = choice, []
    for child in choice:
        if is_element(child, *READINGS):
            replaced.append(child)
        elif shown is choice and is_element(child):
            shown = child
    return shown, replaced


def _paragraph_break(node: Element, at: Surroundings) -> Emendation:
    sign = {"sic": ("¶", ""), "corr": ("", "¶")}.get(node.get("type", ""), ("", ""))
    hand = first_pointer(node.get("resp"))
    return Emendation(at, *sign, "", node.get("cert", ""), hand, node)


def _variant(node: Element, at: Surroundings) -> Variant:
    lemma = next(find_all(node, "lem"), None)
    readings = [(folded(text_of(rdg, is_apart)), tuple(pointers(rdg.get("wit")))) for rdg in find_all(node, "rdg")]
    words = folded(text_of(lemma, is_apart)) if lemma is not None else ""
    witnesses = tuple(pointers(lemma.get("wit"))) if lemma is not None else ()
    return Variant(at, words, witnesses, tuple(readings), node)
