from __future__ import annotations

import json
from pathlib import Path

import pytest

from genesys_deploy.architect.expressions.compile import compile_expression
from genesys_deploy.architect.expressions.conditions import conditions
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.scope import Scope
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a", []),
        ("a == b", []),
        ("a and b", ["a", "b"]),
        ("a and b or c", ["a", "b", "c"]),
        ("a and (b or !c)", ["a", "b", "!c"]),
        ("(a == b) and (c)", ["a == b", "c"]),
        ("!(a or b) and c", ["a", "b", "!(a or b)", "c"]),
        ("(x + 1) * 2 > (y) and c", ["(x + 1) * 2 > (y)", "c"]),
        ('If(IsSet(a), ToString(a), "")', ["IsSet(a)"]),
        ("If(true, a, b)", []),
        ("iF(a, If(b, 1, 2), 3)", ["a", "b"]),
        ("a ? b : c", ["a"]),
        ("f(x)[1].y and g()", ["f(x)[1].y", "g()"]),
        ('Left(a, 1) == "(" and b', ['Left(a, 1) == "("', "b"]),
        ("If(a and b, 1, 2)", ["a", "b"]),
        ("x >= -5 and (y - 2) < -1", ["x >= -5", "(y - 2) < -1"]),
    ],
)
def test_where_an_expression_decides(text: str, written: list[str]) -> None:
    assert [condition.text for condition in conditions(text)] == written


def test_the_text_of_a_condition_is_an_expression_of_its_own() -> None:
    examples = Path(__file__, "../cases/examples.jsonl").resolve().read_text("utf-8").splitlines()
    texts = [json.loads(line)["expression"] for line in examples if "value" in json.loads(line)]
    assert len(texts) > 100
    for text in texts:
        for condition in conditions(f"If({text}, {text}, a) and (({text}) == b or !({text}))"):
            written = conditions(f"{condition.text} and a")
            assert condition.text in {one.text for one in written} or len(written) > 1


@pytest.mark.parametrize(
    ("text", "values", "noted"),
    [
        ("a and b", {"a": False, "b": True}, [("a", False)]),
        ("a and b", {"a": True, "b": False}, [("a", True), ("b", False)]),
        ("a or b", {"a": True, "b": None}, [("a", True)]),
        ("If(a, 1, If(b, 2, 3))", {"a": None, "b": True}, [("a", None), ("b", True)]),
        (
            "!(a or b) and b",
            {"a": False, "b": False},
            [("a", False), ("b", False), ("!(a or b)", True), ("b", False)],
        ),
    ],
)
def test_a_watched_expression_tells_what_it_decides(
    text: str, values: dict[str, Value], noted: list[tuple[str, Value]]
) -> None:
    told: list[tuple[str, Value]] = []
    scope = Scope({"a": Type("boolean"), "b": Type("boolean")})
    expression = compile_expression(text, scope)
    watched = expression.watched(lambda condition, value: told.append((condition.text, value)))
    assert watched.evaluate(values) == expression.evaluate(values)
    assert told == noted


def test_a_watched_expression_fails_as_the_plain_one_does() -> None:
    expression = compile_expression("a and b", Scope({"a": Type("boolean"), "b": Type("boolean")}))
    with pytest.raises(EvaluationError, match="cannot decide on NOT_SET"):
        expression.watched(lambda _condition, _value: None).evaluate({"a": None, "b": True})


def test_a_long_chain_is_watched_too() -> None:
    names = [f"v{number}" for number in range(300)]
    told: list[str] = []
    expression = compile_expression(" and ".join(names), Scope(dict.fromkeys(names, Type("boolean"))))
    watched = expression.watched(lambda condition, _value: told.append(condition.text))
    assert watched.evaluate(dict.fromkeys(names, True)) is True
    assert told == names


def test_a_conversion_to_the_place_s_type_stays() -> None:
    told: list[str] = []
    expression = compile_expression("If(a, 1, 2)", Scope({"a": Type("boolean")}), Type("string"))
    assert expression.watched(lambda condition, _: told.append(condition.text)).evaluate({"a": True}) == "1"
    assert told == ["a"]
