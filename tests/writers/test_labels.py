"""The words of an edition in its language."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from types import MappingProxyType

import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import Document, parse, serialise
from edition.report import Severity
from edition.resources import resource, resource_names
from edition.writers import WRITERS, rendering
from edition.writers.book import print_page
from edition.writers.html import write_html
from edition.writers.labels import Labels
from edition.writers.text import write_plain_text

LANGUAGES = [name.removesuffix(".toml") for name in resource_names("styles", "labels")]
OTHERS = [language for language in LANGUAGES if language != "en"]
APART = Display(numbering="by-hand", mixed="apart")
WORDS = {
    "fr": "Le bief était plein{}, et la <choice><sic>vane</sic><corr type='misprint'>vanne</corr></choice> close{}.",
    "de": "Der Graben war voll{}, und das <choice><sic>Wher</sic><corr type='misprint'>Wehr</corr></choice> zu{}.",
    "nl": "De sloot stond vol{}, en de <choice><sic>slius</sic><corr type='misprint'>sluis</corr></choice> dicht{}.",
}
UNKNOWN = '<note type="unattributed" resp="#unknown" n="3" xml:id="n4"><p>Marge</p></note>'


def table(language: str) -> dict[str, str]:
    """The labels of one file by their whole keys."""
    found = tomllib.loads(resource("styles", "labels", f"{language}.toml").decode())
    inner = {
        f"{key}.{name}": words for key, part in found.items() if isinstance(part, dict) for name, words in part.items()
    }
    return {key: words for key, words in found.items() if isinstance(words, str)} | inner


def edition(language: str, role: str = "translation from the Danish") -> Document:
    """One paragraph with a correction; notes by its author, its translator in that note, its desk, nobody knows who."""
    words = WORDS.get(language.partition("-")[0], WORDS["nl"])
    first = authorial("n1", "1", "mot" + call("n2"))
    body = f'<p xml:id="pb2k7" n="1">{words.format(first + call("n3"), UNKNOWN)}</p>'
    made = serialise(weir(body, editorial("n2"), editorial("n3", number="2", hand="desk"))).decode()
    made = made.replace('xml:lang="en"', f'xml:lang="{language}"').replace("translation from the Danish", role)
    return parse(made.encode())


def text(document: Document, display: Display | None = None) -> str:
    """The plain text on one line."""
    return re.sub("[ \n]+", " ", write_plain_text(document, display)[0].decode())


def page(document: Document, display: Display | None = None) -> str:
    return write_html(document, display)[0]["index.html"].decode()


def placeholders(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(words) if name)


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_labels_of_english(language: str) -> None:
    assert list(table(language)) == list(table("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_the_labels_of_each_language_have_the_placeholders_of_english(language: str) -> None:
    ours = {key: placeholders(words) for key, words in table(language).items()}
    assert ours == {key: placeholders(words) for key, words in table("en").items()}


def test_french_labels_have_a_narrow_space_before_high_points_and_in_guillemets() -> None:
    wrong = [
        words
        for words in table("fr").values()
        if re.search(r"(?<!\u202f)[;:!»]|(?<=[^\u202f])\?|«(?!\u202f)|[“”]", words)
    ]
    assert wrong == []


def test_german_labels_have_low_quotation_marks() -> None:
    assert [words for words in table("de").values() if words.count("„") != words.count("“") or "”" in words] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Les notes non signées ont pour auteur A. Loe\u202f; les mots entre [ ]"),
        ("fr", "les mots entre [ ] signés N.d.T. ont pour auteur B. Day,"),
        ("fr", "ceux signés N.d.É. les éditeurs,"),
        ("fr", "[x --N.d.T.]"),
        ("fr", "vanne] vane (= coquille)"),
        ("fr", "note 3, «\u202fMarge\u202f»\u202f: auteur ou traducteur\u202f?"),
        ("de", "Nicht signierte Anmerkungen stammen von A. Loe; Wörter in [ ] mit der Signatur Üb. von B. Day,"),
        ("de", "mit der Signatur Hg. von den Herausgebern,"),
        ("de", "[x --Üb.]"),
        ("de", "Wehr] Wher (= Druckfehler)"),
        ("de", "Anm. 3, „Marge“: Autor oder Übersetzer?"),
        ("nl", "Niet ondertekende noten zijn van A. Loe; woorden tussen [ ] ondertekend vert. zijn van B. Day,"),
        ("nl", "ondertekend red. van de redactie,"),
        ("nl", "[x --vert.]"),
        ("nl", "sluis] slius (= zetfout)"),
        ("nl", "noot 3, ‘Marge’: auteur of vertaler?"),
    ],
)
def test_the_plain_text_speaks_the_language_of_the_edition(language: str, said: str) -> None:
    assert said in text(edition(language))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "note 2 des éditeurs"),
        ("fr", '<h2 id="apparatus:emendations">Corrections</h2>'),
        ("fr", "—N.d.T.]"),
        ("de", "Anmerkung 2 der Herausgeber"),
        ("de", '<h2 id="apparatus:emendations">Emendationen</h2>'),
        ("de", "—Üb.]"),
        ("nl", "noot 2 van de redactie"),
        ("nl", '<h2 id="apparatus:emendations">Emendaties</h2>'),
        ("nl", "—vert.]"),
    ],
)
def test_the_page_speaks_the_language_of_the_edition(language: str, said: str) -> None:
    assert said in page(edition(language))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Traduit par B. Day"),
        ("de", "Übersetzt von B. Day"),
        ("nl", "Vertaald door B. Day"),
        ("es", "Translated from the Danish by B. Day"),
    ],
)
def test_an_origin_in_english_stands_among_english_words_only(language: str, said: str) -> None:
    assert said in text(edition(language))


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("fr", "traduction du danois", "Traduit du danois par B. Day"),
        ("de", "Übersetzung aus dem Dänischen", "Übersetzt aus dem Dänischen von B. Day"),
        ("nl", "vertaling uit het Deens", "Vertaald uit het Deens door B. Day"),
    ],
)
def test_an_origin_in_the_language_of_the_edition_is_told(language: str, role: str, said: str) -> None:
    assert said in text(edition(language, role))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "NOTES DE L’AUTEUR (A. Loe\u202f; 2 sans attribution)"),
        ("fr", "NOTES ÉDITORIALES (B. Day, traducteur\u202f; b les éditeurs)"),
        ("de", "ANMERKUNGEN DER HERAUSGEBER (B. Day, Übersetzer; b die Herausgeber)"),
        ("nl", "NOTEN VAN DE REDACTIE (B. Day, vertaler; b de redactie)"),
    ],
)
def test_series_apart_are_named_in_the_language_of_the_edition(language: str, said: str) -> None:
    assert said in text(edition(language), APART)


def test_a_tag_with_a_region_has_the_labels_of_its_language() -> None:
    assert "[x --Üb.]" in text(edition("de-AT"))


@pytest.mark.parametrize("name", ["html", "txt"])
def test_a_language_without_labels_has_english_ones_and_says_so_once(name: str) -> None:
    messages = WRITERS[name].write(edition("es"), Display()).messages
    assert [(message.code, message.severity) for message in messages] == [("I403", Severity.INFO)]


@pytest.mark.parametrize("name", ["html", "txt"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_with_labels_says_nothing(name: str, language: str) -> None:
    assert WRITERS[name].write(edition(language), Display()).messages == ()


@pytest.fixture
def speechless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels without words: only their placeholders are left."""
    bare = {key: " ".join(f"{{{name}}}" for name in placeholders(words)) or " " for key, words in table("en").items()}
    words = Labels(MappingProxyType(bare | {"title.origin": "from"}))
    monkeypatch.setattr(rendering, "labels", lambda *_: words)


def said(html: str) -> str:
    """The words of a page and of its labels for those who do not see it."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html.partition("<body")[2])
    named = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', body)
    return " ".join([re.sub("<[^>]*>", " ", f"<body{body}"), *named])


def pages(document: Document, display: Display) -> str:
    """What all pages of the web edition say."""
    return " ".join(said(data.decode()) for name, data in write_html(document, display)[0].items() if "html" in name)


def book(document: Document, display: Display) -> str:
    """What the page says that is printed."""
    return said(print_page(document, display)[0])


@pytest.mark.parametrize("display", [Display(), APART], ids=["printed", "by-hand"])
@pytest.mark.parametrize("write", [text, pages, book])
@pytest.mark.parametrize("of", ["the weir", "the specimen"])
@pytest.mark.usefixtures("speechless")
def test_every_word_comes_from_the_document_or_the_labels(
    of: str, write: Callable[..., str], display: Display, specimen: Path
) -> None:
    document = edition("en") if of == "the weir" else parse((specimen / "text.xml").read_bytes())
    tei = serialise(document).decode()
    known = {word for pattern in ("<[^>]*>", '<[^>]*?="|[<>"]') for word in words(re.sub(pattern, " ", tei))}
    known |= {identifier.casefold()[1:] for identifier in re.findall(r'xml:id="([^"]+)"', tei)}
    assert sorted(set(words(write(document, display))) - known) == []


def words(shown: str) -> list[str]:
    """The words of two letters or more; what has figures in it is a number, an id or a hash."""
    return re.findall(r"\b[^\W\d_]{2,}\b", shown.casefold())
