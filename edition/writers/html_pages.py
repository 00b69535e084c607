"""Which pages an edition has on the web, what stands on each, and on which page each id is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple

from edition.apparatus import Note, base_text
from edition.document import Document
from edition.report import Message, Severity
from edition.tree import NAMESPACES, XML_ID, Element, find_all, ids, is_element
from edition.writers.labels import Labels
from edition.writers.mixed import Run
from edition.writers.rendering import Rendering
from edition.writers.runs import runs

INDEX = "index.html"
CONTAINERS = frozenset({"part", "book", "volume", "group", "cycle"})
CHAPTERS = frozenset(
    {"chapter", "letter", "essay", "act", "canto", "story", "tale", "play", "article", "lecture", "speech", "sermon",
     "diary", "dialogue", "preface", "foreword", "introduction", "prologue", "epilogue", "afterword", "appendix",
     "conclusion"}
)  # fmt: skip
DIVISIONS = ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7")
TEXT_PARTS = ("front", "body", "back")
NOT_A_NAME = re.compile(r"[^a-z0-9]+")


class Around(NamedTuple):
    """A division that holds several pages, and what of it stands on one of them besides its chapters."""

    division: Element
    own: "tuple[Element | Run, ...]"


@dataclass(frozen=True)
class Page:
    """One page of an edition of several: its file `name`, and `title` as contents name it, without notes.

    `around` are the divisions that begin on this page, outermost first; `after` the runs that follow `division`
    before the next page. `path` are the names of all divisions around it, of which contents make levels.
    """

    name: str
    title: str
    division: Element
    around: tuple[Around, ...] = ()
    after: "tuple[Element | Run, ...]" = ()
    path: tuple[str, ...] = ()

    @property
    def nodes(self) -> Iterator[Element]:
        """The elements that stand on this page."""
        runs = [*(run for _, own in self.around for run in own), self.division, *self.after]
        for run in runs:
            yield from (part for part in (run if isinstance(run, list) else [run]) if not isinstance(part, str))


@dataclass(frozen=True)
class Pages:
    """The pages of an edition: none but the index where it is one page.

    `opening` are the runs of front and body that stand on the index page. `places` gives the page of each id that
    is not on the index, `repeated` all pages of one that stands on several, `notes` the page where a note is called
    first.
    """

    chapters: tuple[Page, ...] = ()
    opening: "tuple[Element | Run, ...]" = ()
    places: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeated: Mapping[str, set[str]] = field(default_factory=dict, repr=False)
    notes: Mapping[Element, str] = field(default_factory=dict, repr=False)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The number of each page by its name: 0 for the index, then 1, 2, 3 …"""
        return {name: number for number, name in enumerate([INDEX, *(page.name for page in self.chapters)])}

    def page(self, identifier: str, nearest: str = INDEX) -> str:
        """The name of the page on which `identifier` is: of several `nearest`, else the first."""
        if self.repeated and nearest in self.repeated.get(identifier, ()):
            return nearest
        return self.places.get(identifier, INDEX)

    def page_of_note(self, note: Note) -> str:
        """The name of the page on which `note` is listed."""
        return self.notes.get(note.element, INDEX)


def pages(says: Rendering, how: str = "auto") -> Pages:
    """The pages of the document that `says` renders.

    `how` is `single` for one page, `chapters` for a page for each division, whatever its type, and `auto` for a page
    a chapter where there are several.
    """
    leaves = list(_leaves(says.document, every=how == "chapters"))
    if how == "single" or not _is_book(leaves, every=how == "chapters"):
        return Pages()
    opening, found = _divided(says, {leaf for leaf, _ in leaves})
    named = zip(found, _names(leaves), strict=True)
    chapters = tuple(_page(draft, name, says.words) for draft, name in named)
    notes = _note_pages(says, chapters)
    return Pages(chapters, tuple(opening), *_places(chapters, notes), notes)


def _is_book(leaves: list[tuple[Element, tuple[Element, ...]]], *, every: bool) -> bool:
    """Whether the body, or else front or back, has two chapters or more."""
    counts = Counter(_text_part(leaf) for leaf, _ in leaves if every or leaf.get("type") in CHAPTERS)
    return any(count > 1 for count in counts.values())


def _text_part(division: Element) -> str:
    return next((name for name in TEXT_PARTS if any(is_element(n, name) for n in division.iterancestors())), "")


def _leaves(document: Document, *, every: bool) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Pairs (division that is a page, divisions around it), in order; in front not what has no heading, as a motto."""
    for part in document.text:
        if is_element(part, *TEXT_PARTS):
            found = (leaf for child in part for leaf in _below(child, (), every=every))
            is_front = is_element(part, "front")
            yield from (leaf for leaf in found if not is_front or _is_named(leaf[0]))


def _is_named(division: Element) -> bool:
    return division.get("type") in CHAPTERS or has_heading(division)


def _below(node: Element, around: tuple[Element, ...], *, every: bool) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    if not is_element(node, *DIVISIONS) or node.get("type") == "unplaced-notes":
        return
    inner = [child for child in node if is_element(child, *DIVISIONS)]
    is_container = node.get("type") in CONTAINERS or node.get("type") not in CHAPTERS
    if is_container and any(_is_chapter(child, every=every and not around) for child in inner):
        for child in inner:
            yield from _below(child, (*around, node), every=every)
    else:
        yield node, around


def _is_chapter(division: Element, *, every: bool) -> bool:
    """Whether `division` is a page of its own inside another, or holds some."""
    kind = division.get("type")
    if kind in CHAPTERS or kind in CONTAINERS:
        return True
    return every and kind != "section" and any(is_element(child, *DIVISIONS) for child in division)


class Draft(NamedTuple):
    """A page without a name; its `around` and `after` grow while the text is gone through."""

    division: Element
    around: tuple[Around, ...]
    after: "list[Element | Run]"
    path: tuple[Element, ...]


def _divided(says: Rendering, leaves: set[Element]) -> "tuple[list[Element | Run], list[Draft]]":
    """What stands before the first page, and the pages in order; nothing of the text is left out."""
    opening: list[Element | Run] = []
    drafts: list[Draft] = []
    waiting: list[tuple[Element, list[Element | Run]]] = []

    def go(node: Element | Run, path: tuple[Element, ...]) -> None:
        """Put `node` where it belongs; `path` are the divisions around it."""
        if isinstance(node, list) or not any(inner in leaves for inner in find_all(node, *DIVISIONS)):
            (waiting[-1][1] if waiting else drafts[-1].after if drafts else opening).append(node)
        elif node in leaves:
            drafts.append(Draft(node, tuple(Around(div, tuple(own)) for div, own in waiting), [], path))
            waiting.clear()
        else:
            if is_element(node, *DIVISIONS):
                waiting.append((node, []))
            for child in runs(says, node):
                go(child, (*path, node) if is_element(node, *DIVISIONS) else path)

    for part in runs(says, says.document.text):
        go(part, ())
    return opening, drafts


def _page(draft: Draft, name: str, words: Labels) -> Page:
    path = tuple(division_title(division, words) for division in draft.path)
    title = division_title(draft.division, words)
    return Page(name, title, draft.division, draft.around, tuple(draft.after), path)


def division_title(division: Element, words: Labels) -> str:
    """The heading of a division without its notes; its type and number where it has none."""
    heads = [base_text(head) for head in division.iterfind("tei:head", NAMESPACES)]
    if any(heads):
        return " ".join(filter(None, heads))
    kind, number = division.get("type") or "division", division.get("n", "")
    key = f"division.{kind}"
    named = words(key) if key in words else kind.replace("-", " ").capitalize()
    return f"{named} {number}".strip()


def has_heading(division: Element) -> bool:
    """Whether a division has a heading in words."""
    return any(base_text(head) for head in division.iterfind("tei:head", NAMESPACES))


def _names(leaves: Sequence[tuple[Element, tuple[Element, ...]]]) -> list[str]:
    """A file name for each page, of letters a–z, figures and hyphens, none twice."""
    counts: Counter[str] = Counter()
    short = [_slug(leaf, counts) for leaf, _ in leaves]
    outer = {division: "" for _, path in leaves for division in path}
    around = {division: _slug(division, counts) for division in outer}
    several = Counter(short)
    taken: set[str] = {INDEX}
    out: list[str] = []
    for name, (_, path) in zip(short, leaves, strict=True):
        whole = "-".join([*(around[division] for division in path), name]) if several[name] > 1 else name
        out.append(_free(whole, taken))
        taken.add(out[-1])
    return out


def _slug(division: Element, counts: Counter[str]) -> str:
    """`chapter-3`, by type and `n`; by its order among those of its type where `n` has no letter or figure."""
    kind = NOT_A_NAME.sub("-", (division.get("type") or "text").lower()).strip("-")[:40] or "text"
    counts[kind] += 1
    number = NOT_A_NAME.sub("-", division.get("n", "").lower()).strip("-")[:40]
    return f"{kind}-{number or counts[kind]}"


def _free(name: str, taken: set[str]) -> str:
    candidates = (f"{name}-{number}.html" for number in count(2))
    return next(candidate for candidate in chain((f"{name}.html",), candidates) if candidate not in taken)


def _note_pages(says: Rendering, chapters: tuple[Page, ...]) -> dict[Element, str]:
    """The page on which each note is called first; one on the index is left out."""
    view = says.apparatus
    called: dict[Element, str] = {}
    for page in chapters:
        for node in (inner for top in page.nodes for inner in find_all(top, "note", "anchor")):
            note = view.by_element.get(node) or view.called.get(node.get(XML_ID, ""))
            if note is not None:
                called.setdefault(note.element, page.name)
    for note in view.notes:
        home = note
        while home.on in view.by_id:
            home = view.by_id[home.on]
        if place := called.get(note.element) or called.get(home.element):
            called[note.element] = place
    return called


def _places(chapters: tuple[Page, ...], notes: Mapping[Element, str]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The page of each id, and all pages of those that stand on several."""
    found = [(page.name, node) for page in chapters for node in page.nodes]
    apart = [(name, node) for node, name in notes.items() if _is_apart(node)]
    own = [(page.name, around.division.get(XML_ID)) for page in chapters for around in page.around]
    pairs = [(name, identifier) for name, identifier in own if identifier]
    pairs += [(name, identifier) for name, node in (*found, *apart) for identifier in ids(node)]
    places = {identifier: name for name, identifier in reversed(pairs)}
    repeated = _repeated(pairs) if len(places) < len(pairs) else {}
    for node, name in notes.items():
        if places.get(node.get(XML_ID, ""), name) not in (name, *repeated.get(node.get(XML_ID, ""), ())):
            places.update(dict.fromkeys(ids(node), name))
    return places, repeated


def _repeated(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    """All pages of the ids that stand on several, from pairs (page, id)."""
    found: dict[str, set[str]] = {}
    for name, identifier in pairs:
        found.setdefault(identifier, set()).add(name)
    return {identifier: names for identifier, names in found.items() if len(names) > 1}


def _is_apart(note: Element) -> bool:
    """Whether a note stands off, so that its ids are not among those of the text."""
    parent = note.getparent()
    return parent is not None and is_element(parent, "listAnnotation")


def collisions(says: Rendering) -> Iterator[Message]:
    """A message for each id that stands in the text more than once: links can lead to one of them only."""
    document, every = says.document, says.text_ids
    if len(set(every)) == len(every):
        return
    several = {name for name, count in Counter(every).items() if count > 1}
    seen: set[str] = set()
    for node in document.text.iter("{*}*") if several else ():
        identifier = node.get(XML_ID, "")
        if identifier in seen:
            said = (
                f"the id “{identifier}” stands here again; links lead to the one in their chapter, else to the first."
            )
            remedy = "Give one of them another."
            yield Message("W404", said, remedy, Severity.WARNING, document.path, node.sourceline or 0)
        seen |= several & {identifier}
