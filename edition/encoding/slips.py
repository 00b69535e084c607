"""Slips of the copy-text that its characters betray, each with what might be right: for proposals, never more."""

import re
from collections.abc import Iterator, Sequence

from edition.encoding.plan import Plan
from edition.languages import primary_language
from edition.readers import Block
from edition.typography import Passage, Slip, slips
from edition.typography.passage import JOINT, OBJECT

OTHER = {"“": "”", "”": "“", "„": "“", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’", "’": "‘", "‚": "‘", '"': '"',
         "(": ")", ")": "(", "[": "]", "]": "["}  # fmt: skip
FIRST, LAST = re.compile(r"[^\s\x00-\x1f]+"), re.compile(r"[^\s\x00-\x1f]+(?=[\s\x00-\x1f]*$)")


def typographical(plan: Plan, blocks: Sequence[Block]) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Slips in `blocks`, those of the running text, and in the printed notes: offsets, what to read, and why.

    Where a mark lacks its other, that is proposed at the end of its paragraph, or at the beginning.
    """
    starts, passages = _passages(plan, blocks)
    for slip in slips(passages):
        start, text = starts[slip.passage], passages[slip.passage].text
        place = _supplied(text, slip) if slip.lacks else (slip.start, slip.end, slip.read)
        if place is not None and place[2] is not None and not set(text[place[0] : place[1]]) & {JOINT, OBJECT}:
            yield (start + place[0], start + place[1]), place[2], slip.says.rstrip(".")


def _supplied(text: str, slip: Slip) -> tuple[int, int, str] | None:
    """Start, end and reading of the word at which the other mark is supplied."""
    word = LAST.search(text) if slip.lacks == "after" else FIRST.search(text)
    other = OTHER[text[slip.start]]
    if word is None or word[0].startswith(other) or word[0].endswith(other):
        return None
    return (*word.span(), word[0] + other if slip.lacks == "after" else other + word[0])


def _passages(plan: Plan, blocks: Sequence[Block]) -> tuple[list[int], list[Passage]]:
    """The passages, one a block, each with its offset in the copy-text; note marks and page heads are no words."""
    language = primary_language(plan.settings.text.language)
    starts, passages = [], []
    for number, part in enumerate(plan.copy.parts):
        for block in blocks:
            if part.start <= block.start < part.end:
                starts.append(block.start)
                passages.append(Passage(_words(plan, block), language, number))
    for number, item in enumerate(plan.items, len(plan.copy.parts)):
        for block in item.blocks:
            starts.append(block.start)
            passages.append(Passage(_words(plan, block), language, number, is_note=True))
    return starts, passages


def _words(plan: Plan, block: Block) -> str:
    """The characters of a block, as many as it has."""
    words = plan.copy.text[block.start : block.end]
    hidden = [(mark.start, mark.end, JOINT) for mark in plan.marks_in(block.start, block.end)]
    hidden += [(start, end, OBJECT) for start, end in plan.furniture if start < block.end and block.start < end]
    for start, end, sign in hidden:
        first, last = max(0, start - block.start), min(end, block.end) - block.start
        words = words[:first] + sign * (last - first) + words[last:]
    return words
