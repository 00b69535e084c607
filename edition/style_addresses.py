"""What the style sheets of an edition name: files beside them, and nothing else.

This is the one judge of their addresses, for what reads a folder of styles and for what writes them into a page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

from edition.errors import SettingsError, UnsafeReference
from edition.report import Message, shortened

REMOTE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]+:|[/\\]{2})")
NAMING = ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade")
IN_THE_SHEET = ("data:", "#")


class Named(NamedTuple):
    """A file that a style sheet names: its name in the folder, and the token of tinycss2 that holds its address."""

    file: str
    token: Any


class Sheet(NamedTuple):
    """A style sheet: its text, its tokens as tinycss2 reads them, and the files that it names, in order."""

    text: str
    tokens: list[Any]
    files: list[Named]


def read_sheet(name: str, styles: Mapping[str, bytes], folder: str) -> Sheet:
    """The style sheet `name` of `styles`, which lie in `folder`.

    Raises `UnsafeReference` where it names something outside of the folder or on another host, and `SettingsError`
    where it names a file that is not there or imports another sheet; all such places at once, with their lines.
    """
    import tinycss2

    text = styles[name].decode("utf-8", "replace").removeprefix("\ufeff")
    tokens = tinycss2.parse_component_value_list(text)
    files: list[Named] = []
    faults: list[Message] = []
    for token, is_import in _addresses(tokens):
        file = resolved(name, token.value)
        said = _fault(token.value, file, styles, is_import=is_import)
        if said is not None:
            faults.append(Message(*said, path=f"{folder}/{name}", line=token.source_line))
        elif file is not None:
            files.append(Named(file, token))
    if faults:
        is_unsafe = any(fault.code == "E640" for fault in faults)
        raise (UnsafeReference if is_unsafe else SettingsError)(*faults)
    return Sheet(text, tokens, files)


def resolved(sheet: str, address: str) -> str | None:
    """The name in the folder of what `sheet` calls `address`; None where it is outside of the folder."""
    plain = unquote(address.strip().partition("#")[0].partition("?")[0]).replace("\\", "/")
    if REMOTE.match(plain) or plain.startswith("/"):
        return None
    name = normpath(f"{dirname(sheet) or '.'}/{plain}")
    return None if name == ".." or name.startswith("../") else name


def _fault(
    address: str, file: str | None, styles: Mapping[str, bytes], *, is_import: bool
) -> tuple[str, str, str] | None:
    """Code, words and remedy where the address is not good; None where it is."""
    named = f"the style sheet names “{shortened(address)}”, which"
    if file is None and not address.strip().lower().startswith(IN_THE_SHEET):
        remedy = "Put the file into the folder of the styles and name it from there."
        return "E640", f"{named} lies outside of its folder.", remedy
    if is_import:
        return "E414", f"the style sheet imports “{shortened(address)}”.", "Put its rules here."
    if file not in styles:
        return "E414", f"{named} is not in its folder.", "Put the file there, or correct its name."
    return None


def _addresses(tokens: Iterable[Any], *, in_name: bool = False, in_import: bool = False) -> Iterator[tuple[Any, bool]]:
    """Pairs (token that holds an address, whether it is imported), in order: `url(…)` and strings that name files.

    `in_name` tells that strings do. Addresses in the sheet itself (`data:`, `#…`) and empty ones are left out.
    """
    for token in tokens:
        if token.type == "at-keyword":
            in_import = token.lower_value == "import"
        elif token.type == "literal" and token.value == ";":
            in_import = False
        elif token.type == "url" or (token.type == "string" and (in_name or in_import)):
            if in_import or not (token.value.strip() or "#").lower().startswith(IN_THE_SHEET):
                yield token, in_import
        elif token.type == "function":
            names = in_name or token.lower_name in NAMING
            yield from _addresses(token.arguments, in_name=names, in_import=in_import)
        elif hasattr(token, "content"):
            yield from _addresses(token.content)
