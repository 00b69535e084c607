"""The plain text of an edition."""

from pathlib import Path

import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import parse, serialise
from edition.writers.text import write_plain_text
from edition.writers.wrapping import width_of, wrapped

APART = Display(numbering="by-hand", mixed="apart")
CASES = sorted((Path(__file__).parents[1] / "cases" / "text").glob("*.xml"))


def text(document, display=None):
    return write_plain_text(document, display)[0].decode()


@pytest.mark.parametrize(
    ("case", "expected", "display"),
    [
        ("1-whose-words", "expected.txt", None),
        ("1-whose-words", "expected-two-series.txt", APART),
        ("2-quotation-in-a-sentence", "expected.txt", None),
        ("4-title-note-on-note-span", "expected.txt", None),
    ],
)
def test_a_hard_case_is_written_to_the_letter(hard_case, case, expected, display):
    document = parse(hard_case(case, "expected.xml"))
    assert write_plain_text(document, display)[0] == hard_case(case, expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_written_as_its_text_file_says(path):
    assert text(parse(path.read_bytes(), path.name)) == path.with_suffix(".txt").read_text("utf-8")


def test_a_writer_leaves_the_document_as_it_was():
    document = weir('<p xml:id="p1">a<note type="authorial" resp="#loe" n="1" xml:id="n1"><p>b</p></note></p>')
    before = serialise(document)
    write_plain_text(document)
    assert serialise(document) == before


def test_no_line_is_wider_than_seventy_two_columns():
    body = "".join(f'<p xml:id="p{n}">{"word " * 60}</p>' for n in range(3))
    assert max(map(width_of, text(weir(body)).splitlines())) <= 72


def test_an_unknown_element_keeps_its_words_and_is_reported_once():
    data, messages = write_plain_text(weir("<p>a <zone>b</zone> <zone>c</zone></p>"))
    assert "a b c" in data.decode()
    assert [(message.code, message.line) for message in messages] == [("W401", 8)]


def test_a_mark_stands_close_up_to_its_word():
    assert "word{1}, more" in text(weir('<p>word <note n="1"><p>x</p></note>, more</p>'))


UNKNOWN = '<note type="unattributed" resp="#unknown" n="3" xml:id="nd4g7"><p>x</p></note>'


def test_a_note_of_an_unknown_hand_is_signed_with_a_question_mark_and_listed():
    page = text(weir(f'<p xml:id="pb2k7">v{authorial("n1", "2")} w{UNKNOWN}</p>'))
    assert "{3} [x --?]" in page
    assert " b2k7  note 3, “x”: author or translator?" in page


def test_where_all_notes_are_of_an_unknown_hand_this_is_said_once():
    page = text(weir(f'<p xml:id="pb2k7">w{UNKNOWN}</p>'))
    assert "The notes are of an unknown hand.\n\n {3} x\n" in page
    assert "UNATTRIBUTED" not in page


def test_numbers_that_begin_anew_stand_under_the_unit_that_calls_them():
    note = '<note type="authorial" resp="#loe" n="1"><p>{}</p></note>'
    body = "".join(f'<p xml:id="p{n}" n="{n}">w{note.format(n)}</p>' for n in (1, 2))
    assert "¶1\n\n {1} 1\n\n¶2\n\n {1} 2\n" in text(weir(body))


def test_numbers_that_begin_anew_stand_under_the_heading_of_their_division():
    note = '<note type="authorial" resp="#loe" n="1"><p>{}</p></note>'
    body = "".join(f"<div><head>Part {x}</head><p>w{note.format(x)}</p></div>" for x in "AB")
    assert "Part A\n\n {1} A\n\nPart B\n\n {1} B\n" in text(weir(body))


def test_wide_characters_count_two_columns_and_combining_ones_none():
    assert [width_of(word) for word in ("ab", "漢字", "e\u0301", "\u200d")] == [2, 4, 1, 0]


def test_a_run_of_wide_characters_is_broken_where_the_line_ends():
    assert wrapped("漢字漢字漢字", 8, "", "") == ["漢字漢字", "漢字"]


def test_an_initial_stays_with_its_name():
    assert wrapped("aaaa by E. Thorne", 12, "", "") == ["aaaa by", "E. Thorne"]


def test_asterisks_stay_on_one_line():
    assert wrapped("aaaa to * * * by", 11, "", "") == ["aaaa to", "* * * by"]


def test_only_the_title_of_the_part_is_in_capitals():
    document = weir('<div type="chapter"><head>The Gate</head><p>a</p></div>')
    assert text(document).startswith("The Weir\nTHE GATE\n")


def test_words_that_a_note_in_brackets_speaks_of_are_followed_by_a_colon():
    target = "#range(left(a.nd1.from),left(a.nd1))"
    ours = editorial("nd1", f'<ref type="lemma" target="{target}">Nobody</ref> Somebody did.', hand="desk")
    spoken = f'<anchor type="span-start" xml:id="a.nd1.from"/>Nobody{call("nd1")} read it.'
    assert "Nobody [Nobody: Somebody did. --Eds.] read it." in text(
        weir(f"<p>The weir.{authorial('na1', '1', spoken)}</p>", ours)
    )


def test_phrases_between_blocks_are_paragraphs():
    lines = text(weir("<quote>one</quote><cit><bibl>two</bibl></cit><p>three</p>")).splitlines()
    assert [line.strip() for line in lines if line.strip() in ("one", "two", "three")] == ["one", "two", "three"]
