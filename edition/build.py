"""The story of an edition: read, encode, give ids, check, write the outputs, swap them in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from edition import __version__, check, conservation, encoding
from edition.anchors import assign
from edition.apparatus import Display
from edition.decisions import read_decisions
from edition.document import Document, parse
from edition.encoding.account import describe
from edition.errors import EditionError, InputRefused
from edition.files import keep_copy, locked, read_file, remove_file, sweep, write_file
from edition.inputs import (
    BUILD,
    DECISIONS,
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
from edition.ledger import new_mint, read_ledger, write_ledger
from edition.manifest import Manifest, placed, relative, sha256
from edition.outputs import Output, Shown, check_names, is_fresh, recipes, stale, with_kept, write_output
from edition.proposals import count_open, write_proposals
from edition.provenance import is_untouched, sealed
from edition.remarks import decisions_applied, ids_given, notes_linked, outputs_fresh
from edition.report import Message, Report, Severity
from edition.staging import check_output, replace_folder

REFUSED = "text.refused.xml"
Step = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What a run was asked for.

    `to` names outputs, () for those of the settings; `out` is the output folder, None for `build/` in the
    edition; `notes` the form of the TEI output. `locked` forbids new ids; `force` overwrites a TEI that was
    edited by hand, a copy of which is kept beside it.
    """

    to: tuple[str, ...] = ()
    out: Path | None = None
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


@dataclass(frozen=True)
class Plan:
    """Which outputs a build makes, where and how.

    `old` is the manifest of the last build in `folder`, None where there was none; `recipes` are by output.
    """

    folder: Path
    old: Manifest | None
    recipes: dict[str, str]
    display: Display


@dataclass(frozen=True)
class Built:
    """The outputs of a build by name. `is_unchanged` tells that there was nothing to do."""

    output: Path
    manifest: Manifest
    report: Report
    account: tuple[str, ...] = ()
    is_unchanged: bool = False

    @property
    def missing(self) -> dict[str, str]:
        """The outputs that could not be made here, and why."""
        return {name: made.missing for name, made in self.manifest.outputs.items() if made.missing}

    def lines(self) -> list[str]:
        """What to tell: the account, and where each output lies."""
        if has_error(self.report):
            return [*self.account, "no output was replaced"]
        width = max(map(len, self.manifest.outputs), default=0)
        places = [
            f"{name:{width}}  {'could not be made here' if made.missing else self.output / made.file}"
            for name, made in self.manifest.outputs.items()
        ]
        return [*self.account, *places, *(["nothing has changed"] if self.is_unchanged else [])]


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
        if plan.old is not None and is_fresh(plan.folder, plan.old, inputs.hashes, plan.recipes):
            return _unchanged(inputs, plan, plan.old)
        if is_from_source(inputs.settings):
            made = _written(inputs, _encoded(inputs, request, step))
        else:
            made = _master(inputs, step)
        if has_error(made.report):
            return Built(plan.folder, Manifest({}, {}), made.report, made.account)
        return _replace_outputs(inputs, made, plan, step)


def check_files(paths: Sequence[Path], step: Step) -> tuple[Report, int]:
    """What the checks find in TEI files, or in the `text.xml` of folders, and the highest exit code.

    A file that cannot be read or parsed does not keep the others from being checked.
    """
    report, code = Report(), 0
    for path in paths:
        step(f"checking {path}")
        place = path / TEXT if path.is_dir() else path
        try:
            report.extend(check.check(parse(read_file(place), str(place))))
        except EditionError as error:
            report.add(*error.messages)
            code = max(code, error.exit_code)
    return report, code


def _read(folder: Path, step: Step) -> Inputs:
    step("reading")
    inputs = read_inputs(folder)
    sweep(folder)
    return inputs


def _plan(inputs: Inputs, request: Request) -> Plan:
    folder = request.out or inputs.folder / BUILD
    shown = inputs.settings.display
    display = Display(numbering=shown.numbering, mixed=shown.mixed, notes=request.notes)
    if request.to:
        names = check_names(request.to)
    else:
        names = check_names(inputs.settings.outputs.formats, inputs.path(SETTINGS))
    return Plan(folder, check_output(folder), recipes(names, display), display)


def _unchanged(inputs: Inputs, plan: Plan, old: Manifest) -> Built:
    """The last build again, with what it had to say."""
    said = dict.fromkeys([*old.messages, *(message for made in old.outputs.values() for message in made.messages)])
    report = Report([*placed(said, inputs.folder), *stale(plan.folder, old.outputs, old.inputs[TEXT])])
    report.extend(outputs_fresh(plan.recipes, plan.folder))
    return Built(plan.folder, old, report, is_unchanged=True)


def _encoded(inputs: Inputs, request: Request, step: Step) -> Encoding:
    """The TEI from the sources, with the words accounted for and all checks run; nothing is written."""
    _check_untouched(inputs, request)
    step("encoding")
    decisions = read_decisions(inputs.data.get(DECISIONS, b""), inputs.path(DECISIONS))
    found = encoding.encode(inputs.settings, inputs.sources, decisions, folder=f"{inputs.folder}/")
    before = read_ledger(inputs.data.get(LEDGER, b""), inputs.path(LEDGER))
    document, ledger = assign(found.document, before, None if request.locked else new_mint())
    lines = write_ledger(ledger)
    text = sealed(document, _made_from(inputs, lines), __version__)
    document = parse(text, inputs.path(TEXT))
    step("checking")
    report = Report([*found.messages, *check.check(document)])
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
    return Encoding(document, text, Report(list(check.check(document))))


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
    names = (SETTINGS, *inputs.sources, DECISIONS)
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
    return made


def _replace_outputs(inputs: Inputs, made: Encoding, plan: Plan, step: Step) -> Built:
    """Write all outputs and swap them in; where a writer finds an error, all old ones stay."""
    now = replace(inputs, data=inputs.data | made.files)
    text = sha256(made.text)
    outputs: dict[str, Output] = {}
    for name, recipe in plan.recipes.items():
        step(f"writing {name}")
        outputs[name] = write_output(name, recipe, Shown(made.document, text, plan.display))
    said = dict.fromkeys(message for output in outputs.values() for message in output.made.messages)
    report = Report([*made.report, *said])
    every = with_kept(plan.folder, plan.old, outputs)
    manifest = _manifest(now, made.report, every)
    if not has_error(report):
        step("putting in place")
        check_unchanged(now)
        files = {name: data for output in every.values() for name, data in output.files.items()}
        replace_folder(plan.folder, files, manifest)
        report.extend(stale(plan.folder, manifest.outputs, text))
    return Built(plan.folder, manifest, report, made.account)


def _manifest(inputs: Inputs, report: Report, outputs: dict[str, Output]) -> Manifest:
    folder = inputs.folder
    entries = {
        name: replace(output.made, messages=relative(output.made.messages, folder)) for name, output in outputs.items()
    }
    return Manifest(entries, inputs.hashes, relative(report.at_least(Severity.WARNING), folder))


def has_error(report: Report) -> bool:
    """Whether a message keeps files from being replaced."""
    return report.worst is Severity.ERROR
