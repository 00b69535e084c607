"""Compiles an ODD to RELAX NG in XML syntax (OASIS RELAX NG 1.0)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from edition.odd.model import (
    Alternate,
    AnyElement,
    Attribute,
    ClassRef,
    Content,
    Data,
    DatatypeRef,
    ElementRef,
    ElementSpec,
    Empty,
    MacroRef,
    Odd,
    Repeat,
    Sequence,
    Text,
    Values,
    Words,
)
from edition.tree import TEI_NS, Element, append, local_name

RNG_NS = "http://relaxng.org/ns/structure/1.0"
NOTES_NS = "http://relaxng.org/ns/compatibility/annotations/1.0"
ANY_ELEMENT = "anyElement"
DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
EXPANSIONS: Mapping[str, tuple[int, int | None]] = {
    "sequence": (1, 1),
    "sequenceOptional": (0, 1),
    "sequenceOptionalRepeatable": (0, None),
    "sequenceRepeatable": (1, None),
}
BANNER = " Compiled from edition.odd by scripts/compile_schema.py. Change the ODD, not this file. "


def compile_relaxng(odd: Odd) -> bytes:
    """The grammar that accepts what `odd` describes, in UTF-8; the same bytes for the same ODD."""
    grammar = etree.Element(f"{{{RNG_NS}}}grammar", nsmap={None: RNG_NS, "a": NOTES_NS})
    grammar.set("ns", TEI_NS)
    grammar.set("datatypeLibrary", DATATYPES)
    grammar.append(etree.Comment(BANNER))
    grammar.append(_rng("start", _ref(odd.start)))
    grammar.extend(_defines(odd))
    if any(reference.get("name") == ANY_ELEMENT for reference in grammar.iter(f"{{{RNG_NS}}}ref")):
        grammar.append(_define(ANY_ELEMENT, _any_element(AnyElement(), odd)))
    etree.indent(grammar)
    return etree.tostring(grammar, encoding="UTF-8", xml_declaration=True) + b"\n"


def _defines(odd: Odd) -> Iterator[Element]:
    for named in (*odd.datatypes.values(), *odd.macros.values()):
        yield _define(named.ident, _pattern(named.content, odd))
    for spec in odd.classes.values():
        if spec.kind == "model" and odd.is_inhabited(spec.ident):
            yield _define(spec.ident, _any_member(spec.ident, odd))
        for attribute in odd.attributes(spec).values():
            if attribute.owner == spec.ident:
                yield _define(_attribute_name(attribute), _attribute(attribute, odd))
    for element in odd.elements.values():
        yield _define(element.ident, _element(element, odd))


def _element(spec: ElementSpec, odd: Odd) -> Element:
    attributes = [_attribute_use(attribute, odd) for attribute in odd.attributes(spec).values()]
    made = _rng("element", *attributes, _pattern(spec.content, odd), name=spec.ident)
    _document(made, spec.description)
    return made


def _attribute_use(attribute: Attribute, odd: Odd) -> Element:
    """A reference to the attribute where a class defines it, else the attribute itself."""
    shared = attribute.owner in odd.classes
    pattern = _ref(_attribute_name(attribute)) if shared else _attribute(attribute, odd)
    return pattern if attribute.required else _rng("optional", pattern)


def _attribute_name(attribute: Attribute) -> str:
    return f"{attribute.owner}.{attribute.ident.replace(':', '.')}"


def _attribute(attribute: Attribute, odd: Odd) -> Element:
    made = _rng("attribute", _pattern(attribute.content, odd), name=attribute.ident)
    if ":" not in attribute.ident:
        made.set("ns", "")
    _document(made, attribute.description)
    return made


def _document(pattern: Element, description: str) -> None:
    note = etree.Element(f"{{{NOTES_NS}}}documentation")
    append(note, description)
    pattern.insert(0, note)


def _pattern(content: Content, odd: Odd) -> Element:
    """The pattern for `content`; `notAllowed` where it can never be satisfied."""
    return PATTERNS[type(content)](content, odd)


def _class(content: ClassRef, odd: Odd) -> Element:
    if content.expand == "alternation":
        return _ref(content.key) if odd.is_inhabited(content.key) else _rng("notAllowed")
    least, most = EXPANSIONS[content.expand]
    return _group(_repeat(_ref(key), least, most) for key in odd.all_members(content.key))


def _any_member(key: str, odd: Odd) -> Element:
    inhabited = (subclass for subclass in odd.subclasses(key) if odd.is_inhabited(subclass))
    return _choice(_ref(name) for name in (*inhabited, *odd.members(key)))


def _data(content: Data, _: Odd) -> Element:
    made = _rng("data", type=content.name)
    if content.pattern:
        made.append(_leaf("param", content.pattern, name="pattern"))
    return made


def _values(content: Values, _: Odd) -> Element:
    return _choice(_leaf("value", value.ident) for value in content.values)


def _words(content: Words, odd: Odd) -> Element:
    return _rng("list", _repeat(_pattern(content.part, odd), content.least, content.most))


def _any_element(content: AnyElement, _: Odd) -> Element:
    """An element outside some namespaces; what is inside it is free."""
    excluded = [_rng("nsName", ns=namespace) for namespace in content.without]
    name = _rng("anyName", *([_rng("except", *excluded)] if excluded else []))
    inside = _choice([_rng("attribute", _rng("anyName")), _rng("text"), _ref(ANY_ELEMENT)])
    return _rng("element", name, _rng("zeroOrMore", inside))


def _repeat(pattern: Element, least: int, most: int | None) -> Element:
    """`pattern` between `least` and `most` times, written with the four operators that RELAX NG has."""
    if local_name(pattern) == "notAllowed":
        return pattern if least else _rng("empty")
    if most is None:
        return _group([*_copies(pattern, least - 1), _rng("oneOrMore" if least else "zeroOrMore", pattern)])
    optional: list[Element] = []
    for copy in _copies(pattern, most - least):
        optional = [_rng("optional", copy, *optional)]
    return _group([*_copies(pattern, least), *optional])


def _copies(pattern: Element, count: int) -> list[Element]:
    return [deepcopy(pattern) for _ in range(count)]


def _group(patterns: Iterable[Element]) -> Element:
    """All of `patterns` in order, without those that are empty."""
    parts = [pattern for pattern in patterns if local_name(pattern) != "empty"]
    if any(local_name(part) == "notAllowed" for part in parts):
        return _rng("notAllowed")
    return _one("group", parts, "empty")


def _choice(patterns: Iterable[Element]) -> Element:
    """One of `patterns`, without those that can never be satisfied."""
    parts = [pattern for pattern in patterns if local_name(pattern) != "notAllowed"]
    return _one("choice", parts, "notAllowed")


def _one(operator: str, parts: list[Element], none: str) -> Element:
    if len(parts) == 1:
        return parts[0]
    return _rng(operator, *parts) if parts else _rng(none)


def _define(name: str, pattern: Element) -> Element:
    return _rng("define", pattern, name=name)


def _ref(name: str) -> Element:
    return _rng("ref", name=name)


def _leaf(operator: str, text: str, /, **attributes: str) -> Element:
    made = _rng(operator, **attributes)
    append(made, text)
    return made


def _rng(operator: str, /, *parts: Element, **attributes: str) -> Element:
    made = etree.Element(f"{{{RNG_NS}}}{operator}", attributes)
    made.extend(parts)
    return made


PATTERNS: Mapping[type[Content], Callable[..., Element]] = {
    Alternate: lambda content, odd: _choice(_pattern(part, odd) for part in content.parts),
    AnyElement: _any_element,
    ClassRef: _class,
    Data: _data,
    DatatypeRef: lambda content, _: _ref(content.key),
    ElementRef: lambda content, _: _ref(content.key),
    Empty: lambda *_: _rng("empty"),
    MacroRef: lambda content, _: _ref(content.key),
    Repeat: lambda content, odd: _repeat(_pattern(content.part, odd), content.least, content.most),
    Sequence: lambda content, odd: _group(_pattern(part, odd) for part in content.parts),
    Text: lambda *_: _rng("text"),
    Values: _values,
    Words: _words,
}
