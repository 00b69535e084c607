"""Commands as a person at a terminal gives them."""

import sys
from pathlib import Path

from click.testing import CliRunner, Result

from edition.cli import main

EDITION = Path(sys.executable).with_name("edition")


def run(*words: object, typed: str | None = None) -> Result:
    """What `edition WORDS` does."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=typed)
    assert "Traceback" not in result.output
    return result


def message(result: Result) -> str:
    """The one message of a run that went wrong."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.output
    return lines[0]
