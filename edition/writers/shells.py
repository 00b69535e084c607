"""Page shells: Jinja2 templates around what a writer has made; one of the edition's takes the place of ours."""

import json
import traceback
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from edition.dress import Dress
from edition.errors import SettingsError
from edition.report import Message
from edition.resources import resource, resource_names

PLACE = "\x00"
FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
SYNTAX_REMEDY = "Correct it; the syntax is that of Jinja2."
VALUES_REMEDY = "The manual lists what a shell may use."


def shell(name: str, dress: Dress, values: Mapping[str, object], pieces: Sequence[str]) -> str:
    """The shell `name` filled once; see `Shells`."""
    return Shells(dress).filled(name, values, pieces)


class Shells:
    """The page shells of one edition: its own, and ours where it has none."""

    def __init__(self, dress: Dress) -> None:
        self.folder = dress.folder
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=True,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            loader=FunctionLoader(lambda name: _source(name, dress)),
        )

    def filled(self, name: str, values: Mapping[str, object], pieces: Sequence[str]) -> str:
        """The shell `name` with `values`, and `pieces` where it says `{{ body }}`.

        Strings among `values` are escaped, `Markup` is put in as it is. Raises `SettingsError` for a shell that
        cannot be read, that uses what there is not, or that does not place the body once.
        """
        path = f"{self.folder}/{name}"
        try:
            page = self._environment.get_template(name).render(values, body=Markup(PLACE))  # noqa: S704 - a placeholder
        except TemplateSyntaxError as error:
            said = f"the page shell cannot be read: {error.message}"
            raise _fault("E411", said, SYNTAX_REMEDY, error.filename or path, error.lineno) from error
        except FAULTS as error:
            place, line = self._place(error, path)
            raise _fault("E412", f"the page shell fails: {error}", VALUES_REMEDY, place, line) from error
        if page.count(PLACE) != 1:
            times = "nowhere" if PLACE not in page else "more than once"
            raise _fault("E413", f"the page shell places the body {times}", "Write {{ body }} once.", path, 0)
        before, _, after = page.partition(PLACE)
        return "".join([before, *pieces, after])

    def _place(self, error: Exception, path: str) -> tuple[str, int]:
        """The shell and the line of it on which `error` arose; 0 where the line is not known."""
        frames = traceback.extract_tb(error.__traceback__)
        found = [frame for frame in frames if frame.filename.startswith(f"{self.folder}/")]
        return (found[-1].filename, found[-1].lineno or 0) if found else (path, 0)


def _source(name: str, dress: Dress) -> tuple[str, str, None] | None:
    """A shell by its name: its text and its path; None where neither the edition nor we have it."""
    path = f"{dress.folder}/{name}"
    if name in dress.styles:
        return _decoded(dress.styles[name], path), path, None
    ours = name in resource_names("styles")
    return (resource("styles", name).decode(), path, None) if ours else None


def _decoded(source: bytes, path: str) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise _fault("E411", "the page shell is not in UTF-8", "Save it as UTF-8.", path, line) from error


def _fault(code: str, said: str, remedy: str, path: str, line: int) -> SettingsError:
    return SettingsError(Message(code, f"{' '.join(said.split()).rstrip('.')}.", remedy, path=path, line=line))


def policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """A Content-Security-Policy: these inline styles and scripts, the images beside the page, and no other address."""
    rules = ["default-src 'none'", f"style-src {_hashes(styles)}"]
    if allowed := _hashes(scripts):
        rules.append(f"script-src {allowed}")
    return "; ".join([*rules, "img-src 'self' data:", "font-src data:", "base-uri 'none'", "form-action 'none'"])


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{_hash(text)}'" for text in texts if text)


@lru_cache(maxsize=4)
def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def script_value(value: object) -> str:
    """`value` as JSON that may stand in a `script` element."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", r"\u003c")
