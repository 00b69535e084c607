"""What `init` writes is what it saw: settings that hold, and the evidence beside them."""

import tomllib

import pytest

from edition.encoding import encode
from edition.encoding.conventions import init_settings
from edition.settings import read_settings

BELOW = """The lamps[1] were lit[2] at four.

[1] All six.

[2] By Orr.

In winter the oil[3] ran out, and nobody[4] knew why.

[3] Every year.

[4] But Orr.

It was dark.
"""
STARRED = """THE LAMPS*

They were lit at four.[1]

* Read in 1931.

[1] All six.
"""


def written(text: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(init_settings("lamps.txt", text.encode()))


def test_notes_below_their_paragraphs_are_seen_to_be_so() -> None:
    assert written(BELOW)["notes"]["place"] == "bottom"


def test_the_star_of_a_title_is_the_mark_of_a_note_and_no_part_of_the_title() -> None:
    settings = written(STARRED)
    assert settings["text"]["title"] == "THE LAMPS"
    assert settings["notes"]["title_mark"] == "*"


def test_a_star_that_no_note_begins_with_belongs_to_the_title() -> None:
    assert written(STARRED.replace("* Read in 1931.\n\n", ""))["text"]["title"] == "THE LAMPS*"


def test_marks_inside_notes_are_no_brackets_of_another_hand() -> None:
    assert "passages in square brackets" not in init_settings("lamps.txt", BELOW.encode())


@pytest.mark.parametrize("table", ["publication", "print", "layer", "furniture", "display", "outputs", "markup"])
def test_every_table_of_the_settings_stands_there_to_be_filled_in(table: str) -> None:
    assert f"[{table}]" in init_settings("lamps.txt", BELOW.encode())


def test_what_is_commented_out_holds_once_it_is_filled_in() -> None:
    text = init_settings("lamps.txt", BELOW.encode())
    tables = text[text.index("# [publication]") :].replace("\n# ", "\n").removeprefix("# ")
    settings = read_settings(
        (text[: text.index("# [publication]")] + tables.replace("translator.ann", "desk")).encode()
    )
    assert settings.display.numbering == "by-hand"


def test_a_text_of_one_paragraph_is_a_text_and_no_title() -> None:
    text = "Café noir[1] at four\n\n[1] Black.\n"
    encoded = encode(read_settings(init_settings("lamps.txt", text.encode()).encode()), {"lamps.txt": text.encode()})
    assert next(encoded.document.text.iter("{*}p"), None) is not None


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    assert written("The lamps[1] were lit.\n\nNobody knew why.\n\n[1] All six.\n")["text"]["title"] == "lamps"


def test_a_note_mark_is_no_part_of_the_title() -> None:
    assert written("The Lamps[1]\n\nThey were lit.\n\n[1] All six.\n")["text"]["title"] == "The Lamps"


def test_a_remark_on_the_edition_stands_in_its_header() -> None:
    text = init_settings("lamps.txt", BELOW.encode()) + '[publication]\nnote = "A specimen."\n'
    encoded = encode(read_settings(text.encode()), {"lamps.txt": BELOW.encode()})
    assert [note.text for note in encoded.document.header.iterfind(".//{*}notesStmt/{*}note")] == ["A specimen."]
