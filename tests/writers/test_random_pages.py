"""Whatever a document holds, and wherever, its page is well-formed."""

import random

import html5lib
import pytest
from lxml import etree
from random_documents import documents, element_names, mutated

from edition.document import parse
from edition.errors import EditionError
from edition.resources import resource
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

SEEDS = range(8)
EACH = 15


def pages(seed):
    """The pages of documents that the schema accepts and of others that it does not; no fewer than half of them."""
    grammar, chance = resource("tei", "edition.rng"), random.Random(seed)
    names = element_names(grammar)
    for made in documents(grammar, seed, EACH):
        for document in (made, mutated(made, chance, names)):
            try:
                yield written(etree.tostring(document))
            except EditionError:
                continue


def written(data):
    document = parse(data, "random.xml")
    assert document.header is not None
    write_plain_text(document)
    return write_html(document)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_of_any_document_is_html_without_error(seed):
    found = list(pages(seed))
    assert len(found) > EACH
    for files in found:
        for page in files.values():
            html5lib.HTMLParser(strict=True).parse(page.decode())
