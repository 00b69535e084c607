"""The TEI that we write names its schema, which lies beside it: editors validate while one types."""

import re
from pathlib import Path

import pytest
from commands import run
from editions import contents
from lxml import etree

from edition.document import parse, serialise
from edition.resources import resource
from edition.schema_association import associated, associated_schema

pytestmark = pytest.mark.usefixtures("gives_new_ids")

TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
OURS = resource("tei", "edition.rng")


def validates(path: Path) -> bool:
    """Whether a TEI file is valid by the schema that its line names, as an editor finds it."""
    tree = etree.parse(path)
    line = tree.getroot().getprevious()
    assert line is not None
    return etree.RelaxNG(etree.parse(path.parent / line.get("href", ""))).validate(tree)


def test_the_line_is_the_one_that_editors_look_for() -> None:
    assert serialise(associated(parse(TEI))).split(b"\n")[1] == (
        b'<?xml-model href="edition.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    )


def test_the_line_is_written_once() -> None:
    once = associated(parse(TEI))
    assert serialise(associated(once)) == serialise(once)


def test_the_document_itself_is_not_changed() -> None:
    document = parse(TEI)
    associated(document)
    assert associated_schema(document) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('<?xml-model href="tei_all.rng"?>', "tei_all.rng"),
        ('<?xml-model href="a.rnc" type="application/relax-ng-compact-syntax"?>', "a.rnc"),
        ('<?xml-model href="a.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>', ""),
        ('<!-- xml-model --><?xml-stylesheet href="a.css"?>', ""),
    ],
)
def test_the_schema_that_a_document_names_is_found(line: str, found: str) -> None:
    assert associated_schema(parse(line.encode() + TEI)) == found


def test_an_edition_is_encoded_with_its_schema_beside_it(lamp: Path) -> None:
    run("encode", lamp)
    assert (lamp / "edition.rng").read_bytes() == OURS
    assert validates(lamp / "text.xml")


def test_an_old_schema_is_replaced_when_an_edition_is_encoded(lamp: Path) -> None:
    (lamp / "edition.rng").write_text("<old/>")
    run("encode", lamp)
    assert (lamp / "edition.rng").read_bytes() == OURS


def test_a_link_to_the_same_schema_stays_a_link(lamp: Path, root: Path) -> None:
    (lamp / "edition.rng").symlink_to(root / "tei" / "edition.rng")
    run("encode", lamp)
    assert (lamp / "edition.rng").is_symlink()


@pytest.mark.parametrize("form", ["standoff", "nested", "flat"])
def test_the_tei_of_an_output_folder_is_valid_by_the_schema_beside_it(lamp: Path, form: str) -> None:
    run("build", lamp, "--to", "tei", "--notes", form)
    assert validates(lamp / "build" / "edition.xml")


def test_an_edition_encoded_again_is_the_same(lamp: Path) -> None:
    run("encode", lamp)
    before = contents(lamp)
    assert run("encode", lamp).exit_code == 0
    assert contents(lamp) == before


def test_a_tei_of_somebody_else_keeps_its_own_line_and_gets_no_schema(lamp: Path, tmp_path: Path) -> None:
    run("encode", lamp)
    text = re.sub(r'href="[^"]*"', 'href="house.rng"', (lamp / "text.xml").read_text(), count=1)
    (tmp_path / "other.xml").write_text(text)
    assert run("build", tmp_path / "other.xml", "--to", "tei").exit_code == 0
    assert sorted(contents(tmp_path / "other-build")) == ["edition.xml", "manifest.json"]
    assert 'href="house.rng"' in (tmp_path / "other-build" / "edition.xml").read_text()


def test_the_specimen_names_the_schema_that_lies_beside_it(specimen: Path) -> None:
    assert validates(specimen / "text.xml")
