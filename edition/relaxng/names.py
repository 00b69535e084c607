"""Name classes of RELAX NG: which names an element or an attribute may have (specification §3, nameClass).

Names are in Clark notation; one without a namespace is the name alone.
"""

from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True)
class Names:
    """The names that are listed, in the order of the schema."""

    listed: tuple[str, ...]

    def contains(self, name: str) -> bool:
        """Whether `name` is of this class."""
        return name in self.listed


@dataclass(frozen=True)
class AnyName:
    """Every name but those of `exception`."""

    exception: "NameClass | None" = None

    def contains(self, name: str) -> bool:
        """Whether `name` is of this class."""
        return self.exception is None or not self.exception.contains(name)


@dataclass(frozen=True)
class NsName:
    """Every name of a namespace but those of `exception`; `namespace` is "" for names in none."""

    namespace: str
    exception: "NameClass | None" = None

    def contains(self, name: str) -> bool:
        """Whether `name` is of this class."""
        return namespace(name) == self.namespace and (self.exception is None or not self.exception.contains(name))


@dataclass(frozen=True)
class NameChoice:
    """The names of several classes."""

    parts: tuple["NameClass", ...] = field(default=())

    def contains(self, name: str) -> bool:
        """Whether `name` is of this class."""
        return any(part.contains(name) for part in self.parts)


NameClass = Names | AnyName | NsName | NameChoice


def listed(names: NameClass) -> tuple[str, ...]:
    """The names that `names` lists one by one, in the order of the schema; those it only describes are not there."""
    if isinstance(names, Names):
        return names.listed
    if isinstance(names, NameChoice):
        return tuple(name for part in names.parts for name in listed(part))
    return ()


def is_open(names: NameClass) -> bool:
    """Whether `names` describes names that it does not list."""
    if isinstance(names, NameChoice):
        return any(is_open(part) for part in names.parts)
    return not isinstance(names, Names)


@cache
def namespace(name: str) -> str:
    """The namespace of a name in Clark notation; "" for none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def local(name: str) -> str:
    """A name in Clark notation without its namespace."""
    return name.rpartition("}")[2]


def clark(space: str, name: str) -> str:
    """`name` of the namespace `space` in Clark notation."""
    return f"{{{space}}}{name}" if space else name
