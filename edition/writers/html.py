"""The web page of an edition: one file that works without script, from a folder, on any width."""

from base64 import b64encode
from hashlib import sha256

from jinja2 import Environment

from edition.apparatus import Display, Note, Series, Surroundings, apparatus
from edition.document import Document
from edition.dress import Dress
from edition.report import Message
from edition.resources import resource
from edition.tree import Element, is_element
from edition.writers.entries import Entries, entries
from edition.writers.html_behaviours import BEHAVIOURS
from edition.writers.html_blocks import headline
from edition.writers.html_body import Body
from edition.writers.html_marks import escaped, escaped_value
from edition.writers.rendering import Rendering
from edition.writers.titles import Title

PLACE = "\x00"


def write_html(
    document: Document,
    display: Display | None = None,
    dress: Dress | None = None,
) -> tuple[dict[str, bytes], tuple[Message, ...]]:
    """The document as HTML, file names to bytes with the main file first; messages for what is not shown as it is."""
    says = Rendering(document, apparatus(document, display), "web", dress)
    title = says.title
    body = Body(says, BEHAVIOURS, frozenset(title.source), feet=False)
    title_block(body, title)
    body.blocks(document.text)
    note_lists(body)
    apparatus_lists(body)
    page = shell("page.html", says, body.out, resource("styles", "web.css").decode() + says.dispatch.style)
    return {"index.html": page.encode()}, (*says.remarks, *body.unknown.values(), *body.refused)


def shell(name: str, says: Rendering, body: list[str], style: str) -> str:
    """A page around the pieces of `body`; the policy allows this style sheet and nothing else."""
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    template = environment.from_string(resource("styles", name).decode())
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    page = template.render(
        language=says.apparatus.header.language,
        title=says.title.name,
        authors=[hand.name for hand in says.apparatus.header.of_kind("author")],
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'",
        body=PLACE,
    )
    before, _, after = page.partition(PLACE)
    return "".join([before, *body, after])


def title_block(body: Body, title: Title) -> None:
    """The title, who wrote and who translated."""
    body.out.append('<header class="title">')
    if title.book:
        body.out.append(f'<p class="book gen">{escaped(title.book)}</p>')
    if title.heading:
        name = escaped_value(title.heading)
        body.out.append(f'<h1 aria-label="{name}">{escaped(title.heading)}</h1>')
    for part in title.parts:
        _title_part(body, part, title)
    body.out += [f'<p class="byline gen">{escaped(line)}</p>' for line in title.generated]
    body.out.append("</header>\n")


def _title_part(body: Body, part: Element, title: Title) -> None:
    if part is title.main:
        headline(body, part, 1)
    elif is_element(part, "head", "titlePart"):
        before = title.main is not None and is_element(title.main, "head")
        body.block("p", part, "book" if before and part.get("type") in (None, "main") else "subtitle")
    else:
        body.block("p", part, "byline")


def note_lists(body: Body) -> None:
    """A list for each series, in the order of the views, and for notes whose mark is lost; the concordance."""
    for series in body.says.apparatus.series:
        _note_list(body, series)
    unplaced_notes(body)
    _concordance(body)


def unplaced_notes(body: Body) -> None:
    """A list of the notes whose mark is lost."""
    unplaced = body.says.unplaced()
    if unplaced:
        _note_list(body, unplaced)


def legends(body: Body) -> None:
    """Whose notes stand at the feet of the pages: for each series that says so, its heading and its legend."""
    for series in body.says.apparatus.series:
        if legend := body.says.legend(series).replace("\u00a0", " "):
            heading = escaped(_heading(body, series))
            body.out.append(f'<section class="legends gen"><h2>{heading}</h2><p>{escaped(legend)}</p></section>\n')
    _concordance(body)


def _heading(body: Body, series: Series) -> str:
    names = body.says.series_names(series)
    return body.says.series_label(series) + (f" ({names})" if names else "")


def _concordance(body: Body) -> None:
    if concordance := body.says.concordance():
        words = escaped(body.says.words("note.concordance"))
        body.out.append(f'<section class="concordance gen"><h2>{words}</h2><p>{escaped(concordance)}</p></section>\n')


def _note_list(body: Body, series: Series) -> None:
    says = body.says
    heading = escaped(_heading(body, series))
    name = f"notes.{series.name}"
    body.out.append(f'<section class="notes" role="doc-endnotes" aria-labelledby="{name}">')
    body.out.append(f'<h2 class="gen" id="{name}">{heading}</h2>')
    if legend := says.legend(series).replace("\u00a0", " "):
        body.out.append(f'<p class="legend gen">{escaped(legend)}</p>')
    for part, notes in says.by_part(series):
        body.out.append(f'<h3 class="gen">{escaped(part)}</h3>' if part else "")
        body.out.append("<ol>\n")
        for note in notes:
            _note(body, note)
        body.out.append("</ol>")
    body.out.append("</section>\n")


def _note(body: Body, note: Note) -> None:
    identity = escaped_value(note.id)
    body.out.append(f'<li id="{identity}" data-resp="{escaped_value(note.hand)}">')
    body.out.append(f'<span class="mark gen">{escaped(body.says.list_mark(note))}</span><div class="words">')
    body.note_words(note)
    end = body.out.pop() if body.out[-1] == "</p>" else ""
    body.out.append(f"{_back_links(body, note)}{end}</div></li>\n")


def _back_links(body: Body, note: Note) -> str:
    said = escaped_value(f"{body.says.words('note.back')}, {body.says.called(note, note.mark)}")
    identity = f"r-{escaped_value(note.id)}"
    count = body.calls.get(note.id, 0)
    calls = [identity, *(f"{identity}-{number}" for number in range(2, count + 1))] if count else []
    return "".join(
        [f'<a role="doc-backlink" class="back gen" href="#{call}" aria-label="{said}">&#160;↩</a>' for call in calls]
    )


def apparatus_lists(body: Body) -> None:
    """Variants, emendations, words of unknown hand."""
    for name, listed in entries(body.says).items():
        if listed:
            _entries(body, name, listed)


def _entries(body: Body, name: str, listed: Entries) -> None:
    heading = escaped(body.says.words(f"apparatus.{name}"))
    body.out.append(f'<section class="apparatus gen" aria-labelledby="apparatus.{name}">')
    body.out.append(f'<h2 id="apparatus.{name}">{heading}</h2><ul>\n')
    for at, words in listed:
        held = escaped(words).replace("(= ", "(=&#160;")
        body.out.append(f"<li>{_unit_link(body, at)}{held}</li>\n")
    body.out.append("</ul></section>\n")


def _unit_link(body: Body, at: Surroundings) -> str:
    name = escaped(body.says.unit_name(at))
    return f'<a class="unit" href="#{escaped_value(at.unit)}">{name}</a> ' if at.unit else ""
