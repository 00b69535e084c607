"""Where in a document something is wrong, as an editor looks for it."""

from collections.abc import Mapping
from functools import lru_cache

from edition.document import Document
from edition.report import Message, Severity
from edition.tree import Element, local_name


def message(
    document: Document, node: Element, code: str, text: str, remedy: str, severity: Severity = Severity.ERROR
) -> Message:
    """A message about `node`, with its line (0 in a tree that was never parsed) and its XPath."""
    return Message(
        code, text, remedy, severity=severity, path=document.path, line=node.sourceline or 0, xpath=xpath(node)
    )


def xpath(node: Element) -> str:
    """The way from the root, such as `/TEI/text/body/div[2]/p[3]`; a number only where there are namesakes."""
    steps = [_step(each) for each in (node, *node.iterancestors())]
    return "/" + "/".join(reversed(steps))


def forget() -> None:
    """Let go of the numbers of siblings; called when a document has been checked, for it may change then."""
    _numbers.cache_clear()


def _step(node: Element) -> str:
    parent, name = node.getparent(), local_name(node)
    if parent is None:
        return name
    numbers = _numbers(parent, str(node.tag))
    return name if len(numbers) == 1 else f"{name}[{numbers[node]}]"


@lru_cache(maxsize=256)
def _numbers(parent: Element, tag: str) -> Mapping[Element, int]:
    """The children of `parent` with this tag, each with its number from 1: counted once for all messages."""
    return {child: number for number, child in enumerate(parent.iterchildren(tag), 1)}
