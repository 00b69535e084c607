"""What the page checks need is the same on every machine: pinned by version and hash, from wherever npm has it."""

import json

from visits import ROOT

PAGES = ROOT / "tests" / "pages"


def test_each_tool_is_pinned_by_its_version_and_hash_and_no_place_is_named() -> None:
    wanted = json.loads((PAGES / "package.json").read_text())["dependencies"]
    locked = json.loads((PAGES / "package-lock.json").read_text())["packages"]
    tools = {path.removeprefix("node_modules/"): package for path, package in locked.items() if path}
    assert {name: package["version"] for name, package in tools.items()} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in tools.values())
    assert not any("resolved" in package for package in tools.values())
