"""Datatypes and lists of values in words, each with an example (W3C XML Schema Part 2)."""

from collections.abc import Iterable, Mapping

from edition.relaxng import Fault, ValueType

VALUES_SHOWN = 14
WORDS: Mapping[str, str] = {
    "ID": "an identifier: a letter or underscore, then letters, digits, dots and hyphens, such as “per.orr”",
    "NCName": "a name without a colon, such as “translator”",
    "Name": "a name, such as “translator”",
    "NMTOKEN": "a word of letters, digits and the signs . _ : -, such as “1-a”",
    "anyURI": "an address, such as “https://example.org/” or “#per.orr”",
    "boolean": "true, false, 1 or 0",
    "date": "a day, such as 1918-07-06",
    "dateTime": "a day and a time, such as 1918-07-06T12:30:00",
    "decimal": "a number, such as 2 or 0.5",
    "double": "a number, such as 2 or 0.5",
    "duration": "a length of time, such as P2D or PT45M",
    "float": "a number, such as 2 or 0.5",
    "gDay": "a day of a month, such as ---06",
    "gMonth": "a month, such as --07",
    "gMonthDay": "a day of a year, such as --07-06",
    "gYear": "a year, such as 1918",
    "gYearMonth": "a month, such as 1918-07",
    "int": "a whole number, such as 12",
    "integer": "a whole number, such as 12",
    "language": "a language tag, such as “en” or “fr-CA”",
    "nonNegativeInteger": "a whole number from 0 on",
    "positiveInteger": "a whole number from 1 on",
    "short": "a whole number, such as 12",
    "time": "a time, such as 12:30:00",
}
FACETS: Mapping[str, str] = {
    "length": "of {} characters",
    "maxExclusive": "less than {}",
    "maxInclusive": "at most {}",
    "maxLength": "of at most {} characters",
    "minExclusive": "more than {}",
    "minInclusive": "at least {}",
    "minLength": "of at least {} characters",
    "pattern": "that matches {}",
}
PLAIN = ("string", "token", "normalizedString")


def described(fault: Fault) -> str:
    """The values of which one must be chosen; "" where the schema lists none."""
    return listed([value for value, _ in fault.values], "or") if fault.values else ""


def in_words(types: Iterable[ValueType]) -> str:
    """What a value of one of `types` is, with an example; "" where nothing can be said."""
    return listed(list(dict.fromkeys(filter(None, map(_type, types)))), "or")


def listed(names: list[str], last: str = "and", most: int = VALUES_SHOWN) -> str:
    """`names` as a sentence lists them; of more than `most` the first, and how many there are besides."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return f" {last} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _type(kind: ValueType) -> str:
    facets = " and ".join(FACETS[name].format(value) for name, value in kind.facets if name in FACETS)
    if kind.name in PLAIN:
        words = f"text {facets}" if facets else "any text"
    else:
        words = " ".join(filter(None, (WORDS.get(kind.name, kind.name), facets)))
    return f"{words}, or several with spaces between" if kind.is_list else words
