"""What is open in an edition, told by `edition status` as `edition check` tells it."""

from pathlib import Path

import pytest
from editions import SOURCE, write_edition

from edition.build import Request, build, encode
from edition.report import Message
from edition.status import status

TWO = SOURCE.replace("lit it.", "[perhaps Hale] lit [or so] it.")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (TWO.replace(" [or so]", ""), "one place has a hand that nothing settles: line "),
        (TWO, "2 places have a hand that nothing settles: line "),
    ],
)
def test_status_and_check_count_unknown_hands_alike(tmp_path: Path, source: str, said: str) -> None:
    made = encode(write_edition(tmp_path, source), Request(), lambda _: None)
    (checked,) = [message for message in made.report if message.code == "HAND-UNKNOWN"]
    told = found(tmp_path, "S643")
    assert told.text.startswith(said)
    assert checked.text == told.text.partition(":")[0] + "."
    assert checked.line == told.line


def test_one_open_proposal_is_told_in_the_singular(tmp_path: Path) -> None:
    folder = write_edition(tmp_path, SOURCE.replace("The lamp was", "The lan-tern was").replace("it.", "the lantern."))
    encode(folder, Request(), lambda _: None)
    assert found(folder, "S644").text == "one proposal is open."


def test_styles_that_changed_make_the_outputs_that_wear_them_out_of_date(tmp_path: Path) -> None:
    folder = write_edition(tmp_path)
    build(folder, Request(), lambda _: None)
    assert [one.code for one in status(folder) if one.path.endswith("edition.txt")] == ["S640"]
    (folder / "styles").mkdir()
    (folder / "styles" / "labels.toml").write_text("", encoding="utf-8")
    told = found(folder, "S645")
    assert told.path.endswith("edition.txt")
    assert "of the styles and images" in told.text


def found(folder: Path, code: str) -> Message:
    """The one message of this code."""
    (only,) = [message for message in status(folder) if message.code == code]
    return only
