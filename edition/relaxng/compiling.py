"""From the elements of a schema to patterns: each named pattern once, the content of an element when it is met."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from edition.relaxng.correctness import read_datatype
from edition.relaxng.grammars import Grammar, Place, read_grammar
from edition.relaxng.names import AnyName, NameChoice, NameClass, Names, NsName
from edition.relaxng.patterns import EMPTY, NOT_ALLOWED, TEXT, AttributePattern, ElementPattern, Pattern, Patterns
from edition.relaxng.sources import RNG, Source, children, operator
from edition.relaxng.strings import DataPattern, ListPattern, ValuePattern
from edition.tree import Element, text_of

NOTES = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
NAME_CLASSES = ("name", "anyName", "nsName")
DEEPEST = 120


@dataclass(frozen=True)
class Scope:
    """Where a pattern stands: its file, and the grammar whose names it uses; None outside of any grammar."""

    source: Source
    grammar: Grammar | None


class Compiler:
    """Compiles the patterns of one schema; `elements` are those met so far, by their nodes and grammars."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.elements: dict[tuple[Element, Source, Grammar | None], ElementPattern] = {}
        self._named: dict[tuple[Grammar, str], Pattern] = {}
        self._open: list[tuple[Grammar, str]] = []
        self._depth = 0

    def pattern(self, node: Element, scope: Scope) -> Pattern:
        """The pattern that `node` stands for."""
        self._depth += 1
        if self._depth > DEEPEST:
            scope.source.refuse(node, "E168", "patterns are nested too deeply.", "Simplify the definitions.")
        try:
            compiled = OPERATORS[operator(node)](self, node, scope)
        finally:
            self._depth -= 1
        if compiled.depth > DEEPEST:
            scope.source.refuse(node, "E168", "patterns are nested too deeply.", "Simplify the definitions.")
        return compiled

    def together(self, nodes: Iterable[Element], scope: Scope) -> Pattern:
        """The patterns of `nodes` as a group."""
        return self.patterns.group([self.pattern(node, scope) for node in nodes])

    def start(self, grammar: Grammar, at: Place) -> Pattern:
        """What a document of `grammar`, whose element and file is `at`, may begin with."""
        if not grammar.starts:
            node, source = at
            source.refuse(node, "E164", "the grammar has no start.", "Add <start>, which names the outermost element.")
        return self._combined(grammar, grammar.starts)

    def named(self, grammar: Grammar, name: str, at: Place) -> Pattern:
        """The pattern called `name`; `at` is what asks for it."""
        key = grammar, name
        if key in self._named:
            return self._named[key]
        node, source = at
        if name not in grammar.defines:
            source.refuse(node, "E164", f"no pattern is called “{name}”.", "Define it, or correct the reference.")
        if key in self._open:
            source.refuse(node, "E167", f"“{name}” holds itself without an element between.", "Put an element between.")
        self._open.append(key)
        made = self._named[key] = self._combined(grammar, grammar.defines[name])
        self._open.pop()
        return made

    def _combined(self, grammar: Grammar, places: list[Place]) -> Pattern:
        parts = [self.together(children(node), Scope(source, grammar)) for node, source in places]
        ways = {way for node, _ in places if (way := node.get("combine"))}
        plain = [place for place in places if place[0].get("combine") is None]
        if len(places) > 1 and (len(ways) != 1 or len(plain) > 1):
            node, source = places[-1]
            text = f"“{node.get('name') or 'start'}” is defined twice."
            source.refuse(node, "E164", text, "Say on all but one how to combine them: choice or interleave.")
        return self.patterns.interleave(parts) if ways == {"interleave"} else self.patterns.choice(parts)

    def element(self, node: Element, scope: Scope) -> Pattern:
        """An element; its content waits until a document has one."""
        key = node, scope.source, scope.grammar
        if key not in self.elements:
            names, content = self._named_parts(node, scope, scope.source.namespace_of(node))
            self.elements[key] = ElementPattern(names, lambda: self.together(content, scope), _documentation(node))
        return self.elements[key]

    def attribute(self, node: Element, scope: Scope) -> Pattern:
        """An attribute; one without a pattern has any value."""
        names, content = self._named_parts(node, scope, node.get("ns") or "")
        value = self.together(content, scope) if content else TEXT
        return AttributePattern(names, value, _documentation(node))

    def _named_parts(self, node: Element, scope: Scope, namespace: str) -> tuple[NameClass, list[Element]]:
        """The names of an element or attribute, and the nodes of its content."""
        parts = list(children(node))
        written = node.get("name")
        if written is not None:
            return Names((scope.source.name(node, written, namespace),)), parts
        if not parts:
            scope.source.refuse(node, "E163", f"this {operator(node)} has no name.", "Add one with @name.")
        return name_class(parts[0], scope.source), parts[1:]

    def reference(self, node: Element, scope: Scope) -> Pattern:
        """A pattern by its name."""
        if scope.grammar is None:
            scope.source.refuse(node, "E164", "no grammar is around this reference.", "Put it into one.")
        return self.named(scope.grammar, _name(node), (node, scope.source))

    def parent_reference(self, node: Element, scope: Scope) -> Pattern:
        """A pattern of the grammar around this one, by its name."""
        if scope.grammar is None or scope.grammar.parent is None:
            scope.source.refuse(node, "E164", "no grammar is around this one.", "Use ref.")
        return self.named(scope.grammar.parent, _name(node), (node, scope.source))

    def external(self, node: Element, scope: Scope) -> Pattern:
        """The pattern of another file."""
        other = scope.source.named_file(node)
        return self.pattern(other.root, Scope(other, scope.grammar))

    def grammar(self, node: Element, scope: Scope) -> Pattern:
        """A grammar within a pattern, which stands for its start."""
        inner = read_grammar(node, scope.source, scope.grammar)
        return self.start(inner, (node, scope.source))

    def data(self, node: Element, scope: Scope) -> Pattern:
        """A value of a datatype."""
        excepted = [part for part in children(node) if operator(part) == "except"]
        exception = self.patterns.choice([self.pattern(each, scope) for part in excepted for each in children(part)])
        return DataPattern(read_datatype(node, scope.source), exception if excepted else NOT_ALLOWED)

    def value(self, node: Element, scope: Scope) -> Pattern:
        """One value; the annotation behind it says what it means."""
        kind = read_datatype(node, scope.source)
        following = node.getnext()
        documentation = _folded(following) if following is not None and following.tag == NOTES else ""
        namespaces = {**{key or "": space for key, space in node.nsmap.items()}, "": scope.source.namespace_of(node)}
        made = ValuePattern(kind, text_of(node), documentation, namespaces)
        if not made.is_possible:
            text = f"“{text_of(node)}” is no value of {kind.name}."
            scope.source.refuse(node, "E169", text, "Correct the value, or its type.")
        return made


Compile = Callable[[Compiler, Element, Scope], Pattern]


def _several(make: Callable[[Patterns, Iterable[Pattern]], Pattern]) -> Compile:
    return lambda compiler, node, scope: make(
        compiler.patterns, [compiler.pattern(child, scope) for child in children(node)]
    )


def _one(make: Callable[[Patterns, Pattern], Pattern]) -> Compile:
    return lambda compiler, node, scope: make(compiler.patterns, compiler.together(children(node), scope))


OPERATORS: Mapping[str, Compile] = {
    "element": Compiler.element,
    "attribute": Compiler.attribute,
    "group": _several(Patterns.group),
    "interleave": _several(Patterns.interleave),
    "choice": _several(Patterns.choice),
    "optional": _one(Patterns.optional),
    "zeroOrMore": _one(Patterns.star),
    "oneOrMore": _one(Patterns.repeat),
    "list": _one(lambda _, part: ListPattern(part)),
    "mixed": _one(lambda patterns, part: patterns.interleave([TEXT, part])),
    "ref": Compiler.reference,
    "parentRef": Compiler.parent_reference,
    "externalRef": Compiler.external,
    "grammar": Compiler.grammar,
    "data": Compiler.data,
    "value": Compiler.value,
    "empty": lambda *_: EMPTY,
    "text": lambda *_: TEXT,
    "notAllowed": lambda *_: NOT_ALLOWED,
}


def name_class(node: Element, source: Source) -> NameClass:
    """The names that a name class of the schema describes."""
    kind = operator(node)
    if kind == "name":
        return Names((source.name(node, text_of(node), source.namespace_of(node)),))
    if kind == "choice":
        return NameChoice(tuple(name_class(part, source) for part in children(node)))
    excepted = [name_class(part, source) for outer in children(node) for part in children(outer)]
    exception = NameChoice(tuple(excepted)) if excepted else None
    if kind == "anyName":
        return AnyName(exception)
    if kind != "nsName":
        source.refuse(node, "E163", f"“{kind}” is no name.", "Begin with name, anyName, nsName or a choice of them.")
    return NsName(source.namespace_of(node), exception)


def _name(node: Element) -> str:
    return (node.get("name") or "").strip()


def _documentation(node: Element) -> str:
    """What the annotations in `node` say, "" for none."""
    return " ".join(_folded(child) for child in node if child.tag == NOTES)


def _folded(node: Element) -> str:
    return " ".join(text_of(node).split())


def elements_of(place: Place) -> list[Element]:
    """The `element` nodes of a definition, those within others among them, but not those of inner grammars."""
    node, _ = place
    if next(node.iter(f"{RNG}grammar"), None) is None:
        return list(node.iter(f"{RNG}element"))
    return [each for each in node.iter(f"{RNG}element") if _scope_of(each) is _scope_of(node)]


def _scope_of(node: Element) -> Element | None:
    return next(node.iterancestors(f"{RNG}grammar"), None)
