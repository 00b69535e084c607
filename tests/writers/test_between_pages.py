"""What stands between the chapters of a book, or right in its title page, is on a page too."""

import pytest
from weir import weir

from edition.document import parse, serialise
from edition.writers.book import print_page
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

CHAPTERS = (
    'before<div type="chapter"><head>One</head><p>a</p></div>between <hi>words</hi> here'
    '<div type="part">opening<head>Part</head><div type="chapter"><head>Two</head><p>b</p></div>behind</div>end'
)
TITLE_PAGE = (
    "<front><titlePage>Right <hi>in</hi> it <note>on the title</note><docTitle>loose<titlePart>The Weir</titlePart>"
    '</docTitle><pb n="iii"/></titlePage></front>'
)


def titled(body="<p>a</p>"):
    return parse(serialise(weir(body)).replace(b"<body>", TITLE_PAGE.encode() + b"<body>"))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("index.html", "<p>before</p>"),
        ("chapter-1.html", "<p>between <i>words</i> here</p>"),
        ("chapter-2.html", "<p>opening</p>"),
        ("chapter-2.html", "<p>behind</p>"),
        ("chapter-2.html", "<p>end</p>"),
    ],
)
def test_words_between_chapters_are_on_the_page_before(page, words):
    assert words in write_html(weir(CHAPTERS))[0][page].decode()


@pytest.mark.parametrize("words", ["before", "between words here", "opening", "behind", "end"])
def test_words_between_chapters_are_in_the_text(words):
    assert f"\n{words}\n" in write_plain_text(weir(CHAPTERS))[0].decode()


def test_words_right_in_a_title_page_stand_in_the_title():
    text = write_plain_text(titled())[0].decode()
    assert text.startswith("Right in it{1}\nloose\nTHE WEIR\n|iii|\n")


def test_a_note_right_in_a_title_page_is_called_there():
    page = (
        write_html(titled())[0]["index.html"].decode().partition('<header class="title">')[2].partition("</header>")[0]
    )
    assert 'href="#note.1"' in page
    assert "on the title" not in page


def test_a_note_right_in_a_title_page_is_in_the_book_once():
    assert print_page(titled())[0].count("on the title") == 1
