"""What belongs to the whole edition, at the end of its page or on the index of a book: imprint, note on the text."""

import re

from edition.document import Document
from edition.tree import Element, find_all, folded, text_of
from edition.writers.book_parts import html_line
from edition.writers.front import FrontMatter
from edition.writers.html_marks import escaped
from edition.writers.labels import Labels
from edition.writers.lines import Section

YEAR = re.compile(r"-?\d{4}")


def about(matter: FrontMatter, document: Document, words: Labels) -> str:
    """The section about the edition; all of it is generated."""
    sections = [section for section in (matter.note, matter.signs, matter.colophon) if section is not None]
    parts = [_imprint(matter), _people(document, words), *map(_section, sections)]
    heading = f'<h2 id="page:about">{escaped(words("page.about"))}</h2>'
    return f'<section class="about gen" aria-labelledby="page:about">{heading}\n{"".join(parts)}</section>\n'


def published(matter: FrontMatter) -> str:
    """Which edition this is and who publishes it, on one line."""
    page = matter.title_page
    return ". ".join(filter(None, (page.edition, page.publisher)))


def _imprint(matter: FrontMatter) -> str:
    lines = []
    for label, line in matter.imprint:
        head = f'<span class="label">{escaped(label)}</span> ' if label else ""
        lines.append(f"<p>{head}{html_line(line)}</p>\n")
    return "".join(lines)


def _people(document: Document, words: Labels) -> str:
    """The persons of the register with their years; "" where there is none."""
    found = find_all(document.stand_off, "person") if document.stand_off is not None else ()
    people = "".join(f"<li>{escaped(said)}</li>" for said in map(_person, found) if said)
    return f'<h3>{escaped(words("page.people"))}</h3><ul class="people">{people}</ul>\n' if people else ""


def _person(node: Element) -> str:
    """`Ada Wren (1880–1940)`; "" for a person without a name."""
    name = next((folded(text_of(child)) for child in find_all(node, "persName")), "")
    years = [_year(node, "birth"), _year(node, "death")]
    return f"{name} ({'–'.join(years)})" if name and any(years) else name


def _year(node: Element, event: str) -> str:
    found = next(find_all(node, event), None)
    match = YEAR.match(found.get("when", "")) if found is not None else None
    return match.group() if match else ""


def _section(section: Section) -> str:
    out = [f"<h3>{escaped(section.heading)}</h3>"] if section.heading else []
    out += [f"<p>{html_line(line)}</p>" for line in section.paragraphs]
    if section.items:
        rows = "".join(
            f'<tr><th scope="row">{escaped(i.label)}</th><td>{html_line(i.line)}</td></tr>' for i in section.items
        )
        out.append(f'<div class="table-frame"><table>{rows}</table></div>')
    return "".join([*out, "\n"])
