"""Notes in the margin beside their calls, by CSS alone: each is anchored to its call, and never above the one before.

The notes stand once, in their list at the end, and are moved where there is room (CSS Anchor Positioning 1).
The style sheet stands in an `svg`, since the HTML validators of today know the properties of that module as errors
in a `style` element of HTML; a browser applies it all the same.
"""

import re
from collections.abc import Iterable

from edition.apparatus import Note
from edition.resources import resource

ROOM = {"right": "62rem", "left": "80rem"}
SPECIAL = re.compile(r"([^\w-])", re.ASCII)


def margin_style(lists: Iterable[tuple[str, list[Note]]]) -> str:
    """The style for the notes of a page, from pairs (side, notes); "" for none."""
    rules = [_rules(side, notes) for side, notes in lists if notes]
    if not rules:
        return ""
    general = resource("styles", "margin.css").decode()
    return f"@supports (anchor-name:--a){{@layer margin{{\n{general}{''.join(rules)}}}}}"


def margin_markup(style: str) -> str:
    """The element that holds `style`."""
    return f'<svg class="margin gen" width="0" height="0" aria-hidden="true"><style>{style}</style></svg>\n'


def _rules(side: str, notes: list[Note]) -> str:
    letter = side[0]
    before = f"--{letter}0"
    rules = [f".notes.{side}>.over{{anchor-name:{before}}}"]
    for number, note in enumerate(notes, start=1):
        name = SPECIAL.sub(r"\\\1", note.id)
        call, own = f"--c{letter}{number}", f"--{letter}{number}"
        top = f"max(anchor({call} top,0px),anchor({before} bottom,0px))"
        rules.append(f"#r-{name}{{anchor-name:{call}}}#{name}{{anchor-name:{own};top:{top}}}")
        before = own
    return f"@media screen and (min-width:{ROOM[side]}){{{''.join(rules)}}}"
