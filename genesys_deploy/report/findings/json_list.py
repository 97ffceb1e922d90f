"""Findings as JSON, for programs that want the plain list.

```
{"version": 1,
 "summary": {"errors": 1, "warnings": 0, "infos": 0, "files": 1},
 "findings": [{"rule": "unknown-variable", "severity": "error", "message": "…", "hint": "…" | null,
               "file": "flows/x.yaml" | null, "start": {"line": 3, "column": 7} | null, "end": {…} | null}]}
```

Lines and columns count from 1; `end` stands just past the place. Keys may be added within a version.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from genesys_deploy.report.findings.tally import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.source.document import Plain
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Position

__all__ = ["VERSION", "JsonList"]

VERSION = 1


@dataclass(frozen=True, slots=True)
class JsonList:
    def render(self, findings: Sequence[Finding]) -> str:
        report = {
            "version": VERSION,
            "summary": asdict(tally(findings)),
            "findings": [_finding(finding) for finding in findings],
        }
        return json.dumps(report, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Plain]:
    span = finding.span
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "file": span.file if span else None,
        "start": _position(span.start) if span else None,
        "end": _position(span.end) if span else None,
    }


def _position(position: Position) -> dict[str, Plain]:
    return {"line": position.line, "column": position.column}
