"""What a code means, for one who looks it up: on a terminal and in the manual, from the same words."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from edition.codes import Code, Family, codes, families, sentence
from edition.errors import SettingsError
from edition.report import Message, shortened
from edition.reporting.text import ROLES, Line, Role

WIDTH = 88
NEAR = 3
HEAD = "| code | severity | what it says | what to do |\n|---|---|---|---|"
LINK = re.compile(r"\[([^][]++)\]\([^()]++\)")
BLANK: Line = ()


def found(names: Sequence[str]) -> list[Code]:
    """The codes of these names, small letters allowed, each once; raises `SettingsError` where there is none such."""
    unknown = [name for name in names if name.upper() not in codes()]
    if unknown:
        raise SettingsError(*(_unknown(name) for name in unknown))
    return [codes()[name] for name in dict.fromkeys(name.upper() for name in names)]


def overview() -> Iterator[Line]:
    """All codes by family, a line each."""
    wide = max(map(len, codes()))
    for family in families():
        yield ((Role.PLACE, family.title.replace("`", "")),)
        for code in family.codes:
            yield (
                (Role.PLAIN, "  "),
                (ROLES[code.severity], code.ident.ljust(wide)),
                (Role.PLAIN, f"  {_said(code.says)}"),
            )
        yield BLANK


def explained(code: Code) -> Iterator[Line]:
    """What a code means, line by line: what it says, what to do, why, a bad example and a good one."""
    title = next(family.title for family in families() if family.ident == code.family)
    yield (
        (Role.CODE, code.ident),
        (Role.PLAIN, "  "),
        (ROLES[code.severity], str(code.severity)),
        (Role.PLAIN, f" · {title.replace('`', '')}"),
    )
    yield from _wrapped(sentence(code.says))
    yield from _wrapped(sentence(code.remedy), Role.REMEDY)
    for paragraph in filter(None, code.why.split("\n\n")):
        yield BLANK
        yield from _wrapped(_said(" ".join(paragraph.split())))
    for head, example in (("Told:", code.bad), ("Right:", code.good)):
        yield from _example(head, example)
    if code.is_check and not code.is_firm:
        yield BLANK
        yield from _wrapped(f'In edition.toml: [check] severity = {{ {code.ident} = "off" }}, or another severity.')


def in_manual(family: Family) -> str:
    """The section of the manual on a family: a table of its codes, then what there is to say of each."""
    rows = [f"| {one.ident} | {one.severity} | {one.says} | {one.remedy} |" for one in family.codes]
    parts = [f"## {family.title}", family.about, "\n".join([HEAD, *rows]), *map(_section, family.codes)]
    return "\n\n".join(filter(None, parts))


def in_markdown(code: Code) -> str:
    """Why a code is told, a bad example and a good one; "" where its row of the table says all."""
    return "\n\n".join(filter(None, [code.why, _block("Told:", code.bad), _block("Right:", code.good)]))


def _section(code: Code) -> str:
    told = in_markdown(code)
    return told and f"### {code.ident}\n{told}"


def _block(head: str, lines: str) -> str:
    return lines and f"{head}\n\n```xml\n{lines}\n```"


def _unknown(name: str) -> Message:
    similar = get_close_matches(name.upper(), codes(), n=20, cutoff=0.5)
    near = sorted(similar, key=lambda code: not code.startswith(name.upper()[:2]))[:NEAR]
    hint = f"Did you mean {' or '.join(near)}?" if near else "Run: edition explain, which lists all."
    return Message("E627", f"no message has the code “{shortened(name)}”.", hint)


def _said(words: str) -> str:
    """Markdown as a terminal shows it: a link is its words."""
    return LINK.sub(r"\1", words)


def _wrapped(words: str, role: Role = Role.PLAIN) -> Iterator[Line]:
    yield from (((role, line),) for line in textwrap.wrap(_said(words), WIDTH, break_on_hyphens=False))


def _example(head: str, lines: str) -> Iterator[Line]:
    if lines:
        yield BLANK
        yield ((Role.PLACE, head),)
        yield from (((Role.PLAIN, f"  {line}"),) for line in lines.split("\n"))
