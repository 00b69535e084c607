"""Fifty small faults in one book, and what the edition says of each, to be read in a row as prose."""

from pathlib import Path

from edition.check import check
from edition.document import parse
from edition.errors import EditionError
from edition.report import Message

HERE = Path(__file__).resolve().parent
BOOK = HERE / "book.xml"
MESSAGES = HERE / "fifty-messages.txt"
HEADING = (
    "What `edition check` says of fifty faults in tests/verdicts/book.xml, each alone; refresh_fifty.py writes it.\n"
)
FAULTS: tuple[tuple[str, str], ...] = (
    ('<hi rend="italic">key</hi>', '<hi rend="italic">key</ih>'),
    ('<TEI xmlns="http://www.tei-c.org/ns/1.0"', "<TEI"),
    ("<p>What follows was found, not made.</p>", "<pp>What follows was found, not made.</pp>"),
    ("<p>What follows was found, not made.</p>", "<para>What follows was found, not made.</para>"),
    ("<speaker>Bargee</speaker>", "<speeker>Bargee</speeker>"),
    ("<label>pound</label>", '<label xmlns="">pound</label>'),
    ("<label>pound</label>", '<label xmlns="http://example.org/words">pound</label>'),
    ("<p>Burn this.</p>", "<p>Burn this.<row><cell>now</cell></row></p>"),
    ("<p>Burn this.</p>", "<p>Burn this.<p>At once.</p></p>"),
    (
        "<head>The bargee</head><l n=\"1\">He sings below, he sings above,</l>",
        "<l n=\"1\">He sings below, he sings above,</l><head>The bargee</head>",
    ),
    ("<front>", "<back><div><p>Too early.</p></div></back><front>"),
    ("<resp>encoding and notes of this edition</resp>", ""),
    ("<publisher>The edition authors</publisher>", ""),
    ('<corr resp="#desk" type="misprint">leak</corr>', ""),
    ("<list type=\"gloss\"><head>Words of the cut</head>", '<list type="gloss">Words of the cut'),
    ("<row role=\"label\"><cell>Boat", '<row role="label">The tolls<cell>Boat'),
    ('<gap reason="lost"/>', '<gap reason="lost">the rest</gap>'),
    ('<hi rend="italic">', '<hi rendd="italic">'),
    ('<hi rend="italic">', '<hi colour="red">'),
    ("<salute>Yours</salute>", '<salute target="#pell">Yours</salute>'),
    ('<date when="1868-12-27">', '<date when="27 December 1868">'),
    ('<date when="1869-02">', '<date when="1869-02-30">'),
    ('<num value="41">', '<num value="forty-one">'),
    ('<foreign xml:lang="fr">', '<foreign xml:lang="french language">'),
    ('<availability status="free">', '<availability status="gratis">'),
    ('type="misprint">leak', 'type="misprnt">leak'),
    ('<anchor type="note" xml:id="a.1"/>', '<anchor xml:id="a.1"/>'),
    ('<language ident="fr">', "<language>"),
    ('xml:id="p.1"', 'xml:id="ch.2"'),
    ('xml:id="p.1"', 'xml:id="1st.paragraph"'),
    ('xml:id="ch.1"', 'xml:id="chapter one"'),
    ('ref="#pell"', 'ref="#pel"'),
    ('ref="#pell"', 'ref="#ch.2"'),
    ('<lem wit="#A">', '<lem wit="#C">'),
    ('<corr resp="#desk"', '<corr resp="#printer"'),
    ('<ref target="#ch.2">', '<ref target="#ch.3">'),
    ('<sp who="#pell">', '<sp who="pell">'),
    ('target="#a.2"', 'target="#a.1"'),
    ('<anchor type="note" xml:id="a.2"/>', ""),
    ('type="authorial" resp="#arden" n="1"', 'resp="#arden" n="1"'),
    ('type="authorial" resp="#arden" n="1"', 'type="authorial" n="1"'),
    ("<p>I have counted them twice.</p>", "I have counted them twice."),
    ('<corr resp="#desk" type', "<corr type"),
    ("<l>Let down the water, let me through.</l>", "<l>Let down <p>the water</p>, let me through.</l>"),
    ("<corr resp=\"#desk\" type=\"misprint\">leak</corr>", '<corr resp="#desk" type="misprint">leek</corr>'),
    ("<head>What lay on top</head>", "<head/>"),
    ('<head>A bill</head><p>For one key, <measure unit="penny" quantity="3">three pence</measure>.</p>', ""),
    ('<death when="1890-03-02">2 March 1890</death>', '<death when="1809-03-02">2 March 1890</death>'),
    ("<speaker>Bargee</speaker>", ""),
    ('quantity="3"', 'quantity="three"'),
    ('<graphic url="gate.png"/>', "<graphic/>"),
    ('<lg type="stanza">', '<lg type="a stanza">'),
    ('who="#desk">Written', 'who="#nobody">Written'),
    ("<div><p>So the play ends:", "<div>So: <p>So the play ends:"),
    ("<quote rend=\"block\"><p>nobody is paid.</p></quote>", '<quote rend="block"><p/></quote>'),
)  # fmt: skip


def told() -> str:
    """The faults in their order, each with its messages."""
    lines = [HEADING]
    for old, new in FAULTS:
        lines += [f"{shown(old)} → {shown(new) or 'nothing'}", *(f"  {message}" for message in messages(old, new)), ""]
    return "\n".join(lines)


def messages(old: str, new: str) -> list[Message]:
    """What is said of the book when the first `old` in it is `new`."""
    book = BOOK.read_text(encoding="utf-8")
    if old not in book:
        raise ValueError(old)
    try:
        return list(check(parse(book.replace(old, new, 1).encode(), "book.xml")))
    except EditionError as error:
        return list(error.messages)


def shown(markup: str) -> str:
    """A piece of mark-up on one line."""
    return markup if len(markup) < 90 else f"{markup[:60]} … {markup[-25:]}"
