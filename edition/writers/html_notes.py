"""What stands after the words of a page: notes by series, notes whose mark is lost, concordance, apparatus."""

from collections.abc import Mapping
from dataclasses import replace

from edition.apparatus import Note, Series, Surroundings
from edition.writers.entries import Entries, entries
from edition.writers.html_body import Body
from edition.writers.html_marks import escaped, escaped_value
from edition.writers.rendering import Rendering

SIDES = ("right", "left")


class NoteLists:
    """The lists of notes of an edition, each on the page where its notes are called.

    The links back from a note are known only when all words are written, those of the notes too: `finish` puts
    them in.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        self._unlinked: list[tuple[list[str], int, Note]] = []
        self._series = {series.name: series for series in body.says.apparatus.series}
        self._called: dict[str, dict[str, list[Note]]] = {}
        for series in self._series.values():
            for note in series.notes:
                page = self._called.setdefault(body.pages.page_of_note(note), {})
                page.setdefault(series.name, []).append(note)

    def write(self, page: str) -> list[tuple[str, list[Note]]]:
        """Write the lists of the notes called on `page`; pairs (side of the margin, notes) for those that have one."""
        called = self._called.get(page, {})
        filled = [
            on_page(self.body.says, series, called[name]) for name, series in self._series.items() if name in called
        ]
        sides = dict(zip((series.name for series in filled), SIDES, strict=False))
        for series in filled:
            self.list(series, sides.get(series.name, ""))
        return [(sides[series.name], list(series.notes)) for series in filled if series.name in sides]

    def unplaced(self) -> None:
        """Write the list of the notes whose mark is lost."""
        if series := self.body.says.unplaced():
            self.list(series)

    def list(self, series: Series, side: str = "") -> None:
        """Write one list; `side` is the margin in which its notes may stand, "" for none."""
        body, says = self.body, self.body.says
        name = f"notes:{series.name}"
        css = f"notes {side}".strip()
        body.out.append(f'<section class="{css}" role="doc-endnotes" aria-labelledby="{name}"><div class="over gen">')
        body.out.append(f'<h2 id="{name}">{escaped(_heading(body, series))}</h2>')
        if legend := says.legend(series).replace("\u00a0", " "):
            body.out.append(f'<p class="legend">{escaped(legend)}</p>')
        body.out.append("</div>")
        for part, notes in says.by_part(series):
            body.out.append(f'<h3 class="gen">{escaped(part)}</h3>' if part else "")
            body.out.append("<ol>\n")
            for note in notes:
                self._note(note)
            body.out.append("</ol>")
        body.out.append("</section>\n")

    def _note(self, note: Note) -> None:
        body = self.body
        identity = escaped_value(note.id)
        css = f"by-{body.says.layer(note.hand)}"
        body.out.append(f'<li id="{identity}" class="{css}" data-resp="{escaped_value(note.hand)}">')
        body.out.append(f'<span class="mark gen">{escaped(body.says.list_mark(note))}</span><div class="words">')
        body.note_words(note)
        end = _closing(body.out)
        self._unlinked.append((body.out, len(body.out), note))
        body.out += ["", f"{end}</div></li>\n"]

    def finish(self) -> None:
        """Put the links back to its calls at the end of each note."""
        for out, at, note in self._unlinked:
            out[at] = self._back_links(note)
        self._unlinked.clear()

    def _back_links(self, note: Note) -> str:
        body = self.body
        said = escaped_value(f"{body.says.words('note.back')}, {body.says.called(note, note.mark)}")
        here = body.pages.page_of_note(note)
        links: list[str] = []
        for number, page in enumerate(body.calls.get(note.id, ()), start=1):
            call = escaped_value(body.says.call_id(note, number))
            address = f"#{call}" if page == here else f"{page}#{call}"
            links.append(f'<a role="doc-backlink" class="back gen" href="{address}" aria-label="{said}">&#160;↩</a>')
        return "".join(links)


def _closing(out: list[str]) -> str:
    """Take back what closes the last paragraph, so that something can be put at its end; "" where none stands last."""
    if out[-2:] == ["</p>", "</div>"]:
        del out[-2:]
        return "</p></div>"
    return out.pop() if out[-1] == "</p>" else ""


def on_page(says: Rendering, series: Series, notes: list[Note]) -> Series:
    """A series with some of its notes, and the hands that wrote in these."""
    if len(notes) == len(series.notes):
        return series
    hands = {inner.hand for note in notes for inner in says.printed_in(note)}
    return replace(series, notes=tuple(notes), hands=tuple(hand for hand in series.hands if hand in hands))


def _heading(body: Body, series: Series) -> str:
    names = body.says.series_names(series)
    return body.says.series_label(series) + (f" ({names})" if names else "")


def concordance(body: Body) -> None:
    """Which note of the print is which of the edition, where their numbers are not the same."""
    if found := body.says.concordance():
        words = escaped(body.says.words("note.concordance"))
        body.out.append(f'<section class="concordance gen"><h2>{words}</h2><p>{escaped(found)}</p></section>\n')


def apparatus_lists(body: Body, listed: Mapping[str, Entries] | None = None) -> None:
    """Variants, emendations, words of unknown hand: those of `listed`, by the name of their list, None for all."""
    for name, found in (entries(body.says) if listed is None else listed).items():
        if found:
            _entries(body, name, found)


def entries_by_page(body: Body) -> dict[str, dict[str, Entries]]:
    """The entries of the apparatus by the page of their place, and by the name of their list."""
    out: dict[str, dict[str, Entries]] = {}
    for name, found in entries(body.says).items():
        for at, words in found:
            out.setdefault(body.pages.page(at.unit), {}).setdefault(name, []).append((at, words))
    return out


def _entries(body: Body, name: str, listed: Entries) -> None:
    heading = escaped(body.says.words(f"apparatus.{name}"))
    body.out.append(f'<section class="apparatus gen" aria-labelledby="apparatus:{name}">')
    body.out.append(f'<h2 id="apparatus:{name}">{heading}</h2><ul>\n')
    for at, words in listed:
        held = escaped(words).replace("(= ", "(=&#160;")
        body.out.append(f"<li>{_unit_link(body, at)}{held}</li>\n")
    body.out.append("</ul></section>\n")


def _unit_link(body: Body, at: Surroundings) -> str:
    name = escaped(body.says.unit_name(at))
    return f'<a class="unit" href="{escaped_value(body.href(at.unit))}">{name}</a> ' if at.unit else ""
