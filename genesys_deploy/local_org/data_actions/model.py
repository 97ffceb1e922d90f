"""Data Actions as the org keeps them: a published one, a draft of it, or a draft alone, under one id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.local_org.data_actions.rejections import action_faults
from genesys_deploy.local_org.data_actions.shapes import check_shapes
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.objects.integration_model import Integration
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.local_org.org import Org

__all__ = [
    "Action",
    "ActionBody",
    "Draft",
    "StoredAction",
    "action_wire",
    "changed_fields",
    "check_version",
    "data_action",
    "faults_of",
    "new_fields",
    "remove_actions_of",
]

CONTRACT_FIXED = "The contract of an action cannot be changed after the action has been published"
UNPUBLISHED_VERSION = 1


class StoredAction(Row, frozen=True, kw_only=True):
    """`contract` and `config` in the shape of the API, templates included."""

    name: str
    category: str
    integration_id: str
    secure: bool
    contract: dict[str, Any]
    config: dict[str, Any]
    version: int = UNPUBLISHED_VERSION


class Action(StoredAction, frozen=True, kw_only=True):
    """A published Data Action."""


class Draft(StoredAction, frozen=True, kw_only=True):
    """What is being worked on; flows do not see it."""


class ActionBody(msgspec.Struct, frozen=True, rename="camel"):
    category: str
    name: str
    integration_id: str
    config: dict[str, Any]
    contract: dict[str, Any]
    secure: bool = False


def new_fields(org: Org, body: ActionBody) -> dict[str, Any]:
    """The fields of a new action.

    Raises:
        Refusal: 400, its integration does not exist, or its parts are of another shape.
    """
    check_shapes(msgspec.structs.asdict(body))
    if org.table(Integration).get(body.integration_id) is None:
        raise bad_value(f"There is no integration {body.integration_id}")
    return msgspec.structs.asdict(body)


def changed_fields(body: dict[str, Any], allowed: tuple[str, ...]) -> dict[str, Any]:
    """What a PATCH changes; a part of `config` or `contract` replaces that whole part."""
    given = {name: body[name] for name in allowed if body.get(name) is not None}
    check_shapes(given)
    return given


def remove_actions_of(org: Org, integration_id: str) -> None:
    """An integration that goes takes its actions with it."""
    for kind in (Action, Draft):
        for action in org.table(kind).where(lambda row: row.integration_id == integration_id):
            org.table(kind).remove(action.id)


def check_version(body: dict[str, Any], action: StoredAction) -> None:
    """Refuse a change of something that has been changed since it was read.

    Raises:
        Refusal: 409.
    """
    if body.get("version") != action.version:
        message = f"The version supplied does not match the current version of the action: {action.version}"
        raise Refusal(409, "general.conflict", message)


def data_action(action: StoredAction, integration_type: str = "") -> DataAction:
    """The action as it is evaluated."""
    body = {
        "name": action.name,
        "secure": action.secure,
        "config": action.config,
        "contract": action.contract,
    }
    return from_wire({**body, "integrationType": integration_type})


def faults_of(action: StoredAction) -> tuple[str, ...]:
    """Why the action cannot be published; empty where it can."""
    return tuple(action_faults(action.contract, action.config))


def action_wire(action: StoredAction, *, contract: bool = True, config: bool = True) -> dict[str, Any]:
    """Templates are given as URIs only; their texts are asked for one by one."""
    uri = f"/api/v2/integrations/actions/{action.id}{'/draft' if isinstance(action, Draft) else ''}"
    body: dict[str, Any] = {
        "id": action.id,
        "name": action.name,
        "integrationId": action.integration_id,
        "category": action.category,
        "version": action.version,
        "secure": action.secure,
        "contract": action.contract if contract else _contract_uris(uri),
        "selfUri": uri,
    }
    if config:
        body["config"] = _config_wire(action.config, uri)
    return body


def _contract_uris(uri: str) -> dict[str, Any]:
    return {
        "input": {"inputSchemaUri": f"{uri}/schemas/input.json"},
        "output": {"successSchemaUri": f"{uri}/schemas/success.json"},
    }


def _config_wire(config: dict[str, Any], uri: str) -> dict[str, Any]:
    request, response = dict(config.get("request") or {}), dict(config.get("response") or {})
    if request.pop("requestTemplate", None):
        request["requestTemplateUri"] = f"{uri}/templates/requesttemplate.vm"
    if response.pop("successTemplate", None):
        response["successTemplateUri"] = f"{uri}/templates/successtemplate.vm"
    return {**config, "request": request, "response": response}
