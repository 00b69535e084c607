"""Names and mixed content of TEI: the only code that touches `.text` and `.tail`."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml exports no public name for the type

TEI_NS = "http://www.tei-c.org/ns/1.0"
PREFIX = "{" + TEI_NS + "}"
XML_NS = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"
NAMESPACES = {"tei": TEI_NS, "xml": XML_NS}
FEW = 3
XML_SPACE = " \t\n\r"
ALL_IDS = etree.XPath("descendant-or-self::*/@xml:id", smart_strings=False)


def tei(name: str) -> str:
    """The name of the TEI element `name` in Clark notation."""
    return f"{{{TEI_NS}}}{name}"


def local_name(element: Element) -> str:
    """The name without its namespace; "" for a comment or processing instruction."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@cache
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def is_element(node: Element, *names: str) -> bool:
    """Whether `node` is a TEI element, and one of `names` where any are given."""
    tag = node.tag
    if names:
        return tag in _tei_names(names)
    return isinstance(tag, str) and tag.startswith(PREFIX)


@cache
def _tei_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(tei, names))


def element(name: str, attributes: dict[str, str] | None = None, *content: "Element | str") -> Element:
    """A new TEI element with `content` (strings and elements) in order.

    Attribute names are TEI's; `xml:id` and `xml:lang` may be written so.
    """
    made = etree.Element(tei(name), nsmap={None: TEI_NS})
    for key, value in (attributes or {}).items():
        made.set(attribute_name(key), value)
    for part in content:
        append(made, part)
    return made


def attribute_name(key: str) -> str:
    """`key` in Clark notation: `xml:id` becomes `{http://…}id`, all else stays."""
    return f"{{{XML_NS}}}{key[4:]}" if key.startswith("xml:") else key


def append(parent: Element, part: "Element | str") -> None:
    """Add text or an element at the end of `parent`; an element brings no tail."""
    if not isinstance(part, str):
        parent.append(part)
    elif len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + part
    else:
        parent.text = (parent.text or "") + part


def insert_after(reference: Element, new: Element) -> None:
    """Put `new` right behind `reference`, before the text that follows it."""
    tail, reference.tail = reference.tail, None
    reference.addnext(new)
    new.tail = tail


def detach(node: Element) -> Element:
    """Take `node` out of its parent and return it; the text after it stays where it was."""
    parent = node.getparent()
    if parent is not None:
        _join_before(node, node.tail or "")
        parent.remove(node)
    node.tail = None
    return node


def _join_before(node: Element, text: str) -> None:
    if not text:
        return
    previous = node.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
        return
    parent = node.getparent()
    if parent is not None:
        parent.text = (parent.text or "") + text


def absorb(host: Element, other: Element) -> None:
    """Move all that `other` holds to the end of `host`, with a space between the two."""
    append(host, " ")
    for part in list(pieces(other)):
        append(host, part if isinstance(part, str) else _alone(part))
    other.text = None


def _alone(node: Element) -> Element:
    node.tail = None
    return node


def retag(node: Element, name: str) -> None:
    """Make `node` the TEI element `name`; all that it holds stays."""
    node.tag = tei(name)


def pieces(node: Element) -> Iterator["str | Element"]:
    """The content of `node` in order: its runs of text and its children, comments left out."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def visit(node: Element, on_text: Callable[[str], None], on_element: Callable[[str, Element], None]) -> None:
    """Tell the content of `node` in order: each run of text, each child with its name in Clark notation.

    The same as `pieces`, without a generator: writers go through whole books with it.
    """
    text = node.text
    if text:
        on_text(text)
    for child in node:
        tag = child.tag
        if isinstance(tag, str):
            on_element(tag, child)
        text = child.tail
        if text:
            on_text(text)


def has_words(node: Element) -> bool:
    """Whether words stand anywhere in `node`: whether `text_of` gives more than white space, without making it."""
    if not is_blank(node.text):
        return True
    for child in node:  # noqa: SIM110 - asked of every note of a book, most of which have one child
        if (isinstance(child.tag, str) and has_words(child)) or not is_blank(child.tail):
            return True
    return False


def holds_words(node: Element) -> bool:
    """Whether words stand right in `node`, between its children or around them."""
    return not is_blank(node.text) or any(child.tail and not child.tail.isspace() for child in node)


def holds_text(node: Element) -> bool:
    """As `holds_words`, where only XML’s own white space is blank: what XPath asks by `text()[normalize-space()]`."""
    text = node.text
    if text and text.strip(XML_SPACE):
        return True
    for child in node:
        text = child.tail
        if text and text.strip(XML_SPACE):
            return True
    return False


def is_last(node: Element) -> bool:
    """Whether nothing but white space follows `node` in its parent."""
    return node.getnext() is None and is_blank(node.tail)


def text_of(node: Element, skip: Callable[[Element], bool] | None = None) -> str:
    """All characters of `node` in document order, without those of elements for which `skip` is true."""
    if len(node) == 0:
        return node.text or ""
    out: list[str] = []
    _collect(node, skip, out)
    return "".join(out)


def _collect(node: Element, skip: Callable[[Element], bool] | None, out: list[str]) -> None:
    for piece in pieces(node):
        if isinstance(piece, str):
            out.append(piece)
        elif skip is None or not skip(piece):
            _collect(piece, skip, out)


def is_blank(text: str | None) -> bool:
    """Whether `text` is None, empty or white space."""
    return not text or text.isspace()


def folded(text: str) -> str:
    """`text` with runs of white space as one space and none at its ends."""
    return " ".join(text.split())


def xml_id(node: Element) -> str | None:
    """The `xml:id` of `node`; None where it has none."""
    return node.get(XML_ID)


def ids(node: Element) -> list[str]:
    """The `xml:id`s of `node` and of all that is in it, in document order; one that stands twice is there twice."""
    if len(node) < FEW:  # a note, mostly: to ask libxml2 takes longer than to look
        return [identifier for inner in node.iter() if (identifier := inner.get(XML_ID))]
    return cast("list[str]", ALL_IDS(node))


def pointers(value: str | None) -> list[str]:
    """The ids that a pointer attribute names: `"#a #b"` gives `["a", "b"]`; other addresses are left out."""
    return [part[1:] for part in (value or "").split() if part.startswith("#") and "(" not in part]


def first_pointer(value: str | None) -> str:
    """The id that a pointer attribute names first; "" for none."""
    if value and value[0] == "#" and " " not in value and "(" not in value:
        return value[1:]
    return next(iter(pointers(value)), "")


def find_all(node: Element, *names: str) -> Iterator[Element]:
    """The TEI elements of these names inside `node`, in document order."""
    return node.iter(*(tei(name) for name in names))


def insert_first(parent: Element, new: Element) -> Element:
    """Put `new` before the other children of `parent`, which holds no words; returns `new`."""
    parent.insert(0, new)
    return new


def insert_line(parent: Element, at: int, new: Element) -> None:
    """Make `new` the child number `at` of `parent`, on a line of its own where the others stand so.

    The inverse of `remove_line`; `parent` has other children and holds no words.
    """
    before = parent[at - 1].tail if at else parent.text
    new.tail = before
    if at == len(parent) and at:
        parent[at - 1].tail = parent.text
    parent.insert(at, new)


def remove_line(node: Element) -> None:
    """Take `node` out of its parent, which holds no words, with the line it stands on."""
    parent, previous = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.getnext() is None and previous is not None:
        previous.tail = node.tail
    elif node.getnext() is None:
        parent.text = None
    parent.remove(node)
    node.tail = None


def insert_before(reference: Element, new: Element) -> None:
    """Put `new` right before `reference`, after the text that stands there."""
    new.tail = None
    reference.addprevious(new)


def tail_of(node: Element) -> str:
    """The run of text that follows `node`, "" for none."""
    return node.tail or ""


def shift_before(node: Element, count: int, reference: Element) -> None:
    """Move the first `count` characters behind `node` to before `reference`, an earlier sibling or `node` itself."""
    text, node.tail = (node.tail or "")[:count], (node.tail or "")[count:]
    _join_before(reference, text)


def instruction(name: str, content: str) -> Element:
    """A processing instruction called `name`."""
    return etree.ProcessingInstruction(name, content)


def instructions(parent: Element, name: str) -> list[tuple[Element, str]]:
    """The processing instructions called `name` among the children of `parent`, each with its content."""
    found = [child for child in parent if isinstance(child, etree._ProcessingInstruction)]  # noqa: SLF001
    return [(child, child.text or "") for child in found if child.target == name]


def is_laid_out(parent: Element) -> bool:
    """Whether the children of `parent`, which holds no words, stand on lines of their own."""
    return "\n" in (parent.text or "")


STRUCTURE = frozenset(
    ("TEI", "standOff", "listAnnotation", "listPerson", "listPlace", "listOrg", "person", "text", "front", "body",
     "back", "div", "titlePage", "table",
     "teiHeader", "fileDesc", "titleStmt", "editionStmt", "publicationStmt", "notesStmt", "sourceDesc",
     "encodingDesc", "editorialDecl", "refsDecl", "appInfo", "application", "profileDesc", "langUsage", "revisionDesc")
)  # fmt: skip


def indent(node: Element, level: int = 0) -> None:
    """Lay out the structure of a document two spaces a level, words untouched; raw white space there is replaced.

    Only elements that hold no words are laid out, and those only outside of mixed content; a table inside a
    paragraph stays on its line.
    """
    children = [child for child in node if isinstance(child.tag, str)]
    if local_name(node) not in STRUCTURE or not children:
        return
    inner = "\n" + "  " * (level + 1)
    node.text = inner
    for child in children:
        indent(child, level + 1)
        child.tail = inner
    children[-1].tail = "\n" + "  " * level


def content(node: Element) -> list["Element | str"]:
    """The children of `node`, and the runs of text between them that are more than XML’s white space, in order.

    Comments and processing instructions are left out and do not split a run.
    """
    found: list[Element | str] = []
    text = node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            if text and text.strip(XML_SPACE):
                found.append(text)
            found.append(child)
            text = child.tail or ""
        elif child.tail:
            text += child.tail
    if text and text.strip(XML_SPACE):
        found.append(text)
    return found


def beginning(node: Element) -> str:
    """The run of text before the first child of `node`, "" for none."""
    return node.text or ""


def beginnings(nodes: Iterable[Element]) -> list[str]:
    """What `beginning` gives for each of `nodes`, for whole books."""
    return [node.text or "" for node in nodes]


def same_content(one: Element, other: Element) -> bool:
    """Whether two elements hold the same words in the same mark-up; their own names and attributes do not count."""
    if (one.text or "") != (other.text or "") or len(one) != len(other):
        return False
    return all(
        left.tag == right.tag
        and (left.tail or "") == (right.tail or "")
        and dict(left.attrib) == dict(right.attrib)
        and same_content(left, right)
        for left, right in zip(one, other, strict=True)
    )
