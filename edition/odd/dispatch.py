"""Models made ready for one output: from the name of an element to what shows it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from edition.errors import SettingsError
from edition.odd.models import OUTPUTS, Dressed, Model, Rendition, layered
from edition.odd.xpath import Test, Value, XPathFault, may_fail, predicate, value
from edition.report import Message
from edition.tree import Element

UNSAFE = re.compile(r"url\s*\(|src\s*\(|image(?:-set)?\s*\(|[@{}<\\]", re.IGNORECASE)
CLASSES = re.compile(r"[\w -]*")
SCOPES = ("before", "after", "first-line", "first-letter", "marker")


class Rule(NamedTuple):
    """One model, compiled. `test` is None for always; `css` are class names; `line` is that in the ODD.

    `behaviour` is "" for a sequence, whose members are `rest`.
    """

    test: Test | None
    behaviour: str
    css: str = ""
    parameters: Mapping[str, Value] = {}
    use_source: bool = False
    rest: "tuple[Rule, ...]" = ()
    line: int = 0

    def word(self, name: str, element: Element, default: str = "") -> str:
        """The parameter `name` as a string; `default` where the model does not give it or gives elements."""
        found = self.parameters[name](element) if name in self.parameters else default
        return found if isinstance(found, str) else default

    def elements(self, name: str, element: Element) -> list[Element]:
        """The elements that the parameter `name` selects, in document order; [] for none."""
        found = self.parameters[name](element) if name in self.parameters else []
        return found if isinstance(found, list) else []


@dataclass(frozen=True)
class Layer:
    """The models of one ODD by tag, and its path for messages."""

    models: Mapping[str, Dressed]
    path: str


@dataclass(frozen=True)
class Dispatch:
    """What shows each element in one output: `rules` by tag in Clark notation, the first that holds being used.

    `style` is the CSS that the models bring with them.
    """

    rules: Mapping[str, tuple[Rule, ...]]
    style: str = ""
    _among: dict[tuple[str, frozenset[str]], Any] = field(default_factory=dict, repr=False, compare=False)

    def of(self, element: Element) -> Rule | None:
        """The rule for `element`, of a sequence the first that holds; None where no model is for it."""
        for rule in self.rules.get(str(element.tag), ()):
            if rule.test is None or rule.test(element):
                return rule if not rule.rest else next(iter(_held_members(rule, element)), None)
        return None

    def all_of(self, element: Element) -> tuple[Rule, ...]:
        """The rules for `element`: one, the members of a sequence that hold, or () where no model is for it."""
        for rule in self.rules.get(str(element.tag), ()):
            if rule.test is None or rule.test(element):
                return tuple(_held_members(rule, element)) if rule.rest else (rule,)
        return ()

    def is_among(self, element: Element, behaviours: frozenset[str]) -> bool:
        """Whether a rule for `element` has one of `behaviours`; what holds for all its models is looked up once."""
        tag = str(element.tag)
        known = self._among.get((tag, behaviours), _Unknown)
        if known is _Unknown:
            known = self._among[tag, behaviours] = _always(self.rules.get(tag, ()), behaviours)
        if known is not None:
            return bool(known)
        return any(rule.behaviour in behaviours for rule in self.all_of(element))


class _Unknown:
    """What has not been looked up."""


def _held_members(rule: Rule, element: Element) -> Iterator[Rule]:
    return (inner for inner in rule.rest if inner.test is None or inner.test(element))


def _always(rules: tuple[Rule, ...], behaviours: frozenset[str]) -> bool | None:
    """Whether all of `rules` have one of `behaviours`, or none has; None where it depends on the element."""
    flat = [inner for rule in rules for inner in (rule.rest or (rule,))]
    if not any(rule.behaviour in behaviours for rule in flat):
        return False
    is_sure = rules[-1].test is None and not any(rule.rest for rule in rules)
    return True if is_sure and all(rule.behaviour in behaviours for rule in flat) else None


def compile_models(output: str, layers: Iterable[Layer], known: Mapping[str, Iterable[str]]) -> Dispatch:
    """The dispatch for `output`, one of `OUTPUTS`, from layers of models, the strongest last.

    `known` gives the parameters of each behaviour. Raises `SettingsError` with the line of the ODD for a predicate
    or parameter that is no XPath 1.0, and for a behaviour, output or CSS that is not known or not safe.
    """
    given = list(layers)
    for layer in given:
        for dressed in layer.models.values():
            for model in dressed.models:
                _check(model, known, layer.path)
    paths = {id(model): layer.path for layer in given for dressed in layer.models.values() for model in dressed.models}
    rules: dict[str, tuple[Rule, ...]] = {}
    styles: list[str] = []
    for tag, models in layered(*(layer.models for layer in given)).items():
        made = []
        for number, model in enumerate(models, 1):
            if model.is_for(output):
                name = f"m-{tag.rpartition('}')[2]}-{number}"
                made.append(_rule(model, name, output, styles, paths[id(model)]))
        rules[tag] = tuple(made)
    return Dispatch(rules, "\n".join(styles))


def _rule(model: Model, name: str, output: str, styles: list[str], path: str) -> Rule:
    styles += [_css(name, rendition) for rendition in model.renditions]
    css = f"{model.css_class} {name}".strip() if model.renditions else model.css_class
    return Rule(
        test=_test(model, path),
        behaviour=model.behaviour,
        css=css,
        parameters={key: _value(model, key, expression, path) for key, expression in model.parameters},
        use_source=model.use_source,
        rest=tuple(
            _rule(inner, f"{name}-{number}", output, styles, path)
            for number, inner in enumerate(model.rest, 1)
            if inner.is_for(output)
        ),
        line=model.line,
    )


def _css(name: str, rendition: Rendition) -> str:
    scope = f"::{rendition.scope}" if rendition.scope else ""
    return f".{name}{scope} {{ {rendition.declarations} }}"


def _test(model: Model, path: str) -> Test | None:
    if not model.predicate:
        return None
    try:
        test = predicate(model.predicate)
        return partial(_held, test, model, path) if may_fail(test) else test
    except XPathFault as fault:
        raise _no_predicate(fault, model, path) from fault


def _held(test: Test, model: Model, path: str, element: Element) -> bool:
    try:
        return test(element)
    except XPathFault as fault:
        raise _no_predicate(fault, model, path) from fault


def _no_predicate(fault: XPathFault, model: Model, path: str) -> SettingsError:
    text = f"the predicate “{model.predicate}” is no XPath 1.0: {fault}."
    return _fault("E151", text, "Write it in XPath 1.0.", path, model.line)


def _value(model: Model, name: str, expression: str, path: str) -> Value:
    try:
        return partial(_given, value(expression), model, name, path)
    except XPathFault as fault:
        raise _no_value(fault, model, name, path) from fault


def _given(value: Value, model: Model, name: str, path: str, element: Element) -> str | list[Element]:
    try:
        return value(element)
    except XPathFault as fault:
        raise _no_value(fault, model, name, path) from fault


def _no_value(fault: XPathFault, model: Model, name: str, path: str) -> SettingsError:
    expression = dict(model.parameters)[name]
    text = f"the parameter “{name}” is no XPath 1.0: “{expression}”: {fault}."
    remedy = f"Write it in XPath 1.0; words stand in quotation marks: value=\"'{expression}'\"."
    return _fault("E152", text, remedy, path, model.line)


def _check(model: Model, known: Mapping[str, Iterable[str]], path: str) -> None:
    for inner in model.rest:
        _check(inner, known, path)
    if not model.rest and model.behaviour not in known:
        names = ", ".join(sorted(known))
        raise _fault("E153", f"there is no behaviour “{model.behaviour}”.", f"Known: {names}.", path, model.line)
    for name, _ in model.parameters:
        if name not in known[model.behaviour]:
            names = ", ".join(known[model.behaviour]) or "none"
            text = f"the behaviour “{model.behaviour}” has no parameter “{name}”."
            raise _fault("E154", text, f"Known: {names}.", path, model.line)
    for output in model.outputs:
        if output not in OUTPUTS:
            raise _fault("E155", f"there is no output “{output}”.", f"Known: {', '.join(OUTPUTS)}.", path, model.line)
    if not CLASSES.fullmatch(model.css_class):
        text = f"“{model.css_class}” is no list of CSS classes."
        raise _fault("E157", text, "Write words of letters, digits, “-” and “_”.", path, model.line)
    for rendition in model.renditions:
        _check_rendition(rendition, path)


def _check_rendition(rendition: Rendition, path: str) -> None:
    if UNSAFE.search(rendition.declarations) or _is_broken(rendition.declarations):
        text = "an outputRendition may hold CSS declarations only, without addresses, rules or escapes."
        raise _fault("E156", text, "Put such CSS into a style sheet of the edition.", path, rendition.line)
    if rendition.scope not in ("", *SCOPES):
        text = f"the scope “{rendition.scope}” is not known."
        raise _fault("E156", text, f"Known: {', '.join(SCOPES)}.", path, rendition.line)


def _is_broken(declarations: str) -> bool:
    """Whether CSS does not end where it seems to: a comment, a string or a bracket is left open."""
    import tinycss2

    nodes = tinycss2.parse_declaration_list(f"{declarations}; --end: 1", skip_whitespace=True)
    return any(node.type != "declaration" for node in nodes) or nodes[-1].name != "--end"


def _fault(code: str, text: str, remedy: str, path: str, line: int) -> SettingsError:
    return SettingsError(Message(code, text, remedy, path=path, line=line))
