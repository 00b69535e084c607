"""Words that cannot be their hand's, because they speak of what came later."""

import re
from collections.abc import Iterator

from lxml import etree

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import NAMESPACES, Element, first_pointer, folded, is_element, pieces, pointers, text_of, xml_id

YEAR = r"(1[4-9]\d\d|20\d\d)"
IN_BRACKETS = re.compile(rf"[(\[][^()\[\]]*\b{YEAR}\b[^()\[\]]*[)\]]")
AFTER_A_NAME = re.compile(rf"\b[^\W\d_]\w*, {YEAR}\b")
ANYWHERE = re.compile(rf"\b{YEAR}\b")
ANY_DIGITS = re.compile(YEAR)
ALL_WORDS = etree.XPath("string()", smart_strings=False)
EXCERPT = 60


def anachronistic_notes(subject: Subject) -> Iterator[Finding]:
    """A note of the author's that cites what appeared after the author wrote, or died.

    Only words count that nobody has looked at: those in a `bibl` or `ref` with `resp` of its own are settled.
    """
    known = subject.ids
    known_limits: dict[tuple[Element, str], list[tuple[int, str]]] = {}
    for note in subject.elements("note"):
        author = known.get(first_pointer(note.get("resp")))
        if note.get("type") != "authorial" or author is None:
            continue
        which = author, note.get("change", "")
        if which not in known_limits:
            known_limits[which] = list(_limits(subject, note, author))
        limits = known_limits[which]
        if not limits or not _names_year_after(note, min(limits)[0]):
            continue
        year, words = max(_citations(note), default=(0, ""))
        passed = [said for limit, said in limits if year > limit]
        if passed:
            yield _question(note, f"{_called(note)} by {_name(author)}, {passed[0]}", (year, words))


def _names_year_after(note: Element, limit: int) -> bool:
    """Whether the words of a note hold a later year at all, in a citation or not: most notes hold none."""
    return any(int(year) > limit for year in ANY_DIGITS.findall(str(ALL_WORDS(note))))


def _question(note: Element, who: str, cited: tuple[int, str]) -> Finding:
    year, words = cited
    where = f', note = "{note.get("n")}"' if note.get("n") else ""
    return Finding(
        "NOTE-ANACHRONISM", note,
        f"{who}, cites a publication of {year}.",
        f'Say whose words these are, by a decision of kind = "hand", at = {{ exact = "{words}"{where} }}, as = "bibl".',
    )  # fmt: skip


def _limits(subject: Subject, note: Element, author: Element) -> Iterator[tuple[int, str]]:
    """Pairs (year, how to say it) after which the author cannot have written the note; the death first."""
    known = subject.ids
    for person in pointers(author.get("ref")):
        death = known[person].find("tei:death", NAMESPACES) if person in known else None
        if death is not None and (year := _year(death)):
            yield year, f"died {year}"
    layers = [known[layer] for layer in pointers(note.get("change")) if layer in known]
    dates = layers or subject.tree.findall("tei:teiHeader/tei:profileDesc/tei:creation/tei:date", NAMESPACES)
    years = [year for date in dates if (year := _year(date))]
    if years:
        yield max(years), f"written {max(years)}"


def _year(node: Element) -> int:
    """The last year that an element with a date allows; 0 where it gives none."""
    stated = (node.get(name) for name in ("when", "to", "notAfter", "from"))
    value = next((each for each in stated if each), None) or folded(text_of(node))
    found = re.match(r"-?\d{4}\b", value)
    return int(found.group()) if found else 0


def _citations(note: Element) -> Iterator[tuple[int, str]]:
    """Pairs (year, the words around it) for all publications that the note cites in unsettled words."""
    text = folded(text_of(note, _is_settled))
    for pattern in (IN_BRACKETS, AFTER_A_NAME):
        yield from ((int(found[1]), found[0][-EXCERPT:]) for found in pattern.finditer(text))
    for citation in _unsettled(note):
        words = folded(text_of(citation, _is_settled))
        yield from ((int(found[1]), words[:EXCERPT]) for found in ANYWHERE.finditer(words))


def _unsettled(node: Element) -> Iterator[Element]:
    """The `bibl` and `date` elements inside `node` whose hand is still that of the note."""
    for piece in pieces(node):
        if isinstance(piece, str) or _is_settled(piece):
            continue
        if is_element(piece, "bibl", "date"):
            yield piece
        yield from _unsettled(piece)


def _is_settled(node: Element) -> bool:
    return node.get("resp") is not None or is_element(node, "note")


def _called(note: Element) -> str:
    return f"note {note.get('n')}" if note.get("n") else "a note"


def _name(author: Element) -> str:
    return folded(text_of(author)) or xml_id(author) or "the author"
