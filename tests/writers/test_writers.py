"""What holds for every output format."""

import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import parse, serialise
from edition.writers import WRITERS, Output
from edition.writers.text import write_plain_text

DISPLAYS = [
    Display(),
    Display(numbering="by-hand"),
    Display(mixed="apart"),
    Display(numbering="by-hand", mixed="apart"),
]


@pytest.fixture
def document():
    """Notes of all hands, on a title, in a note, on a quotation; an emendation; words of an unknown hand."""
    body = (
        f"<head>T{call('n1')}</head>"
        f'<p xml:id="pb2k7" n="1">a{authorial("n2", "1", "mine" + call("n3"))}{call("n4")} '
        '<quote rend="block"><p xml:id="pd7g3">b <seg type="insertion" resp="#unknown">[c]</seg>'
        f"{authorial('n5', '3')}</p></quote> <choice><sic>teh</sic><corr>the</corr></choice></p>"
    )
    notes = [editorial("n1", hand="desk"), editorial("n3", "theirs"), editorial("n4", number="2")]
    return weir(body, *notes)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("display", DISPLAYS, ids=lambda display: f"{display.numbering}-{display.mixed}")
def test_a_writer_leaves_the_document_as_it_was(name, display, document):
    before = serialise(document)
    output = WRITERS[name].write(document, display)
    assert isinstance(output, Output)
    assert output.messages == ()
    assert serialise(document) == before


@pytest.mark.parametrize("name", WRITERS)
def test_two_runs_give_the_same_bytes(name, document):
    assert WRITERS[name].write(document, Display()) == WRITERS[name].write(document, Display())


def written(name, document, display) -> str:
    return b"".join(WRITERS[name].write(document, display).files.values()).decode()


@pytest.mark.parametrize("name", ["html", "txt"])
@pytest.mark.parametrize("display", DISPLAYS, ids=lambda display: f"{display.numbering}-{display.mixed}")
def test_the_words_of_each_note_appear_once(name, display, document):
    assert written(name, document, display).count("theirs") == 1


@pytest.mark.parametrize("name", WRITERS)
def test_the_main_file_stands_first_among_the_files_of_an_output(name, document):
    assert next(iter(WRITERS[name].write(document, Display()).files)) == WRITERS[name].file_name


def test_file_names_are_those_of_their_kind():
    assert [(writer.name, writer.file_name.rpartition(".")[2]) for writer in WRITERS.values()] == [
        ("html", "html"),
        ("pdf", "pdf"),
        ("txt", "txt"),
        ("tei", "xml"),
    ]


def test_numbers_that_the_print_does_not_give_are_told_as_ours():
    text = write_plain_text(weir(f"<p>a{authorial('n1', '1')} b<note>x</note> c<note>y</note></p>"))[0].decode()
    assert "Numbers are those of the print. Numbered by this edition: 2, 3." in text


def test_an_author_without_a_name_signs_for_nobody():
    nameless = serialise(weir(f"<p>a{authorial('n1', '1')}</p>")).replace(b">A. Loe<", b"><")
    assert "Unsigned" not in write_plain_text(parse(nameless))[0].decode()
