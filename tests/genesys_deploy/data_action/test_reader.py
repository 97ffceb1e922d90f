from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.data_action.reader import load_data_actions, read_data_action, read_data_action_text
from genesys_deploy.data_action.settings import unfilled_settings
from genesys_deploy.source.errors import NotFound, SourceError, SourceProblems, SyntaxFault

if TYPE_CHECKING:
    from pathlib import Path

YAML = """\
name: Resolve Identity
integrationType: custom-rest-actions
timeoutSeconds: 10
config:
  request:
    requestUrlTemplate: "{{ irp_url }}/api/v1/resolve"
    requestType: post
    headers:
      Content-Type: application/json
      X-Retries: 3
    requestTemplate: |
      {"channel": "$esc.jsonString(${input.channel})"}
  response:
    translationMap:
      customer: $.customer_id
    translationMapDefaults:
      customer: '""'
    successTemplate: '{"customer": ${customer}}'
contract:
  input:
    inputSchema:
      type: object
      properties:
        channel: {type: string}
        age: {type: integer}
      required: [channel]
  output:
    successSchema:
      type: object
      properties:
        customer: {type: string}
"""
SETTINGS = {"irp_url": "https://irp.example.com"}


def read(text: str, **settings: str) -> object:
    return read_data_action_text(text, "resolve.yaml", settings or SETTINGS)


def test_our_yaml_is_read_and_its_settings_filled_in() -> None:
    action = read_data_action_text(YAML, "resolve.yaml", SETTINGS)
    assert action.name == "Resolve Identity"
    assert action.request.url == "https://irp.example.com/api/v1/resolve"
    assert action.request.method == "POST"
    assert action.request.headers == {"Content-Type": "application/json", "X-Retries": "3"}
    assert action.request.body == '{"channel": "$esc.jsonString(${input.channel})"}\n'
    assert action.response.defaults == {"customer": '""'}
    assert [(field.name, field.type, field.required) for field in action.inputs] == [
        ("channel", "string", True),
        ("age", "integer", False),
    ]
    assert [(field.name, field.type) for field in action.outputs] == [("customer", "string")]
    assert action.timeout_seconds == 10
    assert not action.secure


def test_the_export_of_the_platform_is_read(tmp_path: Path) -> None:
    export = {
        "name": "Get",
        "integrationType": "purecloud-data-actions",
        "actionType": "custom",
        "somethingNew": 1,
        "config": {
            "request": {
                "requestUrlTemplate": "/api/v2/x/{{not a setting}}",
                "requestType": "GET",
                "headers": {},
            },
            "response": {"translationMap": {}, "translationMapDefaults": {}},
        },
        "contract": {
            "input": {"inputSchema": {"type": "object", "properties": {}}},
            "output": {"successSchema": {"type": "object", "properties": {}}},
        },
        "secure": True,
    }
    file = tmp_path / "get.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    action = read_data_action(file)
    assert action.request.url == "/api/v2/x/{{not a setting}}"
    assert action.request.body == "${input.rawRequest}"
    assert action.response.success_template == "${rawResult}"
    assert action.timeout_seconds == 60
    assert action.secure


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "{{ irp_url }}",
            "{{ irp_ulr }}",
            'resolve.yaml:6:25: there is no setting "irp_ulr"\n  did you mean "irp_url"?',
        ),
        ("{{ irp_url }}", "{{ }}", "resolve.yaml:6:25: a placeholder that names no setting"),
        (
            "timeoutSeconds: 10",
            "timeoutSeconds: 61",
            "resolve.yaml:3:17: timeoutSeconds must be a whole number from 1 to 60",
        ),
        ("timeoutSeconds: 10", "timeoutSeconds: soon", "from 1 to 60"),
        (
            "timeoutSeconds: 10",
            "timeoutSecond: 10",
            'unknown key "timeoutSecond"\n  did you mean "timeoutSeconds"?',
        ),
        ("    successTemplate:", "    successTemplat:", 'unknown key "successTemplat"'),
        ("name: Resolve Identity\n", "", '"name" is missing'),
        ("    requestType: post\n", "", '"config.request.requestType" is missing'),
        ("name: Resolve Identity", "name: [a]", "name must be a text"),
        ("      customer: $.customer_id", "      customer: [a]", "translationMap.customer must be a text"),
        (
            "    translationMapDefaults:\n      customer: '\"\"'",
            "    translationMapDefaults: [a]",
            "a mapping of names",
        ),
        ("timeoutSeconds: 10", "secure: 1", "secure must be true or false"),
        ("timeoutSeconds: 10", "name: Twice", "stands here a second time"),
        ("contract:", "contract: x\nother:", "must be a JSON Schema"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(old: str, new: str, complaint: str) -> None:
    assert old in YAML
    with pytest.raises(SourceProblems) as error:
        read(YAML.replace(old, new))
    assert complaint in str(error.value)


def test_a_timeout_may_come_from_a_setting() -> None:
    text = YAML.replace("timeoutSeconds: 10", 'timeoutSeconds: "{{ patience }}"')
    assert read_data_action_text(text, "x.yaml", SETTINGS | {"patience": "7"}).timeout_seconds == 7


@pytest.mark.parametrize("text", ["", "[", "{{ x }}: 1", "- a", "42"])
def test_a_text_that_is_no_action_is_a_source_error(text: str) -> None:
    with pytest.raises(SourceError):
        read(text)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.yaml").write_text(YAML.replace("Resolve Identity", name), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("no action", encoding="utf-8")
    assert [action.name for action in load_data_actions(tmp_path, SETTINGS)] == ["a", "b"]


def test_all_problems_of_a_folder_come_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(YAML, encoding="utf-8")
    with pytest.raises(SourceProblems) as error:
        load_data_actions(tmp_path)
    assert len(error.value.findings) == 2


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_data_action(tmp_path / "none.yaml")
    with pytest.raises(NotFound):
        load_data_actions(tmp_path / "none")


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"name: \xff")
    with pytest.raises(SyntaxFault):
        read_data_action(file)


def test_a_file_can_be_read_with_its_settings_as_they_are_written() -> None:
    action = read_data_action_text(YAML, "action.yaml", unfilled_settings(YAML))
    assert action.request.url == "{{ irp_url }}/api/v1/resolve"
