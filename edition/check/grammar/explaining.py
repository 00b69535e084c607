"""What is said to an editor of a fault that the schema finds: what is wrong, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from edition.check.finding import Finding
from edition.check.grammar.datatypes import listed
from edition.check.grammar.meant_values import meant_value
from edition.check.grammar.vocabulary import Vocabulary
from edition.relaxng import Fault, FaultKind
from edition.report import shortened
from edition.tree import TEI_NS, XML_NS, Element, local_name, tei

PLACES_NAMED = 4
NAMES_SHOWN = 14
UNKNOWN, PLACE, LACKING, WORDS, ATTRIBUTE, VALUE, MISSING = "E201", "E203", "E204", "E205", "E206", "E207", "E208"
GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "sic": ("corr",), "corr": ("sic",), "orig": ("reg",), "reg": ("orig",), "abbr": ("expan",), "expan": ("abbr",),
    "am": ("ex",), "ex": ("am",), "del": ("add",), "add": ("del",), "lem": ("rdg",), "rdg": ("lem", "rdg"),
}  # fmt: skip
"""Parts of one whole (TEI P5, the descriptions of choice, subst and app)."""


@dataclass(frozen=True)
class Explained:
    """A fault, with the words of the schema that it breaks."""

    fault: Fault
    vocabulary: Vocabulary

    def finding(self) -> Finding:
        """The fault as a check finds it."""
        code, say = LACKED if self._lacks else SAID[self.fault.kind]
        text, remedy = say(self)
        fix = meant_value(self.fault)
        if fix is not None and fix.value is not None:
            remedy = f'Write {self.attribute}="{fix.value}", as --fix does.'
        return Finding(code, self.fault.node, text, remedy, self.fault.name, self.fault.words, fix, self._meant)

    @property
    def _lacks(self) -> bool:
        """Whether what must stand before the element is nowhere beside it, rather than behind it."""
        if self.fault.kind is not FaultKind.ELEMENT_EARLY:
            return False
        return not any(str(each.tag) in self.fault.expected for each in self.fault.node.itersiblings())

    @property
    def _meant(self) -> tuple[str, ...]:
        """The elements that are lacking, or that are meant by another name."""
        fault = self.fault
        if fault.kind in (FaultKind.ELEMENT_EARLY, FaultKind.INCOMPLETE):
            return tuple(name for names in fault.needed or (fault.expected,) for name in names)
        return (fault.near,) if fault.kind in (FaultKind.ELEMENT_UNKNOWN, FaultKind.NAMESPACE) and fault.near else ()

    @property
    def name(self) -> str:
        """The name of the element at which the fault shows."""
        return _local(str(self.fault.node.tag))

    @property
    def parent(self) -> Element | None:
        """What the element stands in; None for the outermost."""
        return self.fault.node.getparent()

    @property
    def holder_tag(self) -> str:
        """The name, in Clark notation, of what the element stands in; "" for the outermost."""
        return "" if self.parent is None else str(self.parent.tag)

    @property
    def holder(self) -> str:
        """The name of what the element stands in."""
        return "the document" if self.parent is None else f"“{_local(str(self.parent.tag))}”"

    @cached_property
    def attribute(self) -> str:
        """The attribute as it is written, with its @ and its prefix."""
        namespace = self.fault.name.removeprefix("{").rpartition("}")[0]
        prefix = next((each for each, uri in self.fault.node.nsmap.items() if each and uri == namespace), "")
        return f"@{prefix}:{_local(self.fault.name)}" if prefix else f"@{_local(self.fault.name)}"


def _unknown(one: Explained) -> tuple[str, str]:
    if one.vocabulary.is_of_tei(str(one.fault.node.tag)):
        text = f"“{one.name}” is an element of TEI that this schema does without."
        return text, "Say it with another element, or check with --schema tei_all.rng."
    text = f"there is no element “{one.name}”."
    if one.fault.near:
        return text, _perhaps(one)
    return text, f"Correct its name, or remove its tags and keep the words. {_contents(one)}".rstrip()


def _perhaps(one: Explained) -> str:
    near = one.fault.near
    described = one.vocabulary.of_element(near) or one.vocabulary.of_attribute(str(one.fault.node.tag), near)
    said = f"Perhaps “{_local(near)}” is meant"
    return f"{said}: {_lower(described)}" if described else f"{said}."


def _foreign(one: Explained) -> tuple[str, str]:
    namespace = str(one.fault.node.tag).removeprefix("{").rpartition("}")[0]
    if not namespace:
        text = f"“{one.name}” is in no namespace, and so no element of TEI."
        return text, f'Write xmlns="{TEI_NS}" on the root element only.'
    text = f"“{one.name}” is in the namespace {namespace}, which the schema does not know."
    if namespace == TEI_NS:
        return text, "The schema is none for TEI: name another with --schema."
    return text, f"Remove it, correct the namespace to {TEI_NS}, or name a schema that knows it with --schema."


def _root(one: Explained) -> tuple[str, str]:
    return f"a document may not begin with “{one.name}”.", f"Begin with {_names(one.fault.expected, 'or')}."


def _misplaced(one: Explained) -> tuple[str, str]:
    return f"“{one.name}” may not stand in {one.holder}.", _where_else(one)


def _where_else(one: Explained) -> str:
    """Where the element may stand: in something that its parent may hold, in few other elements, or not here."""
    words, tag = one.vocabulary, str(one.fault.node.tag)
    between = tuple(map(_local, one.fault.wrappers)) or words.between(one.holder_tag, tag)
    if 0 < len(between) <= PLACES_NAMED:
        return f"Put it into {_article(between)}, which may stand there."
    parents = words.parents(tag)
    if 0 < len(parents) <= PLACES_NAMED:
        return f"It stands in {_quoted(parents, 'or')}."
    return _contents(one) or f"Move it out of {one.holder}, or remove its tags and keep the words."


def _contents(one: Explained) -> str:
    """What the parent of the element may hold."""
    allowed = one.fault.allowed
    if not allowed:
        return f"{_sentence(one.holder)} holds no elements."
    return f"{one.holder} holds {_names(allowed)}." if len(allowed) <= NAMES_SHOWN else ""


def _early(one: Explained) -> tuple[str, str]:
    needed = one.fault.expected
    behind = next(_local(str(each.tag)) for each in one.fault.node.itersiblings() if str(each.tag) in needed)
    text = f"“{one.name}” comes too early in {one.holder}: {_any(needed)} must stand before it."
    return text, f"Move “{behind}” up, before “{one.name}”."


def _lacked(one: Explained) -> tuple[str, str]:
    """Of an element that comes before anything that must stand before it: this is what its parent lacks."""
    needed = one.fault.expected
    this = "the document" if one.parent is None else f"this {local_name(one.parent)}"
    text = f"{this} lacks {_any(needed)}, which must stand before “{one.name}”."
    return text, f"Add it{_described(one, needed)}" if len(needed) == 1 else "Add one."


def _late(one: Explained) -> tuple[str, str]:
    before = next((each for each in one.fault.node.itersiblings(preceding=True) if isinstance(each.tag, str)), None)
    if before is None:
        return f"“{one.name}” may not stand first in {one.holder}.", _contents(one) or "Move it."
    if before.tag == one.fault.node.tag:
        return (
            f"a further “{one.name}” may not stand here in {one.holder}.",
            f"Join the two. {_may_follow(one, before)}",
        )
    return f"“{one.name}” may not follow “{local_name(before)}” in {one.holder}.", _instead(one, before)


def _instead(one: Explained, before: Element) -> str:
    """What to do with an element that comes too late: what may follow there may hold it."""
    into = one.vocabulary.between(one.holder_tag, str(one.fault.node.tag))
    open_ = tuple(name for name in into if name in map(_local, one.fault.expected))
    if 0 < len(open_) <= PLACES_NAMED:
        return f"Move it up, or put it into {_article(open_)}."
    return f"Move it up. {_may_follow(one, before)}".rstrip()


def _may_follow(one: Explained, before: Element) -> str:
    expected, after = one.fault.expected, f"after “{local_name(before)}”"
    if not expected:
        return f"Nothing may stand {after}."
    return f"{_sentence(after)} may stand {_names(expected, 'or')}." if len(expected) <= NAMES_SHOWN else ""


def _incomplete(one: Explained) -> tuple[str, str]:
    every = tuple(dict.fromkeys(one.fault.needed or (one.fault.expected,)))
    lacking = (_suiting(one, every[0]), *every[1:])
    text = f"this {one.name} lacks {' and '.join(map(_any, lacking))}."
    if len(lacking[0]) == 1:
        return text, f"Add it{_described(one, lacking[0])}"
    if lacking != every or len(one.fault.allowed) > NAMES_SHOWN:
        return text, "Add one."
    return text, f"“{one.name}” holds {_names(one.fault.allowed)}."


def _suiting(one: Explained, names: tuple[str, ...]) -> tuple[str, ...]:
    """Of the elements one of which is needed those that go with what is there; none that is there already."""
    there = {str(child.tag) for child in one.fault.node}
    others = tuple(name for name in names if name not in there)
    suiting = tuple(name for name in others if there & {tei(each) for each in GOES_WITH.get(_local(name), ())})
    return suiting or others or names


def _words(one: Explained) -> tuple[str, str]:
    said = f"the words “{one.fault.words}” stand" if one.fault.words.strip() else "a space that joins words stands"
    text = f"{said} directly in “{one.name}”, which holds no words of its own."
    into = tuple(map(_local, one.fault.wrappers)) or one.vocabulary.between(str(one.fault.node.tag), "")
    if 0 < len(into) <= NAMES_SHOWN:
        return text, f"Put them into {_quoted(into, 'or')}."
    return text, "Put them into an element of their own, or remove them."


def _attribute(one: Explained) -> tuple[str, str]:
    text = f"“{one.name}” has no attribute {one.attribute}."
    if one.fault.near:
        return text, _perhaps(one).replace("“", "“@", 1)
    allowed = [f"@{_local(each)}" for each in one.fault.allowed]
    return text, f"Remove it; “{one.name}” may have {listed(allowed, 'and', NAMES_SHOWN)}."


def _conflict(one: Explained) -> tuple[str, str]:
    others = listed([f"@{_local(each)}" for each in one.fault.expected], "and")
    return f"{one.attribute} of this {one.name} does not go with {others}.", "Keep one of them."


def _value(one: Explained) -> tuple[str, str]:
    """Of an attribute, or of an element whose words are a value."""
    what = f"{one.attribute} of this {one.name} is" if one.fault.name else f"this {one.name} says"
    return f"{what} “{shortened(one.fault.value)}”.", _must_be(one)


def _must_be(one: Explained) -> str:
    near = f"Perhaps “{one.fault.near}” is meant. " if one.fault.near else ""
    must = one.vocabulary.of_value(str(one.fault.node.tag), one.fault)
    return f"{near}It must be {must}." if must else f"{near}Correct it."


def _missing(one: Explained) -> tuple[str, str]:
    described = one.vocabulary.of_attribute(str(one.fault.node.tag), one.fault.name)
    values = listed([f"“{value}”" for value, _ in one.fault.values], "or")
    told = "; ".join(filter(None, (_lower(described).removesuffix("."), values)))
    return f"this {one.name} has no {one.attribute}.", f"Add it: {told}." if told else "Add it."


SAID: Mapping[FaultKind, tuple[str, Callable[[Explained], tuple[str, str]]]] = {
    FaultKind.ROOT: (UNKNOWN, _root),
    FaultKind.NAMESPACE: (UNKNOWN, _foreign),
    FaultKind.ELEMENT_UNKNOWN: (UNKNOWN, _unknown),
    FaultKind.ELEMENT_MISPLACED: (PLACE, _misplaced),
    FaultKind.ELEMENT_EARLY: (PLACE, _early),
    FaultKind.ELEMENT_LATE: (PLACE, _late),
    FaultKind.INCOMPLETE: (LACKING, _incomplete),
    FaultKind.TEXT: (WORDS, _words),
    FaultKind.CONTENT_VALUE: (VALUE, _value),
    FaultKind.ATTRIBUTE_UNKNOWN: (ATTRIBUTE, _attribute),
    FaultKind.ATTRIBUTE_CONFLICT: (ATTRIBUTE, _conflict),
    FaultKind.ATTRIBUTE_VALUE: (VALUE, _value),
    FaultKind.ATTRIBUTE_MISSING: (MISSING, _missing),
}
LACKED = (LACKING, _lacked)


def _described(one: Explained, names: tuple[str, ...]) -> str:
    """What the only one of `names` is for, after a colon; the stop alone where there are several."""
    described = one.vocabulary.of_element(names[0]) if len(names) == 1 else ""
    return f": {_lower(described)}" if described else "."


def _any(names: tuple[str, ...]) -> str:
    return _names(names, "or") if len(names) <= PLACES_NAMED else f"a part such as {_names(names[:3], 'or')}"


def _names(names: tuple[str, ...], last: str = "and") -> str:
    return _quoted(tuple(map(_local, names)), last)


def _quoted(names: tuple[str, ...], last: str) -> str:
    return listed([f"“{name}”" for name in names], last, NAMES_SHOWN)


def _article(names: tuple[str, ...]) -> str:
    return f"{'an' if names[0][0] in 'aeiou' else 'a'} {_quoted(names, 'or')}"


def _local(name: str) -> str:
    """A name in Clark notation as an editor writes it."""
    return name.replace(f"{{{XML_NS}}}", "xml:").rpartition("}")[2]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    """A description as the end of a sentence; one that begins with a name in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
