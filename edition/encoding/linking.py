"""Which mark belongs to which note: only what the order of the source settles is linked, never a guess."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from edition.encoding.labels import Item, Mark, key
from edition.encoding.rising import longest_rise

L = TypeVar("L", Item, Mark)


@dataclass
class Links:
    """What was linked, and what was not.

    `items` gives the note of a mark, by the mark's start; `lost` are notes without a mark; `twins` are notes with
    the mark of a note before them.
    """

    items: dict[int, Item] = field(default_factory=dict)
    lost: list[Item] = field(default_factory=list)
    twins: list[Item] = field(default_factory=list)


def link(items: Sequence[Item], marks: Sequence[Mark], restart: str) -> Links:
    """The links between `marks` and `items`, both in the order of the source.

    Notes that follow each other without text between them are a cluster; a cluster's marks stand before its end.
    `restart` is that of the settings.
    """
    links = Links()
    clusters = _clusters(items)
    begin = 0
    for number, cluster in enumerate(clusters):
        alone = len(clusters) == 1
        before = [mark for mark in marks if alone or (begin <= mark.start < cluster[-1].end)]
        reach = begin if restart != "never" or number == 0 else 0
        if reach != begin:
            earlier = {key(item.label) for item in cluster} - {key(mark.label) for mark in before}
            before = [
                m for m in marks if m.start < begin and m.start not in links.items and key(m.label) in earlier
            ] + before
        _link_cluster(cluster, before, restart, links)
        begin = cluster[0].start
    _cut_circles(links)
    linked = {id(item) for item in links.items.values()}
    twins = {id(item) for item in links.twins}
    links.lost = [item for item in items if id(item) not in linked and id(item) not in twins]
    return links


def _cut_circles(links: Links) -> None:
    """Take back links by which a note would stand in itself, directly or through others."""
    notes = sorted(links.items.values(), key=lambda item: item.start)
    marks = {item.start: start for start, item in links.items.items()}
    for start, item in list(links.items.items()):
        place: int | None = start
        seen = {item.start}
        while place is not None:
            around = _around(notes, place)
            if around is None:
                break
            if around.start in seen:
                del links.items[start]
                marks.pop(item.start, None)
                break
            seen.add(around.start)
            place = marks.get(around.start)


def _around(notes: Sequence[Item], offset: int) -> Item | None:
    """The note, of `notes` in order, that holds `offset`; None where none does."""
    position = bisect_right(notes, offset, key=lambda item: item.start) - 1
    return notes[position] if position >= 0 and offset < notes[position].end else None


def _clusters(items: Sequence[Item]) -> list[list[Item]]:
    clusters: list[list[Item]] = []
    for item in items:
        if clusters and item.follows:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def _link_cluster(cluster: list[Item], marks: list[Mark], restart: str, links: Links) -> None:
    if restart == "never":
        runs, twins = _first_of_each(cluster)
        links.twins += twins
        _link_run(runs, marks, links)
        return
    item_runs = _runs(cluster)
    if len(item_runs) == 1:
        _link_run(cluster, marks, links)
        return
    wanted = {key(item.label) for item in cluster}
    all_marks = [mark for mark in marks if key(mark.label) in wanted and mark.rank >= 0]
    for rank in range(3):
        mark_runs = _runs([mark for mark in all_marks if mark.rank >= rank])
        if len(mark_runs) == len(item_runs):
            for some_items, some_marks in zip(item_runs, mark_runs, strict=True):
                _link_run(some_items, some_marks, links)
            return


def _first_of_each(cluster: list[Item]) -> tuple[list[Item], list[Item]]:
    seen: set[str] = set()
    first: list[Item] = []
    again: list[Item] = []
    for item in cluster:
        (again if key(item.label) in seen else first).append(item)
        seen.add(key(item.label))
    return first, again


def _runs(labelled: Iterable[L]) -> list[list[L]]:
    """`labelled` cut where a label comes again, which is where the numbering restarts."""
    runs: list[list[L]] = []
    seen: set[str] = set()
    for one in labelled:
        if not runs or key(one.label) in seen:
            runs.append([])
            seen = set()
        runs[-1].append(one)
        seen.add(key(one.label))
    return runs


def _link_run(run: list[Item], marks: list[Mark], links: Links) -> None:
    """Link notes whose labels are all different.

    First the longest series of marks in the order of the notes, then the notes out of that order with one mark only.
    Of marks with one label only those count that look most like a mark.
    """
    place = {key(item.label): number for number, item in enumerate(run)}
    known = [m for m in marks if key(m.label) in place and m.start not in links.items and m.rank >= 0]
    best: dict[str, int] = {}
    for mark in known:
        best[key(mark.label)] = max(mark.rank, best.get(key(mark.label), 0))
    known = [mark for mark in known if mark.rank == best[key(mark.label)]]
    chosen = longest_rise([place[key(mark.label)] for mark in known])
    for position in chosen:
        links.items[known[position].start] = run[place[key(known[position].label)]]
    done = {key(known[position].label) for position in chosen}
    rest: dict[str, list[Mark]] = {}
    for mark in known:
        rest.setdefault(key(mark.label), []).append(mark)
    for label, candidates in rest.items():
        if label not in done and len(candidates) == 1:
            links.items[candidates[0].start] = run[place[label]]
