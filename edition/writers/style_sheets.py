"""Style sheets of a page or a book: ours, then the edition's, in one text that asks for nothing from elsewhere."""

from base64 import b64encode
from collections.abc import Iterable
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote

from edition.dress import Dress
from edition.errors import UnsafeReference
from edition.report import Message
from edition.resources import resource

MEDIA_TYPES = {
    "woff2": "font/woff2",
    "woff": "font/woff",
    "otf": "font/otf",
    "ttf": "font/ttf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
ADDRESSES = ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade")
INSIDE = ("data:", "#")


def layered(name: str, models: str, dress: Dress) -> str:
    """Our style sheet `name` and that of the `models` in layers of their own, then the edition's in none.

    So what an edition says counts, however special our selectors are (CSS Cascade 5).
    """
    ours = resource("styles", name).decode()
    theirs = _embedded(name, dress) if name in dress.styles else ""
    return f"@layer page, margin, models;\n@layer page {{\n{ours}}}\n@layer models {{\n{models}}}\n{theirs}".strip()


def style_sheet(name: str, dress: Dress) -> str:
    """Our style sheet `name` and after it the edition's of that name, as it may stand in a `style` element.

    Fonts and images of the edition's folder are put in as `data:` addresses. Raises `UnsafeReference` for an
    address that leads out of that folder or to nothing in it, with the line of the style sheet.
    """
    ours = resource("styles", name).decode()
    return f"{ours}\n{_embedded(name, dress)}" if name in dress.styles else ours


def _embedded(name: str, dress: Dress) -> str:
    """The edition's style sheet `name` with the files that it names in it."""
    import tinycss2

    text = dress.styles[name].decode("utf-8", "replace").removeprefix("\ufeff")
    tokens = tinycss2.parse_component_value_list(text)
    changed = [_embed(token, name, dress) for token in _addresses(tokens, name, dress)]
    return (str(tinycss2.serialize(tokens)) if any(changed) else text).replace("</", r"<\/")


def _addresses(tokens: Iterable[Any], name: str, dress: Dress) -> list[Any]:
    """The tokens that hold an address, in order: `url(…)`, and strings in `url()`, `src()`, `image-set()`."""
    found: list[Any] = []
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value == "import":
            raise _refused(name, dress, token.source_line, "imports another one", "Put its rules here.")
        if token.type == "url":
            found.append(token)
        elif token.type == "function" and token.lower_name in ADDRESSES:
            found += [part for part in token.arguments if part.type == "string"]
            found += _addresses(token.arguments, name, dress)
        elif hasattr(token, "content") or token.type == "function":
            found += _addresses(token.arguments if token.type == "function" else token.content, name, dress)
    return found


def _embed(token: Any, name: str, dress: Dress) -> bool:
    """Put the file that `token` names in the place of its address; whether there was one to put."""
    if token.value.strip().lower().startswith(INSIDE) or not token.value:
        return False
    place = normpath(f"{dirname(name)}/{unquote(token.value.partition('#')[0].partition('?')[0])}").lstrip("/")
    if place not in dress.styles or ":" in token.value or token.value.startswith(("/", "\\")):
        said = f"names “{token.value}”, which is not in its folder"
        raise _refused(name, dress, token.source_line, said, "Put the file there and name it from there.")
    media_type = MEDIA_TYPES.get(place.rpartition(".")[2].lower(), "application/octet-stream")
    token.value = f"data:{media_type};base64,{b64encode(dress.styles[place]).decode()}"
    token.representation = f'url("{token.value}")' if token.type == "url" else f'"{token.value}"'
    return True


def _refused(name: str, dress: Dress, line: int, said: str, remedy: str) -> UnsafeReference:
    path = f"{dress.folder}/{name}"
    return UnsafeReference(Message("E414", f"the style sheet {said}.", remedy, path=path, line=line))
