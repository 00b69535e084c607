"""The printed book: contents, running heads, folios, lists at the end; read back with poppler."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from weir import authorial, weir

from edition.apparatus import Display
from edition.document import parse, serialise
from edition.dress import Dress
from edition.errors import SettingsError, UnsafeReference
from edition.writers.book import Made, print_page, shortened
from edition.writers.book_lists import pages_of
from edition.writers.pdf import write_pdf

SPECIMEN = Path(__file__).parents[2] / "tei" / "specimen" / "text.xml"
WORDS = "A sentence of the chapter that goes on for a while. " * 60
CHAPTERS = "".join(
    f'<div type="chapter" n="{n}"><head>Chapter of the {name}</head><p>{WORDS}</p><p>{WORDS}</p></div>'
    for n, name in enumerate(("Mill", "Sluice", "Reeds"), 1)
)
TITLED = f"<head>The Weir{authorial('n1', '*', 'Read aloud.')}</head><p>{WORDS}</p>"


def pages(document, tmp_path, outside_tool, display=None):
    """The words of each page, its lines as they stand."""
    data, messages = write_pdf(document, display)
    assert messages == ()
    (tmp_path / "book.pdf").write_bytes(data)
    done = subprocess.run(
        [outside_tool("pdftotext"), "-layout", tmp_path / "book.pdf", "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")


def head(page):
    """The first line of a page that is not empty, on one line."""
    return next((" ".join(line.split()) for line in page.splitlines() if line.strip()), "")


@pytest.fixture(scope="module")
def book():
    return weir(CHAPTERS)


@pytest.fixture
def printed(book, tmp_path, outside_tool):
    return pages(book, tmp_path, outside_tool)


@pytest.fixture(scope="module")
def specimen():
    return parse(SPECIMEN.read_bytes(), "text.xml")


def test_contents_name_the_page_on_which_a_chapter_begins(printed):
    contents = next(page for page in printed if head(page) == "Contents")
    told = dict(re.findall(r"(Chapter of the \w+)[ .]+(\d+)", contents))
    first = next(
        at for at, page in enumerate(printed) if head(page) == "Chapter of the Mill" and "Contents" not in page
    )
    begins = {head(page): str(at - first + 1) for at, page in enumerate(printed) if head(page) in told}
    assert len(told) == 3
    assert begins == told


def test_front_matter_has_roman_folios_in_the_contents(printed):
    contents = next(page for page in printed if head(page) == "Contents")
    assert re.search(r"Note on the text[ .]+iii$", contents, re.MULTILINE)


def test_running_heads_name_the_work_on_the_left_and_the_chapter_on_the_right(printed):
    heads = [head(page) for page in printed]
    assert "2 The Weir" in heads
    assert any(re.fullmatch(r"Chapter of the Mill \d*[13579]", found) for found in heads)


def test_opening_pages_have_neither_head_nor_folio(printed):
    opening = next(page for page in printed if head(page) == "Chapter of the Sluice")
    assert not re.search(r"^ *\d+ *$|The Weir", opening, re.MULTILINE)


def test_a_text_with_one_heading_has_no_contents():
    assert 'class="contents' not in print_page(weir(TITLED))[0]


def test_headings_that_follow_each_other_are_one_in_contents():
    chapter = CHAPTERS.replace("<head>Chapter of the Mill</head>", "<head>I.</head><head>The Mill</head>")
    assert ">I. The Mill</a>" in print_page(weir(chapter))[0]


def test_a_note_on_the_title_is_in_no_running_head_contents_outline_or_title(hard_case):
    page = print_page(weir(TITLED + CHAPTERS))[0]
    told = re.findall(
        r'data-(?:left|right|running|outline)="([^"]*)"|<title>(.*?)</title>|<li class.*?>(.*?)</li>', page
    )
    assert told
    assert "*" not in "".join("".join(words) for words in told)


def test_a_title_note_stands_at_the_foot_of_the_opening_page(tmp_path, outside_tool):
    printed = pages(weir(TITLED), tmp_path, outside_tool)
    opening = next(page for page in printed if head(page).startswith("The Weir") and "Read aloud" in page)
    assert opening.rstrip().endswith("Read aloud.")


def test_concordance_is_printed_where_notes_are_counted_anew(specimen):
    page = print_page(specimen, Display(numbering="by-hand"))[0]
    assert 'id="end:numbers"' in page
    assert 'id="end:numbers"' not in print_page(specimen)[0]


def test_corrections_of_the_transcription_have_a_list_of_their_own(specimen):
    page = print_page(specimen)[0]
    slips = page[page.index('id="end:transcription"') : page.index('id="end:unattributed"')]
    emended = page[page.index('id="end:emendations"') : page.index('id="end:transcription"')]
    assert "harmonium]</span> harrnonium" in slips
    assert "misprint" in emended
    assert "transcription" not in emended


def test_pages_of_the_print_have_their_paragraphs():
    body = '<p n="1">a<pb n="41"/>b</p><p n="2">c</p><pb n="42"/><p n="3">d</p><pb n="43"/>'
    assert pages_of(weir(body).text) == [("41", "1–2"), ("42", "3"), ("43", "")]


def test_pages_of_several_chapters_name_the_chapter():
    body = '<div type="chapter" n="1"><pb n="9"/><p n="1">a</p></div><div type="chapter" n="2"><p n="1">b</p></div>'
    assert pages_of(weir(body).text) == [("9", "1.1–2.1")]


def test_a_page_of_the_print_stands_in_the_margin(tmp_path, outside_tool):
    printed = pages(weir(f'<p xml:id="pb2k7" n="1">Before {WORDS}<pb n="41"/>after.</p>'), tmp_path, outside_tool)
    line = next(line for page in printed for line in page.splitlines() if "|41|" in line and "page" not in line)
    assert line.rstrip().endswith("|41|")


def facts(document, tmp_path, outside_tool):
    """What pdfinfo tells of the book."""
    (tmp_path / "book.pdf").write_bytes(write_pdf(document)[0])
    command = [outside_tool("pdfinfo"), "-isodates", tmp_path / "book.pdf"]
    return subprocess.run(command, capture_output=True, check=True, env=os.environ | {"TZ": "UTC"}).stdout.decode()


def test_a_document_has_no_date_from_the_clock(book, tmp_path, outside_tool, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "Date" not in facts(book, tmp_path, outside_tool)


def test_the_date_is_that_of_the_tei(book, tmp_path, outside_tool):
    dated = parse(serialise(book).replace(b"<publicationStmt><p/>", b'<publicationStmt><date when="1958-03-02"/>'))
    assert re.search("CreationDate: +1958-03-02", facts(dated, tmp_path, outside_tool))


def test_the_date_is_that_of_source_date_epoch_where_the_tei_has_none(book, tmp_path, outside_tool, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert re.search("CreationDate: +1970-01-02", facts(book, tmp_path, outside_tool))


def test_title_and_authors_are_in_the_file(book, tmp_path, outside_tool):
    told = facts(book, tmp_path, outside_tool)
    assert re.search("Title: +The Weir", told)
    assert re.search("Author: +A. Loe", told)


def test_the_colophon_names_fonts_and_programmes(book):
    page = print_page(book, made=Made(("Gentium",), ("WeasyPrint 70.0",)))[0]
    assert re.search(r"Set in Gentium with edition [\d.]+ and WeasyPrint 70\.0\.", page)


def test_a_style_sheet_of_the_edition_comes_after_ours(book):
    page = print_page(book, dress=Dress(styles={"print.css": b"h2 { color: teal }"}))[0]
    assert page.index("teal") > page.index("@page")


def test_an_address_outside_the_folder_is_refused(book):
    with pytest.raises(UnsafeReference, match="which lies outside of its folder"):
        print_page(book, dress=Dress(styles={"print.css": b"h2 { background: url(../a.png) }"}))


def test_a_shell_of_the_edition_takes_the_place_of_ours(book):
    page = print_page(book, dress=Dress(styles={"book.html": b"<title>{{ title }}</title><body class=own>{{ body }}"}))[
        0
    ]
    assert page.startswith("<title>The Weir</title><body class=own>")


def test_a_shell_that_fails_is_told(book):
    with pytest.raises(SettingsError, match="the page shell fails"):
        print_page(book, dress=Dress(styles={"book.html": b"{{ nothing.of.this }}{{ body }}"}))


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("The Weir", "The Weir"),
        ("The Weir: a long account of everything that was seen there", "The Weir"),
        (
            "An account of everything that was seen at the weir that year",
            "An account of everything that was seen at the …",
        ),
    ],
)
def test_a_long_heading_is_shortened_for_running_heads(whole, short):
    assert shortened(whole) == short


def test_no_page_of_the_specimen_is_left_half_empty_by_its_notes(specimen):
    """A rounding error in the height of the notes once sent every second note to the next page."""
    from weasyprint import HTML

    found = HTML(string=print_page(specimen)[0]).render().pages
    text = [page for page in found if any(name.startswith("p") for name in page.anchors)]
    assert len(text) <= 10


def test_a_variant_has_its_sigla_in_italics():
    page = print_page(weir('<p>It <app><lem wit="#P">was</lem><rdg wit="#R">were</rdg></app>.</p>'))[0]
    assert '<span class="lemma">was]</span> <i>P</i>; were <i>R</i>' in page
