"""Any TEI file is built: it belongs to no edition, and nothing is written but its outputs."""

from pathlib import Path

import pytest
from editions import contents
from test_dress import picture

from edition.build import Request
from edition.errors import EditionError, InputRefused, SettingsError, Unreadable
from edition.publishing import Built
from edition.report import Severity
from edition.single import build_file

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>A drawer.</p></sourceDesc></fileDesc></teiHeader>
<text><body>
<p>The <w>mill</w> stands still.</p>
{}
</body></text></TEI>"""


def written(folder: Path, more: str = "") -> Path:
    path = folder / "letter.xml"
    path.write_text(LETTER.format(more), encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def built(path: Path, *to: str, **asked: object) -> Built:
    return build_file(path, Request(to=to or ("txt",), **asked), lambda _: None)  # type: ignore[arg-type]


def test_the_outputs_of_a_file_lie_in_a_folder_beside_it(tmp_path: Path) -> None:
    made = built(written(tmp_path), "html", "txt")
    assert made.output == tmp_path / "letter-build"
    assert {"index.html", "edition.txt", "manifest.json"} <= set(contents(made.output))
    assert names(tmp_path) == ["letter-build", "letter.xml"]


def test_the_outputs_of_a_file_go_where_they_are_wanted(tmp_path: Path) -> None:
    built(written(tmp_path), out=tmp_path / "elsewhere")
    assert names(tmp_path) == ["elsewhere", "letter.xml"]


def test_a_file_that_another_schema_allows_is_no_error(tmp_path: Path) -> None:
    made = built(written(tmp_path, "<egXML xmlns='http://www.tei-c.org/ns/Examples'>x</egXML>"))
    assert made.report.worst in (None, Severity.WARNING)
    assert "differs from edition.rng in" in made.account[0]


def test_a_file_that_did_not_change_is_not_built_again(tmp_path: Path) -> None:
    path = written(tmp_path)
    built(path)
    assert built(path).is_unchanged
    written(tmp_path, "<p>New.</p>")
    assert not built(path).is_unchanged


def test_an_image_is_looked_for_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    path = written(tmp_path, '<figure><graphic url="a.png"/></figure>')
    assert built(path).report.messages == []
    (tmp_path / "a.png").unlink()
    assert [(message.code, message.line) for message in built(path).report] == [("W640", 6)]


def test_styles_are_taken_only_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "web.css").write_text("p { color: #c0ffee }")
    path = written(tmp_path)
    assert b"c0ffee" not in contents(built(path, "html").output)["index.html"]
    made = built(path, "html", styles=tmp_path / "styles")
    assert "styles/web.css" in made.manifest.inputs


def test_two_elements_with_one_id_are_told_with_both_lines_and_nothing_is_written(tmp_path: Path) -> None:
    made = built(written(tmp_path, '<p xml:id="a">x</p>\n<p xml:id="a">y</p>'))
    (message,) = made.report.at_least(Severity.ERROR)
    assert (message.code, message.line) == ("E202", 7)
    assert "line 6" in message.text
    assert names(tmp_path) == ["letter.xml"]


@pytest.mark.parametrize("text", ["<TEI", "plain words", '<html xmlns="http://www.w3.org/1999/xhtml"/>', ""])
def test_what_is_no_tei_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.xml").write_text(text)
    with pytest.raises((Unreadable, InputRefused)):
        built(tmp_path / "x.xml")
    assert names(tmp_path) == ["x.xml"]


def test_a_file_without_text_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>')
    with pytest.raises(InputRefused) as caught:
        built(path)
    assert caught.value.messages[0].path == str(path)


def test_a_folder_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter-build").mkdir()
    (tmp_path / "letter-build" / "mine.txt").write_text("x")
    with pytest.raises(SettingsError):
        built(written(tmp_path))


def test_a_book_whose_contents_fill_two_pages_is_whole_in_print(tmp_path: Path) -> None:
    chapters = "".join(
        f'<div type="chapter"><head>The {number}th evening at the mill</head><p>It turned {number} times.</p></div>'
        for number in range(60)
    )
    made = built(written(tmp_path, chapters), "pdf")
    assert [str(message) for message in made.report.at_least(Severity.ERROR)] == []


def test_an_image_that_stands_in_many_places_is_one_file_beside_the_page(tmp_path: Path) -> None:
    figures = '<figure><graphic url="a.png"/><head>The mill.</head></figure>' * 40
    (tmp_path / "a.png").write_bytes(picture(size=(90, 60)))
    path = tmp_path / "letter.xml"
    path.write_text(LETTER.replace("</body>", f"{figures}</body>"), encoding="utf-8")
    built = build_file(path, Request(to=("html",)), lambda _: None)
    (name,) = {name for name in contents(built.output) if name.startswith("image-")}
    page = (built.output / "index.html").read_text(encoding="utf-8")
    assert (built.output / name).read_bytes() == picture(size=(90, 60))
    assert page.count(f'src="{name}" width="90" height="60"') == 40
    assert "data:image" not in page


def test_a_file_of_styles_that_lie_elsewhere_is_named_alike_when_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "wbe.css").write_text("", encoding="utf-8")
    (tmp_path / "texts" / "letter.xml").write_text(LETTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    request = Request(to=("txt",), styles=Path("look"))
    first, again = (build_file(Path("texts/letter.xml"), request, lambda _: None) for _ in range(2))
    assert again.is_unchanged
    assert [one.path for built in (first, again) for one in built.report if one.code == "W646"] == ["look/wbe.css"] * 2


@pytest.mark.parametrize("name", ["models.odd", "page.html", "labels.toml", "web.css"])
def test_a_fault_in_styles_that_lie_elsewhere_is_told_with_the_path_as_given(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / name).write_text("@import 'x';{{ <\n[", encoding="utf-8")
    (tmp_path / "letter.xml").write_text(LETTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EditionError) as found:
        build_file(Path("letter.xml"), Request(to=("html",), styles=Path("look")), lambda _: None)
    assert [one.path for one in found.value.messages] == [f"look/{name}"]
