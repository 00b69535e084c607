"""Signs and sigla: what the marks on a page mean, only those that occur in an edition."""

from collections.abc import Iterable, Iterator

from edition.apparatus import Note
from edition.apparatus.notes import TITLE_MARKS
from edition.header import UNKNOWN
from edition.imprint import Imprint
from edition.tree import find_all, first_pointer, is_element
from edition.writers.entries import entries
from edition.writers.lines import Item, Section, said
from edition.writers.note_on_the_text import owner
from edition.writers.rendering import Rendering, numbered_by_us

SIGNS = "signs"
SPACE = "␣"


def signs(says: Rendering, facts: Imprint, *, has_dots: bool = False) -> Section:
    """The list, in the order in which a reader meets the signs; without items where there is none.

    `has_dots` tells that this output sets a dotted line under corrected words.
    """
    kinds = (_marks, _brackets, _numbers, *([_corrections] if has_dots else []), _apparatus)
    items = [item for kind in kinds for item in kind(says)]
    if says.apparatus.variants:
        items += [Item(witness.siglum, said(witness.words or witness.siglum)) for witness in facts.witnesses]
    return Section(SIGNS, says.words("front.signs"), (), tuple(dict.fromkeys(items)))


def _marks(says: Rendering) -> Iterator[Item]:
    """Note marks: of the title, of the print, of this edition."""
    words, notes = says.words, [note for note in says.apparatus.notes if note.mark]
    for sign in TITLE_MARKS:
        if any(note.mark.startswith(sign) and note.is_on_heading for note in notes):
            yield Item(sign, said(words("sign.title")))
    for series in says.apparatus.series:
        ours = numbered_by_us(series)
        figures = [note for note in series.notes if note.mark[:1].isdigit() and note not in ours]
        letters = [note for note in series.notes if note.mark[:1].isalpha()]
        key = series.name if f"sign.figures_{series.name}" in words else "printed"
        if figures:
            yield Item(_span(figures), said(words(f"sign.figures_{key}")))
        if ours:
            yield Item(_span(ours), said(words("sign.figures_ours")))
        if letters:
            yield Item(_span(letters), said(words("sign.letters" if series.name == "ours" else "sign.letters_other")))
    if says.apparatus.concordance:
        yield Item(words("note.print", mark="1").join("()"), said(words("sign.print")))


def _span(notes: list[Note]) -> str:
    """`1–20`, or the one mark."""
    first, last = notes[0].mark, notes[-1].mark
    return first if first == last else f"{first}–{last}"


def _brackets(says: Rendering) -> Iterator[Item]:
    """Brackets with a signature in notes, and bare ones in the text."""
    words, view = says.words, says.apparatus
    for note in _of_each_sort(says):
        signature = says.signature(note)
        if signature and says.is_bracketed(note, says.home(note)):
            hand = view.hand(note.hand)
            unknown = hand.kind == UNKNOWN
            told = words("sign.bracketed_unknown") if unknown else words("sign.bracketed", name=owner(says, hand))
            yield Item(f"[ ] —{signature}", said(told))
    for node in find_all(says.document.text, "seg"):
        if node.get("type") == "insertion":
            hand = view.hand(first_pointer(node.get("resp")) or UNKNOWN)
            unknown = hand.kind == UNKNOWN
            told = words("sign.insertion_unknown") if unknown else words("sign.insertion", name=owner(says, hand))
            yield Item("[ ]", said(told))


def _of_each_sort(says: Rendering) -> Iterable[Note]:
    """The first note of each hand in each series, in place and not: brackets are the same for all of a sort."""
    sorts: dict[tuple[str, bool, str], Note] = {}
    for note in says.apparatus.notes:
        home = says.home(note)
        sorts.setdefault((note.hand, note.is_in_place, home.name if home else ""), note)
    return sorts.values()


def _numbers(says: Rendering) -> Iterator[Item]:
    """Numbers in the margin: paragraphs, their parts, pages of the print."""
    words, text = says.words, says.document.text
    numbered = next((node for node in find_all(text, "p", "lg", "table") if node.get("n")), None)
    if numbered is not None:
        yield Item(f"¶{numbered.get('n')}", said(words("sign.paragraph")))
    if says.apparatus.lettered:
        yield Item(next(iter(says.apparatus.lettered.values())), said(words("sign.part")))
    page = next((node for node in find_all(text, "pb") if node.get("n")), None)
    if page is not None:
        yield Item(f"|{page.get('n')}|", said(words("sign.page")))


def _corrections(says: Rendering) -> Iterator[Item]:
    found = (node for entry in says.apparatus.emendations for node in entry.element.iter("{*}corr"))
    if any(is_element(node, "corr") for node in found):
        yield Item(says.words("sign.dotted"), said(says.words("sign.corrected")))


def _apparatus(says: Rendering) -> Iterator[Item]:
    """Signs of the lists of readings."""
    words = says.words
    listed = [entry for name in ("variants", "emendations") for _, entry in entries(says)[name]]
    if listed:
        yield Item("]", said(words("sign.lemma")))
    for key in ("omitted", "added"):
        sign = words(f"apparatus.{key}")
        if any(sign in entry and sign in entry.partition("]")[2].split() for entry in listed):
            yield Item(sign, said(words(f"sign.{key}")))
    if any(SPACE in entry for entry in listed):
        yield Item(SPACE, said(words("sign.space")))
