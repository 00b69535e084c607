"""The ODD and the schema that come with the programme, read once."""

from functools import cache

from lxml import etree

from edition.odd.model import Odd
from edition.odd.reading import read_odd
from edition.relaxng import Schema, read_schema
from edition.resources import resource


@cache
def edition_odd() -> Odd:
    """The specifications of `tei/edition.odd`."""
    return read_odd(resource("tei", "edition.odd"))


@cache
def edition_schema() -> etree.RelaxNG:
    """`tei/edition.rng`, compiled by libxml2; its `error_log` is that of the last document."""
    return etree.RelaxNG(etree.fromstring(resource("tei", "edition.rng")))


@cache
def edition_patterns() -> Schema:
    """`tei/edition.rng` as our own matcher reads it."""
    return read_schema(resource("tei", "edition.rng"), "tei/edition.rng", lambda name: resource("tei", name))
