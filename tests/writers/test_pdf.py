"""The printed edition, read back with poppler."""

import subprocess

import html5lib
import pytest
from weir import authorial, call, editorial, weir

from edition.document import parse, serialise
from edition.errors import EnvironmentMissing
from edition.writers import pdf
from edition.writers.pdf import print_page, write_pdf

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


def test_an_image_from_elsewhere_is_refused_and_reported():
    data, messages = pdf._printed('<img src="https://example.org/x.png"><img src="file:///etc/passwd">', {}, "x.xml")
    assert data.startswith(b"%PDF")
    assert [message.code for message in messages] == ["W633", "W633"]


def test_without_fonts_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf, "_count_fonts", lambda library: 0)
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
    outline = HTML(string=page).render().make_bookmark_tree()
    assert outline[0][0] == "Of Wells and Wardens"
