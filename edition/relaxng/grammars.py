"""Grammars: the named patterns of one scope, gathered from its file and from those that it includes (§4.7, §4.17)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.relaxng.sources import Source, children, operator
from edition.tree import Element

Place = tuple[Element, Source]


@dataclass(frozen=True, eq=False)
class Grammar:
    """One scope of names.

    `defines` has for each name the `define` elements of that name, each with its file; `starts` the `start`
    elements; `parent` is the grammar around this one, None for the outermost.
    """

    parent: "Grammar | None"
    defines: dict[str, list[Place]] = field(default_factory=dict)
    starts: list[Place] = field(default_factory=list)


def read_grammar(node: Element, source: Source, parent: Grammar | None) -> Grammar:
    """The grammar that a `grammar` element opens, with what it includes."""
    grammar = Grammar(parent)
    for place in _components(node, source):
        _enter(grammar, place)
    return grammar


def _enter(grammar: Grammar, place: Place) -> None:
    node, _ = place
    if operator(node) == "start":
        grammar.starts.append(place)
    else:
        grammar.defines.setdefault((node.get("name") or "").strip(), []).append(place)


def _components(node: Element, source: Source) -> Iterator[Place]:
    """The `start` and `define` elements of a grammar, those of other files among them."""
    for child in children(node):
        kind = operator(child)
        if kind in ("start", "define"):
            yield child, source
        elif kind == "div":
            yield from _components(child, source)
        elif kind == "include":
            yield from _included(child, source)
        else:
            source.refuse(child, "E163", f"“{kind}” may not stand in a grammar.", "Put it into a define.")


def _included(node: Element, source: Source) -> Iterator[Place]:
    """What another grammar has, but for what stands in the `include` itself, which takes its place."""
    other = source.named_file(node)
    if operator(other.root) != "grammar":
        source.refuse(node, "E166", f"“{other.path}” is no grammar.", "Name one with externalRef, in a define.")
    own = list(_components(node, source))
    replaced = {_key(place) for place in own}
    there = list(_components(other.root, other))
    idle = replaced - {_key(place) for place in there}
    if idle:
        source.refuse(
            node, "E166", f"“{other.path}” has no “{min(idle)}” to replace.", "Remove it, or correct its name."
        )
    yield from (place for place in there if _key(place) not in replaced)
    yield from own


def _key(place: Place) -> str:
    node, _ = place
    return "start" if operator(node) == "start" else f"define {(node.get('name') or '').strip()}"
