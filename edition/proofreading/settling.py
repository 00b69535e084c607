"""What an output may do with the order of words: captions below figures, titles over texts, what is left out."""

from collections.abc import Iterable, Iterator

from edition.proofreading.passage import Block, Hidden, Item, Run, flat, letters_of

KNOWN_AGAIN = 24


def with_title(items: list[Item], title: str) -> list[Item]:
    """`items` with those first that make the letters of the title block, as far as they do."""
    if not title:
        return items
    taken = list(_taken(items, title))
    ids = {id(block) for block in taken}
    return [*taken, *_without(items, ids)]


def settled(items: Iterable[Item], actual: str) -> list[Item]:
    """`items` in the order in which `actual` has them, as far as blocks allow it; those left out are hidden."""
    items = list(items)
    if not any(isinstance(item, Block) for item in items) or _letters(items) == actual:
        return items
    found: list[Item] = []
    waiting: list[Item] = []
    at = 0
    for item in items:
        if not isinstance(item, Block):
            waiting.append(item)
            continue
        at = _passed(_letters(waiting), actual, at)
        order, end = _fit(item, actual, at)
        found += [*waiting, *order]
        waiting, at = [], end if end >= 0 else _passed(_letters(order), actual, at)
    return [*found, *waiting]


def _as_written(block: Block) -> list[Item]:
    """The items of a block as the TEI has them, without words that a model adds."""
    return [item for item in flat([block]) if not (isinstance(item, Run) and item.is_added)]


def _taken(items: Iterable[Item], title: str) -> Iterator[Block]:
    """The titles that make the letters of the title block, in order; of a title page its parts."""
    at = 0
    waiting = [item for item in items if isinstance(item, Block) and item.kind == "title"]
    while waiting and at < len(title):
        block = waiting.pop(0)
        letters = _letters([block])
        there = title[at : at + len(letters)]
        if letters and (letters == there or (_has_group(block) and sorted(letters) == sorted(there))):
            at += len(letters)
            yield block
        else:
            waiting[:0] = [item for item in block.items if isinstance(item, Block) and item.kind == "title"]


def _has_group(block: Block) -> bool:
    """Whether a block holds parts that may stand in another order."""
    return any(isinstance(item, Block) and (item.kind == "group" or _has_group(item)) for item in block.items)


def _without(items: Iterable[Item], ids: set[int]) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, Block):
            yield item
        elif id(item) not in ids:
            yield Block(item.kind, item.reason, list(_without(item.items, ids)), item.origin)


def _passed(letters: str, actual: str, at: int) -> int:
    """Where `actual` goes on after `letters`, which should stand at `at`; where they do not, as near as can be."""
    if actual.startswith(letters, at):
        return at + len(letters)
    last = letters[-KNOWN_AGAIN:]
    found = actual.find(last, at)
    return found + len(last) if found >= 0 and len(last) == KNOWN_AGAIN else at + len(letters)


def _fit(block: Block, actual: str, at: int) -> tuple[list[Item], int]:
    """The items of a block as `actual` has them from `at`, and where it goes on; -1 where it does not have them."""
    letters = _letters([block])
    if actual.startswith(letters, at) and not (block.kind == "optional" and not letters):
        return list(flat([block])), at + len(letters)
    if block.kind == "optional":
        return [Hidden(letters, block.reason, block.origin)] if block.reason else [], at
    order, end = _in_any_order(block.items, actual, at) if block.kind == "group" else _in_order(block.items, actual, at)
    return (order, end) if end >= 0 else (_as_written(block), -1)


def _in_order(items: Iterable[Item], actual: str, at: int) -> tuple[list[Item], int]:
    found: list[Item] = []
    for item in items:
        order, at = _fit(item, actual, at) if isinstance(item, Block) else _fit_item(item, actual, at)
        found += order
        if at < 0:
            break
    return found, at


def _fit_item(item: Item, actual: str, at: int) -> tuple[list[Item], int]:
    letters = letters_of(item.text) if isinstance(item, Run) else ""
    return [item], at + len(letters) if actual.startswith(letters, at) else -1


def _in_any_order(items: Iterable[Item], actual: str, at: int) -> tuple[list[Item], int]:
    """Parts taken as `actual` has them, in their own order where it can; with each the empty ones before it."""
    left = list(items)
    found: list[Item] = []
    while left:
        first = 0
        for number, item in enumerate(left):
            order, end = _in_order([item], actual, at)
            if end > at:
                found += [*flat(left[first:number]), *order]
                at = end
                del left[first : number + 1]
                break
            if _letters([item]):
                first = number + 1
        else:
            return _left_out(found, left, actual, at)
    return found, at


def _left_out(found: list[Item], left: list[Item], actual: str, at: int) -> tuple[list[Item], int]:
    """What is left of a group must be nothing, or may be left out."""
    for item in left:
        order, end = _in_order([item], actual, at)
        if end != at:
            return [], -1
        found += order
    return found, at


def _letters(items: Iterable[Item]) -> str:
    return letters_of("".join([item.text for item in flat(items) if isinstance(item, Run)]))
