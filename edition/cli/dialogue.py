"""The dialogue of `edition review`: each open proposal is shown and answered."""

import sys
from pathlib import Path

import click

from edition.cli.voice import Voice
from edition.errors import SettingsError
from edition.proposals import Proposal
from edition.report import Report, visible
from edition.reviewing import accept, reject

ANSWERS = {word[:length]: word for word in ("yes", "no", "edit", "later") for length in (1, len(word))}


def ask(voice: Voice, folder: Path, proposals: tuple[Proposal, ...]) -> None:
    """Ask about each of the proposals; an answer is written at once, so that one may stop at any."""
    later = 0
    for number, proposal in enumerate(proposals, 1):
        voice.say(f"\n{number} of {len(proposals)}  {visible(proposal.evidence)}\n", proposal.decision())
        later += not _answered(voice, folder, proposal)
    voice.say(f"{later} left open" if later else "no proposal is open")


def is_at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def _answered(voice: Voice, folder: Path, proposal: Proposal) -> bool:
    """Whether the person at the terminal took or rejected the proposal; an edit that fails is asked again."""
    table = proposal.decision()
    while True:
        said = click.prompt("yes, no, edit or later", type=click.Choice(list(ANSWERS)), show_choices=False)
        if ANSWERS[said] == "later":
            return False
        try:
            if ANSWERS[said] == "no":
                reject(folder, proposal)
            elif ANSWERS[said] == "yes":
                accept(folder, proposal)
            elif edited := click.edit(table, extension=".toml"):
                table = edited
                accept(folder, proposal, table)
            else:
                continue
        except SettingsError as error:
            voice.tell(Report(list(error.messages)))
            continue
        return True
