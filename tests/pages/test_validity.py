"""Whether the pages are HTML as the standard has it."""

import json
import subprocess

from visits import EDITIONS, is_here


def test_the_nu_validator_has_nothing_to_say_of_any_page(pages, nu) -> None:
    files = [path for name in EDITIONS if is_here(name) for path in pages(name)]
    run = subprocess.run([*nu, "--format", "json", *files], capture_output=True, text=True, check=False)
    said = json.loads(run.stderr)["messages"]
    assert [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in said] == []
