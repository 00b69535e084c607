"""Which language a tag names."""

import pytest

from edition.languages import primary_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("eng", "en"), ("fra-CA", "fr"), ("fre", "fr"), ("en_GB", "en"), ("grc", "grc"), ("", "")],
)
def test_a_language_is_one_however_its_tag_is_written(tag: str, language: str) -> None:
    assert primary_language(tag) == language
