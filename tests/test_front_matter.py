"""`front.xml`: the front matter that the desk of an edition writes itself."""

import shutil
from pathlib import Path

import pytest

from edition.build import Request, encode
from edition.document import parse
from edition.drafting import draft
from edition.errors import InputRefused, SettingsError
from edition.frontmatter import read_front
from edition.imprint import imprint
from edition.provenance import made_from
from edition.status import status
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

OURS = '<div type="note-on-the-text" resp="#desk"><head>A word</head><p>Written by hand.</p></div>'
FRONT = '<front xmlns="http://www.tei-c.org/ns/1.0">\n{}\n</front>'


@pytest.fixture
def folder(specimen, tmp_path):
    """A copy of the specimen that may be changed."""
    return Path(shutil.copytree(specimen, tmp_path / "specimen"))


def encoded(folder):
    made = encode(folder, Request(locked=True), lambda _: None)
    assert [message for message in made.report if message.severity.name == "ERROR"] == []
    return made.document


def refused(mark_up):
    with pytest.raises(InputRefused) as error:
        read_front(FRONT.format(mark_up).encode(), "front.xml", "desk")
    return [(message.code, message.line) for message in error.value.messages]


def test_a_draft_has_the_generated_words_and_can_be_encoded(folder):
    draft(folder)
    front = encoded(folder).text[0]
    assert [division.get("type") for division in front] == ["note-on-the-text", "signs"]


def test_a_draft_does_not_overwrite_one_that_is_there(folder):
    (folder / "front.xml").write_text(FRONT.format(OURS))
    with pytest.raises(SettingsError, match="there is a front matter here already"):
        draft(folder)


def test_a_forced_draft_keeps_a_copy(folder):
    (folder / "front.xml").write_text(FRONT.format(OURS))
    draft(folder, force=True)
    assert [path.name for path in folder.glob("front.xml*.bak")] == ["front.xml.1.bak"]


def test_what_the_desk_wrote_is_in_page_and_text(folder):
    (folder / "front.xml").write_text(FRONT.format(OURS))
    document = encoded(folder)
    assert "Written by hand." in write_plain_text(document)[0].decode()
    assert "Written by hand." in "".join(page.decode() for page in write_html(document)[0].values())


def test_the_front_matter_takes_no_ids_and_no_numbers_from_the_text(folder):
    before = (folder / "anchors.jsonl").read_bytes()
    (folder / "front.xml").write_text(FRONT.format(OURS))
    encoded(folder)
    assert (folder / "anchors.jsonl").read_bytes() == before


def test_the_front_matter_is_an_input(folder):
    (folder / "front.xml").write_text(FRONT.format(OURS))
    assert "front.xml" in made_from(encoded(folder))
    (folder / "front.xml").write_text(FRONT.format(OURS.replace("hand", "heart")))
    assert any("front.xml" in message.text for message in status(folder))


def test_an_edition_that_loses_its_front_matter_is_as_it_was(folder):
    before = (folder / "text.xml").read_bytes()
    (folder / "front.xml").write_text(FRONT.format(OURS))
    encoded(folder)
    (folder / "front.xml").unlink()
    encoded(folder)
    assert (folder / "text.xml").read_bytes() == before


def test_a_division_without_the_desks_hand_is_told_with_its_line():
    assert refused('\n<div type="preface"><p>a</p></div>') == [("E635", 3)]


def test_words_outside_a_division_are_told_with_their_line():
    assert refused("<p>a</p>") == [("E635", 2)]


def test_what_the_schema_refuses_is_told_with_its_line():
    assert refused(f'{OURS}\n<div type="preface" resp="#desk"><para>a</para></div>') == [("E201", 3)]


def test_another_root_is_refused():
    with pytest.raises(InputRefused, match="Begin with <front"):
        read_front(b'<text xmlns="http://www.tei-c.org/ns/1.0"/>', "front.xml", "desk")


def test_a_front_matter_can_be_drafted_from_the_tei_only(folder):
    (folder / "text.xml").unlink()
    with pytest.raises(InputRefused, match=r"no text\.xml yet"):
        draft(folder)


def test_the_draft_is_valid_by_itself(folder):
    place = draft(folder)
    assert len(read_front(place.read_bytes(), str(place), "desk")) == 2
    assert parse((folder / "text.xml").read_bytes()).text[0].tag.endswith("body")


def test_rights_of_several_layers_are_paragraphs_of_the_imprint(folder):
    settings = (folder / "edition.toml").read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("rights ="))
    rights = 'rights = """\nText: nobody.\nNotes: H. Lyle.\n"""'
    (folder / "edition.toml").write_text(settings.replace(line, rights), encoding="utf-8")
    assert imprint(encoded(folder)).rights == ("Text: nobody.", "Notes: H. Lyle.")
