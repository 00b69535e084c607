"""Safe changes to the bytes of a TEI file."""

import codecs
from collections.abc import Callable

import pytest

from edition.check import CHECKS, SLOW, check
from edition.check.finding import Fix
from edition.check.surroundings import Surroundings
from edition.document import Document
from edition.fixing import Change, changes, diff, mended, with_changes
from edition.report import Message
from edition.tree import XML_ID, XML_LANG

QUICK = tuple(each for each in CHECKS if each not in SLOW)
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Lamps</title><author xml:id='wren'>Wren</author>"
    "<respStmt xml:id='desk'><resp>encoding</resp><name>the desk</name></respStmt></titleStmt>"
    "<publicationStmt><publisher>the desk</publisher></publicationStmt><sourceDesc><p>Lamps.</p></sourceDesc>"
    "</fileDesc></teiHeader>\n"
)
FAULTS = [
    ('<p xml:id=" p1 ">A</p>', '<p xml:id="p1">A</p>'),
    ('<p>A <date when="1918-7-6">day</date></p>', '<p>A <date when="1918-07-06">day</date></p>'),
    ("<p>A <date  when = '1918/7/06' >day</date></p>", "<p>A <date  when = '1918-07-06' >day</date></p>"),
    ('<p xml:lang="en_US">A</p>', '<p xml:lang="en-US">A</p>'),
    (
        '<p><choice><sic>A</sic><corr resp="#desk"\n cert="High">B</corr></choice></p>',
        '<p><choice><sic>A</sic><corr resp="#desk"\n cert="high">B</corr></choice></p>',
    ),
    (
        '<p><choice><sic>A</sic><corr resp="desk">B</corr></choice></p>',
        '<p><choice><sic>A</sic><corr resp="#desk">B</corr></choice></p>',
    ),
]


def written(body: str) -> str:
    """A document with `body`, an untouched line before and after it."""
    head = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}'
    return f"{head}<text><body>\n<p  >Ältere &amp; &#252;  Lampen</p>\n{body}\n<p>Wicks.</p></body></text></TEI>\n"


def find(document: Document) -> list[Change]:
    """What the checks propose for a document that stands alone."""
    return changes(document, Surroundings(), {}, QUICK)


def look(document: Document) -> list[Message]:
    """What the checks say of a document that stands alone."""
    return list(check(document, checks=QUICK))


@pytest.mark.parametrize(("wrong", "right"), FAULTS)
def test_a_value_is_mended_where_it_stands_and_nothing_else(wrong: str, right: str) -> None:
    assert mended(written(wrong).encode(), "x.xml", find, look).data.decode() == written(right)


@pytest.mark.parametrize(("wrong", "right"), FAULTS)
def test_what_is_mended_needs_no_mending(wrong: str, right: str) -> None:
    assert mended(written(right).encode(), "x.xml", find, look).count == 0


@pytest.mark.parametrize(
    "value", ["6.7.1918", "1918-13-6", "1911-2", "July 1918"], ids=["order", "no-month", "years", "words"]
)
def test_a_date_that_may_mean_another_is_left_to_the_editor(value: str) -> None:
    data = written(f'<p>A <date when="{value}">day</date></p>').encode()
    assert mended(data, "x.xml", find, look).data == data


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: f'<?xml version="1.0" encoding="iso-8859-1"?>\n{text}'.encode("latin-1"),
    ],
    ids=["crlf", "mark", "utf-16", "utf-16-be", "latin-1"],
)
def test_a_file_keeps_its_encoding_and_its_line_ends(encode: Callable[[str], bytes]) -> None:
    wrong, right = FAULTS[1]
    assert mended(encode(written(wrong)), "x.xml", find, look).data == encode(written(right))


def test_a_file_in_which_an_error_would_arise_is_left_alone() -> None:
    data = written('<p xml:id="p1">A</p>').encode()
    made = mended(data, "x.xml", lambda document: [(16, Fix(XML_ID, "wren"))] if b'"p1"' in document.data else [], look)
    assert made.data == data
    assert made.refused is not None


def test_a_character_that_the_encoding_lacks_is_not_written() -> None:
    body = written("<p>Ä</p>")
    data = f'<?xml version="1.0" encoding="iso-8859-1"?>\n{body}'.encode("latin-1")
    made = mended(
        data, "x.xml", lambda document: [(0, Fix(XML_LANG, "“"))] if b"\xe2" not in document.data else [], look
    )
    assert made.data == data


def test_a_value_is_escaped_for_the_quotation_marks_around_it() -> None:
    assert (
        with_changes(b"<TEI n='a'/>", [(0, Fix("n", 'it\'s <b> & "c"'))]) == b"<TEI n='it&#39;s &lt;b> &amp; \"c\"'/>"
    )


def test_an_attribute_is_taken_away_with_the_space_before_it() -> None:
    data = b'<TEI>\n<p n="1"\n   xml:id=""  rend="x">A</p></TEI>'
    assert with_changes(data, [(1, Fix(XML_ID, None))]) == b'<TEI>\n<p n="1"  rend="x">A</p></TEI>'


def test_several_attributes_of_one_element_are_changed_at_once() -> None:
    data = b'<TEI><p xml:lang="en_US" n="1" xml:id=" a"/></TEI>'
    fixes = [(1, Fix(XML_ID, "a")), (1, Fix(XML_LANG, "en-US"))]
    assert with_changes(data, fixes) == b'<TEI><p xml:lang="en-US" n="1" xml:id="a"/></TEI>'


def test_a_difference_shows_the_lines_that_change() -> None:
    wrong, right = (written(each) for each in FAULTS[0])
    assert diff(wrong.encode("utf-16"), right.encode("utf-16"), "x.xml").splitlines()[4:6] == [
        f"-{FAULTS[0][0]}",
        f"+{FAULTS[0][1]}",
    ]


def test_a_difference_cannot_steer_a_terminal() -> None:
    assert "\x1b" not in diff(b"a\x1b[2J\n", b"b\x1b[2J\n", "x.xml")
