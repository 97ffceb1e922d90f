"""Findings as SARIF 2.1.0, for code scanning services and editors.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", sections 3.14 to 3.51.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from genesys_deploy import __version__
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from genesys_deploy.architect.rules.description import Described
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["Sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "ruleFileMessage/v1"


@dataclass(frozen=True, slots=True)
class Sarif:
    """`rules` describe what the findings' ids mean; an id that is not among them stands without a description."""

    rules: tuple[Described, ...] = ()

    def render(self, findings: Sequence[Finding]) -> str:
        index = {rule.id: number for number, rule in enumerate(self.rules)}
        run = {
            "tool": {"driver": self._driver()},
            "columnKind": "unicodeCodePoints",
            "results": list(_results(findings, index)),
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, indent=2) + "\n"

    def _driver(self) -> dict[str, Any]:
        return {
            "name": "genesys-deploy",
            "version": __version__,
            "rules": [_rule(rule) for rule in self.rules],
        }


def _rule(rule: Described) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": f"See docs/rules/{rule.id}.md"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(findings: Iterable[Finding], index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        # The line is left out, so that a finding stays the same one when lines are added above it.
        facts = (finding.rule, finding.span.file if finding.span else "", finding.message)
        digest = hashlib.sha256("\0".join(facts).encode()).hexdigest()[:32]
        seen[digest] += 1
        yield _result(finding, index.get(finding.rule), f"{digest}:{seen[digest]}")


def _result(finding: Finding, index: int | None, fingerprint: str) -> dict[str, Any]:
    hint = f"\n{finding.hint}" if finding.hint else ""
    return {
        "ruleId": finding.rule,
        **({} if index is None else {"ruleIndex": index}),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        **({"locations": [_location(finding.span)]} if finding.span else {}),
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.file)}, "region": region}}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
