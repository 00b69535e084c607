"""Messages for people: the excerpt, the caret, and equal ones summed up."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from edition.report import Message, Report, Severity
from edition.reporting.excerpt import excerpt
from edition.reporting.text import Manner, lines, plain, summary

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), min_size=1, max_size=300)


def shown(*messages: Message, line: str | None = None, width: int = 100) -> list[str]:
    """The lines that a person sees; `line` is the line of the first message."""
    first = messages[0]
    known = {} if line is None else {(first.path, first.line): line}
    return [plain(found) for found in lines(Report(list(messages)), Manner(known, width))]


def under(line: str, column: int, length: int, width: int = 100) -> str:
    """What stands above the carets."""
    found = excerpt(line, column, length, width)
    start = len(found.carets) - found.carets.count("^")
    return found.words[start : len(found.carets)]


def several(count: int, **more: object) -> list[Message]:
    """So many messages that differ in a name."""
    return [Message("E211", f"“#n{n}” leads to nothing.", path="text.xml", line=n, **more) for n in range(1, count + 1)]  # type: ignore[arg-type]


def test_a_message_without_a_file_at_hand_is_one_line() -> None:
    message = Message("E202", "two have one id.", "Rename one.", path="a.xml", line=2, column=3)
    assert shown(message) == ["error: a.xml:2:3: E202 two have one id. Rename one."]


def test_a_message_is_shown_with_its_line_a_caret_and_its_remedy() -> None:
    message = Message("E201", "no “hed”.", "Write <head>.", path="a.xml", line=12, column=3, length=4)
    assert shown(message, line="  <hed>Im Wald</hed>") == [
        "error: a.xml:12:3: E201 no “hed”.",
        "  12 | <hed>Im Wald</hed>",
        "     | ^^^^",
        "     = Write <head>.",
    ]


def test_a_message_without_a_column_has_no_caret() -> None:
    message = Message("E201", "no “hed”.", path="a.xml", line=1)
    assert shown(message, line="<hed/>")[1:] == ["  1 | <hed/>"]


def test_the_caret_of_a_long_line_stays_within_the_window() -> None:
    line = "ab " * 200 + "<wrong>" + " cd" * 200
    found = shown(Message("E201", "no.", path="a.xml", line=1, column=601, length=7), line=line)
    assert max(map(len, found)) <= 100
    assert found[1][found[2].index("^") :].startswith("<wrong>")
    assert found[1].count("…") == 2


def test_a_long_line_that_is_cut_at_one_end_says_so_there_alone() -> None:
    assert excerpt("a" * 300, 1, 1, 50).words == "a" * 48 + "…"
    assert excerpt("a" * 300, 300, 1, 50).words == "…" + "a" * 48


def test_a_wide_character_takes_two_columns_and_a_combining_one_none() -> None:
    assert excerpt("漢e\u0301<p>", 4, 2, 50).carets == "   ^^"


def test_a_tab_and_a_control_character_are_shown_and_counted() -> None:
    found = excerpt("a\t\x1b<p>", 4, 2, 50)
    assert (found.words, found.carets) == ("a    \\x1b<p>", " " * 9 + "^^")


def test_a_place_behind_the_end_of_a_line_has_one_caret() -> None:
    assert excerpt("<p></TEI>", 10, 0, 50).carets == " " * 9 + "^"


@given(WORDS, st.integers(1, 300), st.integers(0, 300), st.integers(20, 120))
def test_no_excerpt_is_wider_than_it_may_be(line: str, column: int, length: int, width: int) -> None:
    found = excerpt(line, column, length, width)
    wide = sum(
        2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.category(c) not in ("Mn", "Me")
        for c in found.words
    )
    assert wide <= width
    assert len(found.carets) <= width + 1
    assert found.words.isprintable()


@given(st.text("abcdefg <>", min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 20))
def test_the_carets_stand_under_what_they_mark(line: str, start: int, length: int) -> None:
    line = f"<{line}>"
    start = min(start, len(line) - 1)
    marked = line[start : start + length]
    assert under(line, start + 1, length).rstrip("…").startswith(marked.rstrip()[:10])


def test_what_a_source_says_cannot_steer_the_terminal() -> None:
    message = Message("E201", "no “\x1b[2J”.", "Write \x07.", path="\x1b.xml", line=1, column=1)
    assert "\x1b" not in "".join(shown(message, line="\x1b[2J\x9b"))


def test_many_equal_messages_are_summed_up() -> None:
    found = shown(*several(100))
    assert [len(found), found[5]] == [6, "… and 95 more of E211 in text.xml"]


def test_a_sixth_message_is_shown_and_not_counted() -> None:
    assert len(shown(*several(6))) == 6
    assert "more of" not in shown(*several(6))[5]


def test_messages_of_other_words_or_files_are_not_summed_up() -> None:
    other = [
        Message("E211", "it leads to a person.", path="text.xml"),
        Message("E211", "“#n” leads to nothing.", path="b.xml"),
    ]
    assert len(shown(*several(9), *other)) == 8


def test_all_are_shown_to_one_who_asks_for_all() -> None:
    assert len(list(lines(Report(several(100)), Manner(shown=0)))) == 100


def test_the_summary_counts_files_and_messages() -> None:
    messages = [*several(3), Message("HEAD-EMPTY", "empty.", severity=Severity.WARNING, path="b.xml")]
    report = Report(messages, ["text.xml", "b.xml"])
    assert summary(report) == "2 files, 1 broken: 3 errors, 1 warning"


def test_a_single_good_file_has_no_summary() -> None:
    assert (summary(Report([], ["a.xml"])), summary(Report([], ["a.xml", "b.xml"]))) == (
        "",
        "2 files: nothing is wrong",
    )
