"""The pages without script: every note is reached by its mark, and the text again by the way back."""

import pytest
from visits import EACH, NARROW

LOST = """() => [...document.querySelectorAll('main a[href^="#"]')].map(a => a.getAttribute('href'))
    .filter(href => href !== '#' && !document.getElementById(decodeURIComponent(href.slice(1))))"""
ONE_WAY = """() => [...document.querySelectorAll('a[role=doc-noteref]')].filter(a => {
    const note = document.getElementById(a.getAttribute('href').slice(1));
    return ![...note.querySelectorAll('a[role=doc-backlink]')].some(back =>
        document.getElementById(back.getAttribute('href').slice(1))?.contains(a)
        || a.contains(document.getElementById(back.getAttribute('href').slice(1))));
}).map(a => a.getAttribute('href'))"""


@pytest.mark.parametrize("name", EACH)
def test_every_address_in_a_page_is_there(name, pages, visit) -> None:
    for path in pages(name):
        assert visit(path, script=False).evaluate(LOST) == []


@pytest.mark.parametrize("name", EACH)
def test_every_note_leads_back_to_each_of_its_marks(name, pages, visit) -> None:
    for path in pages(name):
        assert visit(path, script=False).evaluate(ONE_WAY) == []


@pytest.mark.parametrize("name", ["specimen", "book"])
def test_a_reader_without_script_goes_from_a_mark_to_its_note_and_back(name, pages, visit) -> None:
    page = visit(pages(name)[-1], NARROW, script=False)
    mark = page.locator("a[role=doc-noteref]:visible").last
    mark.click()
    note = page.locator(":target")
    assert note.evaluate("e => e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0")
    note.locator("a[role=doc-backlink]").first.click()
    assert page.locator(":target").evaluate("e => e.closest('.call') !== null || e.querySelector('.call a') !== null")
