"""The entries of the apparatus in a plain text of our own form."""

import re
from collections.abc import Iterator

from edition.readers.edition_inline import unescaped
from edition.readers.edition_labels import GeneratedWords
from edition.readers.edition_lines import Section, joined
from edition.readers.edition_record import Entry, Note

PLACE = re.compile(r"(\S.*?)  (?=\S)")
CLASS = re.compile(r" \(= ([^()]*)\)$")
INDENT = 1
TYPES = ("transcription", "misprint", "translation", "author", "supplied", "reg", "expan")
CERTAINTIES = ("medium", "low")


def entries(section: Section, name: str, words: GeneratedWords, notes: tuple[Note, ...]) -> Iterator[Entry]:
    """The entries in `section`, the list called `name`."""
    lines = [line for chunk in section.chunks for line in chunk.lines]
    begins = [number for number, line in enumerate(lines) if line.indent == INDENT]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=False):
        text = joined(tuple(lines[begin:end]))
        match = PLACE.match(text)
        place = unescaped(match.group(1)) if match else ""
        said = unescaped(text[match.end() :] if match else text)
        note = _note(place, words, notes)
        if name == "unattributed":
            yield Entry(name, place, said, lines[begin].number, note, _questioned(said, words))
        else:
            yield _read(Entry(name, place, said, lines[begin].number, note), words)


def _note(place: str, words: GeneratedWords, notes: tuple[Note, ...]) -> int | None:
    found = words.match("apparatus.in_note", place)
    mark = unescaped(found["mark"]) if found else ""
    return next((index for index, note in enumerate(notes) if mark and note.mark == mark), None)


def _questioned(said: str, words: GeneratedWords) -> str:
    """The words whose hand nobody knows; "" where they are a note, which is signed where it stands."""
    for key in ("apparatus.question", "apparatus.hand_unknown"):
        if found := words.match(key, said):
            is_note = words.match("apparatus.note_words", found["words"])
            return "" if is_note else found["words"]
    return ""


def _read(entry: Entry, words: GeneratedWords) -> Entry:
    """`entry` with its lemma, its reading, and the class of an emendation."""
    said, match = entry.text, CLASS.search(entry.text) if entry.list == "emendations" else None
    given = _class([part.strip() for part in match.group(1).split(",")], words) if match else {}
    said = said[: match.start()] if match else said
    lemma, _, reading = said.partition("] ")
    added, omitted = f"{words.words['apparatus.added']} ", f" {words.words['apparatus.omitted']}"
    return Entry(
        entry.list, entry.place, entry.text, entry.line, entry.note, lemma,
        reading.removeprefix(added).removesuffix(omitted),
        **given,
        is_omitted=reading.endswith(omitted) and entry.list == "emendations",
        is_added=reading.startswith(added) and entry.list == "emendations",
    )  # fmt: skip


def _class(parts: list[str], words: GeneratedWords) -> dict[str, str]:
    """Type, certainty and signature, as the brackets after a reading name them."""
    given: dict[str, str] = {}
    for part in parts:
        kind = next((kind for kind in TYPES if words.words[f"apparatus.{kind}"] == part), "")
        cert = next((cert for cert in CERTAINTIES if words.words[f"apparatus.cert_{cert}"] == part), "")
        if kind and "type" not in given and not given:
            given["type"] = kind
        elif cert and "cert" not in given:
            given["cert"] = cert
        else:
            given["signature"] = part
    return given
