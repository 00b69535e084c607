"""Running text of our own form: words, note marks, print pages, generated help, brackets of other hands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from edition.readers.edition_record import Added, Break, Call, Part, PrintPage, Words

SIGN = re.compile(
    r"\\(?P<escaped>\S)"
    r"|\{(?P<mark>(?:\\.|[^{}\\ ]){1,80})\}"
    r"|\|(?P<page>(?:\\.|[^|\\ ]){1,80})\|"
    r"|(?P<help>\(= )"
    r"|(?P<open>\[)"
    r"|(?: |^)--(?P<signature>[^\[\]\\{}|\s-][^\[\]\\{}|]{0,59})\]"
    r"|(?P<close>\])"
)
ESCAPE = re.compile(r"\\(\S)")
PARENTHESIS = re.compile(r"\\.|[()]")


@dataclass(frozen=True)
class Bracket:
    """A square bracket: `is_open`, or closed with the signature that stands before it, "" for none."""

    is_open: bool
    line: int
    signature: str = ""


@dataclass(frozen=True)
class Insertion:
    """What stands in a signed bracket."""

    signature: str
    content: "tuple[Item, ...]"
    line: int


@dataclass(frozen=True)
class Unpaired(Words):
    """A bracket without its other half; a closed one without a signature ends the words that a note speaks of."""


Sign: TypeAlias = Part | Bracket
Item: TypeAlias = Part | Insertion


def signs(text: str, line: int, shows: str = "") -> Iterator[Sign]:
    """`text` taken apart. `shows` is what begins a description of an image, whose words are the edition's."""
    held, at = "", 0
    while match := SIGN.search(text, at):
        held += text[at : match.start()]
        at = match.end()
        if match["escaped"]:
            held += match["escaped"]
            continue
        if match["help"]:
            at = _end_of_help(text, match.start())
        held, ended = "", held
        yield from [Words(ended)] if ended else []
        if match["help"]:
            yield from _help(text[match.start() : at], shows, line)
        else:
            yield _sign(match, text, line)
    held += text[at:]
    if held:
        yield Words(held)


def _sign(match: re.Match[str], text: str, line: int) -> Sign:
    if match["mark"]:
        return Call(name_of(match["mark"]), line)
    if match["page"]:
        beside = text[: match.start()][-1:], text[match.end() :][:1]
        return PrintPage(name_of(match["page"]), all(beside) and not any(side.isspace() for side in beside))
    if match["open"]:
        return Bracket(is_open=True, line=line)
    return Bracket(is_open=False, line=line, signature=match["signature"] or "")


def name_of(sign: str) -> str:
    """The mark of a note or the number of a page as the edition has it; what binds it together is a space there."""
    return unescaped(sign).replace("\u00a0", " ")


def unescaped(text: str) -> str:
    """`text` without the backslashes before signs that are its own."""
    return ESCAPE.sub(r"\1", text)


def _end_of_help(text: str, start: int) -> int:
    depth = 0
    for match in PARENTHESIS.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return len(text)


def _help(text: str, shows: str, line: int) -> Iterator[Sign]:
    """Generated words; those of a description are the edition's."""
    before = f"(= {shows}"
    if shows and text.startswith(before):
        yield Added(before)
        yield from signs(text[len(before) : -1], line)
        yield Added(")")
    else:
        yield Added(text)


def paired(found: list[Sign]) -> list[Item]:
    """`found` with what stands in signed brackets taken together; other brackets are words."""
    stack: list[tuple[Bracket | None, list[Item]]] = [(None, [])]
    for sign in found:
        if not isinstance(sign, Bracket):
            stack[-1][1].append(sign)
        elif sign.is_open:
            stack.append((sign, []))
        elif len(stack) == 1:
            stack[-1][1].append(Unpaired(f" --{sign.signature}]" if sign.signature else "]"))
        else:
            _close(stack, sign)
    for _, inner in stack[1:]:
        stack[0][1].extend([Unpaired("["), *inner])
    return stack[0][1]


def _close(stack: list[tuple[Bracket | None, list[Item]]], close: Bracket) -> None:
    opened, inner = stack.pop()
    if close.signature:
        stack[-1][1].append(Insertion(close.signature, tuple(inner), opened.line if opened else close.line))
    else:
        stack[-1][1].extend([Words("["), *inner, Words("]")])


def is_blank(item: Item) -> bool:
    """Whether `item` is nothing that a reader sees."""
    return isinstance(item, Break) or (isinstance(item, Words) and not item.text.strip())


def plain(found: list[Sign]) -> tuple[Part, ...]:
    """`found` with all brackets as words, runs of words in one."""
    parts: list[Part] = []
    for item in paired(found):
        for part in _opened(item):
            last = parts[-1] if parts else None
            if isinstance(part, Words) and isinstance(last, Words):
                parts[-1] = Words(last.text + part.text)
            else:
                parts.append(part)
    return tuple(parts)


def _opened(item: Item) -> Iterator[Part]:
    if not isinstance(item, Insertion):
        yield item
        return
    yield Words("[")
    for inner in item.content:
        yield from _opened(inner)
    yield Words(f" --{item.signature}]")
