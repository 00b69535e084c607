"""Dates, times and durations of XML Schema 1.0 (Part 2, §3.2.6 to §3.2.14), as values that can be compared."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

YEAR = r"(?P<year>-?(?:[0-9]{4}|[1-9][0-9]{4,8}))"
MONTH = r"(?P<month>[0-9]{2})"
DAY = r"(?P<day>[0-9]{2})"
TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}(?:\.[0-9]*)?)"
ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
FORMS: Mapping[str, re.Pattern[str]] = {
    "dateTime": re.compile(f"{YEAR}-{MONTH}-{DAY}T{TIME}{ZONE}"),
    "date": re.compile(f"{YEAR}-{MONTH}-{DAY}{ZONE}"),
    "time": re.compile(f"{TIME}{ZONE}"),
    "gYearMonth": re.compile(f"{YEAR}-{MONTH}{ZONE}"),
    "gYear": re.compile(f"{YEAR}{ZONE}"),
    "gMonthDay": re.compile(f"--{MONTH}-{DAY}{ZONE}"),
    "gMonth": re.compile(f"--{MONTH}{ZONE}"),
    "gDay": re.compile(f"---{DAY}{ZONE}"),
}
NUMBER = r"[0-9]{1,9}"
DURATION = re.compile(
    rf"(-?)P(?=[0-9]|T)(?:({NUMBER})Y)?(?:({NUMBER})M)?(?:({NUMBER})D)?"
    rf"(?:T(?=[0-9.])(?:({NUMBER})H)?(?:({NUMBER})M)?(?:([0-9]{{1,15}}(?:\.[0-9]*)?|\.[0-9]+)S)?)?"
)
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY_IN_SECONDS = 86_400
WIDEST_ZONE = 14 * 3600
FARTHEST_ZONES = {1: 14, -1: 13}
LAST_YEAR = 292_278_994  # Java counts milliseconds
LEAP_YEAR = 4  # a year that has a 29 February, for dates without one


@dataclass(frozen=True)
class Moment:
    """A moment: seconds from the beginning of the year 0, and whether its time zone is known."""

    seconds: Decimal
    has_zone: bool

    def is_before(self, other: "Moment") -> bool:
        """Whether this comes before `other`, whatever their time zones may be."""
        doubt = 0 if self.has_zone == other.has_zone else WIDEST_ZONE
        return self.seconds + doubt < other.seconds


@dataclass(frozen=True)
class Duration:
    """A span of time: months and seconds, both of one sign, which cannot be turned into each other.

    `parts` are years, months, days, hours and minutes as they are written: to jing, P12M is not P1Y.
    """

    parts: tuple[int, ...]
    months: int
    seconds: Decimal

    def is_before(self, other: "Duration") -> bool:
        """Whether this is shorter than `other`, whatever the months are."""
        shortest, longest = 28 * DAY_IN_SECONDS, 31 * DAY_IN_SECONDS
        months = other.months - self.months
        least = months * (shortest if months > 0 else longest)
        return least + other.seconds - self.seconds > 0


def moments(name: str) -> Callable[[str], Moment | None]:
    """What reads the values of the datatype `name`, such as `gYear`; it gives None for what is no value."""
    form = FORMS[name]
    return lambda text: _moment(form.fullmatch(text))


def duration(text: str) -> Duration | None:
    """The value of a `duration`; None for what is none."""
    found = DURATION.fullmatch(text)
    if found is None:
        return None
    sign = -1 if found[1] else 1
    parts = tuple(int(part or 0) for part in found.groups()[1:6])
    years, months, days, hours, minutes = parts
    seconds = Decimal(found[7] or 0) + minutes * 60 + hours * 3600 + days * DAY_IN_SECONDS
    return Duration(parts, sign * (years * 12 + months), sign * seconds)


def _moment(found: re.Match[str] | None) -> Moment | None:
    if found is None:
        return None
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    year, month, day = int(parts.get("year", LEAP_YEAR)), int(parts.get("month", 1)), int(parts.get("day", 1))
    offset = _offset(parts.get("zone", "Z"))
    clock = _clock(parts)
    if year == 0 or abs(year) > LAST_YEAR or not 1 <= month <= 12 or offset is None or clock is None:
        return None
    count = year + 1 if year < 0 else year
    if not 1 <= day <= DAYS[month - 1] + (month == 2 and _is_leap(count)):
        return None
    return Moment(_day_number(count, month, day) * DAY_IN_SECONDS + clock - offset, "zone" in parts)


def _clock(parts: Mapping[str, str]) -> Decimal | None:
    """Seconds since midnight; None for a time that there is not."""
    hour, minute, second = int(parts.get("hour", 0)), int(parts.get("minute", 0)), Decimal(parts.get("second", 0))
    return hour * 3600 + minute * 60 + second if hour <= 23 and minute <= 59 and second < 61 else None


def _offset(zone: str) -> int | None:
    """Seconds by which a time zone is before that of Greenwich; None for one that there is not.

    XML Schema has fourteen hours on either side, jing thirteen on that of America.
    """
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    sign = -1 if zone.startswith("-") else 1
    if minutes > 59 or hours * 60 + minutes > FARTHEST_ZONES[sign] * 60:
        return None
    return (hours * 3600 + minutes * 60) * sign


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day_number(year: int, month: int, day: int) -> Decimal:
    """The days from the beginning of the year 0 to this day."""
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400
    in_year = sum(DAYS[: month - 1]) + (month > 2 and _is_leap(year))
    return Decimal(year * 365 + leap_days + in_year + day)
