"""Ids that stay: which units have them, and what an editor may decide without changing one."""

import random
import re
from pathlib import Path

import pytest

from edition.anchors import assign, units
from edition.decisions import read_decisions
from edition.document import parse, serialise
from edition.encoding.encoder import encode
from edition.errors import QuestionsOpen
from edition.ledger import Ledger, new_mint, read_ledger, write_ledger
from edition.settings import read_settings
from edition.tree import XML_ID, find_all, local_name, text_of

SHARED = Path(__file__).parents[2] / "shared"
EXPECTED = ["design/encoding-example.xml", *(f"hard-cases/{name}/expected.xml" for name in (
    "1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span"))]  # fmt: skip
HANDS = """<respStmt xml:id="orr"><resp>notes to the translation</resp><name>Orr</name></respStmt>
<respStmt xml:id="desk"><resp>encoding and notes of this edition</resp><name>the desk</name></respStmt>"""
ORR = '<note type="editorial" resp="#orr" {n} xml:id="{id}" target="#a.{id}"><p>{words}</p></note>'
DESK = '<note type="editorial" resp="#desk" xml:id="{id}" target="#a.{id}"><p>{words}</p></note>'


def edition(body, notes=""):
    lists = f'<standOff><listAnnotation type="notes">{notes}</listAnnotation></standOff>' if notes else ""
    return parse(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/>{HANDS}</titleStmt>'
        f"</fileDesc></teiHeader>{lists}<text><body>{body}</body></text></TEI>".encode()
    )


def encoded(body, notes="", ledger=None):
    return assign(edition(body, notes), ledger or Ledger({}), new_mint(random.Random(1).choice))


def kept(before, after):
    """Words and bare ids of the units in `after` that were in `before` already; arguments are (body, notes)."""
    _, ledger = encoded(*before)
    mint = new_mint(random.Random(2).choice)
    document, _ = assign(edition(*after), ledger, mint)
    return {words(u): u.get(XML_ID)[1:] for u in units(document) if u.get(XML_ID)[1:] in ledger.entries}


def words(unit):
    return re.sub(r"\W+", " ", text_of(unit)).strip()


def first_id(body, notes=""):
    document, _ = encoded(body, notes)
    return next(units(document)).get(XML_ID)[1:]


def numbers(body):
    document, _ = encoded(body)
    return [unit.get("n") for unit in units(document) if local_name(unit) != "note"]


@pytest.mark.parametrize("name", EXPECTED)
def test_units_and_numbers_are_those_of_the_encoding_contract(name):
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    document = parse((SHARED / name).read_bytes())
    result, _ = assign(document, Ledger({}), new_mint())
    pairs = zip(document.tree.iter("{*}*"), result.tree.iter("{*}*"), strict=True)
    different = [
        old for old, new in pairs if (old.get(XML_ID) is None, old.get("n")) != (new.get(XML_ID) is None, new.get("n"))
    ]
    assert {local_name(node) for node in different} <= {"head"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_second_encoding_leaves_ledger_and_document_byte_identical(name):
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    document = parse((SHARED / name).read_bytes())
    first, ledger = assign(document, Ledger({}), new_mint())
    written = write_ledger(ledger)
    again, after = assign(document, read_ledger(written), None)
    assert (serialise(again), write_ledger(after)) == (serialise(first), written)


def test_a_document_is_not_changed_when_ids_are_assigned():
    document = edition("<p>One.</p>")
    before = serialise(document)
    assign(document, Ledger({}), new_mint())
    assert serialise(document) == before


def test_what_stands_before_the_root_is_kept():
    document = parse(b'<?xml-model href="x.rng"?>' + serialise(edition("<p/>")).split(b"\n", 1)[1])
    assert b"xml-model" in serialise(assign(document, Ledger({}), new_mint())[0])


def test_a_text_without_units_has_an_empty_ledger():
    assert encoded("")[1].entries == {}


def test_a_locked_ledger_asks_before_it_gives_a_new_id():
    with pytest.raises(QuestionsOpen, match=r"1 unit without an id, the first a p: “One\.”"):
        assign(edition("<p>One.</p>"), Ledger({}), None)


def test_paragraphs_in_notes_cells_and_items_are_no_units():
    body = (
        "<p>A<note><p>N</p></note></p><table><row><cell><p>C</p></cell></row></table><list><item><p>I</p></item></list>"
    )
    assert [local_name(unit) for unit in units(edition(body))] == ["p", "note", "table", "list"]


def test_a_heading_of_a_table_is_no_unit_and_that_of_a_division_is():
    body = "<head>H</head><table><head>T</head><row><cell/></row></table><figure><head>F</head></figure>"
    assert [local_name(unit) for unit in units(edition(body))] == ["head", "table", "figure"]


def test_stanzas_inside_a_stanza_group_are_no_units():
    assert [local_name(unit) for unit in units(edition("<lg><lg><l>A</l></lg><lg><l>B</l></lg></lg>"))] == ["lg"]


def test_an_editorial_note_comes_where_its_anchor_stands():
    body = '<p>One.<anchor type="note" xml:id="a.x"/></p><p>Two.</p>'
    assert [words(unit) for unit in units(edition(body, ORR.format(id="x", n="", words="Note.")))] == [
        "One", "Note", "Two"]  # fmt: skip


def test_anchors_and_pointers_follow_their_note():
    body = '<p><anchor type="span-start" xml:id="a.x.from"/>One<anchor type="note" xml:id="a.x"/>'
    body += ' <ref target="#x #u"/></p>'
    note = DESK.format(id="x", words='<ref type="lemma" target="#range(left(a.x.from),left(a.x))">One</ref> So.')
    document, _ = encoded(body + '<p xml:id="u">Two</p>', note)
    bare = next(find_all(document.stand_off, "note")).get(XML_ID)[1:]
    second = list(units(document))[2].get(XML_ID)
    assert [node.get("target") for node in find_all(document.tree, "note", "ref")] == [
        f"#a.{bare}", f"#range(left(a.{bare}.from),left(a.{bare}))", f"#n{bare} #{second}"]  # fmt: skip
    assert [node.get(XML_ID) for node in find_all(document.tree, "anchor")] == [f"a.{bare}.from", f"a.{bare}"]


def test_a_note_that_points_at_no_anchor_keeps_its_pointer():
    document, _ = encoded('<p><persName xml:id="per.orr">Orr</persName><note target="#per.orr"><p>So.</p></note></p>')
    assert next(find_all(document.tree, "note")).get("target") == "#per.orr"


def test_numbers_begin_anew_with_each_chapter():
    chapter = '<div type="chapter"><p>A</p><div type="section"><p>B</p></div></div>'
    assert numbers(chapter + chapter) == ["1", "2", "1", "2"]


def test_numbers_go_on_through_a_letter_and_a_block_quotation_between_paragraphs():
    letter = "<floatingText><body><p>B</p></body></floatingText>"
    assert numbers(f"<p>A</p>{letter}<quote rend='block'><p>C</p></quote><p>D</p>") == ["1", "2", "3", "4"]


def test_a_display_inside_a_paragraph_has_no_number():
    assert numbers("<p>A <quote rend='block'><p>B</p><lg n='7'><l>C</l></lg></quote> D</p>") == ["1", None, None]


def test_a_published_number_stays_and_a_new_paragraph_is_17a():
    _, ledger = encoded("<p>One two three.</p><p>Four five six.</p>")
    live = read_ledger(write_ledger(ledger).replace(b'"draft"', b'"live"'))
    document, _ = encoded("<p>Three.</p><p>One two three.</p><p>New.</p><p>Four five six.</p><p>Last.</p>", "", live)
    assert [unit.get("n") for unit in units(document)] == ["0a", "1", "1a", "2", "3"]


def test_a_draft_that_is_gone_vanishes_and_a_published_id_stays():
    _, ledger = encoded("<p>One.</p><p>Two.</p>")
    live = read_ledger(write_ledger(ledger).replace(b'"draft"', b'"live"', 1))
    _, after = encoded("<p>Quite other words altogether here.</p>", "", live)
    assert sorted(entry.state for entry in after.entries.values()) == ["deleted", "draft"]


def test_a_deleted_paragraph_that_comes_back_has_its_old_id():
    _, ledger = encoded("<p>One.</p><p>Two.</p>")
    live = read_ledger(write_ledger(ledger).replace(b'"draft"', b'"live"'))
    _, without = encoded("<p>Two.</p>", "", live)
    _, again = encoded("<p>One.</p><p>Two.</p>", "", without)
    assert again.entries == live.entries


P = "The harbour was full of lamps that night."
Q = "We lit them all because we were told to."
R = "Nobody knew who had given the order."
PLAIN = f"<p>{P}</p><p>{Q}</p><p>{R}</p>"
SAME_WORDS = {
    "an emendation": PLAIN.replace("lamps", "<choice><sic>lamps</sic><corr>ships</corr></choice>"),
    "a deletion": PLAIN.replace("full ", "<choice><sic>full </sic><corr/></choice>"),
    "an insertion": PLAIN.replace("full", "<choice><sic/><corr>very </corr></choice>full"),
    "a word supplied": PLAIN.replace("full", '<supplied resp="#desk">very </supplied>full'),
    "a name": PLAIN.replace("harbour", '<placeName ref="#x">harbour</placeName>'),
    "a note of ours": PLAIN.replace("night.", 'night.<note type="authorial"><p>So.</p></note>'),
    "a quotation": f'<p>{P}</p><quote rend="block"><p>{Q}</p></quote><p>{R}</p>',
    "a quotation in a sentence": f'<p>{P} <quote rend="block"><p>{Q}</p></quote> {R}</p>',
    "a join": f'<p>{P}<milestone unit="paragraph" type="sic"/> {Q}</p><p>{R}</p>',
    "a split": PLAIN.replace("of lamps", '</p><p><milestone unit="paragraph" type="corr"/>of lamps'),
    "a caption": f"<p>{P}</p><figure><head>{Q}</head><gap/></figure><p>{R}</p>",
    "a heading": f"<p>{P}</p><div><head>{Q.upper()}</head><p>{R}</p></div>",
    "a table": f"<p>{P}</p><table><row><cell>We lit them all</cell><cell>{Q[16:]}</cell></row></table><p>{R}</p>",
    "a list": f"<p>{P}</p><list><item>We lit them all</item><item>{Q[16:]}</item></list><p>{R}</p>",
    "verse": f"<p>{P}</p><lg><l>We lit them all</l><l>{Q[16:]}</l></lg><p>{R}</p>",
    "a speech": f"<p>{P}</p><sp><speaker>We</speaker><p>{Q[3:]}</p></sp><p>{R}</p>",
    "a letter": f"<p>{P}</p><floatingText><body><opener><salute>We lit</salute></opener>"
    f"<p>{Q[7:]}</p></body></floatingText><p>{R}</p>",
    "an attribution": f'<p>{P}</p><cit><quote rend="block"><p>{Q[:30]}</p></quote> <bibl>{Q[30:]}</bibl></cit>'
    f"<p>{R}</p>",
    "a section": f"<p>{P}</p><div><p>{Q}</p><p>{R}</p></div>",
}


@pytest.mark.parametrize("decision", SAME_WORDS)
def test_unchanged_words_keep_their_ids_under(decision):
    _, ledger = encoded(PLAIN)
    _, after = encoded(SAME_WORDS[decision], "", ledger)
    assert len(ledger.entries.keys() & after.entries) == min(3, len(after.entries))


@pytest.mark.parametrize("decision", SAME_WORDS)
def test_unchanged_words_keep_their_ids_when_the_editor_takes_back(decision):
    _, ledger = encoded(SAME_WORDS[decision])
    _, after = encoded(PLAIN, "", ledger)
    assert len(ledger.entries.keys() & after.entries) == min(3, len(ledger.entries))


def test_a_paragraph_split_in_two_keeps_its_id_at_its_first_part():
    assert list(kept((PLAIN,), (SAME_WORDS["a split"],))) == ["The harbour was full", words_of(Q), words_of(R)]


def words_of(text):
    return re.sub(r"\W+", " ", text).strip()


NOTE = '<p>One<note type="authorial" n="1" xml:id="n1"><p>{}</p></note> two.</p>'


def test_a_bracket_split_off_a_note_leaves_the_note_its_id():
    whole = NOTE.format("The clerk’s phrase. [He used it.] I never heard it.")
    mixed = NOTE.format('The clerk’s phrase.<anchor type="note" xml:id="a.x"/> I never heard it.')
    after = kept((whole,), (mixed, ORR.format(id="x", n="", words="He used it.")))
    assert "The clerk s phrase I never heard it" in after
    assert "He used it" not in after


def test_a_note_that_a_rule_gives_to_another_hand_keeps_its_id():
    whole = NOTE.format("[He used it.]")
    moved = '<p>One<anchor type="note" xml:id="a.x"/> two.</p>'
    assert "He used it" in kept((whole,), (moved, ORR.format(id="x", n='n="1"', words="He used it.")))


def test_a_note_of_ours_on_a_note_leaves_the_note_its_id():
    on = NOTE.format('He used it.<anchor type="note" xml:id="a.x"/>')
    after = kept((NOTE.format("He used it."),), (on, DESK.format(id="x", words="He did not.")))
    assert "He used it" in after


def test_notes_with_the_same_words_keep_their_ids_when_one_of_them_goes():
    ibid = '<note n="{0}"><p>Ibid.</p></note>'
    body = "".join(f"<p>Paragraph {word} stands here.{ibid.format(n)}</p>" for n, word in enumerate("abcd"))
    less = body.replace(ibid.format(1), "")
    first, ledger = encoded(body)
    second, _ = encoded(less, "", ledger)
    ids = {unit.get("n"): unit.get(XML_ID) for unit in find_all(first.tree, "note")}
    assert {unit.get("n"): unit.get(XML_ID) for unit in find_all(second.tree, "note")} == {
        key: value for key, value in ids.items() if key != "1"}  # fmt: skip


def test_a_reworded_paragraph_keeps_its_id_in_its_own_slot():
    after = kept((PLAIN,), (PLAIN.replace("because we were", "since we had been"),))
    assert len(after) == 3


def test_a_paragraph_with_other_words_gets_a_new_id():
    assert len(kept((PLAIN,), (PLAIN.replace(Q, "A ship came in at dawn without a light."),))) == 2


def test_a_paragraph_that_moved_keeps_its_id():
    assert len(kept((PLAIN,), (f"<p>{R}</p><p>{P}</p><p>{Q}</p>",))) == 3


def test_a_unit_that_changes_its_kind_keeps_its_bare_id():
    document, ledger = encoded(PLAIN)
    after, _ = encoded(SAME_WORDS["a caption"], "", ledger)
    assert [u.get(XML_ID) for u in units(after)][1] == "f" + [u.get(XML_ID) for u in units(document)][1][1:]


def test_a_unit_that_bears_an_id_of_the_ledger_keeps_it_when_its_words_change():
    document, ledger = encoded(PLAIN)
    changed = parse(serialise(document).replace(Q.encode(), b"Quite other words."))
    _, after = assign(changed, ledger, None)
    assert after.entries.keys() == ledger.entries.keys()


def test_the_ledger_holds_no_words():
    _, ledger = encoded(PLAIN)
    assert not re.search(rb"harbour|lamps|order", write_ledger(ledger))


def test_ten_thousand_paragraphs_get_ids_of_both_lengths():
    body = "".join(f"<p>Paragraph {number} of many that are alike.</p>" for number in range(9_000))
    _, ledger = encoded(body)
    assert {len(bare) for bare in ledger.entries} == {4, 5}
    assert encoded(body, "", ledger)[1] == ledger


def replayed(specimen, steps):
    """Pairs of ledgers, before and after each of `steps`, lists of decisions under which the specimen is encoded."""
    settings = read_settings((specimen / "edition.toml").read_bytes())
    sources = {source.file: (specimen / source.file).read_bytes() for source in settings.source}
    mint, ledger = new_mint(random.Random(1).choice), None
    for decisions in steps:
        made = encode(settings, sources, decisions).document
        before, (_, ledger) = ledger, assign(made, ledger or Ledger({}), mint)
        if before is not None:
            yield before.entries.keys(), ledger.entries.keys()


def decisions_of(specimen):
    return list(read_decisions((specimen / "decisions.toml").read_bytes(), "decisions.toml"))


def test_the_decisions_of_the_specimen_made_one_by_one_change_no_id(specimen):
    decisions = decisions_of(specimen)
    order = random.Random(5).sample(decisions, len(decisions))
    steps = [[one for one in decisions if one in order[:count]] for count in range(len(order) + 1)]
    assert not [(before - after, after - before) for before, after in replayed(specimen, steps)
                if before - after and after - before]  # fmt: skip


@pytest.mark.long
def test_the_decisions_of_the_specimen_taken_back_one_by_one_change_no_id(specimen):
    decisions = decisions_of(specimen)
    steps = [part for one in decisions for part in (decisions, [other for other in decisions if other is not one])]
    assert not [(before - after, after - before) for before, after in replayed(specimen, steps)
                if before - after and after - before]  # fmt: skip
