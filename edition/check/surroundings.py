"""What lies around a document under check: the other files of its edition, and the anchors that it has given."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Surroundings:
    """What a check may know of besides the document; empty where it is checked alone.

    `files` are the other TEI files of the edition by their address as a pointer writes it, such as `notes.xml`;
    each gives the name of an element by its `xml:id`.
    """

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
