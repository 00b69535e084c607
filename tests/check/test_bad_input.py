"""What is no TEI, no XML or no schema, and folders of a thousand files: all are told of, none stops the others."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from edition import neighbours
from edition.checking import check_files
from edition.errors import EditionError, SettingsError, UnsafeReference
from edition.files import read_file
from edition.report import Message, Report, Severity

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A Winter of Lamps</title></titleStmt><publicationStmt><publisher>the desk"
    "</publisher></publicationStmt><sourceDesc><bibl>Wren</bibl></sourceDesc></fileDesc></teiHeader>"
)
TEI = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}<text><body><p>Lamps.</p></body></text></TEI>'
GOOD = TEI.encode()
BROKEN = {
    "no-xml.xml": (b"Ada Wren, A Winter of Lamps", "E101", 8),
    "cut.xml": (GOOD[:-20], "E101", 8),
    "no-tei.xml": (b"<html/>", "E106", 3),
    "no-namespace.xml": (b"<TEI/>", "E106", 3),
    "empty.xml": (b"", "E103", 8),
    "latin-1.xml": ("<TEI>Öl</TEI>".encode("latin-1"), "E104", 8),
    "no-such-encoding.xml": (b'<?xml version="1.0" encoding="none"?><TEI>\xff</TEI>', "E104", 8),
    "doctype.xml": (b"<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI/>", "E105", 3),
    "deep.xml": (b'<TEI xmlns="http://www.tei-c.org/ns/1.0">' + b"<p>" * 200 + b"</p>" * 200 + b"</TEI>", "E107", 3),
    "controls.xml": (GOOD.replace(b"Lamps.", b"L\x00mps"), "E101", 8),
    "binary.xml": (bytes(range(256)), "E104", 8),
}
FILES = 1000
NOBODY = 65534
ANY_RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define></grammar>"""


def checked(*paths: Path, schema: Path | None = None) -> tuple[Report, int]:
    """What `edition check` finds, hints left out."""
    report, code = check_files(paths, lambda _: None, schema)
    return Report(report.at_least(Severity.WARNING), report.files), code


def codes(messages: Report | list[Message]) -> list[str]:
    """The codes of messages."""
    return [message.code for message in messages]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_path_and_exit_code(tmp_path: Path, name: str) -> None:
    data, code, exit_code = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(data)
    report, exited = checked(path)
    assert [(message.code, message.path) for message in report] == [(code, str(path))]
    assert exited == exit_code
    assert report.broken == {str(path)}


def test_a_broken_file_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    for name, (data, *_) in BROKEN.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "pointer.xml").write_bytes(GOOD.replace(b"<p>", b'<p corresp="#nowhere">'))
    (tmp_path / "well.xml").write_bytes(GOOD)
    report, code = checked(*(tmp_path / name for name in (*BROKEN, "pointer.xml", "well.xml")))
    assert "E211" in codes(report)
    assert (len(report.files), len(report.broken), code) == (len(BROKEN) + 2, len(BROKEN) + 1, 8)


def test_a_folder_of_a_thousand_files_is_checked_in_bearable_time(tmp_path: Path) -> None:
    for number in range(FILES):
        folder = tmp_path / f"{number % 10}"
        folder.mkdir(exist_ok=True)
        broken = [b"", b"<TEI", GOOD.replace(b"<p>", b'<p corresp="#nowhere">')][number % 3]
        (folder / f"{number:04}.xml").write_bytes(broken if number % 10 == 0 else GOOD)
    steps: list[str] = []
    began = time.process_time()
    report, code = check_files([tmp_path], steps.append)
    assert time.process_time() - began < 20
    assert (len(report.files), len(report.broken), code) == (FILES, FILES // 10, 8)
    assert steps[-1].endswith(f"({FILES} of {FILES})")


def test_files_of_a_folder_come_by_name_and_outputs_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in (
        "b.xml",
        "a/z.xml",
        "a.xml",
        ".git/x.xml",
        "build/x.xml",
        ".x.xml",
        "out/x.xml",
        "notes.txt",
        "c.XML",
        "d.tei",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(GOOD)
    (tmp_path / "out" / "manifest.json").write_text("{}")
    report, _ = checked(tmp_path)
    assert [os.path.relpath(path, tmp_path) for path in report.files] == ["a.xml", "b.xml", "c.XML", "d.tei", "a/z.xml"]


def test_a_file_is_checked_once_however_often_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "text.xml"
    path.write_bytes(GOOD)
    (tmp_path / "again.xml").symlink_to(path)
    report, _ = checked(path, tmp_path, path, tmp_path / "." / "text.xml")
    assert report.files == [str(path)]


def test_xml_of_another_kind_is_no_fault_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "text.xml").write_bytes(GOOD)
    (tmp_path / "page.xml").write_bytes(b"<html/>")
    report, code = check_files([tmp_path], lambda _: None)
    assert [message.path for message in report if message.code == "I616"] == [str(tmp_path / "page.xml")]
    assert (report.worst, code) == (Severity.INFO, 0)
    assert report.files == [str(tmp_path / "text.xml")]


@pytest.mark.parametrize("files", [[], ["page.xml"], ["page.xml", "a/menu.xml"]])
def test_a_folder_without_tei_is_an_error(tmp_path: Path, files: list[str]) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"<html/>")
    report, code = checked(tmp_path)
    assert (codes(report), code) == (["E614"], 3)


def test_a_folder_that_is_named_twice_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_bytes(b"<html/>")
    (tmp_path / "again.xml").symlink_to(tmp_path / "page.xml")
    report, code = checked(tmp_path, tmp_path, tmp_path / ".")
    assert (codes(report), code) == (["E614"], 3)


def test_folders_that_lead_into_each_other_by_links_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "again").symlink_to(tmp_path)
    (tmp_path / "letters" / "a.xml").write_bytes(GOOD)
    report, code = checked(tmp_path)
    assert (report.files, code) == ([str(tmp_path / "letters" / "a.xml")], 0)


def test_a_file_that_vanishes_while_others_are_checked_is_told(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(GOOD)
    report, code = check_files([tmp_path], lambda _: (tmp_path / "b.xml").unlink(missing_ok=True))
    assert [(message.code, Path(message.path).name) for message in report.at_least(Severity.WARNING)] == [
        ("E601", "b.xml")
    ]
    assert (report.files, code) == ([str(tmp_path / name) for name in ("a.xml", "b.xml")], 8)


def test_an_edition_is_checked_by_its_text_and_its_settings(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('format = 1\n[check]\nseverity = { E211 = "warning" }\n')
    for name in ("text.xml", "text.refused.xml", "draft.xml"):
        (tmp_path / name).write_bytes(GOOD.replace(b"<p>", b'<p corresp="#nowhere">'))
    report, code = checked(tmp_path)
    assert report.files == [str(tmp_path / "text.xml")]
    assert "E211" in codes(report)
    assert code == 2, "settings without a source are told"


def test_a_file_that_nobody_may_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.xml").mkdir()
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nowhere.xml")
    (tmp_path / "text.xml").write_bytes(GOOD)
    report, code = checked(tmp_path)
    assert [(message.code, Path(message.path).name) for message in report] == [
        ("E601", "gone.xml"),
        ("E602", "pipe.xml"),
    ]
    assert code == 8


@pytest.fixture
def letters() -> Iterator[Path]:
    """A folder with a TEI file, of a user who is not root: to root no folder is closed."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        with somebody():
            yield from _letters(Path(name) / "letters")


def _letters(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    (folder / "text.xml").write_bytes(GOOD)
    yield folder
    folder.chmod(0o700)


@contextmanager
def somebody() -> Iterator[None]:
    """Be another user than root for a while; the test is skipped where that cannot be."""
    if os.geteuid():
        yield
        return
    try:
        os.seteuid(NOBODY)
    except OSError:
        pytest.skip("root cannot become another user here, and to root no folder is closed")
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("name", ["closed", "closed.xml"])
def test_a_folder_or_a_file_that_nobody_may_open_is_told(letters: Path, name: str) -> None:
    closed = letters / name
    closed.write_bytes(GOOD) if closed.suffix else closed.mkdir()
    closed.chmod(0)
    report, code = checked(letters)
    assert [(message.code, message.path) for message in report] == [("E604", str(closed))]
    assert (str(letters / "text.xml") in report.files, code) == (True, 8)


def test_a_closed_folder_that_is_named_is_told(letters: Path) -> None:
    letters.chmod(0)
    report, code = checked(letters, letters / "text.xml")
    assert (codes(report), code) == (["E604", "E604"], 8)


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    report, code = checked(tmp_path / ("x" * 5000))
    assert (codes(report), code) == (["E604"], 8)


def refused(schema: Path, text: Path) -> EditionError:
    """What ends a check by this schema."""
    with pytest.raises(EditionError) as caught:
        checked(text, schema=schema)
    return caught.value


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A TEI file, beside a folder `schemas`."""
    (tmp_path / "schemas").mkdir()
    path = tmp_path / "text.xml"
    path.write_bytes(GOOD)
    return path


@pytest.mark.parametrize(
    "words",
    [b"", b"start = element TEI { text }", b"<TEI/>", GOOD, b"<grammar xmlns='http://relaxng.org/ns/structure/1.0'",
     b"<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>", b"\xff\xfe\x00"],
    ids=["empty", "compact", "no-namespace", "tei", "cut", "without-start", "binary"],
)  # fmt: skip
def test_what_is_no_schema_ends_the_run_as_wrong_usage(tmp_path: Path, text: Path, words: bytes) -> None:
    schema = tmp_path / "schemas" / "bad.rng"
    schema.write_bytes(words)
    error = refused(schema, text)
    assert isinstance(error, SettingsError)
    assert error.messages[0].path == str(schema)
    assert error.messages[0].remedy


@pytest.mark.parametrize("href", ["../secret.rng", "/etc/passwd", "https://example.org/a.rng", "%2e%2e/secret.rng",
                                  "link.rng", "file:///etc/passwd", "//example.org/a.rng", "//[lamp"])  # fmt: skip
def test_a_schema_that_refers_outside_its_folder_is_unsafe(tmp_path: Path, text: Path, href: str) -> None:
    (tmp_path / "secret.rng").write_text(ANY_RNG)
    (tmp_path / "schemas" / "link.rng").symlink_to(tmp_path / "secret.rng")
    schema = tmp_path / "schemas" / "main.rng"
    schema.write_text(f'<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n<include href="{href}"/></grammar>')
    error = refused(schema, text)
    assert isinstance(error, UnsafeReference)
    assert [(message.code, message.path, message.line) for message in error.messages] == [("E606", str(schema), 2)]


def test_a_schema_may_have_files_in_its_folder(tmp_path: Path, text: Path) -> None:
    (tmp_path / "schemas" / "any.rng").write_text(ANY_RNG)
    schema = tmp_path / "schemas" / "main.rng"
    schema.write_text('<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="any.rng"/></grammar>')
    assert checked(text, schema=schema)[1] == 0


def test_a_schema_that_lacks_a_file_ends_the_run_with_the_line_of_the_reference(tmp_path: Path, text: Path) -> None:
    schema = tmp_path / "schemas" / "main.rng"
    schema.write_text('<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n<include href="gone.rng"/></grammar>')
    message = refused(schema, text).messages[0]
    assert (message.path, message.line) == (str(schema), 2)


@pytest.mark.parametrize("href", ["sub/", "", "."])
def test_a_schema_that_names_a_folder_for_a_file_ends_the_run_as_wrong_usage(
    tmp_path: Path, text: Path, href: str
) -> None:
    (tmp_path / "schemas" / "sub").mkdir()
    schema = tmp_path / "schemas" / "main.rng"
    schema.write_text(f'<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n<include href="{href}"/></grammar>')
    assert isinstance(refused(schema, text), SettingsError)


def test_a_register_is_read_once_for_all_files_that_point_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(path: Path) -> bytes:
        read.append(path.name)
        return read_file(path)

    monkeypatch.setattr(neighbours, "read_file", counting)
    for number in range(5):
        pointing = TEI.replace("<p>", f'<p corresp="persons.xml#p{number}">')
        (tmp_path / f"{number}.xml").write_text(pointing)
    (tmp_path / "persons.xml").write_bytes(GOOD)
    report, _ = checked(tmp_path)
    assert codes(report) == ["E211"] * 5
    assert read == ["persons.xml"]
