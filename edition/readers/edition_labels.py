"""The generated words of an edition told from its own: the labels of a language, turned round."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from edition.resources import resource, resource_names

FALLBACK = "en"
SPACES = re.compile(r"[ \u00a0]+")
SERIES = ("ours_mixed", "ours", "authorial", "editorial", "unplaced", "printed", "printed_of")  # names before patterns
LISTS = ("emendations", "variants", "unattributed")


class GeneratedWords:
    """The labels of one language as patterns."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self.words = words

    def pattern(self, key: str, *, is_capital: bool = False) -> str:
        """A regular expression for the label `key`, a group for each of its names."""
        return "".join(_parts(self.words[key], is_capital=is_capital))

    def match(self, key: str, text: str) -> dict[str, str] | None:
        """What stands for the names of the label `key` where `text` is that label; None where it is not."""
        match = re.fullmatch(self.pattern(key), text)
        return match.groupdict() if match else None

    def before(self, key: str) -> str:
        """The label `key` up to its first name."""
        return self.words[key].partition("{")[0]

    def heading(self, text: str) -> tuple[str, str]:
        """The name of the list whose heading `text` is, and the words in brackets after it; "" for none."""
        for name in SERIES:
            pattern = self.pattern(f"notes.{name}", is_capital=True)
            if match := re.fullmatch(rf"{pattern}(?: \((?P<who>.*)\))?", text):
                return name, match["who"] or ""
        return next((name for name in LISTS if self.words[f"apparatus.{name}"].upper() == text), ""), ""

    def listed(self, text: str) -> list[str]:
        """The items of `a, b and c`."""
        head, joint, last = text.rpartition(f" {self.words['and']} ")
        return [*head.split(", "), last] if joint else [text]


def _parts(template: str, *, is_capital: bool) -> Iterator[str]:
    for literal, name, _, _ in Formatter().parse(template):
        words = literal.upper() if is_capital else literal
        yield SPACES.sub("[ \u00a0]", re.escape(words).replace("\\ ", " ").replace("\\\u00a0", "\u00a0"))
        if name:
            yield f"(?P<{name}>.+?)"


@cache
def _labels(language: str) -> Mapping[str, str]:
    table = tomllib.loads(resource("styles", "labels", f"{language}.toml").decode())
    words: dict[str, str] = {}
    for key, value in table.items():
        inner = value.items() if isinstance(value, dict) else ()
        words |= {f"{key}.{name}": str(text) for name, text in inner} if inner else {key: str(value)}
    return words


def generated_words(text: str, headings: list[str], own: Mapping[str, str] | None = None) -> GeneratedWords:
    """The labels of the language whose headings and legends `text` has most of; English where none has more.

    `own` are labels of the edition, which go before those of the language.
    """
    known = [GeneratedWords(name, words) for name, words in zip(_languages(), known_labels(own), strict=True)]
    return max(known, key=lambda words: _score(words, text, headings))


def known_labels(own: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The labels of each language by key, English ones first; `own` go before them."""
    return [{**_labels(name), **(own or {})} for name in _languages()]


def _languages() -> list[str]:
    return sorted((name.removesuffix(".toml") for name in resource_names("styles", "labels")), key=_rank)


def _rank(name: str) -> tuple[bool, str]:
    return name != FALLBACK, name


def _score(words: GeneratedWords, text: str, headings: list[str]) -> int:
    begins = [words.before(key) for key in ("legend.numbers", "legend.unsigned", "legend.signed_first_alone")]
    found = sum(bool(words.heading(heading)[0]) for heading in headings)
    found += sum(SPACES.sub(" ", begin).strip() in text for begin in begins)
    return found + bool(re.search(rf"(?m)^{words.pattern('title.translated')}$", text[:2000]))
