"""The description of the wire, OpenAPI 3.1, made from the table of endpoints and the types of its messages."""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from irp_stub import __version__
from irp_stub.api.answers import Problem, ProfileData
from irp_stub.api.http.exchange import Reply
from irp_stub.api.links import links_of
from irp_stub.guard.keys import Scope
from irp_stub.identity.change import ReviewKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.http.routing import Route
    from irp_stub.api.platform import Platform

__all__ = ["describe", "show_openapi"]

_REFERENCE = "#/components/schemas/{name}"
_PROFILE = {"$ref": _REFERENCE.format(name="ProfileData")}
_GRAPH = {"type": "object", "additionalProperties": {"type": "string"}}
_TEXT = {"type": "string"}
_KINDS = "|".join(ReviewKind)
_QUERY: dict[str, dict[str, Any]] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 500},
    "after": {"type": "string", "pattern": r"^([0-9]{1,11}(\.[0-9]{1,9})?(~[ -~]{0,80})?)?$"},
    "older_than": {"type": "number", "minimum": 0, "maximum": 1e10},
    "kind": {"type": "string", "pattern": f"^(({_KINDS})(,({_KINDS}))*)?$"},
    "decision": {"type": "string", "enum": ["link", "reject", "merge", "block"]},
}
_NEEDED = frozenset({"decision"})
_SENDERS = ("ResolveRequest", "LeadRequest", "IdentityRequest")
_KEY_PROBLEMS = (401, 403)
_BODY_PROBLEMS = (400, 413, 422)
_WRITE_PROBLEMS = (503, 507)


async def show_openapi(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    from irp_stub.api.endpoints import ROUTES

    return Reply(200, _document(ROUTES))


@cache
def _document(routes: tuple[Route, ...]) -> bytes:
    return msgspec.json.encode(describe(routes))


def describe(routes: Iterable[Route]) -> dict[str, Any]:
    """The whole document as plain data."""
    routes = tuple(routes)
    types = [t for r in routes for answer in (r.request, *r.answers.values()) for t in _members(answer)]
    types += [Problem, ProfileData]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    by_type = dict(zip(map(str, types), schemas, strict=True))
    _fill_raw(components)
    components["TokenRequest"]["required"] = ["grant_type"]
    for name in _SENDERS:
        components[name]["anyOf"] = list(_named_by(components[name]["properties"]))
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Identity Resolution Platform",
            "version": __version__,
            "description": "Who wrote this message? The wire that social-identity flows rely on.",
        },
        "security": [{"key": []}, {"bearer": []}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SCHEMES},
    }


_SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "irp_session",
        "description": "From `POST /api/v1/session`; what is written goes with its `csrf_token` as `X-CSRF-Token`. "
        "Over HTTPS the cookie is `__Host-irp_session`.",
    },
}


def _members(answer: Any) -> tuple[Any, ...]:
    """The messages that an answer may be; what is no message of ours has no schema of its own."""
    options = get_args(answer) or (answer,)
    return tuple(option for option in options if option not in (None, str, dict))


def _fill_raw(components: dict[str, Any]) -> None:
    """What is sent as it lies in the store has a shape too."""
    properties = components["ResolvedAnswer"]["properties"]
    properties["profile_data"], properties["social_graph"] = _PROFILE, _GRAPH


def _named_by(properties: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Of the fields that may name a sender one is needed: the types say of each of them that it may be left out."""
    for name in ("user_id", "handle", "handle_raw"):
        if name in properties:
            yield {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}


def _operation(route: Route, by_type: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": list(_parameters(route)),
        "responses": _responses(route, by_type),
    }
    if route.scope is None:
        operation["security"] = []
    else:
        operation["description"] = f"For a key with the scope `{route.scope}`."
        if route.scope is Scope.STEWARD:
            operation["security"] = [{"key": []}, {"bearer": []}, {"session": []}]
    if route.request is not None:
        content_type = "application/x-www-form-urlencoded" if route.form else "application/json"
        content = {content_type: {"schema": by_type[str(route.request)]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(route: Route) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", route.path):
        yield {"name": name, "in": "path", "required": True, "schema": _TEXT}
    for name in route.query:
        yield {"name": name, "in": "query", "required": name in _NEEDED, "schema": _QUERY.get(name, _TEXT)}
    for name in route.headers:
        yield {"name": name, "in": "header", "required": False, "schema": _TEXT}


def _responses(route: Route, by_type: dict[str, Any]) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, answer in route.answers.items():
        content_type, schema = _content(answer, by_type)
        responses[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {content_type: {"schema": schema}},
        }
        if links := links_of(route.name, status):
            responses[str(status)]["links"] = links
    problems = (
        *(_KEY_PROBLEMS if route.scope else ()),
        *(_BODY_PROBLEMS if route.request else ()),
        *(_WRITE_PROBLEMS if route.method != "GET" else ()),
        *route.problems,
    )
    for status in problems:
        responses[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": by_type[str(Problem)]}},
        }
    return responses


def _content(answer: Any, by_type: dict[str, Any]) -> tuple[str, Any]:
    if answer is str:
        return "text/plain", {"type": "string"}
    if answer is dict:
        return "application/json", {"type": "object"}
    schemas = [by_type[str(member)] for member in _members(answer)]
    return "application/json", schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
