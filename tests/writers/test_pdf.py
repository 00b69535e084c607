"""The printed edition, read back with poppler."""

import io
import random
import re
import subprocess
from pathlib import Path

import html5lib
import pytest
from PIL import Image as Pillow
from weir import authorial, call, editorial, weir

from edition.apparatus import apparatus, base_text
from edition.document import parse, serialise
from edition.dress import Dress, image
from edition.errors import EnvironmentMissing
from edition.writers import pdf
from edition.writers.pdf import print_page, write_pdf

SPECIMEN = Path(__file__).parents[2] / "tei" / "specimen" / "text.xml"
BREAKS = re.compile(r"[\s\u2010-]+")
HARD = ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")


def read(data, tmp_path, outside_tool):
    (tmp_path / "e.pdf").write_bytes(data)
    done = subprocess.run(
        [outside_tool("pdftotext"), "-layout", tmp_path / "e.pdf", "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def test_notes_stand_at_the_foot_with_their_own_marks(tmp_path, outside_tool):
    data, messages = write_pdf(weir(f"<p>April{authorial('n1', '7', 'A note.')}, and</p>"))
    assert not messages
    assert "7. A note." in read(data, tmp_path, outside_tool)


@pytest.mark.parametrize("case", HARD)
def test_a_hard_case_is_printed_without_a_word_from_weasyprint(hard_case, case):
    assert write_pdf(parse(hard_case(case, "expected.xml")))[1] == ()


@pytest.mark.parametrize("case", HARD)
def test_the_page_that_is_printed_is_html_without_error(hard_case, case):
    html5lib.HTMLParser(strict=True).parse(print_page(parse(hard_case(case, "expected.xml")))[0])


def test_a_note_stands_at_its_call_before_the_stop():
    page = print_page(weir(f"<p>April{authorial('n1', '7', 'A note.')}, and</p>"))[0]
    assert page.index('class="footnote" id="n1"') < page.index('id="r-n1"') < page.index(">,</span> and".strip(">"))


def test_a_note_called_in_a_note_follows_it():
    inner = editorial("n2", "Second.", number="8")
    page = print_page(weir(f"<p>a{authorial('n1', '7', 'First.' + call('n2'))}</p>", inner))[0]
    assert page.index("First.") < page.index("Second.")
    assert page.index("</span><span", page.index("First.")) < page.index("Second.")


def test_two_runs_give_the_same_bytes():
    document = weir(f"<p>a{authorial('n1', '1')}</p>")
    assert write_pdf(document) == write_pdf(document)


def printed(page):
    with pdf._press() as press:
        return pdf._printed(page, "x.xml", {}, press)


def test_an_image_from_elsewhere_is_refused_and_reported():
    data, messages = printed('<img src="https://example.org/x.png"><img src="file:///etc/passwd">')
    assert data.startswith(b"%PDF")
    assert [message.code for message in messages] == ["W633", "W633"]


def test_without_fonts_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf, "all_faces", tuple)
    with pytest.raises(EnvironmentMissing, match="Install a font"):
        write_pdf(weir("<p>a</p>"))


def test_the_writer_leaves_the_document_as_it_was():
    document = weir(f"<p>a{authorial('n1', '1')}</p>")
    before = serialise(document)
    print_page(document)
    assert serialise(document) == before


def test_a_note_on_the_title_is_not_in_the_outline(hard_case):
    from weasyprint import HTML

    page = print_page(parse(hard_case(HARD[2], "expected.xml")))[0]
    outline = [entry[0] for entry in HTML(string=page).render().make_bookmark_tree()]
    assert "Of Wells and Wardens" in outline
    assert "*" not in "".join(outline)


@pytest.fixture(scope="module")
def specimen():
    return parse(SPECIMEN.read_bytes())


@pytest.fixture(scope="module")
def pages(specimen):
    """The names that stand on each page of the specimen."""
    from weasyprint import HTML

    return [set(page.anchors) for page in HTML(string=print_page(specimen)[0]).render().pages]


def page_of(name, pages):
    return next(number for number, names in enumerate(pages, 1) if name in names)


def test_no_note_of_the_specimen_is_lost(specimen, tmp_path, outside_tool):
    printed = BREAKS.sub("", read(write_pdf(specimen)[0], tmp_path, outside_tool))
    notes = [BREAKS.sub("", base_text(note.element)) for note in apparatus(specimen).notes]
    assert [note for note in notes if note[:12] not in printed or note[-12:] not in printed] == []


def test_a_note_stands_on_the_page_of_its_call(specimen, pages):
    marked = [note.id for note in apparatus(specimen).notes if note.mark]
    assert [page_of(name, pages) for name in marked] == [page_of(f"r-{name}", pages) for name in marked]


def printed_pages(body, lines=20):
    """The names on each page of a text that begins with so many short paragraphs, then has `body`."""
    from weasyprint import HTML

    page = print_page(weir("<p>A line.</p>" * lines + body))[0]
    return [set(found.anchors) for found in HTML(string=page).render().pages]


@pytest.mark.parametrize("lines", range(8))
def test_a_colon_and_the_table_after_it_are_on_one_page(lines):
    rows = "<row><cell>a</cell></row>" * 6
    body = "<p>A line.</p>" * lines + f'<p xml:id="p1">So:</p><table xml:id="p2"><head>T</head>{rows}</table>'
    pages = printed_pages(body)
    assert page_of("p1", pages) == page_of("p2", pages)


@pytest.mark.parametrize("lines", range(8))
def test_a_colon_and_the_verse_after_it_are_on_one_page(lines):
    body = "<p>A line.</p>" * lines + '<p xml:id="p1">So:</p><lg xml:id="p2"><l>a</l><l>b</l></lg>'
    pages = printed_pages(body)
    assert page_of("p1", pages) == page_of("p2", pages)


@pytest.mark.parametrize("lines", range(8))
def test_a_signature_is_not_alone_on_a_page(lines):
    body = '<floatingText type="letter"><body>' + "<p>A line.</p>" * lines + '<p xml:id="p1">Yours.</p>'
    pages = printed_pages(f'{body}<closer><signed xml:id="p2">A. Loe</signed></closer></body></floatingText>')
    assert page_of("p1", pages) == page_of("p2", pages)


def test_a_long_table_says_its_heading_on_each_page(tmp_path, outside_tool):
    rows = '<row role="label"><cell>Tower</cell></row>' + "<row><cell>a</cell></row>" * 50
    assert read(write_pdf(weir(f"<table>{rows}</table>"))[0], tmp_path, outside_tool).count("Tower") == 2


@pytest.mark.parametrize("lines", range(8))
def test_a_paragraph_that_begins_low_does_not_send_a_note_to_the_next_page(lines):
    body = f"<p>Called{authorial('n1', '1', 'A note.')}</p>" + "<p>A line.</p>" * (15 + lines)
    pages = printed_pages(body + f"<p>{'A longer paragraph. ' * 20}</p>", lines=0)
    assert page_of("r-n1", pages) == page_of("n1", pages)


def test_every_one_of_many_long_notes_stands_on_the_page_of_its_call():
    lengths = (5, 90, 20, 140, 40, 15, 60, 110)
    notes = [authorial(f"n{n}", str(n), f"Note {n}. " + "Reed and water. " * lengths[n % 8]) for n in range(1, 25)]
    chapters = [f"<p>{'A sentence of the text. ' * 9}Called{note} here.</p>" for note in notes]
    body = "".join(
        f'<div type="chapter"><head>Chapter {n}</head>{"".join(chapters[n * 8 : n * 8 + 8])}</div>' for n in range(3)
    )
    pages = printed_pages(body, lines=0)
    marked = [f"n{n}" for n in range(1, 25)]
    assert [page_of(name, pages) for name in marked] == [page_of(f"r-{name}", pages) for name in marked]


def test_an_image_that_stands_in_many_places_is_in_the_book_once():
    noise = io.BytesIO()
    Pillow.frombytes("RGB", (120, 120), random.Random(7).randbytes(3 * 120 * 120)).save(noise, "PNG")
    dress = Dress(images={url: image(noise.getvalue()) for url in ("a.png", "b.png")})
    figures = '<figure><graphic url="a.png"/></figure><figure><graphic url="b.png"/></figure>'
    once, often = (write_pdf(weir(figures * count), dress=dress) for count in (1, 9))
    assert once[1] == often[1] == ()
    assert len(noise.getvalue()) < len(once[0])
    assert len(often[0]) - len(once[0]) < len(noise.getvalue())


def test_a_book_that_comes_to_no_end_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    rows = "<tr>" + "<td>a</td>" * 60 + "</tr>"
    page = f"<table>{rows * 1500}</table>"
    monkeypatch.setattr(pdf, "CHARACTERS_A_SECOND", len(page) + 1)
    with pytest.raises(EnvironmentMissing, match=r"E638 .* more than 1 seconds"):
        printed(page)


def test_a_book_that_needs_too_much_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "BYTES", 2**29)
    monkeypatch.setattr(pdf, "BYTES_A_CHARACTER", 0)
    with pytest.raises(EnvironmentMissing, match=r"E63[48]"):
        printed("<p>a</p>" * 40_000)
