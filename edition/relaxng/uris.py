"""Addresses as the datatype `anyURI` has them: a little stricter than XML Schema, as jing and Java’s `URI` are."""

import re
from ipaddress import AddressValueError, IPv6Address

PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
END_OF_SCHEME = re.compile(r"[:/?#]")
END_OF_AUTHORITY = re.compile(r"[/?#]")
PORT = re.compile(r"(?::[0-9]*)?")


def is_uri(text: str) -> bool:
    """Whether `text` is an address, absolute or relative; characters that ought to be escaped may stand as they are."""
    if PERCENT.search(text) or text.count("#") > 1:
        return False
    found = END_OF_SCHEME.search(text)
    if found is None or found[0] != ":":
        return _is_hierarchical(text)
    scheme, rest = text[: found.start()], text[found.end() :]
    if not SCHEME.fullmatch(scheme) or not rest or rest.startswith("#"):
        return False
    return not rest.startswith("/") or _is_hierarchical(rest)


def _is_hierarchical(text: str) -> bool:
    """Whether `text`, an address without its scheme, has a sound authority and path."""
    authority, rest = "", text
    if text.startswith("//"):
        end = END_OF_AUTHORITY.search(text, 2)
        authority, rest = (text[2 : end.start()], text[end.start() :]) if end else (text[2:], "")
        if not authority and not rest:
            return False
    path = re.split(r"[?#]", rest, maxsplit=1)[0]
    return _is_authority(authority) and "[" not in path and "]" not in path


def _is_authority(text: str) -> bool:
    """Whether brackets in `text` hold an IPv6 address and nothing but a port follows."""
    if "[" not in text and "]" not in text:
        return True
    user, _, host = text.rpartition("@")
    literal, bracket, port = host.removeprefix("[").partition("]")
    if not host.startswith("[") or not bracket or "[" in user or "]" in user or not PORT.fullmatch(port):
        return False
    try:
        IPv6Address(literal)
    except AddressValueError:
        return False
    return True
