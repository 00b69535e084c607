"""Safe changes to the bytes of a TEI file: each is made in its place, and all else stays byte for byte."""

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import count

from lxml import etree

from edition.check import Check
from edition.check.exceptions import exceptions
from edition.check.finding import Fix
from edition.check.subject import Subject
from edition.check.surroundings import Surroundings
from edition.codes import OFF
from edition.document import Document, parse
from edition.errors import EditionError
from edition.positions import Positions
from edition.report import Message, Severity, visible
from edition.screening import DECLARED

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SPACE = b" \t\r\n"
ENTITIES = {"&": "&amp;", "<": "&lt;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
QUOTES = {'"': "&quot;", "'": "&#39;"}
ROUNDS = 3
BY_HAND = "Mend it by hand."

Change = tuple[int, Fix]
Look = Callable[[Document], Iterable[Message]]
Find = Callable[[Document], Sequence[Change]]


@dataclass(frozen=True)
class Mended:
    """What became of a file: its bytes, how many values were mended, and why nothing was, where that is to be told."""

    data: bytes
    count: int = 0
    refused: Message | None = None


def changes(
    document: Document, surroundings: Surroundings, severities: Mapping[str, str], checks: Iterable[Check]
) -> list[Change]:
    """The safe changes that `checks` propose, each with the number of its element: 0 is the root.

    One for an attribute; none of what the edition or an exception in the text has switched off.
    """
    subject = Subject(document, surroundings)
    found = exceptions(subject).applied(finding for run in checks for finding in run(subject))
    fixes: dict[tuple[object, str], Fix] = {}
    nodes = dict(zip(document.tree.iter(etree.Element), count(), strict=False))
    for finding in found:
        if finding.fix is not None and severities.get(finding.code) != OFF:
            fixes.setdefault((finding.node, finding.fix.attribute), finding.fix)
    return [(nodes[node], fix) for (node, _), fix in fixes.items() if isinstance(node, etree._Element)]  # noqa: SLF001


def mended(data: bytes, path: str, find: Find, look: Look) -> Mended:
    """The bytes of a TEI file with what `find` proposes, until it proposes no more; in the encoding of `data`.

    Refused where `look`, which checks a document, would find an error that was not there. Raises as `parse` does.
    """
    before = document = parse(data, path)
    total = 0
    for _ in range(ROUNDS):
        proposed = find(document)
        if not proposed:
            break
        document, total = parse(with_changes(document.data, proposed), path), total + len(proposed)
    if not total:
        return Mended(data)
    try:
        worse = _errors(look(document)) - _errors(look(before))
        written = written_as(document.data, before.data, data)
    except (EditionError, UnicodeError, LookupError):
        return Mended(data, refused=_refused(path, "its encoding has no such characters"))
    if worse:
        return Mended(data, refused=_refused(path, f"an error would arise that is not there now: {min(worse)}"))
    return Mended(written, total)


def _errors(messages: Iterable[Message]) -> Counter[str]:
    return Counter(message.code for message in messages if message.severity is Severity.ERROR)


def _refused(path: str, why: str) -> Message:
    return Message("W617", f"not mended, for {why}.", BY_HAND, Severity.WARNING, path)


def with_changes(data: bytes, proposed: Iterable[Change]) -> bytes:
    """`data`, well-formed UTF-8, with these attributes changed; quotation marks and white space around them stay."""
    positions = Positions(data)
    spans = [(span, fix) for number, fix in proposed if (span := positions.bytes_of_attribute(number, fix.attribute))]
    for (start, end), fix in sorted(spans, key=lambda pair: pair[0], reverse=True):
        data = _without(data, start, end) if fix.value is None else _with(data, start, end, fix.value)
    return data


def _without(data: bytes, start: int, end: int) -> bytes:
    """`data` without an attribute and the white space before it."""
    return data[:start].rstrip(SPACE) + data[end:]


def _with(data: bytes, start: int, end: int, value: str) -> bytes:
    quote = chr(data[end - 1])
    opening = data.index(quote.encode(), start) + 1
    written = "".join(ENTITIES.get(sign, QUOTES[quote] if sign == quote else sign) for sign in value)
    return data[:opening] + written.encode() + data[end - 1 :]


def written_as(text: bytes, before: bytes, data: bytes) -> bytes:
    """`text` in the encoding of `data`, of which `before` are the characters in UTF-8.

    Raises `UnicodeError` where that encoding has no such characters, or would not give `data` again.
    """
    mark, name = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    if not mark and data != before:
        declared = DECLARED.match(data)
        name = declared[1].decode() if declared else name
    if mark + before.decode().encode(name) != data:
        raise UnicodeError("the encoding does not give the same bytes again")
    return mark + text.decode().encode(name)


def diff(before: bytes, after: bytes, path: str) -> str:
    """What differs between two states of a file, as a unified diff; "" where nothing does."""
    old, new = (_characters(data).split("\n") for data in (before, after))
    shown = unified_diff(old, new, path, path, n=1, lineterm="")
    return "".join(f"{_visible(line)}\n" for line in shown)


def _visible(line: str) -> str:
    return "\t".join(map(visible, line.rstrip("\r").split("\t")))


def _characters(data: bytes) -> str:
    mark, name = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    declared = DECLARED.match(data)
    try:
        return data.removeprefix(mark).decode(name)
    except UnicodeDecodeError:
        return data.decode(declared[1].decode() if declared else "latin-1", "replace")
