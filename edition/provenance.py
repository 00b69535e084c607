"""What a TEI file was made from, and whether a hand has changed it since: both stand in its `appInfo`."""

import copy
import re

from edition.document import Document, serialise
from edition.manifest import sha256
from edition.tree import NAMESPACES, Element, append, element, is_element

PREFIX = "sha256:"
OPEN = PREFIX + "0" * 64
SEAL = re.compile(rb'(<ptr target="text\.xml" n="sha256:)([0-9a-f]{64})"')


def sealed(document: Document, made_from: dict[str, str], version: str) -> bytes:
    """The document as bytes whose header says which programme made it and from what.

    `made_from` gives the hash of each file of the edition by its name; the last `ptr` names the file itself
    and holds the hash of its bytes, counted with zeros in its own place. The document is not changed.
    """
    tree = copy.deepcopy(document.tree)
    _place(tree, _application(made_from, version))
    data = serialise(Document(tree, document.path))
    return SEAL.sub(rb"\g<1>" + sha256(data).encode() + b'"', data, count=1)


def is_untouched(data: bytes) -> bool:
    """Whether `data` is a TEI file as `sealed` made it; line ends that a version control changed do not count."""
    unix = data.replace(b"\r\n", b"\n")
    found = SEAL.search(unix)
    if found is None:
        return False
    return sha256(SEAL.sub(rb"\g<1>" + b"0" * 64 + b'"', unix, count=1)) == found[2].decode()


def made_from(document: Document) -> dict[str, str]:
    """The hashes that the header of `document` names, by file; empty where no programme of ours made it."""
    found = document.tree.iterfind(".//tei:appInfo/tei:application[@ident='edition']/tei:ptr", NAMESPACES)
    return {
        pointer.get("target", ""): pointer.get("n", "").removeprefix(PREFIX)
        for pointer in found
        if pointer.get("n", "").startswith(PREFIX)
    }


def _application(made_from: dict[str, str], version: str) -> Element:
    pointers = [element("ptr", {"target": name, "n": PREFIX + value}) for name, value in made_from.items() if value]
    own = element("ptr", {"target": "text.xml", "n": OPEN})
    return element(
        "application", {"ident": "edition", "version": version}, element("label", None, "edition"), *pointers, own
    )


def _place(tree: Element, application: Element) -> None:
    old = tree.find(".//tei:appInfo/tei:application[@ident='edition']", NAMESPACES)
    if old is not None:
        for child in list(old):
            old.remove(child)
        for child in list(application):
            old.append(child)
        old.attrib.update(application.attrib)
        return
    description = tree.find("tei:teiHeader/tei:encodingDesc", NAMESPACES)
    if description is None:
        description = _encoding_description(tree)
    append(description, element("appInfo", None, application))


def _encoding_description(tree: Element) -> Element:
    """A new `encodingDesc`, right behind the `fileDesc`."""
    header = tree.find("tei:teiHeader", NAMESPACES)
    made = element("encodingDesc")
    if header is not None:
        position = next((n for n, child in enumerate(header) if is_element(child, "fileDesc")), -1)
        header.insert(position + 1, made)
    return made
