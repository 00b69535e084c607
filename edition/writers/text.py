"""The plain text of an edition: 72 columns, marks in braces, ids in square brackets, notes by hand at the end."""

import re

from edition.apparatus import Display, Note, Series, apparatus, bare_id
from edition.document import Document
from edition.dress import Dress
from edition.report import Message
from edition.tree import Element, find_all, is_blank, is_element, text_of
from edition.writers.entries import entries
from edition.writers.flow import BREAK, Piece, trailing_insertions
from edition.writers.rendering import Rendering
from edition.writers.text_blocks import STEP, WIDTH, Page
from edition.writers.text_signs import OURS, mark, ours, written
from edition.writers.titles import BLOCK, Title
from edition.writers.wrapping import STUCK, width_of

NOTE_FIELD = 4


def write_plain_text(
    document: Document,
    display: Display | None = None,
    dress: Dress | None = None,
) -> tuple[bytes, tuple[Message, ...]]:
    """The document as UTF-8 plain text, and a message for each element name that has no rendering."""
    says = Rendering(document, apparatus(document, display), "plaintext", dress)
    page = Page(says, frozenset(says.title.source))
    _title(page, says)
    page.children(document.text, 0)
    _series(page, says)
    _concordance(page, says)
    _entries(page, says)
    lines = "\n".join(line.rstrip(" ") for line in page.lines)
    return (lines.strip("\n") + "\n").encode(), (*says.remarks, *page.flow.unknown.values())


def _title(page: Page, says: Rendering) -> None:
    """The title in capitals, the book it is a part of, who wrote and who translated, a line each."""
    title = says.title
    if title.book:
        page.put(title.book, "", 2)
    if title.heading:
        page.put(title.heading.upper(), "", 2)
    for part in title.lines:
        if isinstance(part, list):
            page.put(page.flow.one_line(page.flow.pieces_of(*part)), "", 2)
            continue
        words = page.flow.words(part) if is_element(part, *BLOCK) else page.flow.line(part)
        label = page.label(part) if _heads_division(part) else ""
        page.put(_in_capitals(words) if _is_title(part, title) else words, label, 2)
    for line in title.generated:
        page.put(line, "", 2)
    page.gap()


def _is_title(part: Element, title: Title) -> bool:
    """Whether `part` names the text itself, not the book around it."""
    if title.main is not None and is_element(title.main, "head"):
        return is_element(part, "head")
    return is_element(part, "head", "titlePart")


def _heads_division(part: Element) -> bool:
    parent = part.getparent()
    return parent is not None and is_element(part, "head") and is_element(parent, "div")


def _in_capitals(words: str) -> str:
    """`words` in capitals, the note marks in braces as they are."""
    found = re.split(f"((?:{OURS}.)+)", words)
    return "".join(part if index % 2 else part.upper() for index, part in enumerate(found))


def _rule(page: Page, heading: str) -> None:
    page.gap()
    page.lines.append("-" * WIDTH)
    page.put_generated(heading, "", 2)
    page.gap()


def _series(page: Page, says: Rendering) -> None:
    unplaced = says.unplaced()
    page.is_note = True
    seconds = _second_marks(says)
    for series in (*says.apparatus.series, *([unplaced] if unplaced else [])):
        names = says.series_names(series)
        _rule(page, says.series_label(series).upper() + (f" ({names})" if names else ""))
        if legend := says.legend(series):
            page.put_generated(legend.replace("\u00a0", STUCK), "", 0)
        field = max([NOTE_FIELD, *(width_of(note.mark) + 2 for note in series.notes)])
        display = field + 1 + STEP
        for part, notes in says.by_part(series):
            if part:
                page.gap()
                page.put_generated(written(part), "", 2)
            for note in notes:
                page.gap()
                page.lay(_note(page, says, note, series), _head(note.mark or note.printed, field), field + 1, display)
                for second in seconds.get(note.id, ()):
                    page.gap()
                    page.put_generated(says.words("note.equals_note", mark=note.mark), _head(second, field), field + 1)


def _head(words: str, field: int) -> str:
    """A mark at the beginning of a note, `field` columns wide, and the space after it."""
    return f"{written(mark(words)):>{field}} "


def _second_marks(says: Rendering) -> dict[str, list[str]]:
    """By the id of a note its further marks that differ from it, which the reader would seek in vain."""
    found: dict[str, list[str]] = {}
    for reference in find_all(says.document.tree, "ref"):
        note = says.target(reference)
        if note is not None and reference.get("type") == "note" and is_blank(text_of(reference)):
            second = says.second_mark(reference)
            if second not in (note.mark, "", *found.get(note.id, ())):
                found.setdefault(note.id, []).append(second)
    return found


def _note(page: Page, says: Rendering, note: Note, series: Series) -> list[Piece]:
    found = page.flow.note(note, bracketed=says.is_bracketed(note, series))
    if preface := says.preface(note, series):
        is_text = bool(found) and isinstance(found[0], str)
        found = [f"{ours(preface)} {found[0]}", *found[1:]] if is_text else [ours(preface), *found]
    elif found and isinstance(found[0], str) and _is_like_preface(found[0], says):
        found[0] = ours("\\") + found[0]
    return _set_apart(found)


def _is_like_preface(words: str, says: Rendering) -> bool:
    """Whether words of the edition at the beginning of a note would be read as what it says of itself."""
    begins = [says.words(key, mark="\n").partition("\n")[0] for key in ("note.print", "note.on")]
    signatures = [f"{says.signed(hand)})" for hand in says.apparatus.header.hands]
    return words.startswith(tuple(f"({said}" for said in (*begins, *signatures)))


def _set_apart(found: list[Piece]) -> list[Piece]:
    """In a note of several blocks other hands' words at its end are a paragraph of their own."""
    last = found[-1] if len(found) > 1 else None
    if not isinstance(last, str):
        return found
    own, inserted = trailing_insertions(last)
    return [*found[:-1], own, BREAK, inserted] if own.strip() and inserted else found


def _concordance(page: Page, says: Rendering) -> None:
    if concordance := says.concordance():
        page.gap()
        page.put_generated(concordance, f"{says.words('note.concordance').upper()}  ", 2)


def _entries(page: Page, says: Rendering) -> None:
    for name, listed in entries(says).items():
        if listed:
            _rule(page, says.words(f"apparatus.{name}").upper())
        for at, words in listed:
            place = says.note_name(at) or bare_id(at.unit)
            label = f" {place}  " if place else " "
            page.put_generated(words.replace("\\", "\\\\"), label, width_of(label))
