"""Literals and JSON values, to and from values of the Architect language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference
from genesys_deploy.simulate.convert import from_json, to_json
from genesys_deploy.simulate.errors import NotSimulated, WrongAnswer
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.literal import literal_value
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def literal(text: str, kind: str) -> Any:
    return literal_value(read_yaml(text, IdentityMap("l.yaml")).root, Type.parse(kind), Library().identify)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("abc", "string", "abc"),
        ("5", "string", "5"),
        ("010", "string", "010"),
        ("true", "string", "true"),
        ('""', "string", ""),
        ("5", "integer", 5),
        ('"5"', "integer", 5),
        ("0.85", "decimal", Decimal("0.85")),
        ("1", "decimal", Decimal(1)),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("{minutes: 5}", "duration", timedelta(minutes=5)),
        ("{seconds: 2, ms: 500}", "duration", timedelta(seconds=2.5)),
        ("2026-03-01T12:30:00Z", "dateTime", MOMENT),
        ("2026-03-01", "date", date(2026, 3, 1)),
        ("12:30:00", "time", time(12, 30)),
        ("[]", "stringCollection", ()),
        ("[{lit: a}, {lit: b}]", "stringCollection", ("a", "b")),
        ("[1, 2]", "integerCollection", (1, 2)),
        ("'{\"a\": [1]}'", "json", Json({"a": [1]})),
        ("5", "unknown", 5),
        ("text", "unknown", "text"),
        ("1.5", "unknown", Decimal("1.5")),
    ],
)
def test_literals(text: str, kind: str, value: object) -> None:
    found = literal(text, kind)
    assert (found, type(found)) == (value, type(value))


def test_a_named_object_has_its_id_from_the_library_or_a_made_up_one() -> None:
    node = read_yaml("{name: VIP}", IdentityMap("l.yaml")).root
    known = Library(ids={("queue", "VIP"): "q-1"})
    assert literal_value(node, Type("queue"), known.identify) == Reference("queue", "q-1", "VIP")
    made_up = literal_value(node, Type("queue"), Library().identify)
    assert isinstance(made_up, Reference)
    assert (made_up.name, len(made_up.id)) == ("VIP", 36)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("abc", "integer"),
        ("maybe", "boolean"),
        ("{fortnights: 2}", "duration"),
        ("{", "json"),
        ("x", "dateTime"),
    ],
)
def test_what_is_no_literal_is_refused_with_its_place(text: str, kind: str) -> None:
    text = f'"{text}"' if text == "{" else text
    with pytest.raises(NotSimulated) as caught:
        literal(text, kind)
    assert caught.value.span is not None


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("a", "a"),
        (True, True),
        (5, 5),
        (Decimal("0.85"), 0.85),
        (Decimal("5.00"), 5),
        (("a", "b"), ["a", "b"]),
        (Json({"a": None}), {"a": None}),
        (MOMENT, "2026-03-01T12:30:00.000Z"),
        (Reference("queue", "q-1", "VIP"), "q-1"),
        (Currency(Decimal("9.5"), "EUR"), 9.5),
        (Record(Type("phoneNumber"), {"e164": "+49"}), {"e164": "+49"}),
        (date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_what_a_data_action_is_given(value: Any, data: object) -> None:
    assert to_json(value) == data


@pytest.mark.parametrize(
    ("data", "kind", "value"),
    [
        ("a", "string", "a"),
        (None, "string", None),
        (5, "integer", 5),
        (5.0, "integer", 5),
        (0.85, "decimal", Decimal("0.85")),
        (1, "decimal", Decimal(1)),
        (False, "boolean", False),
        ("2026-03-01T12:30:00Z", "dateTime", MOMENT),
        ({"a": 1}, "json", Json({"a": 1})),
        ([1, 2], "integerCollection", (1, 2)),
        ([None, "a"], "stringCollection", (None, "a")),
        (1.5, "unknown", Decimal("1.5")),
        (["a"], "unknown", ("a",)),
        ([{"a": 1}], "unknown", Json([{"a": 1}])),
    ],
)
def test_what_an_output_becomes(data: object, kind: str, value: object) -> None:
    found = from_json(data, Type.parse(kind), "it")
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (5, "string"),
        (True, "integer"),
        (1.5, "integer"),
        ("x", "decimal"),
        (1, "boolean"),
        ("x", "stringCollection"),
    ],
)
def test_an_output_of_another_type_is_refused_by_name(data: object, kind: str) -> None:
    with pytest.raises(WrongAnswer, match='the output "score"'):
        from_json(data, Type.parse(kind), 'the output "score"')
