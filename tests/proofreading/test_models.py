"""Whatever the models of an edition leave out, pick or add: nothing counts as lost or invented by it."""

import pytest

from edition.apparatus import Display
from edition.document import Document, parse
from edition.dress import Dress
from edition.outputs import Shown
from edition.proofreading import Proof
from edition.writers import WRITERS

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A mill</title>
</titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>
<text><body><div>"""
NESTED = "<p>A <app><lem>wheel</lem><rdg>pair of <app><lem>wheels</lem><rdg>stones</rdg></app></rdg></app> turned.</p>"
NAMES = '<p>Here <persName>Ada</persName> lived, and <seg type="aside">so they say</seg> died.</p>'
OUTPUTS = pytest.mark.parametrize("name", ["html", "txt"])


def document(body: str) -> Document:
    """A TEI whose only division holds `body`."""
    return parse(f"{HEAD}{body}</div></body></text></TEI>".encode(), "mill.xml")


def proof(body: str, name: str, models: str = "") -> Proof:
    """The proof of an output that shows `body` by these models."""
    dress = Dress(styles={"models.odd": _odd(models)}) if models else None
    shown = Shown(document(body), "", Display(), dress)
    written = WRITERS[name].write(shown.document, shown.display, dress)
    found = shown.proofreader.proof(name, written.files, written.printed)
    assert found is not None
    return found


def _odd(models: str) -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="own" start="TEI">{models}
</schemaSpec></body></text></TEI>""".encode()


def _model(element: str, model: str) -> str:
    return f'<elementSpec ident="{element}" mode="change">{model}</elementSpec>'


def told(found: Proof) -> list[str]:
    return [str(message) for message in found.messages]


@OUTPUTS
def test_a_text_without_numbers_notes_or_ids_is_read_back(name: str) -> None:
    assert told(proof("<p>Plain words.</p>", name)) == []


@OUTPUTS
def test_words_of_an_index_are_hidden_by_its_name(name: str) -> None:
    found = proof("<p>The <index><term>mill</term></index>mill stood still.</p>", name)
    assert told(found) == []
    assert found.hidden["index"] == len("mill")


@OUTPUTS
def test_words_that_an_own_model_omits_are_hidden_by_the_name_of_their_element(name: str) -> None:
    found = proof(NAMES, name, _model("seg", '<model predicate="@type=\'aside\'" behaviour="omit"/>'))
    assert told(found) == []
    assert found.hidden["seg"] == len("sotheysay")


@OUTPUTS
def test_an_own_model_may_show_what_the_source_has(name: str) -> None:
    choice = "<p>The <choice><sic>mil</sic><corr>mill</corr></choice> stood still.</p>"
    found = proof(
        choice, name, _model("choice", '<model behaviour="alternate"><param name="default" value="sic"/></model>')
    )
    assert told(found) == []
    assert found.hidden["corr"] == len("mill")


@OUTPUTS
@pytest.mark.parametrize("after", ["'so'", "concat(' [', @type, ']')"])
def test_words_that_an_own_model_adds_are_generated(name: str, after: str) -> None:
    model = (
        f'<model behaviour="inline"><param name="before" value="\'so\'"/><param name="after" value="{after}"/></model>'
    )
    assert told(proof(NAMES, name, _model("seg", model))) == []


def test_words_that_no_model_adds_are_invented() -> None:
    shown = Shown(document(NAMES), "", Display())
    data = WRITERS["txt"].write(shown.document, shown.display).files["edition.txt"]
    found = shown.proofreader.proof("txt", {"edition.txt": data.replace(b"Ada", b"one Ada")})
    assert found is not None
    assert found.invented == len("one")


@OUTPUTS
def test_readings_in_readings_may_be_hidden_in_any_order(name: str) -> None:
    found = proof(NESTED, name)
    assert told(found) == []
    assert found.hidden["rdg"] == len("pairofwheelsstones")


@OUTPUTS
def test_alternatives_of_any_name_are_hidden(name: str) -> None:
    found = proof("<p>A<choice><unclear>mill</unclear><unclear>mull</unclear></choice>.</p>", name)
    assert told(found) == []
    assert found.hidden["unclear"] == len("mull")


@OUTPUTS
def test_words_that_a_sequence_of_models_shows_twice_are_generated_once(name: str) -> None:
    twice = '<modelSequence><model behaviour="inline"/><model behaviour="inline" cssClass="again"/></modelSequence>'
    found = proof(NAMES, name, _model("seg", twice))
    assert told(found) == []


@OUTPUTS
def test_words_of_an_element_made_a_point_are_hidden(name: str) -> None:
    found = proof(NAMES, name, _model("seg", '<model behaviour="anchor"/>'))
    assert told(found) == []
    assert found.hidden["seg"] == len("sotheysay")


def test_outputs_of_which_models_say_the_same_are_read_once() -> None:
    shown = Shown(document(NESTED), "", Display())
    assert shown.proofreader.reading("html") is shown.proofreader.reading("txt")


def test_a_model_for_one_output_holds_for_it_alone() -> None:
    aside = _model("seg", '<model output="web" predicate="@type=\'aside\'" behaviour="omit"/>')
    assert [proof(NAMES, name, aside).hidden.get("seg", 0) for name in ("html", "txt")] == [len("sotheysay"), 0]


@OUTPUTS
def test_a_note_in_a_reading_that_is_not_shown_is_a_note(name: str) -> None:
    found = proof("<p>A <app><lem>wheel</lem><rdg>reel<note>So the copy.</note></rdg></app> turned.</p>", name)
    assert told(found) == []
    assert found.notes == len("Sothecopy.")


@OUTPUTS
@pytest.mark.parametrize(
    "readings",
    [
        "<rdgGrp><rdg>lamp</rdg></rdgGrp>",
        "<rdg>lamp</rdg><rdgGrp><lem>wick</lem><rdg>oil</rdg></rdgGrp>",
        "<rdgGrp><rdgGrp><lem>lamp</lem><rdg>wick</rdg></rdgGrp><rdgGrp><rdg>oil</rdg></rdgGrp></rdgGrp><rdg>tar</rdg>",
    ],
)
def test_one_reading_is_shown_of_all_in_their_groups(name: str, readings: str) -> None:
    assert told(proof(f"<p>The <app>{readings}</app> is low.</p>", name)) == []
