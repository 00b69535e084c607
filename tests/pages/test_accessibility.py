"""Whether everybody can use the pages: axe finds nothing wrong, whatever the window and whatever is open."""

import pytest
from visits import EACH, NARROW, WIDE, tabbed, violations


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", EACH)
def test_axe_finds_nothing_wrong_on_any_page_light_or_dark(name, width, pages, visit, axe) -> None:
    for path in pages(name):
        page = visit(path, width, theme="light")
        assert violations(page, axe) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, axe) == []


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "light"), (WIDE, "dark")])
@pytest.mark.parametrize("name", EACH)
def test_axe_finds_nothing_wrong_after_tabbing_through_all_notes(name, width, theme, pages, visit, axe) -> None:
    for path in pages(name):
        page = visit(path, width, theme=theme)
        assert tabbed(page)
        assert violations(page, axe) == []
