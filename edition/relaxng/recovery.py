"""What is wrong with the content of one element, and how to go on: each mistake once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from edition.relaxng.automaton import Content, Step
from edition.relaxng.faults import Fault, FaultKind
from edition.relaxng.names import clark, listed, local, namespace
from edition.relaxng.needs import Needed, Way, way
from edition.relaxng.patterns import EMPTY, NOT_ALLOWED, ElementPattern, Pattern
from edition.relaxng.schema import Schema
from edition.tree import Element, content

WORDS = 40
AHEAD = 12
SHORT = 4
Renamed = tuple[str, str] | None
Settle = Callable[[Pattern, Element, Step, Renamed], Pattern]


@dataclass(frozen=True)
class Placed:
    """A child, and how it is matched.

    `candidates` are the patterns it may have, () where the schema knows none; `renamed` is a pair of namespaces,
    the one in which it and its content are, and the one in which they are looked at; `is_foreign`: nothing of its
    namespace is looked at; `is_stray`: it is out of place as a whole, so that what is missing in it does not matter.
    """

    node: Element
    candidates: tuple[ElementPattern, ...]
    faults: tuple[Fault, ...] = ()
    renamed: Renamed = None
    is_foreign: bool = False
    is_stray: bool = False


@dataclass
class Recovery:
    """The content of `node` as it is matched against `content`, whatever is wrong in it.

    `settle` says what follows a child that may have several patterns.
    `state` is what may follow; `owed` has what was told to be missing, for it may come later; `excuses` counts
    what was passed over and may be the reason why something else is missing; `passed` is the name that was
    passed over last, until something fits again; `strays` are the elements that may stand where a run of words
    and misplaced elements does and hold all of it, so that the run is one mistake: None outside of such a run.
    """

    schema: Schema
    settle: Settle
    node: Element
    content: Content
    state: Pattern
    renamed: Renamed = None
    faults: list[Fault] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    owed: list[tuple[str, ...]] = field(default_factory=list)
    excuses: int = 0
    passed: str = ""
    strays: frozenset[ElementPattern] | None = None

    def text(self, words: str) -> None:
        """A run of text."""
        after = self.schema.automaton.after_text(self.state)
        if after is not NOT_ALLOWED:
            self.state = after
            return
        holders = self._holders("")
        if not (self._goes_on(holders) or self._is_told_to_be_empty):
            folded = " ".join(words.split())[:WORDS]
            self.faults.append(self._at(FaultKind.TEXT, self.node, words=folded, wrappers=holders))
            self.excuses += 1
        self.passed = ""

    def child(self, node: Element, following: list[str]) -> None:
        """A child; `following` are the names of those behind it."""
        name = called(node, self.renamed)
        if self._fits(node, name):
            return
        leaf = self._leaf(name)
        if leaf and self._is_owed(name):
            self._pass_over(node, name, leaf)
        elif leaf:
            self._out_of_order(node, name, leaf, following)
        elif name in self.schema.elements:
            self._misplaced(node, name)
        else:
            self._unknown(node, name)

    def end(self) -> None:
        """The end of the element."""
        missing = [item for item in self._needed() if not self._is_settled(item)]
        is_impossible = not self.state.nullable and not self._needed() and not self.excuses
        if len(missing) > self.excuses or is_impossible:
            self.faults.append(self._at(FaultKind.INCOMPLETE, self.node))

    def _fits(self, node: Element, name: str, faults: tuple[Fault, ...] = (), renamed: Renamed = None) -> bool:
        """Take the child where it may stand here."""
        step = self.schema.automaton.step(self.state, name)
        if step is None:
            return False
        self.state = step.follows or self.settle(self.state, node, step, renamed or self.renamed)
        self.placed.append(Placed(node, step.candidates, faults, renamed or self.renamed))
        self._settle()
        return True

    def _settle(self) -> None:
        """Something stands where it may: what was passed over ends before it."""
        self.passed = ""
        self.strays = None

    def _leaf(self, name: str) -> tuple[ElementPattern, ...]:
        """The patterns of that name that may stand somewhere in the parent."""
        return tuple(each for each in self.content.elements if each.names.contains(name))

    def _is_owed(self, name: str) -> bool:
        """Whether `name` was told to be missing before; it is then no longer."""
        item = next((item for item in self.owed if name in item), None)
        if item is not None:
            self.owed.remove(item)
        return item is not None

    def _is_settled(self, item: tuple[str, ...]) -> bool:
        return item in self.owed

    def _pass_over(
        self, node: Element, name: str, candidates: tuple[ElementPattern, ...], fault: Fault | None = None
    ) -> None:
        """Leave the child out of account here; it and its content are looked at by `candidates`."""
        faults = (fault,) if fault is not None and name != self.passed else ()
        self.placed.append(Placed(node, candidates, faults, self.renamed))
        if fault is not None:
            self.passed = name
            self.excuses += bool(faults)

    def _out_of_order(self, node: Element, name: str, leaf: tuple[ElementPattern, ...], following: list[str]) -> None:
        found = way(self.schema.patterns, self.state, name)
        if found is None:
            self._pass_over(node, name, leaf, self._at(FaultKind.ELEMENT_LATE, node))
        elif self.excuses >= found.cost:
            self.excuses -= found.cost
            self._go(node, found)
        else:
            self._early(node, name, found, following)

    def _early(self, node: Element, name: str, found: Way, following: list[str]) -> None:
        """Something is missing before the child: go on as if it were there, or as if the child were not."""
        fault = self._at(FaultKind.ELEMENT_EARLY, node, found.needed)
        owed = [*self.owed, *found.needed]
        if self._strays(found.rest, following, owed) <= self._strays(self.state, following, self.owed):
            self.owed = owed
            self._go(node, found, fault)
        else:
            self._pass_over(node, name, (found.element,), fault)

    def _go(self, node: Element, found: Way, *faults: Fault) -> None:
        self.state = found.rest
        self.placed.append(Placed(node, (found.element,), faults, self.renamed))
        self._settle()

    def _strays(self, state: Pattern, following: list[str], owed: list[tuple[str, ...]]) -> int:
        """How many of the next siblings would not fit if the parent went on with `state`."""
        count, waiting = 0, list(owed)
        for name in following[:AHEAD]:
            step = self.schema.automaton.step(state, name)
            item = next((item for item in waiting if name in item), None)
            if step is not None:
                state = self.schema.patterns.after(state, frozenset(step.candidates))
            elif item is not None:
                waiting.remove(item)
            else:
                count += 1
        return count

    def _misplaced(self, node: Element, name: str) -> None:
        holders = self._holders(name)
        fault = self._at(FaultKind.ELEMENT_MISPLACED, node, wrappers=holders)
        is_told = self._goes_on(holders) or name == self.passed or self._is_told_to_be_empty
        self.placed.append(
            Placed(node, self.schema.elements[name], () if is_told else (fault,), self.renamed, is_stray=True)
        )
        self.passed = name
        self.excuses += not is_told

    @property
    def _is_told_to_be_empty(self) -> bool:
        """Whether nothing may stand in the element at all, and something that does was told."""
        return self.excuses > 0 and self.content.state in (EMPTY, NOT_ALLOWED)

    def _holders(self, name: str) -> tuple[ElementPattern, ...]:
        """The elements that may stand here and hold one called `name`, or words where it is ""."""
        return self.schema.holders(self.state, name)

    def _goes_on(self, holders: tuple[ElementPattern, ...]) -> bool:
        """Whether what `holders` may hold belongs to the run of strays before it; it is one of the run from now on."""
        both = self.strays and self.strays & frozenset(holders)
        self.strays = both or frozenset(holders)
        return bool(both)

    def _unknown(self, node: Element, name: str) -> None:
        space = namespace(name)
        right = self.schema.namespaces.get(local(name), "")
        if right and namespace(right) != space:
            self._in_wrong_namespace(node, name, right)
        elif space not in self.schema.own_namespaces:
            fault = self._at(FaultKind.NAMESPACE, node)
            self.placed.append(Placed(node, (), (fault,), self.renamed, is_foreign=True))
            self.excuses += 1
        else:
            self._misspelt(node, name)

    def _in_wrong_namespace(self, node: Element, name: str, right: str) -> None:
        here = next((each for each in self._names_here() if local(each) == local(name)), right)
        fault = self._at(FaultKind.NAMESPACE, node, near=here)
        renamed = namespace(str(node.tag)), namespace(here)
        if not self._fits(node, here, (fault,), renamed):
            candidates = self._leaf(here) or self.schema.elements.get(here, ())
            self.placed.append(Placed(node, candidates, (fault,), renamed))
            self.excuses += 1

    def _misspelt(self, node: Element, name: str) -> None:
        names = self.schema.spelling.near(name, self._names_here(), self.content.allowed)
        near = next((each for each in names if self._suits(node, each)), "")
        fault = self._at(FaultKind.ELEMENT_UNKNOWN, node, near=near or next(iter(names), ""))
        if not near and len(local(name)) > SHORT:
            near = fault.near
        if not (near and self._fits(node, near, (fault,))):
            self.placed.append(Placed(node, (), (fault,), self.renamed))
            self.excuses += 1
            self._settle()

    def _suits(self, node: Element, name: str) -> bool:
        """Whether an element called `name` may stand here, and have the attributes and the content of `node`."""
        step = self.schema.automaton.step(self.state, name)
        return step is not None and any(self._is_like(node, each) for each in step.candidates)

    def _is_like(self, node: Element, element: ElementPattern) -> bool:
        automaton = self.schema.automaton
        plan = automaton.plan(element, tuple(node.keys()))
        if plan is None or (plan.content.has_strings and not len(node)):
            return plan is not None
        state = plan.content.state
        for piece in content(node):
            if isinstance(piece, str):
                state = automaton.after_text(state)
                continue
            step = automaton.step(state, called(piece, self.renamed))
            state = NOT_ALLOWED if step is None else automaton.patterns.after(state, frozenset(step.candidates))
        return bool(state.nullable)

    def _names_here(self) -> tuple[str, ...]:
        """The names with which it may go on here, in the order of the schema."""
        return self.schema.automaton.expected(self.state).names

    def _needed(self) -> Needed:
        return self.schema.automaton.expected(self.state).needed

    def _at(
        self,
        kind: FaultKind,
        node: Element,
        missing: tuple[tuple[str, ...], ...] = (),
        near: str = "",
        words: str = "",
        wrappers: tuple[ElementPattern, ...] = (),
    ) -> Fault:
        missing = missing or self._needed()
        expected = missing[0] if missing else self._names_here()
        return Fault(
            kind, node, expected=expected, needed=missing, allowed=self.content.allowed, near=near, words=words,
            wrappers=tuple(dict.fromkeys(name for each in wrappers for name in listed(each.names))),
        )  # fmt: skip


def called(node: Element, renamed: Renamed) -> str:
    """The name by which `node` is looked at."""
    name = str(node.tag)
    if renamed is None or namespace(name) != renamed[0]:
        return name
    return clark(renamed[1], local(name))
