"""The proof of the TEI output: the TEI that is given away reads as the edition does, in whatever form its notes are."""

from collections.abc import Container

from edition.document import parse
from edition.proofreading.page import Shown
from edition.proofreading.passage import Call, Item, Passage, flat
from edition.proofreading.proof import Proof, Source, prove
from edition.proofreading.tei import Reading, read_tei
from edition.tree import is_element, pointers


def prove_tei(reading: Reading, data: bytes, source: Source) -> Proof:
    """The proof of the TEI in `data`."""
    document = parse(data)
    found, ids = read_tei(document), document.by_id()
    notes = [Passage(note.key, _as_shown(note, ids)) for note in found.notes.values()]
    shown = Shown(Passage("", _as_shown(found.body, ids)), notes=notes, lists=[0] * len(notes))
    return prove(reading, shown, source)


def _as_shown(passage: Passage, ids: Container[str]) -> list[Item]:
    """The items of a passage as if an output showed them; a note that points at its anchor is called there."""
    return [item for item in flat(passage.items) if not (isinstance(item, Call) and _is_apart(item, ids))]


def _is_apart(call: Call, ids: Container[str]) -> bool:
    return is_element(call.origin, "note") and any(at in ids for at in pointers(call.origin.get("target")))
