"""What is declared is written; everything else that other people have put into an object is found as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import apply, plan
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import (
    Column,
    Credential,
    DataTable,
    Division,
    Integration,
    Match,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    TableRows,
    Trigger,
)
from tests.genesys_deploy.deploy.small_project import FLOW, Project, flow, project
from tests.genesys_deploy.deploy.wide_project import TOPIC, api, publish_workflow

ADOPT = Ownership.ADOPT
BOOKKEEPING = frozenset({"version", "dateModified", "modifiedBy", "selfUri"})
"""What the platform itself changes with every write."""


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every value of a JSON document by the way to it."""
    if isinstance(value, dict) and value:
        return {
            way: one for name, inner in value.items() for way, one in leaves(inner, f"{path}.{name}").items()
        }
    if isinstance(value, list) and value:
        return {
            way: one for n, inner in enumerate(value) for way, one in leaves(inner, f"{path}[{n}]").items()
        }
    return {path.lstrip("."): value}


def changed_by(org: CloudOrg, read: Callable[[], Any], *ours: Resource) -> set[str]:
    """The places that an apply changes, of an object of at least forty foreign values."""
    before = leaves(read())
    assert len(before) >= 40
    planned = plan(Project(ours), org)
    assert planned.changes, "the test must change something"
    apply(planned, org)
    assert plan(Project(ours), org).changes == ()
    after = leaves(read())
    different = {way for way in before.keys() | after.keys() if before.get(way, ...) != after.get(way, ...)}
    return {way for way in different if way.split(".")[0] not in BOOKKEEPING}


def media(number: int) -> dict[str, Any]:
    return {
        "alertingTimeoutSeconds": number,
        "serviceLevel": {"percentage": 0.8, "durationMs": 1000 * number},
        "subTypeSettings": {"instagram": {"enableAutoAnswer": bool(number % 2)}},
    }


FOREIGN_QUEUE: Mapping[str, Any] = {
    "name": "VIP",
    "description": "theirs",
    "memberCount": 12,
    "userMemberCount": 10,
    "joinedMemberCount": 3,
    "memberGroups": [{"id": "g1", "type": "TEAM"}, {"id": "g2", "type": "SKILLGROUP"}],
    "mediaSettings": {name: media(n) for n, name in enumerate(("call", "chat", "email", "message"), 7)},
    "routingRules": [{"operator": "MEETS_THRESHOLD", "threshold": 1, "waitSeconds": 2.5}],
    "bullseye": {"rings": [{"expansionCriteria": [{"type": "TIMEOUT_SECONDS", "threshold": 2}]}]},
    "conditionalGroupRouting": {"rules": [{"metric": "EstimatedWaitTime", "conditionValue": 5}]},
    "acwSettings": {"wrapupPrompt": "MANDATORY", "timeoutMs": 1},
    "skillEvaluationMethod": "BEST",
    "scoringMethod": "PriorityOnly",
    "queueFlow": {"id": "f1"},
    "emailInQueueFlow": {"id": "f2"},
    "messageInQueueFlow": {"id": "f3"},
    "whisperPrompt": {"id": "p1"},
    "onHoldPrompt": {"id": "p2"},
    "defaultMediaLanguage": "de",
    "autoAnswerOnly": False,
    "enableTranscription": True,
    "enableAudioMonitoring": True,
    "enableManualAssignment": True,
    "agentOwnedRouting": {"enableAgentOwnedCallbacks": True, "maxOwnedCallbackHours": 3},
    "directRouting": {"callMediaSettings": {"enabled": True}, "waitForAgent": True},
    "callingPartyName": "Acme",
    "callingPartyNumber": "+1555",
    "defaultScripts": {"CALL": {"id": "s1"}, "MESSAGE": {"id": "s2"}},
    "outboundMessagingAddresses": {"smsAddress": {"id": "a"}, "openMessagingRecipient": {"id": "b"}},
    "outboundEmailAddress": {"domain": {"id": "d"}, "route": {"id": "r"}},
    "peerId": "peer",
    "suppressInQueueCallRecording": True,
}


def test_a_queue_with_its_members_and_service_levels(org: CloudOrg) -> None:
    routing = api(org, "RoutingApi")
    queue = routing.post_routing_queues(FOREIGN_QUEUE)["id"]
    ours = Queue("VIP", description="ours", ownership=ADOPT)
    assert changed_by(org, lambda: routing.get_routing_queue(queue), ours) == {"description"}


def test_a_queue_that_is_moved_and_renamed(org: CloudOrg) -> None:
    routing = api(org, "RoutingApi")
    queue = routing.post_routing_queues(FOREIGN_QUEUE)["id"]
    api(org, "AuthorizationApi").post_authorization_divisions({"name": "Sales", "description": ""})
    ours = Queue("Best", "Sales", ownership=ADOPT, renamed_from="VIP")
    changed = changed_by(org, lambda: routing.get_routing_queue(queue), Division("Sales"), ours)
    assert changed == {"name", "division.id", "division.name", "division.selfUri"}


def test_an_integration_with_properties_of_other_people(org: CloudOrg) -> None:
    integrations = api(org, "IntegrationsApi")
    made = integrations.post_integrations(
        body={"name": "CRM", "integrationType": {"id": "custom-rest-actions"}}
    )
    other = integrations.post_integrations_credentials(
        body={
            "name": "Other",
            "type": {"name": "basicAuth"},
            "credentialFields": {"userName": "u", "password": "p"},
        }
    )
    config = {
        "name": "CRM",
        "version": 1,
        "properties": {f"property{n}": {"value": n, "nested": [n, str(n)]} for n in range(10)},
        "advanced": {f"switch{n}": bool(n % 2) for n in range(10)},
        "notes": "theirs",
        "credentials": {"basicAuth": {"id": other["id"]}},
    }
    integrations.put_integration_config_current(made["id"], body=config)
    ours: list[Resource] = [
        Credential("Ours", "userDefined", {"key": Secret("k")}),
        Integration("CRM", "custom-rest-actions", "Ours", notes="ours", ownership=ADOPT),
    ]
    changed = changed_by(org, lambda: integrations.get_integration_config_current(made["id"]), *ours)
    assert changed == {"notes", "credentials.userDefined.id", "credentials.userDefined.selfUri"}


def test_an_open_messaging_integration_with_supported_content(org: CloudOrg) -> None:
    conversations = api(org, "ConversationsApi")
    theirs = {
        "name": "Partner",
        "outboundNotificationWebhookUrl": "https://old.example",
        "outboundNotificationWebhookSignatureSecretToken": "theirs",
        "supportedContent": {
            "id": "c",
            "name": "Pictures",
            "mediaTypes": {"allow": {"inbound": [{"type": f"image/{n}"} for n in range(20)]}},
        },
        "messagingSetting": {"id": "m", "name": "Default"},
        "webhookHeaders": {f"X-{n}": str(n) for n in range(10)},
    }
    made = conversations.post_conversations_messaging_integrations_open(theirs)["id"]
    get = conversations.get_conversations_messaging_integrations_open_integration_id
    ours = OpenMessagingIntegration("Partner", "https://new.example", Secret(""), ADOPT)
    assert changed_by(org, lambda: get(made), ours) == {"outboundNotificationWebhookUrl"}


def test_a_secret_that_is_not_declared_is_not_taken_away(server: RunningOrg, org: CloudOrg) -> None:
    ours = OpenMessagingIntegration("Partner", "https://old.example", Secret("hunter2"))
    apply(plan(Project([ours]), org), org)
    adopted = OpenMessagingIntegration("Partner", "https://new.example", Secret(""), ADOPT)
    apply(plan(Project([adopted]), org), org)
    (kept,) = server.org.snapshot()["OpenIntegration"]
    assert (kept["webhook"], kept["secret"]) == ("https://new.example", "hunter2")


def test_a_recipient_keeps_all_but_its_flow(org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    routing = api(org, "RoutingApi")
    (twitter,) = routing.get_routing_message_recipients(messenger_type="twitter")["entities"]
    before = routing.get_routing_message_recipient(twitter["id"])
    hello = replace(flow(FLOW.replace("name: Welcome", "name: Hello")), name="Hello")
    kept = [one for one in project().resources if not isinstance(one, Recipient)]
    led = [Recipient("open", "Partner chat", "Hello"), Recipient("twitter", "twitter-recipient", "Hello")]
    moved = Project([*kept, hello, *led])
    apply(plan(moved, org), org)
    after = routing.get_routing_message_recipient(twitter["id"])
    assert {name for name in before if before[name] != after[name]} - BOOKKEEPING == {"flow"}


def foreign_table(org: CloudOrg) -> str:
    columns: dict[str, Any] = {"key": {"type": "string", "title": "Who", "displayOrder": 0, "maxLength": 36}}
    for n in range(1, 13):
        kind, default = (("string", f"d{n}"), ("integer", n), ("boolean", True), ("number", n / 2))[n % 4]
        columns[f"column{n}"] = {"type": kind, "title": f"Column {n}", "displayOrder": n, "default": default}
    schema = {"type": "object", "title": "theirs", "required": ["key", "column4"], "properties": columns}
    body = {"name": "Tiers", "description": "theirs", "schema": {"additionalProperties": False, **schema}}
    made: str = api(org, "ArchitectApi").post_flows_datatables(body)["id"]
    return made


def test_a_data_table_with_columns_of_other_people(org: CloudOrg) -> None:
    table = foreign_table(org)
    ours = DataTable(
        "Tiers", (Column("column4", "string", "ours"), Column("new", "integer")), ownership=ADOPT
    )
    read = lambda: api(org, "ArchitectApi").get_flows_datatable(table, expand="schema")  # noqa: E731
    changed = changed_by(org, read, ours)
    new = {f"schema.properties.new.{field}" for field in ("$id", "type", "title", "displayOrder")}
    assert changed == {"schema.properties.column4.default", *new}


def test_rows_of_other_people_and_their_cells_in_ours(org: CloudOrg) -> None:
    table, architect = foreign_table(org), api(org, "ArchitectApi")
    for key in ("gold", "tin", "wood", "iron"):
        architect.post_flows_datatable_rows(table, {"key": key, "column4": f"theirs {key}", "column1": 99})
    ours = TableRows("Tiers", {"gold": {"column4": "ours"}, "new": {"column8": "x"}}, ownership=ADOPT)

    def read() -> Any:
        found = architect.get_flows_datatable_rows(table, showbrief=False)["entities"]
        return {row["key"]: row for row in found}

    changed = changed_by(org, read, DataTable("Tiers", ownership=Ownership.REFERENCE), ours)
    assert {way for way in changed if not way.startswith("new.")} == {"gold.column4"}


def test_somebody_elses_switches_stay_where_they_are(org: CloudOrg) -> None:
    integrations, triggers = api(org, "IntegrationsApi"), api(org, "ProcessAutomationApi")
    made = integrations.post_integrations(
        body={"name": "CRM", "integrationType": {"id": "custom-rest-actions"}}
    )
    target = {"type": "Workflow", "id": publish_workflow(org)}
    trigger = {"name": "Ended", "topicName": TOPIC, "enabled": False, "target": target}
    ended = triggers.post_processautomation_triggers(trigger)["id"]
    ours: list[Resource] = [
        Integration("CRM", "custom-rest-actions", notes="ours", enabled=None, ownership=ADOPT),
        Trigger("Ended", TOPIC, "Tell CRM", enabled=None, description="ours", ownership=ADOPT),
    ]
    apply(plan(Project(ours), org), org)
    assert plan(Project(ours), org).changes == ()
    assert integrations.get_integration(made["id"])["intendedState"] == "DISABLED"
    assert triggers.get_processautomation_trigger(ended)["enabled"] is False


def test_what_is_made_is_switched_on(org: CloudOrg) -> None:
    publish_workflow(org)
    ours: list[Resource] = [
        Integration("CRM", "custom-rest-actions", enabled=None),
        Trigger("Ended", TOPIC, "Tell CRM", enabled=None),
    ]
    ids = apply(plan(Project(ours), org), org).ids
    assert api(org, "IntegrationsApi").get_integration(ids[ours[0].key])["intendedState"] == "ENABLED"
    assert api(org, "ProcessAutomationApi").get_processautomation_trigger(ids[ours[1].key])["enabled"] is True


def test_a_trigger_with_conditions_of_other_people(org: CloudOrg) -> None:
    triggers = api(org, "ProcessAutomationApi")
    theirs = {
        "name": "Ended",
        "topicName": TOPIC,
        "enabled": True,
        "target": {
            "type": "Workflow",
            "id": publish_workflow(org),
            "workflowTargetSettings": {"dataFormat": "TopLevelPrimitives"},
        },
        "matchCriteria": [
            {"jsonPath": f"field{n}", "operator": "In", "values": [n, str(n)]} for n in range(10)
        ],
        "delayBySeconds": 90,
        "description": "theirs",
    }
    made = triggers.post_processautomation_triggers(theirs)["id"]
    ours = Trigger("Ended", TOPIC, "Tell CRM", enabled=False, ownership=ADOPT)
    get = triggers.get_processautomation_trigger
    assert changed_by(org, lambda: get(made), ours) == {"enabled"}
    ours = Trigger(
        "Ended", TOPIC, "Tell CRM", (Match("a", "Exists"),), enabled=False, event_ttl=30, ownership=ADOPT
    )
    changed = changed_by(org, lambda: get(made), ours)
    assert {way for way in changed if not way.startswith("matchCriteria")} == {
        "delayBySeconds",
        "eventTTLSeconds",
    }
