"""Datatypes (stub)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
import re


@dataclass(frozen=True)
class Datatype:
    """A datatype."""

    name: str
    facets: tuple[tuple[str, str], ...] = ()
    needs_namespaces: bool = False

    def value(self, text: str, namespaces: Mapping[str, str]) -> Hashable | None:
        """The value."""
        return text if self.name == "string" else " ".join(text.split())


def datatype(library: str, name: str, facets: tuple[tuple[str, str], ...]) -> Datatype:
    """The datatype."""
    return Datatype(name, facets)
