"""The look that a source gives its words: `@rend`, `@rendition` and `@style`, for models that honour it.

Nothing of it is copied. Known words of `@rend` and declarations of an allowed property become classes of our own;
colours are not among them, for they must be legible on light and dark paper.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from edition.document import Document
from edition.tree import Element, find_all, pointers, text_of, xml_id

RENDS: Mapping[str, str] = {
    "italic": "font-style: italic",
    "italics": "font-style: italic",
    "bold": "font-weight: 600",
    "smallcaps": "font-variant-caps: small-caps",
    "small-caps": "font-variant-caps: small-caps",
    "caps": "text-transform: uppercase",
    "uppercase": "text-transform: uppercase",
    "underline": "text-decoration: underline",
    "underlined": "text-decoration: underline",
    "strikethrough": "text-decoration: line-through",
    "spaced": "letter-spacing: .12em",
    "letterspaced": "letter-spacing: .12em",
    "gesperrt": "letter-spacing: .12em",
    "sup": "font-size: .75em; vertical-align: super; line-height: 0",
    "superscript": "font-size: .75em; vertical-align: super; line-height: 0",
    "sub": "font-size: .75em; vertical-align: sub; line-height: 0",
    "subscript": "font-size: .75em; vertical-align: sub; line-height: 0",
    "small": "font-size: .85em",
    "large": "font-size: 1.2em",
    "center": "text-align: center; text-indent: 0",
    "centre": "text-align: center; text-indent: 0",
    "centered": "text-align: center; text-indent: 0",
    "right": "text-align: right",
    "left": "text-align: left",
    "indent": "padding-left: 2em",
    "indented": "padding-left: 2em",
    "blackletter": "font-variant: normal",
}
SIDES = ("top", "right", "bottom", "left")
ALLOWED = frozenset(
    ("font-style", "font-weight", "font-variant", "font-variant-caps", "font-variant-numeric", "font-size",
     "text-decoration", "text-decoration-line", "text-decoration-style", "text-transform", "text-align",
     "text-align-last", "text-indent", "letter-spacing", "word-spacing", "vertical-align", "direction", "hyphens",
     "list-style-type", "break-before", "break-after", "margin", "padding")
).union(f"{name}-{side}" for name in ("margin", "padding") for side in SIDES)  # fmt: skip
MOST = {"em": 10.0, "rem": 10.0, "ex": 20.0, "ch": 40.0, "px": 160.0, "pt": 120.0, "mm": 40.0, "cm": 4.0, "in": 1.6}
MOST_PERCENT = 300.0


class SourceLooks:
    """The classes for what the source says of the look of elements; `style` has the rules of those given so far."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rends: set[str] = set()
        self._names: dict[str, str] = {}

    @property
    def style(self) -> str:
        """The rules of the classes that `of` has given, "" for none; to be asked when all is written."""
        rends = [f".r-{word} {{ {RENDS[word]} }}" for word in sorted(self._rends)]
        return "\n".join([*rends, *(f".{name} {{ {css} }}" for css, name in self._names.items())])

    def of(self, element: Element) -> str:
        """The classes for `element`, with spaces between; "" for none."""
        rend, rendition, style = element.get("rend"), element.get("rendition"), element.get("style")
        if rend is None and rendition is None and style is None:
            return ""
        words = [word for word in (rend or "").split() if word in RENDS]
        self._rends.update(words)
        said = [self._renditions.get(name, "") for name in pointers(rendition)]
        found = [self._name(css) for css in (*said, safe(style or "")) if css]
        return " ".join([*(f"r-{word}" for word in words), *found])

    def _name(self, css: str) -> str:
        return self._names.setdefault(css, f"s-{len(self._names) + 1}")

    @cached_property
    def _renditions(self) -> dict[str, str]:
        """What is allowed of each `rendition` of the header, by its id."""
        return {xml_id(node) or "": safe(text_of(node)) for node in find_all(self._document.header, "rendition")}


@lru_cache(maxsize=1024)
def safe(text: str) -> str:
    """The declarations in `text` that are allowed, with lengths that a page can bear."""
    import tinycss2

    return "; ".join(_declarations(tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True)))


def _declarations(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "declaration" and node.lower_name in ALLOWED:
            words = [_word(token) for token in node.value if token.type != "whitespace"]
            if words and all(words):
                yield f"{node.lower_name}: {' '.join(words)}"


def _word(token: Any) -> str:
    """A word or number as it may stand in a style sheet; "" for anything else."""
    if token.type == "ident" and token.lower_value.replace("-", "").isalpha() and token.lower_value.isascii():
        return str(token.lower_value)
    if token.type == "dimension" and token.lower_unit in MOST:
        return f"{_clamped(token.value, MOST[token.lower_unit])}{token.lower_unit}"
    if token.type == "percentage":
        return f"{_clamped(token.value, MOST_PERCENT)}%"
    return f"{_clamped(token.value, 1000)}" if token.type == "number" else ""


def _clamped(number: float, most: float) -> str:
    return f"{max(-most, min(most, number)):g}"
