"""Rendering models: how an ODD says that elements are shown (TEI P5 §23.5.4, the processing model).

An element has an ordered list of models. For each output the first whose predicate holds is used; all models of a
`modelSequence` whose predicate holds are used one after the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from edition.tree import NAMESPACES, Element, folded, is_element, text_of

TEI = NAMESPACES["tei"]
OUTPUTS = ("web", "print", "plaintext")


@dataclass(frozen=True)
class Rendition:
    """CSS declarations for what a model shows; `scope` is a pseudo-element such as `before`, "" for the whole."""

    declarations: str
    scope: str = ""
    line: int = 0


@dataclass(frozen=True)
class Model:
    """One way to show an element.

    `behaviour` names a function of each writer; `predicate` is an XPath 1.0 expression about the element, "" for
    always; `outputs` are the outputs it is for, () for all. `parameters` gives XPath 1.0 expressions by name.
    `css_class` holds class names with spaces between. `use_source` tells to honour `@rend`, `@rendition` and
    `@style` of the element. `rest` are the further models of a `modelSequence`.
    """

    behaviour: str
    predicate: str = ""
    outputs: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    css_class: str = ""
    renditions: tuple[Rendition, ...] = ()
    use_source: bool = False
    line: int = 0
    rest: "tuple[Model, ...]" = ()

    def is_for(self, output: str) -> bool:
        """Whether the model is for `output`, one of `OUTPUTS`."""
        return not self.outputs or output in self.outputs


@dataclass(frozen=True)
class Dressed:
    """The models of one element, in order; `tag` is its name in Clark notation.

    `mode` is that of the `elementSpec`: `change` puts them in front of those known before, `replace` in their place,
    `add` is for an element that has none.
    """

    tag: str
    mode: str
    models: tuple[Model, ...]
    line: int = 0


def models_of(spec: Element) -> Dressed:
    """The models in one `elementSpec`."""
    tag = f"{{{spec.get('ns', TEI)}}}{spec.get('ident', '')}"
    return Dressed(tag, spec.get("mode", "add"), tuple(_models(spec)), spec.sourceline or 0)


def layered(*layers: Mapping[str, Dressed]) -> dict[str, tuple[Model, ...]]:
    """The models of all layers by tag, the last layer first: what it says goes before what the others say."""
    found: dict[str, tuple[Model, ...]] = {}
    for layer in layers:
        for tag, dressed in layer.items():
            found[tag] = dressed.models + (() if dressed.mode == "replace" else found.get(tag, ()))
    return found


def _models(parent: Element) -> Iterator[Model]:
    for node in parent:
        if is_element(node, "model"):
            yield _model(node)
        elif is_element(node, "modelSequence"):
            yield from _sequence(node)
        elif is_element(node, "modelGrp"):
            outputs, renditions = tuple(node.get("output", "").split()), _renditions(node)
            for model in _models(node):
                yield replace(
                    model, outputs=model.outputs or outputs, renditions=model.renditions or renditions,
                    use_source=model.use_source or _is_true(node),
                )  # fmt: skip


def _model(node: Element) -> Model:
    return Model(
        behaviour=node.get("behaviour", ""),
        predicate=node.get("predicate", "").strip(),
        outputs=tuple(node.get("output", "").split()),
        parameters=tuple((one.get("name", ""), one.get("value", "")) for one in node if is_element(one, "param")),
        css_class=node.get("cssClass", ""),
        renditions=_renditions(node),
        use_source=_is_true(node),
        line=node.sourceline or 0,
    )


def _sequence(node: Element) -> Iterator[Model]:
    """One model that has the others of the sequence with it; its predicate is that of the sequence."""
    models = [_model(child) for child in node if is_element(child, "model")]
    if models:
        yield Model(
            behaviour="",
            predicate=node.get("predicate", "").strip(),
            outputs=tuple(node.get("output", "").split()),
            line=node.sourceline or 0,
            rest=tuple(models),
        )


def _renditions(node: Element) -> tuple[Rendition, ...]:
    return tuple(
        Rendition(folded(text_of(child)), child.get("scope", ""), child.sourceline or 0)
        for child in node
        if is_element(child, "outputRendition")
    )


def _is_true(node: Element) -> bool:
    return node.get("useSourceRendition") in ("true", "1")
