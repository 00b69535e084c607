"""What an edition brings to its look: its styles and the images of its text, none of which is believed."""

import io
from pathlib import Path

import pytest
from PIL import Image as Pillow
from weir import weir

from edition.document import Document
from edition.dress import MEDIA_TYPES, Image, Refusal, image
from edition.errors import EditionError, InputRefused, SettingsError, UnsafeReference
from edition.look import Look, check_same, read_look

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
BOMB = (20_000, 20_000)


def picture(kind: str = "PNG", size: tuple[int, int] = (3, 2), mode: str = "RGB") -> bytes:
    data = io.BytesIO()
    Pillow.new(mode, size).save(data, kind)
    return data.getvalue()


def figure(url: str) -> Document:
    return weir(f'<p>a</p><figure><graphic url="{url}"/><head>The weir.</head></figure>')


def looked(folder: Path, url: str) -> Look:
    return read_look(figure(url), folder, folder / "styles")


def refused(data: bytes) -> str:
    """The code of the message that says why `data` is not shown; "" where it is."""
    found = image(data)
    return found.code if isinstance(found, Refusal) else ""


def told(look: Look) -> list[str]:
    return [message.code for message in look.messages]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with an image, beside a file that is none of its business."""
    place = tmp_path / "lamp"
    (place / "images").mkdir(parents=True)
    (place / "images" / "a b.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture())
    return place


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_an_image_has_the_kind_and_the_size_that_its_bytes_say(kind: str) -> None:
    found = image(picture(kind))
    assert found == Image(kind.lower(), 3, 2, picture(kind))
    assert MEDIA_TYPES[kind.lower()] == f"image/{kind.lower()}"


@pytest.mark.parametrize(
    "inside", ["", "<g><use x:href='#a'/></g>", "<rect fill='url(#a)'/><!-- url(x) -->", "<rect fill=\"url('#a')\"/>"]
)
def test_a_still_drawing_is_an_image(inside: str) -> None:
    drawing = SVG.format(inside).encode()
    assert image(drawing) == Image("svg", 0, 0, drawing)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<g onclick='x'/>",
        "<image x:href='http://x/y.png'/>",
        "<image href='file:///etc/passwd'/>",
        "<rect style='fill: url(//x/y)'/>",
        "<rect style='fill: u\\72l(//x/y)'/>",
        "<style>@import 'x.css';</style>",
        "<foreignObject/>",
        "<set attributeName='href' to='javascript:x'/>",
        "<?xml-stylesheet href='x.css'?>",
    ],
)
def test_a_drawing_that_runs_or_fetches_something_is_refused(inside: str) -> None:
    assert refused(SVG.format(inside).encode()) == "W644"


@pytest.mark.parametrize(
    "data",
    [b"", b"no image", b"<html/>", picture("BMP"), picture("JPEG", (90, 90))[:-200], SVG.format("<g>").encode(),
     b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode()],
    ids=["empty", "words", "html", "bmp", "truncated", "not-well-formed", "entities"],
)  # fmt: skip
def test_what_is_no_whole_image_is_refused(data: bytes) -> None:
    assert refused(data) == "W642"


def test_a_small_file_of_many_pixels_is_refused() -> None:
    bomb = picture(size=BOMB, mode="1")
    assert len(bomb) < 100_000
    assert refused(bomb) == "W643"


def test_a_large_file_is_refused() -> None:
    assert refused(picture() + bytes(11 * 2**20)) == "W643"


def test_two_places_of_the_same_bytes_share_a_file_name() -> None:
    assert len({image(picture()).file_name, image(picture()).file_name, image(picture("GIF")).file_name}) == 2


@pytest.mark.parametrize("url", ["images/a b.png", "images/a%20b.png", "./images/../images/a%20b.png"])
def test_an_image_is_found_by_its_address_as_written(folder: Path, url: str) -> None:
    look = looked(folder, url)
    assert look.dress.images == {url: Image("png", 3, 2, picture())}
    assert look.messages == ()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("none.png", "W640"),
        ("../secret.png", "W641"),
        ("%2e%2e/secret.png", "W641"),
        ("%252e%252e/secret.png", "W641"),
        ("..\\secret.png", "W641"),
        ("/etc/passwd", "W641"),
        ("link.png", "W641"),
        ("loop.png", "W642"),
        ("images", "W642"),
        ("edition.toml", "W642"),
        ("http://x/y.png", "W645"),
        ("//x/y.png", "W645"),
        ("file:///etc/passwd", "W645"),
    ],
)
def test_an_image_that_is_not_shown_is_told_of_on_its_line(folder: Path, url: str, code: str) -> None:
    (folder / "edition.toml").write_text("format = 1")
    (folder / "link.png").symlink_to("../secret.png")
    (folder / "loop.png").symlink_to("loop.png")
    look = looked(folder, url)
    assert look.dress.images == {}
    assert [(message.code, message.line) for message in look.messages] == [(code, 8)]


def test_an_image_that_stands_in_two_places_is_told_of_once(folder: Path) -> None:
    document = weir('<figure><graphic url="x.png"/></figure><figure><graphic url="x.png"/></figure>')
    assert told(read_look(document, folder, None)) == ["W640"]


def test_images_of_other_hosts_are_told_of_together(folder: Path) -> None:
    document = weir('<figure><graphic url="http://x/1.png"/></figure><figure><graphic url="http://x/2.png"/></figure>')
    assert [message.text[:13] for message in read_look(document, folder, None).messages] == ["2 images lie "]


def test_an_image_that_comes_or_changes_changes_the_hashes(folder: Path) -> None:
    (folder / "x.png").unlink(missing_ok=True)
    missing = looked(folder, "x.png").hashes
    (folder / "x.png").write_bytes(picture())
    there = looked(folder, "x.png").hashes
    assert missing == {"x.png": ""}
    assert there != missing


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / "styles").mkdir(exist_ok=True)
        (folder / "styles" / name.replace("_", ".")).write_text(text)


def test_the_styles_are_found_by_their_names(folder: Path) -> None:
    write(folder, web_css="@font-face { src: url(fonts/a.woff2) }", page_html="<p>")
    (folder / "styles" / "fonts").mkdir()
    (folder / "styles" / "fonts" / "a.woff2").write_bytes(b"font")
    look = read_look(None, folder, folder / "styles")
    assert set(look.dress.styles) == {"web.css", "page.html", "fonts/a.woff2"}
    assert set(look.hashes) == {"styles/web.css", "styles/page.html", "styles/fonts/a.woff2"}
    assert look.messages == ()


def refusal(folder: Path, **files: str) -> EditionError:
    """What is said of these styles."""
    write(folder, **files)
    with pytest.raises(EditionError) as found:
        read_look(None, folder, folder / "styles")
    return found.value


@pytest.mark.parametrize("url", ["../edition.toml", "http://x/y.css", "//x/y.css", "/etc/passwd", "%2e%2e/x"])
def test_a_style_sheet_that_names_a_file_outside_of_its_folder_is_refused_as_unsafe(folder: Path, url: str) -> None:
    error = refusal(folder, web_css=f"p {{ color: red }}\np {{ background: url({url}) }}")
    assert isinstance(error, UnsafeReference)
    assert [(one.code, one.place) for one in error.messages] == [("E640", f"{folder}/styles/web.css:2")]


def test_all_bad_addresses_of_a_style_sheet_are_told_of_at_once(folder: Path) -> None:
    error = refusal(folder, web_css="@import 'more.css';\np { background: url(a.png), url(//x/y) }", more_css="")
    assert isinstance(error, UnsafeReference)
    assert [(one.code, one.line) for one in error.messages] == [("E414", 1), ("E414", 2), ("E640", 2)]


def test_a_file_of_the_styles_that_nobody_reads_is_told_of(folder: Path) -> None:
    write(folder, wbe_css="p { color: red }")
    (message,) = read_look(None, folder, folder / "styles").messages
    assert (message.code, message.place) == ("W646", f"{folder}/styles/wbe.css")


@pytest.mark.parametrize("css", ["p { background: url(a.png) }", "@import 'more.css';"])
def test_a_style_sheet_that_names_what_is_not_there_or_imports_is_a_fault_of_the_styles(folder: Path, css: str) -> None:
    error = refusal(folder, print_css=css, more_css="")
    assert isinstance(error, SettingsError)
    assert [one.code for one in error.messages] == ["E414"]


def test_a_link_out_of_the_styles_is_refused(folder: Path) -> None:
    write(folder, web_css="")
    (folder / "styles" / "print.css").symlink_to("../../secret.png")
    with pytest.raises(UnsafeReference):
        read_look(None, folder, folder / "styles")


def test_a_file_that_changes_while_it_is_worn_is_refused(folder: Path) -> None:
    write(folder, web_css="p {}")
    look = read_look(None, folder, folder / "styles")
    check_same(look)
    write(folder, web_css="q {}")
    with pytest.raises(InputRefused):
        check_same(look)


def test_xml_that_is_no_drawing_is_no_image() -> None:
    assert isinstance(image(b"<!---->" * 2000 + b"<TEI/>"), Refusal)
