"""Spaces too many and too few around signs, and signs that stand twice."""

import re
from collections.abc import Iterator, Sequence

from edition.typography.passage import Passage, Slip, but_habits
from edition.typography.vocabulary import Vocabulary

LETTER = r"[^\W\d_]"
SPACED = re.compile(r"[,;:!?.](?<=[ \t\n].)(?=[\s’”»\")\]—]|$)(?!\s*\.)")
BESIDE = re.compile(r"[\w’”»\")\]]")
SPACED_BY_HABIT = frozenset({"fr"})
SIGNS = ",;:!?."
JOINED = re.compile(rf"[,;:!?.](?<={LETTER}{LETTER}.)(?={LETTER}{{2}})")
BEFORE, AFTER = re.compile(rf"(?<!{LETTER}){LETTER}++$"), re.compile(rf"{LETTER}+")
ADDRESS = re.compile(
    r"//|[@\\=<>{}|]|\bwww\b|\w\.\w+\.\w|\.(?:com|org|net|edu|gov|info|eu|de|fr|nl|uk|txt|xml|html?|pdf|jpe?g|png|gif)\b",
    re.I,
)
TWICE = re.compile(r",,|;;|(?<![.\s])\.\.(?!\.)(?=\s|$)(?!\s\.)|,[.;:](?![.])|;[,.:]|:[,;](?=\s|$)")
SPACE = re.compile(r"[^\s\x00-\x1f]*$")
LONGEST = 80


def spaces_before(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A space before a stop, unless the text is French, or has so many that they are its habit."""
    found = [slip for number, passage in enumerate(passages) for slip in _spaced(number, passage)]
    return but_habits(found, passages, SIGNS)


def _spaced(number: int, passage: Passage) -> Iterator[Slip]:
    if passage.language in SPACED_BY_HABIT:
        return
    text = passage.text
    for hit in SPACED.finditer(text):
        start = hit.start() - 1
        while start and text[start - 1].isspace():
            start -= 1
        if BESIDE.match(text, start - 1) and start and not passage.is_foreign(start):
            first = begin(text, start)
            says = f"a space stands before “{hit[0]}”: “{text[first:start]} {hit[0]}”."
            yield Slip("SPACE-BEFORE", number, first, hit.end(), says, text[first:start] + hit[0])


def begin(text: str, offset: int) -> int:
    """Where what stands right before `offset`, up to a space or a note mark, begins."""
    before = SPACE.search(text, max(0, offset - LONGEST), offset)
    return before.start() if before else offset


def missing_spaces(passages: Sequence[Passage], known: Vocabulary) -> Iterator[Slip]:
    """A stop with a letter right after it, where both its neighbours are words of the text; no address."""
    for number, passage in enumerate(passages):
        for hit in JOINED.finditer(passage.text):
            yield from _joined(number, passage, hit, known)


def _joined(number: int, passage: Passage, hit: re.Match[str], known: Vocabulary) -> Iterator[Slip]:
    text, sign = passage.text, hit[0]
    before, after = BEFORE.search(text[max(0, hit.start() - LONGEST) : hit.start()]), AFTER.match(text, hit.end())
    if before is None or after is None or passage.is_foreign(hit.start()) or ADDRESS.search(token(text, hit.start())):
        return
    is_abbreviated = sign == "." and (len(before[0]) < 3 or before[0].istitle())
    if is_abbreviated or (sign == ":" and not after[0].istitle()):
        return
    if known.count(before[0]) > 1 and known.count(after[0]) > 1:
        start, end = hit.start() - len(before[0]), hit.end() + len(after[0])
        says = f"no space stands after “{sign}”: “{text[start:end]}”."
        yield Slip("SPACE-MISSING", number, start, end, says, f"{before[0]}{sign} {after[0]}")


def token(text: str, offset: int) -> str:
    """The characters around `offset` between two spaces."""
    before = SPACE.search(text[max(0, offset - LONGEST) : offset])
    after = re.compile(r"\S*").match(text, offset, offset + LONGEST)
    return (before[0] if before else "") + (after[0] if after else "")


def doubled_signs(passages: Sequence[Passage]) -> Iterator[Slip]:
    """Two stops where one is enough; an ellipsis, a stop after an abbreviation and “!!” are no slips."""
    for number, passage in enumerate(passages):
        for hit in TWICE.finditer(passage.text):
            if hit[0] == ",," and passage.text[hit.end() : hit.end() + 1].isalpha():
                continue
            start = begin(passage.text, hit.start())
            words = passage.text[start : hit.end()]
            says = f"two stops stand together: “{words}”."
            yield Slip("DOUBLE-SIGN", number, start, hit.end(), says, words[:-1] if words[-1] == words[-2] else None)
