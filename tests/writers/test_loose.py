"""Words and elements in places where the schema has none: nothing of them is lost, and each stands once."""

import re

import pytest
from weir import weir

from edition.tree import TEI_NS
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

PLACES = {
    "list": "<list>loose<item>one</item></list>",
    "list, last": "<list><item>one</item>loose</list>",
    "table": "<table>loose<row><cell>one</cell></row></table>",
    "table, last": "<table><row><cell>one</cell></row>loose</table>",
    "row": "<table><row>loose<cell>one</cell></row></table>",
    "row, last": "<table><row><cell>one</cell>loose</row></table>",
    "figure": "<figure>loose<head>one</head></figure>",
    "stanza": "<lg>loose<l>one</l></lg>",
    "speech": "<sp>loose<speaker>one</speaker><p>two</p></sp>",
    "label at the end": "<list><item>one</item><label>loose</label></list>",
    "two labels": "<list><label>loose</label><label>L2</label><item>one</item></list>",
    "stranger in a list": f'<list><x:o xmlns:x="{TEI_NS}x">loose</x:o><item>one</item></list>',
    "stranger in a row": f'<table><row><x:o xmlns:x="{TEI_NS}x">loose</x:o><cell>one</cell></row></table>',
    "list after a citation": '<cit><quote rend="block">one</quote><list><item>loose</item></list></cit>',
    "paragraph in a phrase": "<q><p>one</p><p>loose</p></q>",
    "paragraph in a lemma": "<app><lem><p>loose</p></lem><rdg><p>other</p></rdg></app>",
}


def shown(markup):
    page = write_html(markup)[0]["index.html"].decode().partition("<main")[2].partition('<section class="a')[0]
    return re.sub(r"<[^>]*>", " ", page), write_plain_text(markup)[0].decode()


@pytest.mark.parametrize("place", PLACES)
def test_what_stands_loose_is_shown_once(place):
    page, text = shown(weir(PLACES[place]))
    assert page.count("loose") == 1
    assert text.partition("VARIANTS")[0].count("loose") == 1


def test_a_list_has_one_label():
    body = '<list xml:id="lgxk3"><pb n="2"/><item>one</item><label>L1</label><label>L2</label><item>two</item></list>'
    _, text = shown(weir(body))
    lines = [line.split() for line in text.splitlines() if line.startswith("    ")]
    assert lines == [["[l:gxk3]", "|2|"], ["-", "one"], ["L1", "L2", "two"]]


def test_paragraphs_in_a_phrase_are_paragraphs():
    page = write_html(weir("<q><p>one</p><p>two</p></q>"))[0]["index.html"].decode()
    assert "<p>one</p><p>two</p>" in page
    assert "one\n\ntwo\n" in shown(weir("<q><p>one</p><p>two</p></q>"))[1]
