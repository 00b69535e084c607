"""Reading TEI from strangers: what is no XML, no TEI or no text is refused with its place; nothing outside is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.document import parse, serialise
from edition.errors import EditionError, InputRefused, Unreadable

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><p>{}</p></text></TEI>'
LETTER = TEI.format("Été")


def said(data: bytes) -> str:
    """The message with which `data` is refused."""
    with pytest.raises(EditionError) as caught:
        parse(data, "letter.xml")
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        b"\xef\xbb\xbf" + LETTER.encode(),
        LETTER.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{LETTER}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{LETTER}'.encode("latin-1"),
        f"<?xml version='1.0' encoding='windows-1252'?>{LETTER}".encode("cp1252"),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 declared", "latin-1", "windows-1252"],
)
def test_a_document_is_read_in_its_encoding(data: bytes) -> None:
    assert serialise(parse(data)).decode().endswith(LETTER + "\n")


def test_utf_8_under_a_wrong_declaration_is_utf_8() -> None:
    data = f'<?xml version="1.0" encoding="ISO-8859-1"?>{LETTER}'.encode()
    assert "Été" in serialise(parse(data)).decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "letter.xml: E103 the file is empty"),
        (b" \n", "letter.xml: E103"),
        (b"<TEI>\n<p></TEI>", "letter.xml:2:4: E101 this is no well-formed XML: </TEI> closes the <p> of line 2."),
        (b"PK\x03\x04", "letter.xml:1:1: E101"),
        (LETTER.encode("latin-1"), "letter.xml:1: E104 byte 62 (0xc9) is no UTF-8"),
        (b'<?xml version="1.0" encoding="utf-7"?>\xff', "letter.xml:1: E109 UTF-7"),
        (b'<?xml version="1.0" encoding="zlib"?>\xff', "letter.xml:1: E104 there is no encoding"),
        (b'<?xml version="1.1"?>' + LETTER.encode(), "letter.xml:1: E109 only XML 1.0"),
        (b"\n<!DOCTYPE TEI>" + LETTER.encode(), "letter.xml:2: E105 a document type declaration"),
        (b"<html/>", "letter.xml:1:1: E106 the root element is “html”, not “TEI”."),
        (b"<TEI/>", "letter.xml:1:1: E106 the root element “TEI” is in no namespace."),
        (b'<TEI xmlns="urn:lamps"/>', "letter.xml:1:1: E106 the root element “TEI” is in the namespace urn:lamps."),
        (b"<a>" * 300 + b"</a>" * 300, "E107"),
        (TEI.format("<p>" * 120 + "</p>" * 120).encode(), "E107 elements are nested more than 100 deep"),
        (TEI.format("&#0;").encode(), "E101"),
    ],
)
def test_what_is_no_tei_is_refused_with_its_place(data: bytes, message: str) -> None:
    assert message in said(data)


def test_utf_7_hides_nothing() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-' + LETTER
    with pytest.raises((Unreadable, InputRefused)):
        parse(hidden.encode())


def test_an_entity_is_not_read() -> None:
    data = '<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + TEI.format("&e;")
    assert "E105" in said(data.encode())


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.screening.SIZE_LIMIT", 10)
    assert "E102" in said(LETTER.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_are_refused(data: bytes) -> None:
    with pytest.raises(EditionError):
        parse(data)
