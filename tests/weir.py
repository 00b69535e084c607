"""A small edition for the tests of views and writers: its author A. Loe, its translator B. Day, its desk."""

from edition.document import Document, parse

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>The Weir</title><author xml:id="loe">A. Loe</author>
<respStmt xml:id="day.trl"><resp>translation from the Danish</resp><name>B. Day</name></respStmt>
<respStmt xml:id="day.ann"><resp>notes to the translation</resp><name>B. Day</name></respStmt>
<respStmt xml:id="desk"><resp>encoding, emendation and notes of this edition</resp><name>the desk</name></respStmt>
<respStmt xml:id="unknown"><resp>words whose hand the sources do not settle</resp><name>unattributed</name></respStmt>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
{apart}<text><body>{body}</body></text></TEI>"""


def weir(body: str, *notes: str) -> Document:
    """A document from the mark-up of its body and of notes by other hands."""
    lists = "".join(
        f'<listAnnotation type="notes" subtype="{_subtype(note)}">{note}</listAnnotation>' for note in notes
    )
    stand_off = f"<standOff>{lists}</standOff>" if notes else ""
    return parse(TEI.format(body=body, apart=stand_off).encode(), "weir.xml")


def _subtype(note: str) -> str:
    return "desk" if "#desk" in note else "translator"


def authorial(identifier: str, number: str, words: str = "x") -> str:
    """A note by the author, where it is called."""
    return f'<note type="authorial" resp="#loe" n="{number}" xml:id="{identifier}" place="end"><p>{words}</p></note>'


def editorial(identifier: str, words: str = "x", number: str = "", hand: str = "day.ann") -> str:
    """A note by another hand, apart from the text."""
    printed = f' n="{number}"' if number else ""
    head = f'<note type="editorial" resp="#{hand}" xml:id="{identifier}" target="#a.{identifier}"{printed}>'
    return f"{head}<p>{words}</p></note>"


def call(identifier: str) -> str:
    """The anchor that calls a note that stands apart."""
    return f'<anchor type="note" xml:id="a.{identifier}"/>'
