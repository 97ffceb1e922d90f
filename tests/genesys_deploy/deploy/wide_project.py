"""Everything that a project may declare beside flows: tables, rows, triggers, platform actions; and its org."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import (
    Column,
    Credential,
    DataTable,
    FlowResource,
    Integration,
    Key,
    Kind,
    Match,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    TableRows,
    Trigger,
)
from genesys_deploy.resources.data_table import TableRow
from tests.genesys_deploy.deploy.small_project import FLOW, Project, flow, project

__all__ = [
    "TOPIC",
    "WORKFLOW",
    "api",
    "everything",
    "everything_changed",
    "publish_workflow",
    "wide_resources",
]

TOPIC = "v2.detail.events.conversation.{id}.customer.end"
WORKFLOW = """
workflow:
  name: Tell CRM
  startUpRef: "/workflow/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - endWorkflow: {name: Done, exitReason: {noValue: true}}
"""
ROWS: dict[str, TableRow] = {
    "gold": {"queue": "General", "priority": 5},
    "tin": {"queue": "General", "priority": 0},
}


def wide_resources() -> list[Resource]:
    secrets = {"clientId": Secret("id"), "clientSecret": Secret("hunter5")}
    return [
        DataTable(
            "Tiers", (Column("queue"), Column("priority", "integer", 0)), "Tier", "Home", "Who goes where"
        ),
        TableRows("Tiers", ROWS, division="Home"),
        Credential("Platform client", "pureCloudOAuthClient", secrets),
        Integration("Platform", "purecloud-data-actions", "Platform client", "pureCloudOAuthClient"),
        Trigger("Ended", TOPIC, "Tell CRM", (Match("mediaType", "Equal", "MESSAGE"),), event_ttl=60),
    ]


WIDE: tuple[Any, ...] = tuple(wide_resources())


def everything() -> Project:
    """The small project, and all of this."""
    return Project([*project().resources, *wide_resources()])


def everything_changed() -> Project:
    """The same, everything changed, the flow, the queue and the trigger under other names."""
    table, rows, credential, integration, ended = WIDE
    kept = [one for one in project().resources if one.key.name not in {"Welcome", "General"}]
    queue = Queue("Everybody", "Home", "Everybody", Ownership.OWN, renamed_from="General")
    text = FLOW.replace("name: Welcome", "name: Hello").replace("name: General", "name: Everybody")
    needs = frozenset({queue.key, Key(Kind.DATA_ACTION, "Greet")})
    return Project(
        [
            *(replace(one, flow_name="Hello") if isinstance(one, Recipient) else one for one in kept),
            replace(flow(text), name="Hello", renamed_from="Welcome", needs=needs),
            queue,
            replace(table, description="changed", columns=(*table.columns, Column("note"))),
            replace(rows, rows={"gold": {"priority": 9}, "iron": {"note": "new"}}, only_these=True),
            credential,
            integration,
            replace(ended, name="Over", renamed_from="Ended", delay=90, event_ttl=None),
        ]
    )


def publish_workflow(org: CloudOrg, name: str = "Tell CRM") -> str:
    """Somebody else's workflow; its id."""
    text = WORKFLOW.replace("Tell CRM", name)
    return org.shelf(Kind.FLOW).create(FlowResource(name, "workflow", text), {}).id


def api(org: CloudOrg, name: str) -> Any:
    """The org as other people see it."""
    return org._client.api(name)
