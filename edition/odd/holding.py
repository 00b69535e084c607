"""What an element can hold at all, whatever the order: for messages that name what is allowed."""

from edition.odd.model import Alternate, ClassRef, Content, ElementRef, MacroRef, Odd, Repeat, Sequence, Text


def holdable(odd: Odd, content: Content) -> tuple[str, ...]:
    """The names of the elements that occur anywhere in `content`, each once, in its order."""
    found = [name for leaf in _leaves(odd, content) for name in _elements(odd, leaf)]
    return tuple(dict.fromkeys(found))


def holds_text(odd: Odd, content: Content) -> bool:
    """Whether characters may stand somewhere in `content`."""
    return any(isinstance(leaf, Text) for leaf in _leaves(odd, content))


def _elements(odd: Odd, leaf: Content) -> tuple[str, ...]:
    if isinstance(leaf, ClassRef):
        return odd.all_members(leaf.key)
    return (leaf.key,) if isinstance(leaf, ElementRef) else ()


def _leaves(odd: Odd, content: Content) -> tuple[Content, ...]:
    if isinstance(content, MacroRef):
        return _leaves(odd, odd.macros[content.key].content)
    if isinstance(content, Repeat):
        return _leaves(odd, content.part)
    if isinstance(content, Sequence | Alternate):
        return tuple(leaf for part in content.parts for leaf in _leaves(odd, part))
    return (content,)
