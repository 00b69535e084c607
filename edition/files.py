"""Reading and writing files safely: whole or not at all, inside the edition, one run at a time."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote

from edition.errors import Busy, EditionError, EnvironmentMissing, InputRefused, Unreadable, UnsafeReference
from edition.report import Message
from edition.screening import SIZE_LIMIT

TEMPORARY = ".edition-new"
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def read_file(path: Path) -> bytes:
    """The bytes of a regular file of at most 64 MB; raises `Unreadable` for anything else."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable(_unreadable(path, error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable(Message("E602", "this is no regular file.", "Name a file.", path=str(path)))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no path
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise Unreadable(Message("E603", f"larger than {SIZE_LIMIT // 2**20} MB.", "Split the file.", path=str(path)))
    return data


def read_if_there(path: Path) -> bytes | None:
    """As `read_file`; None where there is no such file."""
    return read_file(path) if os.path.lexists(path) else None


def write_file(path: Path, data: bytes) -> bool:
    """Make `path` hold `data`, at once or not at all, also on a full disk; whether anything changed.

    A file that holds `data` already is not touched. Raises `EnvironmentMissing` where it cannot be written.
    """
    if path.is_file() and not path.is_symlink() and read_file(path) == data:
        return False
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    with told(path):
        try:
            write_new(temporary, data)
            temporary.replace(path)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
    return True


def rewrite_file(path: Path, before: bytes, after: bytes) -> None:
    """Write a file anew where it lies, also behind a link, with the rights that it had.

    Raises `EnvironmentMissing` for a read-only one and where it cannot be written, and `InputRefused` where it no
    longer holds `before`.
    """
    place = Path(os.path.realpath(path))
    with told(path):
        mode = place.stat().st_mode
    if not mode & WRITABLE:
        said = Message("E605", "cannot be written: it is read-only.", "Allow it to be written.", path=str(path))
        raise EnvironmentMissing(said)
    if read_file(place) != before:
        raise changed(path)
    write_file(place, after)
    with told(path):
        place.chmod(stat.S_IMODE(mode))


def write_new(path: Path, data: bytes) -> None:
    """Write `data` through to the disk; what stood at `path` before is lost, a link there is not followed."""
    with suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def keep_copy(path: Path) -> Path:
    """Copy `path` beside itself as `NAME.1.bak`, `NAME.2.bak` …, the first name that is free; the copy's path."""
    number = 1
    while os.path.lexists(copy := path.with_name(f"{path.name}.{number}.bak")):
        number += 1
    write_file(copy, read_file(path))
    return copy


def remove_file(path: Path) -> None:
    """Make `path` name nothing; raises `EnvironmentMissing` where it cannot be removed."""
    with told(path):
        path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed run left half-written in `folder`."""
    with told(folder):
        for path in folder.glob(f".*{TEMPORARY}"):
            if path.is_file() or path.is_symlink():
                path.unlink()


def inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`.

    Raises `UnsafeReference` where it leads out: by `..`, an absolute path, a link, a percent sign or a backslash.
    """
    plain = name
    while (decoded := unquote(plain).replace("\\", "/")) != plain:
        plain = decoded
    root = os.path.realpath(folder)
    for candidate in (name, plain):
        is_absolute = candidate.startswith("/")
        if "\0" in candidate or is_absolute or not Path(os.path.realpath(folder / candidate)).is_relative_to(root):
            raise UnsafeReference(
                Message("E606", f"“{name}” leads out of the edition.", "Put the file into the edition’s folder.")
            )
    return folder / name


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for this run; raises `Busy` where another run holds it. Leaves nothing behind when killed."""
    descriptor = lock(folder)
    try:
        yield
    finally:
        os.close(descriptor)


def lock(folder: Path) -> int:
    """An open descriptor of `folder` that holds it until closed; raises as `locked` does."""
    with told(folder):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise busy(folder) from error
    return descriptor


def busy(folder: Path) -> EditionError:
    """The error for a folder that another run holds."""
    return Busy(Message("E607", "another run is at work here.", "Wait until it has ended.", path=str(folder)))


def changed(path: Path) -> EditionError:
    """The error for a file that is no longer what the run has read."""
    said = "changed while the edition was being made from it."
    return InputRefused(Message("E611", said, "Run the command again.", path=str(path)))


def sync_folder(folder: Path) -> None:
    """Write the names in `folder` through to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system refuses while `path` is written into `EnvironmentMissing`, which names it."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "Make room on the disk." if is_full else "Check the folder and its permissions."
        raise EnvironmentMissing(Message("E605", f"cannot be written: {reason}.", remedy, path=str(path))) from error


def _unreadable(path: Path, error: OSError) -> Message:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Message("E601", "there is no such file.", "Check the name.", path=str(path))
    reason = error.strerror or str(error)
    return Message("E604", f"cannot be read: {reason}.", "Check its permissions.", path=str(path))
