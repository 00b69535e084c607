"""What a TEI file was made from, and whether a hand has changed it since: both stand in its `appInfo`."""

import re
from urllib.parse import quote, unquote

from edition.document import Document, serialise
from edition.manifest import sha256
from edition.tree import NAMESPACES, Element, append, element, find_all, indent

PREFIX = "sha256:"
OPEN = PREFIX + "0" * 64
LEVEL = 4
SEAL = re.compile(rb'(<ptr target="text\.xml" n="sha256:)([0-9a-f]{64})"')


def sealed(document: Document, made_from: dict[str, str], version: str) -> bytes:
    """The document as bytes whose header says which programme made it and from what.

    `made_from` gives the hash of each file of the edition by its name, in order; the last `ptr` names the file
    itself and holds the hash of its bytes, counted with zeros in its own place. The document is not changed.
    """
    copy = document.copy()
    application = _application(copy)
    if application is None:
        raise ValueError("an encoded document names the programme in appInfo/application")
    application.set("version", version)
    _name_origins(application, made_from)
    data = serialise(copy)
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
    application = _application(document)
    return {
        unquote(pointer.get("target", "")): pointer.get("n", "").removeprefix(PREFIX)
        for pointer in ([] if application is None else find_all(application, "ptr"))
    }


def _application(document: Document) -> Element | None:
    return document.tree.find(".//tei:appInfo/tei:application[@ident='edition']", NAMESPACES)


def _name_origins(application: Element, made_from: dict[str, str]) -> None:
    for pointer in list(find_all(application, "ptr")):
        application.remove(pointer)
    for name, value in made_from.items():
        append(application, element("ptr", {"target": quote(name), "n": PREFIX + value}))
    append(application, element("ptr", {"target": "text.xml", "n": OPEN}))
    indent(application, LEVEL)
