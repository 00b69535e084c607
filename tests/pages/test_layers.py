"""The layers of an edition: what a reader chooses to see stands in the address, and the address brings it back."""

import pytest
from visits import WIDE, choose, violations

CHOICES = [("notes", "author"), ("notes", "translator"), ("readings", "source")]
SHOWN = """() => [...document.querySelectorAll('main a[role=doc-noteref]')].filter(e => e.checkVisibility())
    .map(e => e.getAttribute('href'))"""
HANDS = """() => [...new Set([...document.querySelectorAll('.notes li')]
    .filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.dataset.resp))].sort()"""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_who_wants_the_author_alone_sees_no_other_note(script, pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE, script=script)
    every = page.evaluate(SHOWN)
    choose(page, "notes", "author")
    assert page.evaluate(HANDS) == ["lomova"]
    assert {"#nf04v", "#nwdkg"} <= set(every)
    assert not {"#nf04v", "#nwdkg"} & set(page.evaluate(SHOWN))
    assert "#nq2zr" in page.evaluate(SHOWN)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_who_wants_the_translators_notes_too_sees_none_of_ours(script, pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE, script=script)
    assert page.evaluate(HANDS) == ["desk", "lomova", "lyle.ann"]
    choose(page, "notes", "translator")
    assert page.evaluate(HANDS) == ["lomova", "lyle.ann"]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_may_read_what_the_source_has_in_place_of_our_corrections(script, pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE, script=script)
    paragraph = page.locator("#pdf5t")
    assert "the register for the deanery" in paragraph.inner_text()
    choose(page, "readings", "source")
    assert "the regis-ter for the deanery" in paragraph.inner_text()


@pytest.mark.parametrize(("group", "value"), CHOICES)
def test_what_a_reader_chose_is_in_the_address_and_the_address_brings_it_back(group, value, pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE)
    choose(page, group, value)
    assert f"{group}={value}" in page.url
    seen = page.locator("main").inner_text()
    again = visit(pages("specimen")[0], WIDE)
    again.goto(page.url)
    assert again.locator(f"input[name={group}][value={value}]").is_checked()
    assert again.locator("main").inner_text() == seen


def test_what_a_reader_chose_goes_along_to_the_next_chapter(pages, visit) -> None:
    page = visit(pages("book")[1], WIDE)
    choose(page, "notes", "author")
    page.locator("footer a[rel=next]").click()
    page.wait_for_load_state()
    assert "notes=author" in page.url
    assert page.evaluate(HANDS) == ["vance"]


def test_a_choice_that_no_page_knows_is_as_none(pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE)
    page.goto(page.url + "?notes=nobody&readings=<b>")
    assert page.evaluate(HANDS) == ["desk", "lomova", "lyle.ann"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("group", "value"), CHOICES)
def test_axe_finds_nothing_wrong_in_any_layer(group, value, theme, pages, visit, axe) -> None:
    page = visit(pages("specimen")[0], theme=theme)
    choose(page, group, value)
    assert violations(page, axe) == []


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_reader_may_choose_light_or_dark_whatever_the_system_has(system, chosen, pages, visit, axe) -> None:
    page = visit(pages("specimen")[0], theme=system)
    other = visit(pages("specimen")[0], theme=chosen)
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    choose(page, "theme", chosen)
    assert page.evaluate(paper) == other.evaluate(paper)
    assert violations(page, axe) == []
