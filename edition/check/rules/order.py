"""Pages, divisions and lines of verse in the order of their numbers, and words that a page break divides."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import Element, beginning, is_element, tail_of

NUMBER = re.compile(r"\W*+(?:pp?\.|f(?:ol)?\.)?\s*+(?P<number>\d{1,9})(?P<leaf>[a-z]?)\W*+", re.IGNORECASE)
ROMAN = re.compile(r"\W*(m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))\W*", re.IGNORECASE)
VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
SET_ASIDE = ("rdg", "corr", "reg", "expan", "note")
FEW = 3
NEAR = 2
DIVIDING = ("pb", "cb")
PIECES = ("prev", "part")
EXCERPT = 40


@dataclass(frozen=True, order=True)
class Number:
    """A number as it is printed: what is counted, and the letter of a leaf, "" for none."""

    value: int
    leaf: str


@dataclass(frozen=True)
class Numbered:
    """An element with the number that its @n tells."""

    node: Element
    number: Number


def disordered_pages(subject: Subject) -> Iterator[Finding]:
    """A page number that comes twice, falls back or leaps ahead of those around it, in one source.

    Where numbers begin anew, as in a second volume, they go on from there, and nothing is said; the first number
    may come again at once, for a text of one page.
    """
    series: dict[tuple[str, ...], list[Numbered]] = {}
    for page in subject.elements("pb"):
        counted = _number(page.get("n", ""))
        if counted is None or next(page.iterancestors(*_set_aside()), None) is not None:
            continue
        source = tuple(page.get(name, "") for name in ("edRef", "ed", "type", "unit"))
        series.setdefault((*source, counted[1]), []).append(Numbered(page, counted[0]))
    for pages in series.values():
        yield from _told(pages, "PAGE-ORDER", "page", "Compare the copy-text and correct @n of <pb>.")


@cache
def _set_aside() -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in SET_ASIDE)


def disordered_divisions(subject: Subject) -> Iterator[Finding]:
    """A division whose number comes twice, falls back or leaps ahead among its neighbours of the same sort."""
    series: dict[tuple[Element | None, str], list[Numbered]] = {}
    for node in subject.elements("div"):
        counted = _number(node.get("n", ""))
        if counted is not None and not any(map(node.get, PIECES)) and not _is_level(node, counted[0]):
            series.setdefault((node.getparent(), f"{counted[1]} {node.get('type')}"), []).append(
                Numbered(node, counted[0])
            )
    for divisions in series.values():
        what = divisions[0].node.get("type") or "division"
        yield from _told(divisions, "DIV-ORDER", what, "Compare the copy-text; correct @n, or move the division.")


def _is_level(node: Element, number: Number) -> bool:
    """Whether the number of a division says how deep it stands, as some archives write it."""
    others = (each for each in (node.getprevious(), node.getnext()) if each is not None)
    if not any(is_element(each, "div") and each.get("n") == node.get("n") for each in others):
        return False
    return number.value == 1 + sum(1 for _ in node.iterancestors("{*}div"))


def disordered_lines(subject: Subject) -> Iterator[Finding]:
    """A line whose number comes twice, falls back or leaps ahead in its stanza; parts of a line share theirs."""
    series: dict[Element | None, list[Numbered]] = {}
    for line in subject.elements("l"):
        counted = _number(line.get("n", "")) if line.get("n") and not line.get("part") else None
        if counted is not None and counted[1] == "arabic":
            series.setdefault(line.getparent(), []).append(Numbered(line, counted[0]))
    for lines in series.values():
        yield from _told(lines, "LINE-ORDER", "line", "Compare the copy-text and correct @n.")


def _told(counted: Sequence[Numbered], code: str, what: str, remedy: str) -> Iterator[Finding]:
    """A finding for each number out of order; none where so many are that the numbers are of another kind."""
    found = list(_out_of_order(counted))
    if len(found) > max(FEW, len(counted) // 4) or (len(found) == len(counted) - 1 > 1):
        return
    for at, said in (pair for pair in found if pair[1]):
        node = counted[at].node
        before = counted[at - 1].node.get("n", "")
        text = f"the {what} “{node.get('n', '')}” {said.format(before=before)}."
        yield Finding(code, node, text, remedy, "n")


def _out_of_order(counted: Sequence[Numbered]) -> Iterator[tuple[int, str]]:
    """Pairs (index, what is said of it) of the numbers that those before and after contradict; "" for nothing."""
    numbers = [each.number for each in counted]
    leapt = 0
    for at, number in enumerate(numbers[1:], 1):
        before = numbers[at - 1]
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if number == before:
            yield at, "comes twice" if number != numbers[0] else ""
        elif after is not None and number < before < after and leapt != at - 1:
            yield at, "comes after “{before}”"
        elif after is not None and before < after < number and after.value - before.value <= NEAR:
            leapt = at
            yield at, f"stands between “{{before}}” and “{counted[at + 1].node.get('n', '')}”"


def _number(printed: str) -> tuple[Number, str] | None:
    """The number that `printed` is, and its kind; None where it is none."""
    if len(printed) > EXCERPT:
        return None
    if found := NUMBER.fullmatch(printed):
        return Number(int(found["number"]), found["leaf"].lower()), "arabic"
    found = ROMAN.fullmatch(printed)
    return (Number(_roman(found[1].lower()), ""), "roman") if found and found[1] else None


def _roman(letters: str) -> int:
    values = [VALUES[letter] for letter in letters]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def words_across_breaks(subject: Subject) -> Iterator[Finding]:
    """A page or column break between two letters, of which @break does not say whether a word goes on."""
    for node in subject.elements(*DIVIDING):
        if node.get("break"):
            continue
        after = _word_after(node)
        before = _word_before(node) if after and after[0].islower() else ""
        if before:
            what = "page" if is_element(node, "pb") else "column"
            text = f"nothing says whether “{before}” and “{after}”, before and after this {what} break, are one word."
            yield Finding("WORD-BROKEN", node, text, 'Add break="no" if they are one, else a space.')


def _word_before(node: Element) -> str:
    """The letters that end right before `node` and the page breaks at its side; "" where there is a space."""
    previous = node.getprevious()
    while previous is not None and is_element(previous, *DIVIDING) and not tail_of(previous):
        previous = previous.getprevious()
    parent = node.getparent()
    text = tail_of(previous) if previous is not None else beginning(parent) if parent is not None else ""
    found = re.search(r"(?<![^\W\d_])[^\W\d_]++$", text[-EXCERPT:])
    return found.group() if found else ""


def _word_after(node: Element) -> str:
    """The letters that begin right after `node`; "" where there is a space or another break."""
    found = re.match(r"[^\W\d_]+", tail_of(node)[:EXCERPT])
    return found.group() if found else ""


def ragged_tables(subject: Subject) -> Iterator[Finding]:
    """A table of which one row is narrower or wider than most; cells that span rows and columns count as such."""
    spans = "cols" in subject.by_attribute or "rows" in subject.by_attribute
    for table in subject.elements("table"):
        rows = [child for child in table if is_element(child, "row")]
        if not spans and len({len(row) for row in rows}) <= 1:
            continue
        widths = _widths(rows)
        usual = max(Counter(sorted(widths, reverse=True)).items(), key=itemgetter(1), default=(0, 0))[0]
        odd = [at for at, width in enumerate(widths) if width != usual]
        if odd:
            others = len(odd) - 1
            more = f"; {others} more differ{'' if others > 1 else 's'}" if others else ""
            text = f"row {odd[0] + 1} is {_columns(widths[odd[0]])} wide, the table {usual}{more}."
            yield Finding("TABLE-RAGGED", rows[odd[0]], text, "Add the missing <cell>, empty if need be, or @cols.")


def _columns(count: int) -> str:
    return f"{count} column{'' if count == 1 else 's'}"


def _widths(rows: Iterable[Element]) -> list[int]:
    """How many columns each row takes, with the cells that reach down from rows above it."""
    widths: list[int] = []
    ending: Counter[int] = Counter()
    hanging = 0
    for at, row in enumerate(rows):
        hanging -= ending.pop(at, 0)
        width = hanging
        for cell in row:
            if is_element(cell, "cell"):
                columns, deep = _span(cell, "cols"), _span(cell, "rows")
                width += columns
                hanging += columns if deep > 1 else 0
                ending[at + deep] += columns if deep > 1 else 0
        widths.append(width)
    return widths


def _span(cell: Element, name: str) -> int:
    value = cell.get(name)
    return max(1, int(value)) if value is not None and re.fullmatch(r"[0-9]{1,4}", value) else 1
