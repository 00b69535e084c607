"""The behaviours that a model may name: what they are and which parameters they take, in every output alike.

Names are those of the TEI processing model (P5 §23.5.4.6) where it has one. Each writer has a function for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from edition.dress import Dress
from edition.odd import Dispatch, Layer, compile_models, edition_odd, read_models

ODD = "tei/edition.odd"
LAYER = "models.odd"


@dataclass(frozen=True)
class Behaviour:
    """What a behaviour does, and its parameters with what each is.

    `is_display` tells that it interrupts the paragraph in which it stands.
    """

    description: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_display: bool = False


BEHAVIOURS: Mapping[str, Behaviour] = {
    "alternate": Behaviour(
        "Of several readings one is shown; the others stand in the apparatus.",
        {"default": "the reading that is shown", "alternate": "the readings of the source that it replaces"},
    ),
    "anchor": Behaviour("A point: the mark of a note that stands apart, or where the words begin that a note is on."),
    "block": Behaviour("A block: a line of its own, or several where it holds blocks."),
    "body": Behaviour("Nothing of its own: what the element holds."),
    "break": Behaviour(
        "The beginning of a page, column or line of the source.",
        {"type": "“page”, “column” or “line”", "label": "the number that is shown; by default @n"},
    ),
    "cell": Behaviour("A cell of a table."),
    "cit": Behaviour(
        "A displayed quotation with its attribution and what else follows it.",
        {"content": "the quotations; by default the child quote elements"},
        is_display=True,
    ),
    "figure": Behaviour("A figure: what it shows, then its caption.", is_display=True),
    "gap": Behaviour("Something that the source lacks.", {"label": "the words that say so"}),
    "graphic": Behaviour("An image.", {"url": "its address; by default @url", "title": "its description"}),
    "heading": Behaviour("A heading.", {"level": "its level, 1 to 6; by default from the divisions around it"}),
    "inline": Behaviour(
        "Words in running text.",
        {
            "tag": "the HTML element: b, cite, code, del, em, i, ins, q, s, small, span, strong, sub, sup, u or var",
            "before": "words put before it, as generated",
            "after": "words put after it, as generated",
        },
    ),
    "insertion": Behaviour("Words in running text that bear the hand that wrote them."),
    "line": Behaviour("A line of verse."),
    "lines": Behaviour("A block whose parts stand on lines of their own: the opening of a letter, an address."),
    "link": Behaviour("A reference; empty, it is a further mark of a note.", {"uri": "its target; by default @target"}),
    "list": Behaviour("A list.", {"type": "“ordered” for one with numbers"}, is_display=True),
    "listItem": Behaviour("An item of a list."),
    "metadata": Behaviour("Facts about the text: not shown where they stand."),
    "milestone": Behaviour("A boundary: an ornament between sections, a paragraph that this edition begins."),
    "note": Behaviour("A note: its mark, or its words where they stand in place."),
    "omit": Behaviour("Not shown."),
    "paragraph": Behaviour("A paragraph."),
    "quotation": Behaviour("A displayed quotation.", is_display=True),
    "row": Behaviour("A row of a table."),
    "section": Behaviour("A division.", is_display=True),
    "speech": Behaviour("A speech of a play: who speaks, then what.", is_display=True),
    "stanza": Behaviour("A group of lines of verse.", is_display=True),
    "table": Behaviour("A table.", is_display=True),
    "text": Behaviour("A text inside the text: a letter, a poem, a scene.", is_display=True),
}
PARAMETERS = {name: tuple(behaviour.parameters) for name, behaviour in BEHAVIOURS.items()}
DISPLAYS = frozenset(name for name, behaviour in BEHAVIOURS.items() if behaviour.is_display)

POINTS = frozenset(("anchor", "break", "gap", "graphic", "metadata", "milestone", "note", "omit"))
BLOCKS = DISPLAYS | {"paragraph", "block", "lines", "heading", "line", "body"}


def dispatch(output: str, dress: Dress | None = None) -> Dispatch:
    """What shows each element in `output` (`web`, `print` or `plaintext`): our models, an edition's own before them.

    Raises `SettingsError` for a fault in the edition's models, with the line.
    """
    layer = dress.styles.get(LAYER) if dress is not None else None
    return _own(output) if layer is None or dress is None else _layered(output, layer, f"{dress.folder}/{LAYER}")


@cache
def _own(output: str) -> Dispatch:
    return compile_models(output, [Layer(edition_odd().models, ODD)], PARAMETERS)


@cache
def _layered(output: str, data: bytes, path: str) -> Dispatch:
    layers = [Layer(edition_odd().models, ODD), Layer(read_models(data, path), path)]
    return compile_models(output, layers, PARAMETERS)
