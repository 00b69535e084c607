"""Documents with seeded faults, and what the edition, jing and libxml2 say of them."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from judges import Said, by_edition, by_jing, by_libxml2, written
from lxml import etree
from seeding import IN_GRAMMAR, Broken, Fault, broken, laid_out
from steering import gathered

from edition.check.grammar.verdict import BY_SCHEMA
from edition.document import parse
from edition.odd import edition_schema

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
SCHEMA = ROOT / "tei" / "edition.rng"
OWN = ("tei/specimen/text.xml", "tests/pages/book.xml", "tests/verdicts/book.xml")
GENERATED = "generated"
OFTEN = 4
COUNTING = ("HAND-UNKNOWN",)


@dataclass(frozen=True)
class Trial:
    """One document with seeded faults, and what is said of it; `edition` is all that it does not say without them."""

    broken: Broken
    edition: Sequence[Said]
    jing: Sequence[Said]
    libxml2: Sequence[Said]

    @property
    def fault(self) -> Fault:
        """The first fault, which is mostly the only one."""
        return self.broken.faults[0]

    @property
    def of_the_schema(self) -> Sequence[Said]:
        """What the edition says of the grammar."""
        return [said for said in self.edition if is_of_the_schema(said)]

    @property
    def told(self) -> Sequence[Said]:
        """What counts: all; of a generated document, which is full of pointers to nothing, what tells the grammar."""
        return self.of_the_schema if self.is_generated else self.edition

    @property
    def is_generated(self) -> bool:
        """Whether the document was made from the patterns of the schema."""
        return self.broken.base.startswith(GENERATED)

    def is_right(self, said: Sequence[Said]) -> bool:
        """Whether the first message is on the line of a fault."""
        return bool(said) and any(said[0].line in fault.lines for fault in self.broken.faults)

    @cached_property
    def nodes(self) -> list[etree._Element]:
        """The elements of the document in their order."""
        return list(parse(self.broken.data).tree.iter(etree.Element))

    def leads_to(self, said: Said, fault: Fault) -> bool:
        """Whether the XPath of a message is the way to an element at which the fault may be told."""
        return said.xpath in {way(self.nodes[number]) for number in fault.nodes}

    def __str__(self) -> str:
        kinds = ", ".join(fault.kind for fault in self.broken.faults)
        return f"{self.broken.base}: {kinds} in {[sorted(fault.lines) for fault in self.broken.faults]}"


def way(node: etree._Element) -> str:
    """The XPath of an element: its number among its namesakes only where there are several."""
    parent = node.getparent()
    if parent is None:
        return f"/{etree.QName(node).localname}"
    same = list(parent.iterchildren(node.tag))
    number = f"[{same.index(node) + 1}]" if len(same) > 1 else ""
    return f"{way(parent)}/{etree.QName(node).localname}{number}"


def bases(generated: int) -> dict[str, etree._Element]:
    """Valid documents by their names: ours, those of ../shared where it is there, and so many generated ones."""
    paths = [ROOT / name for name in OWN] + sorted(SHARED.glob("hard-cases/*/expected.xml"))
    found = {path.parent.name: _laid_out(path) for path in paths if path.exists()}
    made = gathered(generated) if generated else []
    for tree in made:
        laid_out(tree)
    return found | {f"{GENERATED} {number}": tree for number, tree in enumerate(made)}


def _laid_out(path: Path) -> etree._Element:
    tree = etree.parse(path, etree.XMLParser(collect_ids=False)).getroot()
    laid_out(tree)
    return tree


def seeded(
    trees: Mapping[str, etree._Element], seed: int, each: int, kinds: Sequence[str] = IN_GRAMMAR
) -> Iterator[Broken]:
    """Documents with one fault, no two alike: `each` of every kind, where there are so many, in the trees by turns."""
    chance = random.Random(seed)
    names = list(trees)
    for kind in kinds:
        chance.shuffle(names)
        whole = [name for name in names if kind in IN_GRAMMAR or GENERATED not in name]
        made = (broken(name, trees[name], [kind], chance) for _ in range(OFTEN * each) for name in whole)
        yield from _first(made, each)


def with_several(trees: Mapping[str, etree._Element], seed: int, count: int, faults: int) -> Iterator[Broken]:
    """`count` documents, each with so many faults of different kinds, in elements apart from each other."""
    chance = random.Random(seed)
    kinds = [kind for kind in IN_GRAMMAR if kind != "a child left out"]
    names = [name for name in trees if sum(1 for _ in trees[name].iter()) > 20 * faults]
    made = (
        broken(name, trees[name], chance.sample(kinds, faults), chance) for _ in range(OFTEN * count) for name in names
    )
    yield from _first(made, count)


def _first(made: Iterator[Broken | None], count: int) -> Iterator[Broken]:
    """The first `count` documents that are made, no two of them alike."""
    seen: set[bytes] = set()
    for document in made:
        if len(seen) >= count:
            return
        if document is not None and document.data not in seen:
            seen.add(document.data)
            yield document


def tried(documents: Sequence[Broken], jing: str, folder: Path) -> list[Trial]:
    """What all three say of each of `documents`."""
    files = written(folder, (document.data for document in documents))
    by_path = by_jing(jing, SCHEMA, files)
    return [Trial(document, told_anew(document, file), by_path[file], by_libxml2(edition_schema(), document.data))
            for file, document in zip(files, documents, strict=True)]  # fmt: skip


def told_anew(document: Broken, file: Path) -> list[Said]:
    """What the edition says of a document at `file`, and not of the same without its faults, whatever it weighs."""
    known, new = Counter(_said_before(document.whole)), []
    for said in by_edition(document.data, file):
        if known[_without_numbers(said)] > 0:
            known[_without_numbers(said)] -= 1
        else:
            new.append(said)
    return new


@cache
def _said_before(whole: bytes) -> list[tuple[str, str]]:
    return [_without_numbers(said) for said in by_edition(whole)]


def _without_numbers(said: Said) -> tuple[str, str]:
    """A message without its numbers, for lines and counts change with a fault; one that only counts is its code."""
    return said.code, "" if said.code in COUNTING else re.sub(r"\d+", "0", said.text)


def is_of_the_schema(said: Said) -> bool:
    """Whether a message of the edition tells of the grammar; among it are ids that are no names."""
    return said.code in BY_SCHEMA or said.code == "E210"
