"""The command line. Each command imports what it needs, so that `edition --help` is instant."""

from typing import Any

import click

from edition import __version__
from edition.cli.voice import Programme, Progress, common, names, or_ci, path, voice

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
FOLDER = click.Path(file_okay=False)
folder = click.argument("folder", metavar="DIR", type=FOLDER)
LOCKED = "Give no new ids; exit with 7 where one is needed. As with CI set."
FORCE = "Overwrite a TEI that was edited by hand; a copy is kept beside it, as text.xml.1.bak."
TO = "Make these outputs, such as html,pdf; else those of the settings. The others stay as they are."
OUT = "The output folder; else DIR/build, or FILE-build. Replaced as a whole, so one with files of yours is refused."
STYLES = "A folder of styles; else DIR/styles, and for a FILE none."
SCHEMA = "Check by this RELAX NG schema, such as tei_all.rng, and not by ours and its rules."
locked = click.option("--locked", is_flag=True, callback=or_ci, help=LOCKED)
force = click.option("--force", is_flag=True, help=FORCE)


@click.group(cls=Programme, context_settings=CONTEXT)
@common
@click.version_option(__version__, message="edition %(version)s")
def main() -> None:
    """Make an annotated edition of a text: TEI, a web page, a PDF and a plain text with one apparatus."""


@main.command()
@click.argument("source", type=click.Path(dir_okay=False))
@click.argument("folder", metavar="[DIR]", type=FOLDER, required=False)
@common
@click.pass_context
def init(ctx: click.Context, source: str, folder: str | None) -> None:
    """Begin an edition of a text.

    Copies SOURCE into DIR, finds its conventions and writes them into edition.toml, with the evidence beside each
    key. Without DIR the folder is named after SOURCE.
    """
    from pathlib import Path

    from edition.beginning import begin

    with Progress(voice(ctx)) as step:
        place = begin(Path(source), Path(folder or Path(source).stem), step)
    voice(ctx).say(f"{place}: read this first and correct it", f"next: edition encode {place.parent}")


@main.command()
@click.argument("place", metavar="DIR|FILE", type=click.Path())
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), callback=path, help="Where FILE.xml goes.")
@locked
@force
@common
@click.pass_context
def encode(ctx: click.Context, place: str, *, out: Any, locked: bool, force: bool) -> None:
    """Make the TEI of an edition.

    Makes text.xml in DIR from source, settings and decisions, accounts for every character of the source, and
    writes what is only guessed into proposals.toml. Given a TEI file in place of DIR, it takes the editorial notes
    out of the text into the lists of their hands, and writes FILE.standoff.xml. Given a plain text that this
    programme wrote, it makes TEI of it again, and writes FILE.xml.
    """
    from pathlib import Path

    from edition.build import Request
    from edition.build import encode as run
    from edition.restoring import restore

    if Path(place).is_file():
        written, report = restore(Path(place), out, force=force)
        voice(ctx).say(str(written))
    else:
        with Progress(voice(ctx)) as step:
            made = run(Path(place), Request(locked=locked, force=force), step)
        voice(ctx).say(*made.lines())
        report = made.report
    voice(ctx).finish(report)


@main.command()
@folder
@click.option("--accept", metavar="ID", multiple=True, help="Say yes to this proposal, without a dialogue.")
@click.option("--reject", metavar="ID", multiple=True, help="Say no to this proposal, without a dialogue.")
@common
@click.pass_context
def review(ctx: click.Context, folder: str, accept: tuple[str, ...], reject: tuple[str, ...]) -> None:
    """Answer the open proposals.

    Walks through the proposals of the edition in DIR: yes, no, edit, later. The answers go into decisions.toml.
    Without a terminal it exits with 7 where a proposal is open.
    """
    from pathlib import Path

    from edition.cli.dialogue import ask, is_at_terminal
    from edition.report import Report
    from edition.reviewing import accept as take
    from edition.reviewing import check_answered, find_proposals, open_proposals
    from edition.reviewing import reject as refuse

    place = Path(folder)
    wanted = find_proposals(place, accept), find_proposals(place, reject)
    for proposal in wanted[0]:
        take(place, proposal)
    for proposal in wanted[1]:
        refuse(place, proposal)
    if accept or reject:
        return
    if voice(ctx).is_for_machines or not is_at_terminal():
        check_answered(place)
        voice(ctx).finish(Report())
    else:
        ask(voice(ctx), place, open_proposals(place))


@main.command()
@folder
@click.option("--force", is_flag=True, help="Overwrite a front.xml that is there; a copy is kept.")
@common
@click.pass_context
def front(ctx: click.Context, folder: str, *, force: bool) -> None:
    """Draft the front matter of an edition for you to edit.

    Writes the note on the text and the list of signs, as they are generated now, into front.xml in DIR. What stands
    there goes into the TEI at the next encoding and takes their place in all outputs.
    """
    from pathlib import Path

    from edition.drafting import draft

    place = draft(Path(folder), force=force)
    voice(ctx).say(f"{place}: edit what it says", f"next: edition encode {place.parent}")


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--schema", metavar="FILE", type=click.Path(dir_okay=False), callback=path, help=SCHEMA)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, such as 1918-7-6 in @when, and show it.")
@click.option("--diff", is_flag=True, help="Show what --fix would mend, and write nothing.")
@common
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], schema: Any, *, fix: bool, diff: bool) -> None:
    """Check TEI files or editions.

    Each PATH is a TEI file, the folder of an edition, whose text.xml is checked, any other folder, of which all TEI
    files are checked, or - for standard input. Exits with 0 where nothing is wrong, 1 for warnings under --strict, 3
    for errors, and 8 where a file cannot be read.
    """
    from pathlib import Path

    from edition.checking import check_files
    from edition.cli.telling import lines_of, standard_input
    from edition.mending import Outcome, mend_files

    places = [Path(path) for path in paths]
    with Progress(voice(ctx)) as step:
        outcome = mend_files(places, step, schema, is_written=not diff) if fix or diff else Outcome()
        given = standard_input() if "-" in paths else None
        report, code = check_files(places, step, schema, given, voice(ctx).sought)
    voice(ctx).say_beside(*outcome.lines(is_written=not diff))
    voice(ctx).finish(outcome.before(report), max(code, outcome.code), lines_of(given))


@main.command()
@click.argument("names", metavar="[CODE]...", nargs=-1)
@common
@click.pass_context
def explain(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Tell what the codes of messages mean.

    Shows for each CODE what it says, why, and what to do, for a check with a bad example and a good one. Without a
    CODE it lists all of them by family.
    """
    from edition.cli.telling import coloured
    from edition.reporting.as_json import write_codes
    from edition.reporting.pages import explained, found, overview

    wanted = found(names)
    if voice(ctx).is_json:
        voice(ctx).answer(write_codes(wanted))
    pages = map(explained, wanted) if wanted else [overview()]
    for number, page in enumerate(pages):
        voice(ctx).say(*[""] * (number > 0), *map(coloured, page))


@main.command()
@click.argument("place", metavar="DIR|FILE", type=click.Path())
@click.option("--to", metavar="LIST", callback=names, help=TO)
@click.option("--out", metavar="DIR", type=FOLDER, callback=path, help=OUT)
@click.option("--styles", metavar="DIR", type=click.Path(exists=True, file_okay=False), callback=path, help=STYLES)
@click.option(
    "--notes",
    type=click.Choice(["standoff", "nested", "flat"]),
    default="standoff",
    help="Where the TEI output has notes.",
)
@locked
@force
@common
@click.pass_context
def build(ctx: click.Context, /, place: str, **asked: Any) -> None:
    """Make all outputs of an edition.

    Encodes the edition in DIR and makes its outputs, all at once or none. Given any TEI file in place of DIR, it makes
    a web page, a PDF and a plain text of it, in a folder FILE-build beside the file; nothing else is written, and
    images are looked for beside the file.
    """
    from pathlib import Path

    from edition.build import Request
    from edition.build import build as build_folder
    from edition.single import build_file

    run = build_file if Path(place).is_file() else build_folder
    with Progress(voice(ctx)) as step:
        built = run(Path(place), Request(**asked), step)
    voice(ctx).say(*built.lines())
    voice(ctx).finish(built.report, 6 if built.missing else 0)


@main.command()
@folder
@common
@click.pass_context
def status(ctx: click.Context, folder: str) -> None:
    """Tell what is open in an edition.

    Lists words of unknown hands, open proposals, and what is out of date in the edition in DIR.
    """
    from pathlib import Path

    from edition.status import status as look

    report = look(Path(folder))
    voice(ctx).show(report)
    voice(ctx).leave(report)


@main.command()
@common
@click.pass_context
def formats(ctx: click.Context) -> None:
    """List what can be read and written."""
    from edition.readers import READERS
    from edition.writers import WRITERS

    voice(ctx).say(*(f"read   {name}" for name in READERS))
    voice(ctx).say(*(f"write  {name:5} {writer.file_name}  {writer.media_type}" for name, writer in WRITERS.items()))


@main.command()
@common
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Tell what this machine has and lacks.

    Makes each output of a few words, lists the versions, libraries and fonts that were found, and tells how to
    install what is missing. Exits with 6 where an output cannot be made.
    """
    from edition.doctor import diagnose

    diagnosis = diagnose()
    if voice(ctx).is_json:
        voice(ctx).answer(diagnosis.to_json())
    voice(ctx).say(*diagnosis.lines())
    voice(ctx).conclude()
    ctx.exit(0 if diagnosis.is_whole else 6)
