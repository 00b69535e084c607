"""The schema's source of truth: `tei/edition.odd` read once, and RELAX NG compiled from it."""

from edition.odd.model import Attribute, ClassSpec, Constraint, ElementSpec, Odd
from edition.odd.own import edition_odd, edition_schema
from edition.odd.reading import read_odd
from edition.odd.relaxng import compile_relaxng

__all__ = [
    "Attribute",
    "ClassSpec",
    "Constraint",
    "ElementSpec",
    "Odd",
    "compile_relaxng",
    "edition_odd",
    "edition_schema",
    "read_odd",
]
