"""The examples of the manual: what a code is told for is told, and what is right beside it is left alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check import check
from edition.check.grammar.verdict import BY_SCHEMA
from edition.check.surroundings import Surroundings
from edition.codes import Code, codes
from edition.document import parse
from edition.errors import EditionError

HEADER = "".join(
    line.strip()
    for line in (Path(__file__).resolve().parent.parent / "cases" / "check" / "header.xml").read_text().splitlines()
)
REGISTER = (
    '<standOff><listPerson><person xml:id="per.orr"><persName>Orr</persName></person></listPerson>'
    '<listPlace><place xml:id="pl.spurn"><placeName>Spurn</placeName></place></listPlace></standOff>'
)
WORDS = "<text><body>{}</body></text>"
APPARATUS = WORDS.format('<p n="1">Orr <app><lem wit="#A">waited</lem><rdg wit="#B">slept</rdg></app>.</p>')
HOMES = {
    "standOff": "{}",
    "person": "<standOff><listPerson>{}</listPerson></standOff>",
    "respStmt": "</titleStmt>",
    "listWit": "</sourceDesc>",
    "langUsage": "</profileDesc>",
}
ONE = WORDS.format('<p n="1">The lamps were lit.</p>')


def within(end: str) -> Callable[[str], str]:
    """Where an example stands: last in an element of the header."""
    return lambda example: HEADER.replace(end, example + end) + ONE


def inside(words: str, before: str = "") -> Callable[[str], str]:
    """Where an example stands: in these words of the body, where the braces are."""
    return lambda example: HEADER + before + WORDS.format(words.format(example))


def instead_of(name: str) -> Callable[[str], str]:
    """Where an example stands: in the place of an element of the header."""
    return lambda example: re.sub(f"<{name}>.*</{name}>", lambda _: example, HEADER) + ONE


def spread(example: str) -> str:
    """An example with each of its parts where it belongs: in the header, a register, beside the text, in the body."""
    parts = {name: "".join(re.findall(f"(?s)<{name}[ >].*</{name}>", example)) for name in HOMES}
    header, beside, words = HEADER, "", re.sub(r"<!--.*?-->", "", example)
    for name, part in parts.items():
        words = words.replace(part, "")
        if name in ("person", "standOff") and part:
            beside += HOMES[name].format(part)
        elif part:
            header = re.sub(f"<{name}>.*</{name}>", "", header).replace(HOMES[name], part + HOMES[name])
    words = words if re.search("<p[ >]", words) else f"<p>{words}</p>"
    return header + beside + WORDS.format(words)


PLACES: tuple[Callable[[str], str], ...] = (
    inside("{}"),
    inside("{}", REGISTER),
    inside('<p n="1">{}</p>'),
    inside("<div>{}</div>"),
    inside("<div><head>A</head>{}</div>"),
    inside('<p n="1">A.<note type="authorial" resp="#wren" n="1">{}</note></p>'),
    within("</titleStmt>"),
    within("</listWit>"),
    within("</sourceDesc>"),
    within("</profileDesc>"),
    lambda example: HEADER.replace("<profileDesc>", f"<encodingDesc>{example}</encodingDesc><profileDesc>") + ONE,
    lambda example: (
        HEADER.replace("<profileDesc>", f"<encodingDesc><refsDecl>{example}</refsDecl></encodingDesc><profileDesc>")
        + ONE
    ),
    lambda example: HEADER.replace("<profileDesc>", f"{example}<profileDesc>") + APPARATUS,
    lambda example: f"{HEADER}<standOff>{example}</standOff>{ONE}",
    lambda example: f"{HEADER}<text>{example}</text>",
    instead_of("titleStmt"),
    instead_of("publicationStmt"),
    spread,
)
MORE = {
    "ANCHOR-UNKNOWN": "asks the ledger",
    "E216": "asks the ledger",
    "MISREAD-WORD": "asks whether the text has the right word forty times as often",
    "HAND-UNUSED": "is told of other hands of the header, too",
    "ENTRY-UNUSED": "asks what other places do",
    "NOTE-IN-TEXT": "asks what other places do",
    "DIV-NESTING": "asks what other places do",
    "LEMMA-MISSING": "asks what other places do",
    "WITNESS-SILENT": "asks what other places do",
    "NAME-WITHOUT-REF": "asks what other places do",
    "LANGUAGE-MISSING": "is about the root",
}
CUT = {"LANGUAGE-MISSING": "is the start tag of the root"}
UNREAD = "unread"
CHECKED = [code for code in codes().values() if code.is_check]


def told(words: str) -> set[str]:
    """The codes of what is told of a document; `UNREAD` where it is no document."""
    try:
        document = parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{words}</TEI>'.encode())
    except EditionError:
        return {UNREAD}
    return {message.code for message in check(document, Surroundings())}


@pytest.mark.parametrize("code", CHECKED, ids=lambda code: code.ident)
def test_every_check_has_its_reasons_and_a_bad_and_a_good_example(code: Code) -> None:
    assert code.why
    assert code.bad
    assert code.good not in ("", code.bad)


@pytest.mark.parametrize("code", [code for code in CHECKED if code.ident not in MORE], ids=lambda code: code.ident)
def test_the_bad_example_is_told_and_the_good_one_is_not(code: Code) -> None:
    assert any(code.ident in told(place(code.bad)) and code.ident not in told(place(code.good)) for place in PLACES)


@pytest.mark.parametrize("code", [code for code in CHECKED if code.ident not in CUT], ids=lambda code: code.ident)
def test_the_schema_allows_the_good_example(code: Code) -> None:
    assert any(not told(place(code.good)) & {UNREAD, *BY_SCHEMA} for place in PLACES)


def test_examples_that_ask_for_more_than_a_few_lines_are_those_of_checks() -> None:
    assert MORE.keys() - {code.ident for code in CHECKED} == set()
