from __future__ import annotations

from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.data_action.wire import from_wire, to_wire

YAML = """\
name: Get Account
integrationType: custom-rest-actions
secure: true
timeoutSeconds: 12
config:
  request:
    requestUrlTemplate: https://irp.example.com/accounts/$esc.uriEncode(${input.id})
    requestType: GET
    headers: {Accept: application/json}
  response:
    translationMap: {name: $.name}
    translationMapDefaults: {name: '""'}
    successTemplate: '{"name": ${name}}'
contract:
  input: {inputSchema: {type: object, properties: {id: {type: string}}, required: [id]}}
  output: {successSchema: {type: object, properties: {name: {type: string}}}}
"""


def test_an_action_comes_back_from_the_wire_as_it_went() -> None:
    action = read_data_action_text(YAML, "x.yaml")
    assert from_wire(to_wire(action, "IRP", "i-1")) == action


def test_the_body_is_what_the_api_asks_for() -> None:
    body = to_wire(read_data_action_text(YAML, "x.yaml"), "IRP", "i-1")
    assert set(body) == {"name", "category", "integrationId", "secure", "contract", "config"}
    assert body["category"] == "IRP"
    assert body["config"]["timeoutSeconds"] == 12
    assert body["contract"]["input"]["inputSchema"]["required"] == ["id"]


def test_what_the_api_leaves_out_has_the_platforms_default() -> None:
    action = from_wire({"name": "x", "config": {"request": {"requestUrlTemplate": "/api/v2/users/me"}}})
    assert action.integration_type == "purecloud-data-actions"
    assert action.request.method == "GET"
    assert action.timeout_seconds == 60
    assert action.outputs == ()
