"""The schema's source of truth: `tei/edition.odd` read once, RELAX NG and rendering models compiled from it."""

from edition.odd.dispatch import Dispatch, Layer, Rule, compile_models
from edition.odd.model import Attribute, ClassSpec, Constraint, ElementSpec, Odd
from edition.odd.own import edition_odd, edition_patterns, edition_schema
from edition.odd.reading import read_models, read_odd
from edition.odd.relaxng import compile_relaxng

__all__ = [
    "Attribute",
    "ClassSpec",
    "Constraint",
    "Dispatch",
    "ElementSpec",
    "Layer",
    "Odd",
    "Rule",
    "compile_models",
    "compile_relaxng",
    "edition_odd",
    "edition_patterns",
    "edition_schema",
    "read_models",
    "read_odd",
]
