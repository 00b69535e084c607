"""Notes on their way to the places where they are called; nothing is moved without being counted."""

from collections.abc import Iterator

from edition.document import Document
from edition.foreign.pointing import CONTAINERS, Pointing
from edition.tree import (
    XML_ID,
    Element,
    append,
    detach,
    element,
    find_all,
    folded,
    insert_after,
    insert_before,
    is_blank,
    is_element,
    local_name,
    pieces,
    text_of,
    xml_id,
)

LINES = frozenset(
    ("p", "ab", "l", "head", "item", "cell", "label", "signed", "salute", "dateline", "closer", "opener", "trailer",
     "byline", "speaker", "stage", "titlePart", "docAuthor", "docDate", "docImprint", "addrLine", "quote", "u", "desc",
     "figDesc", "line", "bibl", "docEdition", "imprimatur")
)  # fmt: skip
HOLDERS = CONTAINERS | frozenset(
    ("lg", "list", "table", "row", "sp", "figure", "listBibl", "floatingText", "cit", "epigraph", "titlePage",
     "docTitle", "argument", "postscript", "castList", "castGroup", "spGrp")
)  # fmt: skip
ALTERNATIVES = ("choice", "app", "subst", "rdgGrp", "lem", "rdg", "sic", "corr", "orig", "reg", "abbr", "expan")
UNPLACED = "unplaced-notes"


class Moving:
    """The copy of a document in which notes are moved.

    `taken` are words that stand nowhere any more, `headings` pairs (words, line) of those among them that headed a
    list of notes, `unplaced` the notes that nothing calls; `groups` gives the notes that follow another, for
    the two were one group.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pointing = Pointing(document)
        self.taken: list[str] = []
        self.headings: list[tuple[str, int]] = []
        self.unplaced: list[Element] = []
        self.has_changed = False
        self.groups: dict[Element, list[Element]] = {}
        self._last: dict[Element, Element] = {}

    def notes(self) -> Iterator[Element]:
        """The notes of the text and of what stands off, in document order as it is now."""
        yield from list(find_all(self.document.text, "note"))
        if self.document.stand_off is not None:
            yield from list(find_all(self.document.stand_off, "note"))

    def to_call(self, note: Element, call: Element) -> None:
        """Put `note` in the place of `call`, whose words are its mark."""
        whole = _alone_in(call)
        self._replace(whole, self._freed(note))

    def second_call(self, note: Element, call: Element, mark: str) -> None:
        """Make of `call` a further mark of `note`, without words of its own."""
        given = {"type": "note", "target": f"#{xml_id(note)}", **({"n": mark} if mark else {})}
        self._replace(_alone_in(call), element("ref", given))

    def drop(self, node: Element) -> None:
        """Take `node` away with its words."""
        self.has_changed = True
        self.taken.append(text_of(node))
        detach(node)

    def beside(self, note: Element, target: Element) -> None:
        """Put `note` where `target` ends: behind it, or at the end of its last line; after notes put there before."""
        node = self._freed(note)
        at = self._last.get(target)
        if at is not None:
            insert_after(at, node)
        else:
            self._put(node, target)
        self._last[target] = node

    def into_line(self, note: Element) -> None:
        """Put `note`, which stands between blocks, into the line that ends before it, else into the next one."""
        line = _line_near(note)
        if line is not None:
            append(line, self._freed(note))

    def after(self, note: Element, host: Element) -> None:
        """Put `note` right behind `host`, after notes put there before."""
        insert_after(self._last.get(host, host), self._freed(note))
        self._last[host] = note

    def to_the_end(self, note: Element) -> None:
        """Put `note` among those that nothing calls, at the end of the text."""
        self.unplaced.append(note)
        append(self._end(), self._freed(note))

    def clear(self, container: Element) -> None:
        """Take away a list of notes that has nothing left but headings, and what is empty around it then."""
        children = [child for child in container if is_element(child)]
        heads = [child for child in children if is_element(child, "head")]
        loose = any(isinstance(part, str) and not is_blank(part) for part in pieces(container))
        if len(heads) < len(children) or loose or is_element(container, "body", "front", "text"):
            return
        self.headings += [(folded(text_of(head)), head.sourceline or 0) for head in heads]
        parent = container.getparent()
        self.drop(container)
        if parent is not None and local_name(parent) in CONTAINERS:
            self.clear(parent)

    def _freed(self, note: Element) -> Element:
        """`note`, out of its old place; what it pointed with is of no use in the new one."""
        self.has_changed = True
        for name in ("target", "targetEnd", "corresp", "prev", "next"):
            note.attrib.pop(name, None)
        return detach(note)

    def _replace(self, old: Element, new: Element) -> None:
        self.has_changed = True
        self.taken.append(text_of(old))
        insert_after(old, new)
        for identifier in [found.get(XML_ID) for found in old.iter("{*}*") if found.get(XML_ID)]:
            insert_before(new, element("anchor", {"xml:id": identifier or ""}))
        detach(old)

    def _put(self, node: Element, target: Element) -> None:
        for above in (target, *target.iterancestors()):
            if is_element(above, *ALTERNATIVES):
                target = above
        parent = target.getparent()
        line = _line_in(target, last=True)
        if is_element(target, "lb") and parent is not None and local_name(parent) not in HOLDERS:
            self._at_line_end(node, target)
        elif line is not None:
            append(line, node)
        elif parent is None or local_name(parent) not in HOLDERS:
            insert_after(target, node)
        elif (near := _line_near(target)) is not None:
            append(near, node)
        else:
            insert_after(target, node)

    def _at_line_end(self, node: Element, target: Element) -> None:
        """Put `node` where the line of the source ends that `target` begins."""
        following = next((each for each in target.itersiblings() if is_element(each, "lb")), None)
        parent = target.getparent()
        if following is not None:
            insert_before(following, node)
        elif parent is not None:
            append(parent, node)

    def _end(self) -> Element:
        """The division of unplaced notes, made where there is none."""
        text = self.document.text
        found = next((div for div in find_all(text, "div") if div.get("type") == UNPLACED), None)
        if found is not None:
            return found
        back = next((child for child in text if is_element(child, "back")), None)
        if back is None:
            back = element("back")
            append(text, back)
        made = element("div", {"type": UNPLACED})
        append(back, made)
        return made


def _alone_in(call: Element) -> Element:
    """`call`, or what is around it and holds nothing else, such as a `hi` that raises it."""
    parent = call.getparent()
    while parent is not None and is_element(parent, "hi", "seg") and _words(parent) == _words(call):
        call, parent = parent, parent.getparent()
    return call


def _first(found: Iterator[Element | None]) -> Element | None:
    return next((each for each in found if each is not None), None)


def _words(node: Element) -> str:
    return folded(text_of(node))


def _line_near(node: Element) -> Element | None:
    """The line that ends before a point between blocks, else the one that follows; None where there is none."""
    before = _first(_line_in(each, last=True) for each in node.itersiblings(preceding=True))
    return before if before is not None else _first(_line_in(each, last=False) for each in node.itersiblings())


def _line_in(node: Element, *, last: bool) -> Element | None:
    """The last line of text in a block, or its first; None where it has none."""
    if local_name(node) in LINES and not any(local_name(child) in LINES for child in node):
        return node
    if local_name(node) not in HOLDERS | LINES:
        return None
    children = [child for child in node if is_element(child) and not is_element(child, "note")]
    line = _first(_line_in(child, last=last) for child in (reversed(children) if last else children))
    return node if line is None and local_name(node) in LINES else line
