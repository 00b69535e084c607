"""What an edition brings to its look: style sheets, shells and models of its own, and the images of its text.

Nothing of it is believed: a file is an image where its bytes say so, and a style sheet names files beside it only.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from lxml import etree

from edition.document import Document
from edition.errors import EditionError
from edition.screening import screened
from edition.tree import Element, find_all, local_name

SHEETS = ("web.css", "print.css")
READ = frozenset((*SHEETS, "models.odd", "page.html", "index.html", "book.html", "labels.toml"))
BYTES_LIMIT = 10 * 2**20
PIXELS_LIMIT = 50_000_000
BITMAPS = ("png", "jpeg", "gif", "webp")
DRAWING = "svg"
FONTS = ("woff2", "woff", "otf", "ttf")
MEDIA_TYPES = {
    **{kind: f"image/{kind}" for kind in BITMAPS},
    **{kind: f"font/{kind}" for kind in FONTS},
    "jpg": "image/jpeg",
    DRAWING: "image/svg+xml",
}
BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
ACTIVE = ("script", "foreignObject", "iframe", "handler", "listener", "object", "embed")
ADDRESS_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
STYLE_OUTSIDE = re.compile(r"\\|@import|url\((?!\s*[\"']?\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,]))", re.IGNORECASE)


@dataclass(frozen=True)
class Image:
    """An image as its bytes say it is: its kind, such as `png`, its width and height in pixels, and the bytes.

    Width and height are 0 for an SVG, which has the size of its place.
    """

    kind: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """The media type, such as `image/png`."""
        return MEDIA_TYPES[self.kind]

    @cached_property
    def file_name(self) -> str:
        """A name that all places of the same bytes share and that nothing else has."""
        return f"image-{sha256(self.data).hexdigest()[:12]}.{self.kind}"


@dataclass(frozen=True)
class Dress:
    """What an edition folder brings to the look of its outputs; values only, all of them screened.

    `styles` holds the files of the folder `styles/` by their names in it, such as `web.css` or `fonts/a.woff2`;
    `images` those that `graphic/@url` names, by the url as it is written in the TEI. An image that is not there
    or not safe is in neither, and its place shows words. `folder` is where the styles lie, for messages.
    """

    styles: Mapping[str, bytes] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)
    folder: str = "styles"


class Refusal(NamedTuple):
    """Why bytes are not shown as an image: the code of a message, what is wrong, and what to do."""

    code: str
    text: str
    remedy: str


def graphics(document: Document) -> Iterator[Element]:
    """The elements of the text and of what stands off that name an image, in document order; facsimiles are none."""
    for part in (document.text, document.stand_off):
        for node in find_all(part, "graphic", "media") if part is not None else ():
            if node.get("url") and (node.get("mimeType") or "image/").startswith("image/"):
                yield node


def image(data: bytes) -> Image | Refusal:
    """What `data` is as an image, or why it is not shown: no PNG, JPEG, GIF, WebP or still SVG, or too large."""
    if len(data) > BYTES_LIMIT:
        return _too_large(f"{len(data) / 2**20:.0f} MB")
    return _drawing(data) if data[:99].lstrip(BEFORE_XML).startswith(b"<") else _bitmap(data)


def _bitmap(data: bytes) -> Image | Refusal:
    """The image in `data`, decoded once so that a broken one is not found out by a reader."""
    from PIL import UnidentifiedImageError
    from PIL.Image import DecompressionBombError
    from PIL.Image import open as decoded

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = decoded(io.BytesIO(data), formats=[kind.upper() for kind in BITMAPS])
            width, height = opened.size
            if width * height > PIXELS_LIMIT:
                return _too_large(f"{width} × {height} pixels")
            opened.load()
    except DecompressionBombError:
        return _too_large("hundreds of millions of pixels")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        return _no_image("" if isinstance(error, UnidentifiedImageError) else str(error))
    return Image((opened.format or "").lower(), width, height, data)


def _drawing(data: bytes) -> Image | Refusal:
    try:
        parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(screened(data, ""), parser)
    except EditionError as error:
        return _no_image(error.messages[0].text)
    except etree.XMLSyntaxError as error:
        return _no_image(f"not well-formed in line {error.lineno}")
    if local_name(root) != "svg":
        return _no_image(f"XML whose root is “{local_name(root)}”")
    reason = next(filter(None, map(_liveliness, root.getroottree().xpath("//node()"))), "")
    if reason:
        return Refusal("W644", f"is an SVG that {reason}.", "Save it as plain SVG, or as PNG.")
    return Image(DRAWING, 0, 0, data)


def _liveliness(node: Any) -> str:
    """What in this node of an SVG runs or fetches something; "" where nothing does."""
    if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 - lxml exports no public name for the type
        return "names a style sheet"
    if not isinstance(node, etree._Element) or not isinstance(node.tag, str):  # noqa: SLF001
        return ""
    name = local_name(node)
    if name in ACTIVE:
        return f"holds a “{name}”"
    if name == "style" and STYLE_OUTSIDE.search("".join(node.itertext())):
        return "has styles that fetch something"
    return next(filter(None, (_lively_attribute(key, value) for key, value in node.attrib.items())), "")


def _lively_attribute(key: str, value: str) -> str:
    name = etree.QName(key).localname
    if name.lower().startswith("on"):
        return f"has an attribute “{name}”"
    if (name in ("href", "src") and not ADDRESS_INSIDE.match(value)) or (name == "attributeName" and "href" in value):
        return "names another file"
    return "has styles that fetch something" if STYLE_OUTSIDE.search(value) and "(" in value else ""


def _too_large(size: str) -> Refusal:
    limits = f"{BYTES_LIMIT // 2**20} MB and {PIXELS_LIMIT // 10**6} million pixels"
    return Refusal("W643", f"is too large: {size}.", f"Make it smaller: at most {limits}.")


def _no_image(reason: str) -> Refusal:
    said = f" ({reason.rstrip('.')})" if reason else ""
    return Refusal("W642", f"is no image that can be shown{said}.", "Give a PNG, JPEG, GIF, WebP or SVG file.")
