"""Headings, divisions and blocks: none empty, none skipped, none twice."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import Element, beginnings, find_all, folded, is_element, pieces, text_of

DIVISIONS = ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7")
SHOWN_WITHOUT_WORDS = ("gap", "graphic", "media", "binaryObject", "figure", "formula", "notatedMusic", "g", "space",
                       "milestone", "ptr", "divGen")  # fmt: skip
PARTS = (
    (DIVISIONS, "DIV-EMPTY", "division", "Restore its words, or remove it."),
    (("head", "titlePart"), "HEAD-EMPTY", "heading", "Write the heading, or remove it: no heading is better."),
)
BLOCKS = {"p": "paragraph", "ab": "block", "l": "line", "item": "item"}
REMOVE = "Restore its words, or remove it; space is for the style sheet."
ELSEWHERE = ("sameAs", "copyOf")
SURELY_COPIED = 60
SURELY_USUAL = 3
EXCERPT = 40


def empty_parts(subject: Subject) -> Iterator[Finding]:
    """A division or a heading without words; of divisions in each other the outermost."""
    empty: set[Element] = set()
    for names, code, what, remedy in PARTS:
        for node in subject.elements(*names):
            if (not empty or empty.isdisjoint(node.iterancestors())) and not is_shown(node):
                empty.add(node)
                yield Finding(code, node, f"this {what} has no words.", remedy)


def empty_and_repeated_blocks(subject: Subject) -> Iterator[Finding]:
    """A paragraph, a line or an item without words; a long paragraph that stands twice in a row."""
    known: dict[Element, bool] = {}
    for name, kind in BLOCKS.items():
        nodes = list(subject.elements(name))
        words = beginnings(nodes)
        blank = [at for at, said in enumerate(words) if not said or said.isspace()]
        for node in (nodes[at] for at in blank):
            if not is_shown(node) and _is_published(node, known):
                yield Finding("BLOCK-EMPTY", node, f"this {kind} has no words.", REMOVE)
        if name == "p":
            for at in [at for at, (one, other) in enumerate(pairwise(words), 1) if one == other or "" in (one, other)]:
                yield from _copied(nodes[at], nodes[at - 1])


def _is_published(node: Element, known: dict[Element, bool]) -> bool:
    """Whether `node` stands in the text or apart from it, and in no division or note that is empty as a whole.

    `known` keeps of which divisions and notes there is anything to be seen.
    """
    around = list(node.iterancestors())
    for part in reversed(around):
        if is_element(part, "note", *DIVISIONS):
            if part not in known:
                known[part] = is_shown(part)
            if not known[part]:
                return False
    return any(is_element(part, "text", "standOff") for part in around)


def is_shown(node: Element) -> bool:
    """Whether there is anything of `node` to be read or seen; the notes of a heading are not the heading."""
    skips_notes = is_element(node, "head")
    for piece in pieces(node):
        if isinstance(piece, str):
            if not piece.isspace():
                return True
        elif not (skips_notes and is_element(piece, "note")) and _is_visible(piece):
            return True
    return any(node.get(name) for name in ELSEWHERE)


def _is_visible(node: Element) -> bool:
    return is_shown(node) or not is_element(node) or is_element(node, *SHOWN_WITHOUT_WORDS) or bool(node.get("facs"))


def _copied(node: Element, before: Element) -> Iterator[Finding]:
    if node.getprevious() is not before:
        return
    said = folded(text_of(node))
    if len(said) >= SURELY_COPIED and said == folded(text_of(before)):
        text = f"the paragraph “{_excerpt(node)}” stands twice in a row."
        yield Finding("BLOCK-TWICE", node, text, "Compare the copy-text; remove the second if it is not there.")


def repeated_headings(subject: Subject) -> Iterator[Finding]:
    """A heading that the heading or the paragraph after it repeats."""
    for head in subject.elements("head"):
        follower = head.getnext()
        if follower is not None and is_element(follower, "head", "p") and _same(head, follower):
            what = "heading" if is_element(follower, "head") else "paragraph"
            text = f"the {what} after the heading “{_excerpt(head)}” repeats it."
            yield Finding("HEAD-TWICE", follower, text, "Compare the copy-text; remove the one that is not there.")


def _same(one: Element, other: Element) -> bool:
    words = folded(text_of(one)).casefold()
    return bool(words) and words == folded(text_of(other)).casefold()


def _excerpt(node: Element) -> str:
    words = folded(text_of(node))
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"


def turned_divisions(subject: Subject) -> Iterator[Finding]:
    """A division inside one that elsewhere, as a rule, it holds, such as a chapter inside a section."""
    typed = [(node, node.getparent(), node.get("type")) for node in subject.elements("div")]
    nested = [(outer, inner, node) for node, parent, inner in typed if inner and parent is not None
              and (outer := parent.get("type")) and outer != inner and parent.tag == node.tag]  # fmt: skip
    counts = Counter((outer, inner) for outer, inner, _ in nested)
    for outer, inner, node in nested:
        usual = counts[inner, outer]
        if usual >= SURELY_USUAL and usual >= SURELY_USUAL * counts[outer, inner]:
            text = f"“{inner}” stands inside “{outer}” here, and {usual} times “{outer}” inside “{inner}”."
            yield Finding("DIV-NESTING", node, text, "Correct @type, or end the outer division before it.", "type")


def skipped_headings(subject: Subject) -> Iterator[Finding]:
    """A division without heading between two that have one, where others of its sort have theirs."""
    heads: dict[Element | None, Element] = {}
    for head in subject.elements("head"):
        heads.setdefault(head.getparent(), head)
    told: set[Element] = set()
    headed: dict[tuple[object, ...], bool] = {}
    for inner, head in heads.items():
        between = inner.getparent() if inner is not None and is_element(inner, *DIVISIONS) else None
        if between is None or between in heads or between in told or not is_element(between, *DIVISIONS):
            continue
        outer = between.getparent()
        is_piece = between.get("prev") or between.get("part")
        if outer is None or is_piece or outer not in heads or not is_element(outer, *DIVISIONS):
            continue
        sort = (outer, between.tag, between.get("type"))
        if sort not in headed:
            headed[sort] = any(peer in heads for peer in _peers(between, outer))
        if headed[sort]:
            told.add(between)
            text = f"no heading stands between “{_excerpt(heads[outer])}” and “{_excerpt(head)}”, two levels below."
            yield Finding("HEAD-LEVEL", between, text, "Restore the heading of this division, or end it earlier.")


def _peers(node: Element, parent: Element) -> Iterator[Element]:
    return (child for child in parent if child.tag == node.tag and child.get("type") == node.get("type"))


def unattributed_quotations(subject: Subject) -> Iterator[Finding]:
    """A `cit`, which joins a quotation to its source, without a source; those of dictionaries have none."""
    named = ("bibl", "biblStruct", "biblFull", "listBibl", "ref", "ptr", "msDesc", "author", "title")
    for cit in subject.elements("cit"):
        if len(cit) == 0 or cit.get("type") or cit.get("source") or any(is_element(child, *named) for child in cit):
            continue
        if next(find_all(cit, *named), None) is not None:
            continue
        if next(cit.iterancestors("{*}entry", "{*}entryFree"), None) is None:
            text = "this quotation has no source beside it."
            yield Finding("CIT-WITHOUT-SOURCE", cit, text, "Add <bibl> or <ref>, or leave <quote> without <cit>.")


def speeches_without_speaker(subject: Subject) -> Iterator[Finding]:
    """A speech of which neither words nor @who say who speaks; one that goes on, or stands in a group, is let be."""
    for speech in subject.elements("sp"):
        settled = any(speech.get(name) for name in ("who", "prev", "part"))
        speakers = [child for child in speech if is_element(child, "speaker")]
        if settled or any(map(is_shown, speakers)) or next(speech.iterancestors("{*}spGrp"), None) is not None:
            continue
        text = "the speaker of this speech has no words." if speakers else "nothing says who speaks here."
        yield Finding("SPEECH-WITHOUT-SPEAKER", speech, text, "Add <speaker>, or @who with the id of the role.")


def gaps_without_reason(subject: Subject) -> Iterator[Finding]:
    """A gap of which the reader does not learn why words are missing."""
    for gap in subject.elements("gap"):
        if not gap.get("reason") and not is_shown(gap):
            text = "this gap does not say why words are missing."
            yield Finding("GAP-WITHOUT-REASON", gap, text, "Add @reason, such as “illegible” or “not-in-source”.")


def pictures_without_words(subject: Subject) -> Iterator[Finding]:
    """A picture in the text with neither description nor caption."""
    for graphic in subject.elements("graphic"):
        figure = graphic.getparent()
        if figure is None or is_shown(graphic) or next(graphic.iterancestors("{*}text"), None) is None:
            continue
        if not any(is_element(child) and child is not graphic and is_shown(child) for child in figure):
            text = "this picture has no words: who cannot see it learns nothing of it."
            yield Finding("FIGURE-WITHOUT-WORDS", graphic, text, "Say in <figDesc> what it shows.")
