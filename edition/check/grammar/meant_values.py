"""Values that are meant well and written badly, where only one other value can be meant."""

import re
from collections.abc import Iterator

from edition.check.finding import Fix
from edition.relaxng import Fault, FaultKind, ValueType
from edition.relaxng.datatypes import XSD, datatype

DAY = re.compile(r"(-?\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
LANGUAGE = re.compile(r"([A-Za-z]{2,3})[_-]([A-Za-z]{2}|[0-9]{3})")


def meant_value(fault: Fault) -> Fix | None:
    """The change that makes the value of an attribute right; None where more than one might be meant, or none.

    White space at the ends, other capitals than those of a listed value, a day without its zeros, and a language tag
    with an underscore; but 1911-2 may be two years. What is proposed is a value that the schema allows.
    """
    if fault.kind is not FaultKind.ATTRIBUTE_VALUE:
        return None
    right = {value for value in _candidates(fault) if value != fault.value and _is_allowed(value, fault)}
    return Fix(fault.name, right.pop()) if len(right) == 1 else None


def _candidates(fault: Fault) -> Iterator[str]:
    plain = " ".join(fault.value.split())
    yield plain
    yield from (value for value, _ in fault.values if value.casefold() == plain.casefold())
    if day := DAY.fullmatch(plain):
        yield f"{day[1]}-{day[3]:0>2}-{day[4]:0>2}"
    if tag := LANGUAGE.fullmatch(plain):
        yield f"{tag[1].lower()}-{tag[2].upper()}"


def _is_allowed(value: str, fault: Fault) -> bool:
    return any(value == listed for listed, _ in fault.values) or any(_is_of(value, type_) for type_ in fault.types)


def _is_of(value: str, type_: ValueType) -> bool:
    """Whether `value` is of a W3C datatype, white space as it stands; of a list, each of its words."""
    try:
        found = datatype(XSD, type_.name, type_.facets)
    except ValueError:
        return False
    return all(found.value(word, {}) is not None for word in (value.split() if type_.is_list else [value]))
