"""Dates in words: what is said of each day, in four languages, and what is no date."""

from datetime import date, timedelta

import pytest

from edition.check.rules.date_words import Said, said

FORMS = {
    "en": (
        "{day} {month} {year}",
        "{month} {day}, {year}",
        "the {day}th of {month}, {year}",
        "{weekday}, {day} {month} {year}",
    ),
    "fr": (
        "{day} {month} {year}",
        "le {day} {month} {year}",
        "{weekday} {day} {month} {year}",
        "{day}er {month}, {year}",
    ),
    "de": (
        "{day}. {month} {year}",
        "am {day}. {month} {year}",
        "{weekday}, den {day}. {month} {year}",
        "{day}.{month} {year}",
    ),
    "nl": ("{day} {month} {year}", "{weekday} {day} {month} {year}", "op {day} {month} {year}"),
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
DAYS = [date(1917, 1, 1) + timedelta(days=29 * step) for step in range(60)]
NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()  # noqa: SIM905 - as they are counted


def in_words(form: str, language: str, day: date) -> str:
    month, weekday = MONTHS[language].split()[day.month - 1], WEEKDAYS[language].split()[day.weekday()]
    return form.format(day=day.day, month=month, year=day.year, weekday=weekday)


@pytest.mark.parametrize(("language", "form"), [(language, form) for language in FORMS for form in FORMS[language]])
def test_a_day_in_words_is_that_day(language: str, form: str) -> None:
    for day in DAYS:
        weekday = day.isoweekday() if "{weekday}" in form else 0
        assert said(in_words(form, language, day)) == Said(day.year, day.month, day.day, weekday)


@pytest.mark.parametrize("form", ["{}. {}. {}", "{}.{}.{}"])
def test_months_may_be_numbers_or_numerals(form: str) -> None:
    for day in DAYS:
        wanted = Said(day.year, day.month, day.day)
        assert said(form.format(day.day, day.month, day.year)) == wanted
        assert said(form.format(day.day, NUMERALS[day.month - 1], day.year)) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("1918", Said(1918)), ("in July 1918", Said(1918, 7)), ("6 July", Said(0, 7, 6)), ("[Sept. 3rd]", Said(0, 9, 3)),
     ("Mai", Said(0, 5)), ("1918-07-06", Said(1918, 7, 6)), ("July, 1918.", Said(1918, 7))],
)  # fmt: skip
def test_what_is_left_open_is_nothing(words: str, wanted: Said) -> None:
    assert said(words) == wanted


@pytest.mark.parametrize(
    "words",
    ["", "that winter", "may be", "31 avril 1918", "6 and 7 July", "1914–18", "6/7/1918", "July 6 or 7", "the 6th",
     "6. 7.", "Friday", "0 July 1918", "two days after 6 July 1918", "12 Hull 1918", "x" * 10_000],
)  # fmt: skip
def test_what_is_not_one_day_for_certain_is_no_date(words: str) -> None:
    assert said(words) is None
