"""Dates as words say them, in English, French, German and Dutch: “6 July 1918”, “le 1er juillet”, “6. VII. 1918”."""

import re
from dataclasses import dataclass
from functools import lru_cache

from edition.tree import folded

MONTHS = (
    "january jan janvier janv januar jänner jaenner januari",
    "february feb febr février fevrier févr fevr februar feber februari",
    "march mar mars märz maerz mrz maart mrt",
    "april apr avril avr",
    "may mai mei",
    "june jun juin juni",
    "july jul juillet juil juli",
    "august aug août aout augustus",
    "september sept sep septembre",
    "october oct octobre oktober okt",
    "november nov novembre",
    "december dec décembre decembre déc dezember dez",
)
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
ROMAN = {name: number for number, name in enumerate(NUMERALS, 1)}
WEEKDAYS = (
    "monday lundi montag maandag",
    "tuesday mardi dienstag dinsdag",
    "wednesday mercredi mittwoch woensdag",
    "thursday jeudi donnerstag donderdag",
    "friday vendredi freitag vrijdag",
    "saturday samedi samstag sonnabend zaterdag",
    "sunday dimanche sonntag zondag",
)
WEEKDAY = {name: number for number, names in enumerate(WEEKDAYS, 1) for name in names.split()}
LEADING = "on|in|at|the|of|le|du|en|au|de|den|der|dem|am|im|vom|op|te|anno"
NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|e|º|°|\.)?"
YEAR = r"(?P<year>1\d{3}|20\d{2})"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{DAY},? ?(?:of |de |d’|d')?)?{NAME}(?:,? (?:of |de )?{YEAR})?",
        rf"{NAME} {DAY}(?:,? {YEAR})?",
        rf"{YEAR},? {NAME}(?: {DAY})?",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>1\d{3}|20\d{2})",
        r"(?P<day>\d{1,2})[./] ?(?P<roman>[ivx]{1,4})[./] ?(?P<year>1\d{3}|20\d{2})",
        r"(?P<year>1\d{3}|20\d{2})-(?P<month>\d{2})-(?P<day>\d{2})",
        YEAR,
    )
)
AROUND = re.compile(rf"^(?:(?:{'|'.join(WEEKDAY)}|{LEADING})\b[,.]? )+")
LONGEST = 50
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Said:
    """What a date says; 0 for what it leaves open. `weekday` counts from 1, a Monday."""

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0


@lru_cache(maxsize=4096)
def said(words: str) -> Said | None:
    """What `words` say as a whole; None where they are more than one date, or none, or no day that there is."""
    text = folded(words).lower().strip(" ,;:()[]")
    if not text or len(text) > LONGEST:
        return None
    around = AROUND.match(text)
    weekdays = re.findall(r"[^\W\d_]+", around.group()) if around else []
    weekday = next((WEEKDAY[word] for word in weekdays if word in WEEKDAY), 0)
    text = text[around.end() if around else 0 :].strip(" ,;:")
    for form in FORMS:
        found = form.fullmatch(text) or form.fullmatch(text.rstrip("."))
        told = _said(found.groupdict(), weekday) if found else None
        if told is not None:
            return told
    return None


def _said(parts: dict[str, str | None], weekday: int) -> Said | None:
    name, roman, number = parts.get("name"), parts.get("roman"), parts.get("month")
    month = MONTH.get(name, 0) if name else ROMAN.get(roman, 0) if roman else int(number or 0)
    day, year = int(parts.get("day") or 0), int(parts.get("year") or 0)
    if ((name or roman or number) and not 1 <= month <= len(DAYS)) or (
        parts.get("day") and not 1 <= day <= DAYS[month - 1]
    ):
        return None
    return Said(year, month, day, weekday)
