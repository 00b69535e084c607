"""What stands at the end of a book: unplaced notes, apparatus, corrections, open questions, concordances."""

from collections.abc import Iterator
from itertools import groupby

from edition.apparatus import Emendation, Surroundings, Variant
from edition.tree import Element, is_element, local_name
from edition.writers.entries import Parts, emendation_parts, questions, variant_parts, variant_readings
from edition.writers.html_body import Body
from edition.writers.html_marks import escaped, escaped_value
from edition.writers.rendering import Rendering

Rows = list[tuple[Surroundings, str]]
UNITS = ("p", "lg", "table")
COLUMNS_FROM = 6
EM_SPACE = "\u2003"


def end_lists(body: Body) -> str:
    """The lists that an edition has need of, as HTML."""
    says, view = body.says, body.says.apparatus
    slips = [entry for entry in view.emendations if _is_slip(entry)]
    others = [entry for entry in view.emendations if not _is_slip(entry)]
    parts = [
        _unplaced(body),
        _list(says, "variants", [(entry.at, _variant(says, entry)) for entry in view.variants]),
        _list(says, "emendations", _emendations(says, others)),
        _list(says, "transcription", _emendations(says, slips)),
        _list(says, "unattributed", _questions(says)),
        _numbers(says),
        _pages(says),
    ]
    written = "".join(parts)
    return f'<div class="end">{written}</div>\n' if written else ""


def _is_slip(entry: Emendation) -> bool:
    """Whether the digital copy, not the print, is corrected."""
    return entry.type == "transcription" or is_element(entry.element, "milestone")


def _heading(name: str, words: str) -> str:
    return f'<h2 id="end:{name}" aria-label="{escaped_value(words)}">{escaped(words)}</h2>'


def _unplaced(body: Body) -> str:
    """The notes whose mark is lost, in a list."""
    series = body.says.unplaced()
    if series is None:
        return ""
    start = len(body.out)
    words = body.says.series_label(series)
    body.out.append(f'<section class="notes"><div class="gen">{_heading("unplaced", words)}</div><ol>')
    for note in series.notes:
        mark = escaped(body.says.list_mark(note))
        body.out.append(f'<li id="{escaped_value(note.id)}"><span class="mark gen">{mark}</span><div class="words">')
        body.note_words(note)
        body.out.append("</div></li>")
    body.out.append("</ol></section>\n")
    written = "".join(body.out[start:])
    del body.out[start:]
    return written


def _emendations(says: Rendering, entries: list[Emendation]) -> Rows:
    """Entries with class and hand, without what all of them have in common with their list."""
    parts = [(entry.at, emendation_parts(says, entry)) for entry in entries]
    hands = {says.signed(entry.hand) for entry in entries if entry.hand}
    common = {says.words("apparatus.transcription"), *(hands if len(hands) == 1 else ())}
    return [(at, _entry(part._replace(told=tuple(w for w in part.told if w not in common)))) for at, part in parts]


def _variant(says: Rendering, entry: Variant) -> str:
    """`was] P; were R`, the sigla in italics."""
    readings = variant_readings(says, entry)
    told = [f"{escaped(words)} {f'<i>{escaped(sigla)}</i>' if sigla else ''}".strip() for words, sigla in readings]
    lemma = escaped(_elided(variant_parts(says, entry).lemma))
    return f'<span class="lemma">{lemma}]</span> {says.joined(told)}'


def _questions(says: Rendering) -> Rows:
    """Words of an unknown hand; that nobody knows it is said by the heading of the list."""
    unknown = says.words("apparatus.hand_unknown", words="")
    return [(at, escaped(words.removesuffix(unknown))) for at, words in questions(says)]


def _entry(parts: Parts) -> str:
    """`lemma] reading, class, hand`: the lemma in roman, the bracket close to it, class and hand in italics."""
    told = f" <i>{escaped(', '.join(parts.told))}</i>" if parts.told else ""
    return f'<span class="lemma">{escaped(_elided(parts.lemma))}]</span> {escaped(parts.others)}{told}'


def _elided(lemma: str) -> str:
    """A long lemma by its first and last words."""
    words = lemma.split()
    return f"{' '.join(words[:3])} . . . {words[-1]}" if len(words) > 8 else lemma


def _list(says: Rendering, name: str, rows: Rows) -> str:
    """A list by paragraphs: one line for each, its entries an em space apart."""
    if not rows:
        return ""
    key = f"apparatus.{name}"
    words = says.words("book.transcription" if name == "transcription" else key)
    items = [_unit(says, list(group)) for _, group in groupby(rows, key=lambda row: _place(says, row[0]))]
    css = "apparatus gen" if len(items) >= COLUMNS_FROM else "apparatus short gen"
    return f'<section class="{css}">{_heading(name, words)}<ul>{"".join(items)}</ul></section>\n'


def _place(says: Rendering, at: Surroundings) -> tuple[str, str]:
    return at.division, says.unit_name(at)


def _unit(says: Rendering, rows: Rows) -> str:
    name = escaped(says.unit_name(rows[0][0]))
    entries = EM_SPACE.join(f'<span class="entry">{words}</span>' for _, words in rows)
    return f'<li><span class="unit">{name}</span> {entries}</li>'


def _numbers(says: Rendering) -> str:
    """Which number of the print is which of this edition, where notes are counted anew."""
    rows = [
        (printed, " ".join([note.mark, *(other.mark for other in others)]))
        for printed, note, others in says.apparatus.concordance
        if printed.isalnum()
    ]
    return _table("numbers", says.words("book.numbers"), rows)


def _table(name: str, heading: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    items = "".join(f"<li>{escaped(left)} = {escaped(right)}</li>" for left, right in rows)
    return f'<section class="concordance gen">{_heading(name, heading)}<ul>{items}</ul></section>\n'


def _pages(says: Rendering) -> str:
    """Which paragraphs stand on which page of the print."""
    rows = [(says.words("book.page", page=page), f"¶{span}") for page, span in pages_of(says.document.text) if span]
    return _table("pages", says.words("book.pages"), rows)


def pages_of(text: Element) -> list[tuple[str, str]]:
    """Pairs (page of the print, paragraphs on it, such as `3–7`), in order; "" for a page without numbered ones.

    A paragraph that goes over a page belongs to both. Where numbers begin anew by chapter, its number is before them.
    """
    spans: list[tuple[str, list[str]]] = []
    last = ""
    for node in text.iter("{*}*"):
        name = local_name(node)
        if name == "pb" and node.get("n"):
            inside = any(is_element(up, *UNITS) and up.get("n") for up in node.iterancestors())
            spans.append((node.get("n", ""), [last] if inside and last else []))
        elif name in UNITS and node.get("n"):
            last = ".".join([*_chapter(node), node.get("n", "")])
            if spans:
                spans[-1][1].append(last)
    return [(page, _span(numbers)) for page, numbers in spans]


def _chapter(node: Element) -> Iterator[str]:
    chapter = next((up for up in node.iterancestors() if is_element(up, "div") and up.get("type") == "chapter"), None)
    siblings = [] if chapter is None else [*chapter.itersiblings(), *chapter.itersiblings(preceding=True)]
    if chapter is not None and chapter.get("n") and any(one.get("type") == "chapter" for one in siblings):
        yield chapter.get("n", "")


def _span(numbers: list[str]) -> str:
    return "" if not numbers else numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]}–{numbers[-1]}"
