"""Types and variables of an expression, targets, open scopes."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.expressions import (
    EvaluationError,
    ExpressionError,
    Scope,
    Type,
    built_ins,
    compile_expression,
)
from genesys_deploy.architect.expressions.values import Json, Record, Value

MESSAGE = Scope(
    {
        **built_ins("inboundShortMessage"),
        "Flow.score": Type("decimal"),
        "State.queues": Type("queue", collection=True),
        "Flow.data": Type("json"),
    }
)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Message.Message.body", "string"),
        ("message.message.SENDERADDRESSINFO.addressNormalized", "string"),
        ("Message.Message.attachments[0].contentLength", "integer"),
        ("Message.IsNewConversation", "boolean"),
        ("Message.JourneyContext.customerSession.id", "string"),
        ("System.Regions.US.dialingCode", "string"),
        ("State.queues[0].id", "string"),
        ("Flow.data.anything.at.all", "json"),
        ("If(true, State.queues, NOT_SET)", None),
        ("If(true, NOT_SET, 1)", "integer"),
        ("MakeList(NOT_SET, 1.5)", "decimalCollection"),
        ("NOT_SET", "notSet"),
        ("Flow.StartDateTimeUtc", "dateTime"),
    ],
)
def test_type(text: str, type_: str | None) -> None:
    if type_ is None:
        with pytest.raises(ExpressionError):
            compile_expression(text, MESSAGE)
    else:
        assert str(compile_expression(text, MESSAGE).type) == type_


@pytest.mark.parametrize(
    ("text", "target", "cast"),
    [
        ("1", "integer", None),
        ("1", "decimal", "ToDecimal"),
        ("1", "string", "ToString"),
        ('"1"', "integer", "ToInt"),
        ("State.queues", "string", "ToString"),
        ("Flow.data.x", "string", "ToString"),
        ("NOT_SET", "queue", None),
        ('"Sales"', "queue", "ToQueue"),
        ("true", "decimal", "ToDecimal"),
    ],
)
def test_a_target_adds_its_conversion(text: str, target: str, cast: str | None) -> None:
    expression = compile_expression(text, MESSAGE, Type.parse(target))
    assert (str(expression.type), expression.cast) == (target, cast)


def test_the_conversion_is_part_of_the_evaluation() -> None:
    assert compile_expression("1 + 1", MESSAGE, Type("string")).evaluate({}) == "2"


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("Message.Message.body", {"message.message"}),
        ("Flow.Score > 1.0 or flow.SCORE < 0.0", {"flow.score"}),
        ('Append(ToString(Flow.data.a.b), "x")', {"flow.data"}),
        ("1", set()),
    ],
)
def test_knows_its_variables(text: str, variables: set[str]) -> None:
    assert compile_expression(text, MESSAGE).variables == variables


def test_the_longest_variable_wins() -> None:
    scope = Scope({"Flow.a": Type("json"), "Flow.a.b": Type("integer")})
    assert compile_expression("Flow.a.b", scope).type == Type("integer")
    assert compile_expression("Flow.a.b", scope).variables == {"flow.a.b"}
    assert compile_expression("Flow.a.bc", scope).type == Type("json")


def test_an_open_scope_takes_names_it_does_not_know() -> None:
    scope = Scope({"Flow.n": Type("integer")}, is_open=True)
    expression = compile_expression("Flow.x + Flow.n", scope)
    assert expression.type == Type("unknown")
    assert expression.variables == {"flow.x", "flow.n"}
    assert expression.evaluate({"flow.x": 2, "flow.n": 3}) == 5
    with pytest.raises(EvaluationError):
        expression.evaluate({"flow.x": "two", "flow.n": 3})


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("Upper(Flow.x)", "a", "A"),
        ("Flow.x > 1", 2, True),
        ("Flow.x == 2.0", 2, True),
        ("Sum(Flow.x)", (1, 2), 3),
        ("Count(Flow.x)", (), 0),
        ("Sum(Flow.x)", (), 0),
        ("IsSet(Flow.x)", None, False),
        ("Append(Flow.x, Flow.x)", None, ""),
        ("ToString(Flow.x, 2)", None, None),
        ("If(Flow.x, 1, ToInt(1 / (1 - 1)))", True, 1),
        ("Flow.x[1]", ("a", "b"), "b"),
        ("FindFirst(Flow.x, 2)", (1, 2), 1),
    ],
)
def test_what_is_unknown_is_chosen_by_its_value(text: str, given: Value, expected: Value) -> None:
    assert compile_expression(text, Scope({}, is_open=True)).evaluate({"flow.x": given}) == expected


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Upper(Flow.x)", 5),
        ("Upper(Flow.x)", None),
        ("Flow.x + 1", "a"),
        ("Flow.x[0]", "a"),
        ("!Flow.x", 1),
        ("If(Flow.x, 1, 2)", "true"),
        ("Flow.x and true", 1),
        ("Len(Flow.x)", 1),
    ],
)
def test_what_is_unknown_may_turn_out_to_be_wrong(text: str, given: Value) -> None:
    with pytest.raises((EvaluationError, ExpressionError)):
        compile_expression(text, Scope({}, is_open=True)).evaluate({"flow.x": given})


def test_an_open_scope_still_knows_functions_and_types() -> None:
    scope = Scope({}, is_open=True)
    with pytest.raises(ExpressionError, match="no function"):
        compile_expression("Uper(Flow.x)", scope)
    with pytest.raises(ExpressionError, match="does not take"):
        compile_expression("Upper(1) == Flow.x", scope)


def test_more_variables_join_a_scope() -> None:
    scope = MESSAGE.with_variables({"Task.n": Type("integer")})
    assert scope.flow_kind == "inboundShortMessage"
    assert compile_expression("Task.N + 1", scope).type == Type("integer")


@pytest.mark.parametrize(
    "kind", ["inboundShortMessage", "workflow", "commonModule", "inboundCall", "botFlow"]
)
def test_every_kind_of_flow_has_built_ins(kind: str) -> None:
    names = built_ins(kind)
    assert names["Flow.IsTest"] == Type("boolean")
    assert ("Message.Message" in names) == (kind == "inboundShortMessage")


def test_properties_of_values_are_found_without_regard_to_case_but_those_of_json_with() -> None:
    values: dict[str, Value] = {
        "flow.data": Json({"Name": "x"}),
        "message.message": Record(Type("shortMessage"), {"Body": "hi"}),
    }
    assert compile_expression("Message.Message.body", MESSAGE).evaluate(values) == "hi"
    assert compile_expression("Flow.data.name", MESSAGE).evaluate(values) is None
    assert compile_expression("Flow.data.Name", MESSAGE).evaluate(values) == Json("x")


def test_a_type_is_its_word() -> None:
    assert str(Type.parse("stringCollection")) == "stringCollection"
    assert Type.parse("stringCollection") == Type("string", collection=True)
    assert Type("queue").many.item == Type("queue")
