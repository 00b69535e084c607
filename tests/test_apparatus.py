"""The apparatus: notes by hand with their marks, emendations, units."""

import pytest
from weir import TEI, authorial, call, editorial, weir

from edition.apparatus import Display, apparatus, bare_id, base_text, letter_mark, units
from edition.document import parse
from edition.ledger import check_character
from edition.tree import find_all


def marks(document, display=None):
    return [(note.id, note.mark) for note in apparatus(document, display).notes]


def test_notes_keep_the_numbers_of_the_print():
    document = weir(f"<p>a{authorial('n1', 4)} b{call('n2')}</p>", editorial("n2", number="5"))
    assert marks(document) == [("n1", "4"), ("n2", "5")]


def test_another_hands_words_inside_a_note_stand_in_place():
    document = weir(f"<p>a{authorial('n1', 1, 'x' + call('n2'))}</p>", editorial("n2"))
    assert marks(document) == [("n1", "1"), ("n2", "")]


def test_words_set_apart_have_letters_and_the_note_they_are_on():
    document = weir(f"<p>a{authorial('n1', 7, 'x' + call('n2'))}</p>", editorial("n2"))
    view = apparatus(document, Display("by-hand", "apart"))
    assert [(note.mark, note.printed, note.on) for note in view.notes] == [("1", "7", ""), ("a", "", "n1")]


def test_our_notes_are_lettered_and_a_series_of_their_own():
    document = weir(f"<p>a{authorial('n1', 1)} b{call('n2')}</p>", editorial("n2", hand="desk"))
    assert [(series.name, [n.mark for n in series.notes]) for series in apparatus(document).series] == [
        ("printed", ["1"]),
        ("ours", ["a"]),
    ]


def test_numbers_begin_anew_with_each_chapter_where_the_display_says_so():
    chapters = "".join(
        f'<div type="chapter"><p>a{authorial(f"n{number}1", 7)}</p>'
        f"<div><p>b{authorial(f'n{number}2', 8)}</p></div></div>"
        for number in (1, 2)
    )
    shown = marks(weir(chapters), Display("by-hand", restart="chapter"))
    assert [mark for _, mark in shown] == ["1", "2", "1", "2"]


def test_a_note_of_ours_on_a_title_has_an_asterisk():
    document = weir(f"<head>T{call('n1')}</head><p>a</p>", editorial("n1", hand="desk"))
    assert marks(document) == [("n1", "*")]


def test_a_note_on_our_note_follows_it():
    notes = editorial("n1", f"x{call('n2')}", hand="desk"), editorial("n2", hand="desk")
    assert marks(weir(f"<p>a{call('n1')}</p>", *notes)) == [("n1", "a"), ("n2", "")]


def test_two_notes_that_call_each_other_are_shown_once():
    notes = editorial("n1", call("n2"), hand="desk"), editorial("n2", call("n1"), hand="desk")
    assert [identifier for identifier, _ in marks(weir(f"<p>a{call('n1')}</p>", *notes))] == ["n1", "n2"]


def test_a_note_that_nothing_calls_is_unplaced():
    view = apparatus(weir("<p>a</p>", editorial("n1", hand="desk")))
    assert [note.id for note in view.unplaced] == ["n1"]


def test_letters_are_doubled_after_z():
    assert [letter_mark(index) for index in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "bb", "aaa"]


def test_an_emendation_names_both_readings_class_and_unit():
    body = '<p xml:id="p1"><choice><sic>teh</sic><corr type="misprint" resp="#desk" cert="high">the</corr></choice></p>'
    entry = apparatus(weir(body)).emendations[0]
    assert (entry.at.unit, *entry[1:6]) == ("p1", "teh", "the", "misprint", "high", "desk")


def test_a_variant_names_lemma_readings_and_witnesses():
    body = '<p xml:id="p1"><app><lem wit="#P">was</lem><rdg wit="#R #S">were</rdg><rdg wit="#T"/></app></p>'
    entry = apparatus(weir(body)).variants[0]
    assert entry[1:4] == ("was", ("P",), (("were", ("R", "S")), ("", ("T",))))


def test_units_inside_a_numbered_one_have_letters():
    body = '<p xml:id="p1" n="4">a<quote rend="block"><p xml:id="p2">b</p><lg xml:id="p3"><l>c</l></lg></quote></p>'
    assert [(unit.id, unit.label) for unit in units(weir(body))] == [("p1", "4"), ("p2", "4a"), ("p3", "4b")]


def test_a_letter_that_is_a_number_of_its_own_is_skipped():
    body = '<p xml:id="p1" n="4">a<quote rend="block"><p xml:id="p2">b</p></quote></p><p xml:id="p3" n="4a">c</p>'
    assert [unit.label for unit in units(weir(body))] == ["4", "4b", "4a"]


def test_the_bare_id_is_without_the_letter_of_its_kind():
    five = "gxkd" + check_character("gxkd")
    assert [bare_id(name) for name in ("pgxk3", "hm65j", f"p{five}")] == ["gxk3", "m65j", five]


@pytest.mark.parametrize("foreign", ["bonds", "pmb2121", "pmb212", "p1234", "pgxk", "xgxk3", "person", ""])
def test_an_id_of_another_scheme_stays_whole(foreign):
    assert bare_id(foreign) == foreign


def test_the_years_of_layers_come_from_the_header(shared):
    case = shared / "hard-cases" / "4-title-note-on-note-span" / "expected.xml"
    view = apparatus(parse(case.read_bytes()))
    assert [note.year for note in view.notes] == ["1904", "1904", "1911", "2026", "2026", "1904", "1911"]


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ("<p>in <choice><sic>the </sic><corr/></choice>the</p>", "in "),
        ("<p>ruled a<choice><sic>.</sic><corr/></choice> line</p>", "a"),
        ("<p>of <hi>it</hi>. <hi><choice><sic>x</sic><corr/></choice></hi></p>", "it. "),
        ("<p>w<note><p>note</p></note> <choice><sic>x</sic><corr/></choice></p>", "w "),
        ("<p>one</p><p><choice><sic>x</sic><corr/></choice> two</p>", ""),
    ],
)
def test_an_emendation_knows_the_word_before_it(body, before):
    assert apparatus(weir(body)).emendations[0].before == before


def test_many_notes_of_one_kind_have_numbers_since_letters_would_be_long():
    notes = [f'<note type="editorial" xml:id="n{number}">x</note>' for number in range(79)]
    assert [note.mark for note in apparatus(weir(f"<p>a{''.join(notes)}</p>")).notes][-1] == "79"
    assert [note.mark for note in apparatus(weir(f"<p>a{''.join(notes[1:])}</p>")).notes][-1] == "zzz"


def test_a_note_without_a_number_has_none_that_another_has_in_print():
    body = f"<p>a{authorial('n1', '1')} b<note type='unattributed' xml:id='n2'>x</note></p>"
    assert [note.mark for note in apparatus(weir(body)).notes] == ["1", "2"]


def test_a_note_whose_place_and_number_are_lost_has_a_dash():
    (note,) = apparatus(weir('<div type="unplaced-notes"><note type="authorial">x</note></div>')).unplaced
    assert note.mark == "–"


def test_notes_that_one_editor_wrote_are_a_series_under_his_name():
    data = TEI.replace("</titleStmt>", '<editor xml:id="oak">A. Oak</editor></titleStmt>')
    body = '<p>a<note type="editorial" resp="#oak" xml:id="n1">x</note></p>'
    (series,) = apparatus(parse(data.format(body=body, apart="").encode())).series
    assert (series.name, series.hands) == ("editorial", ("oak",))


def test_a_note_without_an_id_is_given_one_that_nothing_has():
    document = weir('<p xml:id="note.1">a<note><p>x</p></note></p>')
    assert [note.id for note in apparatus(document).notes] == ["note.2"]


def test_words_on_two_lines_are_parted_by_a_space():
    document = weir('<head>One<lb/>Two<lb break="no"/>fold</head><p>a</p>')
    assert base_text(next(find_all(document.text, "head"))) == "One Twofold"
