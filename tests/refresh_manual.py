"""Write the answers to the commands in the README and the manual anew, to be reviewed as a diff."""

import tempfile
from pathlib import Path

from test_manual import COMMANDS, DOCS, answered


def refresh(page: Path) -> None:
    """Write `page` with the answers that its commands give now."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "docs").symlink_to(DOCS)
        page.write_text(answered(page, Path(name)), encoding="utf-8")


if __name__ == "__main__":
    for page in COMMANDS:
        refresh(page)
