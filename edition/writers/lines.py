"""Generated words as values: lines in which titles of books are marked, and sections of them; no mark-up."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from edition.imprint import Book
from edition.writers.labels import Labels

GAP = "\x00"
CATALOGUED = re.compile(
    r"(?P<family>[^\W\d_][^,()\d]+), (?!(?:[JS]r|[IVX]+|Ph\.?D|M\.?D|Esq|O\.?P|S\.?J)\b)"
    r"(?P<given>[^\W\d_][^,()\d]*?)(?: \([\d –?-]+\))?"
)


class Run(NamedTuple):
    """Words of a line; `is_title` says that they are the title of a book, which is set in italics."""

    words: str
    is_title: bool = False


Line = tuple[Run, ...]


class Item(NamedTuple):
    """What a sign, a siglum or a file is: `label` as it is printed, and its meaning."""

    label: str
    line: Line


class Section(NamedTuple):
    """A generated division: its `type` in TEI, such as `note-on-the-text`, its heading, paragraphs, then items."""

    name: str
    heading: str
    paragraphs: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()


def plain(line: Line) -> str:
    """The words of a line without the marking of titles."""
    return "".join(run.words for run in line)


def said(words: str) -> Line:
    """`words` as a line without titles."""
    return (Run(words),) if words else ()


def filled(words: Labels, key: str, line: Line, **values: str) -> Line:
    """The label `key` with `line` at its `{line}`."""
    before, _, after = words(key, line=GAP, **values).partition(GAP)
    return tuple(run for run in (Run(before), *line, Run(after)) if run.words)


def spaced(lines: list[Line]) -> Line:
    """Sentences one after the other, as one line; empty ones are left out."""
    out: list[Run] = []
    for line in filter(None, lines):
        out += [Run(" "), *line] if out else line
    return tuple(out)


def counted(words: Labels, key: str, count: int, **values: str) -> str:
    """The label `key` for a number, in the singular (`key_one`) for one."""
    return words(f"{key}_one" if count == 1 else key, count=str(count), **values)


def in_order(name: str) -> str:
    """`Elizabeth Gaskell` for `Gaskell, Elizabeth (1810–1865)`: a catalogue’s form of a name turned round."""
    found = CATALOGUED.fullmatch(name)
    return f"{found['given']} {found['family']}" if found else name


def described(book: Book, words: Labels) -> Line:
    """A book on one line: author, title, translator, editor, and place, publisher, date in brackets."""
    if book.words:
        return said(book.words.rstrip(". "))
    parts: list[Run] = []
    if book.author:
        parts.append(Run(f"{book.author}, "))
    parts.append(Run(book.title or words("untitled"), is_title=True))
    parts += [Run(f", {credited}") for credited in _credits(book, words)]
    place = words("front.place_publisher", place=book.place, publisher=book.publisher)
    made = place if book.place and book.publisher else book.place or book.publisher
    if imprint := ", ".join(filter(None, (made, book.date))):
        parts.append(Run(f" ({imprint})"))
    return tuple(parts)


def _credits(book: Book, words: Labels) -> Iterator[str]:
    for key, name in (("translated_by", book.translator), ("edited_by", book.editor)):
        if name:
            yield words(f"front.{key}", name=name)
