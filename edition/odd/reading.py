"""Reads an ODD (TEI P5 §22): from `schemaSpec` to records; a fault in it stops the run with its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from edition.document import parse
from edition.errors import SettingsError
from edition.odd.model import (
    Alternate,
    AnyElement,
    Attribute,
    AttributeChange,
    AttributeList,
    ClassRef,
    ClassSpec,
    Constraint,
    Content,
    Data,
    DatatypeRef,
    ElementRef,
    ElementSpec,
    Empty,
    MacroRef,
    Named,
    Odd,
    Repeat,
    Sequence,
    Text,
    Value,
    Values,
    Words,
)
from edition.odd.models import Dressed, models_of
from edition.report import Message
from edition.tree import NAMESPACES, Element, find_all, folded, local_name, text_of

Spec = TypeVar("Spec")

SCHEMATRON = {"sch": "http://purl.oclc.org/dsdl/schematron"}


def read_odd(data: bytes, path: str = "tei/edition.odd") -> Odd:
    """The specifications in the first `schemaSpec` of `data`.

    Raises `SettingsError` where a construct is unknown, a name is defined twice, or a key names nothing, and
    what `edition.document.parse` raises.
    """
    root = parse(data, path).tree
    schema = next(find_all(root, "schemaSpec"), None)
    if schema is None:
        raise _fault("the ODD has no schemaSpec.", "Add one.", root, path)
    try:
        odd = _odd(schema)
    except _Fault as fault:
        raise _fault(fault.text, fault.remedy, fault.node, path) from fault
    _check_keys(odd, schema, path)
    _check_cycles(odd, schema, path)
    _check_changes(odd, schema, path)
    return odd


def read_models(data: bytes, path: str) -> Mapping[str, Dressed]:
    """The rendering models of every `elementSpec` in an ODD by tag in Clark notation; nothing else of it is read.

    Raises `SettingsError` where it specifies an element twice or has no models, and what `parse` raises.
    """
    root = parse(data, path).tree
    try:
        found = _models(root)
    except _Fault as fault:
        raise _fault(fault.text, fault.remedy, fault.node, path) from fault
    if not found:
        raise _fault("the ODD has no rendering model.", "Add an elementSpec with a model.", root, path)
    return found


def _models(root: Element) -> Mapping[str, Dressed]:
    found: dict[str, Dressed] = {}
    for node in find_all(root, "elementSpec"):
        _required(node, "ident")
        dressed = models_of(node)
        if dressed.tag in found:
            raise _Fault(f"“{node.get('ident')}” is specified twice.", "Keep one of the two.", node)
        if dressed.models:
            found[dressed.tag] = dressed
    return found


class _Fault(Exception):
    """A construct that cannot be read, with the element where it stands."""

    def __init__(self, text: str, remedy: str, node: Element) -> None:
        super().__init__(text)
        self.text, self.remedy, self.node = text, remedy, node


def _fault(text: str, remedy: str, node: Element, path: str) -> SettingsError:
    return SettingsError(Message("E150", text, remedy, path=path, line=node.sourceline or 0))


def _odd(schema: Element) -> Odd:
    return Odd(
        start=schema.get("start", "TEI"),
        elements=_by_ident((node for node in find_all(schema, "elementSpec") if _is_own(node)), _element_spec),
        classes=_by_ident(find_all(schema, "classSpec"), _class_spec),
        macros=_by_ident(find_all(schema, "macroSpec"), _named),
        datatypes=_by_ident(find_all(schema, "dataSpec"), _named),
        models=_models(schema),
    )


def _is_own(node: Element) -> bool:
    """Whether an `elementSpec` defines an element; one that changes an element only says how it is shown."""
    return node.get("mode", "add") == "add"


def _by_ident(nodes: Iterable[Element], read: Callable[[Element], Spec]) -> Mapping[str, Spec]:
    found: dict[str, Spec] = {}
    for node in nodes:
        ident = _required(node, "ident")
        if ident in found:
            raise _Fault(f"“{ident}” is specified twice.", "Keep one of the two.", node)
        found[ident] = read(node)
    return found


def _element_spec(node: Element) -> ElementSpec:
    return ElementSpec(
        ident=_required(node, "ident"),
        content=_only_content(node),
        description=_description(node),
        classes=_classes(node),
        attributes=_attribute_list(node),
        constraints=_constraints(node),
        line=node.sourceline or 0,
    )


def _class_spec(node: Element) -> ClassSpec:
    return ClassSpec(
        ident=_required(node, "ident"),
        kind=_required(node, "type"),
        description=_description(node),
        classes=_classes(node),
        attributes=_attribute_list(node),
        constraints=_constraints(node),
        line=node.sourceline or 0,
    )


def _named(node: Element) -> Named:
    return Named(_required(node, "ident"), _only_content(node), _description(node), node.sourceline or 0)


def _classes(node: Element) -> tuple[str, ...]:
    return tuple(_required(member, "key") for member in node.iterfind("tei:classes/tei:memberOf", NAMESPACES))


def _attribute_list(node: Element) -> AttributeList:
    modes: dict[str, list[Element]] = {}
    for definition in node.iterfind("tei:attList//tei:attDef", NAMESPACES):
        modes.setdefault(definition.get("mode", "add"), []).append(definition)
    owner = _required(node, "ident")
    return AttributeList(
        added=tuple(_attribute(each, owner) for mode in ("add", "replace") for each in modes.get(mode, [])),
        changed=tuple(_attribute_change(each, owner) for each in modes.get("change", [])),
        deleted=tuple(_required(each, "ident") for each in modes.get("delete", [])),
    )


def _attribute(node: Element, owner: str) -> Attribute:
    content = _value_content(node)
    if content is None:
        raise _Fault("an attDef has neither a datatype nor a closed valList.", "Give one.", node)
    return Attribute(
        ident=_required(node, "ident"),
        owner=owner,
        content=content,
        description=_description(node),
        datatype=_datatype_key(node),
        values=_values(node),
        required=node.get("usage") == "req",
        line=node.sourceline or 0,
    )


def _attribute_change(node: Element, owner: str) -> AttributeChange:
    return AttributeChange(
        ident=_required(node, "ident"),
        owner=owner,
        content=_value_content(node),
        description=_description(node),
        datatype=_datatype_key(node),
        values=_values(node),
        required={"req": True, None: None}.get(node.get("usage"), False),
        line=node.sourceline or 0,
    )


def _value_content(definition: Element) -> Content | None:
    """What the attribute's value may be: a closed list alone, an open one beside the datatype, or the datatype."""
    listed = definition.find("tei:valList", NAMESPACES)
    closed = listed is not None and listed.get("type") == "closed"
    wrapper = definition.find("tei:datatype", NAMESPACES)
    single = Values(_values(definition)) if closed else _one(wrapper) if wrapper is not None else None
    if single is None or wrapper is None:
        return single
    least, most = _bounds(wrapper)
    return single if (least, most) == (1, 1) else Words(single, least, most)


def _datatype_key(definition: Element) -> str:
    reference = definition.find("tei:datatype/tei:dataRef", NAMESPACES)
    return "" if reference is None else reference.get("key", "")


def _values(definition: Element) -> tuple[Value, ...]:
    items = definition.iterfind("tei:valList/tei:valItem", NAMESPACES)
    return tuple(Value(_required(item, "ident"), _description(item)) for item in items)


def _constraints(node: Element) -> tuple[Constraint, ...]:
    return tuple(_constraint(child) for child in _children(node, "constraintSpec"))


def _constraint(node: Element) -> Constraint:
    """One rule: an `sch:rule` with one `sch:assert`, whose text ends with the remedy in an `sch:span`."""
    rule = node.find("tei:constraint/sch:rule", NAMESPACES | SCHEMATRON)
    test = None if rule is None else rule.find("sch:assert", SCHEMATRON)
    if rule is None or test is None:
        raise _Fault("a constraintSpec holds no sch:rule with an sch:assert.", "Give one.", node)
    span = test.find("sch:span", SCHEMATRON)
    remedy = "" if span is None else folded(text_of(span))
    return Constraint(
        ident=_required(node, "ident"),
        context=_required(rule, "context"),
        test=_required(test, "test"),
        text=folded(text_of(test)).removesuffix(remedy).rstrip(),
        remedy=remedy,
        line=test.sourceline or 0,
    )


def _only_content(spec: Element) -> Content:
    """What is in `content`; without one, the `valList` that stands for it."""
    content = spec.find("tei:content", NAMESPACES)
    if content is not None:
        return _one(content)
    if spec.find("tei:valList", NAMESPACES) is None:
        raise _Fault(f"“{spec.get('ident')}” has no content.", "Add content, which may hold empty.", spec)
    return Values(_values(spec))


def _one(parent: Element) -> Content:
    parts = [_content(child) for child in _children(parent)]
    if not parts:
        return Empty()
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _content(node: Element) -> Content:
    read = CONSTRUCTS.get(local_name(node))
    if read is None:
        known = ", ".join(CONSTRUCTS)
        raise _Fault(f"“{local_name(node)}” is no construct of a content model.", f"Known: {known}.", node)
    least, most = _bounds(node)
    part = read(node)
    return part if (least, most) == (1, 1) else Repeat(part, least, most)


def _bounds(node: Element) -> tuple[int, int | None]:
    """`minOccurs` and `maxOccurs`, each 1 where it is not given; None for `unbounded`."""
    least, most = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
    if not least.isdecimal() or not (most.isdecimal() or most == "unbounded"):
        raise _Fault("a bound is no number.", "Write a number, or unbounded in maxOccurs.", node)
    return int(least), None if most == "unbounded" else int(most)


def _class_ref(node: Element) -> ClassRef:
    return ClassRef(_required(node, "key"), node.get("expand", "alternation"))


def _data(node: Element) -> Content:
    name = node.get("name")
    return DatatypeRef(_required(node, "key")) if name is None else Data(name, node.get("restriction", ""))


def _value_list(node: Element) -> Values:
    return Values(tuple(Value(_required(item, "ident"), _description(item)) for item in _children(node, "valItem")))


def _group(node: Element, kind: type[Sequence] | type[Alternate]) -> Content:
    return kind(tuple(_content(child) for child in _children(node)))


CONSTRUCTS: Mapping[str, Callable[[Element], Content]] = {
    "alternate": partial(_group, kind=Alternate),
    "anyElement": lambda node: AnyElement(tuple(node.get("except", "").split())),
    "classRef": _class_ref,
    "dataRef": _data,
    "elementRef": lambda node: ElementRef(_required(node, "key")),
    "empty": lambda _: Empty(),
    "macroRef": lambda node: MacroRef(_required(node, "key")),
    "sequence": partial(_group, kind=Sequence),
    "textNode": lambda _: Text(),
    "valList": _value_list,
}


def _children(node: Element, *names: str) -> Iterator[Element]:
    for child in node.iterchildren("{*}*"):
        if not names or local_name(child) in names:
            yield child


def _required(node: Element, name: str) -> str:
    value = node.get(name)
    if value is None:
        raise _Fault(f"“{local_name(node)}” has no @{name}.", "Add it.", node)
    return value


def _description(node: Element) -> str:
    described = node.find("tei:desc", NAMESPACES)
    return "" if described is None else folded(text_of(described))


def _check_keys(odd: Odd, schema: Element, path: str) -> None:
    """Every key must name a specification of its own kind."""
    targets = {
        "elementRef": odd.elements,
        "classRef": odd.classes,
        "memberOf": odd.classes,
        "macroRef": odd.macros,
        "dataRef": odd.datatypes,
    }
    for node in find_all(schema, *targets):
        key = node.get("key")
        if key is not None and key not in targets[local_name(node)]:
            raise _fault(f"{local_name(node)} names “{key}”, which is not specified.", "Specify it.", node, path)
    if odd.start not in odd.elements:
        raise _fault(f"the start “{odd.start}” is no element.", "Correct @start.", schema, path)


def _check_cycles(odd: Odd, schema: Element, path: str) -> None:
    """No class may belong to itself, however far the way round."""
    for ident in odd.classes:
        above, todo = set[str](), [ident]
        while todo:
            found = set(odd.classes[todo.pop()].classes) - above
            above |= found
            todo.extend(found)
        if ident in above:
            raise _fault(f"the class “{ident}” belongs to itself.", "Remove one memberOf.", schema, path)


def _check_changes(odd: Odd, schema: Element, path: str) -> None:
    """What changes or deletes an attribute must have inherited it."""
    specs: list[ClassSpec | ElementSpec] = [*odd.classes.values(), *odd.elements.values()]
    for spec in specs:
        inherited = odd.inherited(spec)
        for ident in (*(change.ident for change in spec.attributes.changed), *spec.attributes.deleted):
            if ident not in inherited:
                text = f"“{spec.ident}” changes @{ident}, which none of its classes gives it."
                raise _fault(text, "Define it instead.", schema, path)
