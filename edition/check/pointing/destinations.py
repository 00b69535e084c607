"""What pointers may lead to: the elements of the document, its hands and witnesses, its ledger, other files."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from edition.check.kinds import Kind, noun
from edition.check.subject import Subject
from edition.check.surroundings import Neighbour
from edition.ledger import KINDS, Entry, is_valid
from edition.tree import Element, is_element, local_name, pointers, xml_id

NAMES_SHOWN = 12
COMPARED = 3000
COMPARISONS = 100
ALIKE = 0.7
OPENINGS = frozenset(KINDS.values())
HANDS = ("author", "editor", "respStmt")


class Retired(NamedTuple):
    """What the ledger says of an anchor that is no longer in the text, and what to do."""

    text: str
    remedy: str


class Destinations:
    """Where the pointers of one document may lead; what is asked for often is found once.

    `is_ours` tells that hands and witnesses are declared as our editions declare them.
    """

    def __init__(self, subject: Subject, *, is_ours: bool = True) -> None:
        self._subject, self.is_ours = subject, is_ours
        self.ids = subject.ids
        self._looked: dict[str, Neighbour] = {}
        self._compared = 0
        self._told: set[str] = set()

    def by_attribute(self, attribute: str) -> Mapping[str, Element]:
        """The elements by their ids; for `resp` the hands alone, for `wit` the witnesses alone, where they are ours."""
        if not self.is_ours:
            return self.ids
        if attribute == "resp":
            return self.hands
        return self.witnesses if attribute == "wit" else self.ids

    @cached_property
    def hands(self) -> Mapping[str, Element]:
        """The elements of the title statement that declare hands, by their ids, in their order."""
        declared = [node for title in self._subject.elements("titleStmt") for node in title if is_element(node, *HANDS)]
        return {identifier: node for node in declared if (identifier := xml_id(node) or "")}

    @cached_property
    def witnesses(self) -> Mapping[str, Element]:
        """The witnesses by their ids."""
        declared = self._subject.elements("witness")
        return {identifier: node for node in declared if (identifier := xml_id(node) or "")}

    @cached_property
    def spaced(self) -> frozenset[str]:
        """The ids that are written with white space around them, without it; they are told of where they stand."""
        return frozenset(each.strip() for each in self.ids if each != each.strip())

    def listed(self, attribute: str) -> str:
        """The ids that an attribute may name, as a message shows them."""
        known = [*self.by_attribute(attribute)]
        more = f" and {len(known) - NAMES_SHOWN} more" if len(known) > NAMES_SHOWN else ""
        return f"{', '.join(known[:NAMES_SHOWN]) or 'none'}{more}"

    def described(self, identifier: str) -> str:
        """What has this id, with its line where there are many such things."""
        node = self.ids[identifier]
        name = local_name(node)
        said = noun(name)
        return said if said.endswith("register") else f"{said} in line {self._subject.line(node)}"

    def hand_of(self, identifier: str) -> str:
        """A remedy that names the hand which is meant where `identifier` is a person’s; "" where there is none."""
        node = self.ids[identifier]
        declared = next((above for above in node.iterancestors() if _is_hand(above)), None)
        if declared is not None:
            return f"Move the xml:id to the <{local_name(declared)}> that holds it."
        for hand in self.hands:
            if any(identifier in pointers(each.get("ref")) for each in self.ids[hand].iter(etree.Element)):
                return f"Perhaps “#{hand}” is meant."
        return ""

    def look(self, file: str) -> Neighbour | None:
        """What lies where a path leads; None where nobody knows."""
        look = self._subject.surroundings.look
        if look is None or not file:
            return None
        if file not in self._looked:
            self._looked[file] = look(file)
        return self._looked[file]

    def is_first_to_tell(self, file: str) -> bool:
        """Whether nothing has been told of this file so far; from now on something has."""
        is_first = file not in self._told
        self._told.add(file)
        return is_first

    def nearest(self, identifier: str, known: Iterable[str] | None = None, file: str = "") -> str:
        """A remedy: the id that may be meant, of `known` ones in `file`, or else what to do."""
        near = self._near(identifier, self.ids if known is None else known)
        return f"Perhaps “{file}#{near}” is meant." if near else "Correct it, or give the id to what is meant."

    def nearest_of(self, identifier: str, kind: Kind) -> str:
        """A remedy: the id of the right kind that may be meant, or else what to do."""
        near = self._near(identifier, (each for each, node in self.ids.items() if local_name(node) in kind.names))
        return f"Perhaps “#{near}” is meant." if near else kind.remedy

    def _near(self, identifier: str, known: Iterable[str]) -> str:
        """The known id that is most like `identifier`, "" for none; of very many only the first are looked up."""
        self._compared += 1
        if self._compared > COMPARISONS:
            return ""
        length = len(identifier)
        likely = [each for each in known if abs(len(each) - length) <= max(2, length // 3)]
        if len(likely) > COMPARED:
            likely = [each for each in likely if each[:1] == identifier[:1]]
        near = get_close_matches(identifier, likely, n=1, cutoff=ALIKE) if len(likely) <= COMPARED else []
        return near[0] if near else ""

    def retired(self, identifier: str) -> Retired | None:
        """What the ledger says of an anchor that the text has no more; None for any other id."""
        ledger = self._subject.surroundings.ledger
        entry = ledger.entries.get(_bare(identifier)) if ledger else None
        if entry is None:
            return None
        if entry.into:
            return self._became(entry)
        gone = f", since version {entry.gone}" if entry.gone else ""
        beside = self._present([each for each in (entry.after, entry.before) if each])
        where = f"It stood beside {' and '.join(beside)}; point there" if beside else "Point to what is meant"
        return Retired(f"an anchor that is no longer in the text{gone}", f"{where}, or remove the pointer.")

    def _became(self, entry: Entry) -> Retired:
        parts = self._present(entry.into)
        listed = " and ".join(parts) or "what is gone too"
        was = "was split into" if entry.state == "split" else "became part of"
        remedy = f"Point to {' or '.join(parts)}." if parts else "Point to what is meant, or remove the pointer."
        return Retired(f"an anchor that {was} {listed}", remedy)

    def _present(self, anchors: Sequence[str]) -> list[str]:
        """The pointers to those of these anchors that are in the text."""
        wanted = {opening + anchor: anchor for anchor in anchors for opening in OPENINGS}
        found = {anchor: identifier for identifier, anchor in wanted.items() if identifier in self.ids}
        return [f"“#{found[anchor]}”" for anchor in anchors if anchor in found]


def _bare(identifier: str) -> str:
    """The bare id of an anchor; "" for any other id."""
    bare = identifier.removeprefix("a.").removesuffix(".from")
    if bare == identifier:
        bare = identifier[1:] if identifier[:1] in OPENINGS else ""
    return bare if is_valid(bare) else ""


def _is_hand(node: Element) -> bool:
    parent = node.getparent()
    return is_element(node, *HANDS) and parent is not None and is_element(parent, "titleStmt")
