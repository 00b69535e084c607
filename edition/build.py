"""The story of an edition: read, encode, give ids, check, write the outputs, swap them in."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from edition import __version__, check, conservation, encoding
from edition.anchors import assign
from edition.apparatus import Display
from edition.decisions import read_decisions
from edition.document import Document, parse
from edition.encoding.account import describe
from edition.errors import InputRefused
from edition.files import inside, keep_copy, locked, read_file, remove_file, sweep, write_file
from edition.frontmatter import read_front, with_front
from edition.inputs import (
    BUILD,
    DECISIONS,
    FRONT,
    LEDGER,
    PROPOSALS,
    SETTINGS,
    TEXT,
    Inputs,
    check_is_edition,
    check_is_from_source,
    check_unchanged,
    is_from_source,
    read_inputs,
)
from edition.ledger import Ledger, new_mint, read_ledger, write_ledger
from edition.look import STYLES, Look, look_of_text, read_look
from edition.manifest import sha256
from edition.neighbours import Neighbours
from edition.outputs import check_names
from edition.proposals import count_open, write_proposals
from edition.provenance import is_untouched, sealed
from edition.publishing import Built, Plan, Ready, Step, has_error, publish, unchanged
from edition.remarks import decisions_applied, ids_given, notes_linked
from edition.report import Message, Report, Severity
from edition.schema_association import SCHEMA, associated, schema
from edition.staging import check_output

REFUSED = "text.refused.xml"


@dataclass(frozen=True)
class Request:
    """What a run was asked for.

    `to` names outputs, () for those of the settings; `out` is the output folder, None for `build/` in the
    edition; `styles` a folder of styles, None for `styles/` in the edition; `notes` the form of the TEI output.
    `locked` forbids new ids; `force` overwrites a TEI that was edited by hand, a copy of which is kept beside it.
    """

    to: tuple[str, ...] = ()
    out: Path | None = None
    styles: Path | None = None
    notes: Literal["standoff", "nested", "flat"] = "standoff"
    locked: bool = False
    force: bool = False


@dataclass(frozen=True)
class Encoding:
    """The TEI of an edition and what stands beside it.

    `files` are the bytes of `anchors.jsonl`, `text.xml` and `proposals.toml`, in the order of writing; empty
    where the TEI is the master. `is_over_edited` tells that they replace a TEI that was edited by hand.
    `account` has a line for each source, () where the TEI is the master.
    """

    document: Document
    text: bytes
    report: Report
    files: dict[str, bytes] = field(default_factory=dict)
    is_over_edited: bool = False
    account: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """What to tell: the account, and where the TEI lies."""
        end = f"{TEXT} was not replaced; see {REFUSED}" if has_error(self.report) else self.document.path
        return [*self.account, end]


def encode(folder: Path, request: Request, step: Step) -> Encoding:
    """Make the TEI of the edition in `folder` from its sources and write it, unless a check finds an error."""
    check_is_edition(folder)
    with locked(folder):
        inputs = _read(folder, step)
        check_is_from_source(inputs.settings)
        return _written(inputs, _encoded(inputs, request, step))


def build(folder: Path, request: Request, step: Step) -> Built:
    """Make the outputs of the edition in `folder` and swap them in at once, unless a check finds an error."""
    check_is_edition(folder)
    with locked(folder):
        inputs = _read(folder, step)
        plan = _plan(inputs, request)
        styles = request.styles or inside(folder, STYLES)
        before = _look(inputs, styles)
        last = unchanged(plan, before, inputs.hashes, inputs.hashes[TEXT])
        if last is not None:
            return last
        if is_from_source(inputs.settings):
            made = _written(inputs, _encoded(inputs, request, step))
        else:
            made = _master(inputs, step)
        return publish(_ready(inputs, made, before, styles), plan, step)


def _read(folder: Path, step: Step) -> Inputs:
    step("reading")
    inputs = read_inputs(folder)
    sweep(folder)
    return inputs


def _plan(inputs: Inputs, request: Request) -> Plan:
    folder = request.out or inputs.folder / BUILD
    shown = inputs.settings.display
    display = Display(notes=request.notes, **asdict(shown))
    if request.to:
        names = check_names(request.to)
    else:
        names = check_names(inputs.settings.outputs.formats, inputs.path(SETTINGS))
    return Plan(inputs.folder, folder, check_output(folder), names, display)


def _look(inputs: Inputs, styles: Path, document: Document | None = None) -> Look:
    """The folder of styles and the images of `document`; where it is None, of the TEI as it lies."""
    if document is not None:
        return read_look(document, inputs.folder, styles)
    return look_of_text(inputs.data.get(TEXT, b""), inputs.path(TEXT), styles)


def _ready(inputs: Inputs, made: Encoding, before: Look, styles: Path) -> Ready:
    """What `made` is dressed in; where it is not the TEI that lay there before, its images are looked for anew."""
    now = replace(inputs, data=inputs.data | made.files)
    look = before if made.text == inputs.data.get(TEXT) else _look(now, styles, made.document)
    text = sha256(made.text)
    return Ready(made.document, text, made.report, now.hashes, look, partial(check_unchanged, now), made.account)


def _encoded(inputs: Inputs, request: Request, step: Step) -> Encoding:
    """The TEI from the sources, with the words accounted for and all checks run; nothing is written."""
    _check_untouched(inputs, request)
    step("encoding")
    decisions = read_decisions(inputs.data.get(DECISIONS, b""), inputs.path(DECISIONS))
    found = encoding.encode(inputs.settings, inputs.sources, decisions, folder=f"{inputs.folder}/")
    before = read_ledger(inputs.data.get(LEDGER, b""), inputs.path(LEDGER))
    document, ledger = assign(found.document, before, None if request.locked else new_mint())
    if FRONT in inputs.data:
        document = with_front(document, read_front(inputs.data[FRONT], inputs.path(FRONT), inputs.settings.desk))
    lines = write_ledger(ledger)
    text = sealed(associated(document), _made_from(inputs, lines), __version__)
    document = parse(text, inputs.path(TEXT))
    step("checking")
    report = Report([*found.messages, *_checked(inputs, document, ledger)])
    report.extend(conservation.check_conservation(document, inputs.texts, inputs.settings))
    proposals = tuple(encoding.proposals(found))
    report.extend(_open(inputs, len(proposals)))
    report.extend(decisions_applied(decisions, inputs.path(DECISIONS)))
    report.extend(notes_linked(len(found.plan.links.items), inputs.path(TEXT)))
    report.extend(ids_given(before, ledger))
    files = {LEDGER: lines, TEXT: text, PROPOSALS: write_proposals(proposals)}
    is_edited = TEXT in inputs.data and not is_untouched(inputs.data[TEXT])
    return Encoding(document, text, report, files, is_edited, _account(found))


def _master(inputs: Inputs, step: Step) -> Encoding:
    """The TEI that is the master itself, with all checks run."""
    step("checking")
    text = read_file(inputs.folder / TEXT)
    document = parse(text, inputs.path(TEXT))
    ledger = read_ledger(inputs.data.get(LEDGER, b""), inputs.path(LEDGER))
    return Encoding(document, text, Report(list(_checked(inputs, document, ledger))))


def _checked(inputs: Inputs, document: Document, ledger: Ledger) -> Iterator[Message]:
    """What the checks find in the TEI of an edition, with the files beside it; mere questions are for `check`."""
    around = Neighbours().around(inputs.folder / TEXT, inputs.folder, ledger)
    severities = inputs.settings.check.severity
    return check.check(document, surroundings=around, severities=severities, least=Severity.WARNING)


def _check_untouched(inputs: Inputs, request: Request) -> None:
    """Raise `InputRefused` where the TEI on the disk was edited by hand and would be lost."""
    if not request.force and TEXT in inputs.data and not is_untouched(inputs.data[TEXT]):
        raise InputRefused(
            Message("E613", "the TEI was edited by hand since it was encoded, and encoding would undo that.",
                    "Put the change into decisions.toml; --force then overwrites this file and keeps a copy.",
                    path=inputs.path(TEXT))
        )  # fmt: skip


def _open(inputs: Inputs, count: int) -> Iterator[Message]:
    """A warning where `count` proposals wait for an answer; nothing of them is in the TEI."""
    if count:
        remedy = f"Run: edition review {inputs.folder}."
        yield Message("PROPOSALS-OPEN", f"{count_open(count)}.", remedy, Severity.WARNING, inputs.path(PROPOSALS))


def _account(found: encoding.Encoded) -> tuple[str, ...]:
    totals = found.account.totals(found.copy)
    return tuple(f"{file}: {describe(counts, counts.total())}" for file, counts in totals.items())


def _made_from(inputs: Inputs, ledger: bytes) -> dict[str, str]:
    """The hash of everything that the TEI is made from, by file; the ledger is an input as well as an output."""
    names = (SETTINGS, *inputs.sources, DECISIONS, FRONT)
    return {name: sha256(inputs.data[name]) for name in names if name in inputs.data} | {LEDGER: sha256(ledger)}


def _written(inputs: Inputs, made: Encoding) -> Encoding:
    """Write the TEI and what stands beside it; the ledger first, for an id once given is never lost.

    Where a check found an error, all stays as it is. The TEI that was refused is written beside under another
    name, which the messages then bear, so that their lines can be looked up.
    """
    check_unchanged(inputs)
    refused = inputs.folder / REFUSED
    if has_error(made.report):
        write_file(refused, made.text)
        text, path = inputs.path(TEXT), str(refused)
        named = [replace(one, path=path) if one.path == text else one for one in made.report]
        return replace(made, report=Report(named))
    remove_file(refused)
    if made.is_over_edited:
        keep_copy(inputs.folder / TEXT)
    for name, data in made.files.items():
        write_file(inputs.folder / name, data)
    if made.files:
        _lay_schema(inputs.folder / SCHEMA)
    return made


def _lay_schema(place: Path) -> None:
    """Lay the schema beside the TEI that names it; where it is there already, be it by a link, nothing is written."""
    if not place.is_file() or read_file(place) != schema():
        write_file(place, schema())
