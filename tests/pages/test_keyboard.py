"""The pages by keyboard alone: Tab goes through them in the order of reading, Enter leads to a note and back."""

import pytest
from visits import EACH, NARROW, OPEN_EDITIONS, WIDE, Visits, tabbed

REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
        && !(e.type === 'radio' && !e.checked))
    .map(e => [e.localName, e.id, e.getAttribute('href') ?? ''].join(' '))"""


LINKS = """() => ['doc-noteref', 'doc-backlink'].map(role =>
    [...document.querySelectorAll(`main a[role=${role}]`)].filter(e => e.checkVisibility()).map(e => e.ariaLabel))"""


@pytest.fixture(scope="module")
def gone_through(pages, chromium):
    """A function from an edition and a width to what Tab does on each of its pages; each is gone through once.

    For a page: what can be reached, what was, and the labels of its marks and of its ways back.
    """
    found = {}

    def go(name: str, width: int = WIDE):
        if (name, width) not in found:
            visits = Visits(chromium)
            opened = [visits(path, width) for path in pages(name)]
            found[name, width] = [(page.evaluate(REACHABLE), tabbed(page), page.evaluate(LINKS)) for page in opened]
            visits.end()
        return found[name, width]

    return go


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", EACH)
def test_tab_reaches_everything_in_the_order_of_the_page(name, width, gone_through) -> None:
    for wanted, found, _ in gone_through(name, width):
        assert [f"{one['tag']} {one['id']} {one['href']}" for one in found] == wanted


@pytest.mark.parametrize("name", EACH)
def test_tab_reaches_each_mark_once_and_each_way_back(name, gone_through) -> None:
    for _, found, (marks, ways) in gone_through(name):
        assert [one["label"] for one in found if one["role"] == "doc-noteref"] == marks
        assert [one["label"] for one in found if one["role"] == "doc-backlink"] == ways


@pytest.mark.parametrize("name", EACH)
def test_the_focus_is_seen_wherever_it_is(name, gone_through) -> None:
    for _, found, _ in gone_through(name):
        assert [one for one in found if one["ring"] == "none"] == []


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_the_first_stop_leads_past_everything_to_the_text(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path)
        page.keyboard.press("Tab")
        assert page.locator("a:focus").evaluate("e => e.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_each_mark_is_named_with_its_hand_and_number(gone_through) -> None:
    ((_, _, (labels, _)),) = gone_through("specimen")
    assert "translator’s note 8" in labels
    assert "author’s note 9" in labels
