"""Writers that lose, invent or misplace words are found out, and told of with the words and the place."""

from collections.abc import Callable

import pytest
from proofs import replaced, swapped

from edition.document import Document
from edition.proofreading import Proof, Proofreader

Change = Callable[[str], str]
SEVEN, WEDDING = r"At\s+seven,\s+in\s+summer", r"It\s+had\s+been\s+a\s+wedding\s+present"
NOBODY, CALM = (
    r"Nobody\s+asked\s+who\s+had\s+lit\s+it",
    r"was\s+dark\s+by\s+then,\s+and\s+the\s+sea\s+was\s+quite\s+calm",
)

DROPPED = replaced(r"Nobody asked", "Nobdy asked")
INVENTED = replaced(r"Nobody asked", "Nobody ever asked")
SWAPPED = swapped(NOBODY, CALM)
SWAPPED_NOTES = swapped(SEVEN, WEDDING)
DROPPED_NOTE = {
    "html": replaced(r'<li id="n2".*?</li>', ""),
    "pdf": replaced(r'<span class="footnote" id="n2">.*?present\.(</span>)+', ""),
    "txt": replaced(r" *\{2\} It had been a wedding present\.\n", ""),
}
DOUBLED_NOTE = {
    "html": replaced(r'(<li id="n2".*?</li>)', r"\1\1"),
    "pdf": replaced(r'(<span class="footnote" id="n2">.*?present\.(</span>)+)', r"\1\1"),
    "txt": replaced(r"( *\{2\} It had been a wedding present\.\n)", r"\1\n\1"),
}
WRONG_NUMBER = {
    "html": swapped(r'href="#n1" aria', r'href="#n2" aria'),
    "pdf": swapped(r'href="#n1" aria', r'href="#n2" aria'),
    "txt": swapped(r"\{1\}(?=\s+Nobody)", r"\{2\}(?=\n)"),
}
OUTPUTS = pytest.mark.parametrize("name", ["html", pytest.param("pdf", marks=pytest.mark.long), "txt"])
Sabotage = Callable[[str, Change], Proof]


def codes(proof: Proof) -> set[str]:
    return {message.code for message in proof.messages}


@OUTPUTS
def test_a_dropped_character_is_lost(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, DROPPED)
    assert (proof.lost, proof.invented) == (1, 0)
    assert "Nob [o] dy asked who had" in proof.messages[0].text
    assert (proof.messages[0].code, proof.messages[0].path, proof.messages[0].line) == ("E451", "lamp.xml", 9)


@OUTPUTS
def test_an_added_word_is_invented(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, INVENTED)
    assert (proof.lost, proof.invented) == (0, 4)
    assert "[ever] asked who had lit" in proof.messages[0].text
    assert proof.messages[0].code == "E452"


@OUTPUTS
def test_a_dropped_note_is_lost(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, DROPPED_NOTE[name])
    assert proof.lost == len("Ithadbeenaweddingpresent.")
    assert "a wedding present" in " ".join(message.text for message in proof.messages)


@OUTPUTS
def test_a_doubled_note_is_invented(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, DOUBLED_NOTE[name])
    assert proof.invented == len("Ithadbeenaweddingpresent.")
    assert codes(proof) == {"E452"}


@OUTPUTS
def test_two_paragraphs_that_change_places_are_found(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, SWAPPED)
    assert proof.lost == proof.invented > 0
    assert "Nobody asked who had lit it" in " ".join(message.text for message in proof.messages)


@OUTPUTS
def test_two_notes_that_change_places_are_found(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, SWAPPED_NOTES)
    assert proof.lost
    assert proof.invented
    assert proof.messages


@OUTPUTS
def test_a_mark_that_leads_to_another_note_is_found(name: str, sabotaged: Sabotage) -> None:
    assert sabotaged(name, WRONG_NUMBER[name]).messages


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_lost_half_of_a_correction_is_found(name: str, sabotaged: Sabotage) -> None:
    proof = sabotaged(name, replaced(r'<span class="sic"[^>]*>.*?</span>', ""))
    assert proof.lost == len("wound")
    assert "where it should be hidden: “wound”" in proof.messages[0].text


def test_generated_words_that_are_not_marked_are_invented(sabotaged: Sabotage) -> None:
    proof = sabotaged("html", replaced('class="pn gen"', 'class="pn"'))
    assert (proof.lost, proof.invented) == (0, len("¶1"))


def test_generated_words_of_a_book_that_are_not_marked_are_invented(sabotaged: Sabotage) -> None:
    assert "[¶1]" in sabotaged("pdf", replaced('class="pn gen"', 'class="pn"')).messages[0].text


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_reading_that_should_be_hidden_and_is_shown_is_invented(name: str, sabotaged: Sabotage) -> None:
    assert sabotaged(name, replaced(r'(<span class="sic"[^>]*?) hidden', r"\1")).invented == len("wound")


def test_a_note_under_the_number_of_another_is_found(sabotaged: Sabotage) -> None:
    proof = sabotaged("html", replaced(r'(<li id="n2".*?<span class="mark gen">)2', r"\g<1>7"))
    assert "the mark 2 leads to the note marked 7" in proof.messages[0].text


def test_numbers_that_are_not_those_of_the_print_are_found(sabotaged: Sabotage) -> None:
    renumber = replaced(r'(<li id="n2".*?<span class="mark gen">)2', r"\g<1>7")
    recall = replaced(r'(href="#n2" [^>]*>)2<', r"\g<1>7<")
    assert "the note 2 of the TEI bears 7" in sabotaged("html", lambda text: recall(renumber(text))).messages[0].text


def test_notes_in_the_wrong_order_are_found(sabotaged: Sabotage) -> None:
    proof = sabotaged("html", swapped(r'<li id="n1".*?</li>', r'<li id="n2".*?</li>'))
    assert "stands after one that follows it" in proof.messages[0].text


def test_a_note_without_a_mark_is_found(sabotaged: Sabotage) -> None:
    proof = sabotaged("html", replaced(r'<sup class="call[^"]*"><a [^>]*href="#n2".*?</sup>', ""))
    assert "no mark in html leads to the note “It had been a wedding …”" in proof.messages[0].text


@pytest.mark.parametrize(
    ("change", "lost", "invented"),
    [
        (DROPPED, 1, 0),
        (INVENTED, 0, 4),
        (replaced("lamp was lit", "lamp was 1848 lit"), 0, 4),
        (DROPPED_NOTE["pdf"], len("Ithadbeenaweddingpresent."), 0),
        (replaced(r" was dark by then.*?calm\.", ""), len("wasdarkbythen,andtheseawasquitecalm."), 0),
    ],
    ids=["a character lost", "a word invented", "a number invented", "a note lost", "a paragraph lost"],
)
def test_a_pdf_that_does_not_show_what_was_printed_is_found(change, lost, invented, misprinted) -> None:
    proof = misprinted(change)
    assert (proof.lost, proof.invented) == (lost, invented)
    assert "page" in proof.messages[0].text


def test_a_pdf_whose_paragraphs_change_places_is_found(misprinted: Callable[[Change], Proof]) -> None:
    proof = misprinted(SWAPPED)
    assert proof.lost
    assert proof.invented


def test_a_pdf_whose_notes_change_places_is_found(misprinted: Callable[[Change], Proof]) -> None:
    proof = misprinted(SWAPPED_NOTES)
    assert proof.lost
    assert proof.invented


@pytest.mark.parametrize(
    ("name", "data"),
    [("html", b""), ("pdf", b"%PDF-1.7"), ("txt", b"no text of ours"), ("txt", b"\xff\xfe"), ("tei", b"<TEI")],
)
def test_an_output_that_cannot_be_read_back_is_told(name: str, data: bytes, lamp: Document) -> None:
    proof = Proofreader(lamp).proof(name, {"file.html": data}, b"<html><body><p>a</p></body></html>")
    assert proof is not None
    assert "E454" in codes(proof) or proof.lost


def test_a_label_that_a_text_lacks_does_not_hide_what_follows(sabotaged: Sabotage) -> None:
    """A label is generated; without it the words are there, but where its bracket is broken they are not."""
    assert sabotaged("txt", replaced(r"¶2 \[p2\] ", "")).lost == 0
    broken = sabotaged("txt", replaced(r"¶2 \[p2\] ", "¶2 [p2 "))
    assert broken.invented
    assert codes(broken) == {"E452"}


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r"six\.\{1\}", "six."),
        (r"six\.\{1\}", "six.{9}"),
        (r"six\.\{1\}", "six.{1}{1}"),
        (r"lit at six\.\{1\}", "lit{1} at six."),
        (r"six\.\{1\}", "six.{1"),
        (r"(?m)^( *)\{2\} It", r"\1{7} It"),
        (r"(?m)^( *)\{2\} It", r"\1(2) It"),
    ],
    ids=["gone", "of no note", "twice", "elsewhere", "half a bracket", "beside the note", "of another form"],
)
def test_a_damaged_mark_of_a_text_is_found(pattern: str, by: str, sabotaged: Sabotage) -> None:
    assert codes(sabotaged("txt", replaced(pattern, by))) & {"E451", "E452", "E453"}
