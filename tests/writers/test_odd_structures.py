"""Odd TEI: whatever stands wherever, each output has all of it, nothing else, and each mark once."""

from collections import Counter
from pathlib import Path

import html5lib
import pytest

from edition.document import parse
from edition.foreign import adapted
from edition.proofreading import Proofreader
from edition.tree import find_all
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

CASES = sorted((Path(__file__).parent.parent / "cases" / "odd").glob("*.xml"))


@pytest.fixture(params=CASES, ids=[path.stem for path in CASES])
def document(request):
    return adapted(parse(request.param.read_bytes(), request.param.name)).document


def trees(document):
    files = write_html(document)[0]
    return [html5lib.HTMLParser(strict=True).parse(page.decode()) for page in files.values()]


def test_there_are_odd_cases():
    assert len(CASES) > 15


def test_nothing_is_lost_or_invented_on_the_pages(document):
    proof = Proofreader(document).proof("html", write_html(document)[0])
    assert (proof.messages, proof.shown > 0) == ((), True)


def test_nothing_is_lost_or_invented_in_the_text(document):
    proof = Proofreader(document).proof("txt", {"edition.txt": write_plain_text(document)[0]})
    assert (proof.messages, proof.shown > 0) == ((), True)


def test_each_page_is_html_without_error_and_each_id_stands_on_it_once(document):
    for tree in trees(document):
        counts = Counter(e.get("id") for e in tree.iter() if e.get("id"))
        assert {identifier for identifier, count in counts.items() if count > 1} == set()


def test_each_call_of_a_note_is_on_the_pages_once(document):
    calls = [e for tree in trees(document) for e in tree.iter() if e.get("role") == "doc-noteref"]
    in_place = [e for tree in trees(document) for e in tree.iter() if "note-insertion" in (e.get("class") or "")]
    again = [ref for ref in find_all(document.text, "ref") if ref.get("type") == "note"]
    assert len(calls) + len(in_place) == len(list(find_all(document.text, "note"))) + len(again)
