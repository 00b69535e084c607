"""Every check against its folder in `cases/check/`: a bad input, its messages, and good neighbours."""

from dataclasses import replace
from pathlib import Path

import pytest

from edition.check import check
from edition.codes import codes
from edition.document import Document, parse
from edition.ledger import read_ledger
from edition.neighbours import Neighbours
from edition.report import Message, Severity

CASES = Path(__file__).resolve().parent.parent / "cases" / "check"
HEADER = "".join(line.strip() for line in (CASES / "header.xml").read_text().splitlines())
BAD = sorted(CASES.glob("*/bad*.xml"))
GOOD = sorted(CASES.glob("*/good*.xml"))
CODES = [code.ident for code in codes().values() if code.is_check]


def whole(path: Path) -> Document:
    """The document that a case stands for, with the lines of the case.

    A case is a whole document, or what follows the header, or only what is in the body.
    """
    words = path.read_text()
    if "<text>" not in words:
        apart, _, body = words.rpartition("</standOff>")
        words = f"{apart}{'</standOff>' if apart else ''}<text><body>{body}</body></text>"
    if "<TEI" not in words:
        words = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER}{words}</TEI>'
    return parse(words.encode(), path.name)


def found(path: Path) -> list[Message]:
    """The messages of a case; the other files of its folder, and its ledger, lie around it."""
    ledger = path.with_name("anchors.jsonl")
    known = read_ledger(ledger.read_bytes()) if ledger.exists() else None
    return list(check(whole(path), Neighbours().around(path, path.parent, known)))


def said(path: Path) -> str:
    """What the checks say to a case, one line a message, with the lines and columns of the case.

    Hints of other codes are left out: a case is too short to use all hands and witnesses of its header.
    """
    document = whole(path)
    before = document.data.decode().partition("\n")[0].rindex(path.read_text().partition("\n")[0])
    told = [each for each in found(path) if each.severity > Severity.INFO or each.code == path.parent.name]
    return "".join(f"{message.severity}: {_of_case(message, before)}\n" for message in told)


def _of_case(message: Message, before: int) -> Message:
    """`message` without the characters that stand before the case in its first line."""
    return replace(message, column=message.column - before) if message.line == 1 else message


def name(path: Path) -> str:
    """`E211-bad` for tests/cases/check/E211/bad.xml."""
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_case_is_reported_in_these_words(path: Path) -> None:
    assert said(path) == path.with_suffix(".txt").read_text()


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_case_has_a_message_of_its_own_code(path: Path) -> None:
    assert path.parent.name in {message.code for message in found(path)}


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_neighbour_is_left_alone(path: Path) -> None:
    assert said(path) == ""


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_a_bad_case_and_a_good_neighbour(code: str) -> None:
    assert {path.parent.name for path in BAD} & {path.parent.name for path in GOOD} >= {code}


def test_every_folder_of_cases_has_a_check() -> None:
    assert {path.parent.name for path in (*BAD, *GOOD)} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_check_is_in_the_manual(code: str, root: Path) -> None:
    assert f"\n| {code} |" in (root / "docs" / "checks.md").read_text()
