"""RELAX NG: our own matcher, which finds every fault of a document and says what was expected.

A schema is read lazily, the content of an element when such an element is met. Matching is by derivatives of
patterns (J. Clark, “An algorithm for RELAX NG validation”), remembered so that they work like an automaton.
The room knows nothing of TEI, of the ODD or of messages about a document.
"""

from edition.relaxng.faults import Fault, FaultKind, ValueType
from edition.relaxng.matching import faults, is_valid
from edition.relaxng.schema import Schema, read_schema

__all__ = ["Fault", "FaultKind", "Schema", "ValueType", "faults", "is_valid", "read_schema"]
