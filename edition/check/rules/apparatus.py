"""The apparatus: each reading of a witness, each witness with a reading, no reading twice."""

from collections.abc import Iterator, Sequence

from edition.check.finding import Finding
from edition.check.subject import Subject
from edition.tree import NAMESPACES, Element, folded, is_element, pieces, pointers, same_content, text_of, xml_id

READINGS = ("lem", "rdg")
GROUPS = ("rdgGrp", "lemGrp")
BESIDE = ("note", "noteGrp", "wit", "witDetail")
WITNESSING = ("wit", "resp", "source", "hand", "cause")
LAYERS = ("type", "subtype", "hand", "varSeq", "cause", "resp")
CITING = ("wit", "source", "edRef", "decls", "corresp", "target", "sameAs")
TRANSPOSED = ("exclude", "require", "sameAs", "copyOf")
MOSTLY = 5
EXCERPT = 40


def readings(app: Element) -> list[Element]:
    """The lemma and the readings of one place, those of groups too, in order; not those of an apparatus inside one."""
    found: list[Element] = []
    for child in app:
        if is_element(child, *READINGS):
            found.append(child)
        elif is_element(child, *GROUPS):
            found += readings(child)
    return found


def lone_readings(subject: Subject) -> Iterator[Finding]:
    """A place of variance with one reading, and one in the text without a lemma where others have theirs.

    A lemma that is alone is not told of here: the schema asks for a reading beside it.
    """
    has_lemmas = any(True for _ in subject.elements("lem"))
    for app in subject.elements("app"):
        found = readings(app)
        is_alone = len(found) == 1 and is_element(found[0], "rdg") and not any(map(found[0].get, TRANSPOSED))
        if is_alone and not any(is_element(each, *BESIDE) for each in app.iter("{*}*")):
            text = f"the only reading of this place is {_excerpt(found[0])}."
            yield Finding("APP-ONE-READING", app, text, "Add what the other witnesses have, or remove <app>.")
        elif len(found) > 1 and has_lemmas and _is_in_text(app) and not any(is_element(each, "lem") for each in found):
            text = (
                f"none of the {len(found)} readings of this place is the lemma: the text has no word here of its own."
            )
            yield Finding("LEMMA-MISSING", app, text, "Make the reading of the edited text a <lem>.")


def _is_in_text(node: Element) -> bool:
    return next(node.iterancestors("{*}text"), None) is not None


def unwitnessed_readings(subject: Subject) -> Iterator[Finding]:
    """A reading of which nothing says who has it."""
    for reading in subject.elements("rdg"):
        group = reading.getparent()
        if any(reading.get(name) for name in WITNESSING) or next(reading.iterchildren("{*}wit"), None) is not None:
            continue
        follower = reading.getnext()
        if follower is not None and is_element(follower, "wit", "witDetail"):
            continue
        if group is None or not (is_element(group, *GROUPS) and any(group.get(name) for name in WITNESSING)):
            text = f"nothing says who has {_excerpt(reading)} here."
            yield Finding("READING-WITHOUT-WITNESS", reading, text, "Add @wit, or @resp for a conjecture.")


def repeated_readings(subject: Subject) -> Iterator[Finding]:
    """Two readings of one place with the same words; a witness that has two of them. Layers of one witness may."""
    for app in subject.elements("app"):
        plain = [reading for reading in readings(app) if not any(reading.get(name) for name in LAYERS)]
        seen: dict[str, Element] = {}
        for reading in plain:
            for witness in dict.fromkeys(pointers(reading.get("wit"))):
                if witness in seen:
                    text = f"the witness “{witness}” has {_excerpt(seen[witness])} and {_excerpt(reading)} here."
                    remedy = "Correct one @wit; two layers of one witness have @type or @hand."
                    yield Finding("WITNESS-TWICE", reading, text, remedy, "wit")
                seen.setdefault(witness, reading)
        wordings: dict[str, Element] = {}
        for reading in (each for each in plain if each.get("wit")):
            first = wordings.setdefault(text_of(reading), reading)
            if first is not reading and same_content(first, reading):
                text = f"two readings of this place are the same, {_excerpt(reading)}."
                yield Finding("READING-TWICE", reading, text, "Correct one, or join their witnesses in one @wit.")
                break


def mixed_with_choices(subject: Subject) -> Iterator[Finding]:
    """A correction that is the whole of a reading, or variants that are the whole of a half of one."""
    if next(subject.elements("app"), None) is None:
        return
    for choice in subject.elements("choice"):
        parent = choice.getparent()
        if parent is None or not any(is_element(child, "sic", "orig") for child in choice):
            continue
        inner = next((app for child in choice if (app := _only(child, "app")) is not None), None)
        if is_element(parent, *READINGS) and _only(parent, "choice") is choice:
            text = f"all of this reading is a choice, {_excerpt(choice[-1])}: variant and correction are mixed."
        elif inner is not None:
            text = f"a correction holds nothing but variants, {_excerpt(inner[0])}: variant and correction are mixed."
        else:
            continue
        remedy = "Give each wording a reading of its own; the correction is the lemma, with @resp."
        yield Finding("APP-AND-CHOICE", choice, text, remedy)


def _only(node: Element, name: str) -> Element | None:
    """The element of this name that is all that `node` holds; None where there is more, or another."""
    held = [piece for piece in pieces(node) if not isinstance(piece, str) or not piece.isspace()]
    only = held[0] if len(held) == 1 else None
    return only if only is not None and not isinstance(only, str) and is_element(only, name) else None


def unused_witnesses(subject: Subject) -> Iterator[Finding]:
    """A witness that nothing cites, in an apparatus where each lemma names its witnesses, and all names are known."""
    apps = list(subject.elements("app"))
    witnesses = [(identifier, node) for node in subject.elements("witness") if (identifier := xml_id(node))]
    citing = subject.by_attribute.get("wit", ())
    listed = {f"#{xml_id(node)}" for node in subject.elements("witness", "listWit")}
    is_whole = all(listed.issuperset(node.get("wit", "").split()) for node in citing)
    if not apps or not citing or not is_whole or not _is_positive(apps):
        return
    pointing = ((node, name) for name in CITING for node in subject.by_attribute.get(name, ()))
    cited = {part for node, attribute in pointing for part in node.get(attribute, "").split()}
    for identifier, node in witnesses:
        inner = {f"#{xml_id(part)}" for part in node.iter("{*}*")}
        outer = {f"#{xml_id(above)}" for above in node.iterancestors("{*}listWit", "{*}witness")}
        if cited.isdisjoint(inner | outer):
            text = f"no reading cites the witness “{identifier}”."
            yield Finding("WITNESS-UNUSED", node, text, "Add its readings, or remove it from the list.")


def _is_positive(apps: Sequence[Element]) -> bool:
    """Whether every lemma names its witnesses, so that one that is not named has no reading."""
    lemmas = [each for app in apps for each in readings(app) if is_element(each, "lem")]
    return all(lemma.get("wit") or lemma.get("resp") for lemma in lemmas)


def silent_witnesses(subject: Subject) -> Iterator[Finding]:
    """A place at which some witness has no reading, where nearly all places give one to each of them."""
    apps = list(subject.elements("app"))
    listed = [identifier for node in subject.elements("witness") if (identifier := xml_id(node))]
    if len(listed) < 2 or not _is_positive(apps) or next(subject.elements("lacunaStart", "witStart"), None) is not None:
        return
    missing: list[tuple[Element, list[str]]] = []
    for app in apps:
        lost = _unheard(app, listed)
        missing += [(app, lost)] if lost else []
        if len(missing) * MOSTLY > len(apps):
            return
    for app, lost in missing:
        names = " and ".join(f"“{each}”" for each in lost[:MOSTLY])
        text = f"no reading of this place is of the witness{'es' if len(lost) > 1 else ''} {names}."
        yield Finding("WITNESS-SILENT", app, text, "Add its reading, or a reading that says it has none.")


def _unheard(app: Element, listed: Sequence[str]) -> list[str]:
    """The witnesses that no reading of `app` cites; none inside another apparatus, which speaks of some only."""
    if next(app.iterancestors("{*}app"), None) is not None:
        return []
    cited = {each for node in app.iter("{*}*") for each in pointers(node.get("wit"))}
    return [each for each in listed if each not in cited] if len(cited) != len(listed) and cited <= {*listed} else []


def undeclared_method(subject: Subject) -> Iterator[Finding]:
    """An apparatus of which the header does not say how it is encoded."""
    first = next(subject.elements("app"), None)
    if first is not None and subject.tree.find(".//tei:variantEncoding", NAMESPACES) is None:
        text = "the header does not say how the variants are encoded."
        yield Finding("APP-WITHOUT-METHOD", first, text, "Add <variantEncoding> to <encodingDesc>.")


def _excerpt(node: Element) -> str:
    """The beginning of the words of `node` in quotation marks."""
    words = folded(text_of(node))
    shown = words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"
    return f"“{shown}”" if shown else "no words"
