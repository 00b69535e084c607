"""Messages as JSON: `{"messages": […], "summary": {…}}`."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from edition.codes import Code, codes
from edition.report import Message, Report, Severity


def write_json(report: Report) -> str:
    """All messages, keys in the order of the manual, and how many there are of each severity.

    Where a run counts the files that it looks at, the summary has their number and that of the broken ones too.
    """
    counts = Counter(message.severity for message in report)
    summary = {str(severity): counts[severity] for severity in reversed(Severity)}
    if report.files:
        summary |= {"files": len(report.files), "broken": len(report.broken)}
    found = {"messages": [_row(message) for message in report], "summary": summary}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def write_codes(wanted: Sequence[Code]) -> str:
    """What codes mean, as `{"codes": […]}`; of all where none is wanted."""
    rows = [asdict(code) | {"severity": str(code.severity)} for code in wanted or codes().values()]
    return json.dumps({"codes": rows}, ensure_ascii=False, indent=2) + "\n"


def _row(message: Message) -> dict[str, str | int]:
    return {
        "code": message.code,
        "severity": str(message.severity),
        "path": message.path,
        "line": message.line,
        "column": message.column,
        "xpath": message.xpath,
        "text": message.text,
        "remedy": message.remedy,
    }
