"""Dates that contradict their own words, or each other."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from edition.check.finding import Finding
from edition.check.rules.date_words import Said, said
from edition.check.subject import Subject
from edition.tree import Element, beginning, find_all, folded, is_element, text_of

WORDED = ("date", "docDate", "origDate", "birth", "death")
UNSETTLED = ("choice", "app", "subst", "date", "sic", "corr", "del", "add", "abbr", "expan", "orig", "reg", "gap")
NOT_DATES = ("biblScope", "citedRange", "locus")
VALUE = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T.*)?")
WITHOUT_YEAR = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?|---(?P<only_day>\d\d)")
ATTRIBUTES = ("when", "from", "to", "notBefore", "notAfter")
RANGES = (("from", "to"), ("notBefore", "notAfter"))
OTHER_CALENDARS = ("calendar", "when-custom", "from-custom", "to-custom", "datingMethod")
REMEDY = "Compare the source and correct the attribute; name another calendar in @calendar."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OTHER_ERA = 300
OLD_STYLE_UNTIL = 1930
LADY_DAY_UNTIL = 1753
MARCH, DECEMBER, LAST_DAY = 3, 12, 31


def contradicted_dates(subject: Subject) -> Iterator[Finding]:
    """A date whose words, read as a whole, cannot be what its attributes say; certain cases only.

    Days of the Julian calendar, years that begin in March and years of another era are let be, and so is
    whatever names a calendar.
    """
    texts: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
    for node in subject.elements(*WORDED):
        words = _words(node) if len(node) else beginning(node)
        known = (words, tuple(node.items()))
        text = texts.get(known)
        if text is None:
            text = texts[known] = _contradiction(words, dict(node.items()))
        if text:
            yield Finding("DATE-WORDS", node, text, REMEDY, next(name for name in ATTRIBUTES if node.get(name)))


def _words(node: Element) -> str:
    """The words of a date without notes; "" where it is not settled what they are."""
    if next(find_all(node, *UNSETTLED), node) is not node:
        return ""
    return text_of(node, lambda inner: is_element(inner, "note"))


def _contradiction(words: str, given: Mapping[str, str]) -> str:
    """What is to be said of a date with these words and attributes; "" for nothing."""
    told = said(words) if any(given.get(name) for name in ATTRIBUTES) else None
    if told is None or _has_other_calendar(given):
        return ""
    if _agrees(told, given):
        return _weekday(told, _value(given.get("when", "")))
    stated = " and ".join(f"@{name} “{given[name]}”" for name in ATTRIBUTES if given.get(name))
    return f"the words are “{folded(words)}”, which {stated} cannot mean."


def _weekday(told: Said, value: Said | None) -> str:
    """What is to be said of a weekday on which the date did not fall, in the calendar of today or in the older one."""
    day = _day(value) if told.weekday and value is not None and value.month and value.day else None
    if day is None or value is None:
        return ""
    days = [day, *(_day(other) for other in _old_style(value))]
    if any(each is not None and each.isoweekday() == told.weekday for each in days):
        return ""
    return f"the words say {DAYS[told.weekday - 1]}, and {day.isoformat()} was a {DAYS[day.isoweekday() - 1]}."


def _has_other_calendar(given: Mapping[str, str]) -> bool:
    return any("gregorian" not in (given.get(name) or "gregorian").casefold() for name in OTHER_CALENDARS)


def _agrees(told: Said, given: Mapping[str, str]) -> bool:
    if given.get("when"):
        return _may_be(told, _value(given["when"]))
    first, last = (_value(given.get(one) or given.get(other) or "") for one, other in zip(*RANGES, strict=True))
    return _is_within(told, first, last)


def _value(written: str) -> Said | None:
    """What an attribute says; None for what is no date. A year before Christ is negative."""
    found = VALUE.fullmatch(written) or WITHOUT_YEAR.fullmatch(written)
    if found is None:
        return None
    parts = found.groupdict()
    day = parts.get("day") or parts.get("only_day")
    return Said(int(parts.get("year") or 0), int(parts.get("month") or 0), int(day or 0))


def _may_be(told: Said, value: Said | None) -> bool:
    """Whether the words can mean `value`, in the calendar of today or in an older one."""
    if value is None or value.year < 0 or not _differs(told, value):
        return True
    return _is_of_another_style(told, value)


def _differs(told: Said, value: Said, without: str = "") -> bool:
    pairs = (("year", told.year, value.year), ("month", told.month, value.month), ("day", told.day, value.day))
    return any(one and other and one != other for name, one, other in pairs if name != without)


def _is_of_another_style(told: Said, value: Said) -> bool:
    if told.year and abs(told.year - value.year) > OTHER_ERA and value.year:
        return True
    starts_in_march = 0 < value.year < LADY_DAY_UNTIL and value.month <= MARCH and told.year == value.year - 1
    if starts_in_march and not _differs(told, value, "year"):
        return True
    return any(not _differs(told, other) for other in _old_style(value))


def _old_style(value: Said) -> Iterator[Said]:
    """The days that are called as `value` is when the calendar was changed between the two."""
    day = _day(value) if value.year <= OLD_STYLE_UNTIL else None
    if day is not None:
        for offset in {_offset(value.year), _offset(value.year - 1)}:
            for other in (day - offset, day + offset):
                yield Said(other.year, other.month, other.day)


def _offset(year: int) -> timedelta:
    """How far the Julian calendar is behind in the last months of `year`."""
    return timedelta(days=year // 100 - year // 400 - 2)


def _day(value: Said) -> date | None:
    try:
        return date(value.year, value.month, value.day) if value.year > OTHER_ERA else None
    except ValueError:
        return None


def _is_within(told: Said, first: Said | None, last: Said | None) -> bool:
    """Whether what the words say can lie between two dates; None for an end that is open."""
    is_reversed = first is not None and last is not None and _earliest(first) > _latest(last)
    if told.year < LADY_DAY_UNTIL or is_reversed:
        return True
    if told.month and told.year <= OLD_STYLE_UNTIL:
        first, last = _widened(first), _widened(last)
    early = first is not None and first.year > 0 and _latest(told) < _earliest(first)
    late = last is not None and last.year > 0 and _earliest(told) > _latest(last)
    years = (abs(told.year - value.year) for value in (first, last) if value is not None)
    return not (early or late) or any(apart > OTHER_ERA for apart in years)


def _widened(value: Said | None) -> Said | None:
    """The year of `value`, for in an older calendar a day may have belonged to another month."""
    return value and Said(value.year)


def _earliest(value: Said) -> tuple[int, int, int]:
    return value.year, value.month or 1, value.day or 1


def _latest(value: Said) -> tuple[int, int, int]:
    return value.year, value.month or DECEMBER, value.day or LAST_DAY


def reversed_dates(subject: Subject) -> Iterator[Finding]:
    """A span of time that ends before it begins; a life, or the way of a letter, that does."""
    for first, last in RANGES:
        for node in subject.by_attribute.get(last, ()):
            if node.get(first) and not is_element(node, *NOT_DATES):
                yield from _reversed(node, f"@{first}", node.get(first, ""), f"@{last}", node.get(last, ""), last)
    for person in subject.elements("person"):
        yield from _lived(person)


def _reversed(node: Element, begins: str, one: str, ends: str, other: str, attribute: str = "") -> Iterator[Finding]:
    first, last = _value(one), _value(other)
    if first is not None and last is not None and first.year and last.year and _earliest(first) > _latest(last):
        text = f"{begins} is “{one}”, later than {ends}, “{other}”."
        yield Finding("DATE-ORDER", node, text, "Compare the source; one of the two is wrong.", attribute)


def _lived(person: Element) -> Iterator[Finding]:
    birth, death = (next(person.iterchildren(f"{{*}}{name}"), None) for name in ("birth", "death"))
    if birth is not None and death is not None:
        yield from reversed_between(person, "the birth", birth, "the death", death)


def reversed_between(node: Element, begins: str, first: Element, ends: str, last: Element) -> Iterator[Finding]:
    """A finding at `node` where `last`, called `ends`, cannot be as late as `first`, called `begins`."""
    earliest = first.get("when") or first.get("notBefore") or first.get("from") or ""
    latest = last.get("when") or last.get("notAfter") or last.get("to") or ""
    yield from _reversed(node, begins, earliest, ends, latest)
