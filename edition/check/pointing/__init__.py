"""Ids and pointers: every id once, every pointer led to the right kind of thing, in the document or beside it."""
