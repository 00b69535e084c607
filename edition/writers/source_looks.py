"""The look that a source gives its words: `@rend`, `@rendition` and `@style`, for models that honour it.

Nothing of it is copied. Known words of `@rend` and declarations of an allowed property become classes of our own;
colours are not among them, for they must be legible on light and dark paper.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from edition.document import Document
from edition.tree import NAMESPACES, Element, find_all, pointers, text_of, xml_id

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
    """The classes for what the source says of the look of an element; `style` has their rules."""

    def __init__(self, document: Document) -> None:
        tree = document.tree
        self._rends = {word for value in _values(tree, "rend") for word in value.split() if word in RENDS}
        renditions = {xml_id(node) or "": text_of(node) for node in find_all(tree, "rendition")}
        used = {name for value in _values(tree, "rendition") for name in pointers(value)}
        found = [renditions[name] for name in renditions if name in used] + _values(tree, "style")
        self._styles = {text: css for text in dict.fromkeys(found) if (css := safe(text))}
        self._names = {text: f"s-{number}" for number, text in enumerate(self._styles, 1)}
        self._renditions = {name: self._names[text] for name, text in renditions.items() if text in self._names}

    @property
    def style(self) -> str:
        """The rules of all classes; "" where the source says nothing that is honoured."""
        rends = [f".r-{word} {{ {RENDS[word]} }}" for word in sorted(self._rends)]
        return "\n".join([*rends, *(f".{self._names[text]} {{ {css} }}" for text, css in self._styles.items())])

    def of(self, element: Element) -> str:
        """The classes for `element`, with spaces between; "" for none."""
        if not self._rends and not self._styles:
            return ""
        rends = [f"r-{word}" for word in (element.get("rend") or "").split() if word in self._rends]
        named = [self._renditions.get(name, "") for name in pointers(element.get("rendition"))]
        own = self._names.get(element.get("style") or "", "")
        return " ".join(filter(None, [*rends, *named, own]))


def _values(tree: Element, name: str) -> list[str]:
    """The values of an attribute in a document, without repetition, in order."""
    found = tree.xpath(f"//tei:text//@{name} | //tei:standOff//@{name}", namespaces=NAMESPACES)
    return list(dict.fromkeys(str(value) for value in found)) if isinstance(found, list) else []


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
