"""Credentials and integrations, driven by the official SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest

CREDENTIAL = {"name": "IRP key", "type": {"name": "userDefined"}, "credentialFields": {"apiKey": "s3cret"}}


@pytest.fixture
def integrations(sdk: Any, client: Any) -> Any:
    return sdk.IntegrationsApi(client)


def new_integration(api: Any, **config: Any) -> Any:
    return api.post_integrations(body={"integrationType": {"id": "custom-rest-actions"}, **config})


def test_the_values_of_a_credential_never_come_back(client: Any, integrations: Any) -> None:
    made = integrations.post_integrations_credentials(body=CREDENTIAL)
    assert (made.name, made.type.name) == ("IRP key", "userDefined")
    for answer in (
        integrations.get_integrations_credential(made.id),
        integrations.get_integrations_credentials_listing(),
        integrations.put_integrations_credential(made.id, body=CREDENTIAL),
    ):
        assert answer is not None
        assert "s3cret" not in client.last_response.data


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "x", "type": {"name": "nonsense"}}, "bad.request"),
        (
            {"name": "x", "type": {"name": "basicAuth"}, "credentialFields": {"userName": "u"}},
            "required.field.missing",
        ),
        ({"name": " ", "type": {"name": "userDefined"}}, "required.field.missing"),
        ({"name": "x"}, "required.field.missing"),
    ],
)
def test_a_credential_that_is_not_whole(sdk: Any, integrations: Any, body: dict[str, Any], code: str) -> None:
    with pytest.raises(sdk.rest.ApiException) as refused:
        integrations.post_integrations_credentials(body=body)
    assert (refused.value.status, json.loads(refused.value.body)["code"]) == (400, code)


def test_credentials_are_listed_by_cursor(integrations: Any) -> None:
    for number in range(5):
        integrations.post_integrations_credentials(body={**CREDENTIAL, "name": f"C{number}"})
    first = integrations.get_integrations_credentials_listing(page_size="3")
    after = first.next_uri.partition("after=")[2].partition("&")[0].replace("%3D", "=")
    last = integrations.get_integrations_credentials_listing(page_size="3", after=after)
    assert [one.name for one in (*first.entities, *last.entities)] == ["C0", "C1", "C2", "C3", "C4"]
    assert last.next_uri is None


def test_an_integration_is_created_configured_and_enabled(integrations: Any) -> None:
    credential = integrations.post_integrations_credentials(body=CREDENTIAL)
    made = new_integration(integrations)
    assert (made.name, made.intended_state, made.reported_state.code) == (
        "Web Services Data Actions",
        "DISABLED",
        "INACTIVE",
    )
    config = integrations.get_integration_config_current(made.id)
    assert (config.version, config.properties, config.advanced, config.notes, config.credentials) == (
        1,
        {},
        {},
        "",
        {},
    )
    config.name, config.credentials = "IRP", {"userDefined": {"id": credential.id}}
    written = integrations.put_integration_config_current(made.id, body=config)
    enabled = integrations.patch_integration(made.id, body={"intendedState": "ENABLED"})
    assert written.version == 2
    assert (enabled.name, enabled.reported_state.code) == ("IRP", "ACTIVE")
    found = integrations.get_integrations(credential_id=credential.id).entities
    assert [one.id for one in found] == [made.id]


def test_a_configuration_of_an_old_version_is_refused(sdk: Any, integrations: Any) -> None:
    made = new_integration(integrations, name="IRP")
    config = integrations.get_integration_config_current(made.id)
    integrations.put_integration_config_current(made.id, body=config)
    with pytest.raises(sdk.rest.ApiException) as refused:
        integrations.put_integration_config_current(made.id, body=config)
    assert refused.value.status == 409
    assert "does not match the current version" in json.loads(refused.value.body)["message"]


def test_a_credential_in_use_stays(sdk: Any, integrations: Any) -> None:
    credential = integrations.post_integrations_credentials(body=CREDENTIAL)
    made = new_integration(integrations)
    config = integrations.get_integration_config_current(made.id)
    config.credentials = {"userDefined": {"id": credential.id}}
    integrations.put_integration_config_current(made.id, body=config)
    with pytest.raises(sdk.rest.ApiException) as refused:
        integrations.delete_integrations_credential(credential.id)
    assert refused.value.status == 409
    integrations.delete_integration(made.id)
    integrations.delete_integrations_credential(credential.id)
    assert integrations.get_integrations_credentials_listing().entities == []


def test_integration_types(sdk: Any, integrations: Any) -> None:
    known = {one.id for one in integrations.get_integrations_types().entities}
    assert known == {"custom-rest-actions", "purecloud-data-actions"}
    with pytest.raises(sdk.rest.ApiException):
        integrations.post_integrations(body={"integrationType": {"id": "nonsense"}})
