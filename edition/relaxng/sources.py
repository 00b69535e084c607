"""The files of a schema as they are read: one instance for each time that a file is named, and who names it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urljoin, urlsplit

from lxml import etree

from edition.errors import EditionError, InputRefused, Unreadable
from edition.relaxng.names import clark
from edition.report import Message
from edition.tree import XML_NS, Element
from edition.well_formedness import begun, explained

RNG_NS = "http://relaxng.org/ns/structure/1.0"
RNG = f"{{{RNG_NS}}}"
BASE = f"{{{XML_NS}}}base"
MOST_FILES = 200
Load = Callable[[str], bytes]


@dataclass(frozen=True, eq=False)
class Source:
    """One file of a schema, at the place where it is read.

    `href` is its address from the folder of the first file, "" for the first; `namespace` is what names without
    `ns` inherit from where it is included; `chain` has the addresses of the files that lead to it. `family` are
    all files of the schema, each as often as it is named; `named` those that this one names, by what names them.
    """

    root: Element
    path: str
    href: str
    namespace: str
    load: Load
    chain: tuple[str, ...] = ()
    family: "list[Source]" = field(default_factory=list)
    named: "dict[Element, Source]" = field(default_factory=dict)

    def namespace_of(self, node: Element) -> str:
        """The namespace that names without a prefix have at `node` (specification §4.8)."""
        given = _inherited(node, "ns")
        return self.namespace if given is None else given

    def library_of(self, node: Element) -> str:
        """The datatype library at `node`; "" for the two types of RELAX NG itself (specification §4.3)."""
        return _inherited(node, "datatypeLibrary") or ""

    def name(self, node: Element, written: str, namespace: str) -> str:
        """A name as it is `written` at `node`, in Clark notation; `namespace` where it has no prefix."""
        prefix, colon, local = written.strip().rpartition(":")
        if not colon:
            return clark(namespace, local)
        known = XML_NS if prefix == "xml" else node.nsmap.get(prefix)
        if known is None:
            self.refuse(node, "E165", f"the prefix of “{written}” is not declared.", "Declare it with xmlns.")
        return clark(known, local)

    def named_file(self, node: Element) -> "Source":
        """The file that an `include` or `externalRef` names."""
        if node not in self.named:
            self.named[node] = self._read_named(node)
        return self.named[node]

    def _read_named(self, node: Element) -> "Source":
        written = (node.get("href") or "").strip()
        try:
            href = urljoin(self.href, _based(node, written))
        except ValueError:
            self.refuse(node, "E166", f"“{written}” is no address.", "Correct it.")
        if href in (*self.chain, self.href):
            self.refuse(node, "E166", f"“{href}” includes itself.", "Remove one of the references.")
        if len(self.family) >= MOST_FILES:
            self.refuse(node, "E166", f"more than {MOST_FILES} files are included.", "Put them into fewer files.")
        return self._child(_parsed(self.load(href), href), href, self.namespace_of(node))

    def _child(self, root: Element, href: str, namespace: str) -> "Source":
        made = Source(root, href, href, namespace, self.load, (*self.chain, self.href), self.family)
        self.family.append(made)
        return made

    def refuse(self, node: Element, code: str, text: str, remedy: str) -> NoReturn:
        """Raise that the schema cannot be used because of `node`."""
        raise InputRefused(Message(code, text, remedy, path=self.path, line=node.sourceline or 0))


def read_source(data: bytes, path: str, load: Load | None = None) -> Source:
    """The first file of a schema, in `data`; `path` is what messages name."""
    source = Source(_parsed(data, path), path, "", "", load or _nothing)
    source.family.append(source)
    return source


def children(node: Element) -> Iterator[Element]:
    """The patterns and name classes that stand in `node`; annotations are left out."""
    return (child for child in node if isinstance(child.tag, str) and child.tag.startswith(RNG))


def operator(node: Element) -> str:
    """What `node` is in RELAX NG, such as `oneOrMore`; "" for an annotation."""
    tag = node.tag
    return tag[len(RNG) :] if isinstance(tag, str) and tag.startswith(RNG) else ""


def _parsed(data: bytes, path: str) -> Element:
    """The root of a file of a schema, without comments."""
    if data.lstrip()[:1] != b"<" and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise InputRefused(
            Message("E160", "this is no XML; perhaps it is a schema in the compact syntax.",
                    "Give the schema in RELAX NG’s XML syntax (.rng); `trang` makes one of the other.",
                    path=path, line=1)
        )  # fmt: skip
    root = _read(data, path)
    if not operator(root):
        raise InputRefused(
            Message("E161", f"the root element is “{root.tag!s}”, which is none of RELAX NG.",
                    f"Give a schema in RELAX NG’s XML syntax, in the namespace {RNG_NS}.",
                    path=path, line=root.sourceline or 0)
        )  # fmt: skip
    return root


def _read(data: bytes, path: str) -> Element:
    """The root of XML without a document type declaration."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(data, path, error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputRefused(
            Message("E162", "a schema with a document type declaration is not read.", "Remove the DOCTYPE.",
                    path=path, line=1)
        )  # fmt: skip
    return root


def _not_well_formed(data: bytes, path: str, error: etree.XMLSyntaxError) -> EditionError:
    said = explained(error.msg or "")
    line, column = begun(data, error.position, said.begins)
    text = f"this schema is no well-formed XML: {said.text}"
    return Unreadable(Message("E160", text, said.remedy, path=path, line=line, column=column))


def _inherited(node: Element, name: str) -> str | None:
    """The attribute `name` of `node` or of the nearest element around it that has one; None for none."""
    each: Element | None = node
    while each is not None:
        value = each.get(name)
        if value is not None:
            return value
        each = each.getparent()
    return None


def _based(node: Element, href: str) -> str:
    """`href` by the `xml:base` of the elements around `node`."""
    bases = [base for each in (node, *node.iterancestors()) if (base := each.get(BASE))]
    for base in bases:
        href = href if urlsplit(href).scheme else urljoin(base, href)
    return href


def _nothing(href: str) -> bytes:
    raise EditionError(Message("E166", f"“{href}” is not read here.", "Give a schema in one file."))
