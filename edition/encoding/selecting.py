"""Selectors: where in the copy-text the words of a decision stand, found once or not at all."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.decisions import Decision, Selector
from edition.encoding.copytext import CopyText
from edition.encoding.labels import Item, Ranges
from edition.errors import SettingsError
from edition.report import Message
from edition.tree import folded

Range = tuple[int, int]


@dataclass(frozen=True)
class Search:
    """The copy-text as selectors see it: runs of white space as one space, the ranges `hidden` (marks) left out."""

    copy: CopyText
    hidden: Ranges
    items: Sequence[Item] = ()

    def find(self, selector: Selector, decision: Decision, within: Range | None = None) -> Range:
        """The offsets that `selector` selects; a point has two equal ones.

        Raises `SettingsError` with the line of `decision` and the nearest candidates where there is no such place,
        or more than one.
        """
        if not (selector.exact or selector.before or selector.after):
            item = self.item(selector.note, decision)
            return item.label_end, item.blocks[-1].end if item.blocks else item.end
        scope = within or self._scope(selector, decision)
        hits = self._hits(selector, scope)
        if len(hits) != 1:
            raise self._fault(selector, decision, scope, hits)
        return hits[0]

    def find_next(self, words: Selector | str, decision: Decision, within: Range) -> Range:
        """The first place of `words` inside `within`; raises as `find` does."""
        selector = Selector(exact=words) if isinstance(words, str) else words
        hits = self._hits(selector, within)
        if not hits:
            raise self._fault(selector, decision, within, hits)
        return hits[0]

    def item(self, label: str, decision: Decision) -> Item:
        """The note printed as `label`; raises `SettingsError` where there is none, or more than one."""
        found = [item for item in self.items if item.label == label]
        if len(found) == 1:
            return found[0]
        said = f"{len(found)} notes are" if found else "no note is"
        known = ", ".join(dict.fromkeys(item.label for item in self.items)) or "none"
        remedy = "Select words of it." if found else f"Known: {known}."
        raise fault(decision, f"{said} printed as “{label}”.", remedy)

    def around(self, start: int, end: int, wide: int) -> tuple[str, str, str]:
        """The words before, from and after these offsets as selectors see them, `wide` characters at each side."""
        words, starts, _ = self._folded
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return words[max(0, first - wide) : first], words[first:last], words[last : last + wide]

    def is_unique(self, words: str) -> bool:
        """Whether `words` stand just once in the text as selectors see it."""
        text = self._folded[0]
        first = text.find(words) if words else -1
        return first >= 0 and text.find(words, first + 1) < 0

    def _scope(self, selector: Selector, decision: Decision) -> Range:
        if selector.note:
            item = self.item(selector.note, decision)
            return item.start, item.end
        if selector.source:
            for part in self.copy.parts:
                if part.source.file == selector.source:
                    return part.start, part.end
            raise fault(decision, f"there is no source “{selector.source}”.", "Name a file of edition.toml.")
        return 0, len(self.copy.text)

    def _hits(self, selector: Selector, scope: Range) -> list[Range]:
        words, starts, ends = self._folded
        first, last = bisect_left(starts, scope[0]), bisect_left(starts, scope[1])
        beside = max(0, first - len(selector.prefix)), last + len(selector.suffix)
        hits = []
        for match in re.compile(f"(?={self._pattern(selector)})").finditer(words, *beside):
            begin, end = match.span("at")
            if begin < first or end > last:
                continue
            if selector.exact:
                hits.append((starts[begin], ends[end - 1]))
            else:
                point = ends[begin - 1] if selector.before else starts[begin]
                hits.append((point, point))
        return hits

    @staticmethod
    def _pattern(selector: Selector) -> str:
        def plain(words: str) -> str:
            """`words` as a pattern, white space folded."""
            return re.escape(re.sub(r"\s+", " ", words))

        if selector.exact:
            return f"{plain(selector.prefix)}(?P<at>{plain(selector.exact)}){plain(selector.suffix)}"
        gap = "" if selector.before[-1:].isspace() or selector.after[:1].isspace() else " ?"
        return f"{plain(selector.before)}(?P<at>){gap}{plain(selector.after)}"

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[int]]:
        """The folded text, and for each of its characters the start and the end of what it stands for."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for start, end in (*self.hidden, (len(self.copy.text), len(self.copy.text))):
            for run in re.finditer(r"\s+|\S+", self.copy.text[position:start]):
                _fold(run, position, words, starts, ends)
            position = max(position, end)
        return "".join(words), starts, ends

    def _fault(self, selector: Selector, decision: Decision, scope: Range, hits: Sequence[Range]) -> SettingsError:
        sought = selector.exact or f"{selector.before}|{selector.after}"
        if hits:
            lines = ", ".join(str(self.copy.place(start)[1]) for start, _ in hits[:5])
            return fault(
                decision, f"“{sought}” stands {len(hits)} times in the source (lines {lines}).",
                "Add prefix or suffix, or name the note.",
            )  # fmt: skip
        near = self._nearest(folded(sought.replace("|", "")), scope)
        remedy = f"Nearest: {near}." if near else "Copy the words from the source."
        return fault(decision, f"“{sought}” is not in the source.", remedy)

    def _nearest(self, sought: str, scope: Range) -> str:
        """Up to three passages that look like `sought`, each with its line."""
        words, starts, _ = self._folded
        first, last = bisect_left(starts, scope[0]), bisect_left(starts, scope[1])
        tokens = [(match[0], match.start()) for match in re.finditer(r"\S+", words[first:last])]
        wide = len(sought.split())
        wanted = set(sought.lower().split())
        scored = []
        for number in range(max(1, len(tokens) - wide + 1)):
            window = tokens[number : number + wide]
            shared = sum(token.lower() in wanted for token, _ in window)
            if shared or wide == 1:
                passage = " ".join(token for token, _ in window)
                scored.append((shared, -number, passage, window[0][1]))
        best = sorted(scored, reverse=True)[:40] if wide > 1 else scored
        close = difflib.get_close_matches(sought, dict.fromkeys(passage for _, _, passage, _ in best), 3, 0.7)
        lines = {
            passage: self.copy.place(starts[first + offset])[1] for _, _, passage, offset in best if passage in close
        }
        return "; ".join(f"“{passage}” (line {lines[passage]})" for passage in close)


def origin_of(decision: Decision) -> str:
    """How messages name what came of `decision`."""
    return f"decision {decision.id or decision.name} ({decision.path}:{decision.line})"


def fault(decision: Decision, text: str, remedy: str, code: str = "E118") -> SettingsError:
    """The error for `decision`, with its place in its file."""
    name = f"decision {decision.id}" if decision.id else f"the decision “{decision.name}”"
    return SettingsError(Message(code, f"{name}: {text}", remedy, path=decision.path, line=decision.line))


def _fold(run: re.Match[str], base: int, words: list[str], starts: list[int], ends: list[int]) -> None:
    first, last = run.start() + base, run.end() + base
    if run[0].isspace():
        if words and words[-1] == " ":
            ends[-1] = last
            return
        words.append(" ")
        starts.append(first)
        ends.append(last)
        return
    words.extend(run[0])
    starts.extend(range(first, last))
    ends.extend(range(first + 1, last + 1))
