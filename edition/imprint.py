"""Facts of the TEI header about the book itself: who publishes it, after which books, by which rules, made by what."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from edition.document import Document
from edition.tree import NAMESPACES, XML_LANG, Element, find_all, folded, is_element, text_of, xml_id

HASH = "sha256:"
LONG = 800
DIGITAL = ("digital", "digitalSource")


@dataclass(frozen=True)
class Book:
    """A printed book as the header describes it; what it does not say is "".

    `words` is a description that is not parted into fields, which are then empty. `language` is that of the
    original of a translation, `original` what the book was translated from.
    """

    title: str = ""
    author: str = ""
    translator: str = ""
    editor: str = ""
    place: str = ""
    publisher: str = ""
    date: str = ""
    words: str = ""
    language: str = ""
    original: "Book | None" = None


@dataclass(frozen=True)
class Witness:
    """A witness of the text: its siglum and what the list says of it."""

    siglum: str
    words: str


@dataclass(frozen=True)
class Source:
    """A digital copy that the text was made from: what the header says of it and its SHA-256, each "" for none."""

    words: str
    sha256: str


@dataclass(frozen=True)
class Rule:
    """A rule by which the text was read: its id, its `n` (a pattern that we know), what it says, what proves it."""

    id: str
    pattern: str
    words: str
    evidence: str = ""


@dataclass(frozen=True)
class Programme:
    """What made the TEI: its name and version, and pairs (file, SHA-256) of what it made it from."""

    name: str
    version: str
    made_from: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Imprint:
    """What stands on the back of a title page. What the header does not say is "" or empty.

    `date` is as it may stand in a computer (`2026-11-22`), `year` as it is printed. `rights` are paragraphs, one for
    each layer; `licence` is an address. `remarks` are those of `notesStmt`. `declarations` gives the words of
    each part of `editorialDecl` by the name of its element. `is_ours` tells that our encoder wrote the header.
    """

    publisher: str
    place: str
    date: str
    year: str
    edition: str
    version: str
    rights: tuple[str, ...]
    licence: str
    identifiers: tuple[str, ...]
    subtitle: str
    remarks: tuple[str, ...]
    books: tuple[Book, ...]
    sources: tuple[Source, ...]
    witnesses: tuple[Witness, ...]
    rules: tuple[Rule, ...]
    declarations: dict[str, tuple[str, ...]]
    programme: Programme | None
    created: str

    @property
    def is_ours(self) -> bool:
        """Whether our encoder wrote the header, so that its sentences can be said in other languages."""
        return self.programme is not None and self.programme.name == "edition"


def imprint(document: Document) -> Imprint:
    """The facts of `document`'s header."""
    root = document.header
    publication, edition = "tei:fileDesc/tei:publicationStmt", "tei:fileDesc/tei:editionStmt/tei:edition"
    date = root.find(f"{publication}/tei:date", NAMESPACES)
    stated = root.find(edition, NAMESPACES)
    licence = root.find(f"{publication}/tei:availability/tei:licence", NAMESPACES)
    return Imprint(
        publisher=_said(root, f"{publication}/tei:publisher"),
        place=_said(root, f"{publication}/tei:pubPlace"),
        date=date.get("when", "") if date is not None else "",
        year=(_text(date) or date.get("when", "")[:4]) if date is not None else "",
        edition=_text(stated) if stated is not None else "",
        version=stated.get("n", "") if stated is not None else "",
        rights=tuple(_rights(root)),
        licence=licence.get("target", "") if licence is not None else "",
        identifiers=tuple(_all(root, f"{publication}/tei:idno")),
        subtitle="; ".join(_all(root, "tei:fileDesc/tei:titleStmt/tei:title[@type='sub']")),
        remarks=tuple(_all(root, "tei:fileDesc/tei:notesStmt/tei:note")),
        books=tuple(_books(root)),
        sources=tuple(_sources(root)),
        witnesses=tuple(_witnesses(root)),
        rules=tuple(_rules(root)),
        declarations=_declarations(root),
        programme=_programme(root),
        created=_created(root),
    )


def _rights(root: Element) -> Iterator[str]:
    """The paragraphs on rights; a licence that is quoted at length is left to its address."""
    for node in root.iterfind("tei:fileDesc/tei:publicationStmt/tei:availability/*", NAMESPACES):
        paragraphs = [child for child in node if is_element(child, "p", "ab")]
        if not node.get("target") or len(_text(node)) <= LONG:
            yield from filter(None, map(_text, paragraphs or [node]))


def _books(root: Element) -> Iterator[Book]:
    source = root.find("tei:fileDesc/tei:sourceDesc", NAMESPACES)
    for node in source if source is not None else ():
        if is_element(node, "biblStruct"):
            yield _structured(node)
        elif is_element(node, "bibl") and not _is_digital(node) and _text(node):
            yield Book(words=_listed(node), language=node.get(XML_LANG, ""))
        elif is_element(node, "p") and _text(node):
            yield Book(words=_text(node))


def _listed(node: Element) -> str:
    """The words of a `bibl`, hashes left out; commas between its parts where it has no words of its own."""
    parts = [child for child in node if is_element(child) and not is_element(child, "idno")]
    if folded(text_of(node, lambda inner: inner in parts or is_element(inner, "idno"))) or not parts:
        return folded(text_of(node, lambda inner: is_element(inner, "idno"))).rstrip(" ,;:")
    found = [_listed(part) if len(part) else _text(part).rstrip(" .,") for part in parts]
    return ", ".join(filter(None, found))


def _structured(node: Element) -> Book:
    editors = list(node.iterfind("tei:monogr/tei:editor", NAMESPACES))
    translators = [_text(editor) for editor in editors if editor.get("role") == "translator"]
    others = [_text(editor) for editor in editors if editor.get("role") != "translator"]
    imprint = "tei:monogr/tei:imprint"
    related = node.find("tei:relatedItem[@type='translatedFrom']/*", NAMESPACES)
    return Book(
        title=_said(node, "tei:monogr/tei:title"),
        author=", ".join(_all(node, "tei:monogr/tei:author")),
        translator=", ".join(translators),
        editor=", ".join(others),
        place=_said(node, f"{imprint}/tei:pubPlace"),
        publisher=_said(node, f"{imprint}/tei:publisher"),
        date=_said(node, f"{imprint}/tei:date"),
        language=node.get(XML_LANG, ""),
        original=_related(related) if related is not None else None,
    )


def _related(node: Element) -> Book:
    if is_element(node, "biblStruct"):
        return _structured(node)
    return Book(words=_text(node), language=node.get(XML_LANG, ""))


def _is_digital(node: Element) -> bool:
    return node.get("type") in DIGITAL or any(idno.get("type") == "sha256" for idno in find_all(node, "idno"))


def _sources(root: Element) -> Iterator[Source]:
    for node in root.iterfind("tei:fileDesc/tei:sourceDesc/tei:bibl", NAMESPACES):
        if _is_digital(node):
            hashes = [_text(idno) for idno in find_all(node, "idno") if idno.get("type") == "sha256"]
            yield Source(_listed(node), "".join(hashes[:1]))


def _witnesses(root: Element) -> Iterator[Witness]:
    source = root.find("tei:fileDesc/tei:sourceDesc", NAMESPACES)
    for node in find_all(source, "witness") if source is not None else ():
        siglum = xml_id(node) or node.get("n", "")
        if siglum:
            described = next(find_all(node, "msIdentifier"), node)
            yield Witness(siglum, _listed(described))


def _rules(root: Element) -> Iterator[Rule]:
    for node in root.iterfind("tei:encodingDesc/tei:editorialDecl/tei:interpretation", NAMESPACES):
        words = [_text(child) for child in node if is_element(child)]
        pattern = node.get("n", "")
        if pattern:
            yield Rule(xml_id(node) or "", pattern, "".join(words[:1]), " ".join(words[1:]))
        elif any(words):
            yield Rule(xml_id(node) or "", "", " ".join(words))


def _declarations(root: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for node in root.iterfind("tei:encodingDesc/tei:editorialDecl/*", NAMESPACES):
        name = "p" if is_element(node, "p") else str(node.tag).rpartition("}")[2]
        if name != "interpretation" and _text(node):
            found.setdefault(name, []).append(_text(node))
    return {name: tuple(words) for name, words in found.items()}


def _programme(root: Element) -> Programme | None:
    node = root.find("tei:encodingDesc/tei:appInfo/tei:application", NAMESPACES)
    if node is None:
        return None
    files = tuple(
        (unquote(ptr.get("target", "")), ptr.get("n", "").removeprefix(HASH)) for ptr in find_all(node, "ptr")
    )
    name = node.get("ident") or _said(node, "tei:label")
    return Programme(name, node.get("version", ""), tuple(pair for pair in files if pair[0] != "text.xml"))


def _created(root: Element) -> str:
    node = root.find("tei:profileDesc/tei:creation/tei:date", NAMESPACES)
    return (_text(node) or node.get("when", "")) if node is not None else ""


def _said(node: Element, path: str) -> str:
    found = node.find(path, NAMESPACES)
    return _text(found) if found is not None else ""


def _all(node: Element, path: str) -> list[str]:
    return [words for words in map(_text, node.iterfind(path, NAMESPACES)) if words]


def _text(node: Element) -> str:
    return folded(text_of(node))
