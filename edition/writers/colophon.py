"""The colophon: what an edition was made from and with, so that it can be made again."""

from collections.abc import Iterator

from edition import __version__
from edition.imprint import Imprint
from edition.writers.labels import Labels
from edition.writers.lines import Item, Line, Section, said

COLOPHON = "colophon"


def colophon(words: Labels, facts: Imprint, fonts: tuple[str, ...], made_with: tuple[str, ...]) -> Section:
    """The colophon; `fonts` are families, () for an output without any, `made_with` other programmes."""
    return Section(
        COLOPHON,
        words("colophon.heading"),
        tuple(said(line) for line in _lines(words, facts, fonts, made_with)),
        tuple(Item(name, _hashed(value)) for name, value in _hashes(facts)),
    )


def _lines(words: Labels, facts: Imprint, fonts: tuple[str, ...], made_with: tuple[str, ...]) -> Iterator[str]:
    if facts.programme is not None:
        made = facts.programme
        yield words("colophon.encoded", programme=f"{made.name} {made.version}".strip())
    programmes = words.listed([f"edition {__version__}", *made_with])
    if fonts:
        yield words("colophon.set", programmes=programmes, fonts=words.listed(list(fonts)))
    else:
        yield words("colophon.made", programmes=programmes)
    if facts.date:
        yield words("colophon.dated", date=facts.date)
    if any(_hashes(facts)):
        yield words("colophon.hashes")


def _hashes(facts: Imprint) -> Iterator[tuple[str, str]]:
    """Pairs (file, SHA-256): what the programme names, else the sources of the header."""
    named = facts.programme.made_from if facts.programme else ()
    if named:
        yield from named
    else:
        yield from ((source.words, source.sha256) for source in facts.sources if source.sha256)


def _hashed(value: str) -> Line:
    """A hash in groups of eight, so that it can be read and broken over lines."""
    return said(" ".join(value[at : at + 8] for at in range(0, len(value), 8)))
