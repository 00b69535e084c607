"""Ways through an edition: contents of a page and of the whole, the pages before and after."""

from collections.abc import Iterable
from itertools import zip_longest

from edition.writers.html_marks import escaped, escaped_value
from edition.writers.html_pages import Page, Pages
from edition.writers.labels import Labels

Heading = tuple[int, str, str]
ENTRIES = 2


def page_contents(headings: Iterable[Heading], words: Labels) -> str:
    """The headings of one page below its first, behind a heading that opens them; "" for fewer than two."""
    listed = [(level, f"#{identifier}", name) for level, name, identifier in headings if level > 1 and name]
    if len(listed) < ENTRIES:
        return ""
    said = escaped(words("contents"))
    return (
        f'<nav class="contents" role="doc-toc" aria-label="{escaped_value(words("contents"))}">'
        f"<details><summary>{said}</summary><div>{nested(listed)}</div></details></nav>"
    )


def book_contents(pages: Pages, words: Labels) -> str:
    """The pages of an edition, inside the divisions that hold them."""
    listed: list[tuple[int, str, str]] = []
    before: tuple[str, ...] = ()
    for page in pages.chapters:
        for level, (name, old) in enumerate(zip_longest(page.path, before)):
            if name is not None and (name != old or page.path[:level] != before[:level]):
                listed.append((level + 1, "", name))
        listed.append((len(page.path) + 1, page.name, page.title))
        before = page.path
    said = escaped(words("contents"))
    return (
        '<nav class="contents gen" role="doc-toc" aria-labelledby="page:contents">'
        f'<h2 id="page:contents">{said}</h2>{nested(listed)}</nav>\n'
    )


def nested(listed: list[tuple[int, str, str]]) -> str:
    """Triples (level, address, words) as lists in lists; without an address the words are no link."""
    out: list[str] = []
    open_levels: list[int] = []
    for level, address, name in listed:
        while open_levels and open_levels[-1] > level:
            open_levels.pop()
            out.append("</li></ol>")
        if open_levels and open_levels[-1] == level:
            out.append("</li>")
        else:
            open_levels.append(level)
            out.append("<ol>")
        words = escaped(name)
        out.append(f'<li><a href="{escaped_value(address)}">{words}</a>' if address else f"<li><span>{words}</span>")
    return "".join([*out, *("</li></ol>" for _ in open_levels)])


def neighbours(pages: Pages, name: str) -> tuple[Page | None, Page | None]:
    """The pages before and after the one called `name`; None where there is none, and before the first."""
    at = pages.order[name]
    before = pages.chapters[at - 2] if at > 1 else None
    after = pages.chapters[at] if at < len(pages.chapters) else None
    return before, after
