"""The choices of a reader: which notes, which readings, which colours; radio buttons that CSS looks at, no script."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edition.tree import is_element
from edition.writers.html_marks import escaped, escaped_value
from edition.writers.labels import Labels
from edition.writers.rendering import Rendering

LAYERS = ("author", "translator", "notes", "unknown", "desk")


class Choice(NamedTuple):
    """One of several: its value in the address, its words, and the layers of notes that it hides."""

    value: str
    words: str
    hidden: tuple[str, ...] = ()


class Group(NamedTuple):
    """Choices of which one holds, the first at the beginning; `name` is the parameter of the address."""

    name: str
    words: str
    choices: tuple[Choice, ...]


def groups(says: Rendering) -> list[Group]:
    """The groups that an edition has use for: those of notes and readings only where there are several."""
    words = says.words
    made = [Group("notes", words("reading.notes"), tuple(_layers(says)))]
    if any(not is_element(entry.element, "milestone") for entry in says.apparatus.emendations):
        made.append(_group("readings", ("corrected", "source"), words))
    made.append(_group("theme", ("auto", "light", "dark"), words))
    return [group for group in made if len(group.choices) > 1]


def _group(name: str, values: Iterable[str], words: Labels) -> Group:
    choices = (Choice(value, words(f"reading.{name}_{value}")) for value in values)
    return Group(name, words(f"reading.{name}"), tuple(choices))


def _layers(says: Rendering) -> Iterator[Choice]:
    """All notes, then those up to each of the layers after which others come."""
    found = {says.layer(note.hand) for note in says.apparatus.notes}
    present = [layer for layer in LAYERS if layer in found]
    yield Choice("all", says.words("reading.notes_all"))
    for last, value in (("author", "author"), ("translator", "translator"), ("unknown", "print")):
        shown = LAYERS[: LAYERS.index(last) + 1]
        hidden = tuple(layer for layer in present if layer not in shown)
        is_new = last in present if value != "print" else bool({"notes", "unknown"} & found)
        if hidden and is_new:
            yield Choice(value, says.words(f"reading.notes_{value}"), hidden)


def controls(made: list[Group], words: Labels) -> str:
    """The groups as mark-up, behind a heading that opens them."""
    if not made:
        return ""
    sets = "".join(_fieldset(group) for group in made)
    return f'<details class="reading"><summary>{escaped(words("reading.heading"))}</summary><div>{sets}</div></details>'


def _fieldset(group: Group) -> str:
    buttons = "".join(
        f'<label><input type="radio" name="{group.name}" value="{choice.value}" id="{identity(group, choice)}"'
        f"{' checked' if choice is group.choices[0] else ''}> {escaped(choice.words)}</label>"
        for choice in group.choices
    )
    return f"<fieldset><legend>{escaped(group.words)}</legend>{buttons}</fieldset>"


def identity(group: Group, choice: Choice) -> str:
    """The id of the button of a choice, such as `reading:notes:author`."""
    return escaped_value(f"reading:{group.name}:{choice.value}")


def layer_style(made: list[Group]) -> str:
    """The rules that hide the notes of a layer, its calls, what parts them, and lists of which nothing is left."""
    return "\n".join(
        _hiding(rf":root:has(#reading\:{group.name}\:{choice.value}:checked)", choice.hidden)
        for group in made
        for choice in group.choices
        if choice.hidden
    )


def _hiding(when: str, layers: tuple[str, ...]) -> str:
    each = ",".join(f".by-{layer}" for layer in layers)
    shown = ",".join(f"li.by-{layer}" for layer in LAYERS if layer not in layers)
    calls = f":is(.call,.note-insertion):is({each}),.sep:has(+ :is({each})),:is({each}):first-of-type + .sep"
    lists = f".notes:not(:has({shown}))"
    gone = "visibility:hidden;height:0;overflow:hidden;margin:0;padding:0"
    return f"{when} :is({calls},{lists}){{display:none}}\n{when} .notes li:is({each}){{{gone}}}"
