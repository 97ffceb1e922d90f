"""Values: NOT_SET, short circuits, comparison, limits, what only the environment knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from genesys_deploy.architect.expressions import (
    Environment,
    EvaluationError,
    Scope,
    Type,
    compile_expression,
    to_text,
)
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

TYPES = {
    "Flow.name": "string",
    "Flow.count": "integer",
    "Flow.ratio": "decimal",
    "Flow.ok": "boolean",
    "Flow.names": "stringCollection",
    "Flow.queue": "queue",
    "Flow.data": "json",
    "Flow.price": "currency",
    "Flow.span": "duration",
    "Flow.when": "dateTime",
    "Flow.contact": "externalContact",
}
SCOPE = Scope({name: Type.parse(word) for name, word in TYPES.items()})
NOTHING: dict[str, Value] = dict.fromkeys(name.lower() for name in TYPES)
VALUES: dict[str, Value] = {
    "flow.name": "Jo",
    "flow.count": 3,
    "flow.ratio": Decimal("0.9"),
    "flow.ok": True,
    "flow.names": ("a", None, "b"),
    "flow.queue": Reference("queue", "q-1", "Sales"),
    "flow.data": Json({"a": {"b": [1, 2.5]}, "n": 7, "t": "x", "Nothing": None}),
    "flow.price": Currency(Decimal("5.25"), "USD"),
    "flow.span": timedelta(hours=2),
    "flow.when": datetime(2024, 1, 31, 23, 0, 0, tzinfo=UTC),
    "flow.contact": Record(Type("externalContact"), {"firstName": "Jo"}),
}


def value(text: str, values: Mapping[str, Value] = VALUES, environment: Environment | None = None) -> Value:
    return compile_expression(text, SCOPE).evaluate(values, environment or Environment())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flow.NAME", "Jo"),
        ("Flow.queue.id", "q-1"),
        ("FLOW.QUEUE.NAME", "Sales"),
        ("Flow.price.amount", Decimal("5.25")),
        ('Flow.price["code"]', "USD"),
        ("Flow.contact.firstName", "Jo"),
        ("Flow.contact.workEmail", None),
        ("Flow.contact.cellPhone.e164", None),
        ("ToInt(Flow.data.n)", 7),
        ("ToString(Flow.data.a.b)", "[1, 2.5]"),
        ("ToString(Flow.data.A)", None),
        ("IsSet(Flow.data.Nothing)", False),
        ("Flow.names[2]", "b"),
        ("IsSet(Flow.names[1])", False),
        ("Count(Flow.names)", 3),
        ('AddItem(Flow.names, "c")', ("a", None, "b", "c")),
        ('Append("Hi ", Flow.name, NOT_SET, "!")', "Hi Jo!"),
        ("1 == 1.0", True),
        ("Flow.ratio >= 0.85 and Flow.count < 4", True),
        ('"a" < "B"', True),
        ('"a" == "A"', False),
        ("Flow.when + Flow.span", datetime(2024, 2, 1, 1, 0, 0, tzinfo=UTC)),
        ("AddMonths(Flow.when, 1)", datetime(2024, 2, 29, 23, 0, 0, tzinfo=UTC)),
        ("AddYears(AddMonths(Flow.when, 1), 1)", datetime(2025, 2, 28, 23, 0, 0, tzinfo=UTC)),
        ("WeekNum(MakeDateTime(2024, 1, 1))", 1),
        ("WeekNum(MakeDateTime(2024, 1, 7))", 2),
        ("-7 % 3", -1),
        ("1 / 4", Decimal("0.25")),
        ('Split("a,b,,c", ",")', ("a", "b", "", "c")),
        ('Replace("aXbX", "X", "-")', "a-b-"),
        ('FindString("banana", "an", 2)', 3),
        ("RoundUp(Flow.span, MakeDuration(0, 0, 45, 0))", timedelta(minutes=135)),
        (
            "Range(MakeDuration(0, 0, 50, 0), MakeDuration(0, 0, 45, 0))",
            (timedelta(minutes=45), timedelta(minutes=90)),
        ),
        ('ToPhoneNumber("+49 (30) 1234-567").e164', "+49301234567"),
        ('ToPhoneNumber("tel:+4930123").dialingCode', "49"),
        ('ToPhoneNumber("sip:jo@x.org").isSip', True),
        ('GetJsonObjectProperty(JsonParse("{\\"k\\": {\\"z\\": 1}}"), "k").z', Json(1)),
        ('ToString(SetJsonObjectProperty(JsonParse("{}"), "k", MakeList(1, 2)))', '{"k": [1, 2]}'),
        ("GetJsonObjectPropertyNames(Flow.data)", ("a", "n", "t", "Nothing")),
        ("IsJsonObject(Flow.data.a)", True),
        ("IsJsonObject(Flow.data.t)", False),
        ("Count(ToJsonCollection(Flow.data.a.b))", 2),
        ('ToString(ReplaceJsonArrayItem(JsonParse("[1, 2, 1]"), 1, 9))', "[9, 2, 9]"),
        ("ToString(ToJson(Flow.price))", '{"amount": 5.25, "code": "USD"}'),
        ("System.MaxInt", 999_999_999_999_999),
    ],
)
def test_is(text: str, expected: Value) -> None:
    types = {**{name: Type.parse(word) for name, word in TYPES.items()}, "System.MaxInt": Type("integer")}
    assert compile_expression(text, Scope(types)).evaluate(VALUES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IsSet(Flow.name)", False),
        ("IsNotSetOrEmpty(Flow.name)", True),
        ('Flow.name == "x"', False),
        ("Flow.name == NOT_SET", True),
        ("Flow.name != NOT_SET", False),
        ('If(Flow.ok, "yes", "no")', "no"),
        ('Flow.ok ? "yes" : "no"', "no"),
        ('Append("a", Flow.name)', "a"),
        ("ToString(Flow.count)", None),
        ("ToDisplayString(Flow.count)", ""),
        ("ToInt(Flow.name)", None),
        ("Sum(Flow.count, 2)", 2),
        ("Flow.queue.id", None),
        ("Flow.data.a.b", None),
        ("MakeList(NOT_SET, Flow.count, 1)", (None, None, 1)),
        ("false and Flow.ok", False),
        ("true or Flow.ok", True),
    ],
)
def test_not_set_is(text: str, expected: Value) -> None:
    assert value(text, NOTHING) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Flow.count + 1",
        'Flow.name + "x"',
        "Flow.count < 1",
        "!Flow.ok",
        "Flow.ok and true",
        "Upper(Flow.name)",
        "AddDays(Flow.when, 1)",
        "Flow.price + Flow.price",
    ],
)
def test_not_set_has_no_result_in(text: str) -> None:
    with pytest.raises(EvaluationError, match="NOT_SET"):
        value(text, NOTHING)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 / (1 - 1)", "division by zero"),
        ("1 % (1 - 1)", "division by zero"),
        ("0 ^ -1", "no result"),
        ("999999999999999 + 1", "an Integer lies"),
        ("10.0 ^ 999999999", "no result"),
        ("AddYears(Flow.when, 500)", "1800 and 2200"),
        ("AddDays(Flow.when, 99999999999)", "no result"),
        ("MakeDateTime(2023, 2, 29)", "no such moment"),
        ("Flow.names[3]", "there is no item 3"),
        ("GetAt(Flow.names, 3)", "there is no item 3"),
        ('MakeCurrency(1, "USD") + MakeCurrency(1, "EUR")', "cannot be mixed"),
        ('ToDateTime("yesterday")', "is no DateTime"),
        ('ToDuration("1h")', "is no Duration"),
        ('ToCurrency("x|USD")', "is no Currency"),
        ('JsonParse("{")', "no JSON"),
        ('GetJsonObjectProperty(JsonParse("[]"), "a")', "no object"),
        ("RoundUp(Flow.span, MakeDuration(0, 0, 0, 0))", "longer than nothing"),
        ('FindQueue("Sales")', "there is no org"),
        ('MakeListCurrency(MakeList(1.0), MakeList("USD", "EUR"))', "as many of each"),
        (
            'Count(Split(Replace("----------", "-", "0123456789,0123456789,0123456789,0123456789,"), ",")) / (1 - 1)',
            "division",
        ),
    ],
)
def test_has_no_result(text: str, words: str) -> None:
    with pytest.raises(EvaluationError, match=re.escape(words)):
        value(text)


def test_a_collection_has_a_limit() -> None:
    long: dict[str, Value] = {**VALUES, "flow.names": ("x",) * 2000}
    with pytest.raises(EvaluationError, match="at most 2,000 items"):
        value('AddItem(Flow.names, "y")', long)


def test_only_the_side_that_is_taken_is_evaluated() -> None:
    assert value("If(true, 1, ToInt(1 / (1 - 1)))") == 1
    assert value("false ? ToInt(1 / (1 - 1)) : 2") == 2
    assert value("false and 1 / (1 - 1) > 1.0") is False
    assert value("true or 1 / (1 - 1) > 1.0") is True


def test_a_variable_without_a_value_is_named() -> None:
    with pytest.raises(EvaluationError, match=r"Flow\.name has no value here"):
        value("Upper(Flow.name)", {})


def test_asks_the_environment(environment: Environment) -> None:
    assert value("GetCurrentDateTimeUtc()", environment=environment) == datetime(
        2026, 3, 1, 12, 0, 30, tzinfo=UTC
    )
    assert value('FindQueue("Sales").name', environment=environment) == "Sales"
    assert value('FindSkill("nobody")', environment=environment) is None
    assert value("GetDefaultLanguage()", environment=environment) == "de-de"
    assert value("GetSupportedLanguages()", environment=environment) == ("de-de", "en-us")


@pytest.mark.parametrize("text", ['ToAudioTTS("x")', "ToAudioBlank(100)", 'FindUserPrompt("x")'])
def test_audio_checks_but_does_not_evaluate(text: str) -> None:
    expression = compile_expression(text, SCOPE)
    with pytest.raises(EvaluationError, match="audio"):
        expression.evaluate({})


def test_long_chains_evaluate() -> None:
    assert value("1" + "+1" * 5000) == 5001
    assert value("(" * 150 + "1" + ")" * 150) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Decimal("2000.50"), "2000.5"),
        (Decimal(-1), "-1.0"),
        (Decimal("1E+3"), "1000.0"),
        (timedelta(0), "PT0S"),
        (timedelta(milliseconds=-1), "-PT0.001S"),
        (timedelta(days=1), "P1D"),
        (Reference("queue", "id", None), "id"),
        (Reference("user", "id", "Jo Doe", "jo@x.org"), "jo@x.org"),
        (Record(Type("shortMessage"), {"body": "hi"}), "hi"),
        (Json({"ä": True}), '{"ä": true}'),
        (Json("text"), "text"),
        ((1, None, 2), "1\n\n2"),
    ],
)
def test_as_text(given: Value, expected: str) -> None:
    assert to_text(given) == expected
