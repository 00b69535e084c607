"""The output folder: filled beside its place, checked, and exchanged with the old one in a single step."""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from edition import manifest
from edition.errors import EnvironmentMissing, SettingsError, UnsafeReference
from edition.files import busy, lock, sync_folder, told, write_new
from edition.manifest import Manifest
from edition.report import Message

AT_FDCWD = -100
RENAME_EXCHANGE = 2
WITHOUT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


def replace_folder(output: Path, files: dict[str, bytes], made: Manifest) -> None:
    """Make `output` hold `files` (by name) and the manifest `made`, all at once.

    Whatever kills the run, `output` is the old folder or the new one, never a mixture. Raises as `check_output`
    does, `Busy` where another run fills the same folder, and `EnvironmentMissing` where it cannot be written;
    the old folder then stays.
    """
    with told(output), _held(output) as staging:
        for name, data in {**files, manifest.NAME: manifest.write(made)}.items():
            write_new(staging / name, data)
        _verify(staging, made)
        sync_folder(staging)
        _exchange(staging, output)
        sync_folder(output.parent)


def check_output(output: Path) -> Manifest | None:
    """The manifest of the folder `output`; None where there is no folder or an empty one.

    Raises `SettingsError` where it was not made by a build or holds a file that no build made, and
    `UnsafeReference` where it is a link.
    """
    if output.is_symlink():
        raise UnsafeReference(
            Message("E610", "the output folder is a link.", "Give the folder it leads to.", path=str(output))
        )
    if not output.exists() or (output.is_dir() and not any(output.iterdir())):
        return None
    found = manifest.read(output / manifest.NAME) if output.is_dir() else None
    if found is None:
        raise SettingsError(
            Message("E608", "this is no output folder of ours; it is left as it is.",
                    "Choose another with --out, or move it away.", path=str(output))
        )  # fmt: skip
    _check_foreign(output, found)
    return found


def _check_foreign(output: Path, found: Manifest) -> None:
    known = {manifest.NAME, *(name for made in found.outputs.values() for name in (made.file, *made.files))}
    foreign = sorted(entry.name for entry in output.iterdir() if entry.name not in known)
    if foreign:
        raise SettingsError(
            Message("E609", f"the output folder holds “{foreign[0]}”, which no build made.",
                    "Move it away: the folder is replaced as a whole.", path=str(output))
        )  # fmt: skip


@contextmanager
def _held(output: Path) -> Iterator[Path]:
    """An empty staging folder beside `output`; both are locked, and what is left in it is removed at the end."""
    check_output(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(output, "new")
    with ExitStack() as locks, ExitStack() as leftovers:
        staging.mkdir(exist_ok=True)
        locks.callback(os.close, _lock_exactly(staging))
        leftovers.callback(shutil.rmtree, staging, ignore_errors=True)
        _recover(output)
        if output.exists():
            locks.callback(os.close, _lock_exactly(output))
        check_output(output)
        _empty(staging)
        yield staging


def _lock_exactly(folder: Path) -> int:
    """A lock of the folder that stands at this path now, not of one that was moved away meanwhile."""
    descriptor = lock(folder)
    held, there = os.fstat(descriptor), folder.stat() if folder.exists() else None
    if there is None or (held.st_dev, held.st_ino) != (there.st_dev, there.st_ino):
        os.close(descriptor)
        raise busy(folder)
    return descriptor


def _recover(output: Path) -> None:
    """Finish or undo a swap by two renames that was killed in between."""
    old = _beside(output, "old")
    if old.is_dir() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _verify(staging: Path, made: Manifest) -> None:
    """Raise `EnvironmentMissing` where the disk does not give back what was written."""
    files = [(output, *entry) for output, entries in made.outputs.items() for entry in entries.files.items()]
    for output, name, value in files:
        if manifest.sha256((staging / name).read_bytes()) != value:
            raise EnvironmentMissing(
                Message("E605", f"the output {output} is not on the disk as it was written.", "Check the disk.",
                        path=str(staging / name))
            )  # fmt: skip


def _exchange(staging: Path, output: Path) -> None:
    if not output.exists():
        staging.rename(output)
    elif not _exchanged(staging, output):
        old = _beside(output, "old")
        output.rename(old)
        staging.rename(output)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(first: Path, second: Path) -> bool:
    """Whether the system swapped the two names in one step; False where it cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in WITHOUT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(second))


def _beside(output: Path, state: str) -> Path:
    return output.with_name(f".{output.name}.edition-{state}")
