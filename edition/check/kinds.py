"""Which kind of thing a pointer must lead to (TEI P5, the descriptions of its pointer attributes).

Only what is certain stands here: an attribute that is not named may lead to anything.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from edition.odd import edition_odd
from edition.tree import Element, is_element, local_name, tei

POINTER = "data.pointer"
_ALWAYS = (
    "adj adjFrom adjTo ana calendar change children copyOf corresp datingMethod datingPoint decls domains edRef end "
    "exclude facs feats fromUnit fVal given hand inst lemmaRef mergedIn mutual next nymRef origin parent parts perf "
    "period prev ref rendition resp sameAs scribeRef scriptRef select since source spanTo synch target targetEnd "
    "toUnit toWhom unitRef where who wit"
)
ALWAYS = frozenset(_ALWAYS.split())
OF_ELEMENTS = {
    "active": ("relation",),
    "passive": ("relation",),
    "from": ("app", "arc", "span"),
    "to": ("app", "arc", "span"),
    "scheme": ("keywords", "catRef", "classCode", "locus", "locusGrp"),
    "new": ("handShift",),
    "url": ("graphic", "media", "binaryObject"),
}
TYPED = ("name", "rs", "ref")


class Kind(NamedTuple):
    """What a pointer must lead to: one of the elements `names`, as a message says it; an empty `names` allows all.

    `said` is a noun with its article, `remedy` what to do where it leads elsewhere.
    """

    names: frozenset[str] = frozenset()
    said: str = ""
    remedy: str = ""


def _kind(names: str, said: str, remedy: str) -> Kind:
    return Kind(frozenset(names.split()), said, remedy)


ANYTHING = Kind()
NAMES = "name nym item category entry"
PEOPLE = f"person personGrp persona persName org role castItem author editor respStmt principal {NAMES}"
PERSON = _kind(f"{PEOPLE} orgName", "a person", "Point it to a <person>.")
SPEAKER = _kind(f"{PEOPLE} orgName castGroup listPerson", "a person or a role",
                "Point it to a <person> or a <role>.")  # fmt: skip
PLACE = _kind(
    f"place placeName geogName settlement region country district bloc location listPlace org {NAMES}",
    "a place", "Point it to a <place>.",
)  # fmt: skip
ORGANISATION = _kind(f"org orgName personGrp listOrg repository institution publisher {NAMES}", "an organisation",
                     "Point it to an <org>.")  # fmt: skip
WORK = _kind(
    f"bibl biblStruct biblFull title msDesc msPart msItem msItemStruct object witness listBibl relatedItem {NAMES}",
    "a work", "Point it to a <bibl>.",
)  # fmt: skip
SOURCE = _kind(
    "bibl biblStruct biblFull witness msDesc msPart msFrag edition editionStmt sourceDesc listWit listBibl object "
    "relatedItem item",
    "a source", "Point it to a <bibl> or a <witness>.",
)  # fmt: skip
WITNESS = _kind("witness listWit msDesc msPart msFrag bibl biblStruct biblFull object", "a witness",
                "Point it to a <witness>.")  # fmt: skip
HAND = _kind(f"{PEOPLE} orgName sponsor funder", "a hand", "Point it to a <respStmt>.")
SCRIBE = _kind("handNote", "the hand of a scribe", "Point it to a <handNote>.")
SCRIPT = _kind("scriptNote", "a script", "Point it to a <scriptNote>.")
LAYER = _kind("change listChange", "a change or a layer", "Point it to a <change>.")
TAXONOMY = _kind("taxonomy category bibl biblStruct biblFull foliation", "a taxonomy", "Point it to a <taxonomy>.")
CATEGORY = _kind("category taxonomy", "a category", "Point it to a <category>.")
IMAGE = _kind(
    "facsimile surface surfaceGrp zone graphic media binaryObject sourceDoc line path pb", "an image or a part of one",
    "Point it to a <surface>, a <zone> or a <graphic>.",
)  # fmt: skip
RENDITION = _kind("rendition", "a rendition", "Point it to a <rendition>.")
NYM = _kind("nym name persName placeName orgName entry item", "a form of a name", "Point it to a <nym>.")
NOTE = _kind("note anchor noteGrp", "a note", "Point it to the <note>.")

BY_ATTRIBUTE: Mapping[str, Kind] = {
    "wit": WITNESS,
    "resp": HAND,
    "hand": SCRIBE,
    "new": SCRIBE,
    "scriptRef": SCRIPT,
    "change": LAYER,
    "scheme": TAXONOMY,
    "edRef": SOURCE,
    "facs": IMAGE,
    "rendition": RENDITION,
    "who": SPEAKER,
    "toWhom": SPEAKER,
    "perf": SPEAKER,
    "scribeRef": SPEAKER,
    "nymRef": NYM,
}
BY_ELEMENT: Mapping[tuple[str, str], Kind] = {
    **{(name, "ref"): PERSON for name in ("persName", "forename", "surname", "author", "editor")},
    **{(name, "ref"): PLACE for name in ("placeName", "settlement", "region", "country", "district", "bloc")},
    ("orgName", "ref"): ORGANISATION,
    ("title", "ref"): WORK,
    ("catRef", "target"): CATEGORY,
}
BY_TYPE: Mapping[tuple[str, str, str], Kind] = {
    **{(name, "ref", "person"): PERSON for name in ("name", "rs")},
    **{(name, "ref", "place"): PLACE for name in ("name", "rs")},
    **{(name, "ref", "org"): ORGANISATION for name in ("name", "rs")},
    ("ref", "target", "note"): NOTE,
}
NOUNS: Mapping[str, str] = {
    "person": "a person of the register",
    "personGrp": "a group of persons of the register",
    "persona": "a person of the register",
    "place": "a place of the register",
    "org": "an organisation of the register",
    "event": "an event of the register",
    "bibl": "a source",
    "biblStruct": "a source",
    "witness": "a witness",
    "respStmt": "a hand",
    "author": "the author",
    "editor": "an editor",
    "handNote": "the hand of a scribe",
    "category": "a category",
    "taxonomy": "a taxonomy",
    "change": "a change",
    "role": "a role",
    "castItem": "a part in the cast",
    "p": "a paragraph",
    "head": "a heading",
    "div": "a division",
    "note": "a note",
    "anchor": "an anchor",
    "l": "a line of verse",
    "lg": "a group of lines",
    "pb": "a page break",
    "lb": "a line break",
    "table": "a table",
    "list": "a list",
    "figure": "a figure",
}


def noun(name: str) -> str:
    """How a message calls an element of this name."""
    return NOUNS.get(name, f"an element “{name}”")


@cache
def pointer_attributes(tag: str) -> frozenset[str]:
    """The attributes of an element, by its name in Clark notation, whose values are pointers.

    Those that the ODD says, and of what it does not know those that are pointers wherever TEI has them.
    """
    name = tag.removeprefix(tei(""))
    if name == tag:
        return frozenset()
    odd = edition_odd()
    spec = odd.elements.get(name)
    known = odd.attributes(spec) if spec else {}
    pointing = {ident for ident, attribute in known.items() if attribute.datatype == POINTER}
    usual = ALWAYS | {attribute for attribute, names in OF_ELEMENTS.items() if name in names}
    return frozenset(pointing | (usual - known.keys()))


@cache
def attribute_names() -> frozenset[str]:
    """All attributes that are pointers in some element."""
    specified = (pointer_attributes(tei(name)) for name in edition_odd().elements)
    return frozenset(OF_ELEMENTS).union(ALWAYS, *specified)


@cache
def kind_of_name(tag: str, attribute: str) -> Kind:
    """What an attribute of the elements with this Clark name must lead to, whatever their type."""
    name = tag.removeprefix(tei(""))
    return BY_ELEMENT.get((name, attribute)) or BY_ATTRIBUTE.get(attribute, ANYTHING)


def kind_of(node: Element, attribute: str) -> Kind:
    """What an attribute of `node` must lead to."""
    if is_element(node, *TYPED):
        by_type = BY_TYPE.get((local_name(node), attribute, node.get("type", "")))
        if by_type:
            return by_type
    return kind_of_name(str(node.tag), attribute)
