"""Editorial notes inside the text, and the way back to lists of their own."""

import random
import subprocess

import pytest

from edition.document import parse, serialise
from edition.inline import flat, nested, stand_off
from edition.resources import resource
from edition.tree import XML_ID, find_all, is_element, pointers, text_of

EXPECTED = ("design/encoding-example.xml", *(f"hard-cases/{name}/expected.xml" for name in (
    "1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")))  # fmt: skip
FORMS = (nested, flat)
HEADER = """<teiHeader>
    <fileDesc>
      <titleStmt>
        <title>T</title>
        <author xml:id="wren">Ada Wren</author>
        <respStmt xml:id="desk"><resp>encoding and notes of this edition</resp><name>the desk</name></respStmt>
        <respStmt xml:id="orr"><resp>notes to the translation</resp><name>Orr</name></respStmt>
        <respStmt xml:id="crane"><resp>notes</resp><name>Crane</name></respStmt>
        <respStmt xml:id="unknown"><resp>words whose hand is not settled</resp><name>unattributed</name></respStmt>
      </titleStmt>
      <editionStmt><edition>E</edition></editionStmt>
      <publicationStmt><publisher>P</publisher></publicationStmt>
      <sourceDesc><bibl>B</bibl></sourceDesc>
    </fileDesc>
    <encodingDesc>
      <editorialDecl>
        <interpretation xml:id="rule.brackets"><p>R</p></interpretation>
      </editorialDecl>
    </encodingDesc>
  </teiHeader>"""


def document(text, lists="", registers=""):
    inner = "".join(f"\n    {part}" for part in (lists, registers) if part)
    apart = f"\n  <standOff>{inner}\n  </standOff>" if inner else ""
    return parse(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n  {HEADER}{apart}\n  <text>\n    <body>\n'
        f"      {text}\n    </body>\n  </text>\n</TEI>\n".encode()
    )


def listed(subtype, *notes, decls=""):
    lines = "".join(f"\n      {note}" for note in notes)
    return f'<listAnnotation type="notes" subtype="{subtype}"{decls}>{lines}\n    </listAnnotation>'


def note(name, hand="orr", words="So."):
    hand_of = f'subtype="{hand}" resp="#{hand}"'
    return f'<note type="editorial" {hand_of} xml:id="{name}" target="#a.{name}"><p>{words}</p></note>'


def anchor(name):
    return f'<anchor type="note" xml:id="a.{name}"/>'


MIXED = document(
    f'<p>One<note type="authorial" resp="#wren" n="1"><p>He said{anchor("n1")} so.</p></note> two{anchor("n2")}.</p>',
    listed("orr", note("n1", words=f"Not{anchor('n3')} so."), decls=' decls="#rule.brackets"')
    + "\n    "
    + listed("desk", note("n3", "desk"), note("n2", "desk")),
)


def notes_of(made):
    return [(node.get(XML_ID), node.getparent().tag.rpartition("}")[2]) for node in find_all(made.text, "note")]


def inside(made):
    """Ids of notes that stand in another note."""
    nodes = find_all(made.text, "note")
    return [n.get(XML_ID) for n in nodes if any(is_element(above, "note") for above in n.iterancestors())]


def test_nested_notes_stand_at_their_anchors():
    made = nested(MIXED)
    for node in find_all(made.text, "note"):
        if node.get("type") == "editorial":
            assert node.getprevious().get(XML_ID) == pointers(node.get("target"))[0]


def test_a_nested_note_stands_inside_the_note_that_it_is_on():
    assert inside(nested(MIXED)) == ["n1", "n3"]


def test_flat_notes_follow_the_note_that_they_are_on_and_none_is_in_another():
    made = flat(MIXED)
    assert inside(made) == []
    assert [name for name, _ in notes_of(made)] == [None, "n1", "n3", "n2"]


@pytest.mark.parametrize("form", FORMS)
def test_a_document_without_registers_keeps_no_stand_off_part(form):
    assert form(MIXED).stand_off is None


@pytest.mark.parametrize("form", FORMS)
def test_registers_stay_apart(form):
    people = '<listPerson><person xml:id="per.orr"><persName>Orr</persName></person></listPerson>'
    made = document(f"<p>One{anchor('n1')}.</p>", listed("orr", note("n1")), people)
    assert [node.tag.rpartition("}")[2] for node in form(made).stand_off] == ["listPerson"]
    assert serialise(stand_off(form(made))) == serialise(made)


@pytest.mark.parametrize("form", [*FORMS, stand_off])
def test_a_form_changes_nothing_in_the_document_that_it_is_made_of(form):
    before = serialise(MIXED)
    form(MIXED)
    assert serialise(MIXED) == before


@pytest.mark.parametrize("form", [*FORMS, stand_off])
def test_a_form_made_twice_is_the_same(form):
    once = form(MIXED)
    assert serialise(form(once)) == serialise(once)


def test_one_form_is_made_of_the_other_as_of_the_document():
    assert serialise(nested(flat(MIXED))) == serialise(nested(MIXED))
    assert serialise(flat(nested(MIXED))) == serialise(flat(MIXED))


@pytest.mark.parametrize("form", FORMS)
def test_the_way_back_gives_the_same_bytes(form):
    assert serialise(stand_off(form(MIXED))) == serialise(MIXED)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXPECTED)
def test_the_way_back_gives_the_bytes_of_the_encoding_contract(name, form, shared):
    made = parse((shared / name).read_bytes())
    assert serialise(stand_off(parse(serialise(form(made))))) == serialise(made)


@pytest.mark.parametrize("form", FORMS)
def test_lists_in_an_order_of_their_own_keep_it(form):
    made = document(
        f"<p>One{anchor('n1')} two{anchor('n2')} three{anchor('n3')}.</p>",
        listed("desk", note("n1", "desk")) + "\n    " + listed("orr", note("n3"), note("n2")),
    )
    assert b"edition-notes" in serialise(form(made))
    assert serialise(stand_off(form(made))) == serialise(made)


def test_an_order_that_the_hands_give_needs_no_instruction():
    assert b"edition-notes" not in serialise(nested(MIXED))


def test_a_list_with_a_heading_stays_as_it_is():
    headed = listed("orr", note("n1")).replace("\n      <note", "\n      <head>H</head><note")
    made = document(f"<p>One{anchor('n1')}.</p>", headed)
    assert serialise(nested(made)) == serialise(made)


def test_notes_that_nothing_in_the_text_leads_to_stay_in_their_list():
    circle = listed("orr", note("n1", words=anchor("n2")), note("n2", words=anchor("n1")))
    made = document("<p>One.</p>", circle)
    assert serialise(nested(made)) == serialise(made)


def test_a_note_written_into_the_text_gets_an_anchor_and_a_list():
    inline = '<note type="editorial" subtype="desk" resp="#desk" xml:id="ngxk3"><p>So.</p></note>'
    made = stand_off(document(f"<p>One{inline} two.</p>"))
    assert [node.get(XML_ID) for node in find_all(made.text, "anchor")] == ["a.gxk3"]
    assert next(find_all(made.stand_off, "note")).get("target") == "#a.gxk3"
    assert text_of(next(find_all(made.text, "p"))) == "One two."


def test_the_rule_of_a_list_travels_with_its_notes():
    assert [n.get("corresp") for n in find_all(nested(MIXED).text, "note") if n.get(XML_ID) == "n1"] == [
        "#rule.brackets"
    ]


def test_the_words_of_the_text_stay_as_they_are():
    def plain(made):
        return text_of(made.text, lambda node: is_element(node, "note"))

    assert plain(nested(MIXED)) == plain(flat(MIXED)) == plain(MIXED)


def generated(seed):
    """A document of paragraphs, authors' notes and notes of four hands on text and notes, in order of the hands."""
    chance = random.Random(seed)
    hands = ["orr", "crane", "unknown", "desk"]
    lists = {hand: [] for hand in hands}
    count = iter(range(1_000))

    def words(depth):
        out = []
        for _ in range(chance.randrange(1, 4)):
            out.append(chance.choice(["one ", "<hi>two</hi>", " ", "three"]))
            if chance.random() < 0.5 / depth:
                hand, name = chance.choice(hands), f"n{next(count)}"
                at = len(lists[hand])
                lists[hand].append("")
                lists[hand][at] = note(name, hand, words(depth + 1))
                out.append(anchor(name))
            elif depth == 1 and chance.random() < 0.3:
                out.append(f'<note type="authorial" resp="#wren"><p>{words(2)}</p></note>')
        return "".join(out)

    text = "\n      ".join(f"<p>{words(1)}</p>" for _ in range(chance.randrange(1, 4)))
    return document(text, "\n    ".join(listed(hand, *lists[hand]) for hand in hands if lists[hand]))


@pytest.mark.parametrize("form", FORMS)
def test_any_document_comes_back_as_it_was(form):
    for seed in range(100):
        made = generated(seed)
        assert serialise(stand_off(parse(serialise(form(made))))) == serialise(made), seed


@pytest.mark.parametrize("form", FORMS)
def test_both_forms_are_tei(form, shared, outside_tool, tmp_path):
    jing = outside_tool("jing")
    (tmp_path / "edition.rng").write_bytes(resource("tei", "edition.rng"))
    files = []
    for number, name in enumerate(EXPECTED):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(serialise(form(parse((shared / name).read_bytes()))))
    for schema in (shared / "schemas" / "tei_all.rng", tmp_path / "edition.rng"):
        assert subprocess.run([jing, schema, *files], capture_output=True, text=True, check=False).stdout == ""
