"""Calling a Data Action over HTTP, as `execute` and `test` do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import requests

from genesys_deploy.data_action.errors import ContractViolation, DataActionError
from genesys_deploy.data_action.request import HttpRequest, build_request
from genesys_deploy.data_action.response import Failure, HttpResponse, Outcome, read_response
from genesys_deploy.local_org.data_actions.model import StoredAction, data_action
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.objects.integration_model import Integration, credential_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.local_org.org import Org

__all__ = ["execute", "try_out"]


def execute(org: Org, stored: StoredAction, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs of one call.

    Raises:
        Refusal: the call failed; the status is that of the remote service where it answered.
    """
    action, credentials = _ready(org, stored)
    outcome = _call(org, action, inputs, credentials)
    if isinstance(outcome, Failure):
        raise _refused(outcome)
    return dict(outcome.outputs)


def try_out(org: Org, stored: StoredAction, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """A `TestExecutionResult`: what each step came to, the request without its headers (they hold secrets)."""
    steps: list[dict[str, Any]] = []
    result: dict[str, Any] = {"operations": steps, "success": False}
    try:
        action, credentials = _ready(org, stored)
        request = build_request(action, inputs, credentials)
        _passed(
            steps, "build the request", {"method": request.method, "url": request.url, "body": request.body}
        )
        response = _send(org, request, action.timeout_seconds)
        _passed(steps, "send the request", {"status": response.status, "body": response.body})
        outcome = read_response(action, response)
        if isinstance(outcome, Failure):
            raise _refused(outcome)
        _passed(steps, "read the response", dict(outcome.outputs))
        result |= {"success": True, "finalResult": dict(outcome.outputs)}
    except (Refusal, DataActionError) as error:
        refusal = error if isinstance(error, Refusal) else _broken(error)
        failed = {"step": len(steps) + 1, "name": "failed", "success": False, "error": refusal.body()}
        steps.append(failed)
        result["error"] = refusal.body()
    return result


def _ready(org: Org, stored: StoredAction) -> tuple[DataAction, dict[str, str]]:
    with org.lock:
        integration = org.table(Integration).get(stored.integration_id)
        if integration is None or not integration.enabled:
            raise Refusal(400, "bad.request", "The integration of this action is not active")
        return data_action(stored, integration.type_id), credential_fields(org, integration)


def _call(org: Org, action: DataAction, inputs: Mapping[str, Any], credentials: dict[str, str]) -> Outcome:
    try:
        request = build_request(action, inputs, credentials)
        return read_response(action, _send(org, request, action.timeout_seconds))
    except DataActionError as error:
        raise _broken(error) from None


def _send(org: Org, request: HttpRequest, timeout_seconds: int) -> HttpResponse:
    try:
        answer = requests.request(
            request.method,
            urljoin(org.url, request.url),
            headers=dict(request.headers),
            data=request.body.encode() if request.body is not None else None,
            timeout=timeout_seconds,
            allow_redirects=False,
        )
    except requests.Timeout:
        raise Refusal(504, "request.timeout", "The remote service did not answer in time.") from None
    except requests.RequestException as error:
        reason = type(error).__name__
        raise Refusal(502, "bad.gateway", f"The remote service cannot be reached ({reason}).") from None
    return HttpResponse(answer.status_code, answer.text, dict(answer.headers))


def _refused(failure: Failure) -> Refusal:
    status = failure.outputs.get("status")
    code = str(failure.outputs.get("errorCode") or "bad.request")
    return Refusal(status if isinstance(status, int) and status >= 400 else 400, code, failure.why)


def _broken(error: DataActionError) -> Refusal:
    if isinstance(error, ContractViolation):
        return Refusal(400, "invalid.schema", error.message)
    return Refusal(500, "invalid.substitution", error.message)


def _passed(steps: list[dict[str, Any]], name: str, result: object) -> None:
    steps.append({"step": len(steps) + 1, "name": name, "success": True, "result": result})
