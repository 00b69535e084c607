"""What a schema says of its elements and attributes in words: ours speaks from the ODD, another from its own notes."""

from functools import cache
from typing import Protocol

from edition.check.grammar.datatypes import described, in_words
from edition.odd import Attribute, ElementSpec, Odd, edition_odd
from edition.odd.holding import holdable, holds_text
from edition.relaxng import Fault, Schema
from edition.resources import resource
from edition.tree import attribute_name, tei


class Vocabulary(Protocol):
    """What is said of a name. Elements and attributes are in Clark notation; "" and () where nothing is known."""

    def of_element(self, name: str, /) -> str:
        """What the element is for."""
        ...

    def of_attribute(self, element: str, attribute: str, /) -> str:
        """What the attribute says."""
        ...

    def of_value(self, element: str, fault: Fault, /) -> str:
        """What a value must be, such as `a language tag, such as “en”`."""
        ...

    def parents(self, name: str, /) -> tuple[str, ...]:
        """The elements that may hold the element."""
        ...

    def between(self, parent: str, child: str, /) -> tuple[str, ...]:
        """The elements that may stand in `parent` and hold `child`, or words where `child` is ""."""
        ...

    def is_of_tei(self, name: str, /) -> bool:
        """Whether TEI has the element, though the schema does not."""
        ...


class OurVocabulary:
    """The words of `tei/edition.odd`."""

    def of_element(self, name: str) -> str:
        """The description in the ODD."""
        spec = _spec(name)
        return spec.description if spec else ""

    def of_attribute(self, element: str, attribute: str) -> str:
        """The description in the ODD."""
        found = _attribute(element, attribute)
        return found.description if found else ""

    def of_value(self, element: str, fault: Fault) -> str:
        """The values that the ODD lists, else its description of the datatype."""
        found = _attribute(element, fault.name)
        odd = edition_odd()
        if fault.values or found is None or found.datatype not in odd.datatypes:
            return described(fault)
        return odd.datatypes[found.datatype].description

    def parents(self, name: str) -> tuple[str, ...]:
        """The elements of the ODD that may hold the element, in its order."""
        return tuple(parent for parent in edition_odd().elements if _local(name) in _held(parent))

    def between(self, parent: str, child: str) -> tuple[str, ...]:
        """As in `Vocabulary`, in the order of the ODD."""
        return tuple(name for name in _held(_local(parent)) if name != _local(child) and _holds(name, _local(child)))

    def is_of_tei(self, name: str) -> bool:
        """As in `Vocabulary`."""
        return name in _of_tei()


class TheirVocabulary:
    """The notes of another schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def of_element(self, name: str) -> str:
        """The schema's documentation of the element."""
        return self.schema.documentation(name)

    def of_attribute(self, element: str, attribute: str) -> str:
        """The schema's documentation of the attribute."""
        return self.schema.attribute_documentation(element, attribute)

    def of_value(self, _: str, fault: Fault) -> str:
        """The values that the schema lists, and its datatypes in words."""
        return " or ".join(filter(None, (described(fault), in_words(fault.types))))

    def parents(self, _: str) -> tuple[str, ...]:
        """Nothing: to know it, all of the schema would have to be read."""
        return ()

    def between(self, *_: str) -> tuple[str, ...]:
        """Nothing, as for `parents`."""
        return ()

    def is_of_tei(self, name: str) -> bool:
        """As in `Vocabulary`."""
        return name in _of_tei()


@cache
def _of_tei() -> frozenset[str]:
    """The elements of TEI P5, in Clark notation."""
    return frozenset(map(tei, resource("tei", "elements-of-tei.txt").decode().split()))


def _local(name: str) -> str:
    return name.removeprefix(tei(""))


def _spec(name: str) -> ElementSpec | None:
    return edition_odd().elements.get(_local(name))


@cache
def _attributes(name: str) -> dict[str, Attribute]:
    spec = edition_odd().elements[name]
    return {attribute_name(each.ident): each for each in edition_odd().attributes(spec).values()}


def _attribute(element: str, attribute: str) -> Attribute | None:
    return _attributes(_local(element)).get(attribute) if _spec(element) else None


@cache
def _held(name: str) -> tuple[str, ...]:
    """The elements that may stand somewhere in the element of the ODD."""
    odd: Odd = edition_odd()
    return holdable(odd, odd.elements[name].content) if name in odd.elements else ()


def _holds(name: str, child: str) -> bool:
    odd = edition_odd()
    return child in _held(name) if child else holds_text(odd, odd.elements[name].content)
