"""The entries of the apparatus in words."""

import pytest
from weir import TEI, weir

from edition.apparatus import apparatus
from edition.document import parse
from edition.writers.entries import entries
from edition.writers.rendering import Rendering


def listed(document):
    return {
        name: [words for _, words in found]
        for name, found in entries(Rendering(document, apparatus(document), "web")).items()
    }


def choice(sic, corr):
    return f"<choice><sic>{sic}</sic><corr>{corr}</corr></choice>"


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        (choice("teh", "the"), "the] teh"),
        (f"ruled a{choice('.', '')} line", "a] a."),
        (f"in {choice('the ', '')}the middle", "in] add. the"),
        (f"under it.{choice('', '’')}", "it.’] it."),
        (f"saw {choice('', 'in ')}it", "saw in] in om."),
        (f"saw{choice(' ', '')}, it", "saw] saw␣"),
        (f"{choice('x', '')}it", "(at the beginning)] add. x"),
        ('one,<milestone unit="paragraph" type="sic"/> two', "one,] the source begins a new paragraph"),
    ],
)
def test_an_emendation_has_a_lemma_and_a_reading(body, entry):
    assert listed(weir(f"<p>{body}</p>"))["emendations"] == [entry]


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        ('<app><lem wit="#P">was</lem><rdg wit="#R"/></app>', "was] P; om. R"),
        ('the moor <app><lem wit="#P"/><rdg wit="#R">all</rdg></app>', "moor] P; add. all R"),
    ],
)
def test_a_variant_has_a_lemma_and_words_for_an_empty_reading(body, entry):
    assert listed(weir(f"<p>{body}</p>"))["variants"] == [entry]


INSERTED = '<p>a <seg type="insertion" resp="#unknown">[said Orr]</seg></p>'


def test_words_that_author_or_translator_may_have_written_are_a_question():
    assert listed(weir(INSERTED))["unattributed"] == ["[said Orr]: author or translator?"]


def test_words_are_of_an_unknown_hand_where_there_is_no_translator():
    page = TEI.format(apart="", body=INSERTED)
    alone = "".join(line for line in page.splitlines(keepends=True) if "day." not in line)
    assert listed(parse(alone.encode()))["unattributed"] == ["[said Orr]: hand unknown"]
