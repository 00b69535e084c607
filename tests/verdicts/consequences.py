"""What is said of a document with one seeded fault that was not said of it before, by all checks together."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from judges import NOWHERE
from lxml import etree
from seeding import CHANGES, Broken
from trials import bases, seeded

from edition.check import check
from edition.document import parse
from edition.neighbours import Neighbours
from edition.report import Message

NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Told:
    """A document with one fault, and the messages of whatever severity that are new."""

    broken: Broken
    new: Sequence[Message]

    def __str__(self) -> str:
        fault = self.broken.faults[0]
        said = "".join(f"\n    {message}" for message in self.new)
        return f"{self.broken.base}: {fault.kind} in {sorted(fault.lines)}{said}"


def told(seed: int, each: int, generated: int = 0) -> list[Told]:
    """`each` documents of every kind of fault, and what is new of them."""
    trees = bases(generated)
    before = {name: Counter(map(_said, _messages(etree.tostring(tree)))) for name, tree in trees.items()}
    return [Told(one, _new(one, before)) for one in seeded(trees, seed, each, tuple(CHANGES))]


def _messages(data: bytes) -> list[Message]:
    return list(check(parse(data), Neighbours().around(NOWHERE, NOWHERE.parent)))


def _said(message: Message) -> tuple[str, str]:
    """The message without its numbers, which are lines and counts; of hands that are unknown only that there are."""
    if message.code == "HAND-UNKNOWN":
        return message.code, ""
    return message.code, NUMBERS.sub("0", message.text)


def _new(broken: Broken, before: Mapping[str, Counter[tuple[str, str]]]) -> list[Message]:
    known = before[broken.base].copy()
    new = []
    for message in _messages(broken.data):
        if known[_said(message)] > 0:
            known[_said(message)] -= 1
        else:
            new.append(message)
    return new
