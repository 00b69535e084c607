"""What an ODD says: elements, classes, macros, datatypes, and the patterns of their content (TEI P5 §22)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from edition.odd.models import Dressed


@dataclass(frozen=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True)
class Text:
    """Characters, or none."""


@dataclass(frozen=True)
class ElementRef:
    """The element `key`."""

    key: str


@dataclass(frozen=True)
class ClassRef:
    """One member of the model class `key`; `expand` as in TEI, such as `"alternation"` or `"sequence"`."""

    key: str
    expand: str = "alternation"


@dataclass(frozen=True)
class MacroRef:
    """What the macro `key` stands for."""

    key: str


@dataclass(frozen=True)
class DatatypeRef:
    """A value of the ODD's datatype `key`."""

    key: str


@dataclass(frozen=True)
class Data:
    """A value of the W3C datatype `name` that matches `pattern`, an XSD regular expression; "" for any."""

    name: str
    pattern: str = ""


@dataclass(frozen=True)
class Value:
    """One allowed value, and what it means; "" where the ODD does not say."""

    ident: str
    description: str = ""


@dataclass(frozen=True)
class Values:
    """One of a closed list of values, in the ODD's order."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class AnyElement:
    """Any element outside the namespaces `without`, whatever it holds."""

    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sequence:
    """All `parts`, in order."""

    parts: "tuple[Content, ...]"


@dataclass(frozen=True)
class Alternate:
    """One of `parts`."""

    parts: "tuple[Content, ...]"


@dataclass(frozen=True)
class Repeat:
    """`part`, at least `least` times and at most `most` times; None for without end."""

    part: "Content"
    least: int
    most: int | None


@dataclass(frozen=True)
class Words:
    """Values of `part` with white space between them; bounds as in `Repeat`."""

    part: "Content"
    least: int
    most: int | None


Content: TypeAlias = (
    Empty
    | Text
    | ElementRef
    | ClassRef
    | MacroRef
    | DatatypeRef
    | Data
    | Values
    | AnyElement
    | Sequence
    | Alternate
    | Repeat
    | Words
)


@dataclass(frozen=True)
class Attribute:
    """An attribute of an element or class.

    `ident` as written in a document, such as `xml:id`; `owner` is the element or class that defines it;
    `datatype` the ODD's datatype, "" where a list of values stands alone; `content` what its value may be.
    """

    ident: str
    owner: str
    content: Content
    description: str = ""
    datatype: str = ""
    values: tuple[Value, ...] = ()
    required: bool = False
    line: int = 0


@dataclass(frozen=True)
class AttributeChange:
    """What an `attDef` of mode `change` puts in place of an inherited attribute; None or "" leaves a field as it is."""

    ident: str
    owner: str
    content: Content | None = None
    description: str = ""
    datatype: str = ""
    values: tuple[Value, ...] = ()
    required: bool | None = None
    line: int = 0

    def applied_to(self, old: Attribute) -> Attribute:
        """The attribute that `old` becomes."""
        return Attribute(
            ident=old.ident,
            owner=self.owner,
            content=self.content or old.content,
            description=self.description or old.description,
            datatype=self.datatype or old.datatype,
            values=self.values or old.values,
            required=old.required if self.required is None else self.required,
            line=self.line,
        )


@dataclass(frozen=True)
class AttributeList:
    """What one `attList` says: attributes it adds, inherited ones it changes, and those it takes away."""

    added: tuple[Attribute, ...] = ()
    changed: tuple[AttributeChange, ...] = ()
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Constraint:
    """A rule beyond the grammar: for each node that `context` selects, `test` must be true.

    Both are XPath 1.0 with the prefix `tei`. `ident` is the code of the message, `remedy` its second sentence.
    """

    ident: str
    context: str
    test: str
    text: str
    remedy: str
    line: int = 0


@dataclass(frozen=True)
class ClassSpec:
    """A class; `kind` is `"model"` or `"atts"`, `classes` those it belongs to itself."""

    ident: str
    kind: str
    description: str = ""
    classes: tuple[str, ...] = ()
    attributes: AttributeList = AttributeList()
    constraints: tuple[Constraint, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class ElementSpec:
    """An element of TEI; `attributes` is what it adds to those of its classes, or changes in them."""

    ident: str
    content: Content
    description: str = ""
    classes: tuple[str, ...] = ()
    attributes: AttributeList = AttributeList()
    constraints: tuple[Constraint, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Named:
    """A macro or a datatype: a name for a content."""

    ident: str
    content: Content
    description: str = ""
    line: int = 0


@dataclass(frozen=True)
class Odd:
    """All specifications, each by its name and in the order of the file; `start` names the root element.

    `models` are by tag in Clark notation; among them are those of elements that the ODD does not define.
    """

    start: str
    elements: Mapping[str, ElementSpec] = field(default_factory=dict)
    classes: Mapping[str, ClassSpec] = field(default_factory=dict)
    macros: Mapping[str, Named] = field(default_factory=dict)
    datatypes: Mapping[str, Named] = field(default_factory=dict)
    models: Mapping[str, Dressed] = field(default_factory=dict)

    def subclasses(self, key: str) -> tuple[str, ...]:
        """The classes that belong directly to the class `key`."""
        return tuple(spec.ident for spec in self.classes.values() if key in spec.classes)

    def members(self, key: str) -> tuple[str, ...]:
        """The elements that belong directly to the class `key`; those of its subclasses are not among them."""
        return tuple(spec.ident for spec in self.elements.values() if key in spec.classes)

    def all_members(self, key: str) -> tuple[str, ...]:
        """The elements that belong to the class `key`, directly or through its subclasses, without repetition."""
        below = (name for subclass in self.subclasses(key) for name in self.all_members(subclass))
        return tuple(dict.fromkeys((*self.members(key), *below)))

    def is_inhabited(self, key: str) -> bool:
        """Whether any element belongs to the class `key`, directly or not."""
        return bool(self.all_members(key))

    def attributes(self, spec: "ElementSpec | ClassSpec") -> dict[str, Attribute]:
        """All attributes of `spec` by name: the inherited ones in the order of its classes, then its own."""
        found, own = self.inherited(spec), spec.attributes
        for change in own.changed:
            found[change.ident] = change.applied_to(found[change.ident])
        kept = {ident: attribute for ident, attribute in found.items() if ident not in own.deleted}
        return kept | {attribute.ident: attribute for attribute in own.added}

    def inherited(self, spec: "ElementSpec | ClassSpec") -> dict[str, Attribute]:
        """The attributes that `spec` has from its classes, by name, before it changes any."""
        found: dict[str, Attribute] = {}
        for key in spec.classes:
            if self.classes[key].kind == "atts":
                found |= self.attributes(self.classes[key])
        return found

    def constraints(self) -> Iterator[Constraint]:
        """All rules beyond the grammar, in the order of the file."""
        for of_class in self.classes.values():
            yield from of_class.constraints
        for of_element in self.elements.values():
            yield from of_element.constraints
