"""Note marks behind punctuation: a switch of the display that moves marks and nothing else."""

import pytest
from weir import authorial, call, editorial, weir

from edition.apparatus import Display
from edition.document import serialise
from edition.punctuation import with_marks_moved
from edition.tree import find_all, text_of
from edition.writers.text import write_plain_text

AFTER = Display(marks="after-punctuation")


def shown(body, *notes):
    moved, _ = with_marks_moved(weir(f"<p>{body}</p>", *notes), AFTER)
    data, _ = write_plain_text(moved)
    return next(line for line in data.decode().splitlines() if "a" in line and "{" in line).strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"a{authorial('n1', 1)}, b", "a,{1} b"),
        (f"a’{authorial('n1', 1)}; b", "a’;{1} b"),
        (f"a{authorial('n1', 1)}.’ b", "a.’{1} b"),
        (f"a{authorial('n1', 1)}’s b", "a{1}’s b"),
        (f"a{authorial('n1', 1)}—b", "a{1}—b"),
        (f"a{authorial('n1', 1)} b.", "a{1} b."),
        (f"a{authorial('n1', 1)}{authorial('n2', 2)}, b", "a,{1}{2} b"),
    ],
)
def test_a_mark_goes_behind_the_punctuation_that_follows(before, after):
    assert shown(before).endswith(after)


def test_a_mark_of_ours_goes_with_that_of_the_print():
    assert shown(f"a{authorial('n1', 1)}{call('n2')}. b", editorial("n2", hand="desk")).endswith("a.{1}{a} b")


def test_words_of_another_hand_in_a_note_stay_where_they_stood():
    document = weir(f"<p>a{authorial('n1', 1, 'x' + call('n2') + '. y')}</p>", editorial("n2"))
    moved, _ = with_marks_moved(document, AFTER)
    assert serialise(moved) == serialise(document)


def test_moved_marks_are_counted():
    document = weir(f"<p>a{authorial('n1', 1)}, b{authorial('n2', 2)}: c{authorial('n3', 3)} d</p>")
    _, messages = with_marks_moved(document, AFTER)
    assert messages[0].text.startswith("2 note marks")


def test_no_word_changes_and_a_second_run_moves_nothing():
    document = weir(f"<p>a{authorial('n1', 1)}, b{authorial('n2', 2)}.</p>")
    before = serialise(document)
    moved, _ = with_marks_moved(document, AFTER)
    words = [text_of(node, lambda inner: inner.tag.endswith("note")) for node in find_all(moved.text, "p")]
    assert words[0] == "a, b."
    assert with_marks_moved(moved, AFTER) == (moved, ())
    assert serialise(document) == before
