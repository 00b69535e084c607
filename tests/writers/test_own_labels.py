"""The words that an edition brings in its `styles/labels.toml`."""

import pytest
from weir import authorial, editorial, weir

from edition.document import Document, parse, serialise
from edition.dress import Dress
from edition.errors import SettingsError
from edition.resources import resource
from edition.writers.html import write_html
from edition.writers.labels import labels, own_labels
from edition.writers.text import write_plain_text


def own(words: str) -> Dress:
    return Dress(styles={"labels.toml": words.encode()})


def document(language: str = "en") -> Document:
    body = f'<p xml:id="pb2k7" n="1">Full.{authorial("n1", "1")}<anchor type="note" xml:id="a.n2"/></p>'
    made = serialise(weir(body, editorial("n2"))).decode().replace('xml:lang="en"', f'xml:lang="{language}"')
    return parse(made.encode())


def test_an_edition_may_say_it_in_its_own_words() -> None:
    dress = own('[notes]\nprinted = "Remarks"\nprinted_of = "Remarks of {years}"\n')
    assert "REMARKS" in write_plain_text(document(), dress=dress)[0].decode()
    assert "Remarks" in write_html(document(), dress=dress)[0]["index.html"].decode()


def test_a_label_that_the_edition_leaves_out_is_that_of_the_language() -> None:
    assert labels("fr", own('[notes]\nprinted = "Remarques"\n'))("contents") == labels("fr")("contents")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('contents = "C"\n[notes]\nprintd = "Remarks"', "styles/labels.toml:3: E415 there is no label “notes.printd”."),
        ('notes = "Remarks"', "styles/labels.toml:1: E415 there is no label “notes”."),
        ('\n[title]\nby = "{nams}"', "styles/labels.toml:3: E416 the label “title.by” has a place"),
        ('[title]\nby = "{names.__class__}"', "styles/labels.toml:2: E416"),
        ('[title]\nby = "{names!r}"', "styles/labels.toml:2: E416"),
        ('[title]\nby = "{names"', "styles/labels.toml:2: E416"),
        ("contents = Inhalt", "styles/labels.toml:1: E112"),
        ("contents = 3", "styles/labels.toml:1: E415"),
    ],
)
def test_a_label_that_nobody_can_use_is_told_with_its_line(words: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        own_labels(own(words))
    assert str(caught.value).startswith(told)


def test_a_label_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"Nearest: notes\.printed"):
        own_labels(own('[notes]\nprintd = "Remarks"'))


def test_a_place_that_a_label_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(SettingsError, match=r"Its places: \{names\}\."):
        own_labels(own('[title]\nby = "{nams}"'))


def test_a_language_without_labels_says_how_many_are_english() -> None:
    whole = write_plain_text(document("es"))[1][0].text
    told = write_plain_text(document("es"), dress=own('contents = "Índice"\n'))[1][0].text
    assert int(whole.split()[0]) == int(told.split()[0]) + 1
    assert "“es”" in told


def test_a_language_whose_labels_the_edition_brings_says_nothing() -> None:
    every = resource("styles", "labels", "en.toml").decode()
    assert write_plain_text(document("es"), dress=own(every))[1] == ()
