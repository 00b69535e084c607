"""A note that is not in sight, shown beside its mark: by pointer and by keyboard, and gone with Escape."""

import pytest
from visits import EACH, NARROW, OPEN_EDITIONS, focused, violations

OPEN = ".pop:popover-open"


@pytest.fixture
def narrow(pages, visit):
    """A function that opens the longest page of an edition on a narrow window, and gives it and its first mark."""

    def go(name: str, theme: str = "light"):
        page = visit(max(pages(name), key=lambda path: path.stat().st_size), NARROW, theme=theme)
        return page, page.locator("main a[role=doc-noteref]:visible").first

    return go


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_enter_on_a_mark_shows_its_note_and_escape_leads_back(name, narrow) -> None:
    page, mark = narrow(name)
    mark.focus()
    page.keyboard.press("Enter")
    note = page.locator("#" + mark.get_attribute("href").removeprefix("#"))
    first = " ".join(note.locator(".words").inner_text().split())[:40]
    assert first in " ".join(page.locator(OPEN).inner_text().split())
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() == 0
    assert focused(page)["href"] == mark.get_attribute("href")


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_tab_goes_through_a_note_that_is_shown_and_on_in_the_text(name, narrow) -> None:
    page, mark = narrow(name)
    mark.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(f"{OPEN} :focus").count() == 1
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator("main :focus").count():
            break
    assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_a_click_beside_a_note_that_is_shown_takes_it_away(name, narrow) -> None:
    page, mark = narrow(name)
    mark.click()
    assert page.locator(OPEN).is_visible()
    page.mouse.click(5, 5)
    assert page.locator(OPEN).count() == 0


@pytest.mark.parametrize("name", EACH)
def test_each_note_that_is_shown_lies_in_the_window(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path, NARROW)
        for mark in page.locator("main > :not(.notes) a[role=doc-noteref]:visible").all()[:12]:
            mark.click()
            if not page.locator(OPEN).count():
                continue
            box = page.locator(OPEN).bounding_box()
            assert box["x"] >= 0, mark.get_attribute("href")
            assert box["x"] + box["width"] <= NARROW, mark.get_attribute("href")
            page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_axe_finds_nothing_wrong_with_a_note_shown(name, theme, narrow, axe) -> None:
    page, mark = narrow(name, theme)
    mark.click()
    assert page.locator(OPEN).is_visible()
    assert violations(page, axe) == []


def test_what_is_copied_from_a_note_that_is_shown_is_the_note(narrow) -> None:
    page, mark = narrow("specimen")
    mark.click()
    page.locator(OPEN).evaluate("e => getSelection().selectAllChildren(e)")
    assert "↩" not in page.evaluate("getSelection().toString()")
