"""Rendering models: what an ODD says of the look of elements, and the faults that are told with its line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.apparatus import Display
from edition.document import Document, parse
from edition.dress import Dress
from edition.errors import SettingsError
from edition.odd import Odd, edition_odd
from edition.odd.model import ClassRef, ElementRef, MacroRef
from edition.odd.xpath import XPathFault, predicate, prefixed, value
from edition.tree import NAMESPACES, find_all, tei
from edition.writers.behaviours import BEHAVIOURS, dispatch
from edition.writers.flow import INLINE
from edition.writers.html import write_html
from edition.writers.html_behaviours import BEHAVIOURS as IN_HTML
from edition.writers.source_looks import safe
from edition.writers.text import write_plain_text
from edition.writers.text_blocks import BLOCKS

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body>{}</body></text></TEI>"
)
ODD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>\n'
    '<schemaSpec ident="mine">\n{}\n</schemaSpec></body></text></TEI>'
)


def document(body: str) -> Document:
    return parse(TEI.format(body).encode(), "text.xml")


def dressed(specs: str) -> Dress:
    return Dress(styles={"models.odd": ODD.format(specs).encode()})


def page(body: str, specs: str = "") -> str:
    files, _ = write_html(document(body), Display(), dressed(specs) if specs else None)
    return files["index.html"].decode()


def plain(body: str, specs: str = "") -> str:
    data, _ = write_plain_text(document(body), Display(), dressed(specs) if specs else None)
    return data.decode()


def test_every_behaviour_has_a_rendering_in_html() -> None:
    assert set(IN_HTML) == set(BEHAVIOURS)


def test_every_behaviour_has_a_rendering_in_plain_text() -> None:
    default = {"inline", "insertion", "cell", "row", "listItem"}
    assert set(BLOCKS) | set(INLINE) | default == set(BEHAVIOURS)


def test_every_element_of_a_text_has_a_model() -> None:
    odd = edition_odd()
    found = reached(odd, "text")
    assert len(found) > 60
    assert not [name for name in found if tei(name) not in odd.models]


def reached(odd: Odd, start: str) -> set[str]:
    """The elements that may stand in `start`, at any depth."""
    found, todo = set[str](), [start]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += sorted(named(odd, odd.elements[name].content))
    return found


def named(odd: Odd, content: Any) -> set[str]:
    """The elements that a content model names, directly or by its classes and macros."""
    if isinstance(content, ElementRef):
        return {content.key}
    if isinstance(content, ClassRef):
        return set(odd.all_members(content.key))
    if isinstance(content, MacroRef):
        return named(odd, odd.macros[content.key].content)
    inner = content.parts if hasattr(content, "parts") else [content.part] if hasattr(content, "part") else []
    return set().union(*(named(odd, part) for part in inner))


def test_an_edition_changes_the_look_of_an_element_without_python() -> None:
    spec = '<elementSpec ident="placeName" mode="change"><model behaviour="inline" cssClass="place"/></elementSpec>'
    assert '<span class="place">Hull</span>' in page("<p><placeName>Hull</placeName></p>", spec)


def test_what_an_edition_says_goes_before_what_we_say() -> None:
    spec = (
        '<elementSpec ident="hi" mode="change"><model predicate="@rend=\'spaced\'" behaviour="inline"'
        ' cssClass="spaced"/></elementSpec>'
    )
    shown = page('<p><hi rend="spaced">a</hi> <hi rend="bold">b</hi></p>', spec)
    assert '<span class="spaced">a</span>' in shown
    assert "<b>b</b>" in shown


def test_replaced_models_are_gone() -> None:
    spec = '<elementSpec ident="hi" mode="replace"><model behaviour="inline" cssClass="mine"/></elementSpec>'
    assert '<span class="mine">b</span>' in page('<p><hi rend="bold">b</hi></p>', spec)


def test_a_model_for_one_output_is_not_used_in_another() -> None:
    spec = (
        '<elementSpec ident="placeName" mode="change"><model output="plaintext" behaviour="inline">'
        '<param name="before" value="\'+\'"/></model></elementSpec>'
    )
    body = "<p><placeName>Hull</placeName></p>"
    assert "+Hull" in plain(body, spec)
    assert "+" not in page(body, spec).partition("<main")[2].partition("</main")[0]


def test_an_element_of_another_namespace_can_be_shown() -> None:
    spec = '<elementSpec ident="m" ns="urn:x" mode="add"><model behaviour="inline" cssClass="maths"/></elementSpec>'
    assert '<span class="maths">1</span>' in page('<p><m xmlns="urn:x">1</m></p>', spec)


def test_all_models_of_a_sequence_are_used() -> None:
    spec = (
        '<elementSpec ident="date" mode="change"><modelSequence><model behaviour="inline" cssClass="one"/>'
        '<model predicate="@when" behaviour="inline" cssClass="two"/></modelSequence></elementSpec>'
    )
    shown = page('<p><date when="1904">x</date></p>', spec)
    assert '<span class="one">x</span><span class="two">x</span>' in shown
    assert plain('<p><date when="1904">x</date></p>', spec).count("x") == 2


def test_css_of_a_model_is_in_the_page() -> None:
    spec = (
        '<elementSpec ident="name" mode="change"><model behaviour="inline">'
        "<outputRendition>letter-spacing: .1em</outputRendition></model></elementSpec>"
    )
    shown = page("<p><name>x</name></p>", spec)
    assert ".m-name-1 { letter-spacing: .1em }" in shown
    assert '<span class="m-name-1">x</span>' in shown


def test_a_parameter_is_an_xpath_about_the_element() -> None:
    spec = (
        '<elementSpec ident="date" mode="change"><model behaviour="inline">'
        "<param name=\"after\" value=\"concat(' (', @when, ')')\"/></model></elementSpec>"
    )
    assert "May (1904-05)" in plain('<p><date when="1904-05">May</date></p>', spec)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ('<model predicate="@a eq 1" behaviour="inline"/>', "E151"),
        ('<model predicate="matches(@a, 1)" behaviour="inline"/>', "E151"),
        ('<model predicate="$mode = 1" behaviour="inline"/>', "E151"),
        ('<model predicate="@a = (1, 2)" behaviour="inline"/>', "E151"),
        ('<model behaviour="inline"><param name="tag" value="if (1) then 2 else 3"/></model>', "E152"),
        ('<model behaviour="inlin"/>', "E153"),
        ('<model behaviour="inline"><param name="colour" value="1"/></model>', "E154"),
        ('<model output="fax" behaviour="inline"/>', "E155"),
        ('<model behaviour="inline"><outputRendition>background: url(x)</outputRendition></model>', "E156"),
        ('<model behaviour="inline"><outputRendition>color: red /* open</outputRendition></model>', "E156"),
        ('<model behaviour="inline"><outputRendition>content: "open</outputRendition></model>', "E156"),
        ('<model predicate="@n and zz:foo" behaviour="inline"/>', "E151"),
        ('<model behaviour="inline" cssClass=\'x" onclick="y\'/>', "E157"),
    ],
)
def test_a_faulty_model_is_told_with_the_line_of_the_odd(model: str, code: str) -> None:
    spec = f'<elementSpec ident="hi" mode="change">\n{model}</elementSpec>'
    with pytest.raises(SettingsError) as caught:
        dispatch("web", dressed(spec))
    message = caught.value.messages[0]
    assert (message.code, message.path, message.line) == (code, "styles/models.odd", 4)


def test_a_fault_that_shows_only_on_an_element_is_told_with_the_line_of_the_odd() -> None:
    model = '<model predicate="@type and count(string(@type)) > 1" behaviour="inline"/>'
    with pytest.raises(SettingsError) as caught:
        page('<p><hi type="x">a</hi></p>', f'<elementSpec ident="hi" mode="change">\n{model}</elementSpec>')
    assert (caught.value.messages[0].code, caught.value.messages[0].line) == ("E151", 4)


def test_a_number_that_is_none_is_words() -> None:
    spec = (
        '<elementSpec ident="date" mode="change"><model behaviour="inline">'
        '<param name="after" value="@n + 1"/></model></elementSpec>'
    )
    assert "xnan" in plain('<p><date n="iv">x</date></p>', spec)


def test_a_member_of_a_sequence_for_another_output_is_not_used() -> None:
    spec = (
        '<elementSpec ident="date" mode="change"><modelSequence><model behaviour="inline" cssClass="one"/>'
        '<model output="print" behaviour="inline" cssClass="two"/></modelSequence></elementSpec>'
    )
    shown = page("<p><date>x</date></p>", spec)
    assert 'class="one"' in shown
    assert 'class="two"' not in shown


def test_the_lines_of_an_address_that_opens_a_letter_are_lines() -> None:
    address = "<address><addrLine>Mr Orr</addrLine><addrLine>Spurn</addrLine></address>"
    opener = f"<opener>{address}<salute>Dear Orr,</salute></opener>"
    assert "Mr Orr\nSpurn\nDear Orr,\n" in plain(f"<div>{opener}<p>It is dark.</p></div>")


def test_each_person_of_a_play_has_a_line() -> None:
    group = "<castGroup><head>Pilots</head><castItem>Wick</castItem><castItem>Pell</castItem></castGroup>"
    assert "Orr\n\nPilots\nWick\nPell\n" in plain(f"<castList><castItem>Orr</castItem>{group}</castList><p>x</p>")


def test_what_was_struck_out_and_what_replaced_it_are_two_words_in_the_text() -> None:
    assert "an old new lamp" in plain("<p>an <subst><del>old</del><add>new</add></subst> lamp</p>")


def test_what_was_struck_out_is_struck_out_unless_it_was_restored() -> None:
    shown = page("<p><del>never</del> <restore><del>always</del></restore></p>")
    assert "<del>never</del>" in shown
    assert "<del>always</del>" not in shown


def test_a_running_head_is_not_read() -> None:
    assert "the lamp burned" in plain('<p>the <fw type="header">A WINTER</fw>lamp burned</p>')


def test_an_element_without_a_model_keeps_its_words_and_is_told_once() -> None:
    made = document("<p><zone>a</zone> <zone>b</zone></p>")
    files, messages = write_html(made)
    assert "a b" in files["index.html"].decode()
    assert [message.code for message in messages] == ["W401"]


def test_two_looks_of_the_source_at_once_are_both_shown() -> None:
    shown = page('<p><hi rend="bold spaced">x</hi></p>')
    assert '<span class="r-bold r-spaced">x</span>' in shown
    assert ".r-spaced { letter-spacing: .12em }" in shown


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("font-style: italic; color: red", "font-style: italic"),
        ("margin-left: 99999em", "margin-left: 10em"),
        ("background: url(http://x.example/); text-indent: 2em", "text-indent: 2em"),
        ("letter-spacing: calc(1em + 3px)", ""),
        ("</style><script>", ""),
        ("position: fixed; @import 'x'; a { b: c }", ""),
        ("font-weight: bold !important", "font-weight: bold"),
    ],
)
def test_of_the_look_of_the_source_only_what_is_safe_is_kept(given: str, kept: str) -> None:
    assert safe(given) == kept


def test_a_style_of_the_source_becomes_a_class_and_never_an_attribute() -> None:
    shown = page('<p style="text-align: right; top: 0">x</p>')
    assert ".s-1 { text-align: right }" in shown
    assert '<p class="s-1">x</p>' in shown
    assert " style=" not in shown


SOME = ("p", "note", "@rend", "@type = 'a'", "@xml:id", "not(@n)", "parent::p", "ancestor::note", "child::hi",
        "not(parent::p and @rend)", "@a or note", "(p)", "self::hi", "not(hi) and not(@type = 'b')")  # fmt: skip


@given(st.lists(st.sampled_from(SOME), min_size=1, max_size=3), st.sampled_from([" or ", " and "]))
def test_what_python_answers_itself_is_what_xpath_says(parts: list[str], joint: str) -> None:
    expression = joint.join(parts)
    mixed = '<p n="1"><hi rend="b" type="a">x<note type="b" xml:id="n1"><p><hi/></p></note></hi><hi a="1"/></p>'
    compiled = etree.XPath(f"boolean({prefixed(expression)})", namespaces=NAMESPACES)
    ours = predicate(expression)
    for node in find_all(document(mixed).text, "p", "hi", "note", "body"):
        assert ours(node) is bool(compiled(node))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("p/note[@n]", "tei:p/tei:note[@n]"),
        ("div and or", "tei:div and tei:or"),
        ("count(p) div 2 > mod", "count(tei:p) div 2 > tei:mod"),
        ("attribute::rend | child::*", "attribute::rend | child::*"),
        ("text()[. = 'p note']", "text()[. = 'p note']"),
        ("xml:y or tei:p", "xml:y or tei:p"),
    ],
)
def test_names_without_a_prefix_are_those_of_tei(given: str, expected: str) -> None:
    assert prefixed(given) == expected


def test_a_value_may_be_words_an_attribute_or_elements() -> None:
    node = next(find_all(document('<p n="7"><hi>a</hi><hi>b</hi></p>').text, "p"))
    assert value("'x'")(node) == "x"
    assert value("@n")(node) == "7"
    assert value("count(hi)")(node) == "2"
    assert [child.tag for child in value("hi")(node)] == [tei("hi")] * 2  # type: ignore[union-attr]


def test_an_unknown_prefix_is_no_predicate() -> None:
    with pytest.raises(XPathFault):
        predicate("x:y[1]")
