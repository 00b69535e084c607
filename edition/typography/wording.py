"""Words that a line end has broken, that stand twice, or that a scanner has misread."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.typography.passage import FEW, Passage, Slip
from edition.typography.vocabulary import Vocabulary

LETTER = r"[^\W\d_]"
WORD = rf"{LETTER}{{2,}}"
SOFT_HYPHEN = "\u00ad"
BROKEN = re.compile(rf"[-\u00ad¬‐](?:[ \t\n]+|(?<=[\u00ad¬])[ \t\n]*)(?={LETTER})")
INSIDE = re.compile(rf"[-‐](?<={LETTER}{LETTER}.)(?={WORD})")
BEFORE, AFTER = re.compile(rf"(?<![-\w´])({LETTER}+)$"), re.compile(rf"({LETTER}+)(?![-\w´])")
SUSPENDED = ("and", "or", "to", "und", "oder", "bis", "et", "ou", "en", "of", "y", "e", "i", "och", "og")
PREFIXES = (
    "re", "co", "pre", "non", "anti", "ex", "un", "in", "sub", "semi", "over", "under", "de", "dis", "mis", "inter",
    "pro", "self", "vice", "extra", "ultra", "quasi", "neo", "auto", "counter", "cross", "out", "up", "by", "bi",
    "tri", "multi", "post", "super", "fore", "mid", "wieder", "mit", "vor", "nach",
)  # fmt: skip
OLD_COMPOUNDS = ("day", "night", "morrow")
LONGEST = 40
SYLLABLES = 10

TWICE = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the a an of and to with from by was were be been it they them their our your my or but which these not "
        "have has are we he she at into upon than then when if",
        "de": "und oder von vom zum zur im ein eine einen einem einer mit bei für ist nicht auch ich wir",
        "fr": "de les des du et à un une dans par pour sur avec est ce cette au aux qui ne son sa ou",
        "nl": "de een en van voor met bij naar is niet ook wij op aan door tot",
    }.items()
}
MISREAD = {
    "en": {"tbe": "the", "tlie": "the", "thc": "the", "aud": "and", "tbat": "that", "tliat": "that",
           "tbis": "this", "wbich": "which", "whicli": "which", "witb": "with", "witli": "with", "bave": "have",
           "liave": "have", "wliich": "which", "tbey": "they", "tliey": "they", "tbere": "there", "wben": "when",
           "liis": "his", "tbeir": "their", "sucb": "such", "mucb": "much", "ofthe": "of the", "inthe": "in the",
           "tothe": "to the", "andthe": "and the", "tbese": "these", "tban": "than", "frorn": "from"},
    "de": {"nnd": "und", "uud": "und", "uicht": "nicht", "nieht": "nicht", "anch": "auch", "sieh": "sich",
           "dnrch": "durch", "znr": "zur", "anf": "auf", "nns": "uns", "eiue": "eine"},
    "fr": {"daus": "dans", "uue": "une", "ponr": "pour", "qne": "que", "plns": "plus", "noüs": "nous"},
    "nl": {"eeu": "een", "vau": "van", "eu": "en", "bet": "het", "zieh": "zich", "uiet": "niet"},
}  # fmt: skip
OFTENER = 40


def hyphens_left(passages: Sequence[Passage], known: Vocabulary) -> Iterator[Slip]:
    """A hyphen that a line end has left in a word, where the text has the whole word elsewhere.

    With white space after it, the word with a hyphen may be the right one; without, one half is no word of the text.
    A passage with very many of them divides syllables, as songs do.
    """
    for number, passage in enumerate(passages):
        for hit in BROKEN.finditer(passage.text):
            yield from _broken(number, passage.text, hit, known)
        inside = list(INSIDE.finditer(passage.text))
        if len(inside) * SYLLABLES <= max(FEW * SYLLABLES, passage.text.count(" ")):
            for hit in inside:
                yield from _inside(number, passage.text, hit, known)


def _broken(number: int, text: str, hit: re.Match[str], known: Vocabulary) -> Iterator[Slip]:
    halves = _halves(text, hit)
    if halves is None or halves[1] in SUSPENDED or not halves[1].islower():
        return
    joined, hyphened = "".join(halves), "-".join(halves)
    right = joined if known.count(joined) >= known.count(hyphened) else hyphened
    if known.count(right):
        start, end = hit.start() - len(halves[0]), hit.end() + len(halves[1])
        shown = f"{halves[0]}{hit[0].strip().replace(SOFT_HYPHEN, '-')} {halves[1]}"
        says = f"“{shown}” seems to be broken by a line end: “{right}” stands elsewhere."
        yield Slip("HYPHEN-LINE-END", number, start, end, says, right)


def _inside(number: int, text: str, hit: re.Match[str], known: Vocabulary) -> Iterator[Slip]:
    halves = _halves(text, hit)
    if halves is None or not halves[1].islower() or halves[0].lower() in PREFIXES or halves[1] in OLD_COMPOUNDS:
        return
    joined, hyphened = "".join(halves), "-".join(halves)
    is_no_compound = not known.count(halves[0]) or not known.count(halves[1])
    if is_no_compound and known.count(joined) and known.count(hyphened) < 2:
        start, end = hit.start() - len(halves[0]), hit.end() + len(halves[1])
        says = f"“{hyphened}” seems to keep the hyphen of a line end: “{joined}” stands elsewhere."
        yield Slip("HYPHEN-LINE-END", number, start, end, says, joined)


def _halves(text: str, hit: re.Match[str]) -> tuple[str, str] | None:
    before = BEFORE.search(text[max(0, hit.start() - LONGEST) : hit.start()])
    after = AFTER.match(text, hit.end())
    return (before[1], after[1]) if before and after else None


def doubled_words(passages: Sequence[Passage]) -> Iterator[Slip]:
    """A word such as “the” that stands twice; other words may, and those in which it makes sense do too."""
    for number, passage in enumerate(passages):
        words = passage.text.split()
        twice = TWICE.get(passage.language)
        if twice and any(one == two and one in twice for one, two in pairwise(words)):
            yield from _doubled(number, passage, {*twice} & {*words})


def _doubled(number: int, passage: Passage, words: set[str]) -> Iterator[Slip]:
    """Where one of `words` stands twice; the first of the two may have a capital."""
    for hit in re.finditer(rf"(?<!\S)({'|'.join(words)})\s+(\1)(?!\S)", passage.text):
        if not passage.is_foreign(hit.start()):
            yield Slip("DOUBLE-WORD", number, *hit.span(), f"“{hit[1]}” stands twice.", hit[1])


def misread_words(passages: Sequence[Passage], known: Vocabulary) -> Iterator[Slip]:
    """A word that scanners make of a common one, in a text that has the common one far more often."""
    for language in {passage.language for passage in passages} & MISREAD.keys():
        for wrong, right in MISREAD[language].items():
            if 0 < known.count(wrong) * OFTENER <= known.count(right.split()[0]):
                yield from _misread(passages, language, wrong, right)


def _misread(passages: Sequence[Passage], language: str, wrong: str, right: str) -> Iterator[Slip]:
    pattern = re.compile(rf"(?<![-\w]){wrong}(?![-\w])")
    for number, passage in enumerate(passages):
        if passage.language != language or wrong not in passage.text:
            continue
        for hit in pattern.finditer(passage.text):
            if not passage.is_foreign(hit.start()):
                yield Slip("MISREAD-WORD", number, *hit.span(), f"“{wrong}” looks like a misread “{right}”.", right)
