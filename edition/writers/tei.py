"""TEI as an output: the document as it is, or with its editorial notes inside the text."""

from collections.abc import Callable
from typing import Literal

from edition.document import Document, serialise
from edition.inline import flat, nested, stand_off

Form = Literal["standoff", "nested", "flat"]
FORMS: dict[Form, Callable[[Document], Document]] = {"standoff": stand_off, "nested": nested, "flat": flat}


def write_tei(document: Document, notes: Form = "standoff") -> bytes:
    """The bytes of `document` with its editorial notes in one of three forms.

    `standoff` has a list for each hand, `nested` each note at its anchor, `flat` each note in the text and none
    inside another. Each form can be read back to the same stand-off document.
    """
    return serialise(FORMS[notes](document))
