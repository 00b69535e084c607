"""What an editor has found right is not told again, where the text says so and nowhere else."""

import pytest
from test_fixing import written

from edition.check import check
from edition.document import parse
from edition.report import Severity

TWICE = "<p>They went to the the lamp.</p>"
OFF = '<?edition-check off="DOUBLE-WORD"?>'


def told(document: str, code: str = "DOUBLE-WORD") -> int:
    """How often a code is told of a document."""
    return sum(message.code == code for message in check(parse(document.encode())))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (TWICE, 1),
        (TWICE.replace("<p>", f"<p>{OFF}"), 0),
        (f"<div>{OFF}{TWICE}</div><div>{TWICE}</div>", 1),
        (f"<div><p>{OFF}Lamps.</p>{TWICE}</div>", 1),
    ],
    ids=["none", "in-the-paragraph", "in-the-division", "in-a-neighbour"],
)
def test_an_exception_holds_for_its_element_and_what_is_in_it(body: str, count: int) -> None:
    assert told(written(body)) == count


def test_an_exception_before_the_root_holds_for_the_document() -> None:
    assert told(OFF + written(f"<div>{TWICE}</div>")) == 0


def test_a_paragraph_that_says_why_it_stands_twice_still_does() -> None:
    said = f"<p>{'We lit the lamps at four, and again at six. ' * 2}</p>"
    excepted = said.replace("<p>", '<p><?edition-check off="BLOCK-TWICE"?>')
    assert told(written(said * 2), "BLOCK-TWICE") == 1
    assert told(written(said + excepted), "BLOCK-TWICE") == 0
    assert told(written(said + excepted), "EXCEPTION-IDLE") == 0


def test_an_error_can_be_excepted_where_no_output_relies_on_it() -> None:
    body = '<p>{}Lamps.<note type="authorial" n="1"><p>Mine.</p></note></p>'
    assert told(written(body.format("")), "E302") == 1
    assert told(written(body.format('<?edition-check off="E302"?>')), "E302") == 0


def test_an_exception_is_not_idle_where_its_check_was_not_asked() -> None:
    document = parse(written(f"<p>{OFF}Lamps.</p>").encode())
    assert "EXCEPTION-IDLE" in {message.code for message in check(document)}
    assert "EXCEPTION-IDLE" not in {message.code for message in check(document, least=Severity.WARNING)}
