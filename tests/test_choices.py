"""Of several readings one is read; the others are in the apparatus, each entry with its own, and hidden in the page."""

import re

import pytest
from weir import weir

from edition.apparatus import apparatus, base_text
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

EQUALS = "A<choice><unclear>u1</unclear><unclear>u2</unclear></choice>"
INNER = "<app><lem>{}</lem><rdg>{}</rdg></app>"
NESTED = f"<app><lem>one {INNER.format('inn', 'inner')}</lem><rdg>nes{INNER.format('t', 'T')}</rdg></app>"


def view(body):
    return apparatus(weir(f"<p>{body}</p>"))


def page(body):
    return write_html(weir(f"<p>{body}</p>"))[0]["index.html"].decode()


def variants(body):
    return [(entry.lemma, [words for words, _ in entry.readings]) for entry in view(body).variants]


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        (EQUALS, [("u1", ["u2"])]),
        ("<choice><sic>s</sic><corr>c1</corr><corr>c2</corr></choice>", [("c1", ["c2"])]),
        ("<choice><orig>o1</orig><orig>o2</orig></choice>", [("o1", ["o2"])]),
        (NESTED, [("one inn", ["nest"]), ("inn", ["inner"]), ("t", ["T"])]),
        ("<app><rdgGrp><rdg>a</rdg><rdg>b</rdg></rdgGrp><rdg>c</rdg></app>", [("a", ["b", "c"])]),
    ],
)
def test_alternatives_of_one_rank_are_variants(body, entries):
    assert variants(body) == entries


def test_alternatives_of_one_rank_are_no_emendation():
    assert view(EQUALS).emendations == ()


def test_several_readings_of_the_source_are_told_apart():
    (entry,) = view("<choice><orig>o1</orig><orig>o2</orig><reg>r</reg></choice>").emendations
    assert (entry.corr, entry.sic) == ("r", "o1 / o2")


@pytest.mark.parametrize("name", ["unclear", "seg", "corr", "orig", "foo"])
def test_a_reading_that_is_not_shown_is_hidden_whatever_its_name(name):
    found = page(f"<choice><{name}>u1</{name}><{name}>u2</{name}></choice>")
    assert re.search(r"<span[^>]* hidden>u2</span>", found)
    assert re.search(r"<span[^>]*>u1</span>", found)


def test_the_plain_text_shows_the_first_of_equals():
    text = write_plain_text(weir(f"<p>{EQUALS}</p>"))[0].decode()
    assert "\nAu1\n" in text
    assert "u1] u2" in text


def test_a_note_in_an_app_is_called_behind_the_reading():
    body = "<p>a <app><lem>was</lem><rdg>were</rdg><note>Hm.</note></app></p>"
    assert "a was{1}" in write_plain_text(weir(body))[0].decode()


def test_a_note_in_a_correction_without_words_is_called():
    body = "<p>a<choice><sic>b</sic><corr><note>Hm.</note></corr></choice></p>"
    assert "a{1}" in write_plain_text(weir(body))[0].decode()
    assert 'role="doc-noteref"' in write_html(weir(body))[0]["index.html"].decode()


def test_a_heading_keeps_the_words_of_a_sic_that_nobody_corrects():
    document = weir("<p>a <sic>teh</sic> <choice><sic>lmap</sic><corr>lamp</corr></choice></p>")
    assert base_text(document.text) == "a teh lamp"
