"""Whose words are whose: the legends and headings of the lists of notes, and the lines under a title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.readers.edition_labels import GeneratedWords
from edition.readers.edition_record import Person


@dataclass(frozen=True)
class Legend:
    """What a legend says.

    `owners` gives the name for each signature, "" for an unknown hand; `unsigned` are the names of those who sign
    nothing; `edition` are the signatures of the editors. `place` and `year` are those of the print.
    """

    owners: dict[str, str] = field(default_factory=dict)
    unsigned: tuple[str, ...] = ()
    edition: frozenset[str] = frozenset()
    place: str = ""
    year: str = ""
    is_all_unknown: bool = False


def legend(text: str, words: GeneratedWords, signatures: list[str]) -> Legend | None:
    """What the legend `text` says; None where it is no legend. `signatures` are those that notes bear."""
    rest, place, year, is_legend = text, "", "", False
    for key in ("legend.numbers_of", "legend.numbers"):
        if match := re.match(words.pattern(key), rest):
            found = match.groupdict()
            place, year, is_legend = found.get("place", ""), found.get("year", ""), True
            rest = rest[match.end() :].strip()
            break
    if match := re.match(words.pattern("legend.numbers_ours"), rest):
        rest = rest[match.end() :].strip()
    told = words.words["legend.all_unknown"]
    is_all_unknown = rest.startswith(told)
    rest = rest.removeprefix(told).strip().removesuffix(".")
    unsigned, clauses = _unsigned(rest, words)
    pairs = list(_clauses(clauses, words, signatures))
    if not (is_legend or is_all_unknown or unsigned or pairs):
        return None
    names = {signature: _owner(owner, words) for signature, owner in pairs}
    ours = frozenset(signature for signature, owner in pairs if _is_edition(owner, words))
    return Legend(names, tuple(unsigned), ours, place, year, is_all_unknown)


def _unsigned(text: str, words: GeneratedWords) -> tuple[list[str], str]:
    """Who signs nothing, and the clauses on those who do."""
    match = re.match(words.pattern("legend.unsigned").replace(".+?", ".+"), text)
    if match is None:
        return [], text
    names = match["names"]
    begin = re.search(f"{re.escape(words.words['between'])}{_begin(words, 'legend.signed_first')}", names)
    rest = names[begin.end() - len(_tail(begin.group(), words)) :] if begin else ""
    return words.listed(names[: begin.start()] if begin else names), rest


def _tail(found: str, words: GeneratedWords) -> str:
    return found[len(words.words["between"]) :]


def _begin(words: GeneratedWords, key: str) -> str:
    """The pattern of what stands before the signature in a clause."""
    return words.pattern(key).partition("(?P<")[0]


def _clauses(text: str, words: GeneratedWords, signatures: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs (signature, whose) of the clauses in `text`."""
    parts = re.split(f", (?={_begin(words, 'legend.signed_next')})", text)
    for number, part in enumerate(parts):
        keys = ("legend.signed_next",) if number else ("legend.signed_first", "legend.signed_first_alone")
        for key in keys:
            if found := _clause(part, words.pattern(key), signatures):
                yield found
                break


def _clause(text: str, pattern: str, signatures: list[str]) -> tuple[str, str] | None:
    known = "|".join(re.escape(signature) for signature in sorted(signatures, key=len, reverse=True))
    for signature in (known, ".+?"):
        asked = pattern.replace("(?P<signature>.+?)", f"(?P<signature>{signature})")
        if signature and (match := re.fullmatch(asked, text)):
            return match["signature"], match["owner"]
    return None


def _is_edition(owner: str, words: GeneratedWords) -> bool:
    return owner == words.words["edition.possessive"] or words.match("edition.possessive_of", owner) is not None


def _owner(owner: str, words: GeneratedWords) -> str:
    if owner == words.words["legend.unknown_owner"]:
        return ""
    if _is_edition(owner, words):
        return words.words["edition.name"]
    found = words.match("possessive", owner)
    return found["name"] if found else owner


def counted(who: str, words: GeneratedWords, marks: list[str]) -> tuple[str, str, dict[str, str]]:
    """`R. Penn, translator; d the editors`: the first name, its role, and the names of other marks."""
    first, *others = who.split(words.words["between"])
    role = next(
        (key for key in ("translator", "editor", "author") if first.endswith(f", {words.words[f'role.{key}']}")), ""
    )
    name = first.removesuffix(f", {words.words[f'role.{role}']}") if role else first
    return name, role, dict(_of_marks(others, marks))


def _of_marks(parts: list[str], marks: list[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        found = part.split(" ")
        count = next((number for number, word in enumerate(found) if word not in marks), len(found))
        yield from ((mark, " ".join(found[count:])) for mark in found[:count])


def persons_of_title(lines: list[str], words: GeneratedWords) -> Iterator[Person]:
    """Who translated, as lines under a title say."""
    for line in lines:
        found = words.match("title.translated_from", line)
        origins = words.words["title.origin"].split()
        if found and found["origin"].partition(" ")[0] in origins:
            yield Person(found["name"], "translation", "", found["origin"])
        elif found := words.match("title.translated", line):
            yield Person(found["name"], "translation")
