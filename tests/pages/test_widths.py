"""The pages on windows of every width: nothing hangs over, and a thumb finds each mark."""

import pytest
from visits import EACH, NARROW, WIDE

WIDTHS = (320, NARROW, 600, 800, 1024, WIDE, 1600)
HANGING = """() => [...document.querySelectorAll('body *')].filter(e => {
    for (let up = e.parentElement; up; up = up.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1);
}).map(e => `${e.localName}.${e.className}#${e.id}`)"""
TARGETS = """() => [...document.querySelectorAll('.call a')].filter(a => a.getClientRects().length).map(a => {
    const box = a.getBoundingClientRect();
    return {id: a.getAttribute('href'), left: box.left, top: box.top, right: box.right, bottom: box.bottom};
})"""
BROKEN = r"""() => {
    const shown = node => node.parentElement.closest('[hidden], .call, .sep') === null
        && node.parentElement.getClientRects().length > 0;
    const place = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + 1);
        return range.getClientRects()[0];
    };
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const letters = [], broken = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (shown(node)) for (let at = 0; at < node.length; at++)
            if (!/[\u2060\u200b]/.test(node.data[at])) letters.push([node, at]);
    const order = (node, call) => call.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    for (const call of document.querySelectorAll('.call')) {
        if (!call.getClientRects().length) continue;
        let low = 0, high = letters.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (order(letters[middle][0], call)) high = middle; else low = middle + 1;
        }
        const mark = call.querySelector('a').getBoundingClientRect();
        const near = [[letters[low - 1], /\s/], [letters[low], /[^.,;:!?’”)\]]/]];
        for (const [letter, other] of near) {
            if (!letter || other.test(letter[0].data[letter[1]])) continue;
            const box = place(...letter);
            if (box && (box.bottom < mark.top || box.top > mark.bottom))
                broken.push(`${call.querySelector('a').getAttribute('href')}: ${letter[0].data[letter[1]]}`);
        }
    }
    return broken;
}"""


@pytest.mark.parametrize("name", EACH)
def test_no_page_is_wider_than_its_window(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(HANGING) == [], width


def overlapping(boxes: list[dict]) -> list[tuple[str, str]]:
    """The pairs of `boxes` that lie on each other, in the order of the page; half a pixel is rounding."""
    return [
        (one["id"], other["id"])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    ]


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", EACH)
def test_a_thumb_finds_each_mark_and_no_other(name, width, pages, visit) -> None:
    for path in pages(name):
        boxes = visit(path, width).evaluate(TARGETS)
        sizes = [(box["id"], box["right"] - box["left"], box["bottom"] - box["top"]) for box in boxes]
        assert [size for size in sizes if min(size[1:]) < 24] == []
        assert overlapping(boxes) == []


@pytest.mark.parametrize("name", EACH)
def test_no_mark_is_parted_from_its_word_or_its_stop_at_any_width(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path, 320)
        for width in range(320, 760, 22):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(BROKEN) == [], width
