"""Predicates and parameters of models: XPath 1.0 in which names without a prefix are those of TEI.

What a model asks most often is answered by Python itself; the rest is compiled by libxml2.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from math import isfinite
from typing import TypeAlias

from lxml import etree

from edition.tree import NAMESPACES, XML_NS, Element, holds_text, tei

Test: TypeAlias = Callable[[Element], bool]
Value: TypeAlias = Callable[[Element], "str | list[Element]"]

TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<literal>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<operator>::|//|\.\.|!=|<=|>=|[()\[\].@,/|+=<>*-])
    |(?P<variable>\$[\w.:-]+)|(?P<name>[^\W\d][\w.-]*(?::(?!:)(?:\*|[^\W\d][\w.-]*))?)""",
    re.VERBOSE,
)
OPERATORS = frozenset({"and", "or", "mod", "div"})
BEFORE_OPERAND = OPERATORS | {"", "@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", ">", "<=", ">="}
NODE_TYPES = frozenset({"comment", "text", "processing-instruction", "node"})
FUNCTION_NAMES = """
last position count id local-name namespace-uri name string concat starts-with contains substring-before substring-after
substring string-length normalize-space translate boolean not true false lang number sum floor ceiling round
"""
FUNCTIONS = NODE_TYPES.union(FUNCTION_NAMES.split())
NAME = r"[A-Za-z_][\w.-]*"
ATTRIBUTE = re.compile(rf"@((?:xml:)?{NAME})$")
EQUAL = re.compile(rf"@((?:xml:)?{NAME})\s*=\s*(?:'([^']*)'|\"([^\"]*)\")$")
AXIS = re.compile(rf"(parent|ancestor|child|self)::({NAME})$")
CHILD = re.compile(rf"({NAME})$")
CHILDREN = re.compile(rf"\(({NAME}(?:\s*\|\s*{NAME})*)\)\[1\]$|({NAME}(?:\s*\|\s*{NAME})*)$")
TEXT = "text()[normalize-space()]"
NEGATION = re.compile(r"not\((.*)\)$", re.DOTALL)


class XPathFault(Exception):
    """An expression that is no XPath 1.0; the text says what in it."""


def predicate(expression: str) -> Test:
    """A test of an element; raises `XPathFault`."""
    return _native(expression.strip()) or _compiled_test(expression)


def may_fail(test: Test) -> bool:
    """Whether a test asks libxml2, which may find on an element what it did not see in the expression."""
    if not isinstance(test, partial):
        return False
    inner = [part for given in test.args for part in (given if isinstance(given, list) else [given])]
    return test.func is _holds or any(may_fail(part) for part in inner)


def value(expression: str) -> Value:
    """What a parameter is for an element: a string, or the elements it selects; raises `XPathFault`."""
    literal = re.fullmatch(r"\s*(?:'([^']*)'|\"([^\"]*)\")\s*", expression)
    if literal:
        words = literal.group(1) if literal.group(1) is not None else literal.group(2)
        return lambda _: words
    if match := ATTRIBUTE.match(expression.strip()):
        return partial(_attribute_value, _attribute(match.group(1)))
    if match := CHILDREN.match(expression.strip()):
        first, every = match.groups()
        tags = [tei(name.strip()) for name in (first or every).split("|")]
        return partial(_children, tags, 1 if first else None)
    return partial(_selected, _compiled(expression))


def _children(tags: list[str], most: int | None, element: Element) -> list[Element]:
    return list(element.iterchildren(*tags))[:most]


def _native(expression: str) -> Test | None:
    """The test of a predicate that Python can answer itself; None for any other."""
    for word, combine in (("or", _any_of), ("and", _all_of)):
        parts = _split(expression, word)
        if word == "or" and len(parts) > 1 and (test := _among(parts)):
            return test
        if len(parts) > 1:
            return partial(combine, [_native(part.strip()) or _compiled_test(part) for part in parts])
    if expression.startswith("(") and expression.endswith(")") and _is_balanced(expression[1:-1]):
        return _native(expression[1:-1].strip())
    if (match := NEGATION.match(expression)) and _is_balanced(match.group(1)):
        test = _native(match.group(1).strip())
        return partial(_is_not, test) if test else None
    return _simple(expression)


def _among(parts: list[str]) -> Test | None:
    """The test of alternatives that are all values of one attribute; None for others."""
    found = [match for part in parts if (match := EQUAL.match(part.strip()))]
    if len(found) < len(parts) or len({match.group(1) for match in found}) > 1:
        return None
    return partial(_is_among, _attribute(found[0].group(1)), frozenset(map(_wanted, found)))


def _wanted(match: re.Match[str]) -> str:
    return str(match.group(2) if match.group(2) is not None else match.group(3))


def _simple(expression: str) -> Test | None:
    if match := EQUAL.match(expression):
        return partial(_is_equal, _attribute(match.group(1)), _wanted(match))
    if match := ATTRIBUTE.match(expression):
        return partial(_has, _attribute(match.group(1)))
    if match := AXIS.match(expression):
        return partial(AXES[match.group(1)], tei(match.group(2)))
    if CHILD.match(expression):
        return partial(_has_child, tei(expression))
    if expression == TEXT:
        return holds_text
    return None


def _split(expression: str, word: str) -> list[str]:
    """The operands of an operator that stands outside all brackets and literals."""
    parts, start, depth = [], 0, 0
    for match in TOKEN.finditer(expression):
        sign = match.group()
        depth += (sign in "([") - (sign in ")]")
        if sign == word and depth == 0 and match.lastgroup == "name" and expression[start : match.start()].strip():
            parts.append(expression[start : match.start()])
            start = match.end()
    return [*parts, expression[start:]]


def _is_balanced(expression: str) -> bool:
    depth = 0
    for match in TOKEN.finditer(expression):
        depth += (match.group() == "(") - (match.group() == ")")
        if depth < 0:
            return False
    return depth == 0


def _attribute(name: str) -> str:
    return f"{{{XML_NS}}}{name[4:]}" if name.startswith("xml:") else name


def _any_of(tests: list[Test], element: Element) -> bool:
    for test in tests:  # noqa: SIM110 - writers and checks ask this of each element, and a generator takes as long again
        if test(element):
            return True
    return False


def _all_of(tests: list[Test], element: Element) -> bool:
    for test in tests:  # noqa: SIM110 - as above
        if not test(element):
            return False
    return True


def _is_not(test: Test, element: Element) -> bool:
    return not test(element)


def _has(name: str, element: Element) -> bool:
    return element.get(name) is not None


def _is_equal(name: str, wanted: str, element: Element) -> bool:
    return element.get(name) == wanted


def _is_among(name: str, wanted: frozenset[str], element: Element) -> bool:
    return element.get(name) in wanted


def _has_parent(tag: str, element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def _has_ancestor(tag: str, element: Element) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _has_child(tag: str, element: Element) -> bool:
    return next(element.iterchildren(tag), None) is not None


def _is_named(tag: str, element: Element) -> bool:
    return element.tag == tag


AXES: Mapping[str, Callable[[str, Element], bool]] = {
    "parent": _has_parent,
    "ancestor": _has_ancestor,
    "child": _has_child,
    "self": _is_named,
}


def _attribute_value(name: str, element: Element) -> str:
    return element.get(name, "")


def _compiled_test(expression: str) -> Test:
    return partial(_holds, _compiled(expression))


def _holds(compiled: etree.XPath, element: Element) -> bool:
    return bool(_evaluated(compiled, element))


def _compiled(expression: str) -> etree.XPath:
    try:
        return etree.XPath(prefixed(expression), namespaces=NAMESPACES)
    except etree.XPathError as error:
        raise XPathFault(str(error)) from error


def _evaluated(compiled: etree.XPath, element: Element) -> object:
    """What an expression gives for `element`; raises `XPathFault` for a function that is given what it cannot take."""
    try:
        return compiled(element)
    except etree.XPathError as error:
        raise XPathFault(str(error)) from error


def _selected(compiled: etree.XPath, element: Element) -> str | list[Element]:
    found = _evaluated(compiled, element)
    if not isinstance(found, list):
        return _said(found)
    elements = [node for node in found if not isinstance(node, str) and isinstance(node.tag, str)]
    return elements or " ".join(node for node in found if isinstance(node, str))


def _said(found: object) -> str:
    if isinstance(found, float):
        return str(int(found)) if isfinite(found) and found == int(found) else str(found)
    return str(found).lower() if isinstance(found, bool) else str(found)


def prefixed(expression: str) -> str:
    """`expression` with `tei:` before the names of elements that have no prefix (XPath 1.0 §3.7)."""
    out: list[str] = []
    before, axis, at = "", "", 0
    while at < len(expression):
        match = TOKEN.match(expression, at)
        if match is None:
            raise XPathFault(f"“{expression[at]}” is no sign of XPath 1.0")
        sign, kind, at = match.group(), match.lastgroup, match.end()
        if kind == "variable":
            raise XPathFault(f"the variable {sign} is not known")
        if kind == "name" and (before == "@" or axis == "attribute"):
            before = "@name"
        elif kind == "name":
            sign = before = _named(sign, before, expression[at:].lstrip())
        elif kind != "space":
            before, axis = sign, before if sign == "::" else ""
        out.append(sign)
    return "".join(out)


def _named(name: str, before: str, after: str) -> str:
    """A name as it stands in XPath: an operator where an operand precedes it, an axis, a function, or an element."""
    if name in OPERATORS and before not in BEFORE_OPERAND:
        return name
    if after.startswith("::"):
        return name
    if ":" in name:
        prefix = name.partition(":")[0]
        if prefix not in NAMESPACES:
            raise XPathFault(f"the prefix {prefix} is not known")
        return name
    if after.startswith("("):
        if name not in FUNCTIONS:
            raise XPathFault(f"XPath 1.0 has no function {name}()")
        return name
    return f"tei:{name}"
