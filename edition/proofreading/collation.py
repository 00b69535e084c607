"""Two texts compared letter by letter, in time that grows with their length: where they differ, and by what."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

WINDOW = 400
SURE = 12
PROBE = 40
STEP = 4096
MOST = 40


class Difference(NamedTuple):
    """A place where texts differ: `lost` letters of the first from `at`, `invented` letters of the second from `to`."""

    at: int
    lost: int
    to: int
    invented: int


def differences(expected: str, actual: str) -> Iterator[Difference]:
    """The places where `actual` differs from `expected`, in order; what follows the 40th is one difference."""
    at = to = 0
    for _ in range(MOST):
        same = common(expected, at, actual, to)
        at, to = at + same, to + same
        if at == len(expected) and to == len(actual):
            return
        lost, invented = _resumption(expected, at, actual, to)
        yield Difference(at, lost, to, invented)
        at, to = at + lost, to + invented
    if expected[at:] != actual[to:]:
        yield Difference(at, len(expected) - at, to, len(actual) - to)


def common(first: str, at: int, second: str, to: int) -> int:
    """How many letters `first` from `at` and `second` from `to` have in common at their beginning."""
    start = at
    while at < len(first) and first[at : at + STEP] == second[to : to + STEP]:
        at, to = at + STEP, to + STEP
    at, to = min(at, len(first)), min(to, len(second) + at - min(at, len(first)))
    end = min(STEP, len(first) - at, len(second) - to)
    low = 0
    while low < end:
        middle = (low + end + 1) // 2
        if first[at : at + middle] == second[to : to + middle]:
            low = middle
        else:
            end = middle - 1
    return at + low - start


def _resumption(expected: str, at: int, actual: str, to: int) -> tuple[int, int]:
    """How many letters to pass over in each text until both go on alike; all that is left where they never do."""
    near = SequenceMatcher(None, expected[at : at + WINDOW], actual[to : to + WINDOW], autojunk=False)
    match = near.find_longest_match()
    if match.size >= SURE or (match.size and _is_end(expected, at + match.a + match.size)):
        return match.a, match.b
    left = len(expected) - at, len(actual) - to
    lost = expected.find(actual[to : to + PROBE], at) - at if left[1] >= SURE else -1
    invented = actual.find(expected[at : at + PROBE], to) - to if left[0] >= SURE else -1
    if lost > 0 and (invented <= 0 or lost <= invented):
        return lost, 0
    return (0, invented) if invented > 0 else left


def _is_end(text: str, at: int) -> bool:
    return at >= len(text)
