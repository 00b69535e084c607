"""The words that the programme writes into an edition, by language; nothing is generated from elsewhere."""

import tomllib
from functools import cache
from types import MappingProxyType

from edition.resources import resource, resource_names

FALLBACK = "en"


class Labels:
    """The generated words of one language; a label that it lacks is taken from English."""

    def __init__(self, words: MappingProxyType[str, str]) -> None:
        self._words = words

    def __call__(self, key: str, **values: str) -> str:
        """The label `key`, such as `notes.printed`, with `{names}` filled in."""
        words = self._words[key]
        return words.format(**values) if values else words

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def listed(self, items: list[str], joint: str = "and") -> str:
        """`a, b and c`; `joint` is the key of the last conjunction."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self(joint)} {items[-1]}"


@cache
def labels(language: str) -> Labels:
    """The labels for a language tag such as `en-GB`: those of its first part, or English."""
    words = _read(FALLBACK)
    name = _primary(language)
    if name != FALLBACK and has_labels(language):
        words = words | _read(name)
    return Labels(MappingProxyType(words))


def has_labels(language: str) -> bool:
    """Whether there are labels for a language tag; an edition in another language has English ones."""
    return f"{_primary(language)}.toml" in resource_names("styles", "labels")


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _read(name: str) -> dict[str, str]:
    table = tomllib.loads(resource("styles", "labels", f"{name}.toml").decode())
    words: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            words.update({f"{key}.{inner}": str(text) for inner, text in value.items()})
        else:
            words[key] = str(value)
    return words
