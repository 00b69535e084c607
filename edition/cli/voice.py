"""What every command shares: how much is said, what becomes of trouble, and the progress of a long run."""

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edition.cli.telling import Excerpts
    from edition.report import Report, Severity

FAULT, STOPPED = 70, 130
FORMATS = ["text", "json", "sarif", "github"]
REPORT = "Messages as text (default), JSON, SARIF 2.1 or annotations of GitHub."


class Programme(click.Group):
    """The group of all commands: lists them in the order of work and gives every trouble its exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the commands in the order in which an editor needs them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with Trouble(voice(ctx)):
            result = super().invoke(ctx)
            voice(ctx).conclude()
            return result


class Voice:
    """How much the user wants to hear, from the options that every command has."""

    def __init__(self) -> None:
        self.quiet = self.strict = self.debug = self.is_told = False
        self.verbose = 0
        self.report = "text"

    @property
    def is_json(self) -> bool:
        """Whether standard output is for the JSON report alone."""
        return self.report == "json"

    @property
    def is_for_machines(self) -> bool:
        """Whether standard output is for one JSON object alone, of messages or of SARIF."""
        return self.report in ("json", "sarif")

    @property
    def least(self) -> "Severity":
        """What a message must weigh to be told; an object for machines has them all."""
        from edition.report import Severity

        if self.is_for_machines:
            return Severity.INFO
        return Severity.ERROR if self.quiet else Severity.INFO if self.verbose else Severity.WARNING

    @property
    def sought(self) -> "Severity":
        """What a message must weigh to be worth looking for: warnings count under `--strict`, told or not."""
        from edition.report import Severity

        return min(self.least, Severity.WARNING)

    def say(self, *lines: str) -> None:
        """Print lines on standard output, unless the user wants quiet or an object for machines."""
        if not self.quiet and not self.is_for_machines:
            for line in lines:
                click.echo(line)

    def say_beside(self, *lines: str) -> None:
        """As `say`; on standard error where standard output is for an object for machines."""
        if not self.quiet:
            for line in lines:
                click.echo(line, err=self.is_for_machines)

    def tell(self, report: "Report", excerpts: "Excerpts | None" = None) -> None:
        """Print messages: as the report asked for on standard output, else as lines on standard error.

        `excerpts` gives the lines of files that messages are shown with; None for none.
        """
        from edition.cli.telling import in_format, in_lines

        self.is_told = True
        if self.report == "text":
            in_lines(self, report, excerpts)
        else:
            click.echo(in_format(self.report, report, self.least), nl=False)

    def show(self, report: "Report") -> None:
        """Print messages that are what was asked for: without severity, on standard output."""
        if self.report != "text":
            self.tell(report)
        self.say(*map(str, report))

    def answer(self, words: str) -> None:
        """Print a JSON object that is what was asked for, in the place of messages."""
        self.is_told = True
        click.echo(words, nl=False)

    def conclude(self) -> None:
        """Give an empty report to a machine that waits for one and that nobody told anything."""
        from edition.report import Report

        if self.is_for_machines and not self.is_told:
            self.tell(Report())

    def finish(self, report: "Report", code: int = 0, excerpts: "Excerpts | None" = None) -> None:
        """Print the messages and exit as `leave` does."""
        self.tell(report, excerpts)
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
        if error is None or isinstance(error, (click.ClickException, click.exceptions.Exit, SystemExit)):
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
        if isinstance(error, KeyboardInterrupt | click.Abort):
            click.echo("\nstopped; nothing was half-written.", err=True)
            return STOPPED
        text = f"a fault of the programme, not yours: {type(error).__name__}: {error}."
        remedy = "Please report it, with what the same command says under --debug."
        self.voice.tell(Report([Message("FAULT", text, remedy)]))
        return FAULT


class Progress:
    """The step at which a run is, shown on a terminal once the run takes more than a second."""

    def __init__(self, voice: Voice) -> None:
        self.is_shown = sys.stderr.isatty() and not voice.quiet and not voice.is_for_machines
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
            _option("--report", type=click.Choice(FORMATS), help=REPORT),
            _option("--debug", is_flag=True, help="Show where in the programme a trouble arose."),
        )
    ):
        command = option(command)
    return command


def names(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The names in a list with commas, as the value of an option; () where it was left out."""
    if value is None:
        return ()
    return tuple(name.strip() for name in value.split(",") if name.strip()) or ("",)


def path(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> "Path | None":
    """The path that an option gives; None where it was left out."""
    from pathlib import Path

    return Path(value) if value else None


def or_ci(_ctx: click.Context, _parameter: click.Parameter, value: Any) -> bool:
    """Whether an option was given, or `CI` is set in the environment."""
    return bool(value) or bool(os.environ.get("CI"))
