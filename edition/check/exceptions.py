"""What an editor has looked at and found right: `<?edition-check off="QUOTE-UNBALANCED"?>` inside an element."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.codes import codes
from edition.tree import Element, local_name

NAME = "edition-check"
OFF = re.compile(r"""\s*off\s*=\s*(["'])([^"']*)\1\s*""")
WRITE = 'Write <?edition-check off="CODE"?> with one code of a check, or several with spaces between.'


@dataclass
class Exceptions:
    """Which codes are not told of in which elements and below; `used` are those that kept something back."""

    off: dict[Element, set[str]] = field(default_factory=dict)
    wrong: list[Finding] = field(default_factory=list)
    used: set[tuple[Element, str]] = field(default_factory=set)

    def applied(self, found: Iterator[Finding]) -> Iterator[Finding]:
        """What is found without what is kept back, and what is wrong with the exceptions themselves."""
        yield from self.wrong
        for finding in found:
            if not (self.off and self._is_off(finding)):
                yield finding

    def _is_off(self, finding: Finding) -> bool:
        node = finding.node
        for above in (node, *node.iterancestors()):
            if finding.code in self.off.get(above, ()):
                self.used.add((above, finding.code))
                return True
        return False

    def idle(self, asked: Collection[str]) -> Iterator[Finding]:
        """The exceptions, once everything is found, that kept nothing back; only of the codes that were `asked`."""
        for node, names in self.off.items():
            for code in sorted(names & set(asked)):
                if (node, code) not in self.used:
                    text = f"{code} is switched off in this {local_name(node)}, where nothing would be told."
                    yield Finding("EXCEPTION-IDLE", node, text, f"Remove {code} from <?{NAME}?>.")


def exceptions(subject: Subject) -> Exceptions:
    """The exceptions that the document makes; those before its root are for all of it."""
    made = Exceptions()
    data = subject.document.data
    if data and f"<?{NAME}".encode() not in data:
        return made
    for instruction in _instructions(subject.tree):
        parent = instruction.getparent()
        _add(made, subject.tree if parent is None else parent, instruction.text or "")
    return made


def _instructions(root: Element) -> Iterator[Element]:
    before = list(root.itersiblings(tag=etree.ProcessingInstruction, preceding=True))
    for each in (*before, *root.iter(etree.ProcessingInstruction)):
        if isinstance(each, etree._ProcessingInstruction) and each.target == NAME:  # noqa: SLF001 - no public name
            yield each


def _add(made: Exceptions, node: Element, content: str) -> None:
    read = OFF.fullmatch(content)
    if read is None or not read[2].strip():
        made.wrong.append(Finding("EXCEPTION-UNKNOWN", node, f"<?{NAME} {content}?> is not understood.", WRITE))
        return
    for name in read[2].split():
        code = codes().get(name)
        if code is None or not code.is_check:
            text = f"there is no check “{name}” to switch off."
            made.wrong.append(Finding("EXCEPTION-UNKNOWN", node, text, "See “edition explain” for the names."))
        elif code.is_firm:
            text = f"{name} cannot be switched off; the programme relies on it."
            made.wrong.append(Finding("EXCEPTION-UNKNOWN", node, text, "Correct what it tells of."))
        else:
            made.off.setdefault(node, set()).add(name)
