"""Where `tei/` and `styles/` are, in a checkout and in a wheel; nobody else knows."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> bytes:
    """The bytes of one file that comes with the programme, such as `resource("tei", "edition.rng")`.

    Raises `FileNotFoundError` where the installation lacks it, which is a fault of the installation.
    """
    return _root().joinpath(*parts).read_bytes()


def resource_names(*parts: str) -> list[str]:
    """The names of the files in one folder that comes with the programme, sorted."""
    return sorted(entry.name for entry in _root().joinpath(*parts).iterdir() if entry.is_file())


def _root() -> Traversable:
    package = files("edition")
    installed = package / "data"
    return installed if installed.is_dir() else _checkout(package)


def _checkout(package: Traversable) -> Traversable:
    return files("edition").joinpath("..") if package.is_dir() else package
