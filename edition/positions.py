"""Where an element, an attribute or words stand in the bytes of a TEI file: line, column and length.

lxml knows lines alone, and of a start tag that runs over several lines the last. One pass finds where each start tag
begins, and goes no further than to the last that is asked for. A line ends with LF, CR LF or CR (XML 1.0 §2.11).
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import accumulate, islice

XML_NS = "http://www.w3.org/XML/1998/namespace"
STEP = 2**12
CONTINUATION = bytes(range(0x80, 0xC0))
COMMENT = rb"!--[^-]*+(?:-(?!->)[^-]*+)*+-->"
CDATA = rb"!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>"
INSTRUCTION = rb"\?[^?]*+(?:\?(?!>)[^?]*+)*+\?>"
ASIDE = rb"(?:" + COMMENT + rb"|" + CDATA + rb"|" + INSTRUCTION + rb")"
START = re.compile(rb"<(?:" + ASIDE + rb"|([^/!?]))")
TO_THE_END = rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
TAG = re.compile(rb"<(?:(" + CDATA + rb")|" + COMMENT + rb"|" + INSTRUCTION + rb"|(/)[^>]*+>|(" + TO_THE_END + rb"))")
NAME = re.compile(rb"<[^\s/>]+")
ATTRIBUTE = re.compile(rb"""([^\s=/>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
BLANK = r"(?:\s|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|&#(?:0*(?:9|10|13|32|160)|[xX]0*(?:9|[aAdD]|20|[aA]0));)+"
NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
SEARCHED = 80
KEPT = 4
CDATA_MARKS = len(b"<![CDATA["), len(b"]]>")


@dataclass(frozen=True)
class Place:
    """A place in a file: `line` and `column` count from 1, in characters; a tab is one.

    `length` is how many characters of that line belong to it, for a caret or a range.
    """

    line: int
    column: int
    length: int = 0


class Positions:
    """The places in one TEI file, by the numbers of its elements: 0 is the root, then in document order.

    `data` is what was parsed: UTF-8 without a byte order mark or DOCTYPE, as `screened` gives it, and well-formed.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n") if b"\r" in data else data
        self._starts, self._further = array("I"), (hit.start() for hit in START.finditer(self._data) if hit[1])
        self._steps, self._further_steps = list[_Step](), _steps(self._data)
        self._has_numbers = b"&#" in data
        self._texts = lru_cache(KEPT)(self._text)
        self._tags = lru_cache(KEPT)(self._tag)

    def __len__(self) -> int:
        """How many elements there are."""
        self._starts.extend(self._further)
        return len(self._starts)

    def of_element(self, number: int) -> Place:
        """Where the start tag of an element begins; the length is that of `<` and its name."""
        return self._named(self._start(number))

    def of_attribute(self, number: int, name: str) -> Place:
        """Where an attribute begins, by its Clark name; the element where it has none such. Covers `name="value"`."""
        found = self._attribute(self._start(number), name)
        return self._place(*found) if found else self.of_element(number)

    def bytes_of_attribute(self, number: int, name: str) -> tuple[int, int] | None:
        """Start and end of `name="value"` in the bytes, by its Clark name; None where the element has none such."""
        return self._attribute(self._start(number), name)

    def of_words(self, number: int, words: str) -> Place:
        """Where `words` first stand inside an element; the element where they do not.

        The element's own text is looked at first, then that of the elements in it, then words through which tags
        run. White space is any white space; a character may be written as a reference.
        """
        found = self._words(self._start(number), words.strip())
        return self._place(*found) if found else self.of_element(number)

    def _start(self, number: int) -> int:
        """Where the start tag of an element begins."""
        self._starts.extend(islice(self._further, max(0, number + 1 - len(self._starts))))
        return self._starts[number]

    def _step(self, number: int) -> "_Step":
        self._steps.extend(islice(self._further_steps, max(0, number + 1 - len(self._steps))))
        return self._steps[number]

    def _named(self, start: int) -> Place:
        name = NAME.match(self._data, start)
        return self._place(start, name.end() if name else start + 1)

    def _attribute(self, start: int, name: str) -> tuple[int, int] | None:
        namespace, _, local = name.removeprefix("{").rpartition("}")
        for written, span in self._tags(start).get(local, ()):
            if self._is_called(written, namespace, local):
                return span
        return None

    def _tag(self, start: int) -> Mapping[str, Sequence[tuple[str, tuple[int, int]]]]:
        """The attributes of the start tag at `start` by their local names: each as it is written, and its span."""
        found: dict[str, list[tuple[str, tuple[int, int]]]] = {}
        tag, opening = TAG.match(self._data, start), NAME.match(self._data, start)
        if tag is not None and opening is not None:
            for hit in ATTRIBUTE.finditer(self._data, opening.end(), tag.end()):
                written = hit[1].decode()
                found.setdefault(written.rpartition(":")[2], []).append((written, hit.span()))
        return found

    def _is_called(self, written: str, namespace: str, local: str) -> bool:
        """Whether an attribute written so has this name: its prefix is looked for anywhere in the file."""
        prefix, _, rest = written.rpartition(":")
        if rest != local or bool(prefix) != bool(namespace):
            return False
        if prefix in ("", "xml"):
            return not prefix or namespace == XML_NS
        declared = rf"""\sxmlns:{re.escape(prefix)}\s*=\s*["']{re.escape(escape(namespace, quote=False))}["']"""
        return re.search(declared.encode(), self._data) is not None

    def _words(self, start: int, words: str) -> tuple[int, int] | None:
        tag = TAG.match(self._data, start)
        if not words or tag is None or tag[0].endswith(b"/>"):
            return None
        text, pattern = self._texts(tag.end()), _pattern(words, self._has_numbers)
        own = (pattern.search(self._data, begins, ends) for begins, ends in text.own)
        return next((hit.span() for hit in own if hit), None) or text.found(pattern)

    def _text(self, start: int) -> "_Text":
        """The text of the element whose start tag ends at `start`."""
        runs = list(self._runs(start))
        pieces = [self._data[begins:ends] for begins, ends, _ in runs]
        own = [
            (begins, ends)
            for (begins, ends, depth), piece in zip(runs, pieces, strict=True)
            if not (depth or piece.isspace())
        ]
        joined = array("I", accumulate(map(len, pieces), initial=0))
        return _Text(own, b"".join(pieces), joined, array("I", (begins for begins, _, _ in runs)))

    def _runs(self, start: int) -> Iterator[tuple[int, int, int]]:
        """The runs of text in an element: start, end and depth, which is 0 for its own."""
        depth = 0
        for tag in TAG.finditer(self._data, start):
            if start < tag.start():
                yield start, tag.start(), depth
            start = tag.end()
            if tag[1]:
                yield tag.start() + CDATA_MARKS[0], tag.end() - CDATA_MARKS[1], depth
            elif tag[2]:
                depth -= 1
            elif tag[3] and not tag[3].endswith(b"/>"):
                depth += 1
            if depth < 0:
                return

    def _place(self, start: int, end: int) -> Place:
        line, begins = self._line(start)
        stop = self._data.find(b"\n", start, end)
        column = self._characters(start) - self._characters(begins)
        return Place(line, column + 1, _count(self._data[start : end if stop < 0 else stop]))

    def _line(self, offset: int) -> tuple[int, int]:
        """The number of the line of `offset`, and where it begins."""
        step = self._step(offset // STEP)
        since = offset // STEP * STEP
        begins = self._data.rfind(b"\n", since, offset) + 1
        return step.line + self._data.count(b"\n", since, offset), begins or step.begins

    def _characters(self, offset: int) -> int:
        since = offset // STEP
        return self._step(since).characters + _count(self._data[since * STEP : offset])


@dataclass(frozen=True)
class _Text:
    """The text in an element: the runs of its `own`, start and end of each, and all of it `joined`.

    Run n of all begins at `offsets[n]` in `joined` and at `starts[n]` in the file.
    """

    own: list[tuple[int, int]]
    joined: bytes
    offsets: "array[int]"
    starts: "array[int]"

    def found(self, pattern: re.Pattern[bytes]) -> tuple[int, int] | None:
        """Start and end, in the file, of the first hit; tags may run through it."""
        hit = pattern.search(self.joined)
        return (self._in_file(hit.start()), self._in_file(hit.end() - 1) + 1) if hit else None

    def _in_file(self, offset: int) -> int:
        run = bisect_right(self.offsets, offset) - 1
        return self.starts[run] + offset - self.offsets[run]


@dataclass(frozen=True)
class _Step:
    """What is known at every `STEP`th byte: the line, where that line begins, and the characters before."""

    line: int
    begins: int
    characters: int


def _steps(data: bytes) -> Iterator[_Step]:
    step = _Step(1, 0, 0)
    yield step
    for start in range(0, len(data), STEP):
        end = start + STEP
        begins = data.rfind(b"\n", start, end) + 1
        lines, characters = data.count(b"\n", start, end), _count(data[start:end])
        step = _Step(step.line + lines, begins or step.begins, step.characters + characters)
        yield step


def _count(data: bytes) -> int:
    """How many characters begin in these bytes of UTF-8."""
    return len(data.translate(None, CONTINUATION))


@lru_cache(maxsize=64)
def _pattern(words: str, has_numbers: bool) -> re.Pattern[bytes]:  # noqa: FBT001
    """What finds `words`, of long ones the beginning, in bytes of XML."""
    pieces = re.findall(r"\s+|\S", words[:SEARCHED])
    return re.compile(b"".join(_written(piece, has_numbers=has_numbers).encode() for piece in pieces))


def _written(character: str, *, has_numbers: bool) -> str:
    """A pattern for the ways to write a character in XML, by number too where the file does so; or for white space."""
    if character.isspace():
        return BLANK
    ways = [re.escape(character)]
    if character in NAMED:
        ways.append(NAMED[character])
    if has_numbers:
        ways.append(f"&#(?:0*{ord(character)}|[xX]0*(?i:{ord(character):x}));")
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else ways[0]
