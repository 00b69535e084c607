"""Python's search for cycles of objects, which finds none where a tree is read and grows faster than the text."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for cycles meanwhile: for work that makes many small objects and keeps them all."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made counts as old from now on, or the next new object would set off a search through all of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
