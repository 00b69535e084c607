"""By which schema a file is checked when it names one itself."""

from pathlib import Path

import pytest

from edition.checking import check_files
from edition.report import Message
from edition.resources import resource

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>The <lamp>lamp</lamp>.</p></body></text></TEI>'
LAMPS = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
<start><ref name="any"/></start>
<define name="any"><element><anyName/><mixed><zeroOrMore>
<choice><ref name="any"/><attribute><anyName/></attribute></choice></zeroOrMore></mixed></element></define></grammar>"""


def found(folder: Path, names: str, text: str = TEI) -> list[Message]:
    """What the checks say to a file that names a schema."""
    file = folder / "letters" / "a.xml"
    file.parent.mkdir(exist_ok=True)
    model = f'<?xml-model href="{names}" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    file.write_text(f"{model}\n{text}")
    return list(check_files([file], lambda _: None)[0])


def codes(messages: list[Message]) -> set[str]:
    return {message.code for message in messages}


def test_a_schema_beside_the_file_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "lamps.rng").write_text(LAMPS)
    assert codes(found(tmp_path, "lamps.rng")) == {"I617"}


def test_our_own_schema_under_another_name_is_ours(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "ours.rng").write_bytes(resource("tei", "edition.rng"))
    assert "E201" in codes(found(tmp_path, "ours.rng"))


@pytest.mark.parametrize(
    "names", ["https://example.org/lamps.rng", "../../../etc/lamps.rng", "../lamps.rng", "none.rng"]
)
def test_a_schema_elsewhere_is_not_read(tmp_path: Path, names: str) -> None:
    (tmp_path / "lamps.rng").write_text(LAMPS)
    assert {"E201", "I617"} <= codes(found(tmp_path, names))


def test_a_broken_schema_that_a_file_names_is_told_and_stops_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f'<?xml-model href="broken.rng"?>{TEI}')
    (tmp_path / "b.xml").write_text(TEI)
    (tmp_path / "broken.rng").write_text("<grammar")
    report, code = check_files([tmp_path], lambda _: None)
    assert code == 2
    assert {Path(message.path).name for message in report} == {"broken.rng", "b.xml"}
