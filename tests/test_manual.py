"""The manual: every page is reached, and every address in it leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_address_in_the_manual_leads_somewhere(page: Path) -> None:
    addresses = LINK.findall(page.read_text(encoding="utf-8"))
    assert [address for address in addresses if not (page.parent / address).exists()] == []


def test_every_page_of_the_manual_is_in_its_table_of_contents() -> None:
    linked = set(LINK.findall((ROOT / "docs" / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in PAGES[1:]} - linked == {"index.md"}
