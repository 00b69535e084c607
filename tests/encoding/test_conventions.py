"""`init` and its settings link the notes of any usual convention: each to its mark, each whole."""

import pytest
from invented import Convention, Text, figure, invented, letter, roman, sign, star, superior

from edition.conservation import check_conservation
from edition.document import parse, serialise
from edition.encoding import Encoded, encode
from edition.encoding.conventions import init_settings
from edition.settings import read_settings
from edition.tree import folded

CONVENTIONS = (
    Convention("brackets", "[{n}]", "[{n}] ", heading="NOTES"),
    Convention("brackets, one line each", "[{n}]", "[{n}] ", gap="\n", width=0),
    Convention("brackets and a stop", "[{n}]", "[{n}]. ", heading="Footnotes:"),
    Convention("brackets without a space", "[{n}]", "[{n}]"),
    Convention("brackets and figures with a stop", "[{n}]", "{n}. ", heading="NOTES", gap="\n"),
    Convention("brackets and bare figures", "[{n}]", "{n} ", heading="Notes", gap="\n"),
    Convention("spaced brackets", "[ {n} ]", "[ {n} ] "),
    Convention("brackets after a space", "[{n}]", "[{n}] ", space=" "),
    Convention("Markdown", "[^{n}]", "[^{n}]: ", width=0),
    Convention("round brackets", "({n})", "({n}) "),
    Convention("round brackets and a stop", "({n})", "{n}. ", heading="NOTES"),
    Convention("half a bracket", "{n})", "{n}) ", heading="Anmerkungen"),
    Convention("superior figures", "{n}", "{n} ", label=superior, gap="\n"),
    Convention("superior figures without a space", "{n}", "{n}", label=superior),
    Convention("braces", "{{n}}", "{{n}} ", heading="Endnotes"),
    Convention("angles", "<{n}>", "<{n}> "),
    Convention("carets", "^{n}", "^{n} "),
    Convention("Roman figures", "[{n}]", "[{n}] ", label=roman),
    Convention("the word in front", "[{n}]", "Footnote {n}: ", heading="Footnotes"),
    Convention("the word in the mark", "[Note {n}]", "Note {n}. ", heading="NOTES"),
    Convention("short words", "[fn{n}]", "[fn{n}] "),
    Convention("footnotes in brackets", "[{n}]", "[Footnote {n}: {text}]", layout="below"),
    Convention("Fußnoten", "({n})", "[Fußnote {n}. {text}]", layout="below"),
    Convention("notes de bas de page", "[{n}]", "[Note {n} : {text}]", layout="below"),
    Convention("footnotes in round brackets", "({n})", "(Footnote {n}: {text})", layout="below"),
    Convention("a label alone on its line", "[{n}]", "[{n}]\n", layout="below"),
    Convention("a label alone above a blank line", "({n})", "({n})\n\n", layout="below"),
    Convention("round brackets below", "({n})", "({n}) ", layout="below, anew"),
    Convention("stars and daggers", "{n}", "{n} ", layout="below, anew", label=sign),
    Convention("stars", "{n}", "{n} ", layout="below, anew", label=star),
    Convention("stars without a space", "{n}", "{n}", layout="below, anew", label=star),
    Convention("stars in brackets", "[{n}]", "[Footnote {n}: {text}]", layout="below, anew", label=star),
    Convention("letters by chapter", "[{n}]", "[Footnote {n}: {text}]", layout="by chapter", label=letter),
    Convention("figures by chapter", "[{n}]", "[{n}] ", layout="by chapter", heading="NOTES"),
    Convention("figures by chapter, no heading", "({n})", "({n}) ", layout="by chapter"),
    Convention("superior figures by chapter", "{n}", "{n} ", "by chapter", superior, "Notes to this Chapter", "\n"),
    Convention("a divided list", "[{n}]", "[{n}] ", layout="divided", heading="NOTES"),
    Convention("a divided list with stops", "({n})", "{n}. ", layout="divided", heading="NOTES", gap="\n"),
)  # fmt: skip


def begun(text: str) -> Encoded:
    data = text.encode()
    return encode(read_settings(init_settings("weir.txt", data).encode()), {"weir.txt": data})


def linked(encoded: Encoded) -> dict[str, str]:
    """The words of each linked note by the word before its mark."""
    text, found = encoded.copy.text, {}
    for start, item in encoded.plan.links.items.items():
        word = text[:start].rstrip(" .").rpartition(" ")[2].rpartition("\n")[2]
        found[word] = " ".join(folded(text[block.start : block.end]) for block in item.blocks)
    return found


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[convention.name for convention in CONVENTIONS])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_each_mark_leads_to_its_note_and_the_note_is_whole(convention: Convention, ends: str) -> None:
    text = invented(convention)
    assert linked(begun("\n\n".join(text.blocks).replace("\n", ends))) == text.notes


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[convention.name for convention in CONVENTIONS])
def test_nothing_of_the_text_is_lost(convention: Convention) -> None:
    written = "\n\n".join(invented(convention).blocks)
    encoded = begun(written)
    document = parse(serialise(encoded.document))
    settings = encoded.plan.settings
    assert [str(message) for message in check_conservation(document, {"weir.txt": written}, settings)] == []


FALSE = (
    "In the year [1857] nothing was built, and page [32] of the register says no more [sic].",
    "The order of [20 July] had three points: (1) the bank, (2) the gate, and (3) the fish.",
    "1. The bank shall be mended.",
    "2. The gate shall be oiled.",
    "1,164 delegates came, and 7 of them could swim.",
    "(3) is the number of the fish.",
    "[33]",
    "* * * * *",
)


def with_false_marks(convention: Convention) -> Text:
    text = invented(convention)
    for number, words in enumerate(FALSE):
        text.blocks.insert(2 + number + number // 2, words)
    return text


@pytest.mark.parametrize("convention", CONVENTIONS, ids=[convention.name for convention in CONVENTIONS])
def test_what_only_looks_like_a_mark_leads_to_no_note(convention: Convention) -> None:
    text = with_false_marks(convention)
    assert linked(begun("\n\n".join(text.blocks))) == text.notes


def test_a_missing_note_and_a_missing_mark_unlink_nothing_else() -> None:
    text = invented(Convention("gaps", "[{n}]", "[{n}] "))
    notes = text.blocks[-1].split("\n\n")
    text.blocks[-1] = "\n\n".join(note for note in notes if not note.startswith("[4]"))
    written = "\n\n".join(text.blocks).replace("[7]", "", 1)
    lost = {word for word, words in text.notes.items() if f"[4] {word}" in notes[3] or f"[7] {word}" in notes[6]}
    assert linked(begun(written)) == {word: words for word, words in text.notes.items() if word not in lost}


def test_numbers_that_skip_are_linked() -> None:
    text = invented(Convention("skips", "({n})", "({n}) ", label=lambda number: figure(number + 3 * (number > 4))))
    assert linked(begun("\n\n".join(text.blocks))) == text.notes
