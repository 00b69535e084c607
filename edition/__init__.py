"""Annotated digital editions: a source text becomes TEI, and the TEI a page, a book and a plain text."""

__version__ = "0.1.0"
