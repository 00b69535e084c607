"""What the pages ask of others: nothing; and the browser is told to refuse where they would."""

import pytest
from visits import EACH, NARROW

ADDED = "document.body.append(Object.assign(document.createElement('{}'), {{textContent: '{}'}}))"
FORBIDDEN = {
    "an image": "Object.assign(new Image(), {src: 'https://example.org/a.png'})",
    "a style": ADDED.format("style", "p {margin: 9px}"),
    "a script": ADDED.format("script", "window.ran = 1"),
    "a request": "fetch('https://example.org/').catch(() => 0)",
}
VIOLATED = """act => new Promise(done => {
    document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective), {once: true});
    setTimeout(() => done(''), 2000);
    act();
})"""


@pytest.mark.parametrize("name", EACH)
def test_reading_a_page_asks_nothing_of_anybody_and_the_browser_has_no_complaint(name, pages, visit) -> None:
    for path in pages(name):
        page = visit(path, NARROW)
        page.mouse.wheel(0, 100_000)
        page.wait_for_load_state("networkidle")
    assert visit.faults == []


@pytest.mark.parametrize("act", FORBIDDEN)
def test_the_policy_of_a_page_refuses_what_it_has_no_need_of(act, pages, visit) -> None:
    page = visit(pages("book")[0])
    assert page.evaluate(f"({VIOLATED})(() => {{ {FORBIDDEN[act]} }})")
    visit.faults.clear()
