"""The line in a TEI file that names its schema, so that oXygen, VS Code and others validate while one types.

A processing instruction `xml-model` before the root (W3C, Associating Schemas with XML documents 1.0). The schema
lies beside the file, under the name that the line gives: nothing is fetched, and the folder can be moved.
"""

from lxml import etree

from edition.document import Document
from edition.odd.relaxng import BANNER
from edition.resources import resource

SCHEMA = "edition.rng"
RELAX_NG = "http://relaxng.org/ns/structure/1.0"
MODEL = "xml-model"
HEAD = 2000


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
    before = reversed([*document.tree.itersiblings(preceding=True)])
    models = (node for node in before if isinstance(node, etree._ProcessingInstruction))  # noqa: SLF001
    return next((node.get("href") or "" for node in models if node.target == MODEL and _is_relax_ng(node)), "")


def schema() -> bytes:
    """The bytes of our schema, to be laid beside a file that names it."""
    return resource("tei", SCHEMA)


def is_ours(data: bytes) -> bool:
    """Whether `data` is our schema, of this version of the programme or of another."""
    return BANNER.encode() in data[:HEAD]


def _is_relax_ng(model: "etree._ProcessingInstruction") -> bool:
    return model.get("schematypens", RELAX_NG) == RELAX_NG
