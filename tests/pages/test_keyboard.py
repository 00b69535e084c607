"""The pages by keyboard alone: Tab goes through them in the order of reading, Enter leads to a note and back."""

import pytest
from visits import EDITIONS, NARROW, OPEN_EDITIONS, WIDE, tabbed

REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
        && !(e.type === 'radio' && !e.checked))
    .map(e => [e.localName, e.id, e.getAttribute('href') ?? ''].join(' '))"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", EDITIONS)
def test_tab_reaches_everything_in_the_order_of_the_page(name, width, pages, visit) -> None:
    for path in pages(name):
        page = visit(path, width)
        wanted = page.evaluate(REACHABLE)
        assert [f"{found['tag']} {found['id']} {found['href']}" for found in tabbed(page)] == wanted


@pytest.mark.parametrize("name", EDITIONS)
def test_tab_reaches_each_mark_once_and_each_way_back(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path)
        found = tabbed(page)
        for role in ("doc-noteref", "doc-backlink"):
            links = page.locator(f"main a[role={role}]:visible").evaluate_all("all => all.map(e => e.ariaLabel)")
            assert [one["label"] for one in found if one["role"] == role] == links


@pytest.mark.parametrize("name", EDITIONS)
def test_the_focus_is_seen_wherever_it_is(name, pages, visit) -> None:
    for path in pages(name):
        assert [found for found in tabbed(visit(path)) if found["ring"] == "none"] == []


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_the_first_stop_leads_past_everything_to_the_text(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path)
        page.keyboard.press("Tab")
        assert page.locator("a:focus").evaluate("e => e.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_each_mark_is_named_with_its_hand_and_number(pages, visit) -> None:
    labels = [found["label"] for found in tabbed(visit(pages("specimen")[0])) if found["role"] == "doc-noteref"]
    assert "translator’s note 8" in labels
    assert "author’s note 9" in labels
