"""Of one mistake one message: what is found only because something else was refused is not told.

Where the schema has refused an element, or an id has no name, a rule cannot know what was meant: what it says there
comes true or not when the mistake is mended. It waits until then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property

from lxml import etree

from edition.check.addresses import fragment_ids
from edition.check.finding import Finding
from edition.check.grammar.verdict import BY_SCHEMA
from edition.check.kinds import Kind, kind_of
from edition.odd import edition_odd
from edition.odd.holding import holdable
from edition.tree import PREFIX, XML_ID, Element, local_name, pieces, pointers, xml_id

TWICE, BAD_ID = "E202", "E210"
REFUSING = BY_SCHEMA | {BAD_ID}
NAME, PLACE, LACKING = "E201", "E203", "E204"
DANGLING = ("E211", "E212", "E213")
ASTRAY = (*DANGLING, "E214", "E215", "E216", "E217", "E218", "E219")
LOOSE_ENDS = ("E321", "E322")
IDLE = "-UNUSED"
IN_A_ROW = ("-ORDER", "-TWICE")
"""How the names of codes end that hold an element against its like before it."""
WHOLE = ("text", "body", "front", "back", "group", "standOff", "listAnnotation")
COMPARED = 50
SAYING_MORE: Mapping[str, str] = {"E409": "E301"}
"""Codes that wait for another one at the same element: its remedy is theirs too."""
CALLING = frozenset(("note", "anchor", "ref"))
LANGUAGES = ("teiHeader", "profileDesc", "langUsage", "language")
STATED: Mapping[str, tuple[str, ...]] = {
    "APP-WITHOUT-METHOD": ("teiHeader", "encodingDesc", "variantEncoding"),
    "LANGUAGE-MISSING": LANGUAGES,
    "LANGUAGE-UNDECLARED": LANGUAGES,
    "LICENCE-MISSING": ("teiHeader", "fileDesc", "publicationStmt", "availability", "licence"),
    "TITLE-EMPTY": ("teiHeader", "fileDesc", "titleStmt", "title"),
}
"""Where the header states what these rules miss, from the outside in."""


def without_consequences(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, in their order, without those that another one accounts for."""
    every = list(found)
    refused = _Refused([finding for finding in every if finding.code in REFUSING])
    astray = {(finding.node, finding.attribute) for finding in every if finding.code in ASTRAY}
    loose = _loose(every, refused) | _outdone(every)
    families: dict[tuple[Element, str], str] = {}
    for finding in every:
        if finding.code in REFUSING or finding.code == TWICE:
            yield finding
        elif id(finding) in loose or refused.accounts_for(finding):
            continue
        elif finding.code in ASTRAY or _is_first(finding, astray, families):
            yield finding


def _outdone(every: Sequence[Finding]) -> set[int]:
    """The findings at whose element another one says more, each by its `id()`."""
    more = {(finding.code, finding.node) for finding in every if finding.code in SAYING_MORE.values()}
    return {id(finding) for finding in every if (SAYING_MORE.get(finding.code, ""), finding.node) in more}


def _is_first(
    finding: Finding, astray: AbstractSet[tuple[Element, str]], families: dict[tuple[Element, str], str]
) -> bool:
    """Whether no pointer was told of there, nor another rule of the same family at the same element."""
    if finding.words:
        return True
    told = families.setdefault((finding.node, finding.code.partition("-")[0]), finding.code)
    return told == finding.code and (not finding.attribute or (finding.node, finding.attribute) not in astray)


@dataclass
class _Refused:
    """What was refused, and what hangs on it."""

    findings: Sequence[Finding]
    nodes: AbstractSet[Element] = field(init=False)
    said: AbstractSet[tuple[Element, str]] = field(init=False)
    misplaced: AbstractSet[Element] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = {finding.node for finding in self.findings}
        self.said = {(finding.node, finding.attribute) for finding in self.findings if finding.attribute}
        self.misplaced = {finding.node for finding in self.findings if _is_out_of_place(finding)}

    def accounts_for(self, finding: Finding) -> bool:
        """Whether the finding is there, or may be there, only because of what was refused."""
        if not self.nodes:
            return False
        if finding.code in ASTRAY:
            return self._misleads(finding)
        return (
            self._is_about(finding)
            or self._is_stated(finding.code)
            or (finding.code.endswith(IN_A_ROW) and self._is_in_a_row(finding.node))
            or (finding.code.endswith(IDLE) and bool(self.missing))
            or (finding.code.endswith((*LOOSE_ENDS, IDLE)) and not self.linked.isdisjoint(_ids(finding.node)))
            or (finding.code in LOOSE_ENDS and not self.missing.isdisjoint((*WHOLE, *CALLING)))
            or (finding.code in LOOSE_ENDS and not self.ids.isdisjoint(pointers(finding.node.get("target"))))
        )

    def _is_about(self, finding: Finding) -> bool:
        """Whether the finding is about what was refused, about what holds it, or stands in what is out of place."""
        node = finding.node
        if node in self.holders and not finding.words:
            return True
        if finding.words and node in self.around:
            return not any(finding.words in run for run in _runs(node))
        if node in self.nodes:
            return not finding.words
        around = list(node.iterancestors())
        is_of_the_same = any((above, finding.attribute) in self.said for above in around)
        return is_of_the_same or not self.misplaced.isdisjoint(around)

    def _misleads(self, finding: Finding) -> bool:
        """Whether a pointer goes astray because its attribute, or what it leads to, was refused."""
        if (finding.node, finding.attribute) in self.said:
            return True
        value = finding.node.get(finding.attribute, "")
        if not self.ids.isdisjoint(_named(value)):
            return True
        kind = kind_of(finding.node, finding.attribute)
        return finding.code in DANGLING and any(_reaches(each, kind) for each in self.missing)

    def _is_stated(self, code: str) -> bool:
        return not self.names.isdisjoint(STATED.get(code, ()))

    def _is_in_a_row(self, node: Element) -> bool:
        name = local_name(node)
        return name in self.names or (name in CALLING and not CALLING.isdisjoint(self.names))

    @cached_property
    def elements(self) -> Sequence[Element]:
        """The elements that were refused as a whole; those inside another of them are left out."""
        every = {finding.node for finding in self.findings if finding.code == NAME or _is_out_of_place(finding)}
        return [node for node in every if every.isdisjoint(node.iterancestors())]

    @cached_property
    def holders(self) -> AbstractSet[Element]:
        """What holds an element that was refused, and on upwards what holds nothing but it."""
        found: set[Element] = set()
        for finding in self.findings:
            parent = finding.node.getparent()
            if finding.code in (NAME, PLACE, LACKING) and parent is not None:
                found.add(parent)
            found.update(_around_nothing(finding.node))
        return found

    @cached_property
    def around(self) -> AbstractSet[Element]:
        """All that stands around something refused."""
        return {above for node in self.nodes for above in node.iterancestors()}

    @cached_property
    def missing(self) -> AbstractSet[str]:
        """The names of the elements that are lacking."""
        return self._meant(PLACE, LACKING)

    @cached_property
    def names(self) -> AbstractSet[str]:
        """The names of what was refused, of what is meant by it, and of what is lacking."""
        return {local_name(node) for node in self.nodes} | self._meant(NAME, PLACE, LACKING)

    def _meant(self, *names: str) -> AbstractSet[str]:
        """The elements that findings of these codes miss."""
        meant = (name for finding in self.findings if finding.code in names for name in finding.meant)
        return {name.removeprefix(PREFIX) for name in meant}

    @cached_property
    def ids(self) -> AbstractSet[str]:
        """The ids of what was refused, and in it, and the values of refused attributes, which may be ids."""
        inside = {name for node in self.elements for each in node.iter(etree.Element) if (name := xml_id(each))}
        own = {name for node, _ in self.said if (name := xml_id(node))}
        return inside | own | {value for node, attribute in self.said if (value := node.get(attribute, ""))}

    @cached_property
    def linked(self) -> AbstractSet[str]:
        """The ids to which something refused points."""
        inside = (value for node in self.elements for each in node.iter(etree.Element) for value in each.values())
        values = (node.get(attribute, "") for node, attribute in self.said)
        return {name for every in (inside, values) for value in every for name in _named(str(value))}


def _is_out_of_place(finding: Finding) -> bool:
    """Whether an element may not stand where it does; one before which another is lacking may."""
    return finding.code == PLACE and not finding.meant


def _runs(node: Element) -> Iterator[str]:
    """The pieces of text in `node`, between one tag and the next."""
    return (piece for each in node.iter(etree.Element) for piece in pieces(each) if isinstance(piece, str))


def _named(value: str) -> list[str]:
    """The ids that the words of an attribute name."""
    parts = (part[1:] for part in value.split() if part.startswith("#"))
    return [name for part in parts for name in fragment_ids(part)]


def _ids(node: Element) -> set[str]:
    return {name for each in node.iter(etree.Element) if (name := xml_id(each))}


def _around_nothing(node: Element) -> Iterator[Element]:
    """The elements above `node` that hold no words."""
    for above in node.iterancestors():
        if any(not run.isspace() for run in _runs(above)):
            return
        yield above


@cache
def _reaches(name: str, kind: Kind) -> bool:
    """Whether an element of the ODD may hold, at whatever depth, what a pointer of this kind leads to.

    What leads to anything mostly leads to the text, or to what stands beside it.
    """
    if not kind.names:
        return name in WHOLE
    odd, seen, open_ = edition_odd(), set[str](), [name]
    while open_:
        each = open_.pop()
        if each in kind.names:
            return True
        if each in odd.elements and each not in seen:
            seen.add(each)
            open_ += holdable(odd, odd.elements[each].content)
    return False


def _loose(every: Sequence[Finding], refused: _Refused) -> set[int]:
    """The findings that are the other end of another one, each by its `id()`.

    An id without a name, or one that is missing, may be that to which a pointer leads nowhere; such a pointer may be
    what an entry without mention waits for. Of several, the most alike belong together.
    """
    dangling: dict[str, list[Finding]] = {}
    for finding in every:
        if finding.code in DANGLING and not refused.accounts_for(finding):
            for name in _named(finding.node.get(finding.attribute, "")):
                if f"“#{name}”" in finding.text:
                    dangling.setdefault(name, []).append(finding)
    nameless = [each.node for each in refused.findings if each.attribute == XML_ID]
    idle = [each for each in every if each.code.endswith(IDLE)] if dangling else []
    loose: set[int] = set()
    for node in nameless[:COMPARED]:
        name = _nearest(node.get(XML_ID, ""), [name for name, ends in dangling.items() if _may_be(node, ends)])
        loose.update(map(id, dangling.pop(name, ())))
    for name, ends in list(dangling.items())[:COMPARED]:
        waiting = {_id_of(each): each for each in idle if id(each) not in loose and _may_be(each.node, ends)}
        loose.update(id(waiting[near]) for near in (_nearest(name, list(waiting)),) if near in waiting)
    return loose


def _may_be(node: Element, ends: Sequence[Finding]) -> bool:
    """Whether pointers may lead to `node`."""
    names = kind_of(ends[0].node, ends[0].attribute).names
    return not names or local_name(node) in names


def _id_of(finding: Finding) -> str:
    return xml_id(finding.node) or ""


def _nearest(name: str, known: Sequence[str]) -> str:
    """The one of `known` that is most like `name`; "" for none, and where there are very many."""
    if len(known) > COMPARED:
        return ""
    return max(known, key=lambda each: SequenceMatcher(None, name, each).ratio(), default="")
