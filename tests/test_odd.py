"""The schema: the ODD, its compiler, and what TEI as a whole says to it."""

import random
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from lxml import etree
from random_documents import CANDIDATES, RNG, Grammar, documents, element_names, mutated, without_doubt

from edition.errors import SettingsError
from edition.odd import Odd, compile_relaxng, read_odd
from edition.relaxng import is_valid, read_schema
from edition.resources import resource

GRAMMAR = resource("tei", "edition.rng")
EXAMPLES = ("design/encoding-example.xml", *(
    f"hard-cases/{case}/expected.xml"
    for case in ("1-whose-words", "2-quotation-in-a-sentence", "4-title-note-on-note-span")
))  # fmt: skip
DOCUMENTS = {
    "encoding-example": "design/encoding-example.xml",
    "hard-cases": "hard-cases/*/expected.xml",
    "tei-eltec-gaskell": "texts/tei-eltec-gaskell/*.xml",
    "tei-schnitzler-letter": "texts/tei-schnitzler-letter/*.xml",
}
TEI = "{http://www.tei-c.org/ns/1.0}"
DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<schemaSpec ident="small" start="text">
<dataSpec ident="data.word"><content><dataRef name="NMTOKEN"/></content></dataSpec>
<classSpec ident="att.all" type="atts"><attList>
<attDef ident="n"><datatype><dataRef key="data.word"/></datatype></attDef>
<attDef ident="type"><datatype maxOccurs="2"><dataRef key="data.word"/></datatype></attDef></attList></classSpec>
<classSpec ident="model.block" type="model"/><classSpec ident="model.none" type="model"/>"""


def small(text: str, *more: str, attributes: str = "") -> str:
    """An ODD whose root `text` has this content and these changes to its attributes; `more` follows."""
    atts = f"<attList>{attributes}</attList>" if attributes else ""
    root = f'<elementSpec ident="text"><classes><memberOf key="att.all"/></classes><content>{text}</content>{atts}'
    return f"{HEAD}{root}</elementSpec>{P}{''.join(more)}</schemaSpec></TEI>"


P = """
<elementSpec ident="p"><classes><memberOf key="model.block"/></classes><content><textNode/></content></elementSpec>
<elementSpec ident="l"><classes><memberOf key="model.block"/></classes><content><empty/></content></elementSpec>"""

CYCLE = """
<classSpec ident="model.a" type="model"><classes><memberOf key="model.b"/></classes></classSpec>
<classSpec ident="model.b" type="model"><classes><memberOf key="model.a"/></classes></classSpec>"""
HEIR = """
<classSpec ident="att.heir" type="atts"><classes><memberOf key="att.all"/></classes>
<attList><attDef ident="n" mode="change" usage="req"/></attList></classSpec>
<elementSpec ident="q"><classes><memberOf key="att.heir"/></classes><content><empty/></content></elementSpec>"""


def accepts(odd: str, inside: str, attributes: str = "") -> bool:
    """Whether the schema of a small ODD accepts `text` with this content."""
    schema = etree.RelaxNG(etree.fromstring(compile_relaxng(read_odd(odd.encode()))))
    return schema.validate(etree.fromstring(f'<text xmlns="http://www.tei-c.org/ns/1.0" {attributes}>{inside}</text>'))


@pytest.fixture(scope="module")
def odd() -> Odd:
    return read_odd(resource("tei", "edition.odd"))


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(GRAMMAR))


def test_the_committed_schema_is_compiled_from_the_odd(odd: Odd):
    assert compile_relaxng(odd) == GRAMMAR, "run scripts/compile_schema.py"


def test_the_odd_describes_every_element_attribute_and_class(odd: Odd):
    specs = [*odd.elements.values(), *odd.classes.values(), *odd.macros.values(), *odd.datatypes.values()]
    own = [spec.attributes.added for spec in (*odd.elements.values(), *odd.classes.values())]
    assert [each.ident for each in (*specs, *sum(own, ())) if not each.description] == []


def test_the_odd_describes_every_value_that_it_lists(odd: Odd):
    lists = [each.values for spec in (*odd.elements.values(), *odd.classes.values()) for each in spec.attributes.added]
    assert [value.ident for value in sum(lists, ()) if not value.description] == []


def test_every_datatype_is_described_by_an_example_or_by_its_values(odd: Odd):
    told = [
        each.ident
        for each in odd.datatypes.values()
        if not re.search("such as|“true” or|high, medium", each.description)
    ]
    assert told == []


def needs() -> dict[str, str]:
    """What the ODD says who needs each of its elements."""
    specs = [
        spec
        for spec in etree.fromstring(resource("tei", "edition.odd")).iter(f"{TEI}elementSpec")
        if not spec.get("mode")
    ]
    return {spec.get("ident"): spec.findtext(f"{TEI}desc[@type='need']", "") for spec in specs}


def test_every_element_has_a_need():
    assert [name for name, need in needs().items() if not need] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_said_to_need_an_element_has_it(name: str, shared: Path):
    has = {node.tag for path in shared.glob(DOCUMENTS[name]) for node in etree.parse(path).iter(f"{TEI}*")}
    assert has, name
    assert [element for element, need in needs().items() if name in need and TEI + element not in has] == []


def test_every_class_and_macro_of_the_odd_is_used(odd: Odd):
    source = resource("tei", "edition.odd").decode()
    assert [name for name in (*odd.classes, *odd.macros, *odd.datatypes) if f'key="{name}"' not in source] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_encoding_are_valid(example: str, shared: Path, schema: etree.RelaxNG):
    tree = etree.parse(shared / example, etree.XMLParser(collect_ids=False))
    assert schema.validate(tree), schema.error_log


def test_the_examples_and_the_odd_are_valid_tei(shared: Path, outside_tool: Callable[[str], str], root: Path):
    files = [root / "tei" / "edition.odd", *(shared / example for example in EXAMPLES)]
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", files) == []


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 25), pytest.param(2, 1000, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_what_our_schema_accepts_tei_accepts(
    seed: int, count: int, tmp_path: Path, shared: Path, outside_tool: Callable[[str], str], schema: etree.RelaxNG
):
    files = written(tmp_path, with_mutants(seed, count))
    ours = [file for file in files if schema.validate(parsed(file))]
    assert len(ours) > count
    assert refused(outside_tool("jing"), shared / "schemas" / "tei_all.rng", ours) == []


@pytest.mark.long
def test_each_element_by_itself_is_tei(tmp_path: Path, shared: Path, outside_tool: Callable[[str], str]):
    names, source = element_names(GRAMMAR), Grammar(GRAMMAR, 6)
    anywhere = etree.parse(shared / "schemas" / "tei_all.rng")
    start = next(anywhere.iter(f"{RNG}start"))
    start[:] = [etree.Element(f"{RNG}choice")]
    start[0].extend(etree.Element(f"{RNG}ref", name=f"tei_{name}") for name in names)
    anywhere.write(tmp_path / "anywhere.rng")
    files = written(tmp_path, (source.element(name) for name in names for _ in range(20)))
    assert refused(outside_tool("jing"), tmp_path / "anywhere.rng", files) == []


@pytest.mark.parametrize(
    ("seed", "count"), [(3, 25), pytest.param(4, 1000, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_libxml2_and_jing_give_one_verdict(
    seed: int, count: int, tmp_path: Path, root: Path, outside_tool: Callable[[str], str], schema: etree.RelaxNG
):
    files = written(tmp_path, with_mutants(seed, count))
    by_jing = set(refused(outside_tool("jing"), root / "tei" / "edition.rng", files))
    differing = [file for file in files if schema.validate(parsed(file)) == (file.name in by_jing)]
    doubtful = {file for file in differing if schema.validate(without_doubt(parsed(file).getroot()))}
    assert [file.name for file in differing if file.name in by_jing or file not in doubtful] == []


@pytest.fixture(scope="module")
def taken(outside_tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Mapping[bytes, set[str]]:
    """The CANDIDATES that jing takes for each pattern of a datatype in the schema."""
    every = etree.fromstring(GRAMMAR).iter(f"{RNG}data")
    patterns = list(dict.fromkeys(etree.tostring(data, with_tail=False) for data in every))
    schema, file = (tmp_path_factory.mktemp("values") / name for name in ("values.rng", "values.xml"))
    schema.write_bytes(etree.tostring(schema_of_values(patterns)))
    cases = [(number, value) for number in range(len(patterns)) for value in CANDIDATES]
    lines = [etree.tostring(etree.Element(f"v{number}", v=value)) for number, value in cases]
    file.write_bytes(b"<all>\n" + b"\n".join(lines) + b"\n</all>")
    run = subprocess.run([outside_tool("jing"), "-i", schema, file], capture_output=True, text=True, check=False)
    bad = {int(line) for line in re.findall(r"values\.xml:(\d+):", run.stdout)}
    good = [case for line, case in enumerate(cases, 2) if line not in bad]
    return {pattern: {value for each, value in good if each == number} for number, pattern in enumerate(patterns)}


def schema_of_values(patterns: Sequence[bytes]) -> etree._Element:
    """A schema for elements v0, v1, …, each with an attribute `v` of one of `patterns`."""
    root = etree.Element(f"{RNG}element", name="all")
    choice = etree.SubElement(etree.SubElement(root, f"{RNG}zeroOrMore"), f"{RNG}choice")
    for number, pattern in enumerate(patterns):
        element = etree.SubElement(choice, f"{RNG}element", name=f"v{number}", datatypeLibrary=DATATYPES)
        etree.SubElement(element, f"{RNG}attribute", name="v").append(etree.fromstring(pattern))
    return root


def values(is_taken: Callable[[etree._Element], bool]) -> set[str]:
    return {value for value in CANDIDATES if is_taken(etree.Element("v0", v=value))}


def test_our_matcher_takes_the_values_that_jing_takes(taken: Mapping[bytes, set[str]]):
    for pattern in taken:
        matcher = read_schema(etree.tostring(schema_of_values([pattern])[0][0][0]), "values.rng")
        assert values(partial(is_valid, matcher)) == taken[pattern], pattern


def test_libxml2_refuses_white_space_round_numbers_and_dates_and_a_space_of_no_width(
    taken: Mapping[bytes, set[str]],
):
    differing: dict[str, set[str]] = {}
    for pattern in taken:
        by_libxml2 = values(etree.RelaxNG(schema_of_values([pattern])[0][0][0]).validate)
        assert by_libxml2 <= taken[pattern]
        if by_libxml2 != taken[pattern]:
            kind = etree.fromstring(pattern).get("type")
            differing.setdefault(kind, set()).update(taken[pattern] - by_libxml2)
    assert differing == {
        "token": {"\u200b"},
        "date": {"1918-07-06 ", " -0044-03-15"},
        "gYear": {"1918 ", " 1918"},
        "gMonth": {" --07 "},
        "nonNegativeInteger": {"1918 ", " 1918", " 12", "12 "},
        "decimal": {"1918 ", " 1918", " 12", "12 ", "\t0.5\n"},
    }


def test_random_documents_are_valid(schema: etree.RelaxNG):
    assert [tree.tag for tree in documents(GRAMMAR, 5, 40) if not schema.validate(tree)] == []


def test_every_datatype_has_a_candidate_that_it_accepts_and_one_that_it_refuses():
    grammar = Grammar(GRAMMAR, 1)
    for data in grammar.tree.iterfind(".//{*}data"):
        anything = data.get("type") == "string"
        assert 0 < len(grammar._pool(data)) < len(CANDIDATES) + anything, etree.tostring(data)


def with_mutants(seed: int, count: int) -> Iterable[etree._Element]:
    chance, names = random.Random(seed), element_names(GRAMMAR)
    for document in documents(GRAMMAR, seed, count):
        yield document
        yield from (mutated(document, chance, names) for _ in range(3))


def written(folder: Path, trees: Iterable[etree._Element]) -> list[Path]:
    files = []
    for number, tree in enumerate(trees):
        files.append(folder / f"{number:05}.xml")
        files[-1].write_bytes(etree.tostring(tree))
    return files


def parsed(file: Path) -> etree._ElementTree:
    return etree.parse(file, etree.XMLParser(collect_ids=False))


def refused(jing: str, schema: Path, files: list[Path]) -> list[str]:
    """The names of the files that jing finds invalid, in the order of `files`."""
    run = subprocess.run([jing, "-i", schema, *files], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    bad = {line.split(":")[0] for line in run.stdout.splitlines()}
    return [file.name for file in files if str(file) in bad]


@pytest.mark.parametrize(
    ("least", "most", "allowed"),
    [("0", "1", "01"), ("1", "unbounded", "1234"), ("2", "3", "23"), ("2", "unbounded", "234"), ("0", "2", "012")],
)
def test_an_element_occurs_as_often_as_its_bounds_say(least: str, most: str, allowed: str):
    odd = small(f'<elementRef key="p" minOccurs="{least}" maxOccurs="{most}"/>')
    assert [n for n in range(5) if accepts(odd, "<p/>" * n)] == [int(digit) for digit in allowed]


def test_a_class_stands_for_any_of_its_members():
    odd = small('<classRef key="model.block"/>')
    assert [accepts(odd, inside) for inside in ("<p/>", "<l/>", "<p/><l/>", "")] == [True, True, False, False]


def test_a_class_expanded_as_a_sequence_stands_for_all_its_members():
    odd = small('<classRef key="model.block" expand="sequence"/>')
    assert [accepts(odd, inside) for inside in ("<p/><l/>", "<p/>", "<l/><p/>")] == [True, False, False]


def test_a_class_without_members_can_be_left_out_but_not_met():
    assert accepts(small('<alternate><classRef key="model.none"/><elementRef key="p"/></alternate>'), "<p/>")
    assert accepts(small('<classRef key="model.none" minOccurs="0" maxOccurs="unbounded"/>'), "")
    assert not accepts(small('<sequence><classRef key="model.none"/><elementRef key="p"/></sequence>'), "<p/>")


def test_an_element_can_refuse_an_attribute_of_its_class():
    odd = small("<empty/>", attributes='<attDef ident="n" mode="delete"/>')
    assert [accepts(odd, "", 'n="1"'), accepts(odd, "", 'type="a"')] == [False, True]


def test_an_element_can_demand_an_attribute_of_its_class():
    odd = small("<empty/>", attributes='<attDef ident="n" mode="change" usage="req"/>')
    assert [accepts(odd, ""), accepts(odd, "", 'n="1"')] == [False, True]


def test_a_class_can_demand_an_attribute_of_its_class():
    odd = small('<elementRef key="q"/>', HEIR)
    assert [accepts(odd, "<q/>"), accepts(odd, '<q n="1"/>')] == [False, True]


def test_an_element_can_close_the_values_of_an_attribute():
    values = '<valList type="closed"><valItem ident="a"/><valItem ident="b"/></valList>'
    odd = small("<empty/>", attributes=f'<attDef ident="n" mode="change">{values}</attDef>')
    assert [accepts(odd, "", f'n="{value}"') for value in "abc"] == [True, True, False]


def test_a_list_of_words_has_as_many_as_its_bounds_say():
    odd = small("<empty/>")
    assert [accepts(odd, "", f'type="{value}"') for value in ("a", "a b", "a b c", "")] == [True, True, False, False]


def test_any_element_may_be_one_of_another_namespace():
    odd = small('<anyElement except="http://www.tei-c.org/ns/1.0"/>')
    assert [accepts(odd, '<x xmlns="urn:x" a="1">y<z/></x>'), accepts(odd, "<p/>")] == [True, False]


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (small('<elementRef key="q"/>'), "names “q”, which is not specified"),
        (small("<interleave/>"), "“interleave” is no construct"),
        (small('<elementRef key="p" maxOccurs="many"/>'), "a bound is no number"),
        (small("<empty/>", P), "“p” is specified twice"),
        (small("<empty/>", attributes='<attDef ident="who" mode="delete"/>'), "changes @who, which none"),
        (small("<empty/>", attributes='<attDef ident="who"/>'), "neither a datatype nor a closed valList"),
        (small("<empty/>", CYCLE), "the class “model.a” belongs to itself"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "has no schemaSpec"),
    ],
)
def test_a_fault_in_the_odd_is_named(odd: str, said: str):
    with pytest.raises(SettingsError, match=said):
        read_odd(odd.encode())
