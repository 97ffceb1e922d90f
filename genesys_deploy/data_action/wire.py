"""A Data Action as the platform's API has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.fields import input_fields, output_fields
from genesys_deploy.data_action.file_shape import integration_type_of
from genesys_deploy.data_action.model import (
    DEFAULT_BODY,
    DEFAULT_SUCCESS_TEMPLATE,
    DEFAULT_TIMEOUT_SECONDS,
    DataAction,
    RequestTemplate,
    ResponseTemplate,
)
from genesys_deploy.data_action.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["from_wire", "to_export", "to_wire"]


def to_wire(action: DataAction, category: str, integration_id: str) -> dict[str, Any]:
    """The body of `POST /api/v2/integrations/actions` and `…/actions/drafts`."""
    return {
        "name": action.name,
        "category": category,
        "integrationId": integration_id,
        "secure": action.secure,
        "contract": {
            "input": {"inputSchema": dict(action.input_schema.data)},
            "output": {"successSchema": dict(action.success_schema.data)},
        },
        "config": {
            "timeoutSeconds": action.timeout_seconds,
            "request": {
                "requestUrlTemplate": action.request.url,
                "requestType": action.request.method,
                "headers": dict(action.request.headers),
                "requestTemplate": action.request.body,
            },
            "response": {
                "translationMap": dict(action.response.translation_map),
                "translationMapDefaults": dict(action.response.defaults),
                "successTemplate": action.response.success_template,
            },
        },
    }


def to_export(action: DataAction) -> dict[str, Any]:
    """The JSON that the admin page exports and imports; it knows no timeout, id or credential."""
    wire = to_wire(action, "", "")
    config = {key: wire["config"][key] for key in ("request", "response")}
    return {
        "name": action.name,
        "integrationType": action.integration_type,
        "actionType": action.action_type,
        "config": config,
        "contract": wire["contract"],
        "secure": action.secure,
    }


def from_wire(body: Mapping[str, Any]) -> DataAction:
    """An action as the API gives it with `expand=contract&includeConfig=true`.

    What the API leaves out has the platform's default; templates that it gives only as a URI must be
    fetched and put in place by the caller.
    """
    config, contract = body.get("config") or {}, body.get("contract") or {}
    request, response = config.get("request") or {}, config.get("response") or {}
    inputs = Schema((contract.get("input") or {}).get("inputSchema") or {"type": "object"})
    outputs = Schema((contract.get("output") or {}).get("successSchema") or {"type": "object"})
    url = request.get("requestUrlTemplate") or ""
    return DataAction(
        name=body.get("name") or "",
        integration_type=body.get("integrationType") or integration_type_of(url),
        request=RequestTemplate(
            url=url,
            method=request.get("requestType") or "GET",
            headers=dict(request.get("headers") or {}),
            body=request.get("requestTemplate") or DEFAULT_BODY,
        ),
        response=ResponseTemplate(
            translation_map=dict(response.get("translationMap") or {}),
            defaults=dict(response.get("translationMapDefaults") or {}),
            success_template=response.get("successTemplate") or DEFAULT_SUCCESS_TEMPLATE,
        ),
        input_schema=inputs,
        success_schema=outputs,
        inputs=input_fields(inputs),
        outputs=output_fields(outputs),
        secure=bool(body.get("secure")),
        timeout_seconds=config.get("timeoutSeconds") or DEFAULT_TIMEOUT_SECONDS,
    )
