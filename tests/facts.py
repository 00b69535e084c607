"""Facts of an edition, counted from its TEI with XPath alone, to be held against what was counted by reading."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from edition.anchors import assign
from edition.decisions import read_decisions
from edition.document import Document, parse, serialise
from edition.encoding import Encoded, encode
from edition.inputs import DECISIONS, SETTINGS
from edition.ledger import new_mint, read_ledger
from edition.settings import read_settings

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
STRUCTURE = (
    "sections", "headings_in_sections", "captions", "tables", "table_rows", "table_columns", "block_quotations",
    "block_quotation_paragraphs", "block_quotations_attributed", "insertions", "insertions_unknown", "emendations",
)  # fmt: skip
EXPECTED = Path(__file__).parent / "expected"


def expected(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return facts


def encode_folder(folder: Path, source: Path, leave_out: frozenset[str] = frozenset()) -> Encoded:
    """The encoding of the edition in `folder`, its source read from `source`, without the decisions `leave_out`."""
    settings = read_settings((folder / SETTINGS).read_bytes())
    decisions = read_decisions((folder / DECISIONS).read_bytes())
    kept = [decision for decision in decisions if decision.id not in leave_out]
    return encode(settings, {settings.source[0].file: source.read_bytes()}, kept)


def with_ids(encoded: Encoded, ledger: bytes) -> Document:
    """The document under the ids of `ledger`, as it is after a journey through a file."""
    document, _ = assign(encoded.document, read_ledger(ledger), new_mint())
    return parse(serialise(document))


def found(document: Document, path: str) -> list[Any]:
    result = document.tree.xpath(path, namespaces=NAMES)
    return list(result) if isinstance(result, list) else [result]


def count(document: Document, path: str) -> int:
    return len(found(document, path))


def note_facts(document: Document) -> dict[str, int]:
    """How many notes there are by hand, as the issue of an edition speaks of them."""
    authorial = found(document, "//t:text//t:note[@type='authorial']")
    mixed = [note for note in authorial if has_another_hand(note)]
    editorial = found(document, "//t:listAnnotation[not(@subtype='desk')]/t:note")
    alone = [note for note in editorial if note.get("n")]
    return {
        "authorial": len(authorial),
        "editorial": len(editorial),
        "mixed": len(mixed),
        "author_alone": len(authorial) - len(mixed),
        "editorial_alone": len(alone),
    }


def has_another_hand(note: Any) -> bool:
    """Whether another hand than this edition's broke into the note."""
    root = note.getroottree().getroot()
    ours = set(root.xpath("//t:listAnnotation[@subtype='desk']/t:note/@target", namespaces=NAMES))
    anchors = note.xpath(".//t:anchor[@type='note']/@xml:id", namespaces=NAMES)
    return any(f"#{anchor}" not in ours for anchor in anchors)


def structure_facts(document: Document) -> dict[str, int]:
    return {
        "sections": count(document, "//t:div[@type='section']"),
        "headings_in_sections": count(document, "//t:div[@type='section']/t:head"),
        "captions": count(document, "//t:figure/t:head"),
        "tables": count(document, "//t:table"),
        "table_rows": count(document, "//t:table/t:row"),
        "table_columns": max((len(row) for row in found(document, "//t:table/t:row")), default=0),
        "block_quotations": count(document, "//t:quote[@rend='block'][not(ancestor::t:note)]"),
        "block_quotation_paragraphs": count(document, "//t:quote[@rend='block'][not(ancestor::t:note)]/t:p"),
        "block_quotations_attributed": count(document, "//t:cit/t:bibl[@rend='run-in']"),
        "insertions": count(document, "//t:text//t:seg[@type='insertion']"),
        "insertions_unknown": count(document, "//t:text//t:seg[@type='insertion'][@resp='#unknown']"),
        "emendations": count(document, "//t:choice/t:corr"),
    }


def emendations_by(document: Document, attribute: str) -> dict[str, int]:
    return dict(Counter(found(document, f"//t:choice/t:corr/@{attribute}")))
