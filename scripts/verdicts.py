#!/usr/bin/env python3
"""Hold the edition, jing and libxml2 beside each other over seeded faults, as Markdown for docs/validation.md.

`verdicts.py [GENERATED [EACH [SEED]]]`: how many generated documents take part beside ours and those of ../shared, how
many faults of each kind are made in each of the two groups, and the seed. Needs jing.
"""

import importlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
OURS = ("specimen", "pages", "verdicts")
NAMES = ("edition", "jing", "libxml2")
SHOWN = 10
LONGEST = 240


def main() -> int:
    """Print the figures, the differences, and ten faults with the messages of all three; 2 where jing is missing."""
    jing = shutil.which("jing")
    if jing is None:
        print("jing is missing", file=sys.stderr)
        return 2
    sys.path[:0] = [str(TESTS), str(TESTS / "verdicts")]
    trials = importlib.import_module("trials")
    generated, each, seed = [*map(int, sys.argv[1:4]), *(60, 60, 1)[len(sys.argv) - 1 :]]
    every = trials.bases(generated)
    made = {name: tree for name, tree in every.items() if name.startswith(trials.GENERATED)}
    written = {name: tree for name, tree in every.items() if name not in made}
    with tempfile.TemporaryDirectory() as folder:
        broken = list(
            trials.seeded(written, seed, each, (*trials.IN_GRAMMAR, *importlib.import_module("seeding").BEYOND_GRAMMAR))
        )
        broken += trials.seeded(made, seed, each)
        tried = trials.tried(broken, jing, Path(folder))
    print("\n".join([*table(tried), "", *differences(tried), "", *side_by_side(tried)]))
    return 0


def table(tried: Sequence[Any]) -> list[str]:
    """For each kind of fault how many were told, first at the right line, in one message; the sums last."""
    head = "| fault | documents | " + " | ".join(NAMES) + " |"
    written = [trial for trial in tried if not trial.is_generated]
    rows = [row(kind, [each for each in written if each.fault.kind == kind]) for kind in kinds_of(written)]
    sums = [
        row("**all that a grammar can tell**", [trial for trial in written if trial.jing]),
        row("**all that none can tell**", [trial for trial in written if not trial.jing]),
        row("**in generated documents**", [trial for trial in tried if trial.is_generated]),
    ]
    return [head, "|---" * (len(NAMES) + 2) + "|", *rows, *sums]


def row(kind: str, tried: Sequence[Any]) -> str:
    """One row of the table."""
    cells = [counted(tried, name) for name in NAMES]
    return f"| {kind} | {len(tried)} | {' | '.join(cells)} |"


def counted(tried: Sequence[Any], name: str) -> str:
    """Of how many documents a validator tells something, first at the right line, and in one message."""
    said = [(trial, said_by(trial, name)) for trial in tried]
    refused = sum(bool(each) for _, each in said)
    return f"{refused}, {sum(trial.is_right(each) for trial, each in said)}, {sum(len(each) == 1 for _, each in said)}"


def said_by(trial: Any, name: str) -> Sequence[Any]:
    """What a validator says of the fault of a document."""
    told: Sequence[Any] = trial.told if name == "edition" else getattr(trial, name)
    return told


def kinds_of(tried: Iterable[Any]) -> list[str]:
    """The kinds of fault in their order."""
    return list(dict.fromkeys(trial.fault.kind for trial in tried))


def differences(tried: Sequence[Any]) -> list[str]:
    """The documents on which another verdict is not jing's."""
    found = [
        f"- {name}: {trial}" for trial in tried for name in ("edition", "libxml2")
        if trial.jing and not said_by(trial, name)
    ]  # fmt: skip
    several = [f"- {trial}: {len(trial.told)} messages" for trial in tried if len(trial.told) != 1]
    astray = [f"- {trial}: first in line {trial.told[0].line}" for trial in tried if not trial.is_right(trial.told)]
    return [f"Documents that jing refuses and another does not: {len(found)}", *found, *several, *astray]


def side_by_side(tried: Sequence[Any]) -> list[str]:
    """Ten faults of different kinds in documents of the repository, each with the first message of all three."""
    lines = []
    ours = [trial for trial in tried if trial.broken.base in OURS]
    for kind in kinds_of(ours)[:SHOWN]:
        trial = next(each for each in ours if each.fault.kind == kind)
        source = trial.broken.data.decode().split("\n")[min(trial.fault.lines) - 1]
        lines += [f"**{kind}** ({trial.broken.base}, line {min(trial.fault.lines)})", "", f"`{source[:LONGEST]}`", ""]
        lines += [f"- {name}: {shown(said_by(trial, name))}" for name in NAMES] + [""]
    return lines


def shown(said: Sequence[Any]) -> str:
    """The first message, and how many follow."""
    if not said:
        return "nothing"
    text = said[0].text if len(said[0].text) <= LONGEST else f"{said[0].text[:LONGEST]}…"
    more = f" *({len(said) - 1} more)*" if len(said) > 1 else ""
    return f"line {said[0].line}: {text}{more}"


if __name__ == "__main__":
    sys.exit(main())
