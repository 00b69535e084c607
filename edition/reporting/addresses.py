"""The address of a file as other programmes want it: relative to the folder of the run where it lies in it."""

from pathlib import Path
from urllib.parse import quote


def relative(path: str, base: Path) -> str | None:
    """The way from the folder `base` to a file in it, with slashes; None where it lies elsewhere."""
    place = Path(_normal(base / path))
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else None


def address(path: str, base: Path) -> str:
    """The file as a percent-encoded URI: relative to `base` where it lies in it, else whole."""
    inside = relative(path, base)
    return Path(_normal(base / path)).as_uri() if inside is None else quote(inside)


def _normal(path: Path) -> str:
    """`path` without `.` and `..`."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts[1:] = parts[1:-1]
        else:
            parts.append(part)
    return str(Path(*parts))
