"""Answers to proposals: what a person takes or rejects becomes a decision and is proposed no more."""

import difflib
from collections.abc import Collection
from pathlib import Path

from edition.decisions import read_decisions
from edition.errors import QuestionsOpen, SettingsError
from edition.files import locked, read_file, read_if_there, write_file
from edition.inputs import DECISIONS, PROPOSALS, SETTINGS, check_is_edition, check_is_from_source
from edition.proposals import Proposal, count_open, read_proposals, write_proposals
from edition.report import Message
from edition.settings import read_settings

SHOWN = 6


def open_proposals(folder: Path) -> tuple[Proposal, ...]:
    """The proposals that wait for an answer in the edition in `folder`, in the order of the text.

    Raises `InputRefused` where the TEI is the master, for decisions are history there.
    """
    check_is_edition(folder)
    settings = folder / SETTINGS
    check_is_from_source(read_settings(read_file(settings), str(settings)))
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


def check_answered(folder: Path) -> None:
    """Raise `QuestionsOpen` where a proposal waits for an answer; for runs that cannot ask."""
    names = [proposal.id for proposal in open_proposals(folder)]
    if names:
        shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        raise QuestionsOpen(
            Message("E626", f"{count_open(len(names))}, and there is no terminal to ask at: {shown}.",
                    "Answer with --accept ID or --reject ID.", path=str(folder / PROPOSALS))
        )  # fmt: skip


def accept(folder: Path, proposal: Proposal, table: str = "") -> None:
    """Make a decision of `proposal`; `table` is the decision as a person changed it, "" as proposed.

    Raises `SettingsError` where it is no decision, in the name of the proposal; nothing is written then.
    """
    _settle(folder, proposal, table or proposal.decision())


def reject(folder: Path, proposal: Proposal) -> None:
    """Decide that `proposal` is wrong, so that it does not come back."""
    _settle(folder, proposal, proposal.rejection())


def _settle(folder: Path, proposal: Proposal, table: str) -> None:
    path = folder / DECISIONS
    with locked(folder):
        before = (read_if_there(path) or b"").rstrip(b"\n")
        known = {decision.id for decision in read_decisions(before, str(path))}
        _check_answer(folder / PROPOSALS, proposal, table, known)
        after = (before + b"\n\n" if before else b"") + table.strip().encode() + b"\n"
        others = [other for other in open_proposals(folder) if other.id != proposal.id]
        write_file(path, after)
        write_file(folder / PROPOSALS, write_proposals(others))


def _check_answer(path: Path, proposal: Proposal, table: str, known: Collection[str]) -> None:
    """Raise `SettingsError` where `table` holds no decision, or one whose id is among `known`."""
    try:
        answers = read_decisions(table.encode())
    except SettingsError as error:
        raise SettingsError(*(_answer(path, proposal, one) for one in error.messages)) from error
    if not answers:
        raise SettingsError(_answer(path, proposal, Message("E110", "there is no decision.", "Write [[decision]].")))
    twice = next((answer.id for answer in answers if answer.id and answer.id in known), "")
    if twice:
        said = Message("E117", f"the id “{twice}” is that of another decision.", "Write another.")
        raise SettingsError(_answer(path, proposal, said))


def _answer(path: Path, proposal: Proposal, said: Message) -> Message:
    """`said` about an answer, which stands in no file."""
    return Message(said.code, f"the answer to “{proposal.id}”: {said.text}", said.remedy, path=str(path))
