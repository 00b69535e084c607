"""Small editions on disk, made by tests."""

import hashlib
from pathlib import Path

SOURCE = """The lamp was lit at six.[1]

Nobody asked who had lit it.[2]

[1] At seven, in summer.

[2] [The keeper’s book has no entry for that day.]
"""

SETTINGS = """format = 1

[text]
title = "The Lamp"

[[source]]
file = "source.txt"
sha256 = "{sha256}"

[[hand]]
id = "wren"
role = "author"
name = "Ada Wren"

[[hand]]
id = "hale"
role = "notes to the translation"
name = "Tomas Hale"
subtype = "translator"
signature = "Tr."

[[hand]]
id = "desk"
role = "this edition"
name = "The desk"

[notes]
mark = "[{{n}}]"
item = "[{{n}}] "
hand = "wren"

[[notes.rule]]
pattern = "brackets-inside-note"
hand = "hale"
evidence = "Preface: brackets in the notes are the translator’s."

[outputs]
formats = ["txt", "tei"]
"""


def write_edition(folder: Path, source: str | bytes = SOURCE, decisions: str = "", more: str = "") -> Path:
    """An edition in `folder` of this source; `more` is added to the settings."""
    data = source if isinstance(source, bytes) else source.encode()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_bytes(data)
    settings = SETTINGS.format(sha256=hashlib.sha256(data).hexdigest())
    (folder / "edition.toml").write_text(settings + more, encoding="utf-8")
    if decisions:
        (folder / "decisions.toml").write_text(decisions, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files in `folder` and below, by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
