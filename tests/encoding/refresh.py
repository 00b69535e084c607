"""Writes anew what the cases give; to be run by hand, and its diff to be read: `python tests/encoding/refresh.py`."""

from encoding_cases import FOLDER, outcome, read_cases

ORDER = ("settings", "decisions", "source", "tei", "says")


def main() -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        blocks = []
        for case in read_cases(path):
            tei, says = outcome(case)
            parts = {**case.parts, "tei": tei, "says": says}
            body = "".join(f"---- {key}\n{parts[key]}\n" for key in ORDER if parts.get(key))
            blocks.append(f"==== {case.name}\n{body}")
        path.write_text("".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
