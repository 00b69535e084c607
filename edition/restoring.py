"""TEI whose editorial notes stand in the text, read back into the form in which they stand apart."""

from pathlib import Path

from edition import check
from edition.document import parse, serialise
from edition.errors import InputRefused
from edition.files import keep_copy, read_file, read_if_there, write_file
from edition.inline import stand_off
from edition.report import Message, Report, Severity


def restore(path: Path, out: Path | None, *, force: bool = False) -> tuple[Path, Report]:
    """Write the TEI in `path` with each editorial note in the list of its hand; where it lies, and what checks found.

    Without `out` it is written beside `path` as `NAME.standoff.xml`. Another file of that name is refused, or kept
    as a copy with `force`; nothing is written where a check finds an error.
    """
    place = out or path.with_name(f"{path.stem}.standoff.xml")
    data = serialise(stand_off(parse(read_file(path), str(path))))
    report = Report(list(check.check(parse(data, str(place)))))
    if report.worst == Severity.ERROR:
        raise InputRefused(*report.at_least(Severity.ERROR))
    old = read_if_there(place)
    if old not in (None, data):
        if not force:
            raise InputRefused(
                Message("E625", "another file of this name is here.", "Name another with --out, or use --force.",
                        path=str(place))
            )  # fmt: skip
        keep_copy(place)
    write_file(place, data)
    return place, report
