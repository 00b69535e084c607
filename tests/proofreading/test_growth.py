"""Twice the text takes twice the work of a proofreader."""

import cProfile
import pstats

import pytest

from edition.apparatus import Display
from edition.document import parse
from edition.outputs import Shown
from edition.writers import WRITERS

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A mill</title>
</titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>
<text><body><div>"""
UNITS = {
    "notes": "<p>Wheel {0} turned<note n='{0}' xml:id='n{0}'>Note {0}.</note> all day.</p>",
    "notes under one number": "<p>Wheel {0} turned<note n='1'>Note {0}.</note> all day.</p>",
    "readings": "<p>The <app><lem>wheel {0}</lem><rdg>reel {0}<note>Note {0}.</note></rdg></app> turned.</p>",
    "captions": "<figure><head>Wheel {0}</head><note>Note {0}.</note><p>It turned {0} times.</p></figure>",
}


def work(unit: str, name: str, count: int) -> int:
    """How many functions are called to proofread an output of `count` units."""
    body = "".join(unit.format(number) for number in range(count))
    document = parse(f"{HEAD}{body}</div></body></text></TEI>".encode(), "mill.xml")
    written = WRITERS[name].write(document, Display())
    proofreader = Shown(document, "", Display()).proofreader
    profile = cProfile.Profile()
    proof = profile.runcall(proofreader.proof, name, written.files)
    assert proof is not None
    assert not proof.messages
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["html", "txt"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=list(UNITS))
def test_twice_the_text_takes_twice_the_work(unit: str, name: str) -> None:
    work(unit, name, 1)  # what is read once, such as labels
    assert work(unit, name, 240) <= 2.2 * work(unit, name, 120)
