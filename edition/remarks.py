"""What a run has done, for those who ask for more: information, and never a reason to look again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from edition.decisions import Decision
from edition.ledger import Ledger
from edition.report import Message, Severity


def decisions_applied(decisions: Sequence[Decision], path: str) -> Iterator[Message]:
    """How many decisions of each kind were replayed, the most frequent first; nothing where there are none."""
    kinds = Counter(decision.name for decision in decisions)
    if kinds:
        said = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        yield _remark("I651", f"{_counted(len(decisions), 'decision')} replayed: {said}.", path)


def notes_linked(count: int, path: str) -> Iterator[Message]:
    """How many marks lead to a note; nothing where none does."""
    if count:
        yield _remark("I652", f"{_counted(count, 'mark')} of notes linked.", path)


def ids_given(before: Ledger, after: Ledger) -> Iterator[Message]:
    """How many ids the ledger had, and how many are new."""
    new = len(after.entries.keys() - before.entries.keys())
    kept = len(after.entries) - new
    yield _remark("I653", f"{_counted(kept, 'id')} kept, {new} new.", after.path)


def outputs_fresh(names: Iterable[str], folder: Path) -> Iterator[Message]:
    """Which outputs were not made again, for they show the edition as it is."""
    yield _remark("I654", f"not made again, for nothing has changed: {', '.join(names)}.", str(folder))


def _remark(code: str, text: str, path: str) -> Message:
    return Message(code, text, "", Severity.INFO, path)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
