"""The words of a text, to weigh a doubtful one by."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from edition.typography.passage import Passage

WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """How often each word stands in `passages`; counted when it is first asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def count(self, word: str) -> int:
        """How often `word` stands there, in whatever capitals; one with a hyphen counts as a whole."""
        return self._counted[word.lower()]

    @cached_property
    def _counted(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for passage in self._passages:
            counted.update(WORDS.findall(passage.text.lower()))
        return counted
