"""The words that the programme writes into an edition, by language; nothing is generated from elsewhere."""

import difflib
import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from edition import tables
from edition.dress import Dress
from edition.languages import primary_language
from edition.resources import resource, resource_names
from edition.tables import Tables

FALLBACK = "en"
OWN = "labels.toml"


class Labels:
    """The generated words of one language; a label that it lacks is taken from English."""

    def __init__(self, words: Mapping[str, str]) -> None:
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


def labels(language: str, dress: Dress | None = None) -> Labels:
    """The labels for a language tag such as `en-GB`: the edition's own, else those of its first part, else English.

    Raises `SettingsError` for a label of the edition that there is not, or that has a place nothing is put into.
    """
    return Labels(_ours(language) | own_labels(dress or Dress()))


def own_labels(dress: Dress) -> dict[str, str]:
    """The labels in the `styles/labels.toml` of the edition, by their whole keys; none where it has no such file.

    Raises `SettingsError` as `labels` does.
    """
    if OWN not in dress.styles:
        return {}
    loaded = tables.load(dress.styles[OWN], f"{dress.folder}/{OWN}")
    found = _flat(loaded.root)
    for key, words in found.items():
        _check(key, words, loaded)
    return found


def missing_labels(language: str, dress: Dress) -> list[str]:
    """The keys of the labels that are neither in the language's file nor in that of the edition, in their order."""
    if has_labels(language):
        return []
    own = own_labels(dress)
    return [key for key in _read(FALLBACK) if key not in own]


def has_labels(language: str) -> bool:
    """Whether there are labels for a language tag; an edition in another language has English ones."""
    return f"{primary_language(language)}.toml" in resource_names("styles", "labels")


@cache
def _ours(language: str) -> dict[str, str]:
    name = primary_language(language)
    return {**_read(FALLBACK), **(_read(name) if name != FALLBACK and has_labels(language) else {})}


@cache
def _read(name: str) -> Mapping[str, str]:
    return MappingProxyType(_flat(tomllib.loads(resource("styles", "labels", f"{name}.toml").decode())))


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The labels of a file by their whole keys, such as `notes.printed`."""
    words: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            words.update({f"{key}.{inner}": text for inner, text in value.items()})
        else:
            words[key] = value
    return words


def _check(key: str, words: object, loaded: Tables) -> None:
    ours = _read(FALLBACK)
    at = tuple(key.split(".", 1))
    if not isinstance(words, str):
        raise loaded.fault(at, f"the label “{key}” is no words.", "Put it in quotation marks.", "E415")
    if key not in ours:
        near = difflib.get_close_matches(key, ours, 3)
        guess = f"Nearest: {', '.join(near)}." if near else "The keys are those of styles/labels/en.toml."
        raise loaded.fault(at, f"there is no label “{key}”.", guess, "E415")
    allowed = _places(ours[key])
    if (found := _places(words)) is None or found - (allowed or set()):
        names = ", ".join(f"{{{name}}}" for name in sorted(allowed or ())) or "none"
        raise loaded.fault(
            at, f"the label “{key}” has a place that nothing is put into.", f"Its places: {names}.", "E416"
        )


def _places(words: str) -> set[str] | None:
    """The names in braces; None where a brace has no partner or there is more than a name in it."""
    try:
        parts = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(words) if name is not None]
    except ValueError:
        return None
    return None if any(spec or conversion for _, spec, conversion in parts) else {name for name, _, _ in parts}
