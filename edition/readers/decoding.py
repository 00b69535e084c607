"""Bytes of a source to characters, strictly: nothing is replaced, and what cannot be a text is refused."""

import codecs
import re

from edition.errors import InputRefused, Unreadable
from edition.report import Message
from edition.screening import SIZE_LIMIT

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
REFUSED = ("utf-7", "utf_7", "u7", "unicode_1_1_utf_7")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
MISREAD = re.compile("[\x7f-\x84\x86-\x9f]")
DECLARED = re.compile(rb"(?i)\b(?:character set encoding|charset|encoding)\s*[:=]\s*[\"']?([A-Za-z0-9_.-]+)")
BINARY = re.compile(rb"[\x00-\x08]")
BINARY_FILE = "this is a binary file", "Give the text itself, not an archive or a word processor’s file."
WIDE = ("utf-16", "utf-32")
NAME_IT = "Name the right encoding in edition.toml, or mend the file."
SAVE_IT = "Save the text as UTF-8."
LATIN_1 = ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii")


def decode(data: bytes, encoding: str, path: str, remedy: str = NAME_IT) -> str:
    """The characters of `data` in `encoding`, without a byte order mark.

    `remedy` says what to do where the encoding is wrong. Raises `Unreadable` with the line for a byte that the
    encoding does not know, and `InputRefused` for an empty file and for control characters that no text has.
    """
    _screen(data, path)
    codec = _bom(data) or _codec(encoding, path)
    if not codec.startswith(WIDE):
        _check_binary(data, path)
    begins = len(codecs.BOM_UTF8) if codec == "utf-8" and data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = data[begins:].decode(codec)
    except UnicodeDecodeError as error:
        start = begins + error.start
        line, column = _place(data[begins:start].decode(codec, "ignore"))
        said = f"byte {start} (0x{data[start]:02x}) is not {encoding}."
        raise Unreadable(Message("E120", said, remedy, path=path, line=line, column=column)) from error
    if not text.strip():
        raise _empty(path)
    _check_characters(text, path, remedy)
    return text


def detect(data: bytes, path: str) -> str:
    """The name of the encoding of `data`: a byte order mark, else UTF-8, else the declared 8-bit set.

    A declared Latin-1 that uses the range 0x80–0x9f is Windows-1252, as on the web. Raises as `decode` does.
    """
    _screen(data, path)
    bom = _bom(data)
    if bom != "utf-16":
        _check_binary(data, path)
    name = bom or ("utf-8" if _is_utf8(data) else _eight_bit(data))
    decode(data, name, path, SAVE_IT)
    return name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(data: bytes) -> str:
    found = DECLARED.search(data)
    name = found[1].decode("ascii").lower() if found else "windows-1252"
    if name in LATIN_1 or name.startswith("utf"):
        name = "windows-1252" if re.search(rb"[\x80-\x9f]", data) or not found else "iso-8859-1"
    return name


def _empty(path: str) -> InputRefused:
    return InputRefused(Message("E121", "the source is empty.", "Give a file with a text in it.", path=path))


def _screen(data: bytes, path: str) -> None:
    if not data.strip():
        raise _empty(path)
    if len(data) > SIZE_LIMIT:
        raise Unreadable(
            Message("E122", f"larger than {SIZE_LIMIT // 2**20} MB.", "Split it into chapters.", path=path)
        )


def _bom(data: bytes) -> str:
    return next((name for mark, name in BOMS if data.startswith(mark)), "")


def _codec(encoding: str, path: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise Unreadable(
            Message("E123", f"there is no encoding “{encoding}”.", "Write utf-8, iso-8859-1 or another.", path=path)
        ) from error
    if name in REFUSED:
        raise InputRefused(Message("E124", "UTF-7 is not read.", "Save the source as UTF-8.", path=path))
    return name


def _check_binary(data: bytes, path: str) -> None:
    """Raise `InputRefused` for bytes that only files other than texts have, whatever their encoding."""
    found = BINARY.search(data)
    if found:
        raise _refused(found[0].decode("latin-1"), data[: found.start()].decode("utf-8", "ignore"), BINARY_FILE, path)


def _check_characters(text: str, path: str, remedy: str) -> None:
    for unwanted, why in (NOT_TEXT, BINARY_FILE), (MISREAD, ("the encoding may be another", remedy)):
        found = unwanted.search(text)
        if found:
            raise _refused(found[0], text[: found.start()], why, path)


def _refused(character: str, before: str, why: tuple[str, str], path: str) -> InputRefused:
    """The error for a character that stands after the words `before`; `why` is a reason and a remedy."""
    line, column = _place(before)
    said = f"the character U+{ord(character):04X} is in no text: {why[0]}."
    return InputRefused(Message("E125", said, why[1], path=path, line=line, column=column))


def _place(before: str) -> tuple[int, int]:
    """The line and the column, from 1, of the character that follows the words `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
