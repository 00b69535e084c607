"""The line in a TEI file that names its schema, so that oXygen, VS Code and others validate while one types.

A processing instruction `xml-model` before the root (W3C, Associating Schemas with XML documents 1.0). The schema
lies beside the file, under the name that the line gives: nothing is fetched, and the folder can be moved.
"""

from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from edition.document import Document
from edition.odd.relaxng import BANNER
from edition.resources import resource

SCHEMA = "edition.rng"
RELAX_NG = "http://relaxng.org/ns/structure/1.0"
MODEL = "xml-model"
COMPACT, COMPACT_TYPE = ".rnc", "application/relax-ng-compact-syntax"
OTHERS = (".xsd", ".sch", ".isosch", ".dtd", ".nvdl")
XML_TYPES = ("", "application/xml", "text/xml", COMPACT_TYPE)
HEAD = 2000


@dataclass(frozen=True)
class Association:
    """A RELAX NG schema that a document names.

    `address` is as it is written, on `line` (from 1); `is_compact` tells that the schema is in the compact syntax.
    """

    address: str
    line: int
    is_compact: bool


def associated(document: Document) -> Document:
    """A copy of `document` that names our schema; where it names one already, the document itself."""
    if associated_schema(document):
        return document
    copy = document.copy()
    values = {"href": SCHEMA, "type": "application/xml", "schematypens": RELAX_NG}
    words = " ".join(f'{name}="{value}"' for name, value in values.items())
    copy.tree.addprevious(etree.ProcessingInstruction(MODEL, words))
    return copy


def associated_schema(document: Document) -> str:
    """The address of the first RELAX NG schema that `document` names, as it is written; "" for none."""
    return next((each.address for each in associations(document)), "")


def associations(document: Document) -> list[Association]:
    """The RELAX NG schemas that `document` names, in its order; those of other languages are passed over."""
    before = reversed([*document.tree.itersiblings(preceding=True)])
    models = [node for node in before if isinstance(node, etree._ProcessingInstruction) and node.target == MODEL]  # noqa: SLF001
    return [_association(model) for model in models if model.get("href") and _is_relax_ng(model)]


def schema() -> bytes:
    """The bytes of our schema, to be laid beside a file that names it."""
    return resource("tei", SCHEMA)


def is_ours(data: bytes) -> bool:
    """Whether `data` is our schema, of this version of the programme or of another."""
    return BANNER.encode() in data[:HEAD]


def _association(model: "etree._ProcessingInstruction") -> Association:
    is_compact = model.get("type") == COMPACT_TYPE or _file(model).endswith(COMPACT)
    return Association(model.get("href") or "", model.sourceline or 0, is_compact)


def _is_relax_ng(model: "etree._ProcessingInstruction") -> bool:
    """Whether a line names RELAX NG: it says so, or says nothing and neither its type nor its file is another’s."""
    language = model.get("schematypens")
    if language is not None:
        return language == RELAX_NG
    return model.get("type", "") in XML_TYPES and not _file(model).endswith(OTHERS)


def _file(model: "etree._ProcessingInstruction") -> str:
    """The path that an address names, in small letters, to look at how it ends."""
    return unquote((model.get("href") or "").partition("#")[0].partition("?")[0]).lower()
