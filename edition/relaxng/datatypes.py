"""Datatypes of RELAX NG and of XML Schema 1.0, with their parameters.

What is a value and what is not follows jing, whose verdict is the reference; where jing and XML Schema differ the
place says so.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from edition.relaxng.characters import is_name_part, is_name_start
from edition.relaxng.dates import FORMS, Duration, Moment, duration, moments
from edition.relaxng.expressions import Expression, expression
from edition.relaxng.uris import is_uri

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
XML_SPACE = " \t\n\r"
SPACES = str.maketrans(dict.fromkeys("\t\n\r", " "))
Namespaces = Mapping[str, str]
Facets = tuple[tuple[str, str], ...]
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
INTEGER = re.compile(r"[+-]?[0-9]+")
DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")
BOUNDS = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
LENGTHS = ("length", "minLength", "maxLength")
DIGITS = ("totalDigits", "fractionDigits")


@dataclass(frozen=True)
class Primitive:
    """A datatype without parameters: how white space is treated, what reads a value, and what can be said of it.

    `read` gives None for what is no value; `needs_namespaces` tells that it depends on the prefixes which are
    declared. `is_ordered`: bounds may be set; `is_decimal`: digits may be counted; `has_length`.
    """

    read: Callable[[str, Namespaces], Hashable | None]
    keeps_space: bool = False
    replaces_space: bool = False
    is_ordered: bool = False
    is_decimal: bool = False
    has_length: bool = True
    needs_namespaces: bool = False

    def spaced(self, text: str) -> str:
        """`text` with its white space as the datatype has it."""
        if self.keeps_space:
            return text.translate(SPACES) if self.replaces_space else text
        return " ".join(part for part in text.translate(SPACES).split(" ") if part)


@dataclass(frozen=True)
class Datatype:
    """A datatype with its parameters, `facets`, in the order of the schema."""

    name: str
    facets: Facets
    primitive: Primitive
    tests: tuple[Callable[[str, Hashable], bool], ...] = ()

    @property
    def needs_namespaces(self) -> bool:
        """Whether a value depends on which prefixes are declared where it stands."""
        return self.primitive.needs_namespaces

    def value(self, text: str, namespaces: Namespaces) -> Hashable | None:
        """The value that `text` stands for, equal to that of other ways to write it; None where it is none."""
        spaced = self.primitive.spaced(text)
        found = self.primitive.read(spaced, namespaces)
        if found is None or not all(test(spaced, found) for test in self.tests):
            return None
        return found


def datatype(library: str, name: str, facets: Facets) -> Datatype:
    """The datatype `name` of `library`, "" for that of RELAX NG itself; raises `ValueError` where there is none."""
    if library not in ("", XSD):
        raise ValueError(f"the datatype library “{library}” is not known")
    found = (PRIMITIVES if library else BUILT_IN).get(name)
    if found is None:
        raise ValueError(f"there is no datatype “{name}”")
    tests = tuple(_test(name, found, facet, setting) for facet, setting in facets) if library else ()
    if facets and not library:
        raise ValueError(f"the datatype “{name}” of RELAX NG has no parameters")
    return Datatype(name, facets, found, tests)


def _test(name: str, primitive: Primitive, facet: str, setting: str) -> Callable[[str, Hashable], bool]:
    """The test for one parameter of the datatype `name`."""
    if facet == "pattern":
        return partial(_matches, expression(setting))
    number = setting.strip(XML_SPACE)
    if facet in LENGTHS and primitive.has_length:
        return partial(_has_length, facet, int(_count(facet, number)))
    if facet in DIGITS and primitive.is_decimal:
        return partial(_has_digits, facet, int(_count(facet, number)))
    if facet in BOUNDS and primitive.is_ordered:
        bound = primitive.read(number, {})
        if bound is None:
            raise ValueError(f"“{setting}” is no {name}")
        return partial(_is_within, facet, bound)
    raise ValueError(f"the datatype “{name}” has no parameter “{facet}”")


def _count(facet: str, number: str) -> str:
    if not INTEGER.fullmatch(number) or number.startswith("-") or len(number) > 9:
        raise ValueError(f"the parameter “{facet}” is “{number}”, which is no number")
    return number


def _matches(pattern: Expression, text: str, _: Hashable) -> bool:
    return pattern.matches(text)


def _has_length(facet: str, length: int, text: str, value: Hashable) -> bool:
    """Characters of a string, words of a list, bytes of binary data."""
    count = len(value) if isinstance(value, bytes | tuple) else len(text)
    return count >= length if facet == "minLength" else count <= length if facet == "maxLength" else count == length


def _has_digits(facet: str, most: int, text: str, _: Hashable) -> bool:
    """Digits as they are written, but for zeros at the beginning; jing counts those at the end."""
    whole, _, fraction = text.lstrip("+-").partition(".")
    count = len(fraction) if facet == "fractionDigits" else len(whole.lstrip("0")) + len(fraction)
    return count <= most


def _is_within(facet: str, bound: Hashable, _: str, value: Hashable) -> bool:
    if facet.endswith("Inclusive") and value == bound:
        return True
    return _is_less(bound, value) if facet.startswith("min") else _is_less(value, bound)


def _is_less(one: Hashable, other: Hashable) -> bool:
    """Whether `one` comes before `other`; not where it cannot be told."""
    if isinstance(one, Moment) and isinstance(other, Moment):
        return one.is_before(other)
    if isinstance(one, Duration) and isinstance(other, Duration):
        return one.is_before(other)
    if isinstance(one, Decimal | float) and isinstance(other, Decimal | float):
        return one < other
    return False


def _string(text: str, _: Namespaces) -> str:
    return text


def _nothing(_: str, __: Namespaces) -> None:
    """No value: there are no entities, for there is no DTD."""


def _language(text: str, _: Namespaces) -> str | None:
    return text if LANGUAGE.fullmatch(text) else None


def _boolean(text: str, _: Namespaces) -> Hashable | None:
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(text)


def _decimal(text: str, _: Namespaces) -> Decimal | None:
    return Decimal(text) if DECIMAL.fullmatch(text) else None


def _integer(least: str, most: str, text: str, _: Namespaces) -> Decimal | None:
    """A whole number between two bounds, "" for none."""
    if not INTEGER.fullmatch(text):
        return None
    value = Decimal(text)
    return None if (least and value < Decimal(least)) or (most and value > Decimal(most)) else value


def _double(text: str, _: Namespaces) -> Hashable | None:
    if not DOUBLE.fullmatch(text):
        return None
    return "NaN" if text == "NaN" else float(text)


def _moment(read: Callable[[str], Moment | None], text: str, _: Namespaces) -> Moment | None:
    return read(text)


def _duration(text: str, _: Namespaces) -> Duration | None:
    return duration(text)


def _hexadecimal(text: str, _: Namespaces) -> bytes | None:
    return bytes.fromhex(text) if HEX.fullmatch(text) else None


def _base64(text: str, _: Namespaces) -> bytes | None:
    """Bytes in base 64; the bits that are left over at the end must be 0."""
    written = text.replace(" ", "")
    if not BASE64.fullmatch(written):
        return None
    last = written.rstrip("=")[-1:]
    spare = {"==": "AQgw", "=": "AEIMQUYcgkosw048"}.get(written[len(written.rstrip("=")) :], last)
    return b64decode(written) if last in spare else None


def _uri(text: str, _: Namespaces) -> str | None:
    return text if is_uri(text) else None


def _is_token(text: str) -> bool:
    return bool(text) and all(letter == ":" or is_name_part(letter) for letter in text)


def _is_name(text: str) -> bool:
    return _is_token(text) and (text[0] == ":" or is_name_start(text[0]))


def _is_plain_name(text: str) -> bool:
    return _is_name(text) and ":" not in text


def _one(test: Callable[[str], bool], text: str, _: Namespaces) -> str | None:
    return text if test(text) else None


def _several(test: Callable[[str], bool], text: str, _: Namespaces) -> tuple[str, ...] | None:
    """Words of which each passes `test`, one at least."""
    words = tuple(text.split(" ")) if text else ()
    return words if words and all(test(word) for word in words) else None


def _qualified(text: str, namespaces: Namespaces) -> Hashable | None:
    """A name with its namespace; None where the prefix is not declared."""
    prefix, colon, name = text.rpartition(":")
    if not _is_plain_name(name) or (colon and not _is_plain_name(prefix)):
        return None
    if prefix == "xml":
        return "xml", name
    namespace = namespaces.get(prefix, None if prefix else "")
    return None if namespace is None else (namespace, name)


def _numbers(least: str = "", most: str = "") -> Primitive:
    return Primitive(partial(_integer, least, most), is_ordered=True, is_decimal=True, has_length=False)


STRING = Primitive(_string, keeps_space=True)
TOKEN = Primitive(_string)
NAME = Primitive(partial(_one, _is_plain_name))
NAMES = Primitive(partial(_several, _is_plain_name))
QUALIFIED = Primitive(_qualified, needs_namespaces=True)
BUILT_IN: Mapping[str, Primitive] = {"string": STRING, "token": TOKEN}
PRIMITIVES: Mapping[str, Primitive] = {
    "string": STRING,
    "normalizedString": Primitive(_string, keeps_space=True, replaces_space=True),
    "token": TOKEN,
    "language": Primitive(_language),
    "NMTOKEN": Primitive(partial(_one, _is_token)),
    "NMTOKENS": Primitive(partial(_several, _is_token)),
    "Name": Primitive(partial(_one, _is_name)),
    "NCName": NAME,
    "ID": NAME,
    "IDREF": NAME,
    "IDREFS": NAMES,
    "ENTITY": Primitive(_nothing),
    "ENTITIES": Primitive(_nothing),
    "QName": QUALIFIED,
    "NOTATION": QUALIFIED,
    "anyURI": Primitive(_uri),
    "boolean": Primitive(_boolean, has_length=False),
    "decimal": Primitive(_decimal, is_ordered=True, is_decimal=True, has_length=False),
    "integer": _numbers(),
    "nonNegativeInteger": _numbers("0"),
    "positiveInteger": _numbers("1"),
    "nonPositiveInteger": _numbers("", "0"),
    "negativeInteger": _numbers("", "-1"),
    "long": _numbers("-9223372036854775808", "9223372036854775807"),
    "int": _numbers("-2147483648", "2147483647"),
    "short": _numbers("-32768", "32767"),
    "byte": _numbers("-128", "127"),
    "unsignedLong": _numbers("0", "18446744073709551615"),
    "unsignedInt": _numbers("0", "4294967295"),
    "unsignedShort": _numbers("0", "65535"),
    "unsignedByte": _numbers("0", "255"),
    "float": Primitive(_double, is_ordered=True, has_length=False),
    "double": Primitive(_double, is_ordered=True, has_length=False),
    "duration": Primitive(_duration, is_ordered=True, has_length=False),
    "hexBinary": Primitive(_hexadecimal),
    "base64Binary": Primitive(_base64),
    **{name: Primitive(partial(_moment, moments(name)), is_ordered=True, has_length=False) for name in FORMS},
}
