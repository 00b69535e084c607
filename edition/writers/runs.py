"""What stands in an element that holds blocks: its blocks, and runs of words and phrases loose between them."""

from collections.abc import Iterator

from edition.tree import Element, holds_words, is_blank, pieces
from edition.writers.behaviours import POINTS
from edition.writers.mixed import Run, is_said
from edition.writers.rendering import Rendering


def runs(says: Rendering, element: Element) -> Iterator[Element | Run]:
    """The content of `element` in order: each block or point, and each run of what stands loose between them.

    Loose words are one run with the phrases among them; phrases without words between them are a run each.
    """
    if not holds_words(element) and all(map(says.is_block, element)):
        yield from element
        return
    loose: Run = []
    for part in pieces(element):
        if isinstance(part, str) or not (says.is_block(part) or _stands_alone(says, part, loose)):
            loose.append(part)
            continue
        yield from _parted(loose)
        loose = []
        yield part
    yield from _parted(loose)


def _stands_alone(says: Rendering, element: Element, before: Run) -> bool:
    """Whether `element` is a point with no words before it."""
    rule = says.dispatch.of(element)
    return rule is not None and rule.behaviour in POINTS and not any(map(is_said, before))


def _parted(loose: Run) -> Iterator[Run]:
    if any(isinstance(part, str) and not is_blank(part) for part in loose):
        yield loose
        return
    for part in loose:
        if not isinstance(part, str):
            yield [part]
