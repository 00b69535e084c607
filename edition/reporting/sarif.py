"""Messages as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from edition import __version__
from edition.codes import Code, codes
from edition.report import Message, Report, Severity
from edition.reporting.addresses import address

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
    remedy = f" {_sentence(code.remedy)}" if code.remedy else ""
    return {
        "id": ident,
        "shortDescription": {"text": _sentence(code.says)},
        "fullDescription": {"text": code.why.split("\n\n")[0].replace("\n", " ") or _sentence(code.says) + remedy},
        "help": {"text": _sentence(code.says) + remedy, "markdown": _help(code)},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
        "properties": {"tags": [code.family]},
    }


def _help(code: Code) -> str:
    examples = [
        f"{head}\n\n```xml\n{lines}\n```" for head, lines in (("Told:", code.bad), ("Right:", code.good)) if lines
    ]
    says = " ".join(_sentence(words) for words in (code.says, code.remedy) if words)
    return "\n\n".join([says, *filter(None, [code.why]), *examples])


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "." * (not words.endswith("."))


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
