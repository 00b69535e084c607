"""Writes `tei/edition.rng` anew from `tei/edition.odd`."""

from pathlib import Path

from edition.odd import compile_relaxng, read_odd

TEI = Path(__file__).resolve().parent.parent / "tei"


def main() -> None:
    """Compile the schema; `tests/test_odd.py` fails until the result is committed."""
    odd = read_odd((TEI / "edition.odd").read_bytes())
    (TEI / "edition.rng").write_bytes(compile_relaxng(odd))


if __name__ == "__main__":
    main()
