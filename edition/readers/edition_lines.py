"""The lines of a plain text of our own form: in chunks between blank lines, in sections between rules of hyphens."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 72
RULE = "-" * WIDTH
TALLEST = 5000  # lines of a table
BORDER = re.compile(r"-{3,}(?:  -{3,})*")
SPACELESS = re.compile(r"[\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
HELD = re.compile(
    r"(?:\.(?: \.){2,3}"
    r"|[A-Z]\. (?=[A-Z])"
    r"|(?:pp?|nn?|nos?|vols?|fols?|ff?|ll?|ch|chap|cols?|sec|art|bk|pt)\. (?=[0-9IVXLCivxlc])"
    r"|\*(?: \*)+"
    r"|\S)+"
)


@dataclass(frozen=True)
class Line:
    """One line: its `number` from 1, the column at which its `text` begins, the text without white space around."""

    number: int
    indent: int
    text: str

    @property
    def end(self) -> int:
        """The column after its last character."""
        return self.indent + columns_of(self.text)


@dataclass(frozen=True)
class Chunk:
    """Lines without a blank one between them; `blanks` are the blank lines before.

    A table is one chunk from border to border, with the blank lines that part its rows.
    """

    lines: tuple[Line, ...]
    blanks: int
    is_table: bool = False

    @property
    def indent(self) -> int:
        """The column at which it begins."""
        return self.lines[0].indent


@dataclass(frozen=True)
class Section:
    """What stands under a rule; `heading` is "" for the text itself, which stands above the first."""

    heading: str
    line: int
    chunks: tuple[Chunk, ...]


def sections(text: str) -> list[Section]:
    """The text, then each section under a rule, in order."""
    lines = [_line(number, raw) for number, raw in enumerate(text.split("\n"), 1)]
    rules = [index for index, line in enumerate(lines) if line.indent == 0 and line.text == RULE]
    found = [Section("", 1, tuple(chunks(lines[: rules[0]] if rules else lines)))]
    for begin, end in zip(rules, [*rules[1:], len(lines)], strict=False):
        inner = list(chunks(lines[begin + 1 : end]))
        heading = joined(inner[0].lines) if inner else ""
        found.append(Section(heading, begin + 2, tuple(inner[1:])))
    return found


def _line(number: int, raw: str) -> Line:
    words = raw.rstrip("\r").replace("\t", "    ")
    return Line(number, len(words) - len(words.lstrip(" ")), words.strip(" "))


def chunks(lines: list[Line]) -> Iterator[Chunk]:
    """`lines` in groups, blank lines between them."""
    begin = blanks = 0
    open_: dict[tuple[int, str], int] = {}
    while begin < len(lines):
        if not lines[begin].text:
            begin, blanks = begin + 1, blanks + 1
            continue
        end = _end_of_table(lines, begin, open_)
        is_table = end > begin
        end = end or _end_of_chunk(lines, begin, open_)
        yield Chunk(tuple(lines[begin:end]), blanks, is_table)
        begin, blanks = end, 0


def _end_of_chunk(lines: list[Line], begin: int, open_: dict[tuple[int, str], int]) -> int:
    end = begin + 1
    while end < len(lines) and lines[end].text and not _end_of_table(lines, end, open_):
        end += 1
    return end


def _end_of_table(lines: list[Line], begin: int, open_: dict[tuple[int, str], int]) -> int:
    """The index after the last border of the table that begins here; 0 where none does.

    `open_` remembers up to which line a border has no end, so that none is sought twice.
    """
    first = lines[begin]
    key = (first.indent, first.text)
    if first.indent == 0 or not BORDER.fullmatch(first.text) or begin < open_.get(key, 0):
        return 0
    for index in range(begin + 1, min(len(lines), begin + TALLEST)):
        line = lines[index]
        if line.text and line.indent < first.indent:
            break
        if line.text == first.text and line.indent == first.indent and _is_last(lines, index):
            return index + 1
    open_[key] = index + 1 if begin + 1 < len(lines) else begin
    return 0


def _is_last(lines: list[Line], index: int) -> bool:
    """Whether no row follows the border at `index`."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or not following.text or following.indent < lines[index].indent


def joined(lines: tuple[Line, ...]) -> str:
    """The text of lines that were broken for want of room."""
    text = lines[0].text if lines else ""
    for line in lines[1:]:
        text = _continued(text, line.text)
    return text


def _continued(text: str, following: str) -> str:
    """A line end is a space, and nothing between Chinese characters; a backslash there says that it is the other."""
    is_close = _is_wide(text[-1:]) and _is_wide(following[:1])
    backslashes = len(text) - len(text.rstrip("\\"))
    if backslashes % 2:
        return text[:-1] + (" " if _is_wide(text[-2:-1]) and _is_wide(following[:1]) else "") + following
    return text + ("" if is_close else " ") + following


def _is_wide(character: str) -> bool:
    """Whether `character` is Chinese or Japanese, written without spaces between words."""
    return SPACELESS.match(character) is not None


def is_forced(line: Line, following: Line) -> bool:
    """Whether what begins `following` would not have had room on `line`."""
    match = HELD.match(following.text)
    word = match.group() if match else following.text
    if any(_is_wide(character) for character in word[:1]):
        word = word[:1]
    return line.end + 1 + columns_of(word) > WIDTH


def logical(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """`lines` in groups: each group was one line before it was broken for want of room."""
    held: list[Line] = []
    for line in lines:
        if held and not is_forced(held[-1], line):
            yield tuple(held)
            held = []
        held.append(line)
    if held:
        yield tuple(held)


def columns_of(text: str) -> int:
    """The columns that `text` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    kinds = ((unicodedata.category(character), unicodedata.east_asian_width(character)) for character in text)
    return sum(0 if category in ("Mn", "Me", "Cf") else 2 if width in "WF" else 1 for category, width in kinds)
