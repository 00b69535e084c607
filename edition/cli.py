"""The command line. Each command imports what it needs, so that `edition --help` is instant."""

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from edition import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edition.report import Report

FAULT, STOPPED = 70, 130
REPORT_AT = "the place where you got the programme"
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Programme(click.Group):
    """The group of all commands: lists them in the order of work and gives every trouble its exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the commands in the order in which an editor needs them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with Trouble(voice(ctx)):
            return super().invoke(ctx)


class Voice:
    """How much the user wants to hear, from the options that every command has."""

    def __init__(self) -> None:
        self.quiet = self.strict = self.debug = False
        self.verbose = 0
        self.report = "text"

    @property
    def is_json(self) -> bool:
        """Whether standard output is for the JSON report alone."""
        return self.report == "json"

    def say(self, *lines: str) -> None:
        """Print lines on standard output, unless the user wants quiet or JSON."""
        if not self.quiet and not self.is_json:
            for line in lines:
                click.echo(line)

    def tell(self, report: "Report") -> None:
        """Print messages: as JSON on standard output, else a line each on standard error."""
        from edition.report import Report, Severity

        if self.is_json:
            click.echo(report.to_json(), nl=False)
            return
        least = Severity.ERROR if self.quiet else Severity.INFO if self.verbose else Severity.WARNING
        click.echo(Report(report.at_least(least)).to_text(), nl=False, err=True)

    def show(self, report: "Report") -> None:
        """Print messages that are what was asked for: without severity, on standard output."""
        if self.is_json:
            self.tell(report)
        self.say(*map(str, report))

    def finish(self, report: "Report", code: int = 0) -> None:
        """Print the messages and exit as `leave` does."""
        self.tell(report)
        self.leave(report, code)

    def leave(self, report: "Report", code: int = 0) -> None:
        """Exit: with `code`, or 3 where a message is an error, or 1 for warnings under `--strict`; else go on."""
        from edition.report import Severity

        if report.worst is Severity.ERROR:
            code = code or 3
        elif self.strict and report.worst is Severity.WARNING:
            code = code or 1
        if code:
            raise click.exceptions.Exit(code)


class Trouble:
    """What becomes of an exception: its messages and exit code, or one line for a fault of the programme."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit)):
            return
        if isinstance(error, BrokenPipeError):
            return
        if self.voice.debug:
            sys.excepthook(type(error), error, trace)
        raise click.exceptions.Exit(self._told(error)) from None

    def _told(self, error: BaseException) -> int:
        from edition.errors import EditionError
        from edition.report import Message, Report

        if isinstance(error, EditionError):
            self.voice.tell(Report(list(error.messages)))
            return error.exit_code
        if isinstance(error, KeyboardInterrupt):
            click.echo("stopped; nothing was half-written.", err=True)
            return STOPPED
        text = f"a fault of the programme, not yours: {type(error).__name__}: {error}."
        remedy = f"Please report it to {REPORT_AT}, with the output of the same command with --debug."
        self.voice.tell(Report([Message("FAULT", text, remedy)]))
        return FAULT


class Progress:
    """The step at which a run is, shown on a terminal once the run takes more than a second."""

    def __init__(self, voice: Voice) -> None:
        self.is_shown = sys.stderr.isatty() and not voice.quiet and not voice.is_json
        self.label = ""
        self.is_late = False

    def __enter__(self) -> "Callable[[str], None]":
        if self.is_shown:
            import threading

            self.timer = threading.Timer(1.0, self._late)
            self.timer.daemon = True
            self.timer.start()
        return self._step

    def __exit__(self, *_: object) -> None:
        if self.is_shown:
            self.timer.cancel()
            self._show("")

    def _step(self, label: str) -> None:
        self.label = label
        if self.is_late:
            self._show(label)

    def _late(self) -> None:
        self.is_late = True
        self._show(self.label)

    def _show(self, label: str) -> None:
        if self.is_late:
            click.echo(f"\r\x1b[K{label and label + ' …'}", nl=False, err=True)


def voice(ctx: click.Context) -> Voice:
    """The one voice of this run."""
    return ctx.find_root().ensure_object(Voice)


def _remember(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        setattr(voice(ctx), str(parameter.name), value)


def _option(*names: str, **more: Any) -> "Callable[[Any], Any]":
    return click.option(*names, expose_value=False, callback=_remember, **more)


def common(command: Any) -> Any:
    """The options that every command has, and that may stand before the command too."""
    for option in reversed(
        (
            _option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
            _option("-v", "--verbose", count=True, help="Say more."),
            _option("--strict", is_flag=True, help="Exit with 1 where there are warnings."),
            _option("--report", type=click.Choice(["text", "json"]), help="Messages as text (default) or JSON."),
            _option("--debug", is_flag=True, help="Show where in the programme a trouble arose."),
        )
    ):
        command = option(command)
    return command


def _names(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _path(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> "Path | None":
    from pathlib import Path

    return Path(value) if value else None


def _or_ci(_ctx: click.Context, _parameter: click.Parameter, value: Any) -> bool:
    return bool(value) or bool(os.environ.get("CI"))


FOLDER = click.Path(file_okay=False)
folder = click.argument("folder", metavar="DIR", type=FOLDER)
LOCKED = "Give no new ids; exit with 7 where one is needed. As with CI set."
FORCE = "Overwrite a TEI that was edited by hand; a copy is kept."
locked = click.option("--locked", is_flag=True, callback=_or_ci, help=LOCKED)
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

    place = begin(Path(source), Path(folder or Path(source).stem))
    voice(ctx).say(f"{place}: read this first and correct it", f"next: edition encode {place.parent}")


@main.command()
@folder
@locked
@force
@common
@click.pass_context
def encode(ctx: click.Context, folder: str, *, locked: bool, force: bool) -> None:
    """Make the TEI of an edition.

    Makes text.xml in DIR from source, settings and decisions, accounts for every character of the source, and
    writes what is only guessed into proposals.toml.
    """
    from pathlib import Path

    from edition.build import Request
    from edition.build import encode as run
    from edition.inputs import TEXT

    with Progress(voice(ctx)) as step:
        made = run(Path(folder), Request(locked=locked, force=force), step)
    voice(ctx).say(*made.account, str(Path(folder) / TEXT))
    voice(ctx).finish(made.report)


@main.command()
@folder
@click.option("--accept", metavar="ID", multiple=True, help="Say yes to this proposal, without a dialogue.")
@click.option("--reject", metavar="ID", multiple=True, help="Say no to this proposal, without a dialogue.")
@common
@click.pass_context
def review(ctx: click.Context, folder: str, accept: tuple[str, ...], reject: tuple[str, ...]) -> None:
    """Answer the open proposals.

    Walks through the proposals of the edition in DIR: yes, no, edit, later. The answers go into decisions.toml.
    """
    from pathlib import Path

    from edition.reviewing import Answer, answer, open_proposals

    answers = {**dict.fromkeys(accept, Answer.YES), **dict.fromkeys(reject, Answer.NO)}
    if answers:
        answer(Path(folder), answers)
        return
    for proposal in open_proposals(Path(folder)):
        voice(ctx).say(proposal)


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@common
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Check TEI files or editions.

    Each PATH is a TEI file, or the folder of an edition, whose text.xml is checked.
    """
    from pathlib import Path

    from edition.build import check_files

    with Progress(voice(ctx)) as step:
        report, code = check_files([Path(path) for path in paths], step)
    voice(ctx).finish(report, code)


@main.command()
@folder
@click.option("--to", metavar="LIST", callback=_names, help="Outputs, such as html,pdf,txt,tei; else as set.")
@click.option(
    "--out", metavar="DIR", type=FOLDER, callback=_path, help="The output folder, replaced as a whole; else DIR/build."
)
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
def build(ctx: click.Context, /, folder: str, **asked: Any) -> None:
    """Make all outputs of an edition.

    Encodes the edition in DIR and makes its outputs, all at once or none.
    """
    from pathlib import Path

    from edition.build import Request
    from edition.build import build as run

    with Progress(voice(ctx)) as step:
        built = run(Path(folder), Request(**asked), step)
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
