"""Ids of a document are its own: none that the programme makes is the same, so that each stands on a page once."""

from collections import Counter

import html5lib
import pytest
from weir import authorial, weir

from edition.writers.book import print_page
from edition.writers.html import write_html

TAKEN = (
    "page.text", "page.about", "page.contents", "notes.printed", "heading.1", "heading.2", "apparatus.emendations",
    "reading.notes.all", "note.1", "r-note.1", "r-note.2", "r-n1", "r-n1-2", "n1-2", "r-n1-2-2",
    "end.emendations", "book.1",
)  # fmt: skip
HEADS = "<div><head>One</head><p>a</p></div><div><head>Two</head><p>b<note>c</note></p></div>"
OTHERS = '<p><choice><sic>a</sic><corr>b</corr></choice><note>x</note> <ref type="note" target="#n1"/></p>'


def document():
    own = "".join(f'<p xml:id="{identifier}">x</p>' for identifier in TAKEN if identifier != "n1-2")
    notes = authorial("n1", "1") + authorial("n1-2", "2")
    return weir(f"{HEADS}{OTHERS}<p>x{notes}</p>{own}")


def counted(page):
    found = [e.get("id") for e in html5lib.parse(page).iter() if e.get("id")]
    return {identifier: count for identifier, count in Counter(found).items() if count > 1 or identifier in TAKEN}


@pytest.mark.parametrize(
    "write", [lambda made: write_html(made)[0]["index.html"].decode(), lambda made: print_page(made)[0]]
)
def test_each_id_stands_on_a_page_once(write):
    assert counted(write(document())) == dict.fromkeys(TAKEN, 1)


def test_every_link_has_an_id_to_lead_to():
    tree = html5lib.parse(write_html(document())[0]["index.html"].decode())
    known = {e.get("id") for e in tree.iter()}
    links = [e.get("href") for e in tree.iter() if (e.get("href") or "").startswith("#")]
    assert {link for link in links if link[1:] not in known} == set()


def test_a_call_is_named_after_its_note():
    page = write_html(weir(f"<p>a{authorial('n1', '1')}</p>"))[0]["index.html"].decode()
    assert 'id="r-n1"' in page
