"""Faults: every mistake is found, once, at its element, with what was expected there."""

from lxml import etree
from relaxng_cases import HEAD

from edition.relaxng import Fault, FaultKind, ValueType, faults, is_valid, read_schema

PATTERNS = f"""<grammar {HEAD} ns="urn:letter">
  <start><ref name="letter"/></start>
  <define name="letter"><element name="letter"><a:documentation>What was sent.</a:documentation>
    <optional><attribute name="lang"><data type="language"/></attribute></optional>
    <ref name="head"/><ref name="body"/><optional><element name="seal"><empty/></element></optional></element></define>
  <define name="head"><element name="head">
    <element name="sender"><ref name="who"/></element>
    <element name="receiver"><ref name="who"/></element>
    <zeroOrMore><element name="enclosure"><text/></element></zeroOrMore>
    <element name="day"><ref name="when"/><text/></element></element></define>
  <define name="who"><text/></define>
  <define name="when"><choice>
    <attribute name="when"><a:documentation>The day.</a:documentation><data type="date"/></attribute>
    <group><attribute name="from"><data type="date"/></attribute><attribute name="to"><data type="date"/></attribute>
    </group></choice></define>
  <define name="body"><element name="body"><optional><element name="opener"><ref name="words"/></element></optional>
    <oneOrMore><choice><element name="p"><ref name="words"/></element>
      <element name="list"><oneOrMore><element name="item"><ref name="words"/></element></oneOrMore></element></choice>
    </oneOrMore><optional><element name="closer"><ref name="words"/></element></optional></element></define>
  <define name="words"><zeroOrMore><choice><text/><element name="hi"><optional><attribute name="rend"><choice>
      <value>italic</value><a:documentation>Slanting.</a:documentation><value>bold</value></choice></attribute>
      </optional><ref name="words"/></element>
    <element name="num"><attribute name="type"><value>roman</value></attribute><data type="integer">
      <param name="minInclusive">1</param></data></element>
    <element name="gap"><empty/></element></choice></zeroOrMore></define>
</grammar>"""
SCHEMA = read_schema(PATTERNS.encode(), "letter.rng")
SENDER, RECEIVER, DAY = "<sender>A</sender>", "<receiver>B</receiver>", '<day when="1918-07-06"/>'
HEADING = f"<head>{SENDER}{RECEIVER}{DAY}</head>"


def found(document: str) -> list[Fault]:
    tree = etree.fromstring(document)
    seen = list(faults(SCHEMA, tree))
    assert is_valid(SCHEMA, tree) is (seen == [])
    return seen


def letter(body: str = "<p/>", head: str = HEADING, more: str = "", start: str = "") -> list[Fault]:
    return found(f'<letter xmlns="urn:letter"{start}>{head}<body>{body}</body>{more}</letter>')


def told(seen: list[Fault]) -> list[tuple[str, str]]:
    """Pairs (kind, element) of the faults."""
    return [(fault.kind.name, bare(str(fault.node.tag))) for fault in seen]


def bare(name: str) -> str:
    return name.rpartition("}")[2]


def expected(fault: Fault) -> list[str]:
    return [bare(name) for name in fault.expected]


def test_a_sound_letter_has_no_fault() -> None:
    assert letter("<opener>Sir</opener><p>a <hi rend='bold'>b</hi> <num type='roman'>4</num></p><closer/>") == []


def test_another_element_may_not_begin_a_document() -> None:
    (fault,) = found('<p xmlns="urn:letter"/>')
    assert (fault.kind, expected(fault)) == (FaultKind.ROOT, ["letter"])


def test_a_misspelt_root_is_taken_for_what_is_meant() -> None:
    (fault,) = found(f'<lettr xmlns="urn:letter">{HEADING}<body><p/></body></lettr>')
    assert (fault.kind, bare(fault.near)) == (FaultKind.ROOT, "letter")


def test_a_document_in_no_namespace_has_one_fault() -> None:
    (fault,) = found(f"<letter>{HEADING}<body><p><hi/></p></body></letter>")
    assert (fault.kind, fault.near) == (FaultKind.NAMESPACE, "{urn:letter}letter")


def test_what_is_wrong_within_a_part_in_a_wrong_namespace_is_told_too() -> None:
    seen = letter('<list xmlns="urn:other"><item><hi size="1"/></item></list>')
    assert told(seen) == [("NAMESPACE", "list"), ("ATTRIBUTE_UNKNOWN", "hi")]


def test_a_part_in_a_foreign_namespace_has_one_fault() -> None:
    assert told(letter('<p><svg xmlns="urn:svg"><path/><g><path/></g></svg></p>')) == [("NAMESPACE", "svg")]


def test_a_misspelt_element_is_taken_for_the_nearest_that_may_stand_there() -> None:
    (fault,) = letter("<p/><clsoer>Yours</clsoer>")
    assert (fault.kind, bare(fault.near)) == (FaultKind.ELEMENT_UNKNOWN, "closer")


def test_an_unknown_element_is_passed_over_and_its_children_looked_at() -> None:
    seen = letter("<p><wholly><hi rend='red'/></wholly></p>")
    assert told(seen) == [("ELEMENT_UNKNOWN", "wholly"), ("ATTRIBUTE_VALUE", "hi")]


def test_an_unknown_element_explains_what_is_missing() -> None:
    assert told(letter(head=f"<head><sent_by_whom/>{RECEIVER}{DAY}</head>")) == [("ELEMENT_UNKNOWN", "sent_by_whom")]


def test_an_element_that_never_stands_there_is_misplaced() -> None:
    (fault,) = letter("<p><opener>Sir</opener></p>")
    assert (fault.kind, [bare(name) for name in fault.allowed]) == (FaultKind.ELEMENT_MISPLACED, ["hi", "num", "gap"])


def test_what_is_wrong_within_a_misplaced_element_is_told() -> None:
    seen = letter("<p><opener>Sir <hi rend='red'/></opener></p>")
    assert told(seen) == [("ELEMENT_MISPLACED", "opener"), ("ATTRIBUTE_VALUE", "hi")]


def test_a_misplaced_element_need_not_be_complete() -> None:
    assert told(letter("<p><head/><list/></p>")) == [("ELEMENT_MISPLACED", "head"), ("ELEMENT_MISPLACED", "list")]


def test_items_without_their_list_are_one_mistake_and_the_list_is_named() -> None:
    (fault,) = letter("<item>a</item><item>b</item><item>c</item><p/>")
    assert (fault.kind, [bare(name) for name in fault.wrappers]) == (FaultKind.ELEMENT_MISPLACED, ["list"])


def test_words_and_elements_without_their_paragraph_are_one_mistake() -> None:
    (fault,) = letter("some words, <hi>others</hi> and <gap/> more")
    assert (fault.kind, fault.words) == (FaultKind.TEXT, "some words,")
    assert [bare(name) for name in fault.wrappers] == ["p", "opener"]


def test_a_comment_does_not_split_words() -> None:
    assert told(letter("<p/>one <!-- remark --> two")) == [("TEXT", "body")]


def test_words_are_told_once_for_each_place() -> None:
    assert told(letter("one<p/>two<p/>")) == [("TEXT", "body"), ("TEXT", "body")]


def test_the_beginning_of_long_words_is_shown() -> None:
    (fault,) = letter("<p/>" + "word\n " * 30)
    assert fault.words == "word " * 8


def test_an_element_before_what_it_needs_comes_early() -> None:
    (fault,) = letter(head=f"<head>{RECEIVER}{DAY}</head>")
    assert (fault.kind, bare(str(fault.node.tag)), expected(fault)) == (FaultKind.ELEMENT_EARLY, "receiver", ["sender"])


def test_two_elements_in_the_wrong_order_are_one_mistake() -> None:
    assert told(letter(head=f"<head>{RECEIVER}{SENDER}{DAY}</head>")) == [("ELEMENT_EARLY", "receiver")]


def test_an_element_that_was_moved_to_the_front_is_one_mistake() -> None:
    assert told(letter(head=f"<head>{DAY}{SENDER}{RECEIVER}<enclosure/></head>")) == [("ELEMENT_EARLY", "day")]


def test_a_body_before_the_head_is_one_mistake() -> None:
    seen = found(f'<letter xmlns="urn:letter"><body><p/></body>{HEADING}</letter>')
    assert told(seen) == [("ELEMENT_EARLY", "body")]


def test_an_element_after_what_it_must_precede_comes_late() -> None:
    (fault,) = letter("<p/><opener>Sir</opener><p/>")
    assert (fault.kind, expected(fault)) == (FaultKind.ELEMENT_LATE, ["p", "list", "closer"])


def test_a_second_one_where_one_may_stand_comes_late() -> None:
    assert told(letter("<p/><closer/><closer/>")) == [("ELEMENT_LATE", "closer")]


def test_paragraphs_behind_the_closer_are_one_mistake() -> None:
    assert told(letter("<p/><closer/><p>a</p><p>b</p><p>c</p>")) == [("ELEMENT_LATE", "p")]


def test_an_element_that_ends_too_soon_is_incomplete() -> None:
    (fault,) = letter(head=f"<head>{SENDER}{RECEIVER}</head>")
    assert (fault.kind, bare(str(fault.node.tag)), expected(fault)) == (FaultKind.INCOMPLETE, "head", ["day"])


def test_an_empty_element_lacks_all_that_it_needs_in_one_fault() -> None:
    (fault,) = letter(head="<head/>")
    assert [[bare(name) for name in item] for item in fault.needed] == [["sender"], ["receiver"], ["day"]]


def test_one_of_several_may_be_needed() -> None:
    (fault,) = letter("")
    assert (fault.kind, expected(fault)) == (FaultKind.INCOMPLETE, ["p", "list"])


def test_two_mistakes_in_one_element_are_two_faults() -> None:
    seen = letter("<p/><nonsense/><opener/>", head=f"<head>{SENDER}{DAY}</head>")
    assert told(seen) == [("ELEMENT_EARLY", "day"), ("ELEMENT_UNKNOWN", "nonsense"), ("ELEMENT_LATE", "opener")]


def test_the_words_of_an_element_are_none_of_its_datatype() -> None:
    (fault,) = letter("<p><num type='roman'>IV</num></p>")
    assert (fault.kind, fault.value) == (FaultKind.CONTENT_VALUE, "IV")
    assert fault.types == (ValueType("integer", (("minInclusive", "1"),)),)


def test_an_unknown_attribute_has_the_nearest_name() -> None:
    (fault,) = letter("<p><hi rned='bold'/></p>")
    assert (fault.kind, fault.name, fault.near) == (FaultKind.ATTRIBUTE_UNKNOWN, "rned", "rend")


def test_a_misspelt_attribute_is_taken_for_the_one_that_is_required() -> None:
    seen = letter("<p><num tpye='roman'>1</num></p>")
    assert [(fault.kind.name, fault.near) for fault in seen] == [("ATTRIBUTE_UNKNOWN", "type")]


def test_an_attribute_in_a_wrong_namespace_is_the_one_that_is_meant() -> None:
    (fault,) = letter("<p><hi xmlns:l='urn:letter' l:rend='bold'/></p>")
    assert (fault.name, fault.near) == ("{urn:letter}rend", "rend")


def test_a_value_that_is_none_of_those_listed_is_told_with_what_they_mean() -> None:
    (fault,) = letter("<p><hi rend='itallic'/></p>")
    assert (fault.kind, fault.near) == (FaultKind.ATTRIBUTE_VALUE, "italic")
    assert fault.values == (("italic", "Slanting."), ("bold", ""))


def test_a_value_of_a_wrong_type_is_told_with_the_type() -> None:
    (fault,) = letter(start=' lang="toolongtag"')
    assert (fault.value, fault.types) == ("toolongtag", (ValueType("language"),))


def test_a_missing_attribute_is_told_with_its_values() -> None:
    (fault,) = letter("<p><num>1</num></p>")
    assert (fault.kind, fault.name, fault.values) == (FaultKind.ATTRIBUTE_MISSING, "type", (("roman", ""),))


def test_one_of_two_attributes_is_missing() -> None:
    (fault,) = letter(head=f"<head>{SENDER}{RECEIVER}<day/></head>")
    assert (fault.kind, fault.expected) == (FaultKind.ATTRIBUTE_MISSING, ("when", "from"))


def test_an_attribute_does_not_go_with_another() -> None:
    (fault,) = letter(head=f"<head>{SENDER}{RECEIVER}<day when='1918-07-06' to='1918-07-08'/></head>")
    assert (fault.kind, fault.name, fault.expected) == (FaultKind.ATTRIBUTE_CONFLICT, "to", ("when",))


def test_faults_come_in_the_order_of_the_document() -> None:
    seen = letter("<p><hi size='1'/></p><opener/><p><gap>x</gap></p>", start=' lng="de"')
    assert told(seen) == [
        ("ATTRIBUTE_UNKNOWN", "letter"), ("ATTRIBUTE_UNKNOWN", "hi"), ("ELEMENT_LATE", "opener"), ("TEXT", "gap"),
    ]  # fmt: skip


def test_what_the_schema_says_of_its_elements_and_attributes_can_be_asked() -> None:
    assert SCHEMA.documentation("{urn:letter}letter") == "What was sent."
    assert SCHEMA.attribute_documentation("{urn:letter}day", "when") == "The day."


def test_what_the_schema_says_nothing_of_is_empty() -> None:
    assert [SCHEMA.documentation(name) for name in ("{urn:letter}p", "{urn:letter}none", "p")] == ["", "", ""]


def test_the_tree_is_not_changed() -> None:
    tree = etree.fromstring(f'<letter xmlns="urn:letter">x<nonsense/>{HEADING}<body/></letter>')
    before = etree.tostring(tree)
    list(faults(SCHEMA, tree))
    assert etree.tostring(tree) == before
