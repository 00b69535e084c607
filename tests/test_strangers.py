"""Texts that the encoder has not seen: `init` and its settings link their notes, and no decision helps."""

import json
from pathlib import Path

import pytest
from facts import found, with_ids

from edition.conservation import check_conservation
from edition.document import parse, serialise
from edition.encoding import Encoded, encode
from edition.encoding.conventions import init_settings
from edition.readers.decoding import decode
from edition.settings import Settings, read_settings

TEXTS = Path(__file__).parent.parent.parent / "shared" / "texts"
FILES = sorted(path for path in TEXTS.glob("*/*.txt") if path.parent.name != "year-one-8")

pytestmark = pytest.mark.skipif(not FILES, reason="../shared is absent")


def begun(path: Path) -> tuple[Settings, Encoded]:
    data = path.read_bytes()
    settings = read_settings(init_settings(path.name, data).encode())
    return settings, encode(settings, {path.name: data})


@pytest.fixture(scope="module", params=FILES, ids=[path.parent.name for path in FILES])
def stranger(request: pytest.FixtureRequest) -> tuple[Path, Settings, Encoded]:
    return (request.param, *begun(request.param))


def test_every_note_of_the_text_is_linked_and_no_other(stranger: tuple[Path, Settings, Encoded]) -> None:
    path, _, encoded = stranger
    facts = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    notes = found(encoded.document, "//t:note[@n]")
    assert len(notes) == facts["notes"]
    assert len(encoded.plan.links.items) == facts["notes"]


def test_each_mark_leads_to_the_note_that_bears_its_label(stranger: tuple[Path, Settings, Encoded]) -> None:
    _, _, encoded = stranger
    plan, text = encoded.plan, encoded.copy.text
    for start, item in plan.links.items.items():
        assert text[start : start + 12].strip().startswith(plan.settings.notes.mark.replace("{n}", item.label))


def test_each_note_stands_after_its_mark_and_before_the_next_group(stranger: tuple[Path, Settings, Encoded]) -> None:
    _, _, encoded = stranger
    groups = [item for item in encoded.plan.items if not item.follows]
    for start, item in encoded.plan.links.items.items():
        between = [group for group in groups if start < group.start < item.start]
        assert start < item.start
        assert encoded.plan.settings.notes.restart == "never" or len(between) <= 1


def test_every_character_is_accounted_for(stranger: tuple[Path, Settings, Encoded]) -> None:
    path, settings, encoded = stranger
    assert encoded.account.faults(encoded.copy) == []
    source = {path.name: decode(path.read_bytes(), settings.source[0].encoding, path.name)}
    document = with_ids(encoded, b"")
    assert [str(message) for message in check_conservation(document, source, settings)] == []


def test_the_tei_is_read_again_as_it_was_written(stranger: tuple[Path, Settings, Encoded]) -> None:
    _, _, encoded = stranger
    data = serialise(encoded.document)
    assert serialise(parse(data)) == data
