"""Every finding on the published flows is one that was held against the file by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from genesys_deploy.architect.rules.run import FlowText, check_flow_texts
from genesys_deploy.source.finding import Severity
from tests.shared_facts import SHARED, needs_shared

FLOWS = SHARED / "corpus" / "flows"
TABLE: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "corpus_findings.yaml").read_text("utf-8")
)

pytestmark = [needs_shared, pytest.mark.shared]


@pytest.mark.parametrize("name", TABLE)
def test_finds_what_was_held_against_the_file(name: str) -> None:
    text = (FLOWS / name).read_text("utf-8")
    findings = check_flow_texts([FlowText.of_file(name, text)], texts={name: text})
    assert [f"{each.span.start.line} {each.rule}" for each in findings if each.span] == TABLE[name]


def test_the_table_is_whole() -> None:
    assert set(TABLE) == {path.name for path in FLOWS.iterdir()}


def test_no_published_flow_has_an_error() -> None:
    texts = {path.name: path.read_text("utf-8") for path in FLOWS.iterdir()}
    findings = check_flow_texts([FlowText.of_file(name, text) for name, text in texts.items()])
    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []
