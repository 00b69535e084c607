"""Whether a file is RELAX NG at all, told at once: elements, attributes, references and datatypes (§3, §4, §7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.relaxng.datatypes import Datatype, Facets, datatype
from edition.relaxng.grammars import Grammar, Place
from edition.relaxng.sources import RNG, Source, children, operator
from edition.tree import Element, text_of

PATTERNS = frozenset(
    ("element", "attribute", "group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed",
     "ref", "parentRef", "empty", "value", "data", "notAllowed", "text", "externalRef", "grammar")
)  # fmt: skip
NAME_CLASSES = frozenset(("name", "anyName", "nsName", "choice"))
COMPONENTS = frozenset(("start", "define", "div"))
EVERYWHERE = frozenset(("ns", "datatypeLibrary"))
MANY = 10**6


@dataclass(frozen=True)
class Rule:
    """What an element of RELAX NG may have: its attributes, those that it must have, and what may stand in it."""

    holds: frozenset[str] = frozenset()
    least: int = 0
    most: int = MANY
    attributes: frozenset[str] = frozenset()
    required: str = ""


SEVERAL = Rule(PATTERNS, least=1)
REFERENCE = Rule(attributes=frozenset(["name"]), required="name")
NAMED = Rule(PATTERNS | NAME_CLASSES, least=1, attributes=frozenset(["name"]))
RULES: Mapping[str, Rule] = {
    **dict.fromkeys(("group", "interleave", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"), SEVERAL),
    **dict.fromkeys(("empty", "text", "notAllowed", "name"), Rule()),
    "choice": Rule(PATTERNS | NAME_CLASSES, least=1),
    "element": NAMED,
    "attribute": Rule(PATTERNS | NAME_CLASSES, most=2, attributes=frozenset(["name"])),
    "ref": REFERENCE,
    "parentRef": REFERENCE,
    "param": REFERENCE,
    "value": Rule(attributes=frozenset(["type"])),
    "data": Rule(frozenset(["param", "except"]), attributes=frozenset(["type"]), required="type"),
    "except": Rule(PATTERNS | NAME_CLASSES, least=1),
    "anyName": Rule(frozenset(["except"]), most=1),
    "nsName": Rule(frozenset(["except"]), most=1),
    "externalRef": Rule(attributes=frozenset(["href"]), required="href"),
    "grammar": Rule(COMPONENTS | {"include"}),
    "div": Rule(COMPONENTS | {"include"}),
    "include": Rule(COMPONENTS, attributes=frozenset(["href"]), required="href"),
    "start": Rule(PATTERNS, least=1, attributes=frozenset(["combine"])),
    "define": Rule(PATTERNS, least=1, attributes=frozenset(["name", "combine"]), required="name"),
}


def check_source(source: Source) -> None:
    """Raise an `EditionError` where a file is no RELAX NG: names and places of its elements, names, datatypes."""
    if operator(source.root) not in PATTERNS:
        source.refuse(source.root, "E161", f"a schema does not begin with “{operator(source.root)}”.",
                      "Put it into a grammar.")  # fmt: skip
    seen: set[tuple[object, ...]] = set()
    for node in source.root.iter(f"{RNG}*"):
        key = (node.tag, *node.keys(), 0, *[child.tag for child in node])
        if key not in seen:
            seen.add(key)
            _check_element(node, tuple(operator(child) for child in children(node)), source)
    _check_names(source)
    _check_datatypes(source)
    for node in source.root.iter(f"{RNG}externalRef"):
        source.named_file(node)


def _check_element(node: Element, kinds: tuple[str, ...], source: Source) -> None:
    kind = operator(node)
    rule = RULES.get(kind)
    if rule is None:
        source.refuse(node, "E163", f"RELAX NG has no element “{kind}”.", "Correct its name.")
    allowed = rule.attributes | EVERYWHERE
    strange = next((key for key in map(str, node.keys()) if "}" not in key and key not in allowed), "")
    if strange:
        source.refuse(node, "E163", f"“{kind}” has no attribute @{strange}.", "Remove it, or correct its name.")
    if rule.required and node.get(rule.required) is None:
        source.refuse(node, "E163", f"this {kind} has no @{rule.required}.", "Add it.")
    _check_content(node, kinds, source, rule)


def _check_content(node: Element, kinds: tuple[str, ...], source: Source, rule: Rule) -> None:
    kind = operator(node)
    wrong = next((each for each in kinds if each not in rule.holds), "")
    if wrong:
        text = f"“{wrong}” may not stand in “{kind}”." if wrong in RULES else f"RELAX NG has no element “{wrong}”."
        source.refuse(node, "E163", text, "Correct the schema here.")
    least = rule.least + (kind == "element" and node.get("name") is None)
    if len(kinds) < least or (kind == "attribute" and node.get("name") is None and not kinds):
        source.refuse(node, "E163", f"this {kind} holds too little.", "Add what it is about, or <empty/>.")
    if len(kinds) > rule.most:
        source.refuse(node, "E163", f"this {kind} holds too much.", "Put the patterns into a group.")


def _check_names(source: Source) -> None:
    """Refuse names whose prefix is not declared."""
    for node in source.root.iter(f"{RNG}element", f"{RNG}attribute", f"{RNG}name"):
        written = node.get("name") or (text_of(node) if operator(node) == "name" else "")
        if ":" in written:
            source.name(node, written, "")


def _check_datatypes(source: Source) -> None:
    for node in source.root.iter(f"{RNG}data", f"{RNG}value"):
        if node.get("type") is not None:
            read_datatype(node, source)


def read_datatype(node: Element, source: Source) -> Datatype:
    """The datatype of a `data` or `value`; that of a value without a type is `token`."""
    name = (node.get("type") or "").strip()
    library = source.library_of(node) if name or operator(node) == "data" else ""
    facets: Facets = tuple(
        ((part.get("name") or "").strip(), text_of(part)) for part in children(node) if operator(part) == "param"
    )
    try:
        return datatype(library, name or "token", facets)
    except ValueError as error:
        source.refuse(node, "E169", f"{error}.", "Correct the datatype or its parameters.")


def check_grammar(grammar: Grammar) -> None:
    """Raise an `EditionError` where a reference of a grammar leads nowhere, or a pattern holds itself."""
    edges: dict[str, list[tuple[str, Place]]] = {}
    for name, places in grammar.defines.items():
        edges[name] = [reference for place in places for reference in _references(place, grammar)]
    for place in grammar.starts:
        list(_references(place, grammar))
    _check_circles(edges)


def check_alone(source: Source) -> None:
    """Raise an `EditionError` where a schema that is no grammar refers to a pattern by its name."""
    for node in source.root.iter(f"{RNG}ref"):
        if not any(operator(each) == "grammar" for each in node.iterancestors()):
            source.refuse(node, "E164", "a reference stands outside of any grammar.", "Put it into a grammar.")


def _references(place: Place, grammar: Grammar) -> Iterator[tuple[str, Place]]:
    """The references of a definition outside of elements, each with its place; those inside are looked at too."""
    node, source = place
    has_scopes = next(node.iter(f"{RNG}grammar"), None) is not None
    for child in children(node):
        is_inside = operator(child) == "element"
        for reference in child.iter(f"{RNG}ref"):
            if has_scopes and _is_in(reference, node, "grammar"):
                continue
            name = (reference.get("name") or "").strip()
            if name not in grammar.defines:
                source.refuse(reference, "E164", f"no pattern is called “{name}”.", "Define it, or correct its name.")
            if not is_inside and not _is_in(reference, node, "element"):
                yield name, (reference, source)


def _is_in(node: Element, outer: Element, kind: str) -> bool:
    """Whether an element of this kind stands between `outer` and `node`."""
    for each in node.iterancestors():
        if each is outer:
            return False
        if operator(each) == kind:
            return True
    return False


def _check_circles(edges: Mapping[str, list[tuple[str, Place]]]) -> None:
    """Refuse a pattern that leads back to itself without an element between."""
    left = {name: {to for to, _ in found} for name, found in edges.items()}
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    for name in left:
        for to, (node, source) in edges[name]:
            if to in left:
                source.refuse(node, "E167", f"“{to}” holds itself without an element between.",
                              "Put an element between.")  # fmt: skip
