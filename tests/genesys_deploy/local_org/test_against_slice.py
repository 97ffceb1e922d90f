"""The routing table and the answers, held against the platform's own description of its API."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.routes import ROUTES
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.local_org.server import RunningOrg

pytestmark = [needs_shared, pytest.mark.shared]

API = [route for route in ROUTES.routes if route.is_api]


@cache
def description() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SHARED / "openapi" / "genesys-slice-269.openapi.json").read_text())
    return read


@cache
def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """By method and path, parameters without their names."""
    return {
        (method.upper(), re.sub(r"\{[^}]*\}", "{}", path)): operation
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    }


def operation_of(route: Route) -> dict[str, Any]:
    return operations()[route.method, re.sub(r"\{[^}]*\}", "{}", route.template)]


NOT_IN_THE_SLICE = {
    "POST /api/v2/conversations/{conversationId}/disconnect",
    "GET /api/v2/conversations/messages/{conversationId}/messages/{messageId}",
    "GET /api/v2/organizations/limits/namespaces/{namespaceName}",
    "GET /api/v2/routing/queues/{queueId}/members",
    "GET /api/v2/routing/queues/{queueId}/wrapupcodes",
}
"""The slice was cut before these were wanted; the SDK has them."""


@pytest.mark.parametrize("route", API, ids=lambda route: route.operation)
def test_every_route_is_an_operation_of_the_platform(route: Route) -> None:
    if route.operation in NOT_IN_THE_SLICE:
        pytest.skip("not in the slice; in the SDK")
    required = operation_of(route).get("x-inin-requires-permissions") or {}
    assert set(route.permissions) == set(required.get("permissions", ()))
    assert route.needs_all == (required.get("type") == "ALL" and len(route.permissions) > 1)


def unknown_names(value: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Names that an answer has and the platform's schema has not."""
    schema = resolved(schema)
    if isinstance(value, list):
        for item in value:
            yield from unknown_names(item, schema.get("items", {}), f"{place}[]")
    if isinstance(value, dict) and schema.get("properties"):
        for name, inner in value.items():
            if name not in schema["properties"]:
                yield f"{place}.{name}"
            else:
                yield from unknown_names(inner, schema["properties"][name], f"{place}.{name}")


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "allOf" in schema:
        reference = schema.get("$ref") or schema["allOf"][0].get("$ref", "")
        schema = description()["components"]["schemas"].get(reference.rpartition("/")[2], {})
    return schema


FLOW = """
inboundShortMessage:
  name: Goodbye
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - transferToAcd:
              name: Go
              targetQueue: {lit: {name: VIP}}
              acdSkills: [{acdSkill: {lit: {name: New}}}]
              languageSkill: {lit: {name: English}}
"""
WORKFLOW = """
workflow:
  name: Follow up
  startUpRef: "/workflow/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - endWorkflow: {name: Done, exitReason: {noValue: true}}
"""
SCHEMA = {"type": "object", "properties": {"key": {"type": "string"}}}
ACTION = {
    "name": "A",
    "category": "C",
    "contract": {
        "input": {"inputSchema": {"type": "object"}},
        "output": {"successSchema": {"type": "object"}},
    },
    "config": {
        "request": {
            "requestUrlTemplate": "http://127.0.0.1:9/",
            "requestType": "GET",
            "requestTemplate": "x",
        },
        "response": {"successTemplate": "${rawResult}"},
    },
}
OPEN = {
    "name": "Open",
    "outboundNotificationWebhookUrl": "https://x.example",
    "outboundNotificationWebhookSignatureSecretToken": "s",
}


class Explorer:
    """Calls operations and keeps what the answers say that the schemas do not know."""

    def __init__(self, running: RunningOrg, token: str) -> None:
        self.url = running.url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.seen: set[str] = set()
        self.strange: list[str] = []

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.session.request(method, f"{self.url}/api/v2{path}", json=body, timeout=5)
        assert answer.status_code < 300, (method, path, answer.text)
        match = ROUTES.find(method, f"/api/v2{path}".partition("?")[0])
        assert match is not None
        self.seen.add(match.route.operation)
        said = answer.json() if "json" in answer.headers.get("Content-Type", "") else None
        if match.route.operation not in NOT_IN_THE_SLICE:
            schema = success_schema(operation_of(match.route))
            self.strange += [f"{match.route.operation}: {name}" for name in unknown_names(said, schema)]
        return said


def success_schema(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation["responses"]["2XX"].get("content", {})
    found: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    return found


def walk(call: Explorer, upload: Callable[[str], Any], send: Callable[..., Any]) -> None:
    """One call at least of every operation that answers with JSON."""
    routing(call)
    recipient = call("GET", "/routing/message/recipients?messengerType=twitter")["entities"][0]["id"]
    flow = upload(FLOW).flow.id
    call("PUT", f"/routing/message/recipients/{recipient}", {"flow": {"id": flow}})
    call("GET", f"/routing/message/recipients/{recipient}")
    conversations(call, send(messengerType="twitter", text="Hi", attachments=[{"url": "https://x"}]))
    flows(call, flow)
    integrations(call)
    tables(call)
    dependencies(call, flow, upload(WORKFLOW).flow.id)


def dependencies(call: Explorer, flow: str, workflow: str) -> None:
    for question in ("consumed", "consuming"):
        call("GET", f"/architect/dependencytracking/{question}resources?id={flow}&objectType=X&version=1.0")
    trigger = {"name": "T", "topicName": "v2.x", "enabled": True, "target": {"id": workflow}}
    made = call("POST", "/processautomation/triggers", trigger)["id"]
    for path in ("", f"/{made}"):
        call("GET", f"/processautomation/triggers{path}")
    call("PUT", f"/processautomation/triggers/{made}", {**trigger, "version": 1})
    execution = call("POST", "/flows/executions", {"flowId": workflow})["id"]
    call("GET", f"/flows/executions/{execution}")


def routing(call: Explorer) -> None:
    for path, body in (
        ("/routing/queues", {"name": "VIP"}),
        ("/routing/skills", {"name": "New"}),
        ("/routing/languages", {"name": "English"}),
        ("/authorization/divisions", {"name": "D", "description": ""}),
        ("/conversations/messaging/integrations/open", OPEN),
    ):
        made = call("POST", path, body)
        call("GET", path)
        call("GET", f"{path}/{made['id']}")
        if path.endswith(("queues", "divisions")):
            call("PUT", f"{path}/{made['id']}", body)
    division, queue = (
        call("GET", path)["entities"][0]["id"] for path in ("/authorization/divisions", "/routing/queues")
    )
    call("POST", f"/authorization/divisions/{division}/objects/QUEUE", [queue])
    open_id = call("GET", "/conversations/messaging/integrations/open")["entities"][0]["id"]
    call("PATCH", f"/conversations/messaging/integrations/open/{open_id}", {"name": "O"})
    message = {"channel": {"from": {"id": "1"}, "time": "2026-01-01T00:00:00Z"}, "text": "Hi"}
    call(
        "POST", f"/conversations/messages/{open_id}/inbound/open/message?prefetchConversationId=true", message
    )
    for path in (
        "/organizations/me",
        "/tokens/me",
        "/authorization/products",
        "/authorization/divisions/home",
    ):
        call("GET", path)
    for path in ("me", "paged/me"):
        call("GET", f"/authorization/divisionspermitted/{path}?permission=routing:queue:view")


def conversations(call: Explorer, trace: Any) -> None:
    conversation_id = trace["conversationId"]
    call("GET", f"/conversations/{conversation_id}")
    call("GET", "/conversations/messages")
    customer = call("GET", f"/conversations/messages/{conversation_id}")["participants"][0]
    attributes = f"participants/{customer['id']}/attributes"
    call("PATCH", f"/conversations/messages/{conversation_id}/{attributes}", {"attributes": {"a": "b"}})
    call("PATCH", f"/routing/conversations/{conversation_id}", {"priority": 1})
    waiting = call("GET", f"/conversations/messages/{conversation_id}")["participants"][-1]["id"]
    call(
        "POST", f"/conversations/{conversation_id}/participants/{waiting}/replace/queue", {"queueName": "VIP"}
    )


def flows(call: Explorer, flow: str) -> None:
    for path in ("/flows", f"/flows/{flow}", f"/flows/{flow}/versions", f"/flows/{flow}/versions/1.0"):
        call("GET", path)
    call("POST", f"/flows/actions/checkout?flow={flow}")
    call("PUT", f"/flows/{flow}", {"name": "Hello again", "type": "INBOUNDSHORTMESSAGE"})
    history = call("POST", f"/flows/{flow}/history")["id"]
    call("GET", f"/flows/{flow}/history/{history}?action=CHECKOUT")
    for action in ("checkin", "publish", "unlock", "deactivate"):
        call("POST", f"/flows/actions/{action}?flow={flow}")
    job = call("POST", "/flows/jobs")["id"]
    call("GET", f"/flows/jobs/{job}?expand=messages")
    job = call("POST", "/flows/export/jobs", {"flows": [{"flow": {"id": flow}}]})["id"]
    call("GET", f"/flows/export/jobs/{job}?expand=messages")


def integrations(call: Explorer) -> None:
    key = {"name": "K", "type": {"name": "userDefined"}}
    credential = call("POST", "/integrations/credentials", key)["id"]
    call("PUT", f"/integrations/credentials/{credential}", key)
    for path in ("", "/listing", "/types", f"/{credential}"):
        call("GET", f"/integrations/credentials{path}")
    made = call("POST", "/integrations", {"integrationType": {"id": "custom-rest-actions"}})["id"]
    call("PATCH", f"/integrations/{made}", {"intendedState": "ENABLED"})
    for path in ("", "/types", "/types/custom-rest-actions", f"/{made}"):
        call("GET", f"/integrations{path}")
    config = call("GET", f"/integrations/{made}/config/current")
    config["credentials"] = {"userDefined": {"id": credential}}
    call("PUT", f"/integrations/{made}/config/current", config)
    body = {**ACTION, "integrationId": made}
    action = call("POST", "/integrations/actions", body)["id"]
    call("GET", "/integrations/actions?includeConfig=true")
    call("GET", f"/integrations/actions/{action}?expand=contract&includeConfig=true")
    call("PATCH", f"/integrations/actions/{action}", {"version": 1, "name": "B"})
    call("POST", f"/integrations/actions/{action}/test", {})
    call("POST", f"/integrations/actions/{action}/draft")
    call("GET", f"/integrations/actions/{action}/draft")
    call("GET", f"/integrations/actions/{action}/draft/validation")
    call("PATCH", f"/integrations/actions/{action}/draft", {"version": 2, "name": "C"})
    call("POST", f"/integrations/actions/{action}/draft/test", {})
    call("GET", "/integrations/actions/drafts")
    call("POST", f"/integrations/actions/{action}/draft/publish", {"version": 3})
    call("POST", "/integrations/actions/drafts", body)
    call("DELETE", f"/integrations/{made}")


def tables(call: Explorer) -> None:
    table = call("POST", "/flows/datatables", {"name": "T", "schema": SCHEMA})["id"]
    call("GET", "/flows/datatables?expand=schema")
    call("GET", f"/flows/datatables/{table}")
    call("PUT", f"/flows/datatables/{table}", {"name": "T", "schema": SCHEMA})
    call("POST", f"/flows/datatables/{table}/rows", {"key": "a"})
    for path in ("", "/a"):
        call("GET", f"/flows/datatables/{table}/rows{path}")
    call("PUT", f"/flows/datatables/{table}/rows/a", {"key": "a"})


def test_no_answer_says_what_the_platform_does_not_know(
    running: RunningOrg, client: Any, upload: Callable[[str], Any], send: Callable[..., Any]
) -> None:
    call = Explorer(running, client.access_token)
    walk(call, upload, send)
    call.session.close()
    assert call.strange == []
    without = {route.operation for route in API if route.method != "DELETE"} - call.seen - NOT_IN_THE_SLICE
    assert without == {
        "GET /api/v2/integrations/actions/{actionId}/draft/templates/{fileName}",
        "GET /api/v2/integrations/actions/{actionId}/templates/{fileName}",
        "PATCH /api/v2/conversations/{conversationId}/participants/{participantId}/attributes",
        "PATCH /api/v2/routing/skills/{skillId}",
        "POST /api/v2/flows/actions/revert",
        "POST /api/v2/integrations/actions/{actionId}/execute",
    }
