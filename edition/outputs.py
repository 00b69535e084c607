"""The outputs of one build: what each writer gave, what stays of the last build, and what is out of date."""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from edition.apparatus import Display
from edition.collection import without_collection
from edition.document import Document
from edition.dress import Dress
from edition.errors import EnvironmentMissing, SettingsError
from edition.files import read_file
from edition.manifest import Made, Manifest, sha256
from edition.odd import Dispatch, Rule
from edition.proofreading import Models, Proofreader
from edition.report import Message, Severity
from edition.resources import fingerprint
from edition.tree import Element, is_element
from edition.writers import WRITERS
from edition.writers.behaviours import dispatch
from edition.writers.labels import own_labels

MODELLED = {"html": "web", "pdf": "print", "txt": "plaintext"}
OMITTING = frozenset(("omit", "metadata", "gap", "graphic", "break", "milestone"))
PICKING = "alternate"
TOLD = OMITTING | {PICKING, "note", "anchor"}
PRINTING = ("print.css", "models.odd")  # files of an edition that may hide, move or add words of a book


@dataclass(frozen=True)
class Output:
    """One output and its files by name; none where it could not be made."""

    made: Made
    files: Mapping[str, bytes]


def check_names(names: Iterable[str], path: str = "") -> tuple[str, ...]:
    """`names` in the order of the table of writers; raises `SettingsError` for one that nobody writes."""
    wanted = list(names)
    unknown = [name for name in wanted if name not in WRITERS]
    if unknown:
        near = difflib.get_close_matches(unknown[0], WRITERS, 1)
        remedy = (f"Did you mean “{near[0]}”? " if near else "") + f"Known: {', '.join(WRITERS)}."
        raise SettingsError(Message("E622", f"there is no output “{unknown[0]}”.", remedy, path=path))
    return tuple(name for name in WRITERS if name in wanted)


@dataclass(frozen=True)
class Shown:
    """What is shown and how: the document, the hash of its bytes, the display, the dress.

    `dress` is None for ours; `look` is the hash of the files it was made from, "" for none.
    """

    document: Document
    text: str
    display: Display
    dress: Dress | None = None
    look: str = ""

    @cached_property
    def proofreader(self) -> Proofreader:
        """What reads all outputs back."""
        return Proofreader(
            self.document,
            is_printed=self.display.numbering == "printed",
            is_moved=self.display.marks == "after-punctuation",
            words=own_labels(self.dress) if self.dress else None,
            models=lambda name: models_of(self.document, name, self.dress) if name in MODELLED else None,
            styles=tuple(f"styles/{name}" for name in PRINTING if self.dress and name in self.dress.styles),
        )


def models_of(document: Document, name: str, dress: Dress | None = None) -> Models:
    """What models say of the elements of a document for the output `name`, one of `MODELLED`."""
    used = dispatch(MODELLED[name], dress)
    ruled = [(node, found) for node in document.tree.iter(*_told(used)) if (found := used.all_of(node))]
    first = [(node, found[0]) for node, found in ruled]
    return Models(
        frozenset(node for node, found in ruled if all(_is_omitting(rule, node) for rule in found)),
        {node: next(iter(rule.elements("default", node)), None) for node, rule in first if rule.behaviour == PICKING},
        {node: words for node, rule in first if any(words := _added(rule, node))} if name == "txt" else {},
        {node: len(found) - 1 for node, found in ruled if len(found) > 1},
    )


def _is_omitting(rule: Rule, element: Element) -> bool:
    """Whether a model leaves out the words of an element; those of a note or an anchor go elsewhere."""
    is_note = is_element(element, "note", "anchor")
    return rule.behaviour in OMITTING or (rule.behaviour in ("note", "anchor") and not is_note)


def _added(rule: Rule, element: Element) -> tuple[str, str]:
    """The words that a model puts before and after an element."""
    return rule.word("before", element), rule.word("after", element)


def _told(used: Dispatch) -> Iterator[str]:
    """The names of the elements that models leave out, pick from, or put words around."""
    for tag, rules in used.rules.items():
        every = [inner for rule in rules for inner in (rule, *rule.rest)]
        is_told = any(rule.behaviour in TOLD or {"before", "after"} & {*rule.parameters} for rule in every)
        if is_told or any(rule.rest for rule in rules):
            yield tag


def recipes(names: Iterable[str], display: Display, look: Mapping[str, str] | None = None) -> dict[str, str]:
    """All that shapes an output besides the text, programme included, as one hash; by the output's name.

    `look` gives the hashes of the files that the edition brings to its look.
    """
    shared = [fingerprint(), asdict(display), dict(look or {})]
    return {name: sha256(json.dumps([name, *shared], sort_keys=True).encode()) for name in names}


def write_output(name: str, recipe: str, shown: Shown) -> Output:
    """What the writer `name` makes of a document, and the proof that it is all there.

    A writer that lacks fonts or a library makes nothing: its messages become warnings, for the other outputs
    are none the worse for it.
    """
    writer = WRITERS[name]
    made = Made(
        writer.file_name, writer.media_type, {}, shown.text, recipe, look=shown.look if writer.is_dressed else ""
    )
    try:
        with without_collection():
            written = writer.write(shown.document, shown.display, shown.dress)
            proof = shown.proofreader.proof(name, written.files, written.printed)
    except EnvironmentMissing as error:
        messages = tuple(replace(message, severity=Severity.WARNING) for message in error.messages)
        return Output(replace(made, missing=str(error), messages=messages), {})
    hashes = {file: sha256(data) for file, data in written.files.items()}
    messages = (*written.messages, *proof.messages) if proof else tuple(written.messages)
    proved = f"{name}: {proof}" if proof else ""
    return Output(replace(made, files=hashes, messages=messages, proof=proved), written.files)


def with_kept(folder: Path, old: Manifest | None, made: dict[str, Output]) -> dict[str, Output]:
    """The outputs of this build and those of the last one in `folder` that it was not asked for, in their order.

    An output of the last build stays as it is; one that was changed since is dropped.
    """
    before = {name: entry for name, entry in (old.outputs if old else {}).items() if _is_whole(folder, entry)}
    kept = {
        name: Output(entry, {file: read_file(folder / file) for file in entry.files})
        for name, entry in before.items()
        if name not in made
    }
    every = kept | made
    return {name: every[name] for name in WRITERS if name in every}


def stale(folder: Path, outputs: dict[str, Made], text: str, look: str) -> Iterator[Message]:
    """A warning for each output in `folder` that shows another text, or another look, than those with these hashes."""
    for name, made in outputs.items():
        if what := outdated(name, made, text, look):
            yield Message(
                "W615", f"the output {name} shows another state of {what}.", f"Make it anew: --to {name}.",
                Severity.WARNING, str(folder / made.file),
            )  # fmt: skip


def outdated(name: str, made: Made, text: str, look: str) -> str:
    """What the output shows another state of than that with these hashes; "" where it is as they are, or missing."""
    if made.missing:
        return ""
    if made.text != text:
        return "the text"
    return "the styles and images" if WRITERS[name].is_dressed and made.look != look else ""


def is_fresh(folder: Path, old: Manifest, text: str, wanted: dict[str, str]) -> bool:
    """Whether each output of `wanted` (recipes by name) is in `folder` and shows the text with the hash `text`."""
    return all(
        name in old.outputs
        and (old.outputs[name].text, old.outputs[name].recipe) == (text, recipe)
        and _is_whole(folder, old.outputs[name])
        for name, recipe in wanted.items()
    )


def _is_whole(folder: Path, made: Made) -> bool:
    return not made.missing and all(
        (folder / name).is_file() and sha256(read_file(folder / name)) == value for name, value in made.files.items()
    )
