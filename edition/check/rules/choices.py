"""Choices between what the source has and what an editor reads: both halves there, and not the same."""

from collections.abc import Iterator
from functools import lru_cache

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import PREFIX, Element, folded, is_element, local_name, same_content, text_of

SOURCES = ("sic", "orig", "abbr", "am")
EDITED = ("corr", "reg", "expan", "ex")
PAIRS = (("sic", "corr"), ("orig", "reg"), ("abbr", "expan"))


def idle_choices(subject: Subject) -> Iterator[Finding]:
    """A choice whose halves are the same, words and mark-up."""
    for left, right in PAIRS:
        for edited in subject.elements(right):
            source, choice = edited.getprevious(), edited.getparent()
            if source is None or choice is None or not same_content(source, edited):
                continue
            if is_element(source, left) and is_element(choice, "choice"):
                text = f"<{left}> and <{right}> say the same, “{folded(text_of(edited))}”."
                yield Finding("CHOICE-SAME", choice, text, "Correct one of them, or leave the words without a choice.")


def halved_choices(subject: Subject) -> Iterator[Finding]:
    """A choice with no reading of the source, or with nothing but readings of the source."""
    for choice in subject.elements("choice"):
        lacks = _lacking(tuple([str(child.tag) for child in choice]))
        if lacks == SOURCES:
            text = f"this choice does not hold what the source has, only {_listed(choice)}."
            yield Finding("CHOICE-HALF", choice, text, "Add <sic>, <orig> or <abbr>.")
        elif lacks == EDITED:
            text = f"this choice holds what the source has ({_listed(choice)}), and nothing to be read in its place."
            yield Finding("CHOICE-HALF", choice, text, "Add <corr>, <reg> or <expan>.")


@lru_cache
def _lacking(tags: tuple[str, ...]) -> tuple[str, ...]:
    """The half that a choice of children with these names in Clark notation lacks; () where both are there.

    A choice of one is told of by the schema.
    """
    names = {tag.removeprefix(PREFIX) for tag in tags if tag.startswith("{")}
    if len(tags) == 1:
        return ()
    if names.issubset(SOURCES):
        return EDITED if names else ()
    return SOURCES if names.issubset(EDITED) else ()


def _listed(choice: Element) -> str:
    return " and ".join(f"<{local_name(child)}>" for child in choice if is_element(child))


def doubtful_corrections(subject: Subject) -> Iterator[Finding]:
    """A single correction of which its own hand is not sure."""
    for correction in subject.elements("corr"):
        choice = correction.getparent() if correction.get("cert") == "low" else None
        if choice is None or not is_element(choice, "choice"):
            continue
        if sum(1 for child in choice if is_element(child, "corr")) == 1:
            text = f"the correction “{folded(text_of(correction))}” is doubtful, yet it is read as the text."
            yield Finding("CORR-DOUBTFUL", correction, text, "Leave the text as it is and say it in a note.", "cert")
