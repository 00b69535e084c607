"""The proof of the TEI output: the TEI that is given away reads as the edition does, in whatever form its notes are."""

from edition.document import parse
from edition.proofreading.page import Shown
from edition.proofreading.passage import Item, Passage, flat
from edition.proofreading.proof import Proof, Source, prove
from edition.proofreading.tei import Reading, read_tei


def prove_tei(reading: Reading, data: bytes, source: Source) -> Proof:
    """The proof of the TEI in `data`."""
    found = read_tei(parse(data))
    notes = list(found.notes.values())
    shown = Shown(Passage("", _as_shown(found.body)), Passage(), [Passage(one.key, _as_shown(one)) for one in notes])
    shown.lists = [0] * len(notes)
    return prove(reading, shown, source)


def _as_shown(passage: Passage) -> list[Item]:
    """The items of a passage as if an output showed them."""
    return list(flat(passage.items))
