"""Facts of the header, in whatever form a TEI states them; what it does not state is empty, and nothing fails."""

import pytest

from edition.document import Document, parse
from edition.header import Print, document_language, header

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"{language}><teiHeader><fileDesc><titleStmt>{titles}</titleStmt>
<publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>A drawer.</p></sourceDesc></fileDesc>{profile}
</teiHeader><text><body><p>x</p></body></text></TEI>"""


def document(titles: str = "", language: str = "", profile: str = "") -> Document:
    return parse(TEI.format(titles=titles, language=language, profile=profile).encode())


def names(statement: str) -> list[str]:
    return [hand.name for hand in header(document(statement)).hands.values()]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("<author>Ann Ash</author>", "Ann Ash"),
        ("<author><persName>Ann Ash</persName></author>", "Ann Ash"),
        ("<author><persName><forename>Ann</forename><surname>Ash</surname></persName></author>", "Ann Ash"),
        ("<author><forename>Ann</forename> <surname>Ash</surname></author>", "Ann Ash"),
        ("<author><name>Ash, Ann</name><name>Oak, Al</name></author>", "Ash, Ann; Oak, Al"),
        ("<author>Ann <note>d. 1911</note>Ash</author>", "Ann Ash"),
        ("<editor><name>Ann Ash</name></editor>", "Ann Ash"),
        ("<respStmt><resp>notes</resp><persName>Ann Ash</persName></respStmt>", "Ann Ash"),
        ("<respStmt><resp>notes</resp><orgName>The Press</orgName></respStmt>", "The Press"),
    ],
)
def test_a_hand_has_its_name_however_it_is_written(statement: str, name: str) -> None:
    assert names(statement) == [name]


def test_a_statement_without_anything_is_no_fault() -> None:
    found = header(document("<author/><editor/><respStmt/>"))
    assert {hand.name for hand in found.hands.values()} == {""}
    assert found.print == Print()


def test_the_title_comes_before_the_subtitle_and_the_series_last() -> None:
    titles = (
        '<title level="s">Poets</title><title type="sub">A Tale</title><title type="main">The <hi>Weir</hi></title>'
    )
    assert header(document(titles)).titles == ("The Weir", "A Tale", "Poets")


@pytest.mark.parametrize(
    ("language", "profile", "found"),
    [
        ("", "", "en"),
        (' xml:lang="de-AT"', "", "de-AT"),
        (' xml:lang="deu"', "", "de"),
        ("", '<profileDesc><langUsage><language ident="fre">x</language></langUsage></profileDesc>', "fr"),
        ("", "<profileDesc><langUsage><language>x</language></langUsage></profileDesc>", "en"),
        ("", "<profileDesc><langUsage><p>English</p></langUsage></profileDesc>", "en"),
        (' xml:lang=""', '<profileDesc><langUsage><language ident="nl"/></langUsage></profileDesc>', "nl"),
    ],
)
def test_the_language_is_the_one_that_is_stated_or_english(language: str, profile: str, found: str) -> None:
    assert document_language(document(language=language, profile=profile)) == found
