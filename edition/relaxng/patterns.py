"""Patterns of RELAX NG, each made once, and their derivatives, each computed once.

After J. Clark, “An algorithm for RELAX NG validation”, with two changes: a child element, an attribute and a
string is one step each, and groups, choices and interleaves have any number of parts, so that a long content
model is no deep one. Patterns are compared by identity, which is why only `Patterns` makes them.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum, auto
from typing import TypeAlias

from edition.relaxng.names import NameClass

Parts: TypeAlias = "tuple[Pattern, ...]"
REMEMBERED = 400_000


class Kind(IntEnum):
    """What a pattern is; those up to `LIST` are leaves."""

    EMPTY = auto()
    NOT_ALLOWED = auto()
    TEXT = auto()
    ELEMENT = auto()
    ATTRIBUTE = auto()
    DATA = auto()
    VALUE = auto()
    LIST = auto()
    CHOICE = auto()
    GROUP = auto()
    INTERLEAVE = auto()
    REPEAT = auto()


class Pattern:
    """A pattern, and what was found out about it.

    `nullable`: it holds where nothing stands; `depth`: how many patterns are nested in it, itself included;
    `steps` is for the matcher of content, which remembers there where each name leads.
    """

    __slots__ = ("_closed", "_first", "_leaves", "depth", "kind", "nullable", "parts", "steps")

    def __init__(self, kind: Kind, parts: "Parts" = (), *, nullable: bool = False) -> None:
        self.kind = kind
        self.parts = parts
        self.nullable = nullable
        self.depth: int = 1 + max((part.depth for part in parts), default=0)
        self.steps: dict[str, object] = {}
        self._first: Parts | None = None
        self._leaves: Parts | None = None
        self._closed: Pattern | None = None


class AttributePattern(Pattern):
    """An attribute: the names it may have, the pattern of its value, and what the schema says of it."""

    __slots__ = ("documentation", "names", "value")

    def __init__(self, names: NameClass, value: Pattern, documentation: str = "") -> None:
        super().__init__(Kind.ATTRIBUTE)
        self.names = names
        self.value = value
        self.documentation = documentation


class ElementPattern(Pattern):
    """An element: the names it may have, and its content, which is compiled when it is first asked for."""

    __slots__ = ("_compile", "_content", "documentation", "names")

    def __init__(self, names: NameClass, compile_content: Callable[[], Pattern], documentation: str = "") -> None:
        super().__init__(Kind.ELEMENT)
        self.names = names
        self.documentation = documentation
        self._compile = compile_content
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """What may stand in the element, its attributes among it."""
        if self._content is None:
            self._content = self._compile()
        return self._content


EMPTY = Pattern(Kind.EMPTY, nullable=True)
NOT_ALLOWED = Pattern(Kind.NOT_ALLOWED)
TEXT = Pattern(Kind.TEXT, nullable=True)


class Patterns:
    """Makes patterns, the same one for the same parts, and their derivatives."""

    def __init__(self) -> None:
        self._made: dict[tuple[Kind, object], Pattern] = {}
        self._after: dict[tuple[Pattern, frozenset[Pattern]], Pattern] = {}
        self._without: dict[tuple[Pattern, frozenset[Pattern]], Pattern] = {}

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """`parts` one after the other."""
        flat: list[Pattern] = []
        for part in _flat(parts, Kind.GROUP):
            if part is NOT_ALLOWED:
                return NOT_ALLOWED
            if part is EMPTY or (flat and _swallows(flat[-1], part)):
                continue
            if flat and _swallows(part, flat[-1]):
                flat.pop()
            flat.append(part)
        return self._make(Kind.GROUP, tuple(flat), tuple(flat)) if len(flat) != 1 else flat[0]

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """`parts` in any order, one within another."""
        flat = [part for part in _flat(parts, Kind.INTERLEAVE) if part is not EMPTY]
        if NOT_ALLOWED in flat:
            return NOT_ALLOWED
        if flat.count(TEXT) > 1:
            flat = [TEXT, *(part for part in flat if part is not TEXT)]
        key = tuple(sorted(map(id, flat)))
        return self._make(Kind.INTERLEAVE, tuple(flat), key) if len(flat) != 1 else flat[0]

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """One of `parts`; of two equal choices the order of the first is kept."""
        flat = dict.fromkeys(part for part in _flat(parts, Kind.CHOICE) if part is not NOT_ALLOWED)
        if EMPTY in flat and any(part.nullable for part in flat if part is not EMPTY):
            del flat[EMPTY]
        if not flat:
            return NOT_ALLOWED
        return self._make(Kind.CHOICE, tuple(flat), frozenset(flat)) if len(flat) != 1 else next(iter(flat))

    def repeat(self, part: Pattern) -> Pattern:
        """`part` once or more often; what may be missing in it may be missing as a whole."""
        if part in (EMPTY, NOT_ALLOWED, TEXT) or part.kind is Kind.REPEAT:
            return part
        if part.kind is not Kind.CHOICE:
            return self._make(Kind.REPEAT, (part,), part)
        inner = [each.parts[0] if each.kind is Kind.REPEAT else each for each in part.parts if each is not EMPTY]
        whole = self.choice(inner)
        made = self._make(Kind.REPEAT, (whole,), whole) if whole.kind is not Kind.REPEAT else whole
        return self.choice([made, EMPTY]) if EMPTY in part.parts else made

    def optional(self, part: Pattern) -> Pattern:
        """`part` or nothing."""
        return self.choice([part, EMPTY])

    def star(self, part: Pattern) -> Pattern:
        """`part` as often as one likes."""
        return self.optional(self.repeat(part))

    def _make(self, kind: Kind, parts: "Parts", key: object) -> Pattern:
        if not parts:
            return EMPTY
        made = self._made.get((kind, key))
        if made is None:
            if len(self._made) > REMEMBERED:
                self._forget()
            nullable = any(p.nullable for p in parts) if kind is Kind.CHOICE else all(p.nullable for p in parts)
            made = self._made[kind, key] = Pattern(kind, parts, nullable=nullable)
        return made

    def _forget(self) -> None:
        """Begin anew: patterns made twice cost time, no more; a hostile document could fill the memory."""
        self._made.clear()
        self._after.clear()
        self._without.clear()

    def after(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        """What may follow when a child element, or a string, was matched by any of the leaves `taken`."""
        if not pattern.parts:
            return _after_leaf(pattern, taken)
        found = self._after.get((pattern, taken))
        if found is None:
            found = self._after[pattern, taken] = self._compute_after(pattern, taken)
        return found

    def _compute_after(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        parts = pattern.parts
        if pattern.kind is Kind.CHOICE:
            return self.choice([self.after(part, taken) for part in parts if part.parts or part in taken])
        if pattern.kind is Kind.REPEAT:
            return self.group([self.after(parts[0], taken), self.star(parts[0])])
        if pattern.kind is Kind.INTERLEAVE:
            return self.choice(self._one_replaced(parts, [self.after(part, taken) for part in parts], self.interleave))
        found = []
        for at, part in enumerate(parts):
            rest = self.after(part, taken)
            if rest is not NOT_ALLOWED:
                found.append(self.group((rest, *parts[at + 1 :])))
            if not part.nullable:
                break
        return self.choice(found)

    def without(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        """What is left when an attribute was matched by any of the leaves `taken`; attributes have no order."""
        if not pattern.parts:
            return EMPTY if pattern in taken else NOT_ALLOWED
        found = self._without.get((pattern, taken))
        if found is None:
            found = self._without[pattern, taken] = self._compute_without(pattern, taken)
        return found

    def _compute_without(self, pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
        parts = pattern.parts
        rests = [self.without(part, taken) for part in parts]
        if pattern.kind is Kind.CHOICE:
            return self.choice(rests)
        if pattern.kind is Kind.REPEAT:
            return self.group([rests[0], self.star(parts[0])])
        made = self.group if pattern.kind is Kind.GROUP else self.interleave
        return self.choice(self._one_replaced(parts, rests, made))

    @staticmethod
    def _one_replaced(
        parts: "Parts", rests: list[Pattern], made: Callable[[Iterable[Pattern]], Pattern]
    ) -> list[Pattern]:
        """For each of `parts` that has a rest: all of them, with the rest in its place."""
        return [made((*parts[:at], rest, *parts[at + 1 :])) for at, rest in enumerate(rests) if rest is not NOT_ALLOWED]

    def closed(self, pattern: Pattern) -> Pattern:
        """What is left of `pattern` when there are no more attributes."""
        if pattern.kind is Kind.ATTRIBUTE:
            return NOT_ALLOWED
        if not pattern.parts:
            return pattern
        if pattern._closed is None:  # noqa: SLF001 - found out here, kept there
            pattern._closed = self._compute_closed(pattern)  # noqa: SLF001
        return pattern._closed  # noqa: SLF001

    def _compute_closed(self, pattern: Pattern) -> Pattern:
        parts = [self.closed(part) for part in pattern.parts]
        if pattern.kind is Kind.REPEAT:
            return self.repeat(parts[0])
        return {Kind.CHOICE: self.choice, Kind.GROUP: self.group, Kind.INTERLEAVE: self.interleave}[pattern.kind](parts)


def first(pattern: Pattern) -> Parts:
    """The leaves with which what matches `pattern` may begin, in the order of the schema, each once."""
    if not pattern.parts:
        return (pattern,)
    if pattern._first is None:  # noqa: SLF001 - found out here, kept there
        pattern._first = tuple(dict.fromkeys(leaf for part in _beginnings(pattern) for leaf in first(part)))  # noqa: SLF001
    return pattern._first  # noqa: SLF001


def _beginnings(pattern: Pattern) -> Iterable[Pattern]:
    for part in pattern.parts:
        yield part
        if pattern.kind is Kind.GROUP and not part.nullable:
            return


def leaves(pattern: Pattern) -> Parts:
    """All leaves of `pattern`, in the order of the schema, each once."""
    if not pattern.parts:
        return (pattern,)
    if pattern._leaves is None:  # noqa: SLF001 - found out here, kept there
        pattern._leaves = tuple(dict.fromkeys(leaf for part in pattern.parts for leaf in leaves(part)))  # noqa: SLF001
    return pattern._leaves  # noqa: SLF001


def _flat(parts: Iterable[Pattern], kind: Kind) -> Iterable[Pattern]:
    for part in parts:
        if part.kind is kind:
            yield from part.parts
        else:
            yield part


def _swallows(before: Pattern, part: Pattern) -> bool:
    """Whether `part` next to `before` adds nothing: text where text repeats, or once more what repeats anyway."""
    if part is TEXT:
        return before is TEXT or (before.kind is Kind.REPEAT and TEXT in before.parts[0].parts)
    return part is before and _is_star(part)


def _is_star(pattern: Pattern) -> bool:
    if pattern.kind is Kind.REPEAT:
        return pattern.nullable
    return pattern.kind is Kind.CHOICE and len(pattern.parts) == 2 and _is_optional_repeat(pattern.parts)


def _is_optional_repeat(parts: Parts) -> bool:
    return EMPTY in parts and any(part.kind is Kind.REPEAT for part in parts)


def _after_leaf(pattern: Pattern, taken: frozenset[Pattern]) -> Pattern:
    if pattern not in taken:
        return NOT_ALLOWED
    return TEXT if pattern is TEXT else EMPTY
