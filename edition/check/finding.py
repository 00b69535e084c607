"""What a check has found, before anybody has looked where it stands."""

from dataclasses import dataclass

from edition.tree import Element


@dataclass(frozen=True)
class Fix:
    """A change that is safe to make: `attribute` of the element gets `value`; None takes it away.

    `attribute` is in Clark notation.
    """

    attribute: str
    value: str | None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or doubtful at `node`, as in `edition.report.Message`.

    `attribute`, in Clark notation, and `words`, which stand in `node`, say where to look more exactly; "" for the
    element itself. `fix` is None where only an editor can tell what is right.
    """

    code: str
    node: Element
    text: str
    remedy: str
    attribute: str = ""
    words: str = ""
    fix: Fix | None = None
    meant: tuple[str, ...] = ()
