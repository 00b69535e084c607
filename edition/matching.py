"""Which unit of the ledger a unit of the text is: exact fingerprints first, then a second chance in its own slot."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.fingerprints import SKETCH, Fingerprint
from edition.ledger import Entry, Ledger

ENOUGH = 0.5
ENOUGH_ALONE = 0.25
WIDEST_SLOT = 250_000


@dataclass(frozen=True)
class Candidate:
    """A unit of the text: whether it is a note, and its fingerprint."""

    is_note: bool
    fingerprint: Fingerprint


@dataclass
class Matching:
    """What has been found so far: pairs of places in `new` (the text) and in `old` (the ledger), both ways."""

    new: Sequence[Candidate]
    old: Sequence[Entry]
    to_old: dict[int, int] = field(default_factory=dict)
    to_new: dict[int, int] = field(default_factory=dict)

    def pair(self, at: int, entry: int) -> None:
        """Take the unit at `at` for the entry at `entry`."""
        self.to_old[at] = entry
        self.to_new[entry] = at

    def is_open(self, at: int, entry: int) -> bool:
        """Whether both places exist and neither is taken."""
        inside = 0 <= at < len(self.new) and 0 <= entry < len(self.old)
        return inside and at not in self.to_old and entry not in self.to_new


def match(new: Sequence[Candidate], ledger: Ledger, known: Sequence[str | None]) -> list[str | None]:
    """The bare id of each unit of `new`, in its order; None where the ledger has none for it.

    `known` are ids that units bear already and that nothing disputes. Equal fingerprints that occur once are
    matched wherever they stand, those that occur more often beside matched neighbours and then in order.
    """
    old = _in_reading_order(ledger)
    matching = Matching(new, old)
    place = {entry.id: at for at, entry in enumerate(old)}
    for at, identifier in enumerate(known):
        if identifier is not None and matching.is_open(at, place[identifier]):
            matching.pair(at, place[identifier])
    _match_unique(matching)
    _match_beside(matching)
    _match_in_order(matching)
    _match_other_shapes(matching)
    _match_in_slots(matching)
    return [old[matching.to_old[at]].id if at in matching.to_old else None for at in range(len(new))]


def _in_reading_order(ledger: Ledger) -> list[Entry]:
    """The entries of the ledger along their neighbours; what a bad merge cut off comes last, by id."""
    ordered: dict[str, Entry] = {}
    present = {key: entry for key, entry in sorted(ledger.entries.items()) if entry.state != "deleted"}
    starts = [entry for entry in present.values() if entry.after not in present]
    for start in [*starts, *present.values()]:
        entry: Entry | None = start
        while entry is not None and entry.id not in ordered:
            ordered[entry.id] = entry
            entry = present.get(entry.before or "")
    return [*ordered.values(), *(e for key, e in sorted(ledger.entries.items()) if key not in ordered)]


def _match_unique(matching: Matching) -> None:
    new = _places((at, [unit.fingerprint.prints[0]]) for at, unit in enumerate(matching.new))
    old = _places((at, entry.prints[:1]) for at, entry in enumerate(matching.old))
    for fingerprint, at in new.items():
        entry = old.get(fingerprint, [])
        if len(at) == len(entry) == 1 and matching.is_open(at[0], entry[0]):
            matching.pair(at[0], entry[0])


def _match_beside(matching: Matching) -> None:
    """Match equal fingerprints next to a pair that is matched, forwards and then backwards."""
    for step in (1, -1):
        for at in range(len(matching.new))[::step]:
            entry = matching.to_old.get(at - step)
            if entry is not None and matching.is_open(at, entry + step) and _is_same(matching, at, entry + step):
                matching.pair(at, entry + step)


def _is_same(matching: Matching, at: int, entry: int) -> bool:
    return matching.new[at].fingerprint.prints[:1] == matching.old[entry].prints[:1]


def _match_in_order(matching: Matching) -> None:
    old = _places((at, entry.prints[:1]) for at, entry in enumerate(matching.old) if at not in matching.to_new)
    for at, unit in enumerate(matching.new):
        waiting = old.get(unit.fingerprint.prints[0])
        if waiting and at not in matching.to_old:
            matching.pair(at, waiting.pop(0))


def _match_other_shapes(matching: Matching) -> None:
    """Match what the ledger knows by another shape of the same source paragraph, in order."""
    old = _places((at, entry.prints) for at, entry in enumerate(matching.old) if at not in matching.to_new)
    for at, unit in enumerate(matching.new):
        for fingerprint in unit.fingerprint.prints:
            free = [entry for entry in old.get(fingerprint, []) if matching.is_open(at, entry)]
            if free:
                matching.pair(at, free[0])


def _places(keyed: Iterable[tuple[int, Iterable[Hashable]]]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, keys in keyed:
        for key in keys:
            places[key].append(at)
    return places


def _match_in_slots(matching: Matching) -> None:
    """Between the same matched neighbours, match the rest in order where enough words are the same."""
    for new, old in list(_slots(matching)):
        if len(new) * len(old) <= WIDEST_SLOT:
            for at, entry in list(_aligned(matching, new, old)):
                matching.pair(at, entry)


def _slots(matching: Matching) -> Iterator[tuple[range, range]]:
    """Runs of unmatched units and the unmatched entries between the entries of their neighbours."""
    start = 0
    for at in range(len(matching.new) + 1):
        if at < len(matching.new) and at not in matching.to_old:
            continue
        left = matching.to_old.get(start - 1, -1)
        right = matching.to_old.get(at, len(matching.old))
        if at > start and left < right:
            yield range(start, at), range(left + 1, right)
        start = at + 1


def _aligned(matching: Matching, new: range, old: range) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, whose likeness adds up to most; the earliest of equals."""
    enough = ENOUGH_ALONE if len(new) == len(old) == 1 else ENOUGH
    best: dict[int, Chain] = dict.fromkeys(range(old.start, old.stop + 1), Chain())
    for at in reversed(new):
        row = {old.stop: Chain()}
        for entry in reversed(old):
            score = _likeness(matching.new[at], matching.old[entry]) if matching.is_open(at, entry) else 0.0
            skipped = max(best[entry], row[entry + 1], key=lambda chain: chain.score)
            taken = Chain(score + best[entry + 1].score, (at, entry), best[entry + 1])
            row[entry] = taken if score >= enough and taken.score >= skipped.score else skipped
        best = row
    chain: Chain | None = best[old.start]
    while chain is not None and chain.pair is not None:
        yield chain.pair
        chain = chain.rest


@dataclass(frozen=True)
class Chain:
    """Pairs of an alignment, the first and the rest, and their likeness together."""

    score: float = 0.0
    pair: tuple[int, int] | None = None
    rest: "Chain | None" = None


def _likeness(unit: Candidate, entry: Entry) -> float:
    """How much of the one is in the other, 0 to 1, judged by the sample of trigrams that the ledger has."""
    sample, whole = set(entry.trigrams), unit.fingerprint.trigrams
    if unit.is_note != (entry.kind == "n") or not sample or not whole:
        return 0.0
    shared = len(sample & whole)
    highest = max(sample) if len(sample) == SKETCH else "g"
    comparable = sum(trigram <= highest for trigram in whole)
    backward = shared / comparable if comparable > 1 or len(whole) < 3 else 0.0
    return max(shared / len(sample), backward)
