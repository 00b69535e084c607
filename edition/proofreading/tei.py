"""What an output must show of a TEI: the body in order, the words of each note, what is hidden and why.

An own reading of the tree, which shares nothing with the writers nor with the apparatus that they show.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from edition.document import Document
from edition.proofreading.models import Models, plain_models
from edition.proofreading.passage import Block, Call, Hidden, Item, Passage, Run, flat, letters_of
from edition.tree import Element, find_all, is_element, local_name, pieces, pointers, tei, text_of, visit, xml_id

ANYWHERE = 10**9  # letters
GATHERING = ("rdgGrp", "lemGrp")
READ = ("corr", "reg", "expan", "lem")


@dataclass(frozen=True)
class Reading:
    """A TEI as a proofreader reads it.

    `notes` are by key, in the order of the document: the `xml:id`, or `note.` and a number that no id has.
    `elements` are their elements. `unplaced` are the keys of those that nothing calls, `unread` of those that are
    called within readings that are not shown, and nowhere else. `apart` counts the letters
    that no output shows, by the name of the element that holds them, such as `teiHeader`.
    """

    body: Passage
    notes: dict[str, Passage]
    elements: dict[str, Element]
    unplaced: frozenset[str]
    unread: frozenset[str]
    apart: Counter[str]
    root: Element

    def lines(self) -> dict[str, int]:
        """The line of each element with an `xml:id`."""
        nodes = self.root.iter("*")
        return {identifier: node.sourceline or 0 for node in nodes if (identifier := xml_id(node))}


def read_tei(document: Document, models: Models | None = None) -> Reading:
    """What an output of `document` must show; `models` says what it leaves out, picks and adds."""
    return _Walk(document, plain_models(document.tree) if models is None else models).run()


class _Walk:
    """One pass over the tree; `items` are those of the passage that is being read."""

    def __init__(self, document: Document, models: Models) -> None:
        self.document = document
        self.models = models
        self.body = Passage()
        self.items = self.body.items
        self.notes: dict[str, Passage] = {}
        self.elements: dict[str, Element] = {}
        self.keys: dict[Element, str] = {}
        self.apart: Counter[str] = Counter()
        self.called: set[str] = set()
        self.hidden: set[str] = set()
        self.read: set[Element] = set()
        self.anchors: dict[str, str] = {}

    def run(self) -> Reading:
        """Name all notes, then read text and notes."""
        text, stand_off = self.document.text, self.document.stand_off
        self._name([*find_all(text, "note"), *(find_all(stand_off, "note") if stand_off is not None else ())])
        for part in pieces(self.document.tree):
            if part is text:
                self._content(text)
            elif part is stand_off and stand_off is not None:
                self._stand_off(stand_off)
            elif isinstance(part, str):
                self._apart("TEI", part)
            else:
                self._apart(local_name(part), text_of(part))
        unplaced = frozenset(self.notes) - self.called
        unread = frozenset(self.hidden - self.called)
        return Reading(self.body, self.notes, self.elements, unplaced - unread, unread, +self.apart, self.document.tree)

    def _apart(self, name: str, text: str) -> None:
        self.apart[name] += len(letters_of(text))

    def _name(self, notes: list[Element]) -> None:
        for number, note in enumerate(notes, 1):
            key = xml_id(note) or f"note.{number}"
            self.keys[note] = key
            self.elements.setdefault(key, note)
            self.anchors.update(dict.fromkeys(pointers(note.get("target")), key))

    def _stand_off(self, element: Element) -> None:
        """The notes that stand apart; all else there is no text."""
        for part in pieces(element):
            if isinstance(part, str):
                self._apart(local_name(element), part)
            elif is_element(part, "listAnnotation"):
                self._stand_off(part)
            elif is_element(part, "note") and is_element(element, "listAnnotation"):
                self._note_words(part)
            else:
                self._apart(local_name(part), text_of(part))

    def _content(self, element: Element) -> None:
        add = self.items.append
        visit(element, lambda text: add(Run(text, element)), self._part)

    def _element(self, element: Element) -> None:
        self._part(str(element.tag), element)

    def _part(self, tag: str, element: Element) -> None:
        models = self.models
        if element in models.omitted:
            self._omit(element)
            return
        before, after = models.added.get(element, ("", "")) if models.added else ("", "")
        self._add(before, element)
        if element in models.picked:
            self._pick(element, models.picked[element])
        else:
            ACTIONS.get(tag, _Walk._content)(self, element)
        self._add(after, element)
        for _ in range(models.again.get(element, 0)):
            self._add(text_of(element), element)

    def _add(self, words: str, element: Element) -> None:
        """Words of a model, which need not be there."""
        if words:
            self.items.append(Block("optional", "", [Run(words, element, is_added=True)], element))

    # Notes

    def note(self, element: Element) -> None:
        """A note in the text is called where it stands, unless its mark is lost."""
        parent = element.getparent()
        if parent is None or parent.get("type") != "unplaced-notes":
            self._call(self.keys[element], element)
        self._note_words(element)

    def _call(self, key: str, origin: Element) -> None:
        self.called.add(key)
        self.items.append(Call(key, "", origin))

    def _note_words(self, element: Element) -> None:
        key = self.keys[element]
        if element in self.read:
            return
        self.read.add(element)
        around, self.items = self.items, self.notes.setdefault(key, Passage(key)).items
        self._content(element)
        self.items = around

    def anchor(self, element: Element) -> None:
        """The place where a note that stands apart is called."""
        key = self.anchors.get(xml_id(element) or "")
        if key is not None:
            self._call(key, element)

    def reference(self, element: Element) -> None:
        """A reference to a note may be a mark of it; its words then are the mark."""
        keys = [key for key in pointers(element.get("target")) if key in self.elements]
        self.items += [Call(key, "", element) for key in keys]
        self._block(element, "optional", "mark") if keys else self._content(element)

    # Readings, titles, figures

    def _pick(self, element: Element, named: Element | None) -> None:
        """Of several readings one is shown: the one that a model names, the editor's, else the first.

        Groups of readings are looked through. A note in one that is not shown is called before the one that is, or
        after it.
        """
        children = list(_alternatives(element))
        readings = [child for child in children if not is_element(child, "note")]
        edited = next((child for child in readings if is_element(child, *READ)), readings[0] if readings else None)
        shown = edited if named is None else named
        apart = {child: list(self._apart_words(child)) for child in children if child is not shown}
        calls = [item for items in apart.values() for item in items if isinstance(item, Call)]
        self.items += calls
        self._picked(element, apart)
        self.items += calls

    def _picked(self, element: Element, apart: Mapping[Element, list[Item]]) -> None:
        """The content of what holds several readings; those `apart` are not shown."""
        for part in pieces(element):
            if isinstance(part, str):
                self._hide(part, local_name(element), element)
            elif is_element(part, *GATHERING):
                self._picked(part, apart)
            elif part in apart:
                self._hide_items(apart[part], part)
            else:
                self._content(part)

    def _apart_words(self, element: Element) -> Iterator[Item]:
        """What an element holds that is not shown where it stands; a note in it is a note all the same."""
        around, self.items = self.items, []
        if is_element(element, "note"):
            self.note(element)
        else:
            called, self.called = self.called, self.hidden
            self._content(element)
            self.called = called
        found, self.items = self.items, around
        return flat(found)

    def _hide_items(self, items: list[Item], element: Element) -> None:
        """The words of a reading that is not shown; those in it that would not be shown either are hidden apart."""
        text = "".join(item.text for item in items if isinstance(item, Run) and not item.is_added)
        self._hide(text, local_name(element), element, is_kept=True)
        self.items += [item for item in items if isinstance(item, Hidden)]

    def _omit(self, element: Element) -> None:
        """What a model leaves out; a mark may stand here for a note in it."""
        for note in find_all(element, "note"):
            self.items.append(Call(self.keys[note], "", note))
            self._note_words(note)
        if not is_element(element, "note"):
            self._hide(text_of(element, lambda inner: is_element(inner, "note")), local_name(element), element)

    def _hide(self, text: str, reason: str, origin: Element, *, is_kept: bool = False) -> None:
        letters = letters_of(text)
        if letters:
            self.items.append(Hidden(letters, reason, origin, is_kept))

    def _block(self, element: Element, kind: str, reason: str = "") -> None:
        """The content of an element that an output need not show where it stands."""
        block = Block(kind, reason or local_name(element), [], element)
        self.items.append(block)
        around, self.items = self.items, block.items
        self._content(element)
        self.items = around

    def title(self, element: Element) -> None:
        """Words that may stand over the text, or in a list of contents; marks without words go with them."""
        self._block(element, "title")
        block = self.items[-1]
        if isinstance(block, Block) and not _words([block]):
            _free(block, ANYWHERE)

    def described(self, element: Element) -> None:
        """Words that an output may leave out."""
        self._block(element, "optional")

    def group(self, element: Element) -> None:
        """An element with parts that an output may order otherwise: a caption below, an attribution at the end."""
        block = Block("group", local_name(element), [], element)
        self.items.append(block)
        around = self.items
        for part in pieces(element):
            if isinstance(part, str):
                block.items.append(Run(part, element))
                continue
            inner = Block("part", local_name(part), [], part)
            block.items.append(inner)
            self.items = inner.items
            self._element(part)
        self.items = around
        _loosen(block)


def _alternatives(element: Element) -> Iterator[Element]:
    """The readings that an element holds, and the notes beside them, those of groups too."""
    for child in element:
        if is_element(child, *GATHERING):
            yield from _alternatives(child)
        elif is_element(child):
            yield child


def _loosen(group: Block) -> None:
    """Let marks move within a group that stand in parts without words, for nothing tells where such parts go."""
    bare = [part for part in group.items if isinstance(part, Block) and part.items and not _words([part])]
    slack = len(_words([group])) if any(isinstance(item, Call) for item in flat(bare)) else 0
    for part in bare if slack else ():
        _free(part, slack)


def _free(block: Block, slack: int) -> None:
    block.items[:] = [item._replace(slack=slack) if isinstance(item, Call) else item for item in flat(block.items)]


def _words(items: Iterable[Item]) -> str:
    return letters_of("".join(item.text for item in flat(items) if isinstance(item, Run)))


TITLES = "head titlePart byline docAuthor docDate docImprint docEdition imprimatur epigraph titlePage docTitle"
GROUPS = "figure cit list table sp"
Action = Callable[[_Walk, Element], None]
ACTIONS: dict[str, Action] = {
    **dict.fromkeys(map(tei, TITLES.split()), _Walk.title),
    **dict.fromkeys(map(tei, GROUPS.split()), _Walk.group),
    **dict.fromkeys(map(tei, ("figDesc", "fw")), _Walk.described),
    **dict.fromkeys(map(tei, ("ref", "ptr")), _Walk.reference),
    tei("note"): _Walk.note,
    tei("anchor"): _Walk.anchor,
}
