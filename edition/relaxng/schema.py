"""A RELAX NG schema that is read as far as documents need it."""

from collections.abc import Mapping
from functools import cached_property

from edition.relaxng.automaton import Automaton
from edition.relaxng.compiling import Compiler, Scope, elements_of
from edition.relaxng.correctness import check_alone, check_grammar, check_source
from edition.relaxng.grammars import Grammar, read_grammar
from edition.relaxng.names import listed, local, namespace
from edition.relaxng.patterns import TEXT, AttributePattern, ElementPattern, Pattern, Patterns, first, leaves
from edition.relaxng.sources import Load, Source, operator, read_source
from edition.relaxng.spelling import Spelling


class Schema:
    """A schema: where a document may begin, and all elements by their names; made by `read_schema`."""

    def __init__(self, source: Source) -> None:
        self.patterns = Patterns()
        self.automaton = Automaton(self.patterns)
        self._compiler = Compiler(self.patterns)
        self._source = source
        self._holders: dict[tuple[Pattern, str], tuple[ElementPattern, ...]] = {}
        check_source(source)
        self._grammar: Grammar | None = None
        if operator(source.root) == "grammar":
            self._grammar = read_grammar(source.root, source, None)
            check_grammar(self._grammar)
        else:
            check_alone(source)
        for other in source.family:  # which grows as more files are named
            if other is not source:
                check_source(other)

    @cached_property
    def start(self) -> Pattern:
        """What a document may begin with."""
        if self._grammar is not None:
            return self._compiler.start(self._grammar, (self._source.root, self._source))
        return self._compiler.pattern(self._source.root, Scope(self._source, None))

    @cached_property
    def elements(self) -> Mapping[str, tuple[ElementPattern, ...]]:
        """All elements that the schema names, in its order: for each name the patterns of that name."""
        found: dict[str, list[ElementPattern]] = {}
        for pattern in self._every_element():
            for name in listed(pattern.names):
                found.setdefault(name, []).append(pattern)
        return {name: tuple(patterns) for name, patterns in found.items()}

    def _every_element(self) -> list[ElementPattern]:
        """Every element of the outermost grammar, and those that its start leads to at once."""
        found = [leaf for leaf in leaves(self.start) if isinstance(leaf, ElementPattern)]
        if self._grammar is not None:
            for places in (self._grammar.starts, *self._grammar.defines.values()):
                for node, source in places:
                    scope = Scope(source, self._grammar)
                    made = (self._compiler.element(each, scope) for each in elements_of((node, source)))
                    found += [each for each in made if isinstance(each, ElementPattern)]
        return list(dict.fromkeys(found))

    @cached_property
    def namespaces(self) -> Mapping[str, str]:
        """For each local name the Clark name of the first element that is called so."""
        found: dict[str, str] = {}
        for name in self.elements:
            found.setdefault(local(name), name)
        return found

    @cached_property
    def own_namespaces(self) -> frozenset[str]:
        """The namespaces in which the schema names elements."""
        return frozenset(namespace(name) for name in self.elements)

    @cached_property
    def spelling(self) -> Spelling:
        """The names of all elements, to find the nearest of a misspelt one."""
        return Spelling(self.elements)

    def holders(self, state: Pattern, name: str) -> tuple[ElementPattern, ...]:
        """The elements that may stand at `state` and hold one called `name`, or words where it is "".

        Those that are needed there come first, then those in the order of the schema.
        """
        key = state, name
        if key not in self._holders:
            required = {each for item in self.automaton.expected(state).needed for each in item}
            found = [leaf for leaf in first(state) if isinstance(leaf, ElementPattern) and self._holds(leaf, name)]
            self._holders[key] = tuple(sorted(found, key=lambda leaf: not required & set(listed(leaf.names))))
        return self._holders[key]

    def _holds(self, element: ElementPattern, name: str) -> bool:
        content = self.automaton.content(self.patterns.closed(element.content))
        if name:
            return name in content.allowed
        return TEXT in leaves(content.state)

    def documentation(self, name: str) -> str:
        """What the schema says of the element called `name`, in Clark notation; "" for none."""
        return next((each.documentation for each in self.elements.get(name, ()) if each.documentation), "")

    def attribute_documentation(self, element: str, attribute: str) -> str:
        """What the schema says of an attribute of an element, both in Clark notation; "" for none."""
        found = (leaf for each in self.elements.get(element, ()) for leaf in leaves(each.content))
        called = (leaf for leaf in found if isinstance(leaf, AttributePattern) and leaf.names.contains(attribute))
        return next((leaf.documentation for leaf in called if leaf.documentation), "")


def read_schema(data: bytes, path: str, load: Load | None = None) -> Schema:
    """The schema in `data`, in RELAX NG’s XML syntax.

    `load` gives the bytes of the files that it includes, by their addresses from its folder, and decides which
    may be read; None refuses all. Raises an `EditionError` (E160 to E169) where it is no RELAX NG; what stands in
    elements that no document has had so far is read later, and may raise then.
    """
    schema = Schema(read_source(data, path, load=load))
    schema.start  # noqa: B018 - what is wrong at the beginning is told at once
    return schema
