"""Blocks to TEI: note marks and notes, hands, quotations, tables, decisions, conservation of the text."""

from edition.encoding.cues import proposals
from edition.encoding.encoder import Encoded, encode

__all__ = ["Encoded", "encode", "proposals"]
