"""The entries of the apparatus in words, as every output lists them."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from edition.apparatus import Emendation, Surroundings, Unattributed, Variant
from edition.tree import is_element
from edition.writers.rendering import Rendering

Entries = list[tuple[Surroundings, str]]


class Parts(NamedTuple):
    """The parts of an entry: the reading shown, those of others with their sigla, and class and hand in words."""

    lemma: str
    others: str
    told: tuple[str, ...] = ()


_listed: WeakKeyDictionary[Rendering, dict[str, Entries]] = WeakKeyDictionary()


def entries(says: Rendering) -> dict[str, Entries]:
    """The lists of variants, emendations and words of unknown hand by name: pairs of a place and an entry, in order."""
    if says in _listed:
        return _listed[says]
    view = says.apparatus
    _listed[says] = found = {
        "variants": [(entry.at, variant(says, entry)) for entry in view.variants],
        "emendations": [(entry.at, emendation(says, entry)) for entry in view.emendations],
        "unattributed": questions(says),
    }
    return found


def emendation(says: Rendering, entry: Emendation) -> str:
    """`understood] under-stood (= transcription, Eds.)`: the reading shown, the source's, class and hand."""
    lemma, found, told = emendation_parts(says, entry)
    return f"{lemma}] {found}" + (f" (= {', '.join(told)})" if told else "")


def emendation_parts(says: Rendering, entry: Emendation) -> Parts:
    """The parts of an emendation's entry.

    Where one of the two readings is empty the word before stands with them: `a] a.`, `in] add. the`, `it in] in om.`
    """
    sic, corr, is_break = entry.sic, entry.corr, is_element(entry.element, "milestone")
    before = entry.before if is_break or not (sic and corr) else ""
    if is_break:
        shown, found = before, says.words(f"apparatus.paragraph_{'begun' if corr else 'joined'}")
    elif sic and corr:
        shown, found = corr, sic
    elif before and not before.endswith(" "):
        shown, found = before + corr, before + sic
    elif corr:
        shown, found = before + corr, f"{corr} {says.words('apparatus.omitted')}"
    else:
        shown, found = before, f"{says.words('apparatus.added')} {sic}"
    return Parts(_lemma(says, shown), found, _class(says, entry))


def _lemma(says: Rendering, words: str) -> str:
    return words.strip() or says.words("apparatus.beginning")


def _class(says: Rendering, entry: Emendation) -> tuple[str, ...]:
    keys = [f"apparatus.{entry.type}", f"apparatus.cert_{entry.cert}"]
    parts = [says.words(key) for key in keys if key in says.words]
    parts += [says.signed(entry.hand)] if entry.hand else []
    return tuple(part for part in parts if part)


def variant(says: Rendering, entry: Variant) -> str:
    """`was] P; were R`: lemma and witnesses, then each other reading and its witnesses."""
    lemma, others, _ = variant_parts(says, entry)
    return f"{lemma}] {others}"


def variant_parts(says: Rendering, entry: Variant) -> Parts:
    """The parts of a variant's entry.

    Where the lemma is empty the word before stands for it: `moor] P; add. all R`.
    """
    read = [f"{words} {sigla}".strip() for words, sigla in variant_readings(says, entry)]
    return Parts(_lemma(says, entry.lemma or entry.before), says.joined(read))


def variant_readings(says: Rendering, entry: Variant) -> list[tuple[str, str]]:
    """Pairs (words, sigla): first those of the lemma, without words, then each other reading."""
    added = "" if entry.lemma else f"{says.words('apparatus.added')} "
    omitted = says.words("apparatus.omitted")
    others = [(added + words if words else omitted, " ".join(wit)) for words, wit in entry.readings]
    return [("", " ".join(entry.witnesses)), *others]


def questions(says: Rendering) -> Entries:
    """Words of an unknown hand; without the notes where the legend says it of all of them."""
    view = says.apparatus
    told = {note.id for series in view.series if says.is_all_unknown(series) for note in series.notes}
    found = [(entry, view.by_element.get(entry.element)) for entry in view.unattributed]
    return [(entry.at, question(says, entry)) for entry, note in found if note is None or note.id not in told]


def question(says: Rendering, entry: Unattributed) -> str:
    """`[words]: author or translator?`: words of an unknown hand and who may have written them.

    `[words]: hand unknown` where the header does not name two who may.
    """
    note = says.apparatus.by_element.get(entry.element)
    words = entry.words
    if note is not None:
        short = " ".join(words.split()[:8]) + (" …" if len(words.split()) > 8 else "")
        words = says.words("apparatus.note_words", mark=note.mark, words=short)
    hands = _candidates(says)
    if len(hands) < 2:
        return says.words("apparatus.hand_unknown", words=words)
    return says.words("apparatus.question", words=words, hands=says.words.listed(hands, "apparatus.or"))


def _candidates(says: Rendering) -> list[str]:
    facts = says.apparatus.header
    found = [says.words("role.author")] if facts.of_kind("author") else []
    translators = {hand.name for hand in facts.of_kind("translation")}
    found += [says.words("role.translator")] if translators else []
    others = [hand.name for hand in facts.of_kind("notes") if hand.name not in translators]
    return list(dict.fromkeys([*found, *others]))
