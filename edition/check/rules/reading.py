"""The words of a document as a reader reads them: passage by passage, notes apart, of two readings the one shown."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from lxml import etree

from edition.check.subject import Subject
from edition.languages import primary_language
from edition.tree import NAMESPACES, XML_LANG, Element, find_all, is_element, local_name, text_of, visit
from edition.typography import Passage
from edition.typography.passage import JOINT, LINE, OBJECT

PASSAGES = (
    "p", "ab", "head", "l", "item", "cell", "label", "note", "speaker", "stage", "byline", "dateline", "salute",
    "signed", "trailer", "titlePart", "docAuthor", "docDate", "docImprint", "docEdition", "epigraph", "opener",
    "closer", "argument", "figDesc", "desc", "imprimatur", "castItem", "headLabel", "headItem",
)  # fmt: skip
GROUPS = ("body", "front", "back", "div", "note", "quote", "list", "table", "sp", "floatingText", "figure", "p")
ALONE = ("head", "cell", "label", "speaker", "stage", "byline", "trailer", "titlePart", "docImprint", "castItem")
SHOWN = {"choice": ("corr", "reg", "expan"), "app": ("lem", "rdg"), "subst": ("add",)}
LINE_ENDS = frozenset(("lb", "pb", "cb", "gb", "milestone"))
UNREAD = frozenset(("del", "surplus", "fw", "rdg"))
THINGS = frozenset(("figure", "formula", "graphic", "table", "list", "gap", "space", "notatedMusic", "code", "eg",
                    "listBibl", "lg", "sp", "floatingText", "media"))  # fmt: skip
PASSAGE_NAMES = frozenset(PASSAGES)
LONGEST = 60
SHORTEST = 12
NO_WORDS = str.maketrans({OBJECT: " ", JOINT: None, LINE: " "})


@dataclass
class Reading:
    """The words of one passage, put together from the text of elements.

    Run n begins at `offsets[n]` and is the text of `owners[n]`; `foreign` are ranges in another language.
    """

    node: Element
    language: str
    runs: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    foreign: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, owner: Element) -> None:
        """Let `text` of `owner` be read next."""
        self.offsets.append(self.length)
        self.owners.append(owner)
        self.runs.append(text)
        self.length += len(text)

    @cached_property
    def text(self) -> str:
        """All words, once they are read."""
        return "".join(self.runs)

    def place(self, start: int, end: int) -> tuple[Element, str]:
        """The element that holds the words from `start` to `end`, and these words with enough after them to be found.

        Words that lie in several elements are looked for in the passage.
        """
        number = bisect_right(self.offsets, start) - 1
        owner, run, at = self.owners[number], self.runs[number], start - self.offsets[number]
        if end - self.offsets[number] > len(run):
            return self.node, self.text[start:end]
        own, begins = self._own[owner]
        return owner, _findable(run, at, at + end - start, own, begins[number] + at)

    @cached_property
    def _own(self) -> Mapping[Element, tuple[str, Mapping[int, int]]]:
        """The text of each element with something between its runs, and where in it each run begins."""
        numbers: dict[Element, list[int]] = {}
        for number, owner in enumerate(self.owners):
            numbers.setdefault(owner, []).append(number)
        return {owner: self._joined(its) for owner, its in numbers.items()}

    def _joined(self, numbers: list[int]) -> tuple[str, Mapping[int, int]]:
        runs = [self.runs[number] for number in numbers]
        begins = accumulate((len(run) + 1 for run in runs), initial=0)
        return OBJECT.join(runs), dict(zip(numbers, begins, strict=False))


def _findable(run: str, at: int, end: int, own: str, begins: int) -> str:
    """The words of `run` from `at`, long enough to stand in the text of its element, `own`, first at `begins`."""
    words = run[at:end]
    while end < len(run) and len(words) < LONGEST and own.find(words) < begins:
        end += SHORTEST
        words = run[at:end]
    return words


def readings(subject: Subject) -> tuple[list[Reading], list[Passage]]:
    """The passages of the text and of the notes apart, in document order, and each as a lint takes it."""
    read, passages = [], []
    groups: dict[Element, int] = {}
    languages: dict[Element, str] = {}
    for node in _passages(subject):
        reading = Reading(node, _language(node, languages))
        _read(reading, node)
        text = reading.text
        if text and not text.isspace():
            read.append(reading)
            passages.append(_passage(reading, text, groups))
    return read, passages


def words_of(node: Element) -> str:
    """The words of an inline element as they are read on, without notes; "" for a comment."""
    reading = Reading(node, "")
    if is_element(node):
        _read_child(reading, node)
    return "".join(reading.runs).translate(NO_WORDS)


def _passages(subject: Subject) -> Iterator[Element]:
    for root in (subject.text, subject.tree.find("tei:standOff", NAMESPACES)):
        if root is not None:
            yield from find_all(root, *PASSAGES)


def _language(node: Element, known: dict[Element, str]) -> str:
    """The language of `node` by its nearest `xml:lang`, such as `en`; "" where none says."""
    own, parent = node.get(XML_LANG), node.getparent()
    if own is not None or parent is None:
        return primary_language(own or "")
    if parent not in known:
        known[parent] = _language(parent, known)
    return known[parent]


def _read(reading: Reading, node: Element) -> None:
    """Add the words of `node` to `reading`, of nested passages only that there is something."""
    visit(node, lambda text: reading.add(text, node), lambda _, child: _read_child(reading, child))


def _read_child(reading: Reading, child: Element) -> None:
    name = local_name(child)
    if name in LINE_ENDS:
        reading.add("" if child.get("break") == "no" else LINE, child)
    elif name in THINGS or (name in PASSAGE_NAMES and name != "note"):
        reading.add(OBJECT, child)
    elif name == "note" or (name == "anchor" and child.get("type") == "note") or _is_mark(child):
        reading.add(JOINT, child)
    elif name in SHOWN:
        shown = _shown(child, SHOWN[name])
        if shown is not None:
            _read_inline(reading, shown)
    elif name not in UNREAD:
        _read_inline(reading, child)


def _is_mark(node: Element) -> bool:
    return is_element(node, "ref") and not len(node) and not text_of(node)


def _shown(node: Element, names: tuple[str, ...]) -> Element | None:
    """The first child by the order of `names`; without any, the first child at all."""
    for name in names:
        found = node.find(f"tei:{name}", NAMESPACES)
        if found is not None:
            return found
    return next(node.iterchildren(etree.Element), None)


def _read_inline(reading: Reading, node: Element) -> None:
    start, language = reading.length, primary_language(node.get(XML_LANG) or "")
    _read(reading, node)
    if language and language != reading.language:
        reading.foreign.append((start, reading.length))


def _passage(reading: Reading, text: str, groups: dict[Element, int]) -> Passage:
    node = reading.node
    is_note = any(is_element(each, "note") for each in (node, *node.iterancestors()))
    group = groups.setdefault(_group(node), len(groups))
    return Passage(text, reading.language, group, tuple(reading.foreign), is_note)


def _group(node: Element) -> Element:
    """What `node` is read in one run with: its division, its note, its list; what stands alone, itself."""
    if is_element(node, "note", *ALONE):
        return node
    return next((each for each in node.iterancestors() if is_element(each, *GROUPS)), node)
