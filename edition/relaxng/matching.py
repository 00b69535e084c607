"""Every fault of a document by a schema, found element by element from the root.

Where several patterns may be meant by one element, all that hold of it are found first, from below, as a tree
automaton does; each pair of element and pattern is looked at once.
"""

from collections.abc import Iterator

from lxml import etree

from edition.relaxng.attributes import attribute_faults
from edition.relaxng.automaton import Content, Step
from edition.relaxng.faults import Fault, FaultKind
from edition.relaxng.patterns import NOT_ALLOWED, AttributePattern, ElementPattern, Pattern
from edition.relaxng.recovery import Placed, Recovery, Renamed, called
from edition.relaxng.schema import Schema
from edition.relaxng.strings import types, values
from edition.tree import Element, content, text_of

MOST_WORDS = 40


def faults(schema: Schema, root: Element) -> Iterator[Fault]:
    """What is wrong with the document of `root` by `schema`, in the order of its elements; nothing is changed."""
    return Matching(schema).document(root)


def is_valid(schema: Schema, root: Element) -> bool:
    """Whether `schema` accepts the document of `root`; stops at the first fault."""
    return next(faults(schema, root), None) is None


class Matching:
    """One document as it is matched; `found` has the faults of an element by one of several patterns."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._automaton = schema.automaton
        self._patterns = schema.patterns
        self._found: dict[tuple[Element, ElementPattern, Renamed, bool], list[Fault]] = {}
        self._valid: dict[tuple[Element, ElementPattern, Renamed], bool] = {}

    def document(self, root: Element) -> Iterator[Fault]:
        """The faults of a whole document."""
        start = self._automaton.content(self._schema.start)
        name = str(root.tag)
        step = self._automaton.step(start.state, name)
        if step is not None:
            yield from self._walk([Placed(root, step.candidates)])
            return
        recovery = Recovery(self._schema, self._after_ambiguous, root, start, start.state)
        recovery.child(root, [])
        placed = recovery.placed[0]
        kind = FaultKind.NAMESPACE if placed.renamed else FaultKind.ROOT
        near = placed.faults[0].near
        yield Fault(kind, root, expected=start.allowed, allowed=start.allowed, near=near)
        yield from self._walk([Placed(root, placed.candidates, (), placed.renamed, placed.is_foreign)])

    def _walk(self, stack: list[Placed]) -> Iterator[Fault]:
        """The faults of what is on the stack, the last first, and of all that is in it."""
        while stack:
            placed = stack.pop()
            yield from placed.faults
            if len(placed.candidates) == 1:
                yield from self._element(placed, placed.candidates[0], stack)
            elif placed.candidates:
                yield from self._best(placed)
            else:
                stack.extend(reversed(self._by_their_names(placed)))

    def _element(self, it: Placed, element: ElementPattern, stack: list[Placed]) -> Iterator[Fault]:
        """The faults of one element and its attributes; its children are put on the stack."""
        node = it.node
        plan = self._automaton.plan(element, tuple(node.keys()))
        if plan is not None and self._are_values(node, plan.checks):
            model = plan.content
        else:
            found, left = attribute_faults(self._automaton, node, element)
            yield from (fault for fault in found if not it.is_stray or fault.kind is FaultKind.ATTRIBUTE_VALUE)
            model = self._automaton.content(left)
        if model.has_strings and next(node.iterchildren(etree.Element), None) is None:
            yield from self._string(node, model)
            return
        placed = self._quickly(node, model) if it.renamed is None else None
        if placed is None:
            recovery = self._recovered(node, model, it.renamed)
            is_other = it.is_stray and any((recovery.faults, *(each.faults for each in recovery.placed)))
            placed = self._by_their_names(it) if is_other else recovery.placed
            yield from () if is_other else recovery.faults
        placed.reverse()
        stack.extend(placed)

    def _are_values(self, node: Element, checks: tuple[AttributePattern, ...]) -> bool:
        is_value = self._automaton.is_value
        return all(is_value(check, value, node) for check, value in zip(checks, node.values(), strict=True))

    def _quickly(self, node: Element, model: Content) -> list[Placed] | None:
        """The children of `node` with their patterns; None where something is wrong with its content."""
        state: Pattern = model.state
        if model.is_mixed and not len(node):
            return []
        placed: list[Placed] = []
        for piece in content(node):
            if isinstance(piece, str):
                state = self._automaton.after_text(state)
                if state is NOT_ALLOWED:
                    return None
                continue
            step = self._automaton.step(state, str(piece.tag))
            if step is None:
                return None
            state = step.follows or self._after_ambiguous(state, piece, step, None)
            placed.append(Placed(piece, step.candidates))
        return placed if state.nullable else None

    def _after_ambiguous(self, state: Pattern, node: Element, step: Step, renamed: Renamed) -> Pattern:
        """What follows a child that may have several patterns: those that hold of it decide, all where none does."""
        holding = frozenset([each for each in step.candidates if self._holds(node, each, renamed)])
        return self._patterns.after(state, holding or frozenset(step.candidates))

    def _holds(self, node: Element, element: ElementPattern, renamed: Renamed) -> bool:
        key = node, element, renamed
        if key not in self._valid:
            self._valid[key] = next(self._walk([Placed(node, (element,), (), renamed)]), None) is None
        return self._valid[key]

    def _best(self, placed: Placed) -> list[Fault]:
        """The faults by that of several patterns which leaves the fewest."""
        return min((self._faults_by(placed, each) for each in placed.candidates), key=len)

    def _faults_by(self, placed: Placed, element: ElementPattern) -> list[Fault]:
        key = placed.node, element, placed.renamed, placed.is_stray
        if key not in self._found:
            alone = Placed(placed.node, (element,), (), placed.renamed, is_stray=placed.is_stray)
            self._found[key] = list(self._walk([alone]))
        return self._found[key]

    def _recovered(self, node: Element, model: Content, renamed: Renamed) -> Recovery:
        """The content of `node`, with what is wrong in it."""
        recovery = Recovery(self._schema, self._after_ambiguous, node, model, model.state, renamed)
        pieces = content(node)
        names = [called(piece, renamed) for piece in pieces if not isinstance(piece, str)]
        count = 0
        for piece in pieces:
            if isinstance(piece, str):
                recovery.text(piece)
            else:
                count += 1
                recovery.child(piece, names[count : count + 20])
        recovery.end()
        return recovery

    def _string(self, node: Element, model: Content) -> Iterator[Fault]:
        """The words of an element that may hold a value of a datatype."""
        text = text_of(node)
        if not self._automaton.is_text(model.state, text, node):
            yield Fault(
                FaultKind.CONTENT_VALUE, node, value=text, words=" ".join(text.split())[:MOST_WORDS],
                values=tuple(dict.fromkeys(values(model.state))), types=tuple(dict.fromkeys(types(model.state))),
                expected=model.allowed, allowed=model.allowed,
            )  # fmt: skip

    def _by_their_names(self, placed: Placed) -> list[Placed]:
        """The children of an element that the schema does not know, each by its own name."""
        return [self._by_its_name(child, placed) for child in content(placed.node) if not isinstance(child, str)]

    def _by_its_name(self, node: Element, parent: Placed) -> Placed:
        name = called(node, parent.renamed)
        candidates = self._schema.elements.get(name, ())
        if candidates or parent.is_foreign:
            return Placed(node, candidates, (), parent.renamed, is_foreign=parent.is_foreign and not candidates)
        nothing = self._automaton.content(NOT_ALLOWED)
        recovery = Recovery(self._schema, self._after_ambiguous, node, nothing, NOT_ALLOWED, parent.renamed)
        recovery.child(node, [])
        return recovery.placed[0]
