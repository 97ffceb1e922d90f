"""Two values side by side: where the official checker says that it is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.architect.expressions import ExpressionError, Scope, compile_expression

CASES = Path(__file__, "../cases/side_by_side.jsonl").resolve()


def cases() -> list[Any]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["expression"][:60])
def test_is_reported_where_the_official_checker_reports_it(case: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(case["expression"], Scope({}, is_open=True))
    assert caught.value.position == case["position"]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("1 2", 3),
        ("1 2)", 3),
        ("Flow.a Flow.b", 13),
        ("Flow.a Flow.b)", 13),
        ("Upper(Flow.a) Upper(Flow.b)", 26),
        ("Left(Flow.a Flow.b, 1)", 18),
        ("Left(Flow.a Upper(Lower(Flow.b)), 1)", 30),
        ("Left(Right(Flow.a Upper(Lower(Flow.b), 2)), 1)", 37),
        ("Sum((1) (2))", 12),
        ("Upper(Flow.a[0 Flow.b])", 22),
        ("Flow.a . 1 (", 12),
    ],
)
def test_no_verdict_tells_these_but_the_rules_do(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, Scope({}, is_open=True))
    assert caught.value.position == position
