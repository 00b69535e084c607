"""The story of one TEI file that belongs to no edition: parse it, dress it, swap its outputs in.

Nothing is minted, and nothing is written but the folder of outputs.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from edition.apparatus import Display
from edition.build import Request
from edition.check import check
from edition.check.pointing.ids import repeated_ids
from edition.document import Document, parse
from edition.errors import EditionError, InputRefused
from edition.files import changed, read_file
from edition.look import read_look
from edition.manifest import sha256
from edition.odd import edition_schema
from edition.outputs import check_names
from edition.publishing import Built, Plan, Ready, Step, publish, unchanged
from edition.report import Message, Report
from edition.staging import check_output

FORMATS = ("html", "pdf", "txt")


def build_file(path: Path, request: Request, step: Step) -> Built:
    """Make the outputs of the TEI file at `path` and swap them in at once.

    They go to `request.out`, or `NAME-build` beside the file; images lie beside the file, styles where
    `request.styles` says. Raises `Unreadable` for what is no XML and `InputRefused` for XML that is no TEI.
    """
    step("reading")
    data = read_file(path)
    document = _parsed(data, path)
    look = read_look(document, path.parent, request.styles)
    plan = _plan(path, request)
    text, hashes = sha256(data), {path.name: sha256(data)}
    last = unchanged(plan, look, hashes, text)
    if last is not None:
        return last
    step("checking")
    report = Report(list(check(document, checks=(repeated_ids,))))
    same = partial(_check_same, path, text)
    return publish(Ready(document, text, report, hashes, look, same, tuple(_differences(document, path))), plan, step)


def _parsed(data: bytes, path: Path) -> Document:
    """The document; that it has no header or no text is told with its path, before anything is written."""
    document = parse(data, str(path))
    try:
        _ = document.header, document.text
    except EditionError as error:
        raise InputRefused(*(_placed(message, path) for message in error.messages)) from error
    return document


def _placed(message: Message, path: Path) -> Message:
    return Message(message.code, message.text, message.remedy, path=str(path), line=message.line)


def _plan(path: Path, request: Request) -> Plan:
    folder = request.out or path.with_name(f"{path.stem}-build")
    names = check_names(request.to or FORMATS)
    return Plan(path.parent, folder, check_output(folder), names, Display(notes=request.notes))


def _differences(document: Document, path: Path) -> Iterator[str]:
    """What the schema says, which is no fault of a TEI that was made for another; "" where it agrees."""
    schema = edition_schema()
    if schema.validate(document.tree):
        yield f"{path}: valid against edition.rng"
    else:
        count = len(schema.error_log)
        places = "place" if count == 1 else "places"
        yield f"{path}: TEI of another schema, which differs from edition.rng in {count} {places} or more"


def _check_same(path: Path, text: str) -> None:
    """Raise `InputRefused` where the file is no longer what the run has read."""
    if sha256(read_file(path)) != text:
        raise changed(path)
