"""Who uses what, and process automation triggers, driven by the official SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FLOW = """
inboundShortMessage:
  name: Consumer
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - callData:
              name: Ask
              timeout: {noValue: true}
              category:
                IRP:
                  dataAction:
                    Greet: {inputs: {}}
          - transferToAcd:
              name: Go
              targetQueue: {lit: {name: VIP}}
              acdSkills: [{acdSkill: {lit: {name: New}}}]
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


@pytest.fixture
def architect(sdk: Any, client: Any) -> Any:
    return sdk.ArchitectApi(client)


@pytest.fixture
def ids(sdk: Any, client: Any, upload: Callable[[str], Any]) -> dict[str, str]:
    routing, integrations = sdk.RoutingApi(client), sdk.IntegrationsApi(client)
    integration = integrations.post_integrations(
        body={"name": "IRP", "integrationType": {"id": "custom-rest-actions"}}
    )
    action = {
        "name": "Greet",
        "category": "IRP",
        "integrationId": integration.id,
        "contract": {
            "input": {"inputSchema": {"type": "object"}},
            "output": {"successSchema": {"type": "object"}},
        },
        "config": {"request": {"requestUrlTemplate": "https://x.example", "requestType": "GET"}},
    }
    made = {
        "QUEUE": routing.post_routing_queues({"name": "VIP"}).id,
        "ACDSKILL": routing.post_routing_skills({"name": "New"}).id,
        "DATAACTION": integrations.post_integrations_actions(action).id,
        "unused": routing.post_routing_queues({"name": "Other"}).id,
    }
    job = upload(FLOW)
    assert job.status == "Success", [message.text for message in job.messages]
    return made | {"flow": job.flow.id}


@pytest.mark.parametrize("kind", ["QUEUE", "ACDSKILL", "DATAACTION"])
def test_the_flows_that_use_an_object(architect: Any, ids: dict[str, str], kind: str) -> None:
    users = architect.get_architect_dependencytracking_consumingresources(ids[kind], kind)
    assert [(one.id, one.name, one.type, one.version) for one in users.entities] == [
        (ids["flow"], "Consumer", "INBOUNDSHORTMESSAGEFLOW", "1.0")
    ]


def test_an_object_that_nobody_uses(architect: Any, ids: dict[str, str]) -> None:
    assert architect.get_architect_dependencytracking_consumingresources(ids["unused"], "QUEUE").total == 0


def test_what_a_flow_uses(architect: Any, ids: dict[str, str]) -> None:
    used = architect.get_architect_dependencytracking_consumedresources(
        ids["flow"], "1.0", "INBOUNDSHORTMESSAGEFLOW"
    )
    assert {(one.type, one.id) for one in used.entities} == {
        (kind, ids[kind]) for kind in ("QUEUE", "ACDSKILL", "DATAACTION")
    }


def test_a_trigger_starts_a_published_workflow(sdk: Any, client: Any, upload: Callable[[str], Any]) -> None:
    processes = sdk.ProcessAutomationApi(client)
    body = {
        "name": "After the conversation",
        "topicName": "v2.detail.events.conversation.{id}.customer.end",
        "enabled": True,
        "target": {"type": "Workflow", "id": "nonsense"},
        "matchCriteria": [{"jsonPath": "mediaType", "operator": "Equal", "value": "MESSAGE"}],
    }
    with pytest.raises(sdk.rest.ApiException) as refused:
        processes.post_processautomation_triggers(body)
    assert refused.value.status == 400
    body["target"] = {"type": "Workflow", "id": upload(WORKFLOW).flow.id}
    made = processes.post_processautomation_triggers(body)
    assert (made.version, made.match_criteria[0].value) == (1, "MESSAGE")
    changed = processes.put_processautomation_trigger(made.id, {**body, "enabled": False, "version": 1})
    assert (changed.version, changed.enabled) == (2, False)
    with pytest.raises(sdk.rest.ApiException) as stale:
        processes.put_processautomation_trigger(made.id, {**body, "version": 1})
    assert (stale.value.status, "does not match" in json.loads(stale.value.body)["message"]) == (409, True)
    assert [one.id for one in processes.get_processautomation_triggers(enabled=False).entities] == [made.id]
    processes.delete_processautomation_trigger(made.id)
    assert processes.get_processautomation_triggers().entities == []
