"""The regular expressions of XML Schema (Part 2, appendix F), matched in one pass whatever the value.

They are turned into states one character at a time, by partial derivatives (V. Antimirov, 1996), so that no
expression and no value can make the matcher go back and try again.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from edition.relaxng.characters import ESCAPES, Characters, any_of, block, category, members, none_of, other

DEEPEST = 60
STATES_KEPT = 2_000
CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
PLAIN_ESCAPES = frozenset("\\|.-^?*+{}()[]")
NO_ATOMS = frozenset("?*+{}()|[]")
ALWAYS: int = 2**62


class Node:
    """A part of an expression; `nullable`: it matches nothing at all."""

    __slots__ = ("nullable",)

    def __init__(self, *, nullable: bool) -> None:
        self.nullable = nullable

    def partial(self, character: str) -> Iterable["Node"]:  # noqa: ARG002 - what matches nothing asks for none
        """What may follow `character`, each a way to go on."""
        return ()


class One(Node):
    """One of a set of characters."""

    __slots__ = ("_characters", "_nothing")

    def __init__(self, characters: Characters, nothing: Node) -> None:
        super().__init__(nullable=False)
        self._characters = characters
        self._nothing = nothing

    def partial(self, character: str) -> Iterable[Node]:
        """What may follow `character`."""
        return (self._nothing,) if self._characters.contains(character) else ()


class Pair(Node):
    """One part and then another."""

    __slots__ = ("_make", "head", "then")

    def __init__(self, head: Node, then: Node, make: Callable[[Node, Node], Node]) -> None:
        super().__init__(nullable=head.nullable and then.nullable)
        self.head = head
        self.then = then
        self._make = make

    def partial(self, character: str) -> Iterable[Node]:
        """What may follow `character`."""
        node: Node = self
        while isinstance(node, Pair):
            for rest in node.head.partial(character):
                yield self._make(rest, node.then)
            if not node.head.nullable:
                return
            node = node.then
        yield from node.partial(character)


class Either(Node):
    """Any of several parts."""

    __slots__ = ("_parts",)

    def __init__(self, parts: tuple[Node, ...]) -> None:
        super().__init__(nullable=any(part.nullable for part in parts))
        self._parts = parts

    def partial(self, character: str) -> Iterable[Node]:
        """What may follow `character`."""
        return (rest for part in self._parts for rest in part.partial(character))


class Repeated(Node):
    """A part from `least` to `most` times."""

    __slots__ = ("_again", "_make", "most", "part")

    def __init__(
        self, part: Node, bounds: tuple[int, int], make: Callable[[Node, Node], Node], again: Callable[[], Node]
    ) -> None:
        super().__init__(nullable=bounds[0] == 0)
        self.part = part
        self.most = bounds[1]
        self._make = make
        self._again = again

    def partial(self, character: str) -> Iterable[Node]:
        """What may follow `character`."""
        return (self._make(rest, self._again()) for rest in self.part.partial(character))


class Nodes:
    """Makes the parts of one expression, the same one for the same parts, so that states can be told apart."""

    def __init__(self) -> None:
        self.nothing = Node(nullable=True)
        self._pairs: dict[tuple[Node, Node], Node] = {}
        self._repeats: dict[tuple[Node, int, int], Node] = {}

    def one(self, characters: Characters) -> Node:
        """One of `characters`."""
        return One(characters, self.nothing)

    def pair(self, head: Node, then: Node) -> Node:
        """`head` and then `then`."""
        if head is self.nothing or then is self.nothing:
            return then if head is self.nothing else head
        if (head, then) not in self._pairs:
            self._pairs[head, then] = Pair(head, then, self.pair)
        return self._pairs[head, then]

    def repeat(self, part: Node, least: int, most: int) -> Node:
        """`part` from `least` to `most` times; one that may be nothing need not be there at all."""
        least = 0 if part.nullable else least
        if isinstance(part, Repeated) and part.nullable:  # (a{0,3}){0,3} is a{0,9}, and much shorter
            most = min(most * part.most, ALWAYS)
            part = part.part
        if most == 0 or part is self.nothing:
            return self.nothing
        key = part, least, most
        if key not in self._repeats:
            fewer = max(least - 1, 0), most if most == ALWAYS else most - 1
            self._repeats[key] = Repeated(part, (least, most), self.pair, lambda: self.repeat(part, *fewer))
        return self._repeats[key]


class State:
    """Where a value may stand in an expression, and where each character leads from there."""

    __slots__ = ("accepts", "moves", "nodes")

    def __init__(self, nodes: frozenset[Node]) -> None:
        self.nodes = nodes
        self.accepts = any(node.nullable for node in nodes)
        self.moves: dict[str, State] = {}


class Expression:
    """A regular expression of XML Schema; raises `ValueError` where it is none."""

    def __init__(self, written: str) -> None:
        self._start = frozenset([Reader(written).whole()])
        self._states: dict[frozenset[Node], State] = {}

    def matches(self, text: str) -> bool:
        """Whether the expression matches the whole of `text`."""
        state = self._state(self._start)
        for character in text:
            found = state.moves.get(character)
            if found is None:
                nodes = frozenset(rest for node in state.nodes for rest in node.partial(character))
                found = state.moves[character] = self._state(nodes)
            state = found
            if not state.nodes:
                return False
        return state.accepts

    def _state(self, nodes: frozenset[Node]) -> State:
        if len(self._states) > STATES_KEPT:
            self._states.clear()
        return self._states.setdefault(nodes, State(nodes))


@lru_cache(maxsize=500)
def expression(written: str) -> Expression:
    """The expression that is `written` so, each read once."""
    return Expression(written)


class Reader:
    """Reads an expression from its first character to its last."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._at = 0
        self._depth = 0
        self._nodes = Nodes()

    def whole(self) -> Node:
        """The whole expression."""
        found = self._choice()
        if self._at < len(self._written):
            raise self._wrong(f"“{self._next}” must not stand")
        return found

    @property
    def _next(self) -> str:
        return self._written[self._at : self._at + 1]

    def _take(self, wanted: str) -> bool:
        """Go on behind `wanted` where it stands here."""
        found = self._written.startswith(wanted, self._at)
        self._at += len(wanted) if found else 0
        return found

    def _wrong(self, what: str) -> ValueError:
        return ValueError(f"the pattern “{self._written}” is no regular expression: {what} at character {self._at + 1}")

    def _choice(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong("brackets are nested too deeply")
        branches = [self._branch()]
        while self._take("|"):
            branches.append(self._branch())
        self._depth -= 1
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def _branch(self) -> Node:
        pieces = []
        while self._next and self._next not in "|)":
            pieces.append(self._piece())
        node = self._nodes.nothing
        for piece in reversed(pieces):
            node = self._nodes.pair(piece, node)
        return node

    def _piece(self) -> Node:
        atom = self._atom()
        for sign, least, most in (("?", 0, 1), ("*", 0, ALWAYS), ("+", 1, ALWAYS)):
            if self._take(sign):
                return self._nodes.repeat(atom, least, most)
        return self._nodes.repeat(atom, *self._quantity()) if self._take("{") else atom

    def _quantity(self) -> tuple[int, int]:
        least = self._number()
        most = least
        if self._take(","):
            most = ALWAYS if self._next == "}" else self._number()
        if not self._take("}") or most < least:
            raise self._wrong("a quantity is wrong")
        return least, most

    def _number(self) -> int:
        begin = self._at
        while self._next and self._next in "0123456789" and self._at < begin + 9:
            self._at += 1
        if begin == self._at:
            raise self._wrong("a number is missing")
        return int(self._written[begin : self._at])

    def _atom(self) -> Node:
        if self._take("("):
            inner = self._choice()
            if not self._take(")"):
                raise self._wrong("a bracket is missing")
            return inner
        if self._take("["):
            return self._nodes.one(self._class())
        if self._take("."):
            return self._nodes.one(Characters(lambda character: character not in "\n\r"))
        if self._next in NO_ATOMS:
            raise self._wrong(f"“{self._next}” must not stand")
        return self._nodes.one(self._single()[0])

    def _single(self) -> tuple[Characters, str]:
        """One character or an escape: what it stands for, and the character where it is one, else ""."""
        if self._take("\\"):
            return self._escape()
        character = self._next
        if not character:
            raise self._wrong("a character is missing")
        self._at += 1
        return members((character, character)), character

    def _escape(self) -> tuple[Characters, str]:
        sign = self._next
        self._at += 1
        if sign in PLAIN_ESCAPES or sign in CONTROLS:
            character = CONTROLS.get(sign, sign)
            return members((character, character)), character
        if sign and sign.lower() in ESCAPES:
            characters = ESCAPES[sign.lower()]
            return characters if sign.islower() else other(characters), ""
        if sign in ("p", "P") and self._take("{"):
            characters = self._property()
            return characters if sign == "p" else other(characters), ""
        raise self._wrong(f"“\\{sign}” must not stand")

    def _property(self) -> Characters:
        name, bracket, _ = self._written[self._at :].partition("}")
        if not bracket:
            raise self._wrong("a bracket is missing")
        self._at += len(name) + 1
        return block(name[2:]) if name.startswith("Is") else category(name)

    def _class(self) -> Characters:
        """A class of characters, behind its first bracket."""
        is_other = self._take("^")
        parts: list[Characters] = []
        while not self._next or self._next != "]":
            parts.append(self._member(is_first=not parts))
            if self._take("-["):
                return self._less(parts, is_other=is_other)
        if not parts:
            raise self._wrong("a class of characters is empty")
        self._at += 1
        return none_of(parts) if is_other else any_of(parts)

    def _less(self, parts: list[Characters], *, is_other: bool) -> Characters:
        """The class so far without the class that follows."""
        without = self._class()
        if not self._take("]"):
            raise self._wrong("a bracket is missing")
        every = none_of(parts) if is_other else any_of(parts)
        return Characters(lambda character: every.contains(character) and not without.contains(character))

    def _member(self, *, is_first: bool) -> Characters:
        """A character, an escape or a range in a class."""
        is_dash = self._next == "-"
        if self._next == "[" or (is_dash and not is_first and self._written[self._at + 1 : self._at + 2] != "]"):
            raise self._wrong(f"“{self._next}” must not stand")
        characters, first = self._single()
        ahead = self._written[self._at + 1 : self._at + 2]
        if is_dash or self._next != "-" or ahead in ("[", "]", ""):
            return characters
        self._at += 1
        _, last = self._single()
        if not first or not last or last < first:
            raise self._wrong("a range is wrong")
        return members((first, last))
