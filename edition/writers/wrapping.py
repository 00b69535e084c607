"""Plain text in columns: width of characters, lines broken at spaces."""

import re
import unicodedata
from collections.abc import Iterator

STUCK = "\x01"
KEPT = re.compile(
    r"\.(?: \.){2,3}"  # a spaced ellipsis
    r"|\b[A-Z]\. (?=[A-Z])"  # an initial and what follows it
    r"|\b(?:pp?|nn?|nos?|vols?|fols?|ff?|ll?|ch|chap|cols?|sec|art|bk|pt)\. (?=[0-9IVXLCivxlc])"  # p. 9, vol. II
    r"|\[ \]"
    r"|\*(?: \*)+"  # asterisks for words or as an ornament
)
EAST_ASIAN = r"\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"
WIDE = re.compile(f"[{EAST_ASIAN}][、。，．」』）]?|[^{EAST_ASIAN}]+")
SPACELESS = re.compile(r"[\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
GOES_ON = "\\"
GUTTER = 2
BLANKS = re.compile(r"[ \t\r\n]+")


def width_of(text: str) -> int:
    """The columns that `text` takes on a terminal: wide characters two, combining and format characters none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def squeezed(text: str) -> str:
    """`text` with each run of spaces, tabs and line ends as one space; no-break spaces stay."""
    return BLANKS.sub(" ", text)


def wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """The lines of `text`: `first` before the first, `rest` before the others.

    None is wider than `width` where a space or a wide character allows it. An initial stays with its name, `p.`
    with its number, an ellipsis whole. A line end stands for a space, and for nothing between Chinese or Japanese
    characters; where it is the other way round a backslash says so.
    """
    held = KEPT.sub(lambda match: match.group().replace(" ", STUCK), squeezed(text).strip(" "))
    lines: list[str] = []
    line, used, is_bare = first, width_of(first), True
    parts = [*_parts(held)]
    for index, (gap, part) in enumerate(parts):
        sign = _sign(part, *parts[index + 1]) if index + 1 < len(parts) else ""
        if not is_bare and used + len(gap) + width_of(part) + len(sign) > width:
            lines.append(line + _sign(parts[index - 1][1], gap, part))
            line, used, is_bare = rest, width_of(rest), True
        added = part if is_bare else gap + part
        line, used, is_bare = line + added, used + width_of(added), False
    return [entry.replace(STUCK, " ").rstrip(" ") for entry in [*lines, line]]


def _sign(before: str, gap: str, after: str) -> str:
    """What a line ends with that breaks between `before` and `after`."""
    is_close = bool(SPACELESS.match(before[-1:]) and SPACELESS.match(after[:1]))
    return GOES_ON if is_close == bool(gap) else ""


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """What a line may be broken between: pairs of the space before and a word, or a wide character of one."""
    for word in text.split(" "):
        pieces = [word] if word.isascii() else WIDE.findall(word)
        yield from zip([" ", *[""] * len(pieces)], pieces or [word], strict=False)


def padded(text: str, width: int) -> str:
    """`text` with spaces after it up to `width` columns."""
    return text + " " * (width - width_of(text))
