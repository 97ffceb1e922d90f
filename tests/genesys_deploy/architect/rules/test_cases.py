"""Tables of flows and what is found in them: `cases/*.yaml`, one file for each subject.

A case has a name, a `flow` (whole, or `variables:` and `actions:` of a state), and `finds`: every finding of the
rules that the file is about, as `line:column rule` with the severity where it is not the rule's own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from genesys_deploy.architect.rules.data_actions.of_contracts import CONTRACT_RULES
from genesys_deploy.architect.rules.registry import ALL_RULES
from genesys_deploy.source.finding import Finding

FOLDER = Path(__file__).parent / "cases"
USUAL = {rule.id: rule.severity for rule in ALL_RULES}

Check = Callable[[str], tuple[Finding, ...]]


def tables() -> list[Any]:
    cases: list[Any] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text("utf-8"))
        cases += [
            pytest.param(table["rules"], case, id=f"{path.stem}: {case['name']}") for case in table["cases"]
        ]
    return cases


def line_of(finding: Finding, offset: int) -> str:
    assert finding.span is not None
    severity = "" if finding.severity is USUAL[finding.rule] else f" ({finding.severity})"
    start = finding.span.start
    return f"{start.line - offset}:{start.column - (8 if offset else 0)} {finding.rule}{severity}"


@pytest.mark.parametrize(("rules", "case"), tables())
def test_finds_exactly(rules: list[str], case: dict[str, Any], check: Check) -> None:
    offset = 7 if "\nactions:" in f"\n{case['flow']}" else 0
    found = [finding for finding in check(case["flow"]) if finding.rule in rules]
    assert [line_of(finding, offset) for finding in found] == case["finds"]
    for words, finding in zip(case.get("says", ()), found, strict=False):
        assert words in f"{finding.message}\n{finding.hint}"


def test_every_rule_has_cases() -> None:
    ruled = {rule for case in tables() for rule in case.values[0]}
    elsewhere = {rule.id for rule in CONTRACT_RULES}
    assert {rule.id for rule in ALL_RULES} - elsewhere - ruled == {
        # Reported by the readers and tested there, or too big for a table.
        "syntax", "duplicate-key", "not-a-flow", "wrong-shape", "missing-property", "unknown-property", "value-form",
        "unknown-action", "unmodelled-action", "unmodelled-flow", "unknown-branch", "duplicate-reference",
        "action-limit", "expression-length",
    }  # fmt: skip
