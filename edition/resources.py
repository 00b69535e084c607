"""Where `tei/` and `styles/` are, in a checkout and in a wheel; nobody else knows.

`setup.py` copies them into a wheel as `edition/data/`. In a checkout, and so in an editable install, they stand beside
the package.
"""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

ENGINES = ("lxml", "weasyprint")


def resource(*parts: str) -> bytes:
    """The bytes of one file that comes with the programme, such as `resource("tei", "edition.rng")`.

    Raises `FileNotFoundError` where the installation lacks it, which is a fault of the installation.
    """
    return _root().joinpath(*parts).read_bytes()


def resource_names(*parts: str) -> list[str]:
    """The names of the files in one folder that comes with the programme, sorted."""
    return sorted(entry.name for entry in _root().joinpath(*parts).iterdir() if entry.is_file())


def fingerprint() -> str:
    """The SHA-256 of the programme: its code, schema, codes of messages and styles.

    With the versions of what lays out and parses. What a code weighs decides whether an output is made.
    """
    from importlib.metadata import version  # it takes as long to import as a short check takes

    parts = [*_content(files("edition"), ".py"), *_content(_root().joinpath("styles"), "")]
    parts += _content(_root().joinpath("tei", "codes"), ".toml")
    parts += [resource("tei", name) for name in resource_names("tei") if name.startswith("edition.")]
    parts += [f"{name} {version(name)}".encode() for name in ENGINES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _content(folder: Traversable, ending: str) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _content(entry, ending)
        elif entry.name.endswith(ending):
            yield entry.name.encode()
            yield entry.read_bytes()


def _root() -> Traversable:
    installed = files("edition") / "data"
    return installed if installed.is_dir() else files("edition") / ".."
