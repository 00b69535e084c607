"""What an edition became, read back: TEI with notes in the text, or a plain text of ours, as TEI with them apart."""

from pathlib import Path

from edition import check
from edition.document import parse, serialise
from edition.encoding.restored import restored
from edition.errors import InputRefused
from edition.files import keep_copy, read_file, read_if_there, write_file
from edition.inline import stand_off
from edition.readers.edition_text import read_edition_text
from edition.report import Message, Report, Severity

MARKUP = (b"<", b"\xef\xbb\xbf<")


def restore(path: Path, out: Path | None, *, force: bool = False) -> tuple[Path, Report]:
    """Write the TEI of the TEI or plain text in `path`; where it lies, and what reading it and checks found.

    Each editorial note stands in the list of its hand. Without `out` it is written beside `path`, as
    `NAME.standoff.xml`, or `NAME.xml` for a plain text. Another file of that name is refused, or kept as a copy with
    `force`; nothing is written where a check finds an error.
    """
    source = read_file(path)
    is_text = not source.lstrip().startswith(MARKUP)
    place = out or (path.with_suffix(".xml") if is_text else path.with_name(f"{path.stem}.standoff.xml"))
    data, said = _from_text(source, path) if is_text else (serialise(stand_off(parse(source, str(path)))), [])
    report = Report([*said, *check.check(parse(data, str(place)), least=Severity.WARNING)])
    if report.worst == Severity.ERROR:
        raise InputRefused(*report.at_least(Severity.ERROR))
    _write(place, data, force=force)
    return place, report


def _from_text(source: bytes, path: Path) -> tuple[bytes, list[Message]]:
    record = read_edition_text(source, str(path))
    document, left = restored(record, str(path))
    return serialise(document), [*record.messages, *left]


def _write(place: Path, data: bytes, *, force: bool) -> None:
    """Write `data`; another file of that name is refused, or kept as a copy with `force`."""
    old = read_if_there(place)
    if old not in (None, data):
        if not force:
            raise InputRefused(
                Message("E625", "another file of this name is here.", "Name another with --out, or use --force.",
                        path=str(place))
            )  # fmt: skip
        keep_copy(place)
    write_file(place, data)
