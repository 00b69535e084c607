"""What is wrong with a document by a schema: one record for one mistake, without a word of prose."""

from dataclasses import dataclass
from enum import Enum, auto

from edition.tree import Element


class FaultKind(Enum):
    """In which way an element, its content or one of its attributes breaks the schema."""

    ROOT = auto()
    """The outermost element is none with which a document may begin."""
    NAMESPACE = auto()
    """The element, with all that is in it, is in no namespace or in a wrong one."""
    ELEMENT_UNKNOWN = auto()
    """The schema has no element of this name."""
    ELEMENT_MISPLACED = auto()
    """The element is never allowed in this parent."""
    ELEMENT_EARLY = auto()
    """Something that is required must stand before it."""
    ELEMENT_LATE = auto()
    """The element is allowed in the parent, but not after what stands before it, or not so often."""
    INCOMPLETE = auto()
    """The element ends though something is needed in it."""
    TEXT = auto()
    """Words stand where none may be."""
    CONTENT_VALUE = auto()
    """The words of an element are not of its datatype."""
    ATTRIBUTE_UNKNOWN = auto()
    """The element has no attribute of this name."""
    ATTRIBUTE_VALUE = auto()
    """The value is not one that the attribute may have."""
    ATTRIBUTE_MISSING = auto()
    """An attribute is required."""
    ATTRIBUTE_CONFLICT = auto()
    """The attribute is allowed alone, but not with another that is there."""


@dataclass(frozen=True)
class ValueType:
    """A W3C datatype that a value may have.

    `name` as the schema has it, such as `date`; `facets` pairs (name, value) such as `("pattern", "[a-z]+")` or
    `("maxInclusive", "9")`, in the order of the schema; `is_list`: several may stand there, with spaces between.
    """

    name: str
    facets: tuple[tuple[str, str], ...] = ()
    is_list: bool = False


@dataclass(frozen=True)
class Fault:
    """One mistake.

    `node` is the element at which it shows: the parent for INCOMPLETE and TEXT, the owner for attributes.
    All names are in Clark notation. `expected` is in the order of the schema: what is needed at this place, any
    one of them, else what may stand there; for ATTRIBUTE_CONFLICT the attributes with which it does not go.
    `needed` tells all that is needed at this place, one after the other, each a tuple of alternatives; `expected`
    is then the first of them. `allowed` are the names that may stand anywhere in the parent, or the attributes
    that the element may have.
    """

    kind: FaultKind
    node: Element
    name: str = ""
    """The attribute; "" where the fault is with none."""
    value: str = ""
    """The value of the attribute, or the words of the element, as they stand."""
    words: str = ""
    """The beginning of the text that may not be there, white space folded."""
    expected: tuple[str, ...] = ()
    needed: tuple[tuple[str, ...], ...] = ()
    allowed: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """Pairs (value, what the schema says of it) where the schema lists the values; "" where it says nothing."""
    types: tuple[ValueType, ...] = ()
    wrappers: tuple[str, ...] = ()
    """For MISPLACED and TEXT the elements that may stand here and hold what may not, those needed here first."""
    near: str = ""
    """The nearest name that is allowed, for NAMESPACE the right one; "" for none."""
