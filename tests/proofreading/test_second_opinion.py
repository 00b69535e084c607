"""PDFium, by which we proofread, reads the letters of a book that poppler reads."""

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from edition.apparatus import Display
from edition.document import parse
from edition.proofreading.book import normal, read_pdf
from edition.writers import WRITERS


def test_two_readers_find_the_same_letters_in_the_specimen(
    specimen: Path, outside_tool: Callable[[str], str], tmp_path: Path
) -> None:
    data = WRITERS["pdf"].write(parse((specimen / "text.xml").read_bytes()), Display()).files["edition.pdf"]
    (tmp_path / "book.pdf").write_bytes(data)
    command = [outside_tool("pdftotext"), "-raw", str(tmp_path / "book.pdf"), "-"]
    theirs = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    ours = "".join(piece.text for page in read_pdf(data) for piece in page)
    plain = [{sign: count for sign, count in Counter(normal(text)).items() if sign.isascii() and sign.isalpha()}
             for text in (ours, theirs)]  # fmt: skip
    assert plain[0] == plain[1]
