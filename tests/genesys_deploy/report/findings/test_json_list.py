from __future__ import annotations

import json
from typing import TYPE_CHECKING

from genesys_deploy.report.findings import JsonList

if TYPE_CHECKING:
    from genesys_deploy.source.finding import Finding


def test_has_the_documented_shape(findings: tuple[Finding, ...]) -> None:
    report = json.loads(JsonList().render(findings))
    assert report["version"] == 1
    assert report["summary"] == {"errors": 2, "warnings": 1, "infos": 1, "files": 2}
    assert report["findings"][0] == {
        "rule": "unknown-variable",
        "severity": "error",
        "message": 'there is no variable "Flow.tir"',
        "hint": 'did you mean "Flow.tier"?',
        "file": "flows/a b.yaml",
        "start": {"line": 2, "column": 8},
        "end": {"line": 2, "column": 16},
    }


def test_a_finding_without_a_place_has_nulls(findings: tuple[Finding, ...]) -> None:
    last = json.loads(JsonList().render(findings))["findings"][-1]
    assert (last["file"], last["start"], last["end"], last["hint"]) == (None, None, None, None)


def test_an_empty_list_is_still_a_report() -> None:
    assert json.loads(JsonList().render(()))["findings"] == []
