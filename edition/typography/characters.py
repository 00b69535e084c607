"""Characters that no author wrote: left by a wrong encoding, by mark-up that was taken for text, or by a scanner."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from edition.typography.passage import Passage, Slip

WINDOWS = "cp1252"
CONTINUATION = "[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
MISDECODED = re.compile(f"(?:[ÂÃÄÅÐÎ]{CONTINUATION}|â[€„]{CONTINUATION})+")
LEFT = re.compile(
    "\ufffd+|[\x7f-\x84\x86-\x9f]+|\ufeff|[\ue000-\uf8ff]+"
    "|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{2,7}|#x[0-9A-Fa-f]{2,6});|</?[a-zA-Z][^<>\n]{0,60}>"
)
PRIVATE_USE = range(0xE000, 0xF900)
CANDIDATE = re.compile(r"[0-9](?:(?<=[lI].)|(?=[lIO]))")
FIGURES = re.compile(
    r"(?<![\w.,£$/-])(?:[0-9]+(?:[lIO]+[0-9]+)+|[lI](?:[0-9]{3}|[0-9]{1,2},[0-9]{3}))(?![\w/]|[.,][0-9])"
)
LETTERS = str.maketrans("lIO", "110")


def characters_left(passages: Sequence[Passage]) -> Iterator[Slip]:
    """What a wrong encoding, an entity or a tag taken for text has left."""
    for number, passage in enumerate(passages):
        text = passage.text
        if not text.isascii():
            yield from (slip for hit in MISDECODED.finditer(text) if (slip := _misdecoded(number, hit)))
        elif "&" not in text and "<" not in text and "\x7f" not in text:
            continue
        yield from (_left(number, hit) for hit in LEFT.finditer(text))


def _misdecoded(number: int, hit: re.Match[str]) -> Slip | None:
    """UTF-8 that was read as another encoding; None where the characters make sense as they stand."""
    try:
        read = b"".join(map(_byte, hit[0])).decode()
    except UnicodeError:
        return None
    says = f"“{hit[0]}” looks like “{read}”, read in a wrong encoding."
    return Slip("CHARACTER-LEFT", number, *hit.span(), says, read)


def _byte(character: str) -> bytes:
    return bytes((ord(character),)) if ord(character) < 256 else character.encode(WINDOWS)


def _left(number: int, hit: re.Match[str]) -> Slip:
    words = hit[0]
    says, read = f"“{words}” looks like mark-up that was taken for text.", None
    if words[0] == "&":
        plain = unescape(words)
        read = plain if plain != words else None
    elif ord(words[0]) in PRIVATE_USE:
        says = f"U+{ord(words[0]):04X} is a character of private use, which looks different in each font."
    elif words[0] == "\ufffd":
        says = "“\ufffd” stands for a character that was lost when the text was converted."
    elif words[0] != "<":
        says = f"the invisible character U+{ord(words[0]):04X} was left from another programme."
        read = ""
    return Slip("CHARACTER-LEFT", number, *hit.span(), says, read)


def digits_and_letters(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A letter l, I or O where a digit is meant: in the midst of a number, or in the place of its 1."""
    for number, passage in enumerate(passages):
        if CANDIDATE.search(passage.text):
            yield from (_figure(number, hit) for hit in FIGURES.finditer(passage.text))


def _figure(number: int, hit: re.Match[str]) -> Slip:
    read = hit[0].translate(LETTERS)
    says = f"“{hit[0]}” has a letter where a digit seems to be meant: {read}."
    return Slip("DIGIT-LETTER", number, *hit.span(), says, read)
