"""The desk's own front matter: `front.xml` of an edition, read, checked, put into the TEI, and drafted."""

from collections.abc import Iterator, Sequence

from edition.apparatus import Display, apparatus
from edition.check import check
from edition.check.grammar.verdict import invalid_elements
from edition.document import Document, empty_document, parse_part, serialise
from edition.dress import Dress
from edition.errors import InputRefused
from edition.report import Message
from edition.tree import Element, append, element, indent, insert_first, is_element, pointers
from edition.writers.front import generated
from edition.writers.lines import Line, Section
from edition.writers.rendering import Rendering

NAME = "front"


def read_front(data: bytes, path: str, desk: str) -> Element:
    """The `front` in the bytes of `front.xml`: divisions that the hand `desk` wrote.

    Raises `Unreadable` for what is no XML and `InputRefused`, with lines, for what may not stand there.
    """
    front = parse_part(data, NAME, path)
    faults = [*_misplaced(front, path, desk)] or [*_invalid(front, path)]
    if faults:
        raise InputRefused(*faults)
    return front


def with_front(document: Document, front: Element) -> Document:
    """A copy of `document` whose `front` ends with the divisions of `front`."""
    result = document.copy()
    parent = next((part for part in result.text if is_element(part, NAME)), None)
    if parent is None:
        parent = insert_first(result.text, element(NAME))
    for division in list(Document(front).copy().tree):
        if isinstance(division.tag, str):
            append(parent, division)
    indent(result.tree)
    return result


def drafted(document: Document, desk: str, display: Display, dress: Dress | None = None) -> bytes:
    """The bytes of a `front.xml` with the note on the text and the signs as they would be generated."""
    says = Rendering(document, apparatus(document, display), "plaintext", dress)
    parts: list[Element | str] = []
    for section in generated(says):
        if section.paragraphs or section.items:
            parts += ["\n  ", _division(section, desk)]
    return serialise(Document(element(NAME, None, *parts, "\n")))


def _misplaced(front: Element, path: str, desk: str) -> Iterator[Message]:
    """What is no division, or is not said to be the desk's."""
    for child in front:
        if not isinstance(child.tag, str):
            continue
        line = child.sourceline or 0
        if not is_element(child, "div"):
            said = f"“{child.tag.rpartition('}')[2]}” stands right in the front matter."
            yield Message("E635", said, "Put it into a div.", path=path, line=line)
        elif desk not in pointers(child.get("resp")):
            said = "this division does not say that the desk of this edition wrote it."
            yield Message("E635", said, f'Add resp="#{desk}" to the div.', path=path, line=line)


def _invalid(front: Element, path: str) -> list[Message]:
    """What the schema has to say of `front`, in a document that has nothing else to tell of."""
    title = element("titleStmt", None, element("title", None, "-"))
    parts = (title, element("publicationStmt", None, element("publisher", None, "-")))
    source = element("sourceDesc", None, element("p", None, "-"))
    whole = empty_document("en")
    append(whole.tree, element("teiHeader", None, element("fileDesc", None, *parts, source)))
    copy = Document(front).copy().tree
    append(whole.tree, element("text", None, copy, element("body", None, element("p", None, "-"))))
    return [
        found for found in check(Document(whole.tree, path), checks=(invalid_elements,)) if f"/{NAME}" in found.xpath
    ]


def _division(section: Section, desk: str) -> Element:
    """A section as TEI, a line of the file for each paragraph and item."""
    parts: list[Element | str] = [element("head", None, section.heading)]
    parts += [element("p", None, *_words(line)) for line in section.paragraphs]
    if section.items:
        items = [pair for label, line in section.items for pair in (element("label", None, label), _item(line))]
        parts.append(element("list", {"type": "gloss"}, *_on_lines(items, 6)))
    return element("div", {"type": section.name, "resp": f"#{desk}"}, *_on_lines(parts, 4))


def _item(line: Line) -> Element:
    return element("item", None, *_words(line))


def _words(line: Line) -> Iterator[Element | str]:
    for words, is_title in line:
        yield element("title", {"level": "m"}, words) if is_title else words


def _on_lines(parts: Sequence[Element | str], depth: int) -> Iterator[Element | str]:
    """`parts` with a line feed and spaces before each, and before what closes them."""
    for part in parts:
        yield "\n" + " " * depth
        yield part
    yield "\n" + " " * (depth - 2)
