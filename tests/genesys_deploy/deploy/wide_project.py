"""Everything that a project may declare beside flows: tables, rows, triggers, platform actions; and its org."""

from __future__ import annotations

from typing import Any

from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import (
    Column,
    Credential,
    DataTable,
    FlowResource,
    Integration,
    Kind,
    Match,
    Resource,
    Secret,
    TableRows,
    Trigger,
)
from genesys_deploy.resources.data_table import TableRow

__all__ = ["TOPIC", "WORKFLOW", "api", "publish_workflow", "wide_resources"]

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


def publish_workflow(org: CloudOrg, name: str = "Tell CRM") -> str:
    """Somebody else's workflow; its id."""
    text = WORKFLOW.replace("Tell CRM", name)
    return org.shelf(Kind.FLOW).create(FlowResource(name, "workflow", text), {}).id


def api(org: CloudOrg, name: str) -> Any:
    """The org as other people see it."""
    return org._client.api(name)
