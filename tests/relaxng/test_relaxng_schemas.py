"""Schemas: what is no RELAX NG is told with its line; what is one is read quickly, whatever its size."""

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from relaxng_cases import HEAD

from edition.errors import EditionError, InputRefused
from edition.relaxng import faults, is_valid, read_schema

FIRST_VERDICT, SECOND_VERDICT = 0.5, 0.1
GRAMMAR = f"<grammar {HEAD}>\n"
REFUSED = [
    ("start = element r { empty }", "E160", 1),
    ("", "E160", 1),
    ("<grammar", "E160", 1),
    (f"{GRAMMAR}<start>\n</grammar>", "E160", 3),
    ('<schema xmlns="http://www.w3.org/2001/XMLSchema"/>', "E161", 1),
    ("<grammar/>", "E161", 1),
    (f"<define {HEAD} name='x'><empty/></define>", "E161", 1),
    (f"<!DOCTYPE grammar [<!ENTITY a 'b'>]>\n{GRAMMAR}</grammar>", "E162", 1),
    (f"{GRAMMAR}<start><elment name='r'/></start></grammar>", "E163", 2),
    (f"{GRAMMAR}<start><element name='r' nam='x'><empty/></element></start></grammar>", "E163", 2),
    (f"{GRAMMAR}<start>\n<element name='r'/></start></grammar>", "E163", 3),
    (f"{GRAMMAR}<start><ref/></start></grammar>", "E163", 2),
    (f"{GRAMMAR}<start><choice/></start></grammar>", "E163", 2),
    (f"{GRAMMAR}<start><element><empty/><empty/></element></start></grammar>", "E163", 2),
    (f"{GRAMMAR}<element name='r'><empty/></element></grammar>", "E163", 1),
    (f"{GRAMMAR}<start>\n<ref name='r'/></start></grammar>", "E164", 3),
    (f"{GRAMMAR}<start><element name='r'><ref name='x'/></element></start></grammar>", "E164", 2),
    (f"{GRAMMAR}<define name='r'><empty/></define></grammar>", "E164", 1),
    ((f"{GRAMMAR}<start><ref name='r'/></start>\n<define name='r'><text/></define>"
     "<define name='r'><element name='r'><empty/></element></define></grammar>"), "E164", 3),
    (f"<element {HEAD} name='r'><ref name='x'/></element>", "E164", 1),
    (f"{GRAMMAR}<start>\n<element name='x:r'><empty/></element></start></grammar>", "E165", 3),
    (f"{GRAMMAR}\n<include href='more.rng'><define name='other'><empty/></define></include></grammar>", "E166", 3),
    (f"{GRAMMAR}\n<include href='pattern.rng'/></grammar>", "E166", 3),
    (f"{GRAMMAR}\n<include href='circle.rng'/></grammar>", "E166", 0),
    (f"{GRAMMAR}\n<div xml:base='sub/'>\n<include href='//[lamp'/></div></grammar>", "E166", 4),
    ((f"{GRAMMAR}<start><ref name='a'/></start>\n<define name='a'><optional><ref name='b'/></optional></define>"
     "<define name='b'><ref name='a'/></define></grammar>"), "E167", 3),
    (f"<group {HEAD}>{'<optional>' * 130}<element name='r'><empty/></element>{'</optional>' * 130}</group>", "E168", 1),
    (f"{GRAMMAR}<start><element name='r'>\n<data type='dat'/></element></start></grammar>", "E169", 3),
    ((f"{GRAMMAR}<start><element name='r'><data type='date'>\n<param name='length'>1</param></data></element></start>"
     "</grammar>"), "E169", 2),
    ((f"{GRAMMAR}<start><element name='r'><data type='token'><param name='pattern'>a{{2,1}}</param></data></element>"
     "</start></grammar>"), "E169", 2),
    (f"<data {HEAD.replace('XMLSchema-datatypes', 'other')} type='string'/>", "E169", 1),
]  # fmt: skip
FILES = {
    "more.rng": f"{GRAMMAR}<start><element name='r'><empty/></element></start></grammar>",
    "pattern.rng": f"<element {HEAD} name='r'><empty/></element>",
    "circle.rng": f"{GRAMMAR}<include href='circle.rng'/></grammar>",
}


def load(href: str) -> bytes:
    """The files beside the schemas of these tests; of others the caller says that it does not read them."""
    if href not in FILES:
        raise LookupError(href)
    return FILES[href].encode()


@pytest.mark.parametrize(("schema", "code", "line"), REFUSED)
def test_what_is_no_relaxng_is_refused_with_its_line(schema: str, code: str, line: int) -> None:
    with pytest.raises(EditionError) as refused:
        read_schema(schema.encode(), "schema.rng", load)
    message = refused.value.messages[0]
    assert (message.code, message.line if line else 0, bool(message.remedy)) == (code, line, True)


def test_a_file_that_the_caller_does_not_give_stops_the_reading() -> None:
    with pytest.raises(LookupError):
        read_schema(f"{GRAMMAR}<include href='none.rng'/></grammar>".encode(), "schema.rng", load)


def test_a_schema_alone_includes_nothing() -> None:
    with pytest.raises(EditionError, match="E166"):
        read_schema(f"{GRAMMAR}<include href='more.rng'/></grammar>".encode(), "schema.rng")


@pytest.mark.parametrize(
    ("base", "href", "asked"),
    [("", "more.rng", "more.rng"), ("", "../more.rng", "../more.rng"), ("sub/", "more.rng", "sub/more.rng"),
     ("", "http://example.org/more.rng", "http://example.org/more.rng"), ("http://example.org/", "a", "http://example.org/a")],
)  # fmt: skip
def test_the_caller_is_asked_for_files_by_their_addresses_from_the_folder(base: str, href: str, asked: str) -> None:
    names: list[str] = []

    def remember(name: str) -> bytes:
        names.append(name)
        return FILES["more.rng"].encode()

    read_schema(f"{GRAMMAR}<div xml:base='{base}'><include href='{href}'/></div></grammar>".encode(), "s.rng", remember)
    assert names == [asked]


def test_files_that_include_each_other_twice_over_and_over_come_to_an_end() -> None:
    def doubled(name: str) -> bytes:
        return f"{GRAMMAR}<include href='a{name}'/><include href='b{name}'/></grammar>".encode()

    with pytest.raises(InputRefused, match="E166"):
        read_schema(doubled("x"), "schema.rng", doubled)


def test_what_is_no_xml_in_a_schema_is_told_in_words_at_its_place() -> None:
    with pytest.raises(EditionError) as refused:
        read_schema(f"{GRAMMAR}<start></start ></grammer>".encode(), "schema.rng")
    assert str(refused.value).startswith(
        "schema.rng:2:17: E160 this schema is no well-formed XML: </grammer> closes the <grammar> of line 1."
    )


def test_a_file_that_is_broken_is_named() -> None:
    with pytest.raises(EditionError, match=r"more\.rng:1:.*E160"):
        read_schema(f"{GRAMMAR}<include href='more.rng'/></grammar>".encode(), "schema.rng", lambda _: b"<grammar")


def test_a_content_model_of_many_hundred_parts_is_no_deep_one() -> None:
    names = [f"e{number}" for number in range(800)]
    parts = "".join(f"<element name='{name}'><empty/></element>" for name in names)
    schema = read_schema(f"<element {HEAD} name='r'>{parts}</element>".encode(), "schema.rng")
    whole = "".join(f"<{name}/>" for name in names)
    assert is_valid(schema, etree.fromstring(f"<r>{whole}</r>"))
    assert len(list(faults(schema, etree.fromstring(f"<r>{whole.replace('<e400/>', '')}</r>")))) == 1


def test_ambiguity_as_deep_as_a_document_may_be_is_settled() -> None:
    both = "".join(f"<element name='a'><ref name='any'/>{end}</element>" for end in ("", "<ref name='end'/>"))
    grammar = f"{GRAMMAR}<start><element name='r'><ref name='any'/></element></start><define name='any'><zeroOrMore>"
    grammar += f"<choice>{both}</choice></zeroOrMore></define><define name='end'><element name='b'><empty/></element>"
    schema = read_schema(f"{grammar}</define></grammar>".encode(), "schema.rng")
    assert is_valid(schema, etree.fromstring(f"<r>{'<a>' * 98}{'</a>' * 98}</r>"))


def test_tei_all_gives_its_first_verdict_in_half_a_second(shared: Path, specimen: Path) -> None:
    """Python's own start and the reading of the document are in it."""
    program = """
import sys, time
from pathlib import Path
from lxml import etree
from edition.relaxng import is_valid, read_schema
schema = read_schema(Path(sys.argv[1]).read_bytes(), "tei_all.rng")
data = Path(sys.argv[2]).read_bytes()
print(is_valid(schema, etree.fromstring(data)), time.process_time())
began = time.process_time()
print(is_valid(schema, etree.fromstring(data)), time.process_time() - began)
"""
    command = [sys.executable, "-c", program, shared / "schemas" / "tei_all.rng", specimen / "text.xml"]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    assert {(first, second) for first, _, second, _ in runs} == {("True", "True")}
    assert min(float(run[1]) for run in runs) < FIRST_VERDICT
    assert min(float(run[3]) for run in runs) < SECOND_VERDICT
