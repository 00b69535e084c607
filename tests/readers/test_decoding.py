"""Bytes become characters strictly, or the run stops with the place of the first that does not."""

import pytest

from edition.errors import EditionError
from edition.readers.decoding import decode, detect


def refusal(data: bytes, encoding: str = "utf-8") -> str:
    with pytest.raises(EditionError) as caught:
        decode(data, encoding, "source.txt")
    return str(caught.value)


def undetected(data: bytes) -> str:
    with pytest.raises(EditionError) as caught:
        detect(data, "source.txt")
    return str(caught.value)


def test_a_byte_order_mark_is_no_character() -> None:
    assert decode(b"\xef\xbb\xbflamps", "utf-8", "") == "lamps"


def test_utf_16_is_read_by_its_mark_whatever_the_settings_say() -> None:
    assert decode("lamps".encode("utf-16"), "utf-8", "") == "lamps"


def test_a_byte_that_the_encoding_does_not_know_is_reported_with_its_place() -> None:
    assert refusal(b"one\ntw\xe9o").startswith("source.txt:2:3: E120 byte 6 (0xe9) is not utf-8.")


def test_a_byte_order_mark_is_counted_as_bytes_and_not_as_a_column() -> None:
    assert refusal(b"\xef\xbb\xbftw\xe9o").startswith("source.txt:1:3: E120 byte 5 (0xe9) is not utf-8.")


def test_a_column_counts_characters() -> None:
    assert refusal("é".encode() + b"\xe9").startswith("source.txt:1:2: E120 byte 2 (0xe9)")


def test_a_programme_is_called_binary_before_its_encoding_is_asked_for() -> None:
    programme = b"\x7fELF\x02\x01\x01\x00\x90\xe9\xff"
    assert "this is a binary file" in refusal(programme)
    assert "this is a binary file" in undetected(programme)


def test_a_text_of_wide_characters_without_a_mark_is_read_as_the_settings_say() -> None:
    assert decode("lamps".encode("utf-16-le"), "utf-16-le", "") == "lamps"


@pytest.mark.parametrize("data", [b"charset=iso-8859-15\nit\x92s", b"\x81\xe9", b"\xef\xbb\xbf\xe9", b"l\xc2\x80mps"])
def test_where_no_settings_exist_yet_no_message_names_them(data: bytes) -> None:
    assert undetected(data).endswith("Save the text as UTF-8.")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"\xff\xfe", b"", b" \n\t"])
def test_an_empty_source_is_refused(data: bytes) -> None:
    assert "the source is empty" in refusal(data)


def test_a_binary_file_is_refused() -> None:
    assert "U+0000 is in no text: this is a binary file" in refusal(b"PK\x00\x01")


def test_a_control_character_points_to_another_encoding() -> None:
    assert "the encoding may be another" in refusal(b"it\x92s", "iso-8859-1")


@pytest.mark.parametrize("name", ["utf-7", "unicode-1-1-utf-7"])
def test_utf_7_is_refused(name: str) -> None:
    assert "UTF-7 is not read" in refusal(b"lamps", name)


def test_an_encoding_that_nobody_knows_is_reported() -> None:
    assert "there is no encoding “klingon”" in refusal(b"lamps", "klingon")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("lämps".encode(), "utf-8"),
        (b"\xef\xbb\xbflamps", "utf-8"),
        ("lamps".encode("utf-16"), "utf-16"),
        (b"Character set encoding: ISO-8859-1\nl\xe4mps", "iso-8859-1"),
        (b"Character set encoding: ISO-8859-1\n\x93l\xe4mps\x94", "windows-1252"),
        (b"Character set encoding: ASCII\nl\xe4mps", "iso-8859-1"),
        (b"charset=koi8-r\n\xcc\xc1\xcd\xd0\xc1", "koi8-r"),
        (b"l\xe4mps", "windows-1252"),
    ],
)
def test_the_encoding_is_found_by_mark_by_trial_or_by_declaration(data: bytes, encoding: str) -> None:
    assert detect(data, "source.txt") == encoding
