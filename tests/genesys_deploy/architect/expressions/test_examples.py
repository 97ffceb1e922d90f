"""Worked examples: the expression, its type, its value as `ToString` gives it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.architect.expressions import (
    Environment,
    EvaluationError,
    Scope,
    compile_expression,
    to_text,
)
from genesys_deploy.architect.expressions.values import Value

CASES = [
    json.loads(line)
    for line in Path(__file__, "../cases/examples.jsonl").resolve().read_text("utf-8").splitlines()
]


def shown(value: Value) -> str | list[str | None] | None:
    return [to_text(item) for item in value] if isinstance(value, tuple) else to_text(value)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "value" in case], ids=lambda case: case["expression"]
)
def test_has_its_type_and_value(case: dict[str, Any], environment: Environment) -> None:
    expression = compile_expression(case["expression"], Scope({}))
    assert str(expression.type) == case["type"]
    assert shown(expression.evaluate({}, environment)) == case["value"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "error" in case], ids=lambda case: case["expression"]
)
def test_fails_at_run_time(case: dict[str, Any], environment: Environment) -> None:
    with pytest.raises(EvaluationError):
        compile_expression(case["expression"], Scope({})).evaluate({}, environment)
