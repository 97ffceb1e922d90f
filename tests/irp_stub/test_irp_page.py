"""docs/irp.md says what is: every endpoint, option, rule, sample and fault."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from irp_stub.api.endpoints import ROUTES
from irp_stub.api.faults import ENDPOINTS, read_faults
from irp_stub.api.settings import DEFAULTS, read_settings
from irp_stub.cli import irp_stub
from irp_stub.identity.evidence import EVIDENCE
from irp_stub.samples import sample_bots, sample_customers

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "irp.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_endpoint_is_on_the_page_with_its_scope(route: object) -> None:
    method, path, scope = (getattr(route, name) for name in ("method", "path", "scope"))
    (row,) = [line for line in PAGE.splitlines() if line.startswith("|") and f"`{method} {path}`" in line]
    assert f"| `{scope}` |" in row if scope else "| – |" in row


@pytest.mark.parametrize("rule", EVIDENCE)
def test_every_rule_is_on_the_page_with_its_confidence(rule: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if f"| `{rule}` |" in line]
    confidence = next(weighing.confidence for known, weighing in EVIDENCE.items() if known == rule)
    assert f"{confidence:.2f}" in row or "–" in row


def test_every_option_of_serve_is_on_the_page() -> None:
    serve = irp_stub.commands["serve"]
    options = [name for option in serve.params if isinstance(option, click.Option) for name in option.opts]
    assert [name for name in options if f"`{name}`" not in PAGE] == []


def test_the_faults_on_the_page_can_be_used(tmp_path: Path) -> None:
    _, example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "faults.yaml").write_text(example)
    assert read_faults(tmp_path / "faults.yaml")
    assert [name for name in ENDPOINTS if f"`{name}`" not in PAGE] == []


def test_the_settings_on_the_page_are_the_defaults_and_all_of_them(tmp_path: Path) -> None:
    example, _ = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "settings.yaml").write_text(example)
    assert read_settings(tmp_path / "settings.yaml") == DEFAULTS
    assert [name for name in DEFAULTS.__struct_fields__ if f"{name}:" not in PAGE] == []


def test_every_sample_is_on_the_page() -> None:
    customers = map(json.loads, sample_customers())
    assert [c["customer_id"] for c in customers if f"`{c['customer_id']}` {c['name']}" not in PAGE] == []
    assert [user_id for _, user_id in sample_bots() if f"`{user_id}`" not in PAGE] == []
