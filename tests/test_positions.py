"""Where things stand in the bytes of a TEI file: the line and column that an editor looks for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.positions import Place, Positions
from edition.screening import screened

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
PIECES = [
    "\n", "\r\n", "\r", "\t", " ", "Wort", "ſchön 𝔄 e\u0301", "&amp;", "&#x3c;", "]", "--", "'", '"',
    "<!-- <p> > - x -->", "<!---->", "<![CDATA[<p> ]] ]>]]>", "<?pi <p> ? ?>", "<lb/>", "<pb n='a>b'/>",
    '<hi\n  rend="/>"\n>in</hi>', "<\u00e4/>", '<x:y xmlns:x="u"/>',
]  # fmt: skip


def positions(text: str, encoding: str = "utf-8") -> Positions:
    """The positions in a file that has these characters in this encoding."""
    return Positions(screened(text.encode(encoding), "text.xml"))


def at(place: Place) -> tuple[int, int, int]:
    """A place as three numbers."""
    return place.line, place.column, place.length


def naive(text: str) -> list[tuple[int, int]]:
    """Line and column of each start tag, found character by character."""
    found, line, column, here = [], 1, 1, 0
    while here < len(text):
        step = 1
        for begin, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
            if text.startswith(begin, here):
                step = text.index(end, here + len(begin)) + len(end) - here
        if step == 1 and text[here] == "<" and text[here + 1] != "/":
            found.append((line, column))
        for number in range(here, here + step):
            ends = text[number] == "\n" or (text[number] == "\r" and text[number + 1 : number + 2] != "\n")
            line, column = (line + 1, 1) if ends else (line, column + 1)
        here += step
    return found


def test_an_element_stands_where_its_start_tag_begins() -> None:
    assert at(positions("<TEI>\n  <text>\n    <p>a</p></text></TEI>").of_element(2)) == (3, 5, 2)


def test_a_start_tag_of_several_lines_stands_on_its_first() -> None:
    assert at(positions('<TEI>\n<p\n  n="1"\n  rend="x"\n>a</p></TEI>').of_element(1)) == (2, 1, 2)


def test_lines_beyond_what_libxml2_counts_are_right() -> None:
    assert at(positions("<TEI>" + "\n" * 70_000 + "<p/></TEI>").of_element(1)) == (70_001, 1, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_as_it_does_on_any_machine(end: str) -> None:
    assert at(positions(f"<TEI>{end}{end} <p/></TEI>").of_element(1)) == (3, 2, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_are_characters_in_any_encoding(encoding: str) -> None:
    assert at(positions("<TEI>\tſö𝔄<p/></TEI>", encoding).of_element(1)) == (1, 10, 2)


@pytest.mark.parametrize("aside", ["<!-- <p> - > -->", "<![CDATA[<p>]]]]>", "<?go <p> ??>", "<!---->"])
def test_what_only_looks_like_a_tag_is_none(aside: str) -> None:
    assert at(positions(f"<TEI>{aside}\n<p/></TEI>").of_element(1)) == (2, 1, 2)


def test_a_sign_in_an_attribute_does_not_end_its_tag() -> None:
    found = positions('<TEI><p n="a>b" rend="x">Wort</p></TEI>')
    assert (at(found.of_attribute(1, "rend")), at(found.of_words(1, "Wort"))) == ((1, 17, 8), (1, 26, 4))


def test_an_attribute_stands_where_its_name_begins() -> None:
    found = positions("<TEI>\n<p rend='x'\n   xml:id = \"p1\" n='xml:id=\"p1\"'/></TEI>")
    assert [at(found.of_attribute(1, name)) for name in (XML_ID, "n", "rend")] == [(3, 4, 13), (3, 18, 15), (2, 4, 8)]


def test_attributes_of_two_namespaces_are_kept_apart() -> None:
    found = positions('<TEI xmlns:a="u" xmlns:b="v"><p a:n="1" b:n="2" n="3"/></TEI>')
    assert [found.of_attribute(1, name).column for name in ("{u}n", "{v}n", "n")] == [33, 41, 49]


def test_an_attribute_that_is_not_there_stands_where_its_element_does() -> None:
    found = positions('<TEI><p rend="n"/></TEI>')
    assert at(found.of_attribute(1, "n")) == at(found.of_element(1))


def test_an_attribute_of_another_element_is_not_taken() -> None:
    assert at(positions('<TEI><p><hi n="1"/></p></TEI>').of_attribute(1, "n")) == (1, 6, 2)


def test_words_stand_where_they_first_do_in_the_element() -> None:
    assert at(positions("<TEI>\n<p>Tag</p>\n<p>ein\nTag</p></TEI>").of_words(2, "Tag")) == (4, 1, 3)


def test_the_own_words_of_an_element_come_before_those_inside_it() -> None:
    assert at(positions('<TEI><div n="Tag"><p>Tag</p><!--Tag-->Tag</div></TEI>').of_words(1, "Tag")) == (1, 39, 3)


def test_words_inside_of_a_child_are_found() -> None:
    assert at(positions("<TEI><p>Am <hi>Tag</hi></p></TEI>").of_words(1, "Tag")) == (1, 16, 3)


def test_words_that_tags_run_through_are_found() -> None:
    assert at(positions('<TEI><p>am T<hi n="x">a</hi><!-- > -->g.</p></TEI>').of_words(1, "Tag")) == (1, 12, 28)


@pytest.mark.parametrize(
    "written", ["a&amp;b c", "a&#38;b\n\t c", "&#x61;&#x26;b&#32;c", "<![CDATA[a&b c]]>", "a&#x0026;b\u00a0c"]
)
def test_words_are_found_however_they_are_written(written: str) -> None:
    assert positions(f"<TEI><p>… {written}</p></TEI>").of_words(1, "a&b c").column >= 11


def test_words_of_two_lines_are_marked_to_the_end_of_the_first() -> None:
    assert at(positions("<TEI><p>am\n  Tag</p></TEI>").of_words(1, "am Tag")) == (1, 9, 2)


@pytest.mark.parametrize("words", ["Nacht", "", "Tag."])
def test_words_that_are_not_there_stand_where_their_element_does(words: str) -> None:
    assert at(positions("<TEI><p>Tag</p>.</TEI>").of_words(1, words)) == (1, 6, 2)


@pytest.mark.parametrize("empty", ["<p/>", "<p></p>", "<p n='Tag'/>"])
def test_an_empty_element_has_no_words(empty: str) -> None:
    assert at(positions(f"<TEI>{empty}Tag</TEI>").of_words(1, "Tag")) == (1, 6, 2)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_element_stands_where_one_who_reads_letter_by_letter_finds_it(pieces: list[str]) -> None:
    text = f"<TEI>{''.join(pieces)}</TEI>"
    found = positions(text)
    assert [at(found.of_element(n))[:2] for n in range(len(found))] == naive(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_elements_have_the_numbers_that_lxml_counts(pieces: list[str]) -> None:
    data = screened(f"<TEI>{''.join(pieces)}</TEI>".encode(), "")
    assert len(Positions(data)) == sum(1 for _ in etree.fromstring(data).iter(etree.Element))


def test_words_far_into_a_long_line_have_their_column() -> None:
    text = "<TEI>" + "<p>ſ𝔄</p>" * 30_000 + "<p>Ende</p></TEI>"
    assert at(positions(text).of_words(30_001, "Ende")) == (1, text.index("Ende") + 1, 4)


def test_ten_megabytes_are_gone_through_in_less_than_a_second() -> None:
    data = ("<TEI>" + '<p n="1">Es war <hi>ein</hi> Tag.</p>\n' * 260_000 + "</TEI>").encode()
    before = time.process_time()
    found = Positions(data)
    for number in range(1, len(found), len(found) // 1000):
        found.of_attribute(number, "n")
    assert time.process_time() - before < 1
