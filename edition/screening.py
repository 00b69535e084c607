"""What a stranger's bytes must be before they are parsed as XML: text of a bearable size, without a DOCTYPE."""

import codecs
import re

from edition.errors import EditionError, InputRefused, Unreadable
from edition.report import Message

SIZE_LIMIT = 64 * 2**20
CHUNK = 2**16
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARED = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
NEWER_XML = re.compile(rb"""\s*<\?xml\s+version\s*=\s*["'](?!1\.0["'])""")
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)\b")


def screened(data: bytes, path: str) -> bytes:
    """`data` as UTF-8 without a byte order mark, whatever it declares: to be parsed as UTF-8.

    The encoding is that of a byte order mark, else UTF-8, else the declared one. Raises `Unreadable` for bytes
    that are no text and `InputRefused` for what XML has and we do not read.
    """
    if len(data) > SIZE_LIMIT:
        raise Unreadable(Message("E102", f"larger than {SIZE_LIMIT // 2**20} MB.", "Split the document.", path=path))
    if not data or data.isspace():
        raise Unreadable(Message("E103", "the file is empty.", "Give a TEI document.", path=path))
    text = _utf8(data, path)
    if NEWER_XML.match(text):
        raise InputRefused(Message("E109", "only XML 1.0 is read.", 'Declare version="1.0".', path=path, line=1))
    hit = DOCTYPE.search(text) if b"<!" in text else None
    if hit:
        line = text.count(b"\n", 0, hit.start()) + 1
        raise InputRefused(
            Message("E105", "a document type declaration is not read.", "Remove the DOCTYPE.", path=path, line=line)
        )
    return text


def _utf8(data: bytes, path: str) -> bytes:
    if data.startswith(UTF_16):
        return _decoded(data, "utf-16", path)
    if _is_utf8(data):
        return data.removeprefix(codecs.BOM_UTF8)
    declared = DECLARED.match(data)
    return _decoded(data, declared[1].decode() if declared else "utf-8", path)


def _is_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8, looked at piece by piece so that no copy is made."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(data[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, encoding: str, path: str) -> bytes:
    try:
        name = codecs.lookup(encoding).name
        if name.startswith("utf-7"):
            raise InputRefused(Message("E109", "UTF-7 is not read.", "Save the document as UTF-8.", path=path, line=1))
        return data.decode(name).encode()
    except UnicodeDecodeError as error:
        raise _not_in(data, error.start, encoding, path) from error
    except (LookupError, ValueError) as error:
        raise Unreadable(
            Message("E104", f"there is no encoding “{encoding}”.", "Save the document as UTF-8.", path=path, line=1)
        ) from error


def _not_in(data: bytes, offset: int, encoding: str, path: str) -> EditionError:
    line = data.count(b"\n", 0, offset) + 1
    text = f"byte {offset} (0x{data[offset]:02x}) is no {encoding.upper()}."
    return Unreadable(Message("E104", text, "Save the document as UTF-8.", path=path, line=line))
