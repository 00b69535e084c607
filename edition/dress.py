"""What an edition brings to its look: style sheets, shells and models of its own, and the images of its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dress:
    """What an edition folder brings to the look of its outputs; values only, all of them screened.

    `styles` holds the files of the folder `styles/` by their names in it, such as `web.css` or `fonts/a.woff2`;
    `images` those that `graphic/@url` names, by the url as it is written in the TEI. An image that is not there
    or not safe is in neither, and its place shows words.
    """

    styles: Mapping[str, bytes] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
