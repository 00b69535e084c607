"""Page shells of an edition: what they may do, and what is said of one that fails."""

import pytest
from weir import weir

from edition.apparatus import Display
from edition.dress import Dress
from edition.errors import SettingsError
from edition.writers.html import write_html
from edition.writers.shells import policy, shell

CHAPTERS = '<div type="chapter"><p>x</p></div>' * 2


def written(shells, body="<p>a</p>"):
    dress = Dress(styles={name: text.encode() for name, text in shells.items()})
    return {name: data.decode() for name, data in write_html(weir(body), Display(), dress)[0].items()}


def refused(text):
    """The code and the place of the message for a shell that fails."""
    with pytest.raises(SettingsError) as found:
        written({"page.html": text})
    (message,) = found.value.messages
    return message.code, message.place


def test_an_editions_shell_takes_the_place_of_ours():
    page = written({"page.html": "<!DOCTYPE html>\n<title>{{ title }}</title><main>{{ body }}</main>"})["index.html"]
    assert page.startswith("<!DOCTYPE html>\n<title>The Weir</title><main>")


def test_the_index_of_a_book_wears_what_the_edition_changed_in_the_shell_of_a_page():
    pages = written({"page.html": "<b>ours</b>{{ body }}"}, CHAPTERS)
    assert {text.startswith("<b>ours</b>") for text in pages.values()} == {True}


def test_the_index_of_a_book_can_have_a_shell_of_its_own():
    pages = written({"index.html": "<b>index</b>{{ body }}"}, CHAPTERS)
    assert [text.startswith("<b>index</b>") for text in pages.values()] == [True, False, False]


def test_values_are_escaped_in_a_shell():
    assert shell("a.html", Dress({"a.html": b"{{ title }}{{ body }}"}), {"title": "<i>"}, ["<p>"]) == "&lt;i&gt;<p>"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("<p>\n{% if %}\n{{ body }}", "E411", "styles/page.html:2"),
        ("{{ body }}\n\n{% endfor %}", "E411", "styles/page.html:3"),
        ("{{ body }}\n{{ nothing.here }}", "E412", "styles/page.html:2"),
        ("{{ body }}\n{{ 1 / 0 }}", "E412", "styles/page.html:2"),
        ("{{ body }}\n{% include 'other.html' %}", "E412", "styles/page.html:2"),
        ("{{ body }}{{ ''.__class__.__mro__ }}", "E412", "styles/page.html:1"),
        ("<p>no words</p>", "E413", "styles/page.html"),
        ("{{ body }}{{ body }}", "E413", "styles/page.html"),
    ],
)
def test_a_shell_that_fails_is_one_message_with_its_line(text, code, place):
    assert refused(text) == (code, place)


def test_a_shell_in_another_charset_is_told_with_its_line():
    with pytest.raises(SettingsError) as found:
        shell("a.html", Dress({"a.html": b"\n\xe9{{ body }}"}), {}, [])
    assert (found.value.messages[0].code, found.value.messages[0].line) == ("E411", 2)


def test_a_policy_names_styles_and_scripts_by_their_hashes_and_no_host():
    rules = policy(["p{}"], ["let a;"])
    assert "script-src 'sha256-81WALLbUROF1pWdYjuQYKuIcGgY/+TqVJr8UsV6Tkvo='" in rules
    assert "unsafe" not in rules
    assert "http" not in rules
