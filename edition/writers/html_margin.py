"""Notes in the margin beside their calls, by CSS alone: each is anchored to its call, and never above the one before.

The notes stand once, in their list at the end, and are moved where there is room (CSS Anchor Positioning 1).
The style sheet stands in an `svg`, since the HTML validators of today know the properties of that module as errors
in a `style` element of HTML; a browser applies it all the same.
"""

import re
from collections.abc import Iterable
from functools import cache

from edition.apparatus import Note
from edition.resources import resource
from edition.writers.rendering import Rendering

ROOM = {"right": "62rem", "left": "80rem"}
SPECIAL = re.compile(r"([^\w-])", re.ASCII)


def margin_style(says: Rendering, lists: Iterable[tuple[str, list[Note]]]) -> str:
    """The style for the notes of a page, from pairs (side, notes); "" for none."""
    rules = [_rules(says, side, notes) for side, notes in lists if notes]
    if not rules:
        return ""
    return f"@supports (anchor-name:--a){{@layer margin{{\n{_general()}{''.join(rules)}}}}}"


@cache
def _general() -> str:
    return resource("styles", "margin.css").decode()


def margin_markup(style: str) -> str:
    """The element that holds `style`."""
    return f'<svg class="margin gen" width="0" height="0" aria-hidden="true"><style>{style}</style></svg>\n'


def _rules(says: Rendering, side: str, notes: list[Note]) -> str:
    letter = side[0]
    before = f"--{letter}0"
    rules = [f".notes.{side}>.over{{anchor-name:{before}}}"]
    for number, note in enumerate(notes, start=1):
        name, called = _selector(note.id), _selector(says.call_id(note))
        call, own = f"--c{letter}{number}", f"--{letter}{number}"
        top = f"max(anchor({call} top,0px),anchor({before} bottom,0px))"
        rules.append(f"#{called}{{anchor-name:{call}}}#{name}{{anchor-name:{own};top:{top}}}")
        before = own
    return f"@media screen and (min-width:{ROOM[side]}){{{''.join(rules)}}}"


def _selector(identifier: str) -> str:
    return identifier if identifier.isalnum() else SPECIAL.sub(r"\\\1", identifier)
