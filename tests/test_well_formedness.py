"""What keeps a file from being XML, in words."""

import pytest

from edition.document import parse
from edition.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("<TEI>\n<p>a</q></TEI>", "2:5", "</q> closes the <p> of line 2"),
        ("<TEI>\n<p>a", "2:5", "the <p> of line 2 is still open"),
        ("<TEI>\n<p>a &nbsp; b</p></TEI>", "2:6", "&nbsp;"),
        ("<TEI>\n<p>oil & wick</p></TEI>", "2:8", "“&”"),
        ("<TEI>\n<p>a < b</p></TEI>", "2:6", "“<” begins no element"),
        ('<TEI>\n<p n="1" n="2">a</p></TEI>', "2:15", "the attribute n is given twice"),
        ("<TEI>\n<x:p>a</x:p></TEI>", "2:1", "the prefix “x” of p"),
        ("<TEI>\n<!-- a", "2:1", "a comment is not closed"),
        ("<TEI/>\n<p/>", "2:1", "follows the end of the root"),
        ('<TEI>\n<p n="1', "2:8", "an attribute's value is not closed"),
        ("The lamps were lit.", "1:1", "does not begin with an element"),
    ],
)
def test_what_is_no_xml_is_told_in_words_at_its_place(text: str, place: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text.encode(), "a.xml")
    assert str(caught.value).startswith(f"a.xml:{place}: E101")
    assert said in str(caught.value)
