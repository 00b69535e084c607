"""By which schema a file is checked when it names one itself."""

from pathlib import Path

import pytest

from edition.checking import check_files
from edition.mending import mend_files
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
    assert "b.xml" in {Path(message.path).name for message in report}


@pytest.mark.parametrize(
    "schema",
    [
        "<grammar",
        LAMPS.replace("<mixed>", '<ref name="none"/><mixed>'),
        LAMPS.replace("<mixed>", "<mixed><wick/>"),
        LAMPS.replace("<mixed>", "<mixed><oneOrMore/>"),
        LAMPS.replace("<start>", '<include href="../../secret.rng"/><start>'),
    ],
    ids=["cut", "no-such-name", "annotated", "empty", "unsafe"],
)
def test_files_that_name_a_broken_schema_are_checked_by_ours_and_its_fault_is_told_once(
    tmp_path: Path, schema: str
) -> None:
    files = [tmp_path / f"{number}.xml" for number in range(5)]
    for file in files:
        file.write_text(f'<?xml-model href="broken.rng"?>{TEI}')
    (tmp_path / "broken.rng").write_text(schema)
    report, code = check_files([tmp_path], lambda _: None)
    assert len([message for message in report if message.path == str(tmp_path / "broken.rng")]) == 1
    assert {message.line for message in report if message.code == "W618"} == {1}
    for wanted in ("W618", "E201"):
        assert [message.path for message in report if message.code == wanted] == list(map(str, files))
    assert (len(report.broken), code) == (5, 4 if "secret" in schema else 2)


def test_a_broken_schema_that_a_file_names_keeps_nothing_from_being_mended(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f'<?xml-model href="broken.rng"?>{TEI.replace("<body", """<body xml:lang="en_US" """)}')
    (tmp_path / "broken.rng").write_text("<grammar")
    assert mend_files([file], lambda _: None, is_written=False).count == 1


def test_a_schema_in_the_compact_syntax_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "lamps.rnc").write_text("start = element TEI { text }")
    (tmp_path / "a.xml").write_text(f'<?xml-model href="lamps.rnc"?>{TEI}')
    report, code = check_files([tmp_path], lambda _: None)
    assert {"E201", "I617"} <= codes(list(report))
    assert "compact" in next(message.text for message in report if message.code == "I617")
    assert code == 0


def test_of_two_schemas_the_one_that_can_be_read_is_taken(tmp_path: Path) -> None:
    (tmp_path / "lamps.rng").write_text(LAMPS)
    (tmp_path / "a.xml").write_text(
        f'<?xml-model href="a.rnc"?><?xml-model href="a.sch"?><?xml-model href="lamps.rng"?>{TEI}'
    )
    assert codes(list(check_files([tmp_path], lambda _: None)[0])) == {"I617"}


@pytest.mark.parametrize("line", ['href="a.xsd" schematypens="http://www.w3.org/2001/XMLSchema"', 'href="a.xsd"',
                                  'href="lamps.rng" schematypens="http://purl.oclc.org/dsdl/schematron"',
                                  'href="lamps.rng" type="application/schematron+xml"'])  # fmt: skip
def test_a_schema_in_another_language_is_passed_over(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.xsd").write_text("<schema/>")
    (tmp_path / "lamps.rng").write_text(LAMPS)
    (tmp_path / "a.xml").write_text(f"<?xml-model {line}?>{TEI}")
    found = codes(list(check_files([tmp_path], lambda _: None)[0]))
    assert "E201" in found
    assert not {"I617", "W618"} & found


@pytest.mark.parametrize("names", ["//[lamps", "a%00b.rng", "http://[lamps", "x" * 5000, "lamps.rng%", "."])
def test_an_address_that_is_none_leads_nowhere(tmp_path: Path, names: str) -> None:
    assert "E201" in codes(found(tmp_path, names))


def test_a_schema_of_the_user_says_itself_what_a_document_begins_with(tmp_path: Path) -> None:
    (tmp_path / "corpus.xml").write_text(TEI.replace("TEI xmlns", "teiCorpus xmlns").replace("</TEI>", "</teiCorpus>"))
    (tmp_path / "lamps.rng").write_text(LAMPS)
    asked = check_files([tmp_path / "corpus.xml"], lambda _: None, tmp_path / "lamps.rng")
    assert codes(list(asked[0])) == set()
    assert codes(list(check_files([tmp_path / "corpus.xml"], lambda _: None)[0])) == {"E106"}
