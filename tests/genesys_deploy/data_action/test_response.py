from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.failure import FAILURE_FIELDS
from genesys_deploy.data_action.response import Failure, HttpResponse, Success, read_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.data_action.model import DataAction

    MakeAction = Callable[..., DataAction]

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
CUSTOMER: dict[str, Any] = {
    "outputs": {"id": TEXT, "n": WHOLE},
    "translation_map": {"id": "$.customer.id", "n": "$.n"},
    "defaults": {"id": '""', "n": "0"},
    "success_template": '{"id": ${id}, "n": ${n}}',
}


@pytest.mark.parametrize(
    ("body", "outputs"),
    [
        ('{"customer": {"id": "c1"}, "n": 3}', {"id": "c1", "n": 3}),
        ('{"customer": {"id": "a \\"b\\" \\\\ é"}}', {"id": 'a "b" \\ é', "n": 0}),
        ("{}", {"id": "", "n": 0}),
        ('{"customer": null}', {"id": "", "n": 0}),
        ('{"customer": []}', {"id": "", "n": 0}),
        ("", {"id": "", "n": 0}),
    ],
)
def test_a_missing_value_has_its_default(
    make_action: MakeAction, body: str, outputs: dict[str, object]
) -> None:
    assert read_response(make_action(**CUSTOMER), HttpResponse(200, body)) == Success(outputs)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"customer": {"id": null}}', "None is not of type 'string'"),
        ('{"n": "three"}', "'three' is not of type 'integer'"),
        ("<html>", "the answer is not JSON"),
        ('{"n": NaN}', "NaN is no JSON"),
        ("[" * 100_000, "the answer is not JSON"),
    ],
)
def test_an_answer_that_cannot_be_understood_is_a_failure(
    make_action: MakeAction, body: str, reason: str
) -> None:
    outcome = read_response(make_action(**CUSTOMER), HttpResponse(200, body, {"ININ-Correlation-Id": "c-1"}))
    assert isinstance(outcome, Failure)
    assert reason in outcome.why
    assert outcome.outputs["status"] == 200
    assert outcome.outputs["correlationId"] == "c-1"
    assert list(outcome.outputs) == [field.name for field in FAILURE_FIELDS]


def test_without_default_the_reference_stays_and_breaks_the_json(make_action: MakeAction) -> None:
    outcome = read_response(make_action(**CUSTOMER | {"defaults": {}}), HttpResponse(200, "{}"))
    assert isinstance(outcome, Failure)
    assert "the success template gives no JSON" in outcome.why


def test_the_raw_result_is_the_body(make_action: MakeAction) -> None:
    action = make_action(outputs={"a": {"type": "object", "properties": {"b": WHOLE}}})
    assert read_response(action, HttpResponse(201, '{"a": {"b": 1}, "more": 2}')) == Success({"a.b": 1})
    assert isinstance(read_response(action, HttpResponse(200, "<html>")), Failure)


def test_an_empty_body_is_an_empty_object(make_action: MakeAction) -> None:
    assert read_response(make_action(), HttpResponse(204, "")) == Success({})


def test_a_function_without_numbers_has_the_default(make_action: MakeAction) -> None:
    action = make_action(
        outputs={"n": {"type": "number"}},
        translation_map={"n": "$.list.sum()"},
        defaults={"n": "0"},
        success_template='{"n": ${n}}',
    )
    assert read_response(action, HttpResponse(200, '{"list": []}')) == Success({"n": 0})
    assert read_response(action, HttpResponse(200, '{"list": [1, 2]}')) == Success({"n": 3.0})


def test_a_path_that_cannot_be_read_is_an_error_of_the_action(make_action: MakeAction) -> None:
    with pytest.raises(PathError):
        read_response(make_action(translation_map={"n": "$..."}), HttpResponse(200, "{}"))


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (404, "", {"errorCode": "not.found", "status": 404, "userMessage": "the service answered 404"}),
        (429, "<html>", {"errorCode": "too.many.requests", "status": 429}),
        (302, "", {"errorCode": "internal.server.error", "status": 302}),
        (400, '{"title": "Bad", "detail": "no channel"}', {"errorCode": "bad.request", "userMessage": "no channel"}),
        (400, '{"title": 5}', {"userMessage": "the service answered 400"}),
        (500, "[1]", {"errorCode": "internal.server.error", "details.errorCode": []}),
        (
            400,
            json.dumps({
                "message": "m", "code": "invalid.value", "contextId": "ctx", "entityId": "e1", "entityName": "queue",
                "messageWithParams": "m {x}", "messageParams": {"x": 1}, "details": [{"errorCode": "d1", "fieldName": "f"}],
            }),
            {
                "errorCode": "invalid.value", "userMessage": "m", "correlationId": "ctx", "entityId": "e1",
                "entityName": "queue", "userParamsMessage": "m {x}", "userParams.key": ["x"], "userParams.value": ["1"],
                "details.errorCode": ["d1"], "details.fieldName": ["f"], "details.entityId": [None],
            },
        ),
    ],
)  # fmt: skip
def test_an_error_answer_fills_the_thirteen_outputs(
    make_action: MakeAction, status: int, body: str, expected: dict[str, object]
) -> None:
    outcome = read_response(make_action(), HttpResponse(status, body))
    assert isinstance(outcome, Failure)
    assert len(outcome.outputs) == 13
    assert {name: outcome.outputs[name] for name in expected} == expected
