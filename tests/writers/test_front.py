"""The words of front and back matter: what is told, and that it is true of the edition at hand."""

import re
from pathlib import Path

import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display, apparatus
from edition.document import parse, serialise
from edition.imprint import imprint
from edition.writers.front import FrontMatter, front
from edition.writers.lines import in_order, plain
from edition.writers.rendering import Rendering

SPECIMEN = Path(__file__).parents[2] / "tei" / "specimen" / "text.xml"
PRINT = """<biblStruct><monogr><author>A. Loe</author><title>The Weir</title><editor role="translator">B. Day</editor>
<imprint><pubPlace>London</pubPlace><publisher>Hall</publisher><date>1931</date></imprint></monogr></biblStruct>"""
DESK = '<div type="note-on-the-text" resp="#desk"><head>A word</head><p>Ours.</p></div>'


def matter(document, display=None):
    return front(Rendering(document, apparatus(document, display), "print"))


def changed(document, old, new):
    text = serialise(document).decode()
    assert old in text
    return parse(text.replace(old, new).encode(), "weir.xml")


def note(found: FrontMatter) -> str:
    return "\n".join(plain(line) for line in found.note.paragraphs)


def signs(found: FrontMatter) -> list[str]:
    return [item.label for item in found.signs.items] if found.signs else []


@pytest.fixture(scope="module")
def specimen():
    return parse(SPECIMEN.read_bytes(), "text.xml")


def test_every_role_of_the_header_is_on_the_title_page(specimen):
    page = matter(specimen).title_page
    said = "\n".join((*page.authors, *page.credits, *page.desk))
    header = apparatus(specimen).header
    assert [hand.name for hand in header.hands.values() if hand.kind != "unknown" and hand.name not in said] == []
    assert page.credits == ("Translated from the Czech by Hester Lyle", "With the translator’s notes of 1958")


def test_notes_by_another_than_the_translator_are_credited_by_name():
    statement = "<resp>notes to the translation</resp><name>B. Day</name>"
    document = changed(weir("<p>a</p>"), statement, statement.replace("B. Day", "C. Ash"))
    assert "With notes by C. Ash" in matter(document).title_page.credits


def test_two_statements_without_an_id_are_two_hands():
    statement = '<respStmt xml:id="desk">'
    more = "<respStmt><resp>proofs</resp><name>D. Elm</name></respStmt>" * 2
    names = [
        hand.name for hand in apparatus(changed(weir("<p>a</p>"), statement, more + statement)).header.hands.values()
    ]
    assert names.count("D. Elm") == 2


def test_the_imprint_names_copy_text_and_original(specimen):
    facts = {item.label: plain(item.line) for item in matter(specimen).imprint}
    assert facts["Copy-text"].endswith("translated by Hester Lyle (London: Quillet and Hythe, 1958).")
    assert "Nová lampa, 1937" in facts["Original"]


def test_how_to_cite_is_built_from_the_header(specimen):
    cited = {item.label: plain(item.line) for item in matter(specimen).imprint}["How to cite"]
    assert cited == (
        "Anežka Lomová, “The Seventh Column”, in Ruled Paper, translated by Hester Lyle, first digital edition, "
        "version 1 (The edition authors, 2026), ¶1."
    )


def test_a_book_that_is_described_in_words_is_told_in_these():
    document = changed(weir("<p>a</p>"), "<sourceDesc><p/>", "<sourceDesc><bibl>Weir, 3rd printing.</bibl>")
    assert "The copy-text is Weir, 3rd printing." in note(matter(document))


def test_a_bibliography_of_bare_elements_has_commas():
    bibl = "<bibl><title>The Weir</title><publisher>Hall</publisher><date>1931</date></bibl>"
    document = changed(weir("<p>a</p>"), "<sourceDesc><p/>", f"<sourceDesc>{bibl}")
    assert imprint(document).books[0].words == "The Weir, Hall, 1931"


def test_the_note_counts_the_notes_of_each_hand():
    first = authorial("n1", "1", "One." + call("n2"))
    document = weir(
        f"<p>a{first} b{authorial('n4', '2')}{call('n3')}</p>", editorial("n2"), editorial("n3", hand="desk")
    )
    assert "There are 4 notes: 2 by A. Loe, 1 by B. Day and 1 by the editors." in note(matter(document))


def test_the_note_counts_corrections_by_class():
    choice = '<choice><sic>teh</sic><corr type="{}" cert="{}" resp="#desk">the</corr></choice>'
    body = "".join(choice.format(*one) for one in (("misprint", "high"), ("misprint", "low"), ("author", "high")))
    said = note(matter(weir(f"<p>{body}</p>")))
    assert "corrected in 3 places: 2 misprints and one slip of the author’s." in said
    assert "Of these one is doubtful. None was compared with the print itself." in said


def test_a_correction_that_names_its_source_was_seen_in_the_print():
    seen = '<choice><sic>teh</sic><corr type="misprint" source="#E">the</corr></choice>'
    assert "One correction was seen in the print." in note(matter(weir(f"<p>{seen}</p>")))


def test_the_note_gives_a_rule_with_its_evidence(specimen):
    said = note(matter(specimen))
    assert (
        "Square brackets inside the notes enclose the words of Hester Lyle. The evidence: Translator’s preface" in said
    )


def test_an_edition_without_notes_counts_none():
    assert "There are" not in note(matter(weir("<p>a</p>")))


def test_only_signs_that_occur_are_listed():
    assert signs(matter(weir("<p>a</p>"))) == []
    assert signs(matter(weir('<p xml:id="pb2k7" n="1">a<pb n="41"/>b</p>'))) == ["¶1", "|41|"]


def test_signs_tell_whose_words_stand_in_brackets(specimen):
    told = {item.label: plain(item.line) for item in matter(specimen).signs.items}
    assert told["[ ] —Tr."] == "in the notes: words of Hester Lyle"
    assert "*" in told


def test_witnesses_are_listed_where_readings_differ():
    wits = '<listWit><witness xml:id="P">The print of 1931</witness><witness xml:id="R">The proofs</witness></listWit>'
    app = '<app><lem wit="#P">was</lem><rdg wit="#R">were</rdg></app>'
    document = changed(weir(f"<p>It {app}.</p>"), "<sourceDesc><p/>", f"<sourceDesc>{wits}")
    assert signs(matter(document))[-2:] == ["P", "R"]


def test_what_the_desk_wrote_takes_the_place_of_the_generated_note():
    document = changed(weir("<p>a</p>"), "<body>", f"<front>{DESK}</front><body>")
    found = matter(document)
    assert found.note is None
    assert [division.get("type") for division in found.own] == ["note-on-the-text"]


def test_a_preface_of_the_source_is_not_the_desks():
    document = changed(weir("<p>a</p>"), "<body>", f"<front>{DESK.replace('#desk', '#loe')}</front><body>")
    assert matter(document).own == ()
    assert matter(document).note is not None


@pytest.mark.parametrize("language", ["en", "fr", "de", "nl"])
def test_no_word_of_another_language_is_generated(language):
    document = changed(weir(f"<p>a{authorial('n1', '1')}</p>"), 'xml:lang="en"', f'xml:lang="{language}"')
    document = changed(document, "<sourceDesc><p/>", f"<sourceDesc>{PRINT}")
    headings = {"en": "Note on the text", "fr": "Note sur le texte", "de": "Zum Text", "nl": "Verantwoording"}
    assert matter(document).note.heading == headings[language]
    assert ("The copy-text" in note(matter(document))) == (language == "en")


def test_numbers_of_the_print_are_a_sign_where_notes_are_counted_anew():
    document = weir(f"<p>a{authorial('n1', '7')}</p>")
    assert "(print: 1)" in signs(matter(document, Display(numbering="by-hand")))
    assert "(print: 1)" not in signs(matter(document))


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("Loe, Ada (1891–1943)", "Ada Loe"),
        ("Weir, Hugo von", "Hugo von Weir"),
        ("A. Loe, Jr.", "A. Loe, Jr."),
        ("Loe, Ada, Day, Bo", "Loe, Ada, Day, Bo"),
    ],
)
def test_a_name_in_catalogue_form_is_turned_round(stated, printed):
    assert in_order(stated) == printed


def test_the_colophon_names_every_file_the_text_was_made_from(specimen):
    named = [item.label for item in matter(specimen).colophon.items]
    assert named == re.findall(r'<ptr target="(?!text\.xml)([^"]+)"', SPECIMEN.read_text(encoding="utf-8"))
