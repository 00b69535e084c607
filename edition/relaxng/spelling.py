"""The nearest name to a misspelt one, by letters left out, put in, exchanged or turned round, whatever their case."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from edition.relaxng.names import local

LONG = 6
SHORT = 2
MIDDLE = 4
LONGEST = 40


class Spelling:
    """Names to choose from, indexed by what is left of them when letters are dropped.

    Two names that are at most two changes apart have such a rest in common, so that no name is compared with all.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._rests: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for rest in _rests(_folded(name)):
                self._rests.setdefault(rest, []).append(number)

    def nearest(self, name: str, *preferred: Collection[str]) -> str:
        """The name nearest to `name`, those of the first of `preferred` that has any before others; "" for none."""
        return next(iter(self.near(name, *preferred)), "")

    def near(self, name: str, *preferred: Collection[str]) -> list[str]:
        """The names near to `name`: first those of the first of `preferred`; the nearest first."""
        word = _folded(name)
        numbers = {number for rest in _rests(word) for number in self._rests.get(rest, ())}
        ranked = sorted((*_distance(word, _folded(self._names[number])), number) for number in numbers)
        near = [self._names[number] for far, is_other, number in ranked if far <= _most(word, is_other=is_other)]
        groups = (*preferred, near)
        return list(dict.fromkeys(each for group in groups for each in near if each in group))


@lru_cache(maxsize=200)
def spelling(names: tuple[str, ...]) -> Spelling:
    """The names to choose from, indexed once."""
    return Spelling(names)


def distance(one: str, other: str) -> int:
    """How many letters were left out, put in, exchanged, or turned round with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            least = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if last and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                least = min(least, last[to - 2] + 1)
            row.append(least)
    return row[-1]


def _distance(one: str, other: str) -> tuple[int, bool]:
    """The distance, and whether the first letters differ, which they rarely do in a misspelling."""
    return distance(one, other), one[:1] != other[:1]


def _folded(name: str) -> str:
    return local(name).casefold()


def _most(word: str, *, is_other: bool = False) -> int:
    """How many changes a misspelling of `word` may have: none in one letter, or in few where the first is another."""
    if len(word) < (MIDDLE if is_other else SHORT):
        return 0
    return 1 if len(word) < LONG else 2


def _rests(word: str) -> set[str]:
    """`word`, and what is left when a few letters are dropped; nothing of words that are longer than any name."""
    if len(word) > LONGEST:
        return set()
    found = {word}
    for _ in range(_most(word)):
        found |= {each[:at] + each[at + 1 :] for each in found for at in range(len(each))}
    return found
