"""A TEI document: its tree and where it came from; the only place that parses and serialises TEI."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from edition.errors import InputRefused, Unreadable
from edition.positions import Positions
from edition.report import Message
from edition.screening import screened
from edition.tree import NAMESPACES, TEI_NS, XML_ID, XML_LANG, Element, is_element, tei
from edition.well_formedness import begun, explained

SUFFIXES = (".xml", ".tei")
NO_TEI = "E106"
DEPTH_LIMIT = 100
BEYOND = "XML_PARSE_HUGE"
TOO_DEEP = "/*" * (DEPTH_LIMIT + 1)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Document:
    """A TEI document. `tree` is the only state; `path` is what messages name, "" for one made in memory.

    `data` is what was parsed, in UTF-8, for looking up the places of messages and for nothing else: once the tree is
    changed it tells of what was there before. It is b"" for a tree that was never parsed, and for a copy.
    """

    tree: Element
    path: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)

    @property
    def header(self) -> Element:
        """The `teiHeader`."""
        return _only(self.tree, "tei:teiHeader")

    @property
    def text(self) -> Element:
        """The `text` element: what is published."""
        return _only(self.tree, "tei:text")

    @property
    def stand_off(self) -> Element | None:
        """The `standOff`; None where the document has none."""
        return self.tree.find("tei:standOff", NAMESPACES)

    def copy(self) -> "Document":
        """A document that shares nothing with this one, with what stands before its root."""
        return Document(deepcopy(self.tree.getroottree()).getroot(), self.path)

    def by_id(self) -> dict[str, Element]:
        """All elements with an `xml:id`, by that id; of duplicates the first."""
        found: dict[str, Element] = {}
        for node in self.tree.iter(etree.Element):
            identifier = node.get(XML_ID)
            if identifier is not None:
                found.setdefault(identifier, node)
        return found


def parse(data: bytes, path: str = "") -> Document:
    """The document in `data`.

    No DTD, no entity, no network, nothing repaired. Raises `Unreadable` for bytes that are no XML and
    `InputRefused` for XML that is no TEI.
    """
    text = screened(data, path)
    root = _parsed(text, path)
    _check_root(root, text, path, "TEI")
    return Document(root, path, text)


def parse_any(data: bytes, path: str = "") -> Document:
    """The document in `data`, whatever its root: for a schema that says itself what a document begins with."""
    text = screened(data, path)
    root = _parsed(text, path)
    _check_depth(root, path)
    return Document(root, path, text)


def parse_part(data: bytes, name: str, path: str = "") -> Element:
    """The TEI element `name` in `data`, a part of a document in a file of its own; otherwise as `parse`."""
    text = screened(data, path)
    root = _parsed(text, path)
    _check_root(root, text, path, name)
    return root


def _parsed(text: bytes, path: str) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        said = explained(error.msg or "")
        line, column = begun(text, error.position, said.begins)
        if BEYOND in (error.msg or ""):
            told = "elements are nested more than 256 deep, or a text or a value is longer than 10 MB."
            remedy = "Flatten the mark-up, or divide the text."
            raise InputRefused(Message("E107", told, remedy, path=path, line=line, column=column)) from error
        told = f"this is no well-formed XML: {said.text}"
        raise Unreadable(Message("E101", told, said.remedy, path=path, line=line, column=column)) from error


def serialise(document: Document) -> bytes:
    """The document as UTF-8 bytes: one XML declaration, the nodes as they stand, one line feed at the end.

    What stands before the root and after it is on lines of its own.
    """
    root = document.tree.getroottree().getroot()
    nodes = [*reversed([*root.itersiblings(preceding=True)]), root, *root.itersiblings()]
    lines = (etree.tostring(node, encoding="UTF-8", xml_declaration=False, with_tail=False) for node in nodes)
    return DECLARATION + b"\n".join(lines).strip() + b"\n"


def _check_root(root: Element, text: bytes, path: str, name: str) -> None:
    if not is_element(root, name):
        at = Positions(text).of_element(0)
        raise InputRefused(
            Message(NO_TEI, f"the root element {_root(root, name)}.", f"Begin with <{name} xmlns=\"{TEI_NS}\">.",
                    path=path, line=at.line, column=at.column, length=at.length)
        )  # fmt: skip
    _check_depth(root, path)


def _check_depth(root: Element, path: str) -> None:
    if root.xpath(TOO_DEEP):
        raise InputRefused(
            Message(
                "E107",
                f"elements are nested more than {DEPTH_LIMIT} deep.",
                "Flatten the mark-up.",
                path=path,
            )
        )


def _root(root: Element, wanted: str) -> str:
    """What is wrong with the root that is not TEI’s."""
    name = etree.QName(root)
    if name.localname != wanted:
        return f"is “{name.localname}”, not “{wanted}”"
    return f"“{wanted}” is in the namespace {name.namespace}" if name.namespace else f"“{wanted}” is in no namespace"


def _only(tree: Element, path: str) -> Element:
    found = tree.find(path, NAMESPACES)
    if found is None:
        raise InputRefused(
            Message(
                "E108",
                f"the document has no {path.removeprefix('tei:')}.",
                "Add it.",
                line=tree.sourceline or 0,
            )
        )
    return found


def empty_document(language: str) -> Document:
    """A `TEI` element with nothing in it but its language, for an encoder to fill."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI_NS})
    root.set(XML_LANG, language)
    return Document(root)
