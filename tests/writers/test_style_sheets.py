"""Style sheets of an edition: they come after ours, and ask for nothing from elsewhere."""

import pytest
from weir import weir

from edition.apparatus import Display
from edition.dress import Dress
from edition.errors import SettingsError, UnsafeReference
from edition.writers.html import write_html
from edition.writers.style_sheets import style_sheet


def sheet(css, **files):
    styles = {"print.css": css.encode()} | {name.replace("_", "."): data for name, data in files.items()}
    return style_sheet("print.css", Dress(styles))


def test_an_editions_rules_come_after_ours():
    assert sheet("p { color: red }").endswith("p { color: red }")


def test_an_editions_rules_for_the_web_stand_in_no_layer_so_that_they_count():
    page = write_html(weir("<p>a</p>"), Display(), Dress({"web.css": b"p { color: red }"}))[0]["index.html"].decode()
    style = page.partition("<style>")[2].partition("</style>")[0]
    before, _, after = style.rpartition("p { color: red }")
    assert before.count("{") == before.count("}")
    assert after == ""


@pytest.mark.parametrize("address", ["url(a.woff2)", 'url("a.woff2")', "url( 'a.woff2' )", "url(./a%2Ewoff2)"])
def test_a_font_of_the_edition_is_put_in(address):
    css = sheet(f"@font-face {{ font-family: A; src: {address} }}", a_woff2=b"font")
    assert "data:font/woff2;base64,Zm9udA==" in css
    assert "a.woff2" not in css


def test_an_image_in_a_folder_is_put_in():
    css = style_sheet("print.css", Dress({"print.css": b"p{background:url(i/a.png)}", "i/a.png": b"x"}))
    assert "data:image/png;base64,eA==" in css


@pytest.mark.parametrize(
    "rule",
    [
        "p { background: url(https://example.org/a.png) }",
        "p { background: url(//example.org/a.png) }",
        'p { background: image-set("https://example.org/a.png" 1x) }',
        "p { background: url(../a.png) }",
        "p { background: url(file:///etc/passwd) }",
        "p { background: u\\72l(https://example.org/a.png) }",
        "@font-face { src: url(/etc/passwd) }",
        '@import "//example.org/a.css" print;',
        "@import url(https://example.org/a.css);",
    ],
)
def test_an_address_outside_the_folder_is_refused_with_its_line(rule):
    with pytest.raises(UnsafeReference) as found:
        sheet(f"\n{rule}")
    assert [(message.code, message.place) for message in found.value.messages] == [("E640", "styles/print.css:2")]


@pytest.mark.parametrize(
    "rule",
    [
        "@media print { p { background: url(missing.png) } }",
        '@import "other.css";',
        "@import url(data:text/css,p%7B%7D);",
        'p { background: image-set(url(missing.png) 1x, "print.css" 2x) }',
    ],
)
def test_a_file_that_is_not_there_and_an_imported_sheet_are_refused_with_their_line(rule):
    with pytest.raises(SettingsError) as found:
        sheet(f"\n{rule}", other_css=b"p {}")
    assert [(message.code, message.place) for message in found.value.messages] == [("E414", "styles/print.css:2")]


@pytest.mark.parametrize("rule", ["p { mask: url(#a) }", "p { background: url(data:image/png;base64,eA==) }"])
def test_what_is_in_the_sheet_itself_stays(rule):
    assert sheet(rule).endswith(rule)


def test_a_style_sheet_cannot_end_its_element():
    assert "</style" not in sheet('p::before { content: "</style><script>" }').rpartition("p::before")[2]
