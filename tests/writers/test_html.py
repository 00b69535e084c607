"""The web page of an edition, read by an independent parser."""

import html5lib
import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import parse, serialise
from edition.writers.html import write_html

XHTML = "{http://www.w3.org/1999/xhtml}"
HARD = ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")


def page(document, display=None):
    """The page as a tree; a parse error fails the test."""
    return html5lib.HTMLParser(strict=True).parse(write_html(document, display)[0]["index.html"].decode())


def source(document):
    return write_html(document)[0]["index.html"].decode()


def elements(tree, name, **attributes):
    return [e for e in tree.iter(XHTML + name) if all(e.get(key) == value for key, value in attributes.items())]


def told(tree):
    """The parts of the page that hold words of the TEI."""
    main = elements(tree, "main")[0]
    return [part for part in main if "gen" not in (part.get("class") or "").split()]


def links(data):
    """The addresses of all links in what the page has of the TEI."""
    tree = html5lib.parse(data.decode())
    return [e.get("href") for part in told(tree) for e in part.iter(XHTML + "a") if e.get("href")]


def words(element):
    """What is read: without what the programme wrote."""
    return "".join((text or "") for text in _texts(element))


def _texts(element):
    yield element.text
    for child in element:
        if "gen" not in (child.get("class") or "").split() and child.get("role") != "doc-noteref":
            yield from _texts(child)
        yield child.tail


@pytest.mark.parametrize("case", HARD)
def test_a_hard_case_is_html_without_error(hard_case, case):
    tree = page(parse(hard_case(case, "expected.xml")))
    assert elements(tree, "main")


@pytest.mark.parametrize("case", HARD)
def test_every_id_of_the_text_is_on_the_page_once(hard_case, case):
    document = parse(hard_case(case, "expected.xml"))
    ids = [e.get("id") for e in page(document).iter() if e.get("id")]
    named = [i for i, e in document.by_id().items() if e.tag.endswith(("}p", "}head", "}note", "}lg")) and i in ids]
    units = [e.get("{http://www.w3.org/XML/1998/namespace}id") for e in document.text.iter() if e.get("n")]
    assert len(ids) == len(set(ids))
    assert set(filter(None, units)) <= set(named)


@pytest.mark.parametrize("case", HARD)
def test_every_link_leads_to_an_id_on_the_page(hard_case, case):
    tree = page(parse(hard_case(case, "expected.xml")))
    ids = {e.get("id") for e in tree.iter()}
    assert {e.get("href")[1:] for e in elements(tree, "a")} <= ids


def test_a_mark_and_its_neighbours_are_unbreakable():
    held = elements(page(weir(f"<p>in April{authorial('n1', '1')}, and</p>")), "span", **{"class": "nb"})
    assert ["".join(e.itertext()) for e in held] == ["April1,"]


def test_two_marks_parted_by_white_space_are_two_marks():
    tree = page(weir(f"<p>moor{authorial('n1', '1')}\n {authorial('n2', '2')} kept</p>"))
    assert [words(e) for e in elements(tree, "sup")] == ["", ",\u202f", ""]


def test_two_marks_at_one_spot_are_parted():
    tree = page(weir(f"<p>moor{authorial('n1', '1')}{call('n2')} kept</p>", editorial("n2", number="2")))
    assert [words(e) for e in elements(tree, "sup")] == ["", ",\u202f", ""]
    assert [e.get("href") for e in elements(tree, "a", role="doc-noteref")] == ["#n1", "#n2"]


def test_a_note_links_back_to_each_of_its_calls():
    document = weir(f"<p>a{authorial('n1', '1')} b<ref type='note' target='#n1' n='2'/></p>")
    tree = page(document)
    assert [e.get("href") for e in elements(tree, "a", role="doc-backlink")] == ["#r-n1", "#r-n1-2"]


def test_another_hands_words_in_a_note_are_signed_where_they_stood():
    document = weir(f"<p>a{authorial('n1', '1', 'Mine.' + call('n2') + ' Again.')}</p>", editorial("n2", "Theirs."))
    insertion = elements(page(document), "span", id="n2")[0]
    assert "".join(insertion.itertext()) == "[Theirs. —Tr.]"
    assert words(insertion) == "Theirs."


def test_a_paragraph_goes_on_after_a_display():
    body = '<p xml:id="p1" n="1">a <quote rend="block"><p xml:id="p2">b</p></quote> c</p>'
    tree = page(weir(body))
    assert [e.get("class") for e in elements(tree, "div", id="p1")] == ["para"]
    paragraphs = [e for part in told(tree) for e in elements(part, "p")]
    assert [words(e).strip() for e in paragraphs[-3:]] == ["a", "b", "c"]
    assert elements(tree, "p", **{"class": "continued"})


def test_a_display_inside_a_phrase_stays_phrasing():
    tree = page(weir('<p>a <hi>b <quote rend="block"><p>c</p></quote></hi></p>'))
    assert not elements(tree, "blockquote")


def test_a_note_on_a_title_is_no_part_of_its_name():
    tree = page(weir(f"<head>Title{call('n1')}</head><p>a</p>", editorial("n1", hand="desk")))
    assert elements(tree, "h1")[0].get("aria-label") == "Title"
    assert elements(tree, "title")[0].text == "Title – The Weir"


def test_hostile_words_and_ids_are_escaped():
    document = weir('<p xml:id="p1" n="&quot;>&lt;i>">&lt;script&gt;alert(1)&lt;/script&gt;</p>')
    assert ["alert" in (e.text or "") for e in elements(page(document), "script")] == [False]


@pytest.mark.parametrize("target", ["javascript:x", "file:///etc", "//host/x", "../x", "JaVaScript:x", "data:x"])
def test_an_address_of_another_scheme_is_not_linked(target):
    files, messages = write_html(weir(f'<p>a <ref target="{target}">b</ref></p>'))
    assert links(files["index.html"]) == []
    assert [message.code for message in messages] == ["W402"]


def test_an_unknown_element_keeps_its_words_and_is_reported_once():
    data, messages = write_html(weir("<p>a <zone>b</zone> <zone>c</zone></p>"))
    assert "a b c" in data["index.html"].decode()
    assert [(message.code, message.line) for message in messages] == [("W401", 8)]


def test_the_page_asks_for_nothing_from_elsewhere():
    text = source(weir("<p>a</p>"))
    assert "default-src 'none'" in text.replace("&#39;", "'")
    assert "http://" not in text
    assert "https://" not in text
    assert " src=" not in text


def test_an_emended_word_names_what_the_source_has():
    text = source(weir("<p><choice><sic>teh</sic><corr>the</corr></choice></p>"))
    assert '<span class="corr" title="source: teh">the</span>' in text


def test_references_show_both_numbers_where_notes_are_counted_anew():
    see = 'See <ref type="note" target="#n1">n. 7</ref>'
    document = weir(f"<p>a{authorial('n1', '7', see)}</p>")
    tree = page(document, Display("by-hand", "apart"))
    assert "(= 1)" in "".join(elements(tree, "li", id="n1")[0].itertext())


def test_the_writer_leaves_the_document_as_it_was(hard_case):
    document = parse(hard_case(HARD[1], "expected.xml"))
    before = serialise(document)
    write_html(document)
    assert serialise(document) == before


def test_the_heading_of_the_only_division_names_the_page():
    tree = page(weir('<div type="chapter"><head xml:id="h1">The Gate</head><byline>A. Loe</byline><p>a</p></div>'))
    assert [words(e) for e in elements(tree, "h1")] == ["The Gate"]
    assert not [e for part in told(tree) for e in elements(part, "h2")]


def test_a_note_whose_mark_is_lost_is_listed():
    lost = f'<div type="unplaced-notes">{authorial("n9", "9", "Lost.")}</div>'
    document = parse(serialise(weir("<p>a</p>")).replace(b"</body>", b"</body><back>" + lost.encode() + b"</back>"))
    tree = page(document)
    assert [words(e).strip() for e in elements(tree, "li", id="n9")] == ["Lost."]
    assert not elements(tree, "a", role="doc-noteref")


def test_a_page_of_the_print_is_marked_and_told():
    tree = page(weir('<p>a<pb n="41"/> b</p>'))
    assert [e.get("aria-label") for e in elements(tree, "span", role="doc-pagebreak")] == ["41"]


def test_the_labels_at_the_head_of_a_table_are_its_head():
    label, row = '<row role="label"><cell>a</cell></row>', "<row><cell>b</cell></row>"
    tree = page(weir(f"<table>{label}{row}{row}</table>"))
    assert [len(elements(part, "tr")) for part in (*elements(tree, "thead"), *elements(tree, "tbody"))] == [1, 2]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("a<choice><sic>.</sic><corr/></choice> b", "left out: ."),
        ('a <milestone unit="paragraph" type="sic"/>b', "the source begins a new paragraph"),
    ],
)
def test_what_the_edition_leaves_out_has_a_trace_with_a_name(body, told):
    trace = elements(page(weir(f"<p>{body}</p>")), "span", role="img")[0]
    assert (trace.get("title"), trace.get("aria-label"), words(trace)) == (told, told, "")


@pytest.mark.parametrize("body", ["<choice><sic/><corr>’</corr></choice>", "<supplied resp='#desk'>’</supplied>"])
def test_words_that_the_source_lacks_say_so(body):
    assert elements(page(weir(f"<p>a{body}</p>")), "span", title="not in the source")


def test_a_back_link_is_held_to_the_words_before_it():
    document = weir(f"<p>a{authorial('n1', '1', 'Mine.')}</p>")
    assert 'Mine.<a role="doc-backlink"' in source(document)
    assert "".join(elements(page(document), "a", role="doc-backlink")[0].itertext()) == "\u00a0↩"


def test_a_reference_to_what_no_page_shows_keeps_its_words_without_a_link():
    document = weir('<p>by <ref target="#day.trl">B. Day</ref></p>')
    assert links(write_html(document)[0]["index.html"]) == []
    assert "by B. Day" in source(document)


def test_the_persons_of_the_register_are_listed_with_their_years():
    wren = b"<person><persName>Ada Wren</persName><birth when='1880-02'/><death when='1940'/></person>"
    people = b"<listPerson>" + wren + b"</listPerson></standOff>"
    made = serialise(weir("<p>a</p>", editorial("n1"))).replace(b"</standOff>", people)
    assert "<li>Ada Wren (1880–1940)</li>" in source(parse(made))


def test_a_cell_spans_no_more_than_a_table_can_bear():
    tree = page(weir('<table><row><cell cols="999999" rows="²">a</cell></row></table>'))
    (cell,) = elements(tree, "td")
    assert (cell.get("colspan"), cell.get("rowspan")) == ("60", None)


def paragraphs(tree):
    return [words(found) for found in elements(tree, "p") if "gen" not in found.get("class", "")]


def test_phrases_between_blocks_are_paragraphs():
    tree = page(weir("<quote>one</quote><cit><bibl>two</bibl></cit><p>three</p>"))
    assert paragraphs(tree)[:3] == ["one", "two", "three"]


def test_loose_words_are_one_paragraph_with_the_phrases_among_them():
    tree = page(weir("a <hi>b</hi> c<p>d</p>"))
    assert paragraphs(tree)[:2] == ["a b c", "d"]
