"""The manual's page on any TEI: what it shows gives what it says."""

import re
from pathlib import Path

import pytest

from edition.document import parse
from edition.foreign import adapted
from edition.writers.html import write_html
from edition.writers.text import write_plain_text

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "any-tei.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?ms)^```xml\n(.*?)^```$", PAGE)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>The Lamp</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body>{}</body></text></TEI>"
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_note_stands_where_the_manual_says(example: str) -> None:
    made = adapted(parse(TEI.format(example).encode()))
    shown = write_plain_text(made.document)[0].decode()
    assert [message for message in made.messages if message.code != "I648"] == []
    assert "six.{1} Nobody came." in shown
    assert "{1} At seven, in summer." in shown


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_note_is_on_the_page_too(example: str) -> None:
    page = write_html(adapted(parse(TEI.format(example).encode())).document)[0]["index.html"].decode()
    words = re.sub(r"<[^>]*>", "", page.partition("<main")[2].partition("</main>")[0])
    assert words.count("At seven, in summer.") == 1


def test_the_manual_shows_several_ways() -> None:
    assert len(EXAMPLES) == 3
