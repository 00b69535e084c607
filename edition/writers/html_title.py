"""The title block of a page, and what stands over the words of a chapter."""

from edition.tree import Element, is_element
from edition.writers.html_blocks import headline
from edition.writers.html_body import Body
from edition.writers.html_marks import attributes, escaped, escaped_value
from edition.writers.html_pages import Around, Page, has_heading
from edition.writers.mixed import Run
from edition.writers.titles import BLOCK, Title


def title_block(body: Body, title: Title) -> None:
    """The title, who wrote and who translated."""
    body.out.append('<header class="title">')
    if title.book:
        body.out.append(f'<p class="book gen">{escaped(title.book)}</p>')
    if title.heading:
        name = escaped_value(title.heading)
        body.out.append(f'<h1 class="gen" aria-label="{name}">{escaped(title.heading)}</h1>')
    for part in title.lines:
        _title_part(body, part, title)
    body.out += [f'<p class="byline gen">{escaped(line)}</p>' for line in title.generated]
    body.out.append("</header>\n")


def _title_part(body: Body, part: Element | Run, title: Title) -> None:
    if isinstance(part, list):
        body.loose(part)
    elif part is title.main:
        headline(body, part, 1)
    elif is_element(part, "head", "titlePart"):
        before = title.main is not None and is_element(title.main, "head")
        body.block("p", part, "book" if before and part.get("type") in (None, "main") else "subtitle")
    elif is_element(part, *BLOCK):
        body.block("p", part, "byline")
    else:
        body.element(str(part.tag), part)


def level_below(title: Title) -> int:
    """The level of the divisions under a title: one less where the title is the heading of the only division."""
    parent = title.main.getparent() if title.main is not None else None
    return 1 if parent is not None and is_element(parent, "div") else 2


def chapter(body: Body, page: Page) -> None:
    """The words of one page of a book, under the headings of the parts that begin here."""
    body.level = 1
    for around in page.around:
        _around(body, around)
    if not has_heading(page.division) and body.level == 1:
        body.out.append(f'<h1 class="gen">{escaped(page.title)}</h1>\n')
    body.element(str(page.division.tag), page.division)
    body.out += ["</section>\n" for _ in page.around]
    for run in page.after:
        body.run(run)


def _around(body: Body, around: Around) -> None:
    """The opening of a division that holds pages, with what it says before the first of them."""
    body.level += any(
        is_element(node, "head") and node not in body.held for node in around.own if not isinstance(node, list)
    )
    body.out.append(f'<section class="{escaped_value(around.division.get("type") or "division")}"')
    body.out.append(f"{attributes(around.division)}>")
    for run in around.own:
        body.run(run)
