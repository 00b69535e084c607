#!/usr/bin/env python3
"""Measure the speed that the project promises, as ratios within one run; exits with 1 where a figure is missed."""

import gc
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from lxml import etree

from edition.apparatus import Display
from edition.build import Request, encode
from edition.check import CHECKS, Check, check
from edition.check.grammar.verdict import invalid_elements
from edition.document import parse
from edition.manifest import sha256
from edition.odd import edition_schema
from edition.outputs import Shown, write_output
from edition.report import Severity
from edition.writers import WRITERS
from edition.writers.pdf import print_page

ROOT = Path(__file__).resolve().parent.parent
SPECIMEN = ROOT / "tei" / "specimen"
EDITION = Path(sys.executable).with_name("edition")
MEGABYTE = 10**6
JSON = ("--report", "json")
T = TypeVar("T")
BARE = 'import click\n@click.command()\ndef main():\n    "Bare."\nmain()\n'
FAULTS = ('<p colour="a" ', "<para/><p ", '<p xml:lang="?" ', "<row/><p ")
SETTINGS = """format = 1
[text]
title = "A book of copies"
{sources}
[notes]
mark = "[{{n}}]"
item = "[{{n}}] "
restart = "part"
"""


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, and the most it may be. `unit` is `s`, `x` or `kB`."""

    what: str
    measured: float
    limit: float
    unit: str

    def __str__(self) -> str:
        verdict = "ok" if self.measured <= self.limit else "MISSED"
        return f"{self.what:58} {self.measured:7.2f} {self.unit:2}  at most {self.limit:5.1f}   {verdict}"


def main() -> int:
    """Measure and print all figures; 1 where one is missed. With a name, a file and a clock: one measurement."""
    if len(sys.argv) > 1:
        work, data, clock = ONE[sys.argv[1]], Path(sys.argv[2]).read_bytes(), CLOCKS[sys.argv[3]]
        print(timed(lambda: work(data), clock)[0])
        return 0
    with tempfile.TemporaryDirectory() as name:
        figures = []
        for measure in (encoding, pages, weight, book, help_page, rebuild, checking, commands, foreign_schema):
            for figure in measure(Path(name)):
                print(figure, flush=True)
                figures.append(figure)
    return int(any(figure.measured > figure.limit for figure in figures))


def encoding(work: Path) -> list[Figure]:
    """1 MB of plain text, a book of copies of the specimen: read, encoded, given ids, checked and written."""
    book = work / "book"
    book.mkdir()
    chapter = (SPECIMEN / "source.txt").read_bytes()
    count = MEGABYTE // len(chapter) + 1
    tables = []
    for number in range(count):
        (book / f"{number}.txt").write_bytes(chapter)
        tables.append(
            f'[[source]]\nfile = "{number}.txt"\nsha256 = "{sha256(chapter)}"\npart = "chapter"\nn = "{number + 1}"'
        )
    (book / "edition.toml").write_text(SETTINGS.format(sources="\n".join(tables)), encoding="utf-8")
    seconds, made = timed(lambda: encode(book, Request(), lambda _: None))
    errors = [str(message) for message in made.report.at_least(Severity.ERROR)]
    if errors:
        print(f"the book has {len(errors)} errors, first: {errors[0]}", file=sys.stderr)
    return [Figure(f"1 MB of plain text to TEI ({count} chapters)", seconds, 5.0, "s")]


def pages(work: Path) -> list[Figure]:
    """The specimen's body repeated to 1 MB and to 10 MB as a web page, against lxml's own parsing and serialising.

    Each run has a process of its own, as a build has; its start does not count.
    """
    specimen = (SPECIMEN / "text.xml").read_text(encoding="utf-8")
    small, large = work / "1.xml", work / "10.xml"
    for path, size in ((small, 1), (large, 10)):
        path.write_text(repeated(specimen, size * MEGABYTE), encoding="utf-8")
    floor, page, short = alone("lxml", large), alone("page", large), alone("page", small)
    short *= large.stat().st_size / small.stat().st_size / 10
    split, read = alone("pages", large), alone("html", large)
    return [
        Figure(f"10 MB of TEI to HTML, lxml's parse + serialise ({floor:.2f} s) = 1", page / floor, 8.0, "x"),
        Figure(f"10 MB of TEI to HTML, 1 MB ({short:.2f} s) = 1", page / short, 11.0, "x"),
        Figure(f"the same as 387 pages, one page ({page:.2f} s) = 1", split / page, 1.25, "x"),
        Figure(f"the pages with their proofreading, without ({split:.2f} s) = 1", read / split, 2.5, "x"),
    ]


def weight(work: Path) -> list[Figure]:  # noqa: ARG001 - nothing is written
    """The web pages of the specimen as they stand, styles and script included; fonts are the reader's own."""
    size = len(written("html", (SPECIMEN / "text.xml").read_bytes()))
    return [Figure("the specimen as a web page, fonts apart", size / 1000, 150.0, "kB")]


def book(work: Path) -> list[Figure]:
    """The PDF of the specimen from its TEI, not proofread, against WeasyPrint alone on the HTML that is printed."""
    page = work / "page.html"
    page.write_text(print_page(parse((SPECIMEN / "text.xml").read_bytes()))[0], encoding="utf-8")
    floor, whole = alone("weasyprint", page), alone("pdf", SPECIMEN / "text.xml")
    return [Figure(f"the specimen as a PDF, WeasyPrint alone ({floor:.2f} s) = 1", whole / floor, 1.2, "x")]


def help_page(work: Path) -> list[Figure]:
    """`edition --help` against the help of a click program that does nothing, taken in turn."""
    bare = work / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    ours, theirs = [], []
    for _ in range(21):
        theirs.append(process(sys.executable, str(bare), "--help"))
        ours.append(process(str(EDITION), "--help"))
    base = statistics.median(theirs)
    return [
        Figure(f"edition --help, a bare click program ({base:.3f} s) = 1", statistics.median(ours) / base, 1.5, "x")
    ]


def rebuild(work: Path) -> list[Figure]:
    """A second build of the specimen with nothing changed, from the start of the process."""
    copy = work / "specimen"
    shutil.copytree(SPECIMEN, copy, ignore=shutil.ignore_patterns("build"))
    process(str(EDITION), "build", str(copy), "-q", "--locked")
    seconds = min(process(str(EDITION), "build", str(copy), "-q", "--locked") for _ in range(3))
    return [Figure("a rebuild of the specimen with nothing changed", seconds, 1.0, "s")]


def checking(work: Path) -> list[Figure]:
    """10 MB of TEI through all checks, against lxml's parsing and validating, and again with 1,000 seeded faults.

    By the clock on the wall, for libxml2 works beside Python.
    """
    valid, faulty = work / "valid.xml", work / "faulty.xml"
    valid.write_text(repeated((SPECIMEN / "text.xml").read_text(encoding="utf-8"), 10 * MEGABYTE), encoding="utf-8")
    faulty.write_text(spoilt(valid.read_text(encoding="utf-8"), 1000), encoding="utf-8")
    told = sum(message.severity is Severity.ERROR for message in check(parse(faulty.read_bytes())))
    if told != 1000:
        print(f"of 1,000 seeded faults {told} are told", file=sys.stderr)
    print(f"of 1,000 seeded faults libxml2 alone tells {lines_of_libxml2(faulty)}, each on a line of its own")
    floor, whole, schema = (alone(name, valid, "wall") for name in ("relaxng", "check", "schema"))
    return [
        Figure(f"10 MB of valid TEI, lxml's parse + validate ({floor:.2f} s) = 1", whole / floor, 1.5, "x"),
        Figure("the verdict of the schema alone", schema / floor, 1.5, "x"),
        Figure("10 MB of TEI with 1,000 faults, each with its place", alone("check", faulty, "wall"), 5.0, "s"),
        Figure("the same by edition check --report json", min(checked(faulty, *JSON) for _ in range(3)), 10.0, "s"),
    ]


def lines_of_libxml2(path: Path) -> int:
    """On how many lines libxml2 finds a fault in a file."""
    schema = edition_schema()
    schema.validate(etree.parse(path, etree.XMLParser(collect_ids=False)))
    return len({entry.line for entry in schema.error_log})


def commands(work: Path) -> list[Figure]:
    """`edition check` of 100 kB, from the start of the process to its end."""
    valid, faulty = work / "100.xml", work / "100-faulty.xml"
    valid.write_text(repeated((SPECIMEN / "text.xml").read_text(encoding="utf-8"), 100_000), encoding="utf-8")
    faulty.write_text(spoilt(valid.read_text(encoding="utf-8"), 1), encoding="utf-8")
    return [
        Figure("edition check of 100 kB", min(checked(valid) for _ in range(5)), 0.5, "s"),
        Figure("edition check of 100 kB with a fault", min(checked(faulty) for _ in range(5)), 0.5, "s"),
    ]


def foreign_schema(work: Path) -> list[Figure]:
    """`edition check --schema tei_all.rng`: the first verdict, and one more when the schema is known.

    One more is a twentieth of what twenty more take.
    """
    schema = ROOT.parent / "shared" / "schemas" / "tei_all.rng"
    if not schema.is_file():
        print("tei_all is not measured: ../shared is absent", file=sys.stderr)
        return []
    copies = [work / f"copy-{number}.xml" for number in range(21)]
    for copy in copies:
        shutil.copy(SPECIMEN / "text.xml", copy)
    one = min(checked(copies[0], "--schema", str(schema)) for _ in range(5))
    all_ = min(checked(*copies, "--schema", str(schema)) for _ in range(5))
    return [
        Figure("edition check --schema tei_all.rng, the first verdict", one, 0.5, "s"),
        Figure("a second document", (all_ - one) / (len(copies) - 1), 0.1, "s"),
    ]


def checked(*arguments: str | Path) -> float:
    """The seconds that `edition check` takes from start to end, whatever it finds."""
    return process(str(EDITION), "check", *map(str, arguments), codes=(0, 3))


def spoilt(tei: str, count: int) -> str:
    """The TEI with `count` faults of four kinds, at paragraphs of its body that are far from each other."""
    front, _, body = tei.partition("<body>")
    first, *parts = body.split("<p ")
    beginnings = ["<p "] * len(parts)
    for number in range(count):
        beginnings[number * len(parts) // count] = FAULTS[number % len(FAULTS)]
    return f"{front}<body>{first}" + "".join(map("".join, zip(beginnings, parts, strict=True)))


def repeated(tei: str, size: int) -> str:
    """The TEI with the content of its body and its standOff repeated to about `size` bytes, ids made unique."""
    for pattern in (r"(<listAnnotation\b[^>]*>)(.*?)(</listAnnotation>)", r"(<body>)(.*)(</body>)"):
        tei = re.sub(pattern, r"\1\0\2\0\3", tei, flags=re.DOTALL)
    parts = tei.split("\0")
    inner = sum(len(part.encode()) for part in parts[1::2])
    ids = {found for part in parts[1::2] for found in re.findall(r'xml:id="([^"]+)"', part)}
    copies = max(1, (size - len(tei.encode())) // inner + 1)
    parts[1::2] = ["".join(renamed(part, ids, number) for number in range(copies)) for part in parts[1::2]]
    return "".join(parts)


def renamed(part: str, ids: set[str], number: int) -> str:
    """A piece of TEI in which each of `ids`, and each pointer to it, bears the number of the copy."""
    if not number:
        return part
    pattern = re.compile(r'((?:xml:id="|#|\(|,))([A-Za-z_][\w.-]*)(?=["),\s])')
    return pattern.sub(lambda m: f"{m[1]}{m[2]}.{number}" if m[2] in ids else m[0], part)


def written(name: str, data: bytes) -> bytes:
    """All files of the output `name` that are made of the TEI in `data`, end to end."""
    return b"".join(write_output(name, "", Shown(parse(data), "", Display())).files.values())


def page_alone(data: bytes, pages: Literal["single", "auto"] = "single") -> bytes:
    """The web page of the TEI in `data` without its proofreading, the collector resting as in a build."""
    gc.disable()
    return b"".join(WRITERS["html"].write(parse(data), Display(pages=pages)).files.values())


def validated(data: bytes) -> bytes:
    """What libxml2 needs at least: lxml's parsing, and its verdict by our schema."""
    return b"valid" * edition_schema().validate(etree.fromstring(data, etree.XMLParser(collect_ids=False)))


def checks_alone(data: bytes, checks: tuple[Check, ...] = CHECKS) -> bytes:
    """The messages of `checks` on the TEI in `data`; questions of typography are for those who ask with -v."""
    return "".join(f"{message}\n" for message in check(parse(data), checks=checks, least=Severity.WARNING)).encode()


def by_weasyprint(page: bytes) -> bytes:
    """The PDF that WeasyPrint alone makes of an HTML page."""
    from weasyprint import HTML

    return bytes(HTML(string=page.decode(), base_url="edition:").write_pdf())


def timed(work: Callable[[], T], clock: Callable[[], float] | None = None) -> tuple[float, T]:
    """(seconds, what `work` gives); by `clock`, or of the processor, those of child processes included."""
    now = clock or spent
    start = now()
    result = work()
    return now() - start, result


def spent() -> float:
    """The seconds of the processor that this process and its ended children have taken."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def alone(name: str, path: Path, clock: str = "processor") -> float:
    """The median seconds that `ONE[name]` takes for a file, in seven processes, by one of `CLOCKS`."""
    command = [sys.executable, __file__, name, str(path), clock]
    return statistics.median(float(subprocess.check_output(command)) for _ in range(7))


def process(*command: str, codes: tuple[int, ...] = (0,)) -> float:
    """The seconds that a command takes from start to end; its output is thrown away, its failure is ours."""
    start = time.perf_counter()
    run = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - start
    if run.returncode not in codes:
        raise subprocess.CalledProcessError(run.returncode, command, stderr=run.stderr)
    return seconds


CLOCKS: dict[str, Callable[[], float]] = {"processor": spent, "wall": time.perf_counter}
ONE: dict[str, Callable[[bytes], bytes]] = {
    "lxml": lambda data: etree.tostring(etree.fromstring(data)),
    "page": page_alone,
    "pages": lambda data: page_alone(data, "auto"),
    "html": lambda data: written("html", data),
    "relaxng": validated,
    "check": checks_alone,
    "schema": lambda data: checks_alone(data, (invalid_elements,)),
    "pdf": lambda data: b"".join(WRITERS["pdf"].write(parse(data), Display()).files.values()),
    "weasyprint": by_weasyprint,
}

if __name__ == "__main__":
    sys.exit(main())
