"""Patterns of character data: `data`, `value` and `list`, in attributes and in elements that hold nothing else."""

from collections.abc import Iterator, Mapping

from edition.relaxng.datatypes import Datatype
from edition.relaxng.faults import ValueType
from edition.relaxng.patterns import NOT_ALLOWED, TEXT, Kind, Pattern, Patterns, first, leaves

XML_SPACE = " \t\n\r"


class DataPattern(Pattern):
    """Any value of a datatype but those that `exception` accepts."""

    __slots__ = ("datatype", "exception")

    def __init__(self, datatype: Datatype, exception: Pattern) -> None:
        super().__init__(Kind.DATA)
        self.datatype = datatype
        self.exception = exception


class ValuePattern(Pattern):
    """One value, as its datatype compares values; `namespaces` are those of the schema there, by prefix."""

    __slots__ = ("datatype", "documentation", "is_possible", "value", "written")

    def __init__(self, datatype: Datatype, written: str, documentation: str, namespaces: Mapping[str, str]) -> None:
        super().__init__(Kind.VALUE)
        self.datatype = datatype
        self.written = written.strip(XML_SPACE)
        self.documentation = documentation
        self.value = datatype.value(written, namespaces)
        self.is_possible = self.value is not None


class ListPattern(Pattern):
    """Words with white space between them, which together match `part`."""

    __slots__ = ("part",)

    def __init__(self, part: Pattern) -> None:
        super().__init__(Kind.LIST)
        self.part = part


def accepts(patterns: Patterns, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
    """Whether `pattern` holds of an attribute value, or of all the text of an element."""
    if pattern.nullable and not text.strip(XML_SPACE):
        return True
    if not pattern.parts:
        return _leaf_accepts(patterns, pattern, text, namespaces)
    if pattern.kind is Kind.CHOICE:
        return any(accepts(patterns, part, text, namespaces) for part in pattern.parts)
    return _after(patterns, pattern, text, namespaces).nullable


def has_strings(pattern: Pattern) -> bool:
    """Whether character data of a datatype may stand in `pattern`."""
    return any(leaf.kind in (Kind.DATA, Kind.VALUE, Kind.LIST) for leaf in leaves(pattern))


def needs_namespaces(pattern: Pattern) -> bool:
    """Whether a value depends on which prefixes are declared where it stands."""
    return any(_datatype_needs_namespaces(leaf) for leaf in leaves(pattern))


def values(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """Pairs (value, what the schema says of it) of the values that `pattern` lists."""
    for leaf in leaves(pattern):
        if isinstance(leaf, ValuePattern):
            yield leaf.written, leaf.documentation
        elif isinstance(leaf, ListPattern):
            yield from values(leaf.part)


def types(pattern: Pattern, *, is_list: bool = False) -> Iterator[ValueType]:
    """The datatypes that `pattern` allows, besides the values that it lists."""
    for leaf in leaves(pattern):
        if isinstance(leaf, DataPattern):
            yield ValueType(leaf.datatype.name, leaf.datatype.facets, is_list)
        elif isinstance(leaf, ListPattern):
            yield from types(leaf.part, is_list=True)


def _after(patterns: Patterns, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> Pattern:
    taken = [leaf for leaf in first(pattern) if _leaf_accepts(patterns, leaf, text, namespaces)]
    return patterns.after(pattern, frozenset(taken)) if taken else NOT_ALLOWED


def _leaf_accepts(patterns: Patterns, leaf: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
    if isinstance(leaf, ValuePattern):
        return leaf.is_possible and leaf.datatype.value(text, namespaces) == leaf.value
    if isinstance(leaf, DataPattern):
        excepted = leaf.exception is not NOT_ALLOWED and accepts(patterns, leaf.exception, text, namespaces)
        return not excepted and leaf.datatype.value(text, namespaces) is not None
    if isinstance(leaf, ListPattern):
        return _list_accepts(patterns, leaf.part, text, namespaces)
    return leaf is TEXT


def _list_accepts(patterns: Patterns, part: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
    for word in text.translate(SPACES).split(" "):
        if word:
            part = _after(patterns, part, word, namespaces)
        if part is NOT_ALLOWED:
            return False
    return part.nullable


SPACES = str.maketrans(dict.fromkeys("\t\n\r", " "))


def _datatype_needs_namespaces(leaf: Pattern) -> bool:
    if isinstance(leaf, ListPattern):
        return needs_namespaces(leaf.part)
    if isinstance(leaf, DataPattern) and leaf.exception is not NOT_ALLOWED and needs_namespaces(leaf.exception):
        return True
    return isinstance(leaf, DataPattern | ValuePattern) and leaf.datatype.needs_namespaces
