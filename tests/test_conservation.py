"""Nothing of a source is lost: what must be noticed, and what must not be taken for a loss."""

from dataclasses import replace

import pytest

from edition.conservation import check_conservation
from edition.document import parse
from edition.settings import Breaks, Furniture, Markup, Notes, Settings, Source, Text, read_settings

HANDS = """<respStmt xml:id="orr"><resp>notes to the translation</resp><name>Orr</name></respStmt>
<respStmt xml:id="desk"><resp>encoding and notes of this edition</resp><name>the desk</name></respStmt>"""
NOTES = Notes(mark="[{n}]", item="[{n}] ")
SETTINGS = Settings(1, Text("The Mill"), (Source("mill.txt", ""),), notes=NOTES)
CASES = ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")

SOURCE = """\
THE MILL*

It stood by the water[1], and nobody
owned it [so they said]. The wheel turned.[2]

The miller was deaf.[3]


* First printed in 1904.

[1] The lower water. [There are two.] It froze.

[2] [For the last time.]

[3] He heard the bells.
"""
STAND_OFF = """<listAnnotation type="notes">
<note type="editorial" resp="#orr" xml:id="n5" target="#a.5"><p>There are two.</p></note>
<note type="editorial" resp="#orr" n="2" xml:id="n2" target="#a.2"><p>For the last time.</p></note></listAnnotation>
<listAnnotation type="notes"><note type="editorial" resp="#desk" xml:id="n6" target="#a.6"><p>Now dry.</p></note>
</listAnnotation>"""
BODY = """<head>The Mill<note type="authorial" n="*"><p>First printed in 1904.</p></note></head>
<p>It stood by the water<note type="authorial" n="1"><p>The lower water.<anchor type="note" xml:id="a.5"/> It froze.\
</p></note>, and nobody owned it <seg type="insertion">[so they said]</seg>. The <choice><sic>wheel</sic><corr>wheels\
</corr></choice> turned.<anchor type="note" xml:id="a.2"/></p>
<p>The miller<anchor type="note" xml:id="a.6"/> was deaf.<note type="authorial" n="3"><p>He heard the bells.\
</p></note></p>"""


def document(body=BODY, stand_off=STAND_OFF):
    lists = f"<standOff>{stand_off}</standOff>" if stand_off else ""
    return parse(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/>{HANDS}</titleStmt>'
        f"</fileDesc></teiHeader>{lists}<text><body>{body}</body></text></TEI>".encode()
    )


def found(body=BODY, stand_off=STAND_OFF, source=SOURCE, settings=SETTINGS):
    return list(check_conservation(document(body, stand_off), {"mill.txt": source}, settings))


def sabotaged(old, new, count=-1):
    body, stand_off = BODY.replace(old, new, count), STAND_OFF.replace(old, new, count)
    assert (body, stand_off) != (BODY, STAND_OFF)
    return found(body, stand_off)


def text_only(body, source, **changes):
    return found(f"{body}", "", source, replace(SETTINGS, **changes))


def test_an_untouched_edition_gives_its_source_again():
    assert found() == []


@pytest.mark.parametrize("case", CASES)
def test_a_hard_case_gives_its_source_again(case, shared, root):
    settings = read_settings((root / "tests" / "hard-cases" / case / "edition.toml").read_bytes())
    folder = shared / "hard-cases" / case
    text = {"source.txt": (folder / "source.txt").read_text(encoding="utf-8")}
    assert list(check_conservation(parse((folder / "expected.xml").read_bytes()), text, settings)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stood by", "stod by"),
        ("deaf.", "deaf"),
        ("The miller", "The old miller"),
        ("He heard the bells.", "He heard the bell."),
        ("He heard the bells.", "He heard the bells. Often."),
        ("two.", "two"),
        ("by the", "bythe"),
        ("It stood", "It st ood"),
        ("First printed", "Printed"),
        ("[so they said]", "so they said"),
    ],
)
def test_a_changed_character_is_noticed(old, new):
    assert len(sabotaged(old, new)) == 1


def test_a_dropped_note_is_noticed():
    assert sabotaged('<note type="authorial" n="3"><p>He heard the bells.</p></note>', "")


def test_a_note_without_words_is_noticed():
    assert sabotaged("<p>He heard the bells.</p>", "<p/>")


def test_an_invented_note_is_noticed():
    message = sabotaged("deaf.", 'deaf.<note n="4"><p>Quite.</p></note>')[0]
    assert "the note 4 of the TEI, “Quite.”, does not stand in the source" in message.text


def test_two_exchanged_notes_are_noticed():
    swapped = BODY.replace('n="1"', 'n="0"').replace('n="3"', 'n="1"').replace('n="0"', 'n="3"')
    assert found(swapped)


def test_two_notes_with_exchanged_words_are_noticed():
    swapped = BODY.replace("He heard the bells.", "?").replace("First printed in 1904.", "He heard the bells.")
    assert found(swapped.replace("?", "First printed in 1904."))


def test_two_notes_of_one_number_with_exchanged_words_are_noticed():
    body = '<p>A<note n="1"><p>Alpha.</p></note></p><p>B<note n="1"><p>Beta.</p></note></p>'
    source = "A[1]\n\n[1] Alpha.\n\nB[1]\n\n[1] Beta.\n"
    assert text_only(body, source) == []
    assert text_only(body.replace("Alpha", "?").replace("Beta", "Alpha").replace("?", "Beta"), source)


def test_brackets_given_to_the_author_are_noticed():
    assert sabotaged('<anchor type="note" xml:id="a.5"/>', " There are two.", 1)


def test_words_of_the_author_given_to_another_hand_are_noticed():
    split = BODY.replace(" It froze.", '<anchor type="note" xml:id="a.7"/>')
    note = '<note type="editorial" resp="#orr" xml:id="n7" target="#a.7"><p>It froze.</p></note></listAnnotation>'
    assert found(split, STAND_OFF.replace("</listAnnotation>", note, 1))


def test_words_of_the_source_given_to_this_edition_are_noticed():
    assert sabotaged('resp="#orr" xml:id="n5"', 'resp="#desk" xml:id="n5"')


def test_words_of_this_edition_given_to_a_hand_of_the_source_are_noticed():
    assert sabotaged('resp="#desk"', 'resp="#orr"')


def test_paragraphs_out_of_order_are_noticed():
    assert text_only("<p>Two.</p><p>One.</p>", "One.\n\nTwo.\n")
    assert text_only("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n") == []


def test_a_dropped_paragraph_is_noticed_at_either_end():
    assert text_only("<p>Two.</p>", "One.\n\nTwo.\n")
    assert text_only("<p>One.</p>", "One.\n\nTwo.\n")


def test_a_mark_at_another_place_is_noticed():
    assert sabotaged('<anchor type="note" xml:id="a.2"/></p>', '</p><p><anchor type="note" xml:id="a.2"/></p>') == []
    moved = BODY.replace('<anchor type="note" xml:id="a.2"/>', "").replace(
        "</choice>", '</choice><anchor xml:id="a.2"/>'
    )
    assert found(moved)


def test_the_message_names_file_line_and_both_readings():
    message = sabotaged("was deaf", "was dumb")[0]
    assert (message.path, message.line) == ("mill.txt", 6)
    assert "“deaf.[3]" in message.text
    assert "“dumb." in message.text
    assert message.remedy


def test_a_note_whose_mark_an_editor_placed_is_no_loss():
    assert text_only('<p>One.<note n="1"><p>Alpha.</p></note></p>', "One.\n\n[1] Alpha.\n") == []


def test_a_note_without_a_mark_is_no_loss_where_it_is_kept_apart():
    body = '<p>One.</p></body><back><div type="unplaced-notes"><note n="1"><p>Alpha.</p></note></div></back>'
    assert not list(check_conservation(parse_back(body), {"mill.txt": "One.\n\n[1] Alpha.\n"}, SETTINGS))


def parse_back(body):
    return parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</text></TEI>'.encode())


def test_a_mark_at_the_beginning_of_a_line_is_no_note():
    assert text_only('<p>One<note n="1"><p>Alpha.</p></note> two.</p>', "One\n[1] two.\n\n[1] Alpha.\n") == []


def test_a_note_may_stand_below_its_paragraph_and_in_the_middle_of_one():
    body = '<p>One<note n="1"><p>Alpha.</p></note> two three.</p>'
    assert text_only(body, "One[1] two\n[1] Alpha.\nthree.\n") == []


def test_notes_with_a_closing_sign_are_found():
    notes = Notes(mark="[{n}]", item="[Footnote {n}: {text}]")
    source = "One[1] two.\n\n[Footnote 1: Alpha\nbeta.]\n"
    assert text_only('<p>One<note n="1"><p>Alpha beta.</p></note> two.</p>', source, notes=notes) == []


def test_a_note_of_two_brackets_of_one_hand_gives_its_source_again():
    note = '<note type="editorial" resp="#orr" n="1" xml:id="n1" target="#a.1"><p>Alpha.</p><p>Beta.</p></note>'
    lists = f'<listAnnotation type="notes">{note}</listAnnotation>'
    assert found('<p>One.<anchor xml:id="a.1"/></p>', lists, "One.[1]\n\n[1] [Alpha.] [Beta.]\n") == []


def test_a_second_mark_of_a_note_is_put_back():
    body = '<p>One<note n="1" xml:id="n1"><p>Alpha.</p></note> two<ref type="note" target="#n1" n="1"/>.</p>'
    assert text_only(body, "One[1] two[1].\n\n[1] Alpha.\n") == []


def test_titles_may_have_other_capitals_and_nothing_else_may():
    assert text_only("<head>The Great House</head><p>One.</p>", "THE GREAT HOUSE\n\nOne.\n") == []
    assert text_only("<head>The</head><p>ONE.</p>", "THE\n\nOne.\n")


def test_capitals_that_are_longer_than_their_small_letters_are_the_same_title():
    assert text_only("<head>Die Straße am Fluß</head>", "DIE STRASSE AM FLUSS\n") == []


def test_the_signs_of_italics_are_put_back():
    body = '<p>In <hi rend="italic">The Times</hi>.</p>'
    assert text_only(body, "In _The\nTimes_.\n", markup=Markup("_")) == []
    assert text_only(body, "In The _Times_.\n", markup=Markup("_"))


def test_an_ornament_is_put_back_and_not_lost():
    ornament = '<milestone unit="section" rend="* * *"/>'
    assert text_only(f"<p>One.</p>{ornament}<p>Two.</p>", "One.\n\n* * *\n\nTwo.\n") == []
    assert text_only("<p>One.</p><p>Two.</p>", "One.\n\n* * *\n\nTwo.\n", breaks=Breaks())


def test_furniture_is_left_out_and_text_is_not():
    lines = Furniture(("Page heading",))
    body = "<p>One.</p><p>Page heading two.</p>"
    assert text_only(body, "One.\n\nPage heading\n\nPage heading two.\n", furniture=lines) == []
    assert text_only(body, "One.\n\nOther heading\n\nPage heading two.\n", furniture=lines)


def test_the_heading_of_a_list_of_notes_is_left_out():
    notes = replace(NOTES, heading="NOTES")
    body = '<p>One.<note n="1"><p>Alpha.</p></note></p>'
    assert text_only(body, "One.[1]\n\nNOTES\n\n[1] Alpha.\n", notes=notes) == []


def test_what_stands_around_the_body_is_left_out():
    source = (Source("mill.txt", "", body_from="Chapter one", body_until="*** END"),)
    text = "Licence.\n\nChapter one\n\nOne.\n\n*** END of it\n\nLicence.\n"
    assert found("<head>Chapter one</head><p>One.</p>", "", text, replace(SETTINGS, source=source)) == []


def test_several_sources_are_read_in_order():
    settings = replace(SETTINGS, source=(Source("a.txt", ""), Source("b.txt", "")))
    made = document("<div><p>One.</p></div><div><p>Two.</p></div>", "")
    assert not list(check_conservation(made, {"b.txt": "Two.\n", "a.txt": "One.\n"}, settings))
    wrong = list(check_conservation(made, {"b.txt": "\nTow.\n", "a.txt": "One.\n"}, settings))
    assert (wrong[0].path, wrong[0].line) == ("b.txt", 2)
