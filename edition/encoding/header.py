"""The `teiHeader`, made from the settings: who wrote what, after which book, by which rules."""

from collections.abc import Sequence

from edition.settings import UNKNOWN, Hand, Print, Settings
from edition.tree import Element, append, element

LABELS = {
    "translation": "translation (whole text)",
    "notes to the translation": "notes to the translation",
    "editor": "edition",
    "notes": "notes",
    "transcription": "digital transcription",
    "this edition": "encoding, emendation and notes of this edition",
    "unknown": "words whose hand the sources do not settle",
}
DECLARATIONS = (
    ("correction", {"method": "markup"},
     "Each correction stands beside the reading that it replaces, with its class and the hand that answers for it."),
    ("quotation", {"marks": "all"}, "Quotation marks are kept as characters of the source."),
    ("normalization", {"method": "silent"},
     "White space is normalised; a title set in capitals has those of the settings. Nothing else is silent."),
    ("hyphenation", {"eol": "none"}, "Hyphens of the source are kept unless a correction removes them."),
)  # fmt: skip
SEPARATION = (
    "The author’s notes stand where their marks stand; the notes of every other hand stand in lists of their own, also "
    "where the copy-text prints them among the author’s."
)


def header(settings: Settings, languages: Sequence[str], version: str) -> Element:
    """The header.

    `languages` are codes used in the text besides its own. What the document is made from is entered when it is
    written, see provenance.py.
    """
    return element(
        "teiHeader", None,
        _file(settings),
        element("encodingDesc", None, _declarations(settings), *_citing(settings), _application(version)),
        _profile(settings, languages),
        _revision(settings),
    )  # fmt: skip


def _file(settings: Settings) -> Element:
    said = settings.publication.note
    remarks = [element("notesStmt", None, element("note", None, said))] if said else []
    parts = (_title_statement(settings), _edition(settings), _publication(settings), *remarks, _sources(settings))
    return element("fileDesc", None, *parts)


def _title_statement(settings: Settings) -> Element:
    text = settings.text
    made = element("titleStmt")
    if text.book:
        append(made, element("title", {"level": "m", "type": "main"}, text.book))
    append(made, element("title", {"level": "a", "type": "part"} if text.book else {"level": "a"}, text.title))
    if text.subtitle:
        append(made, element("title", {"type": "sub"}, text.subtitle))
    for hand in settings.hand:
        if hand.role == "author":
            append(made, element("author", {"xml:id": hand.id} | _person(hand), hand.name))
    for hand in settings.hand:
        if hand.role not in ("author", "unknown"):
            append(made, _responsibility(hand, settings))
    if all(hand.id != settings.desk for hand in settings.hand):
        append(made, _responsibility(Hand(settings.desk, "this edition", "the edition desk"), settings))
    if all(hand.id != UNKNOWN for hand in settings.hand):
        append(made, _responsibility(Hand(UNKNOWN, "unknown", "unattributed"), settings))
    return made


def _person(hand: Hand) -> dict[str, str]:
    return {"ref": f"#{_person_id(hand)}"} if hand.born or hand.died else {}


def _person_id(hand: Hand) -> str:
    return f"per.{hand.id}"


def _responsibility(hand: Hand, settings: Settings) -> Element:
    said = hand.label or LABELS[hand.role]
    if hand.role == "translation" and settings.text.original and not hand.label:
        said = f"translation from the {LANGUAGES.get(settings.text.original, settings.text.original)} (whole text)"
    when = {"when": hand.when, "from": hand.from_, "to": hand.to}
    dates = {key: value for key, value in when.items() if value}
    made = element(
        "respStmt", {"xml:id": hand.id}, element("resp", dates, said), element("name", _person(hand), hand.name)
    )
    if hand.signature:
        append(made, element("note", {"type": "signature"}, hand.signature))
    return made


def _edition(settings: Settings) -> Element:
    made = settings.publication
    return element("editionStmt", None, element("edition", {"n": made.version}, made.edition))


def _publication(settings: Settings) -> Element:
    made = settings.publication
    layers = [" ".join(line.split()) for line in made.rights.splitlines() if line.strip()]
    said: list[Element] = [element("p", None, layer) for layer in layers] if len(layers) > 1 else []
    rights = [element("licence", {"target": made.licence}, *(said or layers))] if made.licence else said
    rights = rights or [element("p", None, *layers)]
    parts: list[Element] = [element("publisher", None, made.publisher)]
    if made.place:
        parts.append(element("pubPlace", None, made.place))
    status = "free" if made.licence else "restricted"
    parts.append(element("availability", {"status": status}, *rights))
    if made.date:
        parts.append(element("date", {"when": made.date}, made.date[:4]))
    return element("publicationStmt", None, *parts)


def _sources(settings: Settings) -> Element:
    made = element("sourceDesc")
    if settings.print.bibl:
        append(made, element("bibl", {"xml:id": "E"}, settings.print.bibl))
    elif settings.print != Print():
        book = _book(settings.print, {"xml:id": "E"})
        if settings.original != Print():
            inner = _book(
                settings.original, {"xml:lang": settings.original.language or settings.text.original or "und"}
            )
            append(book, element("relatedItem", {"type": "translatedFrom"}, inner))
        append(made, book)
    for number, source in enumerate(settings.source):
        identifier = element("idno", {"type": "sha256"}, source.sha256)
        said = "digital transcription as received, "
        name = {"xml:id": "W" if number == 0 else f"W{number + 1}"}
        append(made, element("bibl", name, said, identifier))
    return made


def _book(book: Print, attributes: dict[str, str]) -> Element:
    if book.bibl:
        return element("bibl", attributes, book.bibl)
    monograph = element("monogr")
    if book.author:
        append(monograph, element("author", None, book.author))
    append(monograph, element("title", {"level": "m"}, book.title))
    for role, name in (("translator", book.translator), ("editor", book.editor)):
        if name:
            append(monograph, element("editor", {"role": role}, name))
    imprint = element("imprint")
    for tag, words in (("pubPlace", book.place), ("publisher", book.publisher)):
        if words:
            append(imprint, element(tag, None, words))
    append(imprint, element("date", {"when": book.date} if book.date[:1].isdigit() else None, book.date or "n.d."))
    append(monograph, imprint)
    return element("biblStruct", attributes, monograph)


def _declarations(settings: Settings) -> Element:
    made = element("editorialDecl")
    for name, attributes, words in DECLARATIONS:
        append(made, element(name, attributes, element("p", None, words)))
    for rule in settings.notes.rule:
        name = next((hand.name for hand in settings.hand if hand.id == rule.hand), rule.hand)
        words = f"Square brackets inside the notes are the words of {name}."
        given = ({"xml:id": rule.id} if rule.id else {}) | {"n": rule.pattern}
        append(made, element("interpretation", given, element("p", None, words), element("p", None, rule.evidence)))
    apart = {"xml:id": "rule.hands", "n": "hands-apart"}
    append(made, element("interpretation", apart, element("p", None, SEPARATION)))
    return made


def _citing(settings: Settings) -> list[Element]:
    numbered = "//*[self::p or self::lg or self::table][@n]"
    given = {"unit": "paragraph", "match": f".{numbered}", "use": "@n", "delim": "."}
    paragraph = element("citeStructure", given)
    chapter = element("citeStructure", {"unit": "chapter", "match": "/TEI/text/body/div", "use": "@n"}, paragraph)
    if not any(source.part for source in settings.source):
        del paragraph.attrib["delim"]
        paragraph.set("match", f"/TEI/text/body{numbered}")
        chapter = paragraph
    names = " or ".join(f"self::{name}" for name in ("p", "lg", "sp", "list", "table", "figure", "head", "note"))
    unit = element("citeStructure", {"unit": "unit", "match": f"/TEI//*[{names}][@xml:id]", "use": "@xml:id"})
    return [element("refsDecl", {"default": "true"}, chapter), element("refsDecl", {"n": "anchors"}, unit)]


def _application(version: str) -> Element:
    made = element("application", {"ident": "edition", "version": version}, element("label", None, "edition"))
    return element("appInfo", None, made)


def _profile(settings: Settings, languages: Sequence[str]) -> Element:
    made = element("profileDesc")
    if settings.text.created:
        creation = element("creation", None, element("date", {"when": settings.text.created}, settings.text.created))
        if settings.layer:
            changes = [
                element("change", {"xml:id": layer.id, "when": layer.when}, layer.text or layer.when)
                for layer in settings.layer
            ]
            append(creation, element("listChange", None, *changes))
        append(made, creation)
    use = element("langUsage")
    for code in dict.fromkeys([settings.text.language, settings.text.original, *languages]):
        if code:
            name = LANGUAGES.get(code, code)
            said = f"{name} (original, not given)" if code == settings.text.original else name
            append(use, element("language", {"ident": code}, said))
    append(made, use)
    return made


def _revision(settings: Settings) -> Element:
    when = {"when": settings.publication.date} if settings.publication.date else {}
    change = element("change", when | {"who": f"#{settings.desk}"}, "Encoded from the source text.")
    return element("revisionDesc", None, change)


def persons(settings: Settings) -> Element | None:
    """The register of persons whose years the settings give; None where they give none."""
    made = element("listPerson")
    for hand in settings.hand:
        if hand.born or hand.died:
            person = element(
                "person", {"xml:id": _person_id(hand)}, element("persName", None, hand.person or hand.name)
            )
            for tag, when in (("birth", hand.born), ("death", hand.died)):
                if when:
                    append(person, element(tag, {"when": when}))
            append(made, person)
    return made if len(made) else None


LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "grc": "Ancient Greek", "he": "Hebrew", "hu": "Hungarian", "it": "Italian",
    "ja": "Japanese", "la": "Latin", "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
