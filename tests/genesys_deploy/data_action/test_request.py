from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.data_action.errors import ContractViolation, TemplateError
from genesys_deploy.data_action.request import build_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.data_action.model import DataAction

    MakeAction = Callable[..., DataAction]

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("template", "inputs", "printed"),
    [
        ("${input.a}", {"a": "x"}, "x"),
        ("${input.a}", {}, "${input.a}"),
        ("$!{input.a}", {}, ""),
        ("$!{input.a}", {"a": None}, ""),
        ("${input.n} ${input.d} ${input.b}", {"n": 3, "d": 0.85, "b": True}, "3 0.85 true"),
        ('{"a": "$esc.jsonString(${input.a})"}', {"a": 'x"y'}, '{"a": "x\\"y"}'),
        ('{#if("$!{input.a}" != "")"a": "${input.a}",#end"n": 1}', {}, '{"n": 1}'),
        ('{#if("$!{input.a}" != "")"a": "${input.a}",#end"n": 1}', {"a": "x"}, '{"a": "x","n": 1}'),
        ("#if($input.b)yes#{else}no#end", {"b": False}, "no"),
        ("${credentials.user}:$Input.a", {"a": "x"}, "me:$Input.a"),
        ("${authResponse.access_token}", {}, "t0k"),
    ],
)
def test_a_body_is_printed(
    make_action: MakeAction, template: str, inputs: dict[str, Any], printed: str
) -> None:
    contract = {"a": TEXT, "n": {"type": "integer"}, "d": {"type": "number"}, "b": {"type": "boolean"}}
    action = make_action(body=template, inputs=contract)
    request = build_request(action, inputs, {"user": "me"}, {"access_token": "t0k"})
    assert request.body == printed


def test_url_and_headers_are_templates_too(make_action: MakeAction) -> None:
    action = make_action(
        url="https://x.example.com/$esc.uriEncode(${input.a})",
        headers={"Authorization": 'Basic $encoding.base64("${credentials.u}")', "X-Plain": "as it is"},
        inputs={"a": TEXT},
    )
    request = build_request(action, {"a": "b c"}, {"u": "me"})
    assert request.url == "https://x.example.com/b%20c"
    assert request.headers == {"Authorization": "Basic bWU=", "X-Plain": "as it is"}


def test_the_raw_request_is_the_inputs_as_json(make_action: MakeAction) -> None:
    action = make_action(body="${input.rawRequest}", inputs={"a": TEXT, "b": TEXT})
    body = build_request(action, {"a": 'é"', "b": None}).body
    assert body is not None
    assert json.loads(body) == {"a": 'é"'}


@pytest.mark.parametrize(
    ("method", "has_body"), [("GET", False), ("HEAD", False), ("POST", True), ("DELETE", True)]
)
def test_a_get_is_sent_without_body(make_action: MakeAction, method: str, *, has_body: bool) -> None:
    request = build_request(make_action(method=method, body="x"), {})
    assert (request.body is not None) is has_body


@pytest.mark.parametrize(
    ("inputs", "violation"),
    [
        ({}, "'a' is a required property"),
        ({"a": 5}, "$.a: 5 is not of type 'string'"),
        ({"a": "x", "n": True}, "$.n: True is not of type 'integer'"),
        ({"a": "x", "n": 1.5}, "$.n: 1.5 is not of type 'integer'"),
        ({"a": "x", "e": "c"}, "$.e: 'c' is not one of ['a', 'b']"),
    ],
)
def test_inputs_that_break_the_contract_are_refused(
    make_action: MakeAction, inputs: dict[str, Any], violation: str
) -> None:
    contract = {"a": TEXT, "n": {"type": "integer"}, "e": {"type": "string", "enum": ["a", "b"]}}
    with pytest.raises(ContractViolation) as error:
        build_request(make_action(inputs=contract, required=("a",)), inputs)
    assert violation in str(error.value)


def test_a_template_that_fails_names_itself(make_action: MakeAction) -> None:
    with pytest.raises(TemplateError, match="the template of the header X"):
        build_request(make_action(headers={"X": "#if(true)"}), {})


def test_inputs_stay_as_they_are(make_action: MakeAction) -> None:
    inputs = {"a": "x"}
    action = make_action(body='#set($input.a = "changed")${input.a}', inputs={"a": TEXT})
    assert build_request(action, inputs).body == "changed"
    assert inputs == {"a": "x"}
