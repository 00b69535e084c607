"""How `make docs` makes the manual: pages in the order in which docs/index.md links to them, no other host asked."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "edition"
copyright = "The edition authors"  # noqa: A001 - Sphinx's name
extensions = ["myst_parser"]
exclude_patterns = ["page-*.md"]
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
html_title = "edition"
html_theme = "alabaster"
html_static_path = ["manual.css"]
html_css_files = ["manual.css"]
html_sidebars = {"**": ["about.html", "navigation.html", "searchbox.html"]}
html_theme_options = {
    "description": "Annotated digital editions",
    "fixed_sidebar": True,
    "show_powered_by": False,
    "show_relbars": True,
    "page_width": "70rem",
    "sidebar_width": "15rem",
}
html_show_sphinx = False
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
LINK = re.compile(r"\]\(([\w-]+)\.md\)")


def setup(app: "Sphinx") -> None:
    """Give the first page its table of contents, which no reader of the Markdown sees."""
    app.connect("source-read", _with_contents)


def _with_contents(_app: "Sphinx", name: str, source: list[str]) -> None:
    if name == "index":
        pages = "\n".join(dict.fromkeys(LINK.findall(source[0])))
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"
