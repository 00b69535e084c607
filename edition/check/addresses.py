"""What the words of a pointer attribute say: addresses of elements, files and places on the web (TEI P5 §16)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from edition.tree import XML_NS, Element

XML_BASE = f"{{{XML_NS}}}base"
START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
SIGNS = START + ".0-9\u00b7\u0300-\u036f\u203f\u2040\\-"
NAME = f"[{START}][{SIGNS}]*"
NCNAME = re.compile(NAME)  # Namespaces in XML 1.0 §3
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
XPOINTER = re.compile(r"[a-z-]+\(.*\)", re.DOTALL)
POINT = re.compile(rf"(?:left|right|match|string-range|string-index)\(\s*({NAME})\s*(?=[,)])")
WITH_HOST = ("http", "https", "ftp", "ftps", "ws", "wss")
SCHEMES = frozenset(
    ("http", "https", "mailto", "urn", "doi", "ark", "hdl", "info", "tag", "data", "ftp", "ftps", "tel", "geo",
     "isbn", "issn", "oai", "purl", "orcid", "cts", "about", "cid", "mid", "news", "nntp", "ldap", "git", "svn", "ssh",
     "sftp", "smb", "ws", "wss", "view-source", "magnet", "ipfs", "ipns", "dat", "did", "lsid", "swh", "xmlns", "xri",
     "iris", "jar", "bluetooth", "sms", "xmpp", "sip", "sips", "feed", "z39.50r", "z39.50s", "pkcs11", "acct", "dns")
)  # fmt: skip
RELATIVE = "Write the way from this file, such as “persons.xml”, or the whole address with “https:”."
GROUP = re.compile(r"(\$[0-9])")
QUANTIFIER = re.compile(r"(?<!\\)[*+{]")
UNBEARABLE = re.compile(r"\)[*+{]|\(\?|-\[|\[\[")
QUANTIFIERS = 3
RESOLVED = 100


class Leads(Enum):
    """Where an address leads, as far as its words say."""

    HERE = auto()
    FILE = auto()
    WEB = auto()
    ASTRAY = auto()


class Address(NamedTuple):
    """One address of a pointer attribute, `written` so.

    `ids` are those of the elements that it names, one for each end of a range; () for a whole file and for ways to
    elements that name no id. `file` is the path of a file from the folder of the document, decoded, for `FILE`. `why`
    says of one that leads `ASTRAY` what is wrong, and `remedy` what to do.
    """

    written: str
    leads: Leads
    ids: tuple[str, ...] = ()
    file: str = ""
    why: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Prefix:
    """What a `prefixDef` says: an address that begins with its name and fits the pattern stands for `replacement`.

    `pattern` is None for one that is not tried, because it could take for ever.
    """

    written: str
    pattern: re.Pattern[str] | None
    replacement: str


class Reader:
    """Reads the addresses of one document by its `prefixDef` elements, and by `xml:base` where it has any."""

    def __init__(self, definitions: Iterable[Element], *, has_bases: bool) -> None:
        self._prefixes = _prefixes(definitions)
        self._has_bases = has_bases

    def read(self, node: Element, written: str) -> Address:
        """The address `written` in an attribute of `node`; it holds no white space."""
        address = written
        scheme = SCHEME.fullmatch(address)
        if scheme and scheme[1] in self._prefixes:
            declared = self._prefixes[scheme[1]]
            if len(scheme[2]) > RESOLVED or not all(each.pattern for each in declared):
                return Address(written, Leads.WEB)
            found = _replaced(declared, scheme[2])
            if found is None:
                return _misfit(written, scheme[1], declared)
            address = found
        if not address.startswith("#") and self._has_bases:
            address = _joined(_base(node), address)
        return _said(written, address)


def fragment_ids(fragment: str) -> tuple[str, ...]:
    """The ids that the part of an address behind “#” names; `range(left(a),right(b))` names two."""
    if "(" in fragment and XPOINTER.fullmatch(fragment):
        return tuple(dict.fromkeys(POINT.findall(fragment)))
    return (unquote(fragment),) if fragment else ()


def _said(written: str, address: str) -> Address:
    if address.startswith("#"):
        return Address(written, Leads.HERE, fragment_ids(address[1:]))
    scheme = SCHEME.fullmatch(address)
    if scheme:
        return _on_the_web(written, scheme[1], scheme[2])
    if address.startswith(("//", "www.")):
        return _astray(written, "has no “https:”", f"Write “https://{address.lstrip('/')}”.")
    if address.startswith("/"):
        return _astray(written, "begins at the root of a disk or a host", RELATIVE)
    path, _, fragment = address.partition("#")
    return Address(written, Leads.FILE, fragment_ids(fragment), unquote(path.partition("?")[0]))


def _on_the_web(written: str, scheme: str, rest: str) -> Address:
    name = scheme.lower()
    if name in WITH_HOST and not re.match(r"//[^/?#]", rest):
        return _astray(written, "names no host", f"Write “{name}://” and the name of the host.")
    if name == "file":
        return _astray(written, "leads to a disk of your own, where nobody can follow", RELATIVE)
    if name not in SCHEMES:
        why = f"begins with “{scheme}:”, and nothing says what that stands for"
        return _astray(written, why, f'Declare it with <prefixDef ident="{scheme}" …>, or write the whole address.')
    return Address(written, Leads.WEB)


def _astray(written: str, why: str, remedy: str) -> Address:
    return Address(written, Leads.ASTRAY, why=why, remedy=remedy)


def _misfit(written: str, prefix: str, declared: Sequence[Prefix]) -> Address:
    """An address of a declared prefix that fits none of its patterns."""
    patterns = " or ".join(f"“{each.written}”" for each in declared)
    why = f"does not fit what the prefix “{prefix}:” is declared for, {patterns}"
    return _astray(written, why, "Correct the address, or @matchPattern of the prefixDef.")


def _prefixes(definitions: Iterable[Element]) -> Mapping[str, list[Prefix]]:
    found: dict[str, list[Prefix]] = {}
    for node in definitions:
        written = node.get("matchPattern", "")
        prefix = Prefix(written, _compiled(written), node.get("replacementPattern", ""))
        found.setdefault(node.get("ident", ""), []).append(prefix)
    return found


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern of the document; None for one that could take for ever, or that Python does not know."""
    if len(pattern) > RESOLVED or UNBEARABLE.search(pattern) or len(QUANTIFIER.findall(pattern)) > QUANTIFIERS:
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError):
        return None


def _replaced(prefixes: Sequence[Prefix], rest: str) -> str | None:
    """What an address stands for, by the first pattern that its `rest` fits; None where it fits none."""
    for prefix in prefixes:
        fitting = prefix.pattern.fullmatch(rest) if prefix.pattern else None
        if fitting:
            groups = (fitting[0], *fitting.groups(""))
            return "".join(_filled(part, groups) for part in GROUP.split(prefix.replacement))
    return None


def _filled(part: str, groups: tuple[str, ...]) -> str:
    """A piece of a replacement: the words that `$1` stands for, or the piece itself."""
    if not GROUP.fullmatch(part):
        return part
    number = int(part[1:])
    return groups[number] if number < len(groups) else ""


def _base(node: Element) -> str:
    """The `xml:base` at `node`, resolved from the outside in; "" for none."""
    bases = [each.get(XML_BASE, "") for each in (node, *node.iterancestors())]
    base = ""
    for each in reversed(bases):
        base = _joined(base, each)
    return base


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # a bracket in the place of a host
        return address
