"""Where in a document something is wrong, as an editor looks for it."""

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


def _step(node: Element) -> str:
    name = str(node.tag)
    before, after = node.itersiblings(name, preceding=True), node.itersiblings(name)
    position = 1 + len(list(before))
    alone = position == 1 and next(after, None) is None
    return local_name(node) if alone else f"{local_name(node)}[{position}]"
