"""Our style sheets and those of the edition after them, each file that they name put in; nothing is fetched."""

from base64 import b64encode

from edition.dress import MEDIA_TYPES, Dress
from edition.resources import resource
from edition.style_addresses import read_sheet


def layered(name: str, models: str, dress: Dress) -> str:
    """Our style sheet `name` and that of the `models` in layers of their own, then the edition's in none.

    So what an edition says counts, however special our selectors are (CSS Cascade 5).
    """
    ours = resource("styles", name).decode()
    theirs = _embedded(name, dress) if name in dress.styles else ""
    return f"@layer page, margin, models;\n@layer page {{\n{ours}}}\n@layer models {{\n{models}}}\n{theirs}".strip()


def style_sheet(name: str, dress: Dress) -> str:
    """Our style sheet `name` and after it the edition's of that name, as it may stand in a `style` element.

    Fonts and images of the edition's folder are put in as `data:` addresses. Raises what `read_sheet`
    raises for an address that leads out of that folder or to nothing in it.
    """
    ours = resource("styles", name).decode()
    return f"{ours}\n{_embedded(name, dress)}" if name in dress.styles else ours


def _embedded(name: str, dress: Dress) -> str:
    """The edition's style sheet `name` with the files that it names in it."""
    import tinycss2

    sheet = read_sheet(name, dress.styles, dress.folder)
    for file, token in sheet.files:
        media_type = MEDIA_TYPES.get(file.rpartition(".")[2].lower(), "application/octet-stream")
        token.value = f"data:{media_type};base64,{b64encode(dress.styles[file]).decode()}"
        token.representation = f'url("{token.value}")' if token.type == "url" else f'"{token.value}"'
    return (str(tinycss2.serialize(sheet.tokens)) if sheet.files else sheet.text).replace("</", r"<\/")
