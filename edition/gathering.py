"""Which files `edition check` looks at where a file, an edition or a folder is named."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.document import SUFFIXES
from edition.inputs import BUILD, SETTINGS, TEXT
from edition.manifest import NAME as MANIFEST


@dataclass(frozen=True)
class Found:
    """A file to check.

    `folder` is where its pointers may lead; `within` the folder in which it was found, None for one that was named.
    """

    path: Path
    folder: Path
    within: Path | None = None

    @property
    def is_text_of_edition(self) -> bool:
        """Whether it is `text.xml` of an edition."""
        return self.path.name == TEXT and is_edition(self.path.parent)


def files_at(paths: Iterable[Path]) -> list[Found]:
    """The files that these paths stand for, in the order of their names; one may come more than once."""
    return [each for path in paths for each in _files(path)]


def once(found: Iterable[Found]) -> Iterator[Found]:
    """Each file once, however often it is named and by which links."""
    seen: set[str] = set()
    for each in found:
        place = os.path.realpath(each.path)
        if place not in seen:
            seen.add(place)
            yield each


def plain_folders(paths: Sequence[Path]) -> list[Path]:
    """The folders among `paths` that are no editions, each once."""
    folders = {os.path.realpath(path): path for path in reversed(paths) if _is_folder(path) and not is_edition(path)}
    return [*reversed(folders.values())]


def is_edition(folder: Path) -> bool:
    """Whether `folder` is that of an edition."""
    return _is_file(folder / SETTINGS)


def _files(path: Path) -> Iterator[Found]:
    if not _is_folder(path):
        yield Found(path, _folder_of(path))
    elif is_edition(path):
        yield Found(path / TEXT, path)
    else:
        for place in _below(path):
            yield Found(place, place.parent if is_edition(place.parent) else path, within=path)


def _folder_of(path: Path) -> Path:
    """The edition that a file lies in, at any depth; else its own folder."""
    above = Path(os.path.abspath(path)).parents  # noqa: PTH100 - links stay as the user wrote them
    return next((each for each in above if is_edition(each)), path.parent)


def _below(folder: Path) -> Iterator[Path]:
    """The TEI files in `folder` and below, of an edition its text alone; hidden folders and outputs are left out.

    Links to folders are not followed. Folders that cannot be read come at the end, in the place of the files in them.
    """
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        at = Path(place)
        wanted = [TEXT] if SETTINGS in names else sorted(name for name in names if name.lower().endswith(SUFFIXES))
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_output(at / name))
        yield from (at / name for name in wanted if name in names and not name.startswith("."))
    yield from (Path(error.filename) for error in closed)


def _is_output(folder: Path) -> bool:
    return folder.name == BUILD or _is_file(folder / MANIFEST)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - a path refuses a closed folder, and a name that is too long


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - as above
