"""Which behaviour each element of TEI has in HTML, in one table."""

from edition.tree import tei
from edition.writers import html_blocks as blocks
from edition.writers import html_inline as inline
from edition.writers.html_body import Behaviours, Body

PARTS = ("byline", "docAuthor", "docDate", "docImprint", "salute", "signed", "dateline", "address", "speaker")
GROUPS = ("opener", "closer", "postscript", "epigraph", "argument", "titlePage", "docTitle")
PHRASES = (
    "persName placeName orgName roleName forename surname name date author editor num term mentioned soCalled said q"
    " biblScope publisher pubPlace idno pc label cell item row addrLine sic orig abbr lem"
)
_TABLE = {
    "p": Body.para,
    "ab": Body.para,
    "note": Body.note,
    "anchor": Body.anchor,
    "div": blocks.division,
    "head": blocks.heading,
    "quote": blocks.quotation,
    "cit": blocks.citation,
    "lg": blocks.verse,
    "l": blocks.line,
    "floatingText": blocks.embedded,
    "sp": blocks.speech,
    "list": blocks.listing,
    "table": blocks.table,
    "figure": blocks.figure,
    **dict.fromkeys((*PARTS, "trailer", "stage", "titlePart"), blocks.part),
    **dict.fromkeys(GROUPS, blocks.group),
    **dict.fromkeys(("text", "front", "body", "back", "group"), blocks.plain_group),
    **dict.fromkeys(PHRASES.split(), Body.inline),
    **dict.fromkeys(("seg", "bibl"), inline.attributed),
    **dict.fromkeys(("choice", "app"), inline.alternate),
    **dict.fromkeys(("corr", "reg", "expan", "supplied", "unclear"), inline.attributed),
    "ref": inline.reference,
    "ptr": inline.reference,
    "hi": inline.highlighted,
    "title": inline.titled,
    "emph": inline.emphasized,
    "foreign": inline.foreign,
    "pb": inline.page,
    "lb": inline.line_break,
    "milestone": inline.milestone,
    "gap": inline.gap,
    "graphic": inline.graphic,
    "figDesc": blocks.part,
    "rdg": inline.nothing,
}
BEHAVIOURS: Behaviours = {tei(name): behaviour for name, behaviour in _TABLE.items()}
