"""Other people’s conventions for notes: each note stands once, where it is called, whoever encoded it."""

import pytest

from edition import foreign
from edition.apparatus import Apparatus, Note, apparatus
from edition.document import Document, parse, serialise
from edition.foreign import Adapted, adapted
from edition.foreign.pointing import mark_of
from edition.report import Severity
from edition.tree import Element, find_all, folded, is_element, text_of
from edition.writers.text import write_plain_text

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Ferry</title>
<author xml:id="ash">J. Ash</author>{statements}</titleStmt><publicationStmt><p>x</p></publicationStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>{apart}<text>{front}<body>{body}</body>{back}</text></TEI>"""
BACK = '<back><div type="notes"><head>Notes</head>{}</div></back>'


def ferry(body: str, back: str = "", *, statements: str = "", apart: str = "", front: str = "") -> Document:
    data = TEI.format(body=body, back=back, statements=statements, apart=apart, front=front)
    return parse(data.encode(), "ferry.xml")


def seen(document: Document) -> Apparatus:
    made = adapted(document)
    assert [str(one) for one in made.messages if one.severity is Severity.ERROR] == []
    return apparatus(made.document)


def calls(document: Document) -> list[tuple[str, str, str]]:
    """Triples (word before the call, mark, words of the note), in the order of the text."""
    view = seen(document)
    return [(before(note.element), note.mark, folded(text_of(note.element))) for note in view.notes]


def before(note: Element) -> str:
    """The last word before a note in its block."""
    block = next(node for node in note.iterancestors() if is_element(node, "p", "l", "ab", "head", "item"))
    marker = "\N{SYMBOL FOR NULL}"
    words = text_of(block, lambda node: is_element(node, "note") and node is not note)
    inner = text_of(note)
    at = words.rfind(inner) if inner else -1
    return (words[:at] if at >= 0 else words + marker).split()[-1]


@pytest.mark.parametrize("place", ["foot", "bottom", "end", "margin", "left", "right", "above", "inline", "app"])
def test_a_note_in_the_text_is_called_where_it_stands(place: str) -> None:
    document = ferry(f'<p>The boat<note place="{place}" n="1">A punt.</note> came.</p>')
    assert calls(document) == [("boat", "1", "A punt.")]


@pytest.mark.parametrize("call", ['<ref target="#n1">[1]</ref>', '<ref target="#n1">1</ref>', '<ptr target="#n1"/>',
    '<hi rend="sup"><ref target="#n1">¹</ref></hi>', '<ref target="ferry.xml#n1"><hi rend="sup">1)</hi></ref>',
    '<ref corresp="#n1">*</ref>', '<note corresp="#n1"/>', '<anchor xml:id="r" next="#n1"/>',
    '<note xml:id="r" next="#n1" n="1"/>'])  # fmt: skip
def test_a_note_at_the_back_is_called_where_something_leads_to_it(call: str) -> None:
    document = ferry(f"<p>The boat{call} came.</p>", BACK.format('<note xml:id="n1"><p>A punt.</p></note>'))
    ((word, mark, words),) = calls(document)
    assert (word, words) == ("boat", "A punt.")
    assert mark in ("1", "*")


@pytest.mark.parametrize(("place", "target"), [('<anchor xml:id="a"/>', "#a"), ('<anchor xml:id="a"/>', "a"),
    ('<milestone unit="x" xml:id="a"/>', "#a")])  # fmt: skip
@pytest.mark.parametrize("attribute", ["target", "corresp"])
def test_a_note_at_the_back_may_point_at_its_place(place: str, target: str, attribute: str) -> None:
    document = ferry(f"<p>The boat{place} came.</p>", BACK.format(f'<note n="7" {attribute}="{target}">A punt.</note>'))
    assert calls(document) == [("boat", "7", "A punt.")]


@pytest.mark.parametrize(("body", "word"), [
    ('<p>The <w xml:id="a">boat</w> came.</p>', "boat"),
    ('<p>The <seg xml:id="a">old boat</seg> came.</p>', "boat"),
    ('<p xml:id="a">The boat came.</p>', "came."),
    ('<lg xml:id="a"><l>The boat</l><l>came in</l></lg>', "in"),
    ('<div xml:id="a"><head>Boat</head><p>It came.</p></div>', "came."),
    ('<p>The <choice><sic>baot</sic><corr xml:id="a">boat</corr></choice> came.</p>', "baotboat"),
    ('<p>The <lb xml:id="a"/>old boat<lb/> came.</p>', "boat"),
    ('<p>The <lb xml:id="a"/>old boat</p>', "boat"),
    ('<lg><lb xml:id="a"/><l>The boat</l><l>came in</l></lg>', "boat"),
])  # fmt: skip
def test_a_note_on_words_stands_behind_them(body: str, word: str) -> None:
    assert calls(ferry(body, BACK.format('<note target="#a" n="1">A punt.</note>'))) == [(word, "1", "A punt.")]


def test_a_note_on_a_range_stands_at_its_end() -> None:
    body = '<p>The <anchor xml:id="a"/>old boat<anchor xml:id="b"/> came.</p>'
    document = ferry(body, BACK.format('<note target="#range(left(a),left(b))">A punt.</note>'))
    assert [word for word, _, _ in calls(document)] == ["boat"]


def test_notes_that_stand_off_are_called_too() -> None:
    apart = '<standOff><listAnnotation><note target="#a" n="1">A punt.</note></listAnnotation></standOff>'
    document = ferry('<p>The boat<anchor xml:id="a"/> came.</p>', apart=apart)
    assert calls(document) == [("boat", "1", "A punt.")]
    assert adapted(document).document.stand_off is None


def test_several_notes_at_one_place_keep_their_order() -> None:
    notes = (
        '<note target="#a" n="1">One.</note><note target="#a" n="2">Two.</note><note target="#a" n="3">Three.</note>'
    )
    document = ferry('<p>The boat<anchor xml:id="a"/> came.</p>', BACK.format(notes))
    assert [mark for _, mark, _ in calls(document)] == ["1", "2", "3"]


def test_a_second_call_of_a_note_is_its_mark_again() -> None:
    body = '<p>The boat<ref target="#n1">[1]</ref> came<ref target="#n1">[1]</ref>.</p>'
    document = ferry(body, BACK.format('<note xml:id="n1">A punt.</note>'))
    assert calls(document) == [("boat", "1", "A punt.")]
    assert shown(document).count("{1}") == 3


def test_the_words_of_a_call_are_replaced_by_the_mark() -> None:
    document = ferry('<p>The boat<ref target="#n1">[1]</ref> came.</p>', BACK.format('<note xml:id="n1">x</note>'))
    assert "boat{1} came" in shown(document)


def test_a_reference_in_words_is_no_mark() -> None:
    body = '<p>The boat<ref target="#n1">[1]</ref> came (see <ref target="#n1">the note on boats</ref>).</p>'
    assert "see the note on boats" in shown(ferry(body, BACK.format('<note xml:id="n1">x</note>')))


def test_a_link_from_a_note_back_to_its_call_goes() -> None:
    back = BACK.format('<note xml:id="n1"><p><ref target="#r1">[1]</ref> A punt.</p></note>')
    document = ferry('<p>The boat<ref xml:id="r1" target="#n1">[1]</ref> came.</p>', back)
    assert calls(document) == [("boat", "1", "A punt.")]


def test_a_list_of_notes_that_are_called_is_not_shown_again_and_its_heading_is_listed() -> None:
    document = ferry('<p>The boat<ref target="#n1">1</ref>.</p>', BACK.format('<note xml:id="n1">A punt.</note>'))
    made = adapted(document)
    assert [(one.code, "Notes" in one.text) for one in made.messages] == [("I648", True)]
    assert list(find_all(made.document.text, "back", "div")) == []
    assert shown(document).count("A punt.") == 1


def test_other_words_in_a_list_of_notes_stay_where_they_are() -> None:
    back = BACK.format('<p>By the ferryman.</p><note xml:id="n1">A punt.</note>')
    words = shown(ferry('<p>The boat<ref target="#n1">1</ref>.</p>', back))
    assert "By the ferryman." in words
    assert "Notes" in words


def test_notes_that_nothing_calls_stand_at_the_end_and_are_told_of() -> None:
    document = ferry("<p>The boat.</p>", BACK.format('<note xml:id="n1">A punt.</note><note>Two.</note>'))
    made = adapted(document)
    view = apparatus(made.document)
    assert [folded(text_of(note.element)) for note in view.unplaced] == ["A punt.", "Two."]
    assert [one.code for one in made.messages] == ["I648", "W648"]


def test_a_note_between_paragraphs_is_called_at_the_end_of_the_one_before_it() -> None:
    assert calls(ferry("<p>The boat</p><note>A punt.</note><p>came.</p>")) == [("boat", "1", "A punt.")]


def test_a_note_that_begins_a_division_is_called_in_its_first_line() -> None:
    assert [words for _, _, words in calls(ferry("<div><note>A punt.</note><p>The boat.</p></div>"))] == ["A punt."]


def test_the_notes_of_a_group_are_notes_of_one_place() -> None:
    group = (
        '<noteGrp xml:id="g" target="#a"><note xml:lang="en">A punt.</note><note xml:lang="fr">Un bac.</note></noteGrp>'
    )
    document = ferry('<p>The boat<anchor xml:id="a"/> came.</p>', BACK.format(group))
    assert [(word, words) for word, _, words in calls(document)] == [("boat", "A punt."), ("boat", "Un bac.")]


def test_a_note_in_two_parts_is_one() -> None:
    body = """<p>The boat<note place="foot" n="1" xml:id="n1" next="#n2">A punt,</note> came.</p>
    <p>It left.<note place="foot" n="1" xml:id="n2" prev="#n1">or a wherry.</note></p>"""
    assert calls(ferry(body)) == [("boat", "1", "A punt, or a wherry.")]


def test_a_note_among_readings_stands_behind_them() -> None:
    body = "<p>The <app><lem>boat</lem><rdg>ship</rdg><note>So A.</note></app> came.</p>"
    assert [words for _, _, words in calls(ferry(body))] == ["So A."]


def test_a_note_in_a_register_is_no_note_of_the_text() -> None:
    body = "<p>a</p><listPerson><person><persName>Ann</persName><note>A ferrywoman.</note></person></listPerson>"
    assert calls(ferry(body)) == []
    assert "A ferrywoman." in shown(ferry(body))


@pytest.mark.parametrize(
    ("n", "mark"), [("[12]", "12"), ("12.", "12"), ("(a)", "a"), ("*)", "*"), ("²", "2"), ("-", "1")]
)
def test_the_number_of_a_note_is_its_mark_without_brackets_and_stops(n: str, mark: str) -> None:
    assert calls(ferry(f'<p>The boat<note n="{n}">A punt.</note>.</p>')) == [("boat", mark, "A punt.")]


@pytest.mark.parametrize("words", ["1", "[12]", "12)", "*", "**", "†", "a", "iv", "n. 3", "Note 3", "³", "12a"])
def test_a_mark_is_known(words: str) -> None:
    assert mark_of(words)


@pytest.mark.parametrize("words", ["", "see note 3", "the boat", "Ash 1921", "12345", "p. 4–5"])
def test_words_are_no_mark(words: str) -> None:
    assert not mark_of(words)


def note(attributes: str, statements: str = "", body: str = "") -> tuple[Note, Apparatus]:
    view = seen(ferry(f"<p>The boat<note {attributes}>A punt.</note> came.</p>{body}", statements=statements))
    return view.notes[0], view


@pytest.mark.parametrize(
    "kind", ["editorial", "editor", "annotation", "comment", "commentary", "textConst", "translator"]
)
def test_the_type_of_a_note_tells_an_editors(kind: str) -> None:
    assert note(f'type="{kind}"')[0].kind == "editorial"


@pytest.mark.parametrize("kind", ["authorial", "author"])
def test_the_type_of_a_note_tells_the_authors(kind: str) -> None:
    assert note(f'type="{kind}"')[0].hand == "ash"


def test_a_note_of_no_type_and_no_hand_is_given_to_nobody() -> None:
    found, _ = note('place="foot"')
    assert (found.kind, found.hand) == ("unattributed", "unknown")


@pytest.mark.parametrize(("resp", "statements", "name"), [
    ("#hale", '<respStmt xml:id="hale"><resp>notes</resp><name>Tom Hale</name></respStmt>', "Tom Hale"),
    ("hale", '<editor xml:id="hale">Tom Hale</editor>', "Tom Hale"),
    ("#hale", '<editor><persName xml:id="hale">Tom Hale</persName></editor>', "Tom Hale"),
    ("#hale", '<respStmt><resp>x</resp><name xml:id="hale">Tom Hale</name><name>Al Oak</name></respStmt>', "Tom Hale"),
    ("#TH", "", "TH"),
    ("TH", "", "TH"),
    ("Tom Hale", "", "Tom Hale"),
    ("people.xml#hale", "", "hale"),
])  # fmt: skip
def test_the_hand_of_a_note_is_known_however_it_is_named(resp: str, statements: str, name: str) -> None:
    found, view = note(f'resp="{resp}"', statements)
    assert found.kind == "editorial"
    assert view.hand(found.hand).name == name


def test_a_hand_may_be_a_person_of_the_register() -> None:
    name = "<persName><forename>Tom</forename><surname>Hale</surname></persName>"
    found, view = note('resp="#p1"', body=f'<listPerson><person xml:id="p1">{name}</person></listPerson>')
    assert view.hand(found.hand).name == "Tom Hale"


def test_a_note_of_two_hands_names_both() -> None:
    both = '<editor xml:id="a">Tom Hale</editor><editor xml:id="b">Al Oak</editor>'
    found, view = note('resp="#a #b"', both)
    assert view.hand(found.hand).name == "Tom Hale, Al Oak"


def test_a_note_of_the_author_is_the_authors() -> None:
    assert note('resp="#ash"')[0].kind == "authorial"


def test_an_editorial_note_belongs_to_the_only_editor_of_the_title() -> None:
    found, view = note('type="editorial"', "<editor>Tom Hale</editor>")
    assert view.hand(found.hand).name == "Tom Hale"


@pytest.mark.parametrize("body", [
    '<p>The boat<note type="authorial" n="1" resp="#ash" xml:id="n1"><p>A punt.</p></note>.</p>',
    '<p>The boat<anchor type="note" xml:id="a.n2"/>.</p>',
    "<p>The boat.</p>",
])  # fmt: skip
def test_a_document_in_our_form_is_given_back_as_it_is(body: str) -> None:
    apart = '<note type="editorial" resp="#ash" target="#a.n2"><p>x</p></note>'
    apart = f'<standOff><listAnnotation type="notes">{apart}</listAnnotation></standOff>'
    document = ferry(body, apart=apart if "a.n2" in body else "")
    assert adapted(document).document is document


def test_a_document_that_was_adapted_is_in_our_form() -> None:
    notes = '<note xml:id="n1">A punt.</note><note xml:id="n2" resp="TH">An oar.</note><note>Nobody’s.</note>'
    body = '<p>The boat<ref target="#n1">1</ref> came<ref target="#n2">2</ref>.</p>'
    once = adapted(ferry(body, BACK.format(notes))).document
    assert adapted(once).document is once


def test_the_document_itself_is_not_changed() -> None:
    document = ferry('<p>a<ref target="#n1">1</ref></p>', BACK.format('<note xml:id="n1">A punt.</note>'))
    data = serialise(document)
    adapted(document)
    assert serialise(document) == data


def test_a_note_that_is_lost_on_the_way_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign.gathering.Moving, "to_the_end", lambda moving, note: moving._freed(note))
    made = adapted(ferry("<p>a</p>", BACK.format("<note>A punt.</note>")))
    assert [one.code for one in made.messages if one.severity is Severity.ERROR] == ["E648"]


def test_a_note_that_is_shown_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubled(document: Document) -> Document:
        copy = Document(parse(serialise(document)).tree, document.path)
        found = next(find_all(copy.text, "note"))
        found.addnext(parse(serialise(copy)).text.find(".//{*}note"))
        return copy

    monkeypatch.setattr(Document, "copy", doubled)
    made: Adapted = adapted(ferry("<p>The boat<note>A punt.</note></p>"))
    assert [one.code for one in made.messages] == ["E648"]


def shown(document: Document) -> str:
    """The document as plain text on one line."""
    return folded(write_plain_text(adapted(document).document)[0].decode())
