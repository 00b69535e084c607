"""HTML character by character: escaping, attributes that are kept, addresses that may be linked."""

import re
from urllib.parse import quote

from edition.tree import XML_ID, XML_LANG, Element

BREAKING = " \t\r\n"
AFTER_MARK = re.compile(r"[^\w\s<&—–(\[{‘“]+(?![\w])|[.,;:!?’”)\]»…]+")
WHITE_SPACE = re.compile(r"[ \t\r\n]+")  # one class: what may begin anywhere in a run would read it anew from there
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
LINKED = ("http:", "https:", "mailto:", "urn:")
HOLD_END = "</span>"


def escaped(text: str) -> str:
    """`text` as character data."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def escaped_value(text: str) -> str:
    """`text` as the value of an attribute in double quotes."""
    if '"' in text or "&" in text or "<" in text or ">" in text:
        return escaped(text).replace('"', "&quot;")
    return text


def prose(text: str) -> str:
    """`text` as character data, on one line: WeasyPrint fails on the end of a line in a footnote."""
    return escaped(WHITE_SPACE.sub(_on_one_line, text) if "\n" in text else text)


def _on_one_line(run: re.Match[str]) -> str:
    return " " if "\n" in run[0] else run[0]


def attributes(element: Element) -> str:
    """The id and the language of an element as attributes with a space before each; "" where it has none."""
    identifier = element.get(XML_ID)
    language = element.get(XML_LANG)
    kept = f' id="{escaped_value(identifier)}"' if identifier else ""
    return f'{kept} lang="{escaped_value(language)}"' if language else kept


def classed(css: str) -> str:
    """A class attribute with a space before it; "" for no class."""
    return f' class="{escaped_value(css)}"' if css else ""


def joined(out: list[str], text: str) -> str:
    """Draw punctuation that follows a note mark into the span that may not break; returns the rest of `text`."""
    match = AFTER_MARK.match(text)
    if match is None:
        return text
    out[-1] = out[-1].removesuffix(HOLD_END) + match.group() + HOLD_END
    return text[match.end() :]


def safe_address(target: str) -> str | None:
    """`target` as it may stand in `href`; None where no link may be made of it.

    Fragments, http, https, mailto, urn and doi are linked, and relative addresses that stay inside the edition.
    """
    address = "".join(target.split()[:1])
    if not address or any(ord(character) < 33 for character in address):
        return None
    if address.lower().startswith("doi:"):
        return f"https://doi.org/{quote(address[4:], safe='/:;()')}"
    if SCHEME.match(address):
        return address if address.lower().startswith(LINKED) else None
    if address.startswith("#"):
        return address if "(" not in address else None
    is_outside = address.startswith(("/", "\\")) or ".." in address or "\\" in address or "%" in address
    return None if is_outside else address
