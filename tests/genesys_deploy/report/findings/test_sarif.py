from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from genesys_deploy.architect.rules.description import Description
from genesys_deploy.report.findings import Sarif
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Position, Span

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "sarif_2_1_0_essentials.json").read_text("utf-8")
)
RULES = (
    Description("unread-variable", Severity.WARNING, "A variable is written and never read"),
    Description("unknown-variable", Severity.ERROR, "A name that no variable has"),
)


def run_of(findings: tuple[Finding, ...], rules: tuple[Description, ...] = RULES) -> Any:
    log = json.loads(Sarif(rules).render(findings))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    return log["runs"][0]


def test_is_valid_with_and_without_findings_and_rules(findings: tuple[Finding, ...]) -> None:
    for found in (findings, ()):
        for rules in (RULES, ()):
            run_of(found, rules)


def test_results_point_at_their_rule(findings: tuple[Finding, ...]) -> None:
    run = run_of(findings)
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert result["ruleId"] == known[result["ruleIndex"]] if "ruleIndex" in result else True
    assert [result.get("ruleIndex") for result in run["results"]] == [1, 0, None, None]


def test_severities_are_levels_of_sarif(findings: tuple[Finding, ...]) -> None:
    assert [result["level"] for result in run_of(findings)["results"]] == [
        "error",
        "warning",
        "note",
        "error",
    ]


def test_the_hint_is_part_of_the_message(findings: tuple[Finding, ...]) -> None:
    text = run_of(findings)["results"][0]["message"]["text"]
    assert text == 'there is no variable "Flow.tir"\ndid you mean "Flow.tier"?'


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("flows/a b.yaml", "flows/a%20b.yaml"),
        ("flows/50%#1.yaml", "flows/50%25%231.yaml"),
        ("/tmp/x y.yaml", "file:///tmp/x%20y.yaml"),
    ],
)
def test_files_become_uris(file: str, uri: str) -> None:
    run = run_of((Finding("r", Severity.ERROR, "m", Span(file, Position(3, 4), Position(5, 6))),))
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri
    assert location["region"] == {"startLine": 3, "startColumn": 4, "endLine": 5, "endColumn": 6}


def test_a_fingerprint_survives_moved_lines_and_tells_twins_apart() -> None:
    first = Finding("r", Severity.ERROR, "m", Span.at("f", 1, 1))
    twin = replace(first, span=Span.at("f", 9, 1))
    moved = replace(first, span=Span.at("f", 2, 1))

    def prints(*found: Finding) -> list[dict[str, str]]:
        return [result["partialFingerprints"] for result in run_of(found)["results"]]

    assert prints(first) == prints(moved)
    before, after = prints(first, twin)
    assert before != after
