"""Datatypes: what is a value and what is not, as jing has it."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree
from relaxng_cases import HEAD

from edition.relaxng import is_valid, read_schema

DATA = Path(__file__).resolve().parent / "datatypes.txt"
MOST_SECONDS = 1.0


def rows() -> list[tuple[str, str, bool]]:
    """Triples (pattern, value, whether it is one) of all lines of the table."""
    found = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("<"):
            pattern = line
        elif line:
            values = [value.encode().decode("unicode_escape") for value in line[2:].split("|")]
            found += [(pattern, value, line[0] == "+") for value in values]
    return found


def schema(pattern: str) -> bytes:
    return f'<element name="r" {HEAD}><attribute name="x">{pattern}</attribute></element>'.encode()


def document(value: str) -> str:
    """A document with the value as it stands, white space kept."""
    escapes = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
    return f'<r xmlns:p="urn:p" x={quoteattr(value, escapes)}/>'


@pytest.mark.parametrize(("pattern", "value", "is_good"), rows())
def test_a_value_is_one_or_is_none(pattern: str, value: str, is_good: bool) -> None:
    assert is_valid(read_schema(schema(pattern), "schema.rng"), etree.fromstring(document(value))) is is_good


def test_jing_accepts_the_same_values(outside_tool: Callable[[str], str], tmp_path: Path) -> None:
    patterns = list(dict.fromkeys(row[0] for row in rows()))
    elements = [
        f'<element name="v{number}"><attribute name="x">{pattern}</attribute></element>'
        for number, pattern in enumerate(patterns)
    ]
    (tmp_path / "all.rng").write_text(
        f'<element name="all" {HEAD}><zeroOrMore><choice>{"".join(elements)}</choice></zeroOrMore></element>',
        encoding="utf-8",
    )
    lines = [document(value).replace("<r ", f"<v{patterns.index(pattern)} ") for pattern, value, _ in rows()]
    (tmp_path / "all.xml").write_text("<all>\n" + "\n".join(lines) + "\n</all>", encoding="utf-8")
    command = [outside_tool("jing"), "-i", tmp_path / "all.rng", tmp_path / "all.xml"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {int(line.split(".xml:")[1].split(":")[0]) - 2 for line in run.stdout.splitlines()}
    assert [row for number, row in enumerate(rows()) if (number not in refused) is not row[2]] == []


HOSTILE = (
    ("(a+)+b", "a" * 20_000),
    ("(a|a)*b", "a" * 20_000),
    ("(a*)*", "a" * 20_000 + "b"),
    (r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}", "1" * 5_000 + "!"),
    ("(a?){50}a{50}", "a" * 49),
    ("((a{0,30}){0,30}){0,30}b", "a" * 300),
)


@pytest.mark.parametrize(("expression", "value"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_no_value_makes_an_expression_go_back_and_try_again(expression: str, value: str) -> None:
    pattern = f'<data type="string"><param name="pattern">{expression}</param></data>'
    reading, tree = read_schema(schema(pattern), "schema.rng"), etree.fromstring(document(value))
    began = time.process_time()
    is_valid(reading, tree)
    assert time.process_time() - began < MOST_SECONDS


def test_a_number_of_any_length_is_a_number() -> None:
    number = '<data type="integer"><param name="minInclusive">0</param></data>'
    assert is_valid(read_schema(schema(number), "schema.rng"), etree.fromstring(document("9" * 20_000)))
