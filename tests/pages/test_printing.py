"""The pages on paper, printed from the browser: the text and all its notes, and nothing that one could press."""

import subprocess

import pytest
from facts import found
from visits import EACH, OPEN_EDITIONS, document


def letters(words: str) -> str:
    """The letters and figures alone."""
    return "".join(filter(str.isalnum, words))


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_what_a_browser_prints_has_the_words_of_every_note(name, pages, visit, outside_tool, tmp_path) -> None:
    printed = ""
    for path in pages(name):
        (tmp_path / "page.pdf").write_bytes(visit(path).pdf(format="A4"))
        command = [outside_tool("pdftotext"), tmp_path / "page.pdf", "-"]
        printed += letters(subprocess.check_output(command, text=True))
    first = "(//t:note//t:p)/descendant::text()[normalize-space()][1]"
    assert [words for words in found(document(name), first) if letters(words)[:30] not in printed] == []


@pytest.mark.parametrize("name", EACH)
def test_no_control_is_printed(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path)
        page.emulate_media(media="print")
        pressed = page.locator("button, input, select, summary, body > * nav:not(main nav), a[role=doc-backlink]")
        assert [one for one in pressed.all() if one.is_visible()] == []
