"""Random documents: made from the patterns of a RELAX NG grammar, and broken by random changes; seeded."""

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEEP = 9
ROOM = 30  # elements of one part, after which only what must be there is made
PARTS = {"teiHeader", "encodingDesc", "standOff", "text", "front", "body", "back"}

VALUES = """
a A x.y per.orr p-1 _a é 1a -a a:b a/b a_b a,b (a) ñandú 漢字 α² ½ ٣ ǅ a+b “a” a&b © € 😀 ^ ~ $ a;b
0 1 00 01 -1 +1 1.5 .5 5. 1e3 INF NaN 1/2 -1/2 999999999 1000000000 99999999999999999999 0x10 1,5 ١
true false True yes no maybe high medium low unknown
1918 0000 -0001 0001 -1918 01918 918 19180 1918Z 1918+01:00 2026-11 1918-13 1918-00 -0044-03 1918-07-06 1918-7-6
1918-02-29 1920-02-29 1900-02-29 2000-02-29 1918-02-30 1918-04-31 1918-12-31 0000-01-01 -0004-02-29 -0044-03-15
1918-07-06Z 1918-07-06+14:00 1918-07-06T10:00:00 10:00:00 --07 --13 --00 --07-- --07-06 --02-29 --02-30 --04-31 --12-31Z
---06
-0044-02-30 -0044-04-31 -0044-12-31 -0044-02-28 ---00 ---31 ---32 ---6 --7 --07-6 --7-6 -- ---
en fr-CA en-GB-oed zh-Hant-TW x-private i-klingon e english toolongtag en- en_GB en--x 12 a-b-c-d en-123456789
#a #per.orr ## #a#b # #a%20b #a%2 #% #%zz #range(left(a.x.from),left(a.x)) #a[1] #ü a#b a#b#c a.xml a.xml#b ../a.xml
http://example.org http://example.org/ü http://example.org/a%20b http://example.org/%zz http://[::1]/ http://[ http:
http:a urn:isbn:1 1a:b a_b:c :a a:b:c /a//b //a ?q a?b#c a|b a\\b {a} <a> "a" 'a' a^b `a` mailto:a@example.org a:#b
file:///etc/passwd javascript:alert(1) a:b#c#d h~p:x é:b %41:b
0.1.0 1 1.0.0.0 1.0.0.0.0 0.1.0.dev1 1a2 1ab 1a2b v1 1..0 1. 0.1-rc1
"""
SPACED = ["", " ", "a b", " a", "a ", "a\tb", "a\nb", "\n", "\u00a0", "a\u00a0b", "\u200b", "#a #b", "#a  #b", "#a b"]
PADDED = ["1918 ", " 1918", "1918-07-06 ", " -0044-03-15", " --07 ", " 12", "12 ", "\t0.5\n", " true ", " en", "#a "]
CANDIDATES = [*VALUES.split(), *SPACED, *PADDED]


class Grammar:
    """A RELAX NG grammar that can make documents; `seed` decides which."""

    def __init__(self, grammar: bytes, seed: int) -> None:
        self.tree = etree.fromstring(grammar)
        self.random = random.Random(seed)
        self.ids = 0
        self.room = ROOM
        self.pools: dict[bytes, list[str]] = {}

    @cached_property
    def defines(self) -> dict[str, etree._Element]:
        """All named patterns."""
        return {define.get("name", ""): define[0] for define in self.tree.iter(f"{RNG}define")}

    @cached_property
    def heights(self) -> dict[str, int]:
        """How many levels of elements each named pattern needs at least."""
        heights = dict.fromkeys(self.defines, 10**6)
        while True:
            new = {name: self._height(pattern, heights) for name, pattern in self.defines.items()}
            if new == heights:
                return heights
            heights = new

    def _height(self, pattern: etree._Element, heights: dict[str, int]) -> int:
        kind = _kind(pattern)
        parts = [self._height(part, heights) for part in pattern if _kind(part) not in ("", "name", "param")]
        if kind == "ref":
            return heights[pattern.get("name", "")]
        if kind == "element":
            return 1 + max(parts, default=0)
        if kind == "choice":
            return min(parts)
        return 0 if kind in ("optional", "zeroOrMore") else max(parts, default=0)

    def document(self) -> etree._Element:
        """One document that the grammar accepts."""
        return self._made(self.tree.find(f"{RNG}start")[0])

    def element(self, name: str) -> etree._Element:
        """One element that the grammar accepts where it may stand."""
        return self._made(self.defines[name])

    def _made(self, pattern: etree._Element) -> etree._Element:
        holder = etree.Element("holder")
        self.room = ROOM
        self._make(pattern, holder, DEEP)
        root = holder[0]
        holder.remove(root)
        return root

    def _make(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        getattr(self, f"_make_{_kind(pattern)}", self._make_all)(pattern, parent, room)

    def _make_all(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        for part in pattern:
            if _kind(part):
                self._make(part, parent, room)

    def _make_ref(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        self._make(self.defines[pattern.get("name", "")], parent, room)

    def _make_element(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        self.room = ROOM if pattern.get("name") in PARTS else self.room - 1
        child = etree.SubElement(parent, TEI + pattern.get("name", ""))
        self._make_all(pattern, child, room - 1)

    def _make_attribute(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        name = pattern.get("name", "").replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
        if name == XML_ID:
            self.ids += 1
            parent.set(name, f"i{self.ids}")
        else:
            parent.set(name, self._value(next(part for part in pattern if _kind(part))))

    def _make_text(self, _: etree._Element, parent: etree._Element, __: int) -> None:
        _write(parent, self.random.choice(["words", " a < b ", "é", "\n"]))

    def _make_optional(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        rare = _kind(pattern[0]) != "group" and self._height(pattern[0], self.heights) == 0
        if self._fits(pattern, room) and self.random.random() < (0.15 if rare else 0.4):
            self._make_all(pattern, parent, room)

    def _make_zeroOrMore(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:  # noqa: N802
        while self._fits(pattern, room) and self.random.random() < 0.5:
            self._make_all(pattern, parent, room)

    def _make_oneOrMore(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:  # noqa: N802
        self._make_all(pattern, parent, room)
        self._make_zeroOrMore(pattern, parent, room)

    def _make_choice(self, pattern: etree._Element, parent: etree._Element, room: int) -> None:
        parts = [part for part in pattern if _kind(part)]
        fitting = [part for part in parts if self.room > 0 and self._height(part, self.heights) <= room]
        lowest = min(parts, key=lambda part: self._height(part, self.heights))
        self._make(self.random.choice(fitting or [lowest]), parent, room)

    def _fits(self, pattern: etree._Element, room: int) -> bool:
        needed = max((self._height(part, self.heights) for part in pattern if _kind(part)), default=0)
        return needed <= room and (needed == 0 or self.room > 0)

    def _value(self, pattern: etree._Element) -> str:
        kind = _kind(pattern)
        if kind == "ref":
            return self._value(self.defines[pattern.get("name", "")])
        if kind == "choice":
            return self._value(self.random.choice([part for part in pattern if _kind(part)]))
        if kind == "list":
            part = pattern[0][0]
            return " ".join(self._value(part) for _ in range(self.random.randint(1, 3)))
        return (pattern.text or "") if kind == "value" else self.random.choice(self._pool(pattern))

    def _pool(self, data: etree._Element) -> list[str]:
        """The candidates that libxml2 accepts for `data`."""
        key = etree.tostring(data, with_tail=False)
        if key not in self.pools:
            schema = value_schema(data)
            self.pools[key] = [text for text in CANDIDATES if schema.validate(_holder(text))]
        return self.pools[key]


def value_schema(pattern: etree._Element) -> etree.RelaxNG:
    """A schema for an element `x` with an attribute `v` of this pattern."""
    wrapped = etree.Element(f"{RNG}element", name="x", datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes")
    etree.SubElement(wrapped, f"{RNG}attribute", name="v").append(deepcopy(pattern))
    return etree.RelaxNG(wrapped)


def without_doubt(document: etree._Element) -> etree._Element:
    """A copy of `document` without what libxml2 refuses in values where jing does not.

    That is white space round a value whose datatype has a pattern, as in the date “1918 ”, and the space without
    width (U+200B) in a sign: for it an “x” stands.
    """
    copy = deepcopy(document)
    for node in copy.iter(etree.Element):
        for name, value in node.attrib.items():
            node.set(name, value.strip(" \t\n\r").replace("\u200b", "x"))
    return copy


def mutated(document: etree._Element, chance: random.Random, names: list[str]) -> etree._Element:
    """A copy of `document` with one to three random changes."""
    copy = deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        nodes = list(copy.iter(f"{TEI}*"))
        chance.choice(CHANGES)(chance.choice(nodes[1:] or nodes), chance, names)
    return copy


def _rename(node: etree._Element, chance: random.Random, names: list[str]) -> None:
    node.tag = TEI + chance.choice(names)


def _insert(node: etree._Element, chance: random.Random, names: list[str]) -> None:
    node.insert(chance.randint(0, len(node)), etree.Element(TEI + chance.choice(names)))


def _remove(node: etree._Element, _: random.Random, __: list[str]) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _double(node: etree._Element, _: random.Random, __: list[str]) -> None:
    twin = deepcopy(node)
    for inner in twin.iter():
        inner.attrib.pop(XML_ID, None)
    if node.getparent() is not None:
        node.addnext(twin)


def _swap(node: etree._Element, _: random.Random, __: list[str]) -> None:
    following = node.getnext()
    if following is not None:
        following.addnext(node)


def _move(node: etree._Element, chance: random.Random, _: list[str]) -> None:
    target = chance.choice(list(node.getroottree().getroot().iter(f"{TEI}*")))
    if node not in target.iterancestors() and node is not target:
        target.append(node)


def _unwrap(node: etree._Element, _: random.Random, __: list[str]) -> None:
    if node.getparent() is None:
        return
    for child in list(node):
        node.addprevious(child)
    _remove(node, _, __)


def _set_value(node: etree._Element, chance: random.Random, _: list[str]) -> None:
    if node.attrib:
        node.set(chance.choice(sorted(node.attrib)), chance.choice(CANDIDATES))


def _add_attribute(node: etree._Element, chance: random.Random, _: list[str]) -> None:
    everywhere = sorted({name for other in node.getroottree().iter(f"{TEI}*") for name in other.attrib} - {XML_ID})
    node.set(chance.choice([*everywhere, "type", "when", "target"]), chance.choice(CANDIDATES))


def _remove_attribute(node: etree._Element, chance: random.Random, _: list[str]) -> None:
    if node.attrib:
        del node.attrib[chance.choice(sorted(node.attrib))]


def _add_text(node: etree._Element, _: random.Random, __: list[str]) -> None:
    _write(node, "stray words")


CHANGES = [
    _rename, _insert, _remove, _double, _swap, _move, _unwrap, _set_value, _add_attribute, _remove_attribute, _add_text
]  # fmt: skip


def element_names(grammar: bytes) -> list[str]:
    """The names of all elements of a grammar."""
    return [name.decode() for name in re.findall(rb'<element name="(\w+)"', grammar)]


def _kind(pattern: etree._Element) -> str:
    """The operator of RELAX NG; "" for annotations and comments."""
    return pattern.tag.removeprefix(RNG) if isinstance(pattern.tag, str) and pattern.tag.startswith(RNG) else ""


def _write(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _holder(value: str) -> etree._Element:
    return etree.Element("x", v=value)


def documents(grammar: bytes, seed: int, count: int) -> Iterator[etree._Element]:
    """`count` documents that the grammar accepts."""
    source = Grammar(grammar, seed)
    return (source.document() for _ in range(count))
