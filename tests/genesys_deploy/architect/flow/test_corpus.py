"""Flows that others have published: all of them load, and nothing in them is overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import FLOW_KINDS, read_flow_text
from genesys_deploy.architect.flow.uses import every_action, every_expression
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.source.finding import Finding

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))


def read(path: Path) -> tuple[Flow, tuple[Finding, ...]]:
    return read_flow_text(path.read_text(encoding="utf-8-sig"), IdentityMap(path.name), templated=True)


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_a_published_flow_loads_and_each_of_its_expressions_is_found(path: Path) -> None:
    flow, _ = read(path)
    text = path.read_text(encoding="utf-8-sig")
    assert flow.kind in FLOW_KINDS
    assert str(flow.name)
    assert sum(1 for _ in every_expression(flow)) == text.count("exp:")
    lines = text.splitlines()
    assert all("exp:" in lines[expression.span.start.line - 1] for expression, _ in every_expression(flow))


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_nothing_in_a_published_flow_is_called_wrong(path: Path) -> None:
    _, findings = read(path)
    assert [str(finding) for finding in findings if finding.severity is not Severity.INFO] == []


@needs_shared
def test_every_action_has_a_path_of_its_own() -> None:
    for path in FLOWS:
        paths = [action.path for _, action in every_action(read(path)[0])]
        assert len(paths) == len(set(paths))
