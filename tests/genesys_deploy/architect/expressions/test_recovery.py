"""Where wrong syntax is reported: the verdicts of the official checker on expressions with something lost or added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.architect.expressions import ExpressionError, Scope, compile_expression
from genesys_deploy.architect.expressions.recovery import reported_position

CASES = Path(__file__, "../cases").resolve()


def cases(name: str) -> list[Any]:
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", cases("side_by_side.jsonl"), ids=lambda case: case["expression"][:60])
def test_is_reported_where_the_official_checker_reports_it(case: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(case["expression"], Scope({}, is_open=True))
    assert caught.value.position == case["position"]


def test_every_fault_of_syntax_is_where_the_official_checker_sees_it() -> None:
    wrong = {
        case["expression"]: (found, case["position"])
        for case in cases("syntax.jsonl")
        if (found := reported_position(case["expression"])) != case["position"]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "text", ["(" * 3_000, "a[" * 3_000, "Upper(" * 3_000 + ")", "1 ? " * 3_000, ")" * 3_000]
)
def test_no_depth_exhausts_the_stack(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(text, Scope({}, is_open=True))
