"""What keeps a file from being XML at all, in words: libxml2 says it in its own (XML 1.0, §2.1)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

PLACE = re.compile(r",? line \d+, column \d+$")


class Said(NamedTuple):
    """What is wrong and what to do; `begins` are the characters at which the fault begins, before libxml2's place."""

    text: str
    remedy: str
    begins: str = ""


SAYINGS: Mapping[str, Said] = {
    r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)": Said(
        "</{2}> closes the <{0}> of line {1}.", "Close <{0}> first, or correct one of the two names.", "</"
    ),
    r"Premature end of data in tag (\S+) line (\d+)": Said(
        "the file ends, and the <{0}> of line {1} is still open.", "Close it, or restore what was cut off."
    ),
    r"Entity '(\S+)' not defined": Said(
        "XML does not know the character &{0};.", "Write the character itself, or its number such as &#160;.", "&"
    ),
    r"(?:xmlParseEntityRef: no name|EntityRef: expecting ';')": Said(
        "an “&” stands for itself.", "Write &amp; in its place.", "&"
    ),
    r"StartTag: invalid element name": Said("a “<” begins no element.", "Write &lt; where it is a sign.", "<"),
    r"Unescaped '<' not allowed in attributes values": Said(
        "an attribute's value has a “<” in it, or its quotation mark is not closed.",
        "Close the quotation mark; a “<” in a value is written &lt;.",
    ),
    r"Attribute (\S+) redefined": Said("the attribute {0} is given twice.", "Remove one of the two."),
    r"AttValue: \" or ' expected": Said("an attribute's value has no quotation marks.", 'Write it so: n="1".'),
    r"AttValue: ['\"] expected": Said("an attribute's value is not closed.", "Close the quotation mark."),
    r"(?:Invalid bytes in character encoding|Input is not proper UTF-8.*)": Said(
        "the bytes here are none of the encoding that the file says it has.", "Save the file as UTF-8."
    ),
    r"Unsupported encoding:? ?(\S+)": Said("the encoding {0} is not read.", "Save the file as UTF-8."),
    r"attributes construct error": Said("no space stands between two attributes.", "Put one between them."),
    r"Specification mandates value for attribute (\S+)": Said(
        "the attribute {0} has no value.", 'Give it one, such as {0}="1", or remove it.'
    ),
    r"Namespace prefix (\S+)(?: for \S+)? on (\S+) is not defined": Said(
        "the prefix “{0}” of {1} is declared nowhere.", 'Declare it on the root, as xmlns:{0}="…", or remove it.', "<"
    ),
    r"Double hyphen within comment.*": Said("a comment has “--” in it.", "Write one hyphen, or a dash."),
    r"Comment not terminated.*": Said("a comment is not closed.", "End it with -->.", "<!--"),
    r"Extra content at the end of the document": Said(
        "something follows the end of the root element.", "A document has one root; put it inside, or remove it."
    ),
    r"Start tag expected, '<' not found": Said("the file does not begin with an element.", "Give an XML file."),
    r"(?:PCDATA invalid Char value|xmlParseCharRef: invalid xmlChar value|.*invalid Char.*) ?(\d*)": Said(
        "a control character stands here, which XML does not allow.", "Remove it."
    ),
    r"Sequence '\]\]>' not allowed in content": Said("“]]>” stands in the text.", "Write ]]&gt; in its place."),
    r"XML declaration allowed only at the start of the document": Said(
        "something stands before the XML declaration.", "Remove the blanks and lines before <?xml."
    ),
    r"CData section not finished.*": Said("a CDATA section is not closed.", "End it with ]]>.", "<![CDATA["),
    r"Couldn't find end of Start Tag (\S+) line (\d+).*": Said(
        "the tag <{0} of line {1} is not closed.", "End it with >."
    ),
    r"expected '>'": Said("a tag is not closed.", "End it with >."),
}


def explained(message: str) -> Said:
    """What libxml2 says, as an editor reads it; what we have no words for stays in libxml2's own."""
    said = PLACE.sub("", message)
    for pattern, words in SAYINGS.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return Said(words.text.format(*found.groups()), words.remedy.format(*found.groups()), words.begins)
    return Said(f"{said}.", "Correct the mark-up here.")


def begun(text: bytes, place: tuple[int, int], begins: str) -> tuple[int, int]:
    """Where the fault begins: at the last `begins` before `place` in its line, a pair (line, column) from 1."""
    line, column = place
    lines = text.split(b"\n", line)[line - 1 : line] if begins else []
    before = b"".join(lines).decode(errors="replace")[:column]
    found = before.rfind(begins, 0, max(column, 1)) if begins else -1
    return (line, found + 1) if found >= 0 else place
