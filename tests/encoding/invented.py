"""Invented texts of which it is known which mark belongs to which note: the word before the mark opens the note."""

import random
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

SENTENCES = (
    "The weir had been built in the year of the great frost, and nobody could say who had paid for it.",
    "My uncle, who kept the accounts, would never speak of the matter before supper.",
    "Two carts went down to the lower mill every morning, loaded with barley and old rope.",
    "It was the custom to leave one lamp burning in the porch until the last boat was home.",
    "The clerk wrote all of this in a brown book, and the book was lost when the roof fell in.",
    "“You may count the stones yourself,” she said, “and you will find there is one too many.”",
    "The second letter arrived on a Tuesday, unsealed, and smelling of tar.",
    "Nothing more was said until the bishop came, and then a great deal was said at once.",
    "The bell rang twice for fire and three times for flood, and that night it rang without stopping.",
    "Of the seven witnesses five had been asleep, and one was a dog.",
    "What the council decided is not recorded; what it did is still to be seen at low water.",
)
FIRST, SECOND = ("Bar", "Vel", "Tor", "Mun", "Kes", "Dro", "Lin", "Pas"), ("orin", "edal", "amont", "uster", "owick")
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SIGNS = ("*", "†", "‡", "§")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")

Label = Callable[[int], str]


def figure(number: int) -> str:
    return str(number)


def superior(number: int) -> str:
    return str(number).translate(SUPERIORS)


def sign(number: int) -> str:
    return SIGNS[number - 1]


def star(number: int) -> str:
    return "*" * number


def letter(number: int) -> str:
    return chr(64 + number)


def roman(number: int) -> str:
    return ROMAN[number - 1]


@dataclass(frozen=True)
class Convention:
    """How a text prints its notes. `mark` and `item` hold `{n}` and `{text}`; `layout` is one of `LAYOUTS`.

    `label` writes a number; `gap` stands between two notes of a list, `space` before a mark. `width` is that of the
    lines, 0 for one line a paragraph.
    """

    name: str
    mark: str
    item: str
    layout: str = "end"
    label: Label = figure
    heading: str = ""
    gap: str = "\n\n"
    space: str = ""
    width: int = 72


@dataclass
class Text:
    """A text in the making: its blocks, and the words of each note by the word before its mark."""

    convention: Convention
    blocks: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.convention.name)
        words = [first + second for first in FIRST for second in SECOND]
        self.words = iter(self.random.sample(words, len(words)))

    def paragraph(self, *numbers: int) -> Iterator[str]:
        """Add a paragraph with these marks; the notes that belong to them as printed."""
        said = [self.random.choice(SENTENCES) for _ in range(3)]
        printed = []
        for number in numbers:
            word, label = next(self.words), self.convention.label(number)
            mark = self.convention.space + self.convention.mark.replace("{n}", label)
            said.append(self.random.choice((f"So said {word}.{mark}", f"It was {word}{mark} who told us.")))
            self.notes[word] = f"{word} {self.random.choice(SENTENCES)}"
            printed.append(self.item(label, self.notes[word]))
        self.blocks.append(self.wrapped(" ".join(said)))
        return iter(printed)

    def item(self, label: str, words: str) -> str:
        """A note as printed."""
        template = self.convention.item
        template += "" if "{text}" in template else "{text}"
        return self.wrapped(template.replace("{n}", label).replace("{text}", words))

    def wrapped(self, words: str) -> str:
        """`words` in lines; those after a line feed of the template on lines of their own."""
        width = self.convention.width
        return "\n".join(textwrap.fill(part, width) if width else part for part in words.split("\n"))


def at_the_end(text: Text) -> None:
    """One list of notes behind the text."""
    notes = [note for number in range(1, 13, 2) for note in text.paragraph(number, number + 1)]
    text.blocks += [text.convention.heading] * bool(text.convention.heading) + [text.convention.gap.join(notes)]


def below(text: Text) -> None:
    """Notes after the paragraph with their marks, and paragraphs without any; numbers go on."""
    for number in range(1, 13, 2):
        text.blocks += list(text.paragraph(number, number + 1))
        list(text.paragraph())


def below_anew(text: Text) -> None:
    """Notes after the paragraph with their marks, each time counted from one."""
    for count in (1, 3, 2, 1, 1, 2):
        text.blocks += list(text.paragraph(*range(1, count + 1)))
        list(text.paragraph())


def by_chapter(text: Text) -> None:
    """A list of notes behind each chapter, counted from one."""
    for chapter in ("I", "II", "III"):
        text.blocks.append(f"CHAPTER {chapter}")
        notes = [*text.paragraph(1, 2), *text.paragraph(), *text.paragraph(3, 4)]
        text.blocks += [text.convention.heading] * bool(text.convention.heading) + [text.convention.gap.join(notes)]


def divided(text: Text) -> None:
    """One list behind the text, divided by the names of the chapters, in each of which numbers begin anew."""
    parts = []
    for chapter in ("The Frost", "The Mill", "The Flood"):
        text.blocks.append(chapter)
        notes = [*text.paragraph(1, 2), *text.paragraph(), *text.paragraph(3, 4)]
        parts.append(chapter + "\n\n" + text.convention.gap.join(notes))
    text.blocks += [text.convention.heading, *parts]


LAYOUTS: dict[str, Callable[[Text], None]] = {
    "end": at_the_end,
    "below": below,
    "below, anew": below_anew,
    "by chapter": by_chapter,
    "divided": divided,
}


def invented(convention: Convention) -> Text:
    """A text after this convention, with a title."""
    text = Text(convention, ["THE WEIR"])
    LAYOUTS[convention.layout](text)
    return text
