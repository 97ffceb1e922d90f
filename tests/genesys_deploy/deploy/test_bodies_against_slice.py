"""Every body that is sent, held against the platform's own description of its API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
from tests.genesys_deploy.deploy.wide_project import everything, everything_changed, publish_workflow
from tests.shared_facts import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]

API = "/api/v2/"
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


@cache
def description() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SHARED / "openapi" / "genesys-slice-269.openapi.json").read_text())
    return read


@dataclass
class Recorder(HTTPAdapter):
    """Lets everything through, and keeps the bodies."""

    sent: list[tuple[str, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(pool_maxsize=16)

    def __hash__(self) -> int:
        return id(self)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        path = request.path_url.partition("?")[0]
        if request.body and path.startswith(API):
            self.sent.append((str(request.method), path, json.loads(request.body)))
        return super().send(request, *args, **options)


@pytest.fixture(scope="module")
def sent() -> list[tuple[str, str, Any]]:
    """Everything made, and everything changed."""
    recorder = Recorder()
    with serve() as server:
        client = Client(
            Credentials("local-client", Secret("local-secret"), server.url), Transport(network=recorder)
        )
        client.log_in()
        org = CloudOrg(client)
        publish_workflow(org)
        for project in (everything(), everything_changed()):
            apply(plan(project, org, project="wide"), org, release=Release("a"))
        org.close()
    return recorder.sent


def fits(template: str, path: str) -> bool:
    """Whether a path is one of a template's, a parameter being any one segment."""
    expected, found = template.split("/"), path.split("/")
    pairs = zip(expected, found, strict=False)
    return len(expected) == len(found) and all(one.startswith("{") or one == two for one, two in pairs)


def schema_of(method: str, path: str) -> dict[str, Any] | None:
    """The schema of the body of the operation; the one with the fewest parameters fits a path best."""
    fitting = [
        (template.count("{"), operations[method.lower()])
        for template, operations in description()["paths"].items()
        if method.lower() in operations and fits(template, path)
    ]
    assert fitting, f"{method} {path} is not in the slice"
    _, operation = min(fitting, key=lambda one: one[0])
    content: dict[str, Any] = (operation.get("requestBody") or {}).get("content", {})
    schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "allOf" in schema:
        reference = schema.get("$ref") or schema["allOf"][0].get("$ref", "")
        schema = description()["components"]["schemas"].get(reference.rpartition("/")[2], {})
    return schema


def faults(value: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    schema = resolved(schema)
    kind = schema.get("type")
    if kind in _TYPES and (
        not isinstance(value, _TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))
    ):
        yield f"{place} is no {kind}: {value!r}"
        return
    if value not in schema.get("enum", [value]):
        yield f"{place} cannot be {value!r}"
    if isinstance(value, list):
        for item in value:
            yield from faults(item, schema.get("items", {}), f"{place}[]")
    if isinstance(value, dict) and schema.get("properties"):
        yield from (f"{place}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            if name not in schema["properties"]:
                yield f"{place}.{name} is not known"
            else:
                yield from faults(inner, schema["properties"][name], f"{place}.{name}")


def test_no_body_says_what_the_platform_does_not_know(sent: list[tuple[str, str, Any]]) -> None:
    told = {
        f"{method} {re.sub(r'/[0-9a-f-]{36}', '/{id}', path)}: {fault}"
        for method, path, body in sent
        for fault in faults(body, schema_of(method, path) or {})
    }
    assert told == set()


@pytest.mark.parametrize(
    "operation",
    [
        "POST flows/datatables",
        "PUT flows/datatables/{id}",
        "POST flows/datatables/{id}/rows",
        "PUT flows/datatables/{id}/rows/gold",
        "POST processautomation/triggers",
        "PUT processautomation/triggers/{id}",
        "POST integrations",
        "PUT integrations/{id}/config/current",
        "POST integrations/credentials",
        "POST integrations/actions/drafts",
        "PUT routing/queues/{id}",
        "PUT flows/{id}",
    ],
)
def test_the_bodies_of_all_kinds_are_looked_at(sent: list[tuple[str, str, Any]], operation: str) -> None:
    seen = {
        f"{method} {re.sub(r'/[0-9a-f-]{36}', '/{id}', path).removeprefix(API)}" for method, path, _ in sent
    }
    assert operation in seen


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"name": "T", "enabled": True, "target": {}}, "$.topicName is missing"),
        ({"enabled": "yes"}, "$.enabled is no boolean: 'yes'"),
        ({"target": {"type": "Bot"}}, "$.target.type cannot be 'Bot'"),
        ({"matchCriteria": [{"operator": "Equals"}]}, "$.matchCriteria[].operator cannot be 'Equals'"),
        ({"delay": 5}, "$.delay is not known"),
    ],
)
def test_the_judge_finds_faults(body: dict[str, Any], fault: str) -> None:
    schema = schema_of("POST", "/api/v2/processautomation/triggers")
    assert schema is not None
    assert fault in set(faults(body, schema))
