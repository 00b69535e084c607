#!/usr/bin/env python3
"""Write the parts of the manual that the code tells: settings, decisions, the command line, messages.

`reference.py` writes them between their markers into the pages of docs/; `reference.py --check` exits with 1 where a
page is not what it would write. The words are those of the docstrings, under each class and each key.
"""

import ast
import dataclasses
import inspect
import json
import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import click

from edition.cli import main as programme
from edition.codes import families
from edition.decisions import KINDS, Decision, Selector
from edition.document import parse
from edition.reporting.pages import in_manual
from edition.settings import Settings
from edition.tree import Element, find_all, folded, is_element, text_of
from edition.writers.behaviours import BEHAVIOURS, Behaviour

DOCS = Path(__file__).resolve().parent.parent / "docs"
ODD = DOCS.parent / "tei" / "edition.odd"
GENERATED = re.compile(r"(?s)(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)")
EXAMPLE = re.compile(r"(?s)```toml\n(.*?)```")
LABELS = {str: "words", int: "a whole number", bool: "`true` or `false`", Selector: "a selector"}
SHARED = ("id", "at", "until", "by", "why")


def main() -> int:
    """Write the pages, or with `--check` compare them; 1 where one differs."""
    check = "--check" in sys.argv[1:]
    stale = [page for page in sorted(DOCS.glob("*.md")) if page.read_text(encoding="utf-8") != written(page)]
    for page in stale:
        print(f"{page.relative_to(DOCS.parent)} {'is not what the code tells: run scripts/reference.py' * check}")
        if not check:
            page.write_text(written(page), encoding="utf-8")
    return int(check and bool(stale))


def written(page: Path) -> str:
    """The words of a page, with what the code tells between its markers."""
    text = page.read_text(encoding="utf-8")
    return GENERATED.sub(lambda found: f"{found[1]}\n{_tidy(PARTS[found[2]]())}\n\n{found[3]}", text)


def _tidy(words: str) -> str:
    """`words` with one blank line where there were several, and none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", words).strip("\n")


def settings() -> str:
    """A section for each table of `edition.toml`, in the order of the code; tables of one class share a section."""
    tables: dict[type, list[str]] = {}
    for name, kind in _tables(Settings, ""):
        tables.setdefault(kind, []).append(f"`{name}`")
    return "\n".join(f"## {', '.join(names)}\n{_doc(kind)}\n\n{table(kind)}" for kind, names in tables.items())


def values() -> str:
    """What dates, words and the like look like, as the ODD describes them."""
    kinds = [Settings, *(kind for _, kind in _tables(Settings, "")), *KINDS.values()]
    fields = [field for kind in kinds for field in dataclasses.fields(kind) if "form" in field.metadata]
    whole = sorted({_formed(field).removesuffix(", or words") for field in fields})
    rows = [f"| {_short(words)} | {words} |" for words in whole]
    return "\n".join(["| value | is |", "|---|---|", *rows, ""])


def selectors() -> str:
    """The keys of a selector."""
    return table(Selector)


def decision() -> str:
    """The keys that every decision has."""
    return table(Decision, dataclasses.fields(Decision))


def decisions() -> str:
    """A section for each kind of decision, with an example from the encoding guide."""
    examples = _examples()
    return "\n".join(_kind(name, kind, examples[name]) for name, kind in KINDS.items())


def commands() -> str:
    """A section for each command."""
    return "\n".join(_command(name, command) for name, command in programme.commands.items())


def options() -> str:
    """The options that every command has."""
    return _options(option for option in programme.params if isinstance(option, click.Option))


def behaviours() -> str:
    """The behaviours that a model may name, with their parameters."""
    rows = [f"| `{name}` | {_parameters(one)} | {one.description} |" for name, one in BEHAVIOURS.items()]
    return "\n".join(["| behaviour | parameters | shows |", "|---|---|---|", *rows])


def elements() -> str:
    """The elements of the ODD under its own comments: what each is, and which editions need it."""
    schema = next(find_all(parse(ODD.read_bytes(), str(ODD)).tree, "schemaSpec"))
    groups: dict[str, list[str]] = {}
    for node in schema:
        if not isinstance(node.tag, str):
            title = str(node.text).strip()
        elif node.get("mode") is None and is_element(node, "elementSpec"):
            rows = groups.setdefault(title, ["| element | is | needed for |", "|---|---|---|"])
            rows.append(f"| `{node.get('ident')}` | {' | '.join(_descriptions(node))} |")
    return "\n\n".join(f"## {title[0].upper()}{title[1:]}\n" + "\n".join(rows) for title, rows in groups.items())


def _descriptions(spec: Element) -> list[str]:
    return [folded(text_of(child)) for child in spec if is_element(child, "desc")]


def _parameters(behaviour: Behaviour) -> str:
    return "; ".join(f"`{name}`: {words}" for name, words in behaviour.parameters.items())


def table(kind: type, only: tuple["dataclasses.Field[Any]", ...] = ()) -> str:
    """The keys of a dataclass as a table: key, value, what it is; nested tables have sections of their own."""
    hints, words = get_type_hints(kind), key_words(kind)
    rows = [
        f"| `{_key(field)}` | {_value(field, hints[field.name])} | {words[field.name]} |"
        for field in only or dataclasses.fields(kind)
        if not field.metadata.get("internal") and not _inner(hints[field.name])
    ]
    return "\n".join(["| key | value | is |", "|---|---|---|", *rows, ""])


def key_words(kind: type) -> dict[str, str]:
    """The docstrings under the fields of a class and of those it is made from, on one line each."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if dataclasses.is_dataclass(base):
            body = ast.parse(inspect.getsource(base)).body[0]
            found |= _under(body.body) if isinstance(body, ast.ClassDef) else {}
    return found


def _under(body: list[ast.stmt]) -> dict[str, str]:
    pairs = pairwise(body)
    return {
        one.target.id: " ".join(str(two.value.value).split())
        for one, two in pairs
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        if isinstance(two, ast.Expr) and isinstance(two.value, ast.Constant)
    }


def _tables(kind: type, place: str) -> Iterator[tuple[str, type]]:
    """Pairs (`[text]` or `[[source]]`, its class) of all tables in a class, outermost first."""
    for field in dataclasses.fields(kind):
        hint = get_type_hints(kind)[field.name]
        inner = _inner(hint)
        if inner:
            name = f"{place}{_key(field)}"
            yield (f"[[{name}]]" if get_origin(hint) is tuple else f"[{name}]"), inner
            yield from _tables(inner, f"{name}.")


def _inner(hint: Any) -> type | None:
    """The class of a table, or of one of several; None for a value."""
    one = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return one if isinstance(one, type) and dataclasses.is_dataclass(one) and one is not Selector else None


def _key(field: "dataclasses.Field[Any]") -> str:
    return field.name.rstrip("_")


def _value(field: "dataclasses.Field[Any]", hint: Any) -> str:
    """What a key may hold, and what it has where it is left out: `words; default …`."""
    words = _short(_formed(field)) if "form" in field.metadata else _type(hint)
    if field.default is dataclasses.MISSING:
        return words if field.default_factory is not dataclasses.MISSING else f"{words}; needed"
    default = _shown(field.default)
    if field.default in ("", None, ()) or words == default:
        return words
    return words.replace(default, f"{default} (default)") if default in words else f"{words}; default {default}"


def _formed(field: "dataclasses.Field[Any]") -> str:
    """What a value of this form must be, as the ODD says it; the form of “a date, or words” refuses only digits."""
    form = field.metadata["form"]
    return re.sub(r"^It must be |\.$", "", form("\0") or form("1" * 9)) + ("" if form("\0") else ", or words")


def _short(words: str) -> str:
    """The first words of a description, which `values` gives whole."""
    if words.startswith("“#”"):
        return "an address"
    return re.split(r":|, such as|, of", words)[0] + (" or words" if words.endswith(", or words") else "")


def _type(hint: Any) -> str:
    origin, inner = get_origin(hint), [one for one in get_args(hint) if one is not type(None)]
    if origin is Literal:
        return _listed([_shown(one) for one in inner if one != ""])
    if origin is tuple:
        return "a list" if inner[0] is str else f"a list of {_type(inner[0]).replace('a selector', 'selectors')}"
    if origin is Mapping:
        return f"a table of {_type(inner[1])}"
    if origin in (Union, types.UnionType):
        return " or ".join(map(_type, inner))
    return LABELS[hint]


def _listed(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"`{json.dumps(value)}`"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def _doc(kind: type) -> str:
    return inspect.getdoc(kind) or ""


def _kind(name: str, kind: type[Decision], example: str) -> str:
    own = tuple(field for field in dataclasses.fields(kind) if _key(field) not in SHARED)
    keys = [field for field in own if not field.metadata.get("internal")]
    return "\n".join(
        [f"### `{name}`", _doc(kind), "", *([table(kind, own)] if keys else []), f"```toml\n{example}```\n"]
    )


def _examples() -> dict[str, str]:
    """The first decision of each kind in the encoding guide."""
    guide = (DOCS / "encoding.md").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for block in EXAMPLE.findall(guide):
        for one in re.split(r"(?m)^(?=\[\[)", block):
            if kind := re.search(r'(?m)^kind = "([\w-]+)"', one):
                found.setdefault(kind[1], one.rstrip("\n") + "\n")
    return found


def _command(name: str, command: click.Command) -> str:
    usage = " ".join(command.collect_usage_pieces(click.Context(command, info_name=name)))
    shared = [option.name for option in programme.params]
    own = [one for one in command.params if isinstance(one, click.Option) and one.name not in shared]
    words = inspect.cleandoc(command.help or "")
    return f"### `edition {name}`\n```text\nedition {name} {usage}\n```\n\n{words}\n\n{_options(own)}"


def _options(options: Iterable[click.Option]) -> str:
    rows = [f"| {_names(option)} | {option.help} |" for option in options]
    return "\n".join(["| option | does |", "|---|---|", *rows, ""]) if rows else ""


def _names(option: click.Option) -> str:
    """`-q`, `--quiet`, or `--to LIST`, or an option and what it can be."""
    names = [f"`{name}`" for name in option.opts]
    if isinstance(option.type, click.Choice):
        names[-1] += f" {_listed([str(choice) for choice in option.type.choices])}"
    elif not option.is_flag and not option.count:
        names[-1] = f"`{option.opts[-1]} {option.metavar or 'WORDS'}`"
    return ", ".join(names)


def messages() -> str:
    """A section for each family of messages that no check finds."""
    return "\n\n".join(in_manual(family) for family in families() if not family.codes[0].is_check)


def checks() -> str:
    """A section for each family of checks."""
    return "\n\n".join(in_manual(family) for family in families() if family.codes[0].is_check)


PARTS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "values": values,
    "selectors": selectors,
    "decision": decision,
    "decisions": decisions,
    "commands": commands,
    "options": options,
    "behaviours": behaviours,
    "elements": elements,
    "messages": messages,
    "checks": checks,
}

if __name__ == "__main__":
    sys.exit(main())
