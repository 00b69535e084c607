"""The signs of the plain text, told apart from the same characters in the words of an edition.

While text is laid out, each character of a sign of ours has `OURS` before it, and brackets of other hands are `OPEN`
and `CLOSE`; characters that XML cannot hold. `written` takes them away, and puts a backslash before characters of the
edition that would be read as a sign. The form is described in docs/plain-text.md.
"""

import re

from edition.tree import Element, local_name

OPEN, CLOSE, OURS = "\x02", "\x03", "\x04"
REACH = 80
SIGN = re.compile(
    rf"(?<!{OURS})(?:\\"
    rf"|\{{(?=[^{{}} ]{{1,{REACH}}}\}})"  # a mark
    rf"|\|(?=[^| ]{{1,{REACH}}}\|)"  # a print page
    r"|\((?== )"  # generated help
    r")"
)
SIGNATURE = re.compile(rf"(?<![^\s{OPEN}])-(?=-[^\[\]{OPEN}\s][^\[\]{OPEN}]{{0,{REACH}}}[\]{CLOSE}])")
LABEL = re.compile(r"¶(?=\S)|\[(?=[^\s\[\]]+\](?:\s|$))")
ID = re.compile(r"\[(?=[^\s\[\]]+\](?:\s|$))")
ITEM = re.compile(r"(?=(?:-|\d+\.)(?:\s|$))")
TO_TEXT = str.maketrans({OPEN: "[", CLOSE: "]", OURS: None})
LETTERS = {"head": "h", "table": "t", "figure": "f", "list": "l", "sp": "s"}
NUMBERED = ("p", "lg", *LETTERS)
BARE = re.compile(r"[0-9bcdfghjkmnpqrstvwxz]{4,6}")
HYPHENS = re.compile(r" *-{3,}")
BLANK = re.compile(r"\s+")


def ours(sign: str) -> str:
    """`sign` as one of ours."""
    return "".join(OURS + character for character in sign)


def mark(words: str, around: str = "{}") -> str:
    """A note mark in braces, or what else stands between the two characters `around`, without a plain space."""
    inner = re.sub(rf"[\\{re.escape(around)}]", r"\\\g<0>", BLANK.sub("\u00a0", words.strip()))
    return ours(around[0] + inner + around[1])


def label(element: Element, identifier: str, letter: str = "") -> str:
    """`¶17 [gxk3] ` before a unit: its number and its id, without what it lacks.

    The id of a paragraph or of verse stands without the letter of its kind, that of another element with it and a
    colon (`[t:qjns]`); one of another scheme stands as it is, behind `#` where it might be read as one of ours.
    """
    kind = local_name(element)
    number = BLANK.sub("\u00a0", element.get("n") or "") if kind in NUMBERED else ""
    shown = identifier
    if identifier[:1] == LETTERS.get(kind, "p") and BARE.fullmatch(identifier[1:]):
        shown = identifier[1:]
    elif BARE.fullmatch(identifier):
        shown = f"#{identifier}"
    letter = letter or LETTERS.get(kind, "")
    own = f"[{letter}{':' if letter else ''}{shown}] " if identifier else ""
    return (f"¶{number} " if number else "") + own


def written(words: str, *, is_note: bool = False) -> str:
    """`words` as they stand in the text; in notes a bracket without its other half gets a backslash too."""
    text = SIGN.sub(r"\\\g<0>", words)
    if is_note:
        text = _brackets(SIGNATURE.sub(r"\\\g<0>", text))
    return text.translate(TO_TEXT)


def begun(words: str, label: str) -> str:
    """`words` of a block behind `label`, a backslash before what would be read as a part of the label."""
    pattern = ID if label.startswith("¶") and "[" not in label else LABEL
    return f"\\{words}" if (not label.strip() or pattern is ID) and pattern.match(words) else words


def no_border(line: str) -> str:
    """`line` with a backslash where it is nothing but hyphens, as a rule or the border of a table is."""
    return line.replace("-", "\\-", 1) if HYPHENS.fullmatch(line) else line


def without_marker(words: str) -> str:
    """`words` of an item that has no number, a backslash before what would be read as one."""
    return ours("\\") + words if ITEM.match(words) else words


def _brackets(text: str) -> str:
    """`text` with a backslash before each square bracket of the edition that has no other half in it."""
    characters = list(text)
    opened: list[int] = []
    for index, character in enumerate(characters):
        is_own = index > 0 and characters[index - 1] in (OURS, "\\")
        if character in (OPEN, "[") and not is_own:
            opened.append(index)
        elif character == CLOSE:
            _close(characters, opened)
        elif character == "]" and not is_own:
            if opened and text[opened[-1]] == "[":
                opened.pop()
            else:
                characters[index] = "\\]"
    for index in opened:
        if text[index] == "[":
            characters[index] = "\\["
    return "".join(characters)


def _close(characters: list[str], opened: list[int]) -> None:
    """End a bracket of ours; those of the edition that are still open in it have no other half."""
    while opened and characters[opened[-1]] == "[":
        characters[opened.pop()] = "\\["
    if opened:
        opened.pop()
