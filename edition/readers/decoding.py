"""Bytes of a source to characters, strictly: nothing is replaced, and what cannot be a text is refused."""

import codecs
import re

from edition.errors import InputRefused, Unreadable
from edition.report import Message

SIZE_LIMIT = 64 * 2**20
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
REFUSED = ("utf-7", "utf_7", "u7", "unicode_1_1_utf_7")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
MISREAD = re.compile("[\x7f-\x84\x86-\x9f]")
DECLARED = re.compile(rb"(?i)\b(?:character set encoding|charset|encoding)\s*[:=]\s*[\"']?([A-Za-z0-9_.-]+)")
LATIN_1 = ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii")


def decode(data: bytes, encoding: str, path: str) -> str:
    """The characters of `data` in `encoding`, without a byte order mark.

    Raises `Unreadable` with the line for a byte that the encoding does not know, and `InputRefused` for an empty
    file and for control characters that no text has.
    """
    _screen(data, path)
    try:
        text = data.decode(_bom(data) or _codec(encoding, path))
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start])
        raise Unreadable(
            Message(
                "E120", f"byte {error.start} (0x{data[error.start]:02x}) is not {encoding}.",
                "Name the right encoding in edition.toml, or mend the file.", path=path, line=line, column=column,
            )
        ) from error  # fmt: skip
    _check_characters(text, path)
    return text


def detect(data: bytes, path: str) -> str:
    """The name of the encoding of `data`: a byte order mark, else UTF-8, else the declared 8-bit set.

    A declared Latin-1 that uses the range 0x80–0x9f is Windows-1252, as on the web. Raises as `decode` does.
    """
    _screen(data, path)
    bom = _bom(data)
    if bom:
        return "utf-16" if bom == "utf-16" else "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, path)
    return "utf-8"


def _eight_bit(data: bytes, path: str) -> str:
    found = DECLARED.search(data)
    name = found[1].decode("ascii").lower() if found else "windows-1252"
    if name in LATIN_1 or name.startswith("utf"):
        name = "windows-1252" if re.search(rb"[\x80-\x9f]", data) or not found else "iso-8859-1"
    decode(data, name, path)
    return name


def _screen(data: bytes, path: str) -> None:
    if not data.strip():
        raise InputRefused(Message("E121", "the source is empty.", "Give a file with a text in it.", path=path))
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


def _check_characters(text: str, path: str) -> None:
    for unwanted, why, remedy in (
        (NOT_TEXT, "this is a binary file", "Give the text itself, not an archive or a word processor’s file."),
        (MISREAD, "the encoding may be another", "Name the right encoding in edition.toml, or remove the character."),
    ):
        found = unwanted.search(text)
        if found:
            line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
            said = f"the character U+{ord(found[0]):04X} is in no text: {why}."
            raise InputRefused(Message("E125", said, remedy, path=path, line=line, column=column))


def _place(before: bytes) -> tuple[int, int]:
    return before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
