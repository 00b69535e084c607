"""Page shells: Jinja2 templates around what a writer has made; one of the edition's takes the place of ours."""

import json
import traceback
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from edition.dress import Dress
from edition.errors import SettingsError
from edition.report import Message
from edition.resources import resource

PLACE = "\x00"
FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
VALUES_REMEDY = "The manual lists what a shell may use."


def shell(name: str, dress: Dress, values: Mapping[str, object], pieces: Sequence[str]) -> str:
    """The shell `name` with `values`, and `pieces` where it says `{{ body }}`.

    Strings among `values` are escaped, `Markup` is put in as it is. Raises `SettingsError` for a shell that cannot
    be read, that uses what there is not, or that does not place the body once.
    """
    path = f"{dress.folder}/{name}"
    source = dress.styles.get(name)
    template = _template(resource("styles", name).decode() if source is None else _decoded(source, path), path)
    try:
        page = template.render(values, body=Markup(PLACE))  # noqa: S704 - a placeholder
    except FAULTS as error:
        raise _fault("E412", f"the page shell fails: {error}", VALUES_REMEDY, path, _line(error)) from error
    if page.count(PLACE) != 1:
        times = "nowhere" if PLACE not in page else "more than once"
        raise _fault("E413", f"the page shell places the body {times}", "Write {{ body }} once.", path, 0)
    before, _, after = page.partition(PLACE)
    return "".join([before, *pieces, after])


@cache
def _template(source: str, path: str) -> Template:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    try:
        return environment.from_string(source)
    except TemplateSyntaxError as error:
        remedy = "Correct it; the syntax is that of Jinja2."
        raise _fault("E411", f"the page shell cannot be read: {error.message}", remedy, path, error.lineno) from error


def _decoded(source: bytes, path: str) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise _fault("E411", "the page shell is not in UTF-8", "Save it as UTF-8.", path, line) from error


def _line(error: Exception) -> int:
    """The line of the shell on which `error` arose; 0 where it is not known."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return (frames[-1].lineno or 0) if frames else 0


def _fault(code: str, said: str, remedy: str, path: str, line: int) -> SettingsError:
    return SettingsError(Message(code, f"{' '.join(said.split()).rstrip('.')}.", remedy, path=path, line=line))


def policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """A Content-Security-Policy that allows just these inline styles and scripts, and no address but `data:`."""
    rules = ["default-src 'none'", f"style-src {_hashes(styles)}"]
    if allowed := _hashes(scripts):
        rules.append(f"script-src {allowed}")
    return "; ".join([*rules, "img-src data:", "font-src data:", "base-uri 'none'", "form-action 'none'"])


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{_hash(text)}'" for text in texts if text)


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def script_value(value: object) -> str:
    """`value` as JSON that may stand in a `script` element."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", r"\u003c")
