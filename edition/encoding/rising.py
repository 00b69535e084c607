"""The longest rising series in a row of numbers: what an order settles."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The positions of the longest strictly rising series in `numbers`, in order; of equal ones the earliest."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(numbers)
    for position, number in enumerate(numbers):
        slot = bisect_left(tails, number)
        before[position] = ends[slot - 1] if slot else -1
        if slot == len(tails):
            tails.append(number)
            ends.append(position)
        elif number < tails[slot]:
            tails[slot], ends[slot] = number, position
    out: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        out.append(position)
        position = before[position]
    return out[::-1]


def last_longest_rise(numbers: Sequence[int]) -> list[int]:
    """As `longest_rise`, of equal ones the latest."""
    backward = longest_rise([-number for number in reversed(numbers)])
    return [len(numbers) - 1 - position for position in reversed(backward)]
