"""Where note marks of an output stand in the TEI: each call of the TEI is met once, in order."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from edition.proofreading.passage import Call, Laid

WORD = re.compile(r"\w")


class Marks:
    """The calls of one passage of a TEI that no mark of an output has met yet.

    `is_moved` tells that marks may stand behind the punctuation that follows them in the TEI.
    """

    def __init__(self, laid: Laid, *, is_moved: bool) -> None:
        self.letters = laid.letters
        self.calls = laid.calls
        self.is_moved = is_moved
        self.met: set[int] = set()
        self.passed = 0
        self.looked_at = 0
        self._loose = [(at, index) for index, (at, call) in enumerate(laid.calls) if call.slack]
        self._slack = max((laid.calls[index][1].slack for _, index in self._loose), default=0)

    def meet(self, place: int, is_it: Callable[[Call], bool]) -> Call | None:
        """The next call at `place` of which `is_it` holds; None for none. One passed over is not met later."""
        for index in self._here(place):
            self.looked_at += 1
            if index not in self.met and is_it(self.calls[index][1]):
                self.met.add(index)
                self.passed = index + 1 if not self.calls[index][1].slack else self.passed
                return self.calls[index][1]
        return None

    def _here(self, place: int) -> Iterator[int]:
        """The calls that may stand at `place`: those there, behind punctuation, or anywhere in a figure around it."""
        index = max(self.passed, bisect_left(self.calls, self._begin(place), key=_at))
        while index < len(self.calls) and self.calls[index][0] <= place:
            yield index
            index += 1
        first = bisect_left(self._loose, (place - self._slack, 0))
        last = bisect_left(self._loose, (place + self._slack + 1, 0))
        yield from (i for at, i in self._loose[first:last] if abs(at - place) <= self.calls[i][1].slack)

    def _begin(self, place: int) -> int:
        """The first place of which a mark may stand at `place`."""
        begin = place
        while self.is_moved and 0 < begin <= len(self.letters) and not WORD.match(self.letters[begin - 1]):
            begin -= 1
        return begin


def _at(placed: tuple[int, Call]) -> int:
    return placed[0]
