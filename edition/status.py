"""What is open in an edition: words of unknown hands, proposals, a TEI or outputs that are out of date."""

from collections.abc import Iterator
from pathlib import Path

from edition.check.rules.notes import count_unsettled, unsettled
from edition.document import parse
from edition.files import inside, read_if_there
from edition.inputs import BUILD, PROPOSALS, TEXT, Inputs, is_from_source, read_inputs
from edition.look import STYLES, look_of_text
from edition.manifest import sha256
from edition.outputs import outdated
from edition.proposals import count_open, read_proposals
from edition.provenance import is_untouched, made_from
from edition.report import Message, Report, Severity
from edition.staging import check_output

SHOWN = 6
DECIDE = 'Settle what can be settled with decisions of kind = "hand".'


def status(folder: Path) -> Report:
    """What is open in the edition in `folder` as warnings, what is done as information; in the order of the work."""
    inputs = read_inputs(folder)
    return Report([*_text(inputs), *_proposals(inputs), *_outputs(inputs)])


def _text(inputs: Inputs) -> Iterator[Message]:
    data, path = inputs.data.get(TEXT), inputs.path(TEXT)
    if data is None:
        yield _open("S641", path, "there is no TEI yet.", f"Run: edition encode {inputs.folder}.")
        return
    document = parse(data, path)
    if is_from_source(inputs.settings):
        yield from _age(inputs, data, made_from(document))
    places = unsettled(document)
    if places:
        lines = sorted({place.sourceline or 0 for place in places})
        said = ", ".join(map(str, lines[:SHOWN])) + (" …" if len(lines) > SHOWN else "")
        where = f"{'line' if len(lines) == 1 else 'lines'} {said}"
        yield _open("S643", path, f"{count_unsettled(places)}: {where}.", DECIDE, lines[0])


def _age(inputs: Inputs, data: bytes, origin: dict[str, str]) -> Iterator[Message]:
    path = inputs.path(TEXT)
    now = {name: value for name, value in inputs.hashes.items() if name != TEXT and value}
    changed = sorted(name for name in now.keys() | origin.keys() - {TEXT} if now.get(name) != origin.get(name))
    if not is_untouched(data):
        yield _open("S642", path, "edited by hand since it was encoded.", "Put the change into decisions.toml.")
    elif changed:
        yield _open("S642", path, f"out of date: {', '.join(changed)}.", f"Run: edition encode {inputs.folder}.")
    else:
        yield _done(path, "made from the source, settings and decisions as they are.")


def _proposals(inputs: Inputs) -> Iterator[Message]:
    if not is_from_source(inputs.settings):
        return
    path = inputs.path(PROPOSALS)
    found = read_proposals(read_if_there(inputs.folder / PROPOSALS) or b"", path)
    if found:
        yield _open("S644", path, f"{count_open(len(found))}.", f"Run: edition review {inputs.folder}.")


def _outputs(inputs: Inputs) -> Iterator[Message]:
    folder = inputs.folder / BUILD
    old = check_output(folder)
    if old is None:
        yield _open("S645", str(folder), "nothing is built.", f"Run: edition build {inputs.folder}.")
        return
    text = inputs.data.get(TEXT, b"")
    look = look_of_text(text, inputs.path(TEXT), inside(inputs.folder, STYLES)).digest
    for name, made in old.outputs.items():
        path = str(folder / made.file)
        if made.missing:
            yield _open("S646", path, f"the output {name} could not be made.", made.missing)
        elif what := outdated(name, made, sha256(text), look):
            said = f"the output {name} shows another state of {what}."
            yield _open("S645", path, said, f"Run: edition build {inputs.folder}.")
        else:
            yield _done(path, "up to date.")


def _open(code: str, path: str, text: str, remedy: str, line: int = 0) -> Message:
    return Message(code, text, remedy, Severity.WARNING, path, line)


def _done(path: str, text: str) -> Message:
    return Message("S640", text, "", Severity.INFO, path)
