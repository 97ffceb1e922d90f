"""Process automation triggers; the events that they wait for come in at `POST /local/events`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.flows.model import Flow
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import cursor_page
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "Trigger"]


class Target(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    id: str
    type: str = "Workflow"
    workflow_target_settings: dict[str, Any] | None = None


class TriggerBody(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={
        "topic_name": "topicName",
        "match_criteria": "matchCriteria",
        "event_ttl_seconds": "eventTTLSeconds",
        "delay_by_seconds": "delayBySeconds",
    },
):
    name: str
    topic_name: str
    enabled: bool
    target: Target
    match_criteria: tuple[dict[str, Any], ...] = ()
    event_ttl_seconds: int | None = None
    delay_by_seconds: int | None = None
    description: str = ""
    version: int | None = None


_UNDERSTOOD = (*(field.encode_name for field in msgspec.structs.fields(TriggerBody)), "id", "selfUri")


class Trigger(Row, frozen=True, kw_only=True):
    """`body` as it was last written, its own version left out; `fields` are the rest of what a client wrote."""

    version: int
    body: TriggerBody
    fields: dict[str, Any] = msgspec.field(default_factory=dict)


def _wire(trigger: Trigger) -> dict[str, Any]:
    written = {name: value for name, value in msgspec.to_builtins(trigger.body).items() if value is not None}
    uri = f"/api/v2/processautomation/triggers/{trigger.id}"
    return {**trigger.fields, **written, "id": trigger.id, "version": trigger.version, "selfUri": uri}


def _list(org: Org, request: Request) -> Answer:
    topic, enabled = request.one("topicName"), request.one("enabled").casefold()
    found = org.table(Trigger).where(
        lambda row: topic in {"", row.body.topic_name} and enabled in {"", str(row.body.enabled).casefold()}
    )
    return cursor_page(request, [_wire(row) for row in found])


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org.table(Trigger)[request.path["triggerId"]]))


def _create(org: Org, request: Request) -> Answer:
    body = _checked(org, request.body(TriggerBody))
    trigger = Trigger(id=new_id(), version=1, body=body, fields=request.unread(*_UNDERSTOOD))
    return ok(_wire(org.table(Trigger).put(trigger)))


def _put(org: Org, request: Request) -> Answer:
    """The topic stays; the version must be the current one."""
    trigger, body = org.table(Trigger)[request.path["triggerId"]], request.body(TriggerBody)
    if body.version != trigger.version:
        message = f"The version supplied does not match the current version of the trigger: {trigger.version}"
        raise Refusal(409, "general.conflict", message)
    if body.topic_name != trigger.body.topic_name:
        raise bad_value("The topic of a trigger cannot be changed")
    changed = org.table(Trigger).change(
        trigger.id,
        version=trigger.version + 1,
        body=_checked(org, body),
        fields=request.unread(*_UNDERSTOOD),
    )
    return ok(_wire(changed))


def _delete(org: Org, request: Request) -> Answer:
    org.table(Trigger).remove(request.path["triggerId"])
    return empty()


def _checked(org: Org, body: TriggerBody) -> TriggerBody:
    flow = org.table(Flow).get(body.target.id)
    if flow is None or flow.deleted or flow.kind != "workflow" or not flow.published:
        raise bad_value(f"There is no published workflow {body.target.id}")
    if body.event_ttl_seconds is not None and body.delay_by_seconds is not None:
        raise bad_value("A trigger has either eventTTLSeconds or delayBySeconds")
    return msgspec.structs.replace(body, version=None)


def _may(verb: str) -> tuple[str, ...]:
    return (f"processautomation:trigger:{verb}",)


_TRIGGERS = "/api/v2/processautomation/triggers"

_VIEW = (*_may("view"), *_may("edit"))

ROUTES = (
    Route("GET", _TRIGGERS, _list, _VIEW),
    Route("POST", _TRIGGERS, _create, _may("add")),
    Route("GET", f"{_TRIGGERS}/{{triggerId}}", _get, _VIEW),
    Route("PUT", f"{_TRIGGERS}/{{triggerId}}", _put, _may("edit")),
    Route("DELETE", f"{_TRIGGERS}/{{triggerId}}", _delete, _may("delete")),
)
