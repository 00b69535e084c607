"""What a header must say so that an edition can be found, used and read aloud."""

from collections.abc import Iterator

from edition.check.finding import Finding
from edition.check.rules.structure import is_shown
from edition.check.subject import Subject
from edition.languages import primary_language
from edition.tree import NAMESPACES, XML_LANG, Element, is_element

FILE = "tei:teiHeader/tei:fileDesc"
LANGUAGES = "tei:teiHeader/tei:profileDesc/tei:langUsage/tei:language"
OF_NO_LANGUAGE = ("und", "zxx", "mul", "mis", "x", "i")


def empty_titles(subject: Subject) -> Iterator[Finding]:
    """An edition without a title."""
    statement = subject.tree.find(f"{FILE}/tei:titleStmt", NAMESPACES)
    titles = [] if statement is None else [child for child in statement if is_element(child, "title")]
    if titles and not any(map(is_shown, titles)):
        text = "the edition has no title."
        yield Finding("TITLE-EMPTY", titles[0], text, "Write it into <title> of the title statement.")


def missing_licence(subject: Subject) -> Iterator[Finding]:
    """An edition that does not say what may be done with it."""
    statement = subject.tree.find(f"{FILE}/tei:publicationStmt", NAMESPACES)
    if statement is None or any(_says_something(node) for node in statement.iter("{*}availability", "{*}licence")):
        return
    if not any(is_element(child, "p", "ab") and is_shown(child) for child in statement):
        text = "nothing says what may be done with the edition."
        yield Finding(
            "LICENCE-MISSING", statement, text, "Add <availability> with a <licence>, or with the terms in <p>."
        )


def _says_something(node: Element) -> bool:
    return bool(node.get("target")) or is_shown(node)


def undeclared_languages(subject: Subject) -> Iterator[Finding]:
    """A document that does not say its language; a language of the text that the header does not list.

    Each language is told once, where it comes first; a region or a script of a declared one is declared.
    """
    listed = [node.get("ident") or "" for node in subject.tree.iterfind(LANGUAGES, NAMESPACES)]
    declared = {primary_language(ident) for ident in listed if ident}
    text = subject.text
    if not declared and not subject.tree.get(XML_LANG) and (text is None or not _has_language(text)):
        said = "nothing says in which language the text is."
        yield Finding("LANGUAGE-MISSING", subject.tree, said, "Add @xml:lang to <TEI>, such as “en”.")
    seen = {*declared, *OF_NO_LANGUAGE} if declared else None
    for node in subject.by_attribute.get(XML_LANG, ()) if seen is not None else ():
        tag = node.get(XML_LANG, "").strip()
        if tag and seen is not None and (language := primary_language(tag)) not in seen and _is_in_text(node):
            seen.add(language)
            said = f"the header does not list the language “{tag}”."
            remedy = f'Add <language ident="{tag}"> to <langUsage>, or correct @xml:lang.'
            yield Finding("LANGUAGE-UNDECLARED", node, said, remedy, XML_LANG)


def _has_language(text: Element) -> bool:
    """Whether the text or each of its parts has a language."""
    parts = [child for child in text if is_element(child, "front", "body", "back", "group")]
    return bool(text.get(XML_LANG)) or (bool(parts) and all(part.get(XML_LANG) for part in parts))


def _is_in_text(node: Element) -> bool:
    return is_element(node, "text", "TEI") or next(node.iterancestors("{*}text", "{*}standOff"), None) is not None
