"""Generated words of a book as HTML: title page, imprint, sections; all of it is marked as generated."""

from edition.writers.front import FrontMatter, TitlePage
from edition.writers.html_marks import classed, escaped, escaped_value
from edition.writers.lines import Item, Line, Section

SHORT = 4


def title_page(page: TitlePage, heads: str) -> str:
    """The title page: authors, title, who did what, publisher at the foot; last the empty element `heads`."""
    out = [_lines("author", page.authors), _lines("work", (_held(page.title),)), _lines("part", (page.part,))]
    out += [_lines("subtitle", (page.subtitle,)), _lines("credit", page.credits)]
    out += ['<div class="foot">', _lines("desk", page.desk), _lines("publisher", (page.publisher,)), "</div>", heads]
    return opened("section", "title-page gen", "".join(out))


def _held(title: str) -> str:
    """A title whose last word, if it is a short one, does not stand on a line by itself."""
    before, _, last = title.rpartition(" ")
    return f"{before}\u00a0{last}" if before and len(last) <= SHORT else title


def _lines(css: str, lines: tuple[str, ...]) -> str:
    return "".join(f'<p class="{css}">{escaped(line)}</p>' for line in lines if line)


def imprint_page(matter: FrontMatter) -> str:
    """The back of the title page, a paragraph for each fact."""
    out: list[str] = []
    for label, line in matter.imprint:
        head = f'<span class="label">{escaped(label)}</span> ' if label else ""
        out.append(f"<p>{head}{html_line(line)}</p>")
    return opened("section", "imprint gen", "".join(out))


def section(words: Section) -> str:
    """A generated division with its heading."""
    name = escaped_value(words.heading)
    out = [f'<h2 aria-label="{name}">{escaped(words.heading)}</h2>' if words.heading else ""]
    out += [f"<p>{html_line(line)}</p>" for line in words.paragraphs]
    if words.items:
        out += ["<table>", *map(_item, words.items), "</table>"]
    return opened("section", f"front-matter {words.name} gen", "".join(out))


def _item(item: Item) -> str:
    return f"<tr><th>{escaped(item.label)}</th><td>{html_line(item.line)}</td></tr>"


def html_line(line: Line) -> str:
    """A line as phrasing mark-up, titles in `cite`."""
    return "".join(f"<cite>{escaped(words)}</cite>" if is_title else escaped(words) for words, is_title in line)


def opened(name: str, css: str, content: str) -> str:
    """`content` in an element of a class, on lines of its own."""
    return f"<{name}{classed(css)}>{content}</{name}>\n"
