"""The order in which a reader is led from note to note."""

from collections.abc import Iterable, Iterator, Mapping

from edition.proofreading.passage import Call, Passage, flat


def called_in(passage: Passage) -> list[str]:
    """The notes that are called in a passage."""
    return [item.note for item in flat(passage.items) if isinstance(item, Call)]


def within(keys: Iterable[str], calls: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """`keys` in order, after each what it `calls`; each once, for notes may call each other."""
    met: set[str] = set()
    waiting = [iter(keys)]
    while waiting:
        key = next(waiting[-1], None)
        if key is None:
            waiting.pop()
        elif key not in met:
            met.add(key)
            yield key
            waiting.append(iter(calls.get(key, ())))


def order_of(keys: Iterable[str]) -> dict[str, int]:
    """The number of each key."""
    return {key: number for number, key in enumerate(keys)}


def first_late(notes: list[tuple[str, Passage]], order: Mapping[str, int]) -> tuple[str, Passage] | None:
    """The first of `notes`, pairs (key, passage), that stands after one that follows it; None for none."""
    last = -1
    for key, note in notes:
        at = order.get(key, last)
        if at < last:
            return key, note
        last = at
    return None
