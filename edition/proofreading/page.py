"""What the pages of an edition show: read back from the HTML, on the screen or for the printer.

What stands in an element of class `gen` is generated, what stands in one with the attribute `hidden` is hidden. A
note is whatever a note mark leads to.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.proofreading.passage import Block, Call, Generated, Hidden, Item, Passage, Run, letters_of
from edition.tree import Element, pieces, text_of, visit

MARK = "doc-noteref"
UNREAD = frozenset(("script", "style", "template", "head"))
LISTS = ("doc-endnotes", "doc-footnotes")


@dataclass
class Shown:
    """What an output shows.

    Title blocks are blocks of the `body`; `notes` are in the order in which they stand, by their ids; `lists` the
    number of the list that each stands in (0 for none, and in place), `in_place` whether its words stand in running
    text. `marks` are those beside the words of the notes. `generated` counts letters.
    `keeps_hidden` tells that words which are not read at their place are there all the same, marked as hidden;
    `has_ids` that the keys of notes are ids of the TEI where it has some.
    """

    body: Passage = field(default_factory=Passage)
    notes: list[Passage] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    in_place: list[bool] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    generated: int = 0
    keeps_hidden: bool = True
    has_ids: bool = True

    @property
    def title(self) -> list[Item]:
        """What stands in title blocks."""
        return [inner for item in self.body.items if isinstance(item, Block) for inner in item.items]

    @property
    def text(self) -> list[Item]:
        """All other text."""
        return [item for item in self.body.items if not isinstance(item, Block)]


def read_pages(pages: Iterable[bytes], known: Iterable[str]) -> Shown:
    """What `pages` show one after the other; `known` are the ids of notes in the TEI."""
    roots = [_parsed(page) for page in pages]
    walk = _Walk(frozenset(known) | {fragment(link) for root in roots for link in _calls(root)})
    for root in roots:
        walk.content(root)
    return walk.shown


def is_page(name: str) -> bool:
    """Whether a file of this name is a page."""
    return name.endswith(".html")


def pages_of(files: Mapping[str, bytes]) -> list[bytes]:
    """The pages among the files of an output, in their order."""
    return [data for name, data in files.items() if is_page(name)]


def fragment(link: Element) -> str:
    """The id that a link leads to."""
    return link.get("href", "").partition("#")[2]


def _parsed(page: bytes) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(page, parser)
    return etree.Element("html") if root is None else root


def _calls(root: Element) -> list[Element]:
    return [link for link in root.iter("a") if link.get("role") == MARK]


class _Walk:
    """One pass over the pages; `passage` is the one being read, `number` counts lists of notes."""

    def __init__(self, notes: frozenset[str]) -> None:
        self.shown = Shown()
        self.passage = self.shown.body
        self.ids = notes
        self.number = 0
        self.list = 0
        self.is_listed = False

    def content(self, element: Element) -> None:
        """What `element` holds, in order."""
        add = self.passage.items.append
        visit(element, lambda text: add(Run(text, element)), self._part)

    def _part(self, tag: str, element: Element) -> None:
        if element.attrib:
            self._element(element)
        elif tag not in UNREAD:
            self.content(element)

    def _element(self, element: Element) -> None:
        classes = element.get("class", "").split()
        if element.tag in UNREAD:
            return
        if element.get("role") == MARK:
            self._call(element)
        elif element.get("id") in self.ids:
            self._note(element)
        elif "gen" in classes or (self.passage.key and "mark" in classes):
            self._generated(element, is_mark="mark" in classes)
        elif element.get("hidden") is not None:
            self._hidden(element)
        elif element.get("role") in LISTS:
            self._list(element)
        elif element.tag == "nav":
            around, self.is_listed = self.is_listed, True
            self.content(element)
            self.is_listed = around
        elif element.tag == "header" and "title" in classes:
            self._title(element)
        else:
            self.content(element)

    def _call(self, element: Element) -> None:
        mark = letters_of(text_of(element))
        self.shown.generated += len(mark)
        self.passage.items.append(Call(fragment(element), mark, element))

    def _note(self, element: Element) -> None:
        key = element.get("id", "")
        is_in_place = "note-insertion" in element.get("class", "")
        self.shown.in_place.append(is_in_place)
        if is_in_place:
            self.passage.items.append(Call(key, "", element))
        passage = Passage(key)
        self.shown.notes.append(passage)
        self.shown.lists.append(0 if is_in_place else self.list)
        self._in(passage, element)

    def _generated(self, element: Element, *, is_mark: bool) -> None:
        text = text_of(element, _is_unread)
        letters = letters_of(text)
        self.shown.generated += len(letters)
        self.passage.items.append(Generated(text, self.is_listed or element.tag == "nav", element))
        if is_mark:
            self.shown.marks.setdefault(self.passage.key, letters)

    def _hidden(self, element: Element) -> None:
        letters = letters_of("".join(self._hidden_words(element)))
        if letters:
            self.passage.items.append(Hidden(letters, "hidden", element))

    def _hidden_words(self, element: Element) -> Iterator[str]:
        """The words in a hidden element; a mark in it is a mark, and what is generated is."""
        for part in pieces(element):
            if isinstance(part, str):
                yield part
            elif self._is_apart(part):
                self._element(part)
            else:
                yield from self._hidden_words(part)

    def _is_apart(self, element: Element) -> bool:
        """Whether an element is no part of the words that are hidden around it."""
        is_generated = "gen" in element.get("class", "").split()
        is_hidden = element.get("hidden") is not None
        return is_hidden or is_generated or element.get("role") == MARK or element.get("id") in self.ids

    def _list(self, element: Element) -> None:
        """A list of notes, which has an order of its own."""
        self.number += 1
        around, self.list = self.list, self.number
        self.content(element)
        self.list = around

    def _title(self, element: Element) -> None:
        block = Block("title", "header", [], element)
        self.passage.items.append(block)
        self._in(Passage("", block.items), element)

    def _in(self, passage: Passage, element: Element) -> None:
        around, self.passage = self.passage, passage
        self.content(element)
        self.passage = around


def _is_unread(element: Element) -> bool:
    return element.tag in UNREAD
