"""Every rule has a page, and what its examples claim is what happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from genesys_deploy.architect.rules.description import Described
from genesys_deploy.architect.rules.registry import ALL_RULES
from genesys_deploy.report.findings.rule_index import rule_index
from genesys_deploy.source.finding import Finding

PAGES = Path(__file__).parents[4] / "docs" / "rules"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TOO_LONG_TO_SHOW = {"action-limit", "expression-length"}

Check = Callable[[str], tuple[Finding, ...]]


def page(rule: Described) -> str:
    return (PAGES / f"{rule.id}.md").read_text("utf-8")


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in ALL_RULES]
    assert len(ids) == len(set(ids))


def test_there_is_a_page_for_every_rule_and_no_other() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.id for rule in ALL_RULES} | {"README"}


def test_the_index_is_fresh() -> None:
    assert (PAGES / "README.md").read_text("utf-8") == rule_index(ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_page_begins_with_id_severity_and_summary(rule: Described) -> None:
    assert page(rule).startswith(f"# {rule.id}\n\n**{rule.severity.capitalize()}.** {rule.summary}.\n")


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL_RULES if rule.id not in TOO_LONG_TO_SHOW], ids=lambda rule: rule.id
)
def test_the_first_example_is_reported_and_the_second_is_not(rule: Described, check: Check) -> None:
    reported, fine = BLOCK.findall(page(rule))[:2]
    found = [finding for finding in check(reported) if finding.rule == rule.id]
    assert found
    assert found[0].severity is rule.severity
    assert [finding for finding in check(fine) if finding.rule == rule.id] == []
