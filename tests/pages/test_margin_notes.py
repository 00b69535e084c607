"""Notes in the margin of a wide page: beside the words that they are about, one under the other."""

import pytest
from visits import EACH, NARROW, OPEN_EDITIONS, WIDE

WIDEST = 1600
IN_THE_MARGIN = """() => [...document.querySelectorAll('.notes.right, .notes.left')].map(list =>
    [...list.querySelectorAll('.over, li')].filter(e => getComputedStyle(e).position === 'absolute').map(e => {
        const call = document.getElementById('r-' + e.id)?.getBoundingClientRect();
        const {left, top, right, bottom} = e.getBoundingClientRect();
        return {id: e.id, left, top, right, bottom, call: call?.top ?? top};
    }))"""
TEXT = """() => [...document.querySelectorAll('main p[id], main .para, main h1, main h2, main table, main .lg')]
    .filter(e => !e.closest('.notes') && e.getClientRects().length)
    .map(e => { const {left, top, right, bottom} = e.getBoundingClientRect(); return {left, top, right, bottom} })"""
LINE = 30


def on_each_other(one: dict, other: dict) -> bool:
    """Whether two boxes share more than a pixel of width and height."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 1


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_a_wide_page_has_its_notes_in_the_margin(name, pages, visit) -> None:
    assert all(any(visit(path, WIDE).evaluate(IN_THE_MARGIN)) for path in pages(name) if path.name != "index.html")
    assert any(any(visit(path, WIDE).evaluate(IN_THE_MARGIN)) for path in pages(name))


@pytest.mark.parametrize("name", OPEN_EDITIONS)
def test_a_narrow_page_has_none(name, pages, visit) -> None:
    assert not any(any(visit(path, NARROW).evaluate(IN_THE_MARGIN)) for path in pages(name))


@pytest.mark.parametrize("width", [WIDE, WIDEST])
@pytest.mark.parametrize("name", EACH)
def test_notes_in_the_margin_lie_neither_on_each_other_nor_on_the_text(name, width, pages, visit) -> None:
    for path in pages(name):
        page = visit(path, width)
        notes = [note for series in page.evaluate(IN_THE_MARGIN) for note in series]
        text = page.evaluate(TEXT)
        pairs = [(one["id"], other["id"]) for at, one in enumerate(notes) for other in notes[:at]
                 if on_each_other(one, other)]  # fmt: skip
        assert pairs == []
        assert [note["id"] for note in notes if any(on_each_other(note, box) for box in text)] == []


@pytest.mark.parametrize("width", [WIDE, WIDEST])
@pytest.mark.parametrize("name", EACH)
def test_a_note_in_the_margin_stands_beside_its_call_or_right_below_the_note_before(name, width, pages, visit) -> None:
    for path in pages(name):
        for series in visit(path, width).evaluate(IN_THE_MARGIN):
            before = 0
            for note in series:
                assert abs(note["top"] - max(note["call"], before)) < LINE, note["id"]
                before = note["bottom"]


def test_printed_notes_leave_the_margin(pages, visit) -> None:
    page = visit(pages("specimen")[0], WIDE)
    page.emulate_media(media="print")
    assert not any(page.evaluate(IN_THE_MARGIN))
