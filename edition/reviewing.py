"""Answers to proposals: what a person takes or rejects becomes a decision and is proposed no more."""

import difflib
from pathlib import Path

from edition.decisions import read_decisions
from edition.errors import SettingsError
from edition.files import locked, read_if_there, write_file
from edition.inputs import DECISIONS, PROPOSALS, check_is_edition
from edition.proposals import Proposal, read_proposals, write_proposals
from edition.report import Message


def open_proposals(folder: Path) -> tuple[Proposal, ...]:
    """The proposals that wait for an answer in the edition in `folder`, in the order of the text."""
    check_is_edition(folder)
    path = folder / PROPOSALS
    return read_proposals(read_if_there(path) or b"", str(path))


def find_proposals(folder: Path, identifiers: tuple[str, ...]) -> list[Proposal]:
    """The open proposals with these ids; raises `SettingsError` for an id that none has."""
    by_id = {proposal.id: proposal for proposal in open_proposals(folder)}
    for identifier in identifiers:
        if identifier not in by_id:
            near = difflib.get_close_matches(identifier, by_id, 1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are {len(by_id)} open."
            raise SettingsError(
                Message("E624", f"no open proposal is called “{identifier}”.", hint, path=str(folder / PROPOSALS))
            )
    return [by_id[identifier] for identifier in identifiers]


def accept(folder: Path, proposal: Proposal, table: str = "") -> None:
    """Make a decision of `proposal`; `table` is the decision as a person changed it, "" as proposed.

    Raises `SettingsError` where it is no decision; nothing is written then.
    """
    _settle(folder, proposal, table or proposal.decision())


def reject(folder: Path, proposal: Proposal) -> None:
    """Decide that `proposal` is wrong, so that it does not come back."""
    _settle(folder, proposal, proposal.rejection())


def _settle(folder: Path, proposal: Proposal, table: str) -> None:
    path = folder / DECISIONS
    with locked(folder):
        before = (read_if_there(path) or b"").rstrip(b"\n")
        after = (before + b"\n\n" if before else b"") + table.strip().encode() + b"\n"
        read_decisions(after, str(path))
        others = [other for other in open_proposals(folder) if other.id != proposal.id]
        write_file(path, after)
        write_file(folder / PROPOSALS, write_proposals(others))
