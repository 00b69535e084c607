"""What several checks ask of a document."""

from edition.check.subject import Subject
from edition.document import parse

TEI = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>One<note>a</note></head>
<p>Words<note>b<ref>c</ref></note></p><div><p><anchor/></p></div></div><p><anchor/></p></body></text>
<standOff><note/></standOff></TEI>"""


def test_the_nearest_element_of_a_name_is_the_innermost_above() -> None:
    subject = Subject(parse(TEI))
    division = subject.nearest("div")
    outer, inner = subject.elements("div")
    assert [division(node) for node in subject.calls] == [outer, outer, outer, inner, None]


def test_an_element_does_not_stand_in_itself() -> None:
    subject = Subject(parse(TEI))
    assert [subject.nearest("div")(node) is None for node in subject.elements("div")] == [True, False]


def test_what_may_call_a_note_stands_in_the_text() -> None:
    subject = Subject(parse(TEI))
    assert len(list(subject.elements("note"))) - len(subject.in_text("note")) == 1
