"""A draft of the front matter for the desk to edit."""

from pathlib import Path

from edition.apparatus import Display
from edition.document import parse
from edition.errors import InputRefused, SettingsError
from edition.files import keep_copy, write_file
from edition.frontmatter import drafted
from edition.inputs import FRONT, TEXT, check_is_from_source, read_inputs
from edition.report import Message


def draft(folder: Path, *, force: bool = False) -> Path:
    """Write the note on the text and the signs that are generated now into `front.xml`; returns its path.

    `force` overwrites one that is there, a copy of which is kept. Raises `SettingsError` where there is one,
    `InputRefused` where the edition has no TEI yet or where the TEI is the master.
    """
    inputs = read_inputs(folder)
    check_is_from_source(inputs.settings)
    place = folder / FRONT
    if TEXT not in inputs.data:
        raise InputRefused(
            Message("E637", "there is no text.xml yet to tell of.", f"Run: edition encode {folder}.", path=str(folder))
        )
    if FRONT in inputs.data and not force:
        remedy = "Edit it; or draft it anew with --force, which keeps a copy."
        raise SettingsError(Message("E636", "there is a front matter here already.", remedy, path=str(place)))
    shown = inputs.settings.display
    display = Display(numbering=shown.numbering, mixed=shown.mixed)
    data = drafted(parse(inputs.data[TEXT], inputs.path(TEXT)), inputs.settings.desk, display)
    if FRONT in inputs.data:
        keep_copy(place)
    write_file(place, data)
    return place
