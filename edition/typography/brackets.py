"""Brackets that are never closed, or never opened."""

import re
from collections.abc import Iterable, Iterator, Sequence

from edition.typography.passage import Passage, Slip, but_habits, grouped

SIGNS = re.compile(r"[()\[\]]")
CLOSES = {")": "(", "]": "["}
COUNTED = re.compile(r"(?:^|(?<=[\s(\[,;—–\x00\x01]))(?:[0-9]{1,3}[a-z]?|[A-Za-z]|[ivxlcIVXLC]{1,6}|\*+|†+)[.]?$")
SMILE = re.compile(r"[:;=]-?$")
LEMMA = 120
AHEAD = 3

Open = tuple[int, int]


def unbalanced_brackets(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A bracket without its other; it may stand in another paragraph of the same division or note.

    What counts, such as “a)”, and the bracket after a lemma in a note need none that opens. A text that closes hardly
    any, as plays do with their stage directions, means it so. Braces tie lines together and have no other.
    """
    found = [slip for run in grouped(passages) for slip in _in_group(run)]
    return but_habits(found, passages, "()[]")


def _in_group(run: Iterable[tuple[int, Passage]]) -> Iterator[Slip]:
    opened: dict[str, list[Open]] = {sign: [] for sign in CLOSES.values()}
    for number, passage in run:
        yield from _forgotten(opened, number)
        for hit in SIGNS.finditer(passage.text):
            opening = CLOSES.get(hit[0])
            if opening is None:
                opened[hit[0]].append((number, hit.start()))
            elif opened[opening]:
                opened[opening].pop()
            elif not _needs_none(passage, hit):
                says = f"“{hit[0]}” closes a bracket that was never opened."
                yield Slip("BRACKET-UNBALANCED", number, *hit.span(), says, lacks="before")
    yield from _forgotten(opened, None)


def _forgotten(opened: dict[str, list[Open]], number: int | None) -> Iterator[Slip]:
    """Brackets that have waited for some paragraphs, or all of them where `number` is None."""
    for sign, waiting in opened.items():
        late = [each for each in waiting if number is None or number - each[0] > AHEAD]
        del waiting[: len(late)]
        for passage, start in late:
            says = f"the bracket “{sign}” is never closed."
            yield Slip("BRACKET-UNBALANCED", passage, start, start + 1, says, lacks="after")


def _needs_none(passage: Passage, hit: re.Match[str]) -> bool:
    before = passage.text[max(0, hit.start() - 12) : hit.start()]
    if hit[0] == "]":
        return passage.is_note and hit.start() < LEMMA and "[" not in passage.text[: hit.start()]
    return hit[0] == ")" and bool(COUNTED.search(before) or SMILE.search(before))
