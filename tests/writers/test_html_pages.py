"""An edition of several chapters on the web: which pages there are, and how they lead to each other."""

from collections import Counter

import html5lib
import pytest
from test_html import XHTML, elements, page, words
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import parse, serialise
from edition.writers.html import write_html

LATER = f'<p xml:id="p2">b<ref type="note" target="#n1" n="1"/> <ref target="#p1">above</ref>{call("n3")}</p>'
TWO = (
    f'<div type="chapter" n="1" xml:id="c1"><head>One{call("n2")}</head>'
    f'<p xml:id="p1">a{authorial("n1", "1")}</p></div>'
    f'<div type="chapter" n="2"><head>Two</head>{LATER}</div>'
)
NOTES = (editorial("n2", hand="desk"), editorial("n3", "Theirs."))


def book(body=TWO, *notes, pages="auto"):
    """The pages of a book as trees, by name."""
    files = write_html(weir(body, *(notes or NOTES)), Display(pages=pages))[0]
    return {name: html5lib.HTMLParser(strict=True).parse(data.decode()) for name, data in files.items()}


def chapters(*kinds):
    return "".join(f'<div type="{kind}"><head>{number}</head><p>x</p></div>' for number, kind in enumerate(kinds))


def ids(tree):
    return [e.get("id") for e in tree.iter() if e.get("id")]


def test_a_book_is_a_page_a_chapter_and_an_index():
    assert list(book()) == ["index.html", "chapter-1.html", "chapter-2.html"]


def test_a_chapter_with_sections_is_one_page():
    assert list(book(f'<div type="chapter"><head>A</head>{chapters("section", "section")}</div>')) == ["index.html"]


def test_sections_alone_are_one_page():
    assert list(book(chapters("section", "section", "section"))) == ["index.html"]


@pytest.mark.parametrize("kind", ["letter", "essay", "act", "canto"])
def test_letters_essays_acts_and_cantos_are_pages(kind):
    assert list(book(chapters(kind, kind))) == ["index.html", f"{kind}-1.html", f"{kind}-2.html"]


def test_one_page_can_be_asked_for():
    assert list(book(pages="single")) == ["index.html"]


def test_pages_can_be_asked_for_where_divisions_have_no_type():
    assert len(book("<div><head>A</head><p>x</p></div><div><head>B</head><p>x</p></div>", pages="chapters")) == 3


def test_chapters_of_several_parts_with_the_same_numbers_have_names_of_their_own():
    one = '<div type="part" n="{}"><head>P</head><div type="chapter" n="1"><head>C</head><p>x</p></div></div>'
    names = list(book(one.format(1) + one.format(2)))
    assert names == ["index.html", "part-1-chapter-1.html", "part-2-chapter-1.html"]


@pytest.mark.parametrize("number", ["../../x", "a/b", "1?", "<b>", "ä"])
def test_no_number_makes_an_unsafe_name(number):
    hostile = number.replace("<", "&lt;")
    names = list(book(f'<div type="chapter" n="{hostile}"><p>x</p></div>' * 2))
    assert len(set(names)) == 3
    assert not [name for name in names if not name.removesuffix(".html").replace("-", "").isalnum() or "ä" in name]


def test_the_heading_of_a_part_opens_its_first_chapter():
    part = f'<div type="part" xml:id="d1"><head>First Part</head><p>Opening.</p>{chapters("chapter", "chapter")}</div>'
    made = book(part + '<div type="part"><head>Last</head><p>x</p></div>')
    assert [words(e) for e in elements(made["chapter-1.html"], "h1")] == ["First Part"]
    assert [words(e) for e in elements(made["chapter-2.html"], "h1")] == ["1"]
    assert "Opening." in words(elements(made["chapter-1.html"], "main")[0])


def test_words_before_and_after_chapters_are_on_a_page():
    made = book(f"<epigraph><p>Before.</p></epigraph>{chapters('chapter', 'chapter')}<trailer>After.</trailer>")
    assert "Before." in words(elements(made["index.html"], "main")[0])
    assert "After." in words(elements(made["chapter-2.html"], "main")[0])


def test_contents_name_chapters_without_their_notes():
    contents = elements(book()["index.html"], "nav", role="doc-toc")[0]
    assert [(e.get("href"), e.text) for e in elements(contents, "a")] == [
        ("chapter-1.html", "One"),
        ("chapter-2.html", "Two"),
    ]


def test_a_chapter_without_heading_is_named_by_type_and_number():
    made = book('<div type="letter" n="4"><p>x</p></div><div type="letter" n="5"><p>x</p></div>')
    assert elements(made["letter-4.html"], "h1")[0].text == "Letter 4"


def test_pages_lead_to_the_one_before_and_the_one_after():
    footer = elements(book()["chapter-1.html"], "footer")[0]
    assert [(e.get("rel"), e.get("href")) for e in elements(footer, "a")] == [("next", "chapter-2.html")]


def test_a_note_is_on_the_page_that_calls_it_first():
    made = book()
    assert [[e.get("id") for e in elements(tree, "li") if e.get("data-resp")] for tree in made.values()] == [
        [],
        ["n2", "n1"],
        ["n3"],
    ]


def test_links_lead_to_other_pages():
    made = book()
    targets = {e.get("href") for e in elements(made["chapter-2.html"], "a")}
    assert {"chapter-1.html#n1", "chapter-1.html#p1", "#n3"} <= targets


def test_a_note_links_back_to_its_calls_on_other_pages():
    note = elements(book()["chapter-1.html"], "li", id="n1")[0]
    assert [e.get("href") for e in elements(note, "a", role="doc-backlink")] == ["#r-n1", "chapter-2.html#r-n1-2"]


def test_every_link_of_a_book_leads_to_an_id():
    made = book()
    known = {f"{name}#{identifier}" for name, tree in made.items() for identifier in ids(tree)} | set(made)
    for name, tree in made.items():
        addresses = [e.get("href") for e in elements(tree, "a")]
        assert {address if address[0] != "#" else name + address for address in addresses} <= known


def test_no_id_is_on_two_pages():
    of_text = [
        i for tree in book().values() for i in ids(tree) if i[0] in "pcnr" and not i.startswith(("page", "r", "no"))
    ]
    assert len(of_text) == len(set(of_text))


def test_corrections_are_listed_on_the_page_of_their_place():
    correction = "<choice><sic>teh</sic><corr>the</corr></choice>"
    made = book(f'<div type="chapter"><p xml:id="p1">{correction}</p></div><div type="chapter"><p>x</p></div>')
    listed = [bool(elements(tree, "section", **{"aria-labelledby": "apparatus:emendations"})) for tree in made.values()]
    assert listed == [False, True, False]


def test_what_belongs_to_the_whole_is_on_the_index():
    about = [len(elements(tree, "section", **{"aria-labelledby": "page:about"})) for tree in book().values()]
    assert about == [1, 0, 0]


def test_a_preface_in_the_front_is_a_page_before_the_chapters():
    front = b'<front><div type="preface"><head>Preface</head><p>x</p></div></front><body>'
    files = write_html(parse(serialise(weir(TWO, *NOTES)).replace(b"<body>", front)))[0]
    assert list(files) == ["index.html", "preface-1.html", "chapter-1.html", "chapter-2.html"]


def test_the_words_of_a_book_are_those_of_its_one_page():
    def read(files):
        trees = [html5lib.parse(data.decode()) for data in files.values()]
        return Counter(filter(str.isalnum, "".join(words(elements(tree, "main")[0]) for tree in trees)))

    document = weir(TWO, *NOTES)
    assert read(write_html(document)[0]) == read(write_html(document, Display(pages="single"))[0])


def test_a_page_with_sections_has_contents():
    tree = page(weir(f"<div><head>A</head>{chapters('section', 'section')}</div>"))
    contents = elements(tree, "nav", role="doc-toc")[0]
    targets = [e.get("href")[1:] for e in elements(contents, "a")]
    assert [words(e) for i in targets for e in tree.iter(XHTML + "h2") if e.get("id") == i] == ["0", "1"]


def test_ids_that_collide_are_told_and_links_stay_in_their_chapter():
    chapter = '<div type="chapter"><p xml:id="p1">{0} <ref target="#p1">here</ref>{1}</p></div>'
    one, two = (chapter.format(name, authorial("n1", "1", name)) for name in ("first", "second"))
    files, messages = write_html(weir(one + two))
    trees = {name: html5lib.parse(data.decode()) for name, data in files.items()}
    assert [(message.code, message.line) for message in messages] == [("W404", 8), ("W404", 8)]
    assert [elements(tree, "a", href="#p1") != [] for tree in trees.values()] == [False, True, True]
    assert "second" in words(elements(trees["chapter-2.html"], "li", id="n1")[0])


def test_a_note_that_stands_in_the_back_is_listed_where_it_is_called():
    body = (
        chapters("chapter") + '<div type="chapter"><head>Two</head><p>b<ref type="note" target="#n9" n="9"/></p></div>'
    )
    back = f'</body><back><div type="notes"><head>Notes</head>{authorial("n9", "9", "Late.")}</div></back>'
    files = write_html(parse(serialise(weir(body)).replace(b"</body>", back.encode())))[0]
    shown = [name for name, data in files.items() if b"Late." in data]
    called = html5lib.parse(files["chapter-2.html"].decode())
    address = elements(called, "a", role="doc-noteref")[0].get("href")
    assert shown == [address.partition("#")[0] or "chapter-2.html"]
