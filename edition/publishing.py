"""The end of each story: a checked text is dressed by the writers, and its outputs are swapped in, all or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from edition.apparatus import Display
from edition.document import Document
from edition.foreign import adapted
from edition.look import Look, check_same
from edition.manifest import Manifest, placed, relative
from edition.outputs import Output, Shown, is_fresh, recipes, stale, with_kept, write_output
from edition.remarks import outputs_fresh
from edition.report import Report, Severity
from edition.staging import replace_folder
from edition.writers import WRITERS

Step = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """Which outputs a build makes, where and how.

    `home` is the folder that the paths in a manifest begin at; `old` is the manifest of the last build in
    `folder`, None where there was none; `names` are those of the outputs.
    """

    home: Path
    folder: Path
    old: Manifest | None
    names: tuple[str, ...]
    display: Display

    def recipes(self, look: Look) -> dict[str, str]:
        """What shapes each output besides the text, as a hash, by the output's name."""
        return recipes(self.names, self.display, look.hashes)


@dataclass(frozen=True)
class Ready:
    """A text that was checked and waits for its dress.

    `text` is the hash of its bytes, `hashes` those of all files it was made from by their names, `account` has a
    line for each source; `check_unchanged` raises where one of them is no longer what was read.
    """

    document: Document
    text: str
    report: Report
    hashes: Mapping[str, str]
    look: Look
    check_unchanged: Callable[[], None]
    account: tuple[str, ...] = ()


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
        """What to tell: the account, the proof of each output, and where it lies."""
        proofs = [made.proof for made in self.manifest.outputs.values() if made.proof]
        if has_error(self.report):
            return [*self.account, *proofs, "no output was replaced"]
        width = max(map(len, self.manifest.outputs), default=0)
        places = [
            f"{name:{width}}  {'could not be made here' if made.missing else self.output / made.file}"
            for name, made in self.manifest.outputs.items()
        ]
        return [*self.account, *proofs, *places, *(["nothing has changed"] if self.is_unchanged else [])]


def publish(ready: Ready, plan: Plan, step: Step) -> Built:
    """Write all outputs and swap them in; where a check or a writer finds an error, all old ones stay."""
    brought = adapted(ready.document)
    report = Report([*ready.report, *brought.messages, *ready.look.messages])
    if has_error(report):
        return Built(plan.folder, Manifest({}, {}), report, ready.account)
    outputs = _written(ready, brought.document, plan, step)
    every = with_kept(plan.folder, plan.old, outputs)
    manifest = _manifest(ready, report, every, plan)
    report.extend(dict.fromkeys(message for output in outputs.values() for message in output.made.messages))
    if not has_error(report):
        step("putting in place")
        ready.check_unchanged()
        check_same(ready.look)
        files = {name: data for output in every.values() for name, data in output.files.items()}
        replace_folder(plan.folder, files, manifest)
        report.extend(stale(plan.folder, manifest.outputs, ready.text, ready.look.digest))
    return Built(plan.folder, manifest, report, ready.account)


def unchanged(plan: Plan, look: Look, hashes: Mapping[str, str], text: str) -> Built | None:
    """The last build again, with what it had to say; None where it was made of something else.

    `hashes` are those of the files that a text is made from, `text` is that of the text itself.
    """
    recipe = plan.recipes(look)
    old = plan.old
    if old is None or not is_fresh(plan.folder, old, text, recipe) or old.inputs != {**hashes, **look.hashes}:
        return None
    said = dict.fromkeys([*old.messages, *(message for made in old.outputs.values() for message in made.messages)])
    report = Report([*placed(said, plan.home), *stale(plan.folder, old.outputs, text, look.digest)])
    report.extend(outputs_fresh(plan.names, plan.folder))
    return Built(plan.folder, old, report, is_unchanged=True)


def has_error(report: Report) -> bool:
    """Whether a message keeps files from being replaced."""
    return report.worst is Severity.ERROR


def _written(ready: Ready, brought: Document, plan: Plan, step: Step) -> dict[str, Output]:
    """The outputs of a document whose notes were brought to their calls; the TEI among them is as it was."""
    shown = Shown(brought, ready.text, plan.display, ready.look.dress, ready.look.digest)
    plain = shown if brought is ready.document else replace(shown, document=ready.document)
    outputs: dict[str, Output] = {}
    for name, recipe in plan.recipes(ready.look).items():
        step(f"writing {name}")
        outputs[name] = write_output(name, recipe, shown if WRITERS[name].is_dressed else plain)
    return outputs


def _manifest(ready: Ready, report: Report, outputs: Mapping[str, Output], plan: Plan) -> Manifest:
    entries = {
        name: replace(output.made, messages=relative(output.made.messages, plan.home))
        for name, output in outputs.items()
    }
    said = relative(report.at_least(Severity.WARNING), plan.home)
    return Manifest(entries, {**ready.hashes, **ready.look.hashes}, said)
