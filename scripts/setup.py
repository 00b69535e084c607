#!/usr/bin/env python3
"""Set up what is missing to run or to test the programme: `setup.py run` or `setup.py test`.

Makes `.venv`, installs the Python packages that pyproject.toml names, and asks apt for the Debian packages of
scripts/packages.txt; for testing also the npm packages of tests/pages/package-lock.json, into `.tools`. Needs nothing
but Python 3.11; does nothing where all is there. What may not be installed is named in one line, and the work goes on
without it.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
WANTED_TOOLS = ROOT / "tests" / "pages"
TOOL_FILES = ("package.json", "package-lock.json")
OLDEST = (3, 11)
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin")


@dataclass(frozen=True)
class Package:
    """A Debian package: what it is for (`run` or `test`), its name, and the probe that sees it."""

    need: str
    name: str
    probe: str


def main() -> int:
    """Set up for the need named on the command line; 0 where the Python side is ready, else 6."""
    need = sys.argv[1] if len(sys.argv) > 1 else "run"
    python = _python()
    if python is None:
        return _stop(f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed: sudo apt-get install python3 python3-venv")
    _install_packages([package for package in packages(need) if not _is_there(package.probe)])
    if not _is_ready(need) and not _make_ready(python, need):
        return _stop("the Python packages could not be installed; see above what pip says")
    if need == "test" and not _tools_are_there() and not _make_tools():
        print("NOT INSTALLED: the npm packages of tests/pages. By hand: sudo apt-get install npm", flush=True)
    return 0


def packages(need: str) -> list[Package]:
    """The Debian packages for `need`, in the order of the file; testing needs those for running too."""
    lines = (ROOT / "scripts" / "packages.txt").read_text(encoding="utf-8").splitlines()
    rows = [Package(*line.split()) for line in lines if line and not line.startswith("#")]
    return [row for row in rows if need in ("test", row.need)]


def _python() -> str | None:
    """The Python to make the environment with: this one where it is new enough; None where none is."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _is_there(probe: str) -> bool:
    kind, _, name = probe.partition(":")
    if kind == "tool":
        return shutil.which(name) is not None
    if kind == "font":
        return next(Path("/usr/share/fonts").rglob(name), None) is not None
    return _loads(name)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_packages(missing: list[Package]) -> None:
    names = [package.name for package in missing]
    if names and not _apt(names):
        print(f"NOT INSTALLED: {' '.join(names)}. By hand: sudo apt-get install {' '.join(names)}", flush=True)


def _apt(names: list[str]) -> bool:
    """Whether apt installed `names`; False at once where it is not there or may not be used."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    path = os.pathsep.join(dict.fromkeys([*os.environ.get("PATH", "").split(os.pathsep), *SYSTEM_FOLDERS]))
    if not shutil.which("apt-get", path=path) or (root and not _runs(["sudo", "-n", "true"])):
        return False
    print(f"installing {' '.join(names)}", flush=True)
    apt = [*root, "env", f"PATH={path}", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*apt, "install", "-y", "--no-install-recommends", *names]
    return _runs(install) or (_runs([*apt, "update"]) and _runs(install, show=True))


def _is_ready(need: str) -> bool:
    """Whether `.venv` was made from this pyproject.toml for `need`, or for testing, and still runs."""
    stamps = [_stamp(kind) for kind in {need, "test"}]
    return any(stamp.is_file() and stamp.read_text() == _state() for stamp in stamps) and _venv_runs()


def _venv_runs() -> bool:
    return (VENV / "bin" / "edition").is_file() and (VENV / "bin" / "python").exists()


def _make_ready(python: str, need: str) -> bool:
    if not _runs([str(VENV / "bin" / "python"), "-c", "import pip"]) and not _make_venv(python):
        return False
    print("installing the Python packages into .venv", flush=True)
    wanted = f"{ROOT}[dev]" if need == "test" else str(ROOT)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if not _runs([*pip, "--editable", wanted], show=True):
        return False
    _stamp(need).write_text(_state())
    return True


def _make_venv(python: str) -> bool:
    """Whether a fresh `.venv` stands; Debian's Python may need a package for that."""
    make = [python, "-m", "venv", "--clear", str(VENV)]
    if not _runs([python, "-c", "import ensurepip, venv"]):
        number = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True)
        _install_packages([Package("run", f"python{number.strip()}-venv", "")])
    return _runs(make, show=True)


def _tools_are_there() -> bool:
    """Whether `.tools` holds what the lock file names; npm leaves its own list where it has ended well."""
    made = (TOOLS / "node_modules" / ".package-lock.json").is_file()
    return made and all(_read(TOOLS / name) == _read(WANTED_TOOLS / name) for name in TOOL_FILES)


def _make_tools() -> bool:
    """Whether npm installed the packages of the lock file, checked against its hashes; none runs code of its own."""
    if not shutil.which("npm"):
        return False
    print("installing the npm packages into .tools", flush=True)
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir()
    for name in TOOL_FILES:
        shutil.copyfile(WANTED_TOOLS / name, TOOLS / name)
    npm = ["npm", "--prefix", str(TOOLS), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    return _runs(npm, show=True)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _stamp(need: str) -> Path:
    return VENV / f"ready-to-{need}"


def _state() -> str:
    """The hash of what decides which packages are installed, and where."""
    wanted = (ROOT / "pyproject.toml").read_bytes() + Path(__file__).read_bytes() + os.fsencode(ROOT)
    return hashlib.sha256(wanted).hexdigest()


def _runs(command: list[str], *, show: bool = False) -> bool:
    """Whether `command` ends well; what it prints is shown where `show` is true."""
    out = None if show else subprocess.DEVNULL
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False).returncode == 0
    except OSError:
        return False


def _stop(reason: str) -> int:
    print(f"NOT READY: {reason}", file=sys.stderr)
    return 6


if __name__ == "__main__":
    sys.exit(main())
