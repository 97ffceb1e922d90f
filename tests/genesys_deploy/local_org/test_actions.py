"""Data Actions, driven by the official SDK: published, drafted, called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.server import RunningOrg

CONTRACT: dict[str, Any] = {
    "input": {
        "inputSchema": {"type": "object", "properties": {"who": {"type": "string"}}, "required": ["who"]}
    },
    "output": {"successSchema": {"type": "object", "properties": {"name": {"type": "string"}}}},
}


def body(integration_id: str, url: str = "https://irp.example/api", **changed: Any) -> dict[str, Any]:
    return {
        "name": "Resolve",
        "category": "IRP",
        "integrationId": integration_id,
        "contract": CONTRACT,
        "config": {
            "timeoutSeconds": 5,
            "request": {
                "requestUrlTemplate": url,
                "requestType": "POST",
                "headers": {"X-API-Key": "${credentials.apiKey}"},
                "requestTemplate": '{"who": "${input.who}"}',
            },
            "response": {
                "translationMap": {"name": "$.name"},
                "translationMapDefaults": {"name": '""'},
                "successTemplate": '{"name": ${name}}',
            },
        },
        **changed,
    }


@pytest.fixture
def integrations(sdk: Any, client: Any) -> Any:
    return sdk.IntegrationsApi(client)


@pytest.fixture
def integration_id(integrations: Any) -> str:
    credential = integrations.post_integrations_credentials(
        body={"name": "key", "type": {"name": "userDefined"}, "credentialFields": {"apiKey": "s3cret"}}
    )
    made = integrations.post_integrations(
        body={"name": "IRP", "integrationType": {"id": "custom-rest-actions"}}
    )
    config = integrations.get_integration_config_current(made.id)
    config.credentials = {"userDefined": {"id": credential.id}}
    integrations.put_integration_config_current(made.id, body=config)
    integrations.patch_integration(made.id, body={"intendedState": "ENABLED"})
    return str(made.id)


@pytest.fixture
def refused(sdk: Any) -> Callable[..., tuple[int, str]]:
    def refusal(call: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[int, str]:
        with pytest.raises(sdk.rest.ApiException) as error:
            call(*arguments, **named)
        return error.value.status, json.loads(error.value.body)["message"]

    return refusal


def test_a_published_action_and_its_templates(client: Any, integrations: Any, integration_id: str) -> None:
    made = integrations.post_integrations_actions(body(integration_id))
    read = integrations.get_integrations_action(made.id, expand="contract", include_config=True)
    assert (read.version, read.contract.input.input_schema.required) == (1, ["who"])
    assert read.config.request.request_template is None
    template = integrations.get_integrations_action_template(made.id, "requesttemplate.vm")
    assert template == '{"who": "${input.who}"}'
    assert integrations.get_integrations_action(made.id).config is None
    raw = json.loads(client.last_response.data)
    assert raw["contract"]["input"] == {
        "inputSchemaUri": f"/api/v2/integrations/actions/{made.id}/schemas/input.json"
    }


def test_actions_are_found_by_part_of_their_name(integrations: Any, integration_id: str) -> None:
    for name in ("Resolve Identity", "Create Lead"):
        integrations.post_integrations_actions(body(integration_id, name=name))
    found = integrations.get_integrations_actions(name="resolve", category="irp", include_config=True)
    assert [(one.name, one.config.timeout_seconds) for one in found.entities] == [("Resolve Identity", 5)]


def test_configuration_changes_under_a_version(
    integrations: Any, integration_id: str, refused: Callable[..., tuple[int, str]]
) -> None:
    made = integrations.post_integrations_actions(body(integration_id))
    change = {"version": 1, "config": body(integration_id, "https://elsewhere.example")["config"]}
    assert integrations.patch_integrations_action(made.id, body=change).version == 2
    status, message = refused(integrations.patch_integrations_action, made.id, body=change)
    assert status == 409
    assert "does not match the current version" in message


def test_a_published_contract_is_fixed(
    integrations: Any, integration_id: str, refused: Callable[..., tuple[int, str]]
) -> None:
    made = integrations.post_integrations_actions(body(integration_id))
    other = {"input": CONTRACT["input"], "output": {"successSchema": {"type": "object", "properties": {}}}}
    status, _ = refused(
        integrations.patch_integrations_action, made.id, body={"version": 1, "contract": other}
    )
    assert status == 400
    integrations.post_integrations_action_draft(made.id)
    integrations.patch_integrations_action_draft(made.id, body={"version": 1, "contract": other})
    verdict = integrations.get_integrations_action_draft_validation(made.id)
    assert (verdict.valid, "contract" in verdict.errors[0].message) == (False, True)
    assert (
        refused(integrations.post_integrations_action_draft_publish, made.id, body={"version": 2})[0] == 400
    )


def test_a_draft_is_invisible_until_it_is_published(
    integrations: Any, integration_id: str, refused: Callable[..., tuple[int, str]]
) -> None:
    draft = integrations.post_integrations_actions_drafts(body(integration_id))
    assert integrations.get_integrations_actions().total == 0
    assert refused(integrations.get_integrations_action, draft.id)[0] == 404
    assert integrations.get_integrations_action_draft_validation(draft.id).valid
    published = integrations.post_integrations_action_draft_publish(draft.id, body={"version": draft.version})
    assert (published.id, published.version) == (draft.id, 1)
    assert integrations.get_integrations_actions_drafts().total == 0


def test_a_draft_of_a_published_action_is_discarded(integrations: Any, integration_id: str) -> None:
    made = integrations.post_integrations_actions(body(integration_id))
    integrations.post_integrations_action_draft(made.id)
    integrations.patch_integrations_action_draft(made.id, body={"version": 1, "name": "Other"})
    integrations.delete_integrations_action_draft(made.id)
    assert integrations.get_integrations_action(made.id).name == "Resolve"


def contract(**inputs: Any) -> dict[str, Any]:
    return {"contract": {**CONTRACT, "input": {"inputSchema": {"type": "object", "properties": inputs}}}}


def request(**changed: Any) -> dict[str, Any]:
    config = body("")["config"]
    return {"config": {**config, "request": {**config["request"], **changed}}}


@pytest.mark.parametrize(
    "changed",
    [
        {"integrationId": "nonsense"},
        {"config": {"request": {}}},
        {"contract": {"input": {}, "output": {}}},
        contract(rawRequest={"type": "string"}),
        contract(nested={"type": "object"}),
        contract(**{"1st": {"type": "string"}}),
        contract(who={"$ref": "#/definitions/who"}),
        request(requestType="TRACE"),
        request(requestTemplate="#if("),
        {"config": {**body("")["config"], "timeoutSeconds": 61}},
    ],
)
def test_an_action_that_cannot_work_is_refused(
    integrations: Any, integration_id: str, refused: Callable[..., tuple[int, str]], changed: dict[str, Any]
) -> None:
    assert refused(integrations.post_integrations_actions, body(integration_id, **changed))[0] == 400
    assert integrations.get_integrations_actions().total == 0


def test_an_integration_takes_its_actions_with_it(integrations: Any, integration_id: str) -> None:
    integrations.post_integrations_actions(body(integration_id))
    integrations.delete_integration(integration_id)
    assert integrations.get_integrations_actions().total == 0


def test_an_action_is_called_over_http(
    client: Any, integrations: Any, integration_id: str, service: Any
) -> None:
    service.answers = [(200, {"name": "Ann"}), (200, {"name": "Ben"})]
    made = integrations.post_integrations_actions(body(integration_id, service.url))
    integrations.post_integrations_action_execute(made.id, {"who": "a"})
    assert json.loads(client.last_response.data) == {"name": "Ann"}
    tried = integrations.post_integrations_action_test(made.id, {"who": "b"})
    assert (tried.success, [step.success for step in tried.operations]) == (True, [True, True, True])
    assert [(call.body, call.headers["X-API-Key"]) for call in service.calls] == [
        ({"who": "a"}, "s3cret"),
        ({"who": "b"}, "s3cret"),
    ]
    assert "s3cret" not in client.last_response.data


def test_a_call_that_fails_says_why(
    integrations: Any, integration_id: str, service: Any, refused: Callable[..., tuple[int, str]]
) -> None:
    service.answers = [(503, {"title": "down"})]
    made = integrations.post_integrations_actions(body(integration_id, service.url))
    assert refused(integrations.post_integrations_action_execute, made.id, {"who": "a"})[0] == 503
    assert refused(integrations.post_integrations_action_execute, made.id, {})[0] == 400
    tried = integrations.post_integrations_action_test(made.id, {})
    assert (tried.success, tried.error.code) == (False, "invalid.schema")


def test_an_inactive_integration_calls_nobody(
    integrations: Any, integration_id: str, running: RunningOrg, refused: Callable[..., tuple[int, str]]
) -> None:
    made = integrations.post_integrations_actions(body(integration_id, f"{running.url}/nowhere"))
    integrations.patch_integration(integration_id, body={"intendedState": "DISABLED"})
    status, message = refused(integrations.post_integrations_action_execute, made.id, {"who": "a"})
    assert (status, "not active" in message) == (400, True)
