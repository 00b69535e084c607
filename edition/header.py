"""Facts that the TEI header states about an edition: titles, hands, the print, the dates of its layers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.document import Document
from edition.tree import NAMESPACES, XML_LANG, Element, find_all, folded, is_element, local_name, text_of, xml_id

UNKNOWN = "unknown"
PRINT_IN_WORDS = re.compile(r"\((\D[^()]*?),? (\d{4})\)\W*$")
TRANSLATION = re.compile(
    r"(?:translation|traduction|übersetzung|vertaling)\b(?:,? ((?:from|aus|du|de|uit) [^(,;]+))?", re.IGNORECASE
)
YEAR = re.compile(r"-?\d{4}")
OF_THREE_LETTERS = {"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "nld": "nl", "dut": "nl"}
KINDS = {
    "translation": ("translation", "traduction", "übersetzung", "vertaling"),
    "edition": ("encoding",),
    "transcription": ("transcription", "transkription", "transcriptie"),
}


@dataclass(frozen=True)
class Hand:
    """A role in which a person wrote words of the edition.

    `id` is its `xml:id`, such as `hale.ann`; `kind` is `author`, `translation`, `editor`, `edition` (encoding and
    notes of this edition), `transcription`, `unknown` or `notes` (any other). `signature` is "" where the header
    gives none, `role` the words of `resp` ("" for an author), `year` when it was at work, such as `1958` or
    `1952–1954`, "" where the header does not say.
    """

    id: str
    kind: str
    name: str
    role: str = ""
    signature: str = ""
    year: str = ""

    @property
    def origin(self) -> str:
        """What a translation says of its original, such as `from the German`; "" where it says nothing."""
        match = TRANSLATION.match(self.role)
        return (match.group(1) or "").strip() if match else ""


@dataclass(frozen=True)
class Print:
    """The printed copy-text: `place` and `year`, "" where the header does not give them."""

    place: str = ""
    year: str = ""


@dataclass(frozen=True)
class Header:
    """What the header says. `titles` holds the main title first, then those of the part; `hands` keep its order.

    `layers` gives the year of each `change` of the text's making, by its `xml:id`.
    """

    language: str
    titles: tuple[str, ...]
    hands: dict[str, Hand]
    print: Print
    layers: dict[str, str]

    def of_kind(self, kind: str) -> list[Hand]:
        """The hands of one kind, in the header's order."""
        return [hand for hand in self.hands.values() if hand.kind == kind]


def header(document: Document) -> Header:
    """The facts of `document`'s header; what it lacks is empty."""
    root = document.header
    return Header(
        language=document_language(document),
        titles=tuple(_titles(root)),
        hands=_by_id(_hands(root)),
        print=_print(root),
        layers=dict(_layers(root)),
    )


def name_of(node: Element) -> str:
    """A name on one line; where it is nothing but its parts, with a space between them."""
    parts = [folded(text_of(child)) for child in node if is_element(child) and not is_element(child, "note")]
    whole = folded(text_of(node, _is_note))
    return " ".join(filter(None, parts)) if parts and "".join(parts) == whole.replace(" ", "") else whole


def document_language(document: Document) -> str:
    """The language of the edition, such as `en`; `en` where the document does not say."""
    listed = document.header.find("tei:profileDesc/tei:langUsage/tei:language", NAMESPACES)
    places = (
        document.tree.get(XML_LANG),
        document.text.get(XML_LANG),
        listed.get("ident") if listed is not None else "",
    )
    stated = next((place.strip() for place in places if place and place.strip()), "en")
    language, hyphen, region = stated.partition("-")
    return OF_THREE_LETTERS.get(language.lower(), language) + hyphen + region


def _titles(root: Element) -> Iterator[str]:
    found = root.findall("tei:fileDesc/tei:titleStmt/tei:title", NAMESPACES)
    for node in sorted(found, key=_title_rank):
        if words := folded(text_of(node, _is_note)):
            yield words


def _title_rank(title: Element) -> int:
    """0 for a main title, 1 for a subtitle and the like, 2 for that of a series."""
    return 2 if title.get("level") == "s" else int(title.get("type") not in (None, "main"))


def _by_id(hands: Iterator[Hand]) -> dict[str, Hand]:
    """`hands` by their ids; several without one, or of one role, are kept apart by a number."""
    found: dict[str, Hand] = {}
    for hand in hands:
        key = hand.id
        while key in found:
            key = f"{hand.id}.{len(found)}"
        found[key] = replace(hand, id=key)
    return found


def _hands(root: Element) -> Iterator[Hand]:
    statements = root.findall("tei:fileDesc/tei:titleStmt", NAMESPACES)
    statements += root.findall("tei:fileDesc/tei:editionStmt", NAMESPACES)
    for node in (child for statement in statements for child in statement):
        if is_element(node, "author", "editor"):
            kind = local_name(node)
            yield Hand(xml_id(node) or kind, kind, _names(node) or name_of(node))
        elif is_element(node, "respStmt"):
            yield _responsibility(node)


def _responsibility(node: Element) -> Hand:
    role = _words(node, "resp")
    identifier = xml_id(node) or role
    signature = next((folded(text_of(note)) for note in find_all(node, "note")), "")
    return Hand(identifier, _kind(identifier, role), _names(node), role, signature, _years(node))


def _names(node: Element) -> str:
    """All names in a statement, with commas between them, or semicolons where a name has one; "" for none."""
    found = [name_of(name) for name in node if is_element(name, "name", "persName", "orgName")]
    names = [name for name in found if name]
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _years(node: Element) -> str:
    resp = next(find_all(node, "resp"), node)
    when, first, last = (YEAR.match(resp.get(key, "")) for key in ("when", "from", "to"))
    return when.group() if when else "–".join(found.group() for found in (first, last) if found)


def _kind(identifier: str, role: str) -> str:
    if identifier == UNKNOWN:
        return UNKNOWN
    lowered = role.lower().removeprefix("digital ")
    return next((kind for kind, starts in KINDS.items() if lowered.startswith(starts)), "notes")


def _print(root: Element) -> Print:
    source = root.find("tei:fileDesc/tei:sourceDesc", NAMESPACES)
    if source is None:
        return Print()
    imprint = source.find("tei:biblStruct/tei:monogr/tei:imprint", NAMESPACES)
    if imprint is not None:
        return Print(_words(imprint, "pubPlace"), _words(imprint, "date"))
    found = (PRINT_IN_WORDS.search(folded(text_of(bibl))) for bibl in find_all(source, "bibl"))
    return next((Print(match.group(1), match.group(2)) for match in found if match), Print())


def _layers(root: Element) -> Iterator[tuple[str, str]]:
    for change in root.iterfind("tei:profileDesc/tei:creation/tei:listChange/tei:change", NAMESPACES):
        year = YEAR.match(change.get("when") or change.get("from") or "")
        identifier = xml_id(change)
        if identifier and year:
            yield identifier, year.group()


def _words(node: Element, name: str) -> str:
    found = next(find_all(node, name), None)
    return folded(text_of(found)) if found is not None else ""


def _is_note(node: Element) -> bool:
    return is_element(node, "note")
