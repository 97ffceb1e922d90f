"""Whatever a client sends, it is told what is wrong: no operation answers 500."""

from __future__ import annotations

import contextlib
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.local_org.http.exchange import Request
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.routes import ROUTES
from genesys_deploy.local_org.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.local_org.http.route import Route
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.local_org.server import RunningOrg

READS = [route for route in ROUTES.routes if route.method == "GET"]
WRITES = [route for route in ROUTES.routes if route.method in {"POST", "PUT", "PATCH"}]
VALUES: list[Any] = [None, [], {}, "x", 7, True, {"x": None}, [None], {"properties": []}, {"request": "x"}]
NAMES = (
    "name",
    "division",
    "type",
    "credentialFields",
    "integrationType",
    "intendedState",
    "properties",
    "credentials",
    "contract",
    "config",
    "integrationId",
    "category",
    "version",
    "flow",
    "flows",
    "schema",
    "key",
    "channel",
    "from",
    "attributes",
    "target",
    "faults",
    "recipient",
    "attachments",
)


def bodies(integration_id: str) -> list[Any]:
    whole = [dict.fromkeys(NAMES, value) for value in VALUES]
    fine: dict[str, Any] = {
        "name": "N",
        "category": "C",
        "integrationId": integration_id,
        "contract": {
            "input": {"inputSchema": {"type": "object"}},
            "output": {"successSchema": {"type": "object"}},
        },
        "config": {"request": {"requestUrlTemplate": "https://x", "requestType": "GET"}},
        "schema": {"type": "object", "properties": {"key": {"type": "string"}}},
        "key": "k",
        "version": 1,
        "from": {"id": "1"},
        "recipient": "twitter-recipient",
    }
    spoilt = [{**fine, name: value} for name in fine for value in VALUES]
    schemas: list[Any] = [{"properties": []}, {"type": "object", "properties": {"a": []}}, [], 7]
    deep = [
        {**fine, "contract": {"input": {"inputSchema": value}, "output": {"successSchema": value}}}
        for value in schemas
    ]
    return [*VALUES, *whole, *spoilt, *deep]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningOrg]:
    with serve() as org:
        yield org


@pytest.fixture
def ids(sdk: Any, client: Any) -> dict[str, str]:
    """An object for each parameter of a path, so that bodies are looked at."""
    integrations, architect = sdk.IntegrationsApi(client), sdk.ArchitectApi(client)
    routing = sdk.RoutingApi(client)
    integration = integrations.post_integrations(body={"integrationType": {"id": "custom-rest-actions"}})
    action = {
        "name": "A",
        "category": "C",
        "integrationId": integration.id,
        "contract": {
            "input": {"inputSchema": {"type": "object"}},
            "output": {"successSchema": {"type": "object"}},
        },
        "config": {"request": {"requestUrlTemplate": "/nowhere", "requestType": "GET"}},
    }
    table = architect.post_flows_datatables(
        {"name": str(uuid.uuid4()), "schema": {"type": "object", "properties": {"key": {"type": "string"}}}}
    )
    architect.post_flows_datatable_rows(table.id, {"key": "k"})
    made = integrations.post_integrations_actions(action)
    integrations.post_integrations_action_draft(made.id)
    return {
        "integrationId": integration.id,
        "actionId": made.id,
        "datatableId": table.id,
        "rowId": "k",
        "queueId": routing.post_routing_queues({"name": str(uuid.uuid4())}).id,
        "skillId": routing.post_routing_skills({"name": str(uuid.uuid4())}).id,
        "recipientId": routing.get_routing_message_recipients().entities[0].id,
    }


def answer_to(org: Org, route: Route, ids: dict[str, str], body: Any) -> None:
    """Any answer and any refusal is fine; everything else breaks the test."""
    path = {name[1:-1]: "x" for name in route.segments if name.startswith("{")} | ids
    headers = {"content-type": "application/json"}
    request = Request(
        route.method, path, {}, headers, json.dumps(body).encode(), "local-client", route.template
    )
    with contextlib.suppress(Refusal):
        route.handler(org, request)


@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.operation)
def test_no_body_breaks_an_operation_or_what_is_read_afterwards(
    running: RunningOrg, ids: dict[str, str], route: Route
) -> None:
    for body in bodies(ids["integrationId"]):
        answer_to(running.org, route, ids, body)
    for read in READS:
        answer_to(running.org, read, ids, None)
