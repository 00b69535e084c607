"""What a reader copies from a page is the text: no marks, no paragraph numbers, no word of ours."""

import re

import pytest
from facts import NAMES
from visits import EACH, copied, document

from edition.tree import XML_ID


def paragraphs(name: str) -> dict[str, str]:
    """The words of each paragraph, as corrected, white space as one space; by its bare id.

    Left out are those with displays in them, and quoted ones, behind which an attribution may stand.
    """
    path = "//t:text//t:p[@n][not(ancestor::t:note | ancestor::t:cit | descendant::t:quote[@rend] | descendant::t:lg)]"
    words = "descendant::text()[not(ancestor::t:note)][not(parent::t:sic | parent::t:orig | parent::t:abbr)]"
    return {
        found.get(XML_ID): " ".join("".join(found.xpath(words, namespaces=NAMES)).split())
        for found in document(name).tree.xpath(path, namespaces=NAMES)
    }


def plain(copy: str) -> str:
    """The words that were copied: white space, hard spaces too, as one space, joiners left out."""
    return " ".join(re.sub("[\u2060\u200b\u00ad]", "", copy).split())


@pytest.mark.parametrize("name", EACH)
def test_a_page_copied_as_a_whole_has_each_paragraph_as_the_source_has_it(name, pages, visit) -> None:
    lines = [plain(line) for path in pages(name) for line in copied(visit(path)).splitlines()]
    assert [identity for identity, words in paragraphs(name).items() if words not in lines] == []


@pytest.mark.parametrize("name", ["specimen", "book"])
def test_a_paragraph_with_marks_is_copied_without_them(name, pages, visit) -> None:
    wanted = paragraphs(name)
    for path in pages(name):
        page = visit(path)
        for found in page.locator("p:has(.call)").evaluate_all("all => all.map(e => e.id).filter(id => id)"):
            if found in wanted:
                assert plain(copied(page, found)) == wanted[found]
