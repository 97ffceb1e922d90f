"""Requests in, answers out."""

from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.architect.expressions.scratchpad import answer


def variables(**given: tuple[str, object]) -> dict[str, dict[str, object]]:
    return {f"Flow.{name}": {"type": type_, "value": value} for name, (type_, value) in given.items()}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"expression": "1 + 1"}, {"ok": True, "type": "integer", "value": "2"}),
        (
            {"expression": "1", "target": "string"},
            {"ok": True, "type": "string", "cast": "ToString", "value": "1"},
        ),
        ({"expression": "ToInt(NOT_SET)"}, {"ok": True, "type": "integer", "value": None}),
        (
            {"expression": "MakeList(1, NOT_SET)"},
            {"ok": True, "type": "integerCollection", "value": ["1", None]},
        ),
        (
            {"expression": "Flow.x", "variables": {"Flow.x": {"type": "string"}}},
            {"ok": True, "type": "string"},
        ),
        (
            {"expression": "flow.X >= 0.85", "variables": variables(x=("decimal", 0.9))},
            {"ok": True, "type": "boolean", "value": "true"},
        ),
        (
            {"expression": "Flow.q.name", "variables": variables(q=("queue", {"id": "1", "name": "Sales"}))},
            {"ok": True, "type": "string", "value": "Sales"},
        ),
        (
            {"expression": "Flow.j.a", "variables": variables(j=("json", {"a": [1, 0.5]}))},
            {"ok": True, "type": "json", "value": "[1, 0.5]"},
        ),
        (
            {
                "expression": "Flow.w + Flow.d",
                "variables": variables(w=("dateTime", "2024-01-01T00:00:00Z"), d=("duration", "PT1H")),
            },
            {"ok": True, "type": "dateTime", "value": "2024-01-01T01:00:00Z"},
        ),
        (
            {"expression": "Count(Flow.l)", "variables": variables(l=("stringCollection", ["a", None]))},
            {"ok": True, "type": "integer", "value": "2"},
        ),
        ({"expression": "System.MaxInt"}, {"ok": True, "type": "integer", "value": "999999999999999"}),
        ({"expression": "1 / (1 - 1)"}, {"ok": True, "type": "decimal", "message": "division by zero"}),
        ({"expression": 'FindQueue("Sales").name'}, {"ok": True, "type": "string", "value": "Sales"}),
        ({"expression": 'ToSkill("A") == ToSkill("a")'}, {"ok": True, "type": "boolean", "value": "true"}),
        ({"expression": "1 +"}, {"ok": False, "position": 2, "message": 'a value is expected after "+"'}),
        (
            {"expression": "Flow.n", "variables": variables(n=("integer", "x"))},
            {"ok": True, "type": "integer", "message": '"x" is no value of type integer'},
        ),
    ],
)
def test_answers(request_: dict[str, object], expected: dict[str, Any]) -> None:
    assert answer(request_) == expected


@pytest.mark.parametrize(
    "request_",
    [None, 1, "x", [], {}, {"expression": 1}, {"expression": "1", "variables": []}, {"expression": "1", "variables": {"a": 1}},
     {"expression": "1", "variables": {"a": {"type": 3}}}, {"expression": "1", "target": 5}],
)  # fmt: skip
def test_a_malformed_request_is_told_so(request_: object) -> None:
    given = answer(request_)
    assert given["ok"] is False
    assert given["position"] == -1


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("string", 5, "5"),
        ("string", True, "true"),
        ("boolean", "True", "true"),
        ("integer", "12", "12"),
        ("decimal", "1.50", "1.5"),
        ("currency", "5|USD", "5.00|USD"),
        ("currency", {"amount": 5, "code": "EUR"}, "5.00|EUR"),
        ("duration", "PT90S", "PT1M30S"),
        ("duration", {"minutes": 5, "ms": 250}, "PT5M0.250S"),
        ("date", "2024-02-29", "2024-02-29"),
        ("time", "12:30:00", "12:30:00"),
        ("queue", "Sales", "Sales"),
        ("phoneNumber", "+4930123", "+4930123"),
        ("shortMessage", {"body": "hi"}, "hi"),
        ("json", {"a": 1}, '{"a": 1}'),
    ],
)
def test_reads_plain_values(type_: str, given: object, expected: str) -> None:
    found = answer({"expression": "ToString(Flow.x)", "variables": variables(x=(type_, given))})
    assert found["value"] == expected


@pytest.mark.parametrize(
    ("type_", "given"),
    [("integer", 1.5), ("integer", True), ("boolean", 1), ("decimal", "NaN"), ("decimal", "1E999999"), ("dateTime", 5),
     ("duration", "P99999999999D"), ("duration", {"weeks": 1}), ("duration", {"days": 10**14}), ("queue", 5), ("shortMessage", "hi"), ("stringCollection", "hi"), ("date", "today"), ("integer", 10**20)],
)  # fmt: skip
def test_refuses_values_of_another_type(type_: str, given: object) -> None:
    found = answer({"expression": "Flow.x", "variables": variables(x=(type_, given))})
    assert found["ok"] is True
    assert "value" not in found
