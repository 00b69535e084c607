"""The manual: what the code tells is up to date, commands do what it says, and the site asks no other host."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import EDITION

from edition.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
COMMANDS = (ROOT / "README.md", DOCS / "first.md")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
COMMAND = re.compile(r"(?m)^\$ (.*)$")
ADDRESS = re.compile(r"""(?:src|srcset|data|action|poster)=["']?(?:https?:)?//|<link[^>]*href="(?:https?:)?//""")
REQUEST = re.compile(r"""(?:url\(|@import\s+)["']?(?:https?:)?//""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_address_in_the_manual_leads_somewhere(page: Path) -> None:
    addresses = LINK.findall(page.read_text(encoding="utf-8"))
    assert [address for address in addresses if not (page.parent / address).exists()] == []


def test_every_page_of_the_manual_is_in_its_table_of_contents() -> None:
    linked = set(LINK.findall((DOCS / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in PAGES[1:]} - linked == {"index.md"}


def test_what_the_code_tells_in_the_manual_is_up_to_date() -> None:
    check = [sys.executable, ROOT / "scripts" / "reference.py", "--check"]
    result = subprocess.run(check, capture_output=True, text=True, check=False)
    assert result.stdout + result.stderr == ""


def test_the_settings_of_the_manual_are_settings() -> None:
    example = next(words for kind, words in blocks(DOCS / "settings.md") if kind == "toml")
    assert read_settings(example.encode()).hand[1].name == "Tomas Hale"


def test_every_room_of_the_house_is_in_the_manual() -> None:
    told = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "edition").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    names = [path.name if path.suffix else f"{path.name}/" for path in rooms if path.name != "__init__.py"]
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []


def test_every_module_that_the_manual_names_is_there() -> None:
    told = (DOCS / "architecture.md").read_text(encoding="utf-8")
    folders = ("edition", "scripts", "tests")
    modules = {path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py")}
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", told)) - {"readers/x.py", "writers/x.py"}
    assert [name for name in named if not any(f"/{module}".endswith(f"/{name}") for module in modules)] == []


def blocks(page: Path) -> list[tuple[str, str]]:
    """Pairs (kind, words) of the blocks of a page that are set off by three back-ticks."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def answered(page: Path, folder: Path) -> str:
    """The words of `page` with the answers that a reader sees who does in `folder` as it says.

    A block of commands begins with `$ `; one of TOML that begins with `# PATH` is written there.
    """
    return BLOCK.sub(lambda found: _done(found, folder), page.read_text(encoding="utf-8"))


def _done(found: re.Match[str], folder: Path) -> str:
    kind, words = found[1], found[2]
    if kind == "toml" and (path := re.match(r"# (\S+/\S+)\n", words)):
        (folder / path[1]).write_text(words, encoding="utf-8")
    if kind or not words.startswith("$ "):
        return found[0]
    told = "".join(f"$ {command}\n{answer(command, folder)}" for command in COMMAND.findall(words))
    return f"```\n{told}```"


def answer(command: str, folder: Path) -> str:
    """What a shell in `folder` shows after `command`."""
    path = f"{EDITION.parent}{os.pathsep}{os.environ['PATH']}"
    given = {name: value for name, value in os.environ.items() if name != "CI"} | {"PATH": path, "LC_ALL": "C.UTF-8"}
    shell = ["bash", "-c", f"{command} 2>&1"]
    return subprocess.run(shell, cwd=folder, env=given, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_it_says(page: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(DOCS)
    shown = page.read_text(encoding="utf-8")
    assert COMMAND.search(shown)
    assert answered(page, tmp_path) == shown


def test_as_many_marks_of_the_specimen_are_linked_as_the_readme_says(specimen: Path, tmp_path: Path) -> None:
    shutil.copytree(specimen, tmp_path / "specimen", ignore=shutil.ignore_patterns("build"))
    told = re.search(r"Of the (\d+) note marks .* links (\d+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    found = re.search(r"I652 (\d+) marks", answer("edition encode specimen -v --locked", tmp_path))
    assert told is not None
    assert found is not None
    assert told.groups() == (found[1], found[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual as a site, made as `make docs` makes it."""
    lacks = [name for name in ("sphinx", "myst_parser") if importlib.util.find_spec(name) is None]
    if lacks and os.environ.get("CI"):
        pytest.fail(f"{lacks[0]} is missing, and CI is set")
    if lacks:
        pytest.skip(f"{lacks[0]} is missing")
    folder = tmp_path_factory.mktemp("site")
    recipe = re.search(r"(?m)^\t@?\$\(BIN\)/python (-m sphinx .*)$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert recipe is not None
    own = {"$(MANUAL)": str(folder), ".build/manual": str(tmp_path_factory.mktemp("trees"))}
    words = [own.get(word, word) for word in recipe[1].split()]
    result = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_the_site_has_every_page(site: Path) -> None:
    assert {page.stem for page in PAGES[1:]} <= {page.stem for page in site.glob("*.html")}


def test_the_site_asks_no_other_host(site: Path) -> None:
    asking = [page.name for page in site.rglob("*.html") if ADDRESS.search(page.read_text(encoding="utf-8"))]
    asking += [style.name for style in site.rglob("*.css") if REQUEST.search(style.read_text(encoding="utf-8"))]
    assert asking == []


def test_a_broken_link_fails_the_manual(site: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_bytes((DOCS / "conf.py").read_bytes())
    (tmp_path / "manual.css").write_bytes((DOCS / "manual.css").read_bytes())
    (tmp_path / "index.md").write_text("# A page\n\n[gone](gone.md)\n")
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", tmp_path, tmp_path / "out"]
    assert "gone" in subprocess.run(build, capture_output=True, text=True, check=False).stderr


def test_the_pages_follow_each_other_as_the_first_one_lists_them(site: Path) -> None:
    listed = [page.removesuffix(".md") for page in LINK.findall((DOCS / "index.md").read_text(encoding="utf-8"))]
    pages = [page for page in dict.fromkeys(listed) if (DOCS / f"{page}.md").exists()]
    following = re.findall(r'<link rel="next"[^>]*href="([\w-]+)\.html"', (site / "index.html").read_text())
    assert following == pages[:1]
