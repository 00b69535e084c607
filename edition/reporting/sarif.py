"""Messages as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from edition import __version__
from edition.codes import codes, sentence
from edition.report import Message, Report, Severity
from edition.reporting.addresses import address
from edition.reporting.pages import in_markdown

Json: TypeAlias = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(report: Report, base: Path) -> str:
    """One run with all messages and a rule for each of their codes; paths are relative to `base` where they can be."""
    rules = list(dict.fromkeys(message.code for message in report))
    driver = {"name": "edition", "version": __version__, "rules": [_rule(code) for code in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": address(path, base)}} for path in report.files],
        "results": [_result(message, rules.index(message.code), base) for message in report],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(ident: str) -> Json:
    code = codes().get(ident)
    if code is None:
        return {"id": ident}
    says = " ".join(sentence(words) for words in (code.says, code.remedy) if words)
    return {
        "id": ident,
        "shortDescription": {"text": sentence(code.says)},
        "fullDescription": {"text": " ".join(code.why.split("\n\n")[0].split()) or says},
        "help": {"text": says, "markdown": f"{says}\n\n{in_markdown(code)}".strip()},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
        "properties": {"tags": [code.family]},
    }


def _result(message: Message, rule: int, base: Path) -> Json:
    mark = "\0".join((message.code, message.path, message.xpath, message.text))
    return {
        "ruleId": message.code,
        "ruleIndex": rule,
        "level": LEVELS[message.severity],
        "message": {"text": f"{message.text} {message.remedy}".rstrip()},
        "locations": [_location(message, base)] if message.path else [],
        "partialFingerprints": {"placeAndWords/v1": sha256(mark.encode()).hexdigest()},
    }


def _location(message: Message, base: Path) -> Json:
    physical: Json = {"artifactLocation": {"uri": address(message.path, base)}}
    if message.line:
        physical["region"] = _region(message)
    found: Json = {"physicalLocation": physical}
    if message.xpath:
        found["logicalLocations"] = [{"fullyQualifiedName": message.xpath, "kind": "element"}]
    return found


def _region(message: Message) -> Json:
    region = {"startLine": message.line}
    if message.column:
        region |= {"startColumn": message.column, "endColumn": message.column + max(message.length, 1)}
    return region
