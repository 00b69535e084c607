"""Where a message says that something is wrong."""

import time

from edition.check import check
from edition.check.place import xpath
from edition.document import parse
from edition.tree import find_all

MANY = 20_000


def test_a_number_stands_only_where_there_are_namesakes() -> None:
    document = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p/><lg/><p/></text></TEI>')
    assert [xpath(node, {}) for node in find_all(document.tree, "p", "lg")] == [
        "/TEI/text/p[1]",
        "/TEI/text/lg",
        "/TEI/text/p[2]",
    ]


def test_the_places_of_many_messages_are_found_in_bearable_time() -> None:
    words = b'<p xml:id="twice"/>' * MANY
    document = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>%s</body></text></TEI>' % words)
    began = time.process_time()
    found = [message.xpath for message in check(document) if message.code == "E202"]
    assert found[-1] == f"/TEI/text/body/p[{MANY}]"
    assert time.process_time() - began < 8


def test_messages_come_in_the_order_of_their_places() -> None:
    words = "<div>\n<p colour='red'>A lamp.</p>\nwords\n<p colour='blue'>A wick.</p>\n</div>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{words}</body></text></TEI>'
    lines = [message.line for message in check(parse(text.encode()))]
    assert lines == sorted(lines)


def test_a_very_wide_element_is_judged_in_bearable_time() -> None:
    words = b"<p>The lamps were lit at four.</p>" * 2 * MANY
    document = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>%s</body></text></TEI>' % words)
    began = time.process_time()
    assert {message.code for message in check(document)} <= {"E204", "LANGUAGE-MISSING", "BLOCK-TWICE"}
    assert time.process_time() - began < 8
