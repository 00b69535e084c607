"""What a reader may choose, and where notes may stand: all of it without script."""

import re

import html5lib
import pytest
from test_html import elements, page
from weir import authorial, call, editorial, weir

from edition.writers.html import write_html

CORRECTED = "<choice><sic>teh</sic><corr>the</corr></choice>"


def choices(document):
    """The values of each group of buttons, in order."""
    found = {}
    for button in elements(page(document), "input", type="radio"):
        found.setdefault(button.get("name"), []).append(button.get("value"))
    return found


def source(document):
    return write_html(document)[0]["index.html"].decode()


def notes(*hands):
    """A paragraph with a note of each hand."""
    made = {"author": authorial("n1", "1"), "translator": call("n2"), "desk": call("n3")}
    apart = [editorial("n2", number="2")] * ("translator" in hands) + [editorial("n3", hand="desk")] * ("desk" in hands)
    return weir(f"<p>a{' b'.join(made[hand] for hand in hands)}</p>", *apart)


@pytest.mark.parametrize(
    ("hands", "values"),
    [
        (["author", "translator", "desk"], ["all", "author", "translator"]),
        (["author", "translator"], ["all", "author"]),
        (["author", "desk"], ["all", "author"]),
        (["translator", "desk"], ["all", "translator"]),
    ],
)
def test_a_reader_chooses_among_the_hands_that_there_are(hands, values):
    assert choices(notes(*hands))["notes"] == values


def test_where_all_notes_are_of_one_hand_there_is_nothing_to_choose():
    assert "notes" not in choices(notes("author"))


def test_readings_of_the_source_can_be_chosen_where_there_are_some():
    assert choices(weir(f"<p>{CORRECTED}</p>"))["readings"] == ["corrected", "source"]
    assert "readings" not in choices(weir("<p>a</p>"))


def test_the_first_choice_of_each_group_holds():
    tree = page(notes("author", "desk"))
    checked = [e.get("value") for e in elements(tree, "input") if e.get("checked") is not None]
    assert checked == ["all", "auto"]


def test_calls_and_notes_bear_the_layer_of_their_hand():
    tree = page(notes("author", "translator", "desk"))
    assert [e.get("class") for e in elements(tree, "li") if e.get("data-resp")] == [
        "by-author", "by-translator", "by-desk"
    ]  # fmt: skip
    assert [e.get("class") for e in elements(tree, "sup") if e.get("class") != "sep gen"] == [
        "call by-author", "call by-translator", "call by-desk"
    ]  # fmt: skip


def test_the_reading_of_the_source_stands_hidden_beside_the_corrected_one():
    hidden = [e for e in elements(page(weir(f"<p>{CORRECTED}</p>")), "span") if e.get("hidden") is not None]
    assert [(e.get("class"), e.text) for e in hidden] == [("sic", "teh")]


def test_each_note_in_the_margin_is_held_to_its_call_and_below_the_one_before():
    style = source(notes("author", "translator"))
    assert "#r-n1{anchor-name:--cr1}" in style
    assert "#n2{anchor-name:--r2;top:max(anchor(--cr2 top,0px),anchor(--r1 bottom,0px))}" in style


def test_letters_of_this_edition_are_in_the_other_margin():
    tree = page(notes("author", "desk"))
    assert [e.get("class") for e in elements(tree, "section", role="doc-endnotes")] == ["notes right", "notes left"]


def test_a_page_without_notes_has_no_margin():
    assert "anchor-name" not in source(weir("<p>a</p>"))


def test_an_id_with_signs_is_written_so_that_a_style_sheet_reads_it():
    assert r"#r-n\.1{" in source(weir(f"<p>a{authorial('n.1', '1')}</p>"))


def test_every_style_and_script_of_a_page_is_allowed_by_its_hash():
    tree = html5lib.parse(source(notes("author", "desk")))
    policy = next(e.get("content") for e in elements(tree, "meta") if (e.get("http-equiv") or "").startswith("Content"))
    inline = [e for e in tree.iter() if str(e.tag).rpartition("}")[2] in ("style", "script")]
    assert len(inline) == len(re.findall("sha256-", policy)) == 3


def test_landmarks_and_a_way_past_the_controls():
    tree = page(weir("<p>a</p>"))
    main = elements(tree, "main")[0]
    first = next(e for e in tree.iter() if e.get("href"))
    assert first.get("href") == f"#{main.get('id')}"
    assert [len(elements(tree, name)) for name in ("main", "footer")] == [1, 1]
