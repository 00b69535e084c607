"""What a note says of itself, in our words: its kind, its hand, its mark."""

import re

from edition.foreign.hands import Hands
from edition.foreign.pointing import CLOSING, OPENING, RAISED
from edition.tree import Element

OURS = ("authorial", "editorial", "unattributed")
AUTHORIAL = frozenset(("authorial", "author", "auth", "original", "a"))
EDITORIAL = re.compile(
    r"edit|^ed$|annot|comment|kommentar|erläuter|critic|kritisch|textual|textconst|apparat|^app$|translat|transcri",
    re.IGNORECASE,
)
LONGEST_MARK = 12


def describe(note: Element, hands: Hands) -> bool:
    """Say in our words what `note` is; whether anything was changed."""
    before = dict(note.attrib)
    resp = hands.hand(note.get("resp"))
    kind = _kind(note, resp, hands)
    if kind == "editorial" and not resp:
        resp = hands.only_editor()
    note.set("type", kind)
    if resp and note.get("resp") != f"#{resp}":
        note.set("resp", f"#{resp}")
    if before.get("type") not in OURS:
        note.attrib.pop("subtype", None)
    _set_mark(note)
    return dict(note.attrib) != before


def _kind(note: Element, hand: str, hands: Hands) -> str:
    stated = note.get("type") or ""
    if stated in OURS:
        return stated
    if hand:
        return "authorial" if hands.kind(hand) == "author" else "editorial"
    words = [stated, note.get("subtype") or "", note.get("place") or ""]
    if any(word.lower() in AUTHORIAL for word in words if word):
        return "authorial"
    return "editorial" if any(EDITORIAL.search(word) for word in words) else "unattributed"


def _set_mark(note: Element) -> None:
    """The mark without brackets and stops; none where it is too long to be one, or a dash."""
    given = note.get("n")
    if given is None:
        return
    mark = given.translate(RAISED).strip(OPENING + CLOSING) or given.strip()
    if not mark.strip("-–— ") or len(mark) > LONGEST_MARK:
        del note.attrib["n"]
    elif mark != given:
        note.set("n", mark)
