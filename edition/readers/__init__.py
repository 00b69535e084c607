"""Readers: the bytes of one source become its decoded text and its blocks. One module a format."""

from collections.abc import Callable

from edition.readers.blocks import Block, Reading, trimmed
from edition.readers.plain import read_plain
from edition.settings import Breaks, Source

Reader = Callable[[bytes, Source, Breaks], Reading]

READERS: dict[str, Reader] = {"plain": read_plain}

__all__ = ["READERS", "Block", "Reader", "Reading", "trimmed"]
