from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.resources import Key, Kind, Match, Trigger, Wire

WORKFLOW = Key(Kind.FLOW, "Tell CRM", "workflow")
IDS = {WORKFLOW: "f1"}
TOPIC = "v2.detail.events.conversation.{id}.customer.end"
MESSAGES = Match("mediaType", "Equal", "MESSAGE")


def test_a_trigger_is_made_of_what_is_declared() -> None:
    trigger = Trigger(
        "Ended", TOPIC, "Tell CRM", (MESSAGES,), event_ttl=60, data_format="Json", description=""
    )
    assert trigger.to_wire(Wire({}), IDS) == {
        "name": "Ended",
        "topicName": TOPIC,
        "enabled": True,
        "target": {"type": "Workflow", "id": "f1", "workflowTargetSettings": {"dataFormat": "Json"}},
        "matchCriteria": [{"jsonPath": "mediaType", "operator": "Equal", "value": "MESSAGE"}],
        "description": "",
        "eventTTLSeconds": 60,
    }


THEIRS: dict[str, Any] = {
    "id": "t1",
    "selfUri": "/t1",
    "version": 7,
    "name": "Ended",
    "topicName": TOPIC,
    "enabled": True,
    "target": {"type": "Workflow", "id": "f0", "future": 1, "workflowTargetSettings": {"dataFormat": "Json", "x": 2}},
    "matchCriteria": [{"jsonPath": "a", "operator": "In", "values": [1]}],
    "eventTTLSeconds": 60,
    "description": "theirs",
    "futureField": {"y": 3},
}  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "changed"),
    [
        ({}, {}),
        ({"delay": 90}, {"eventTTLSeconds": None, "delayBySeconds": 90}),
        ({"event_ttl": 0}, {"eventTTLSeconds": None}),
        ({"delay": 0}, {}),
        ({"event_ttl": 0, "delay": 90}, {"eventTTLSeconds": None, "delayBySeconds": 90}),
        ({"match": ()}, {"matchCriteria": []}),
        ({"enabled": False, "description": "ours"}, {"enabled": False, "description": "ours"}),
    ],
)
def test_what_is_not_declared_of_a_trigger_stays_as_it_is(
    declared: dict[str, Any], changed: dict[str, Any]
) -> None:
    body = Trigger("Ended", TOPIC, "Tell CRM", **declared).to_wire(Wire(THEIRS), IDS)
    expected = {**THEIRS, "target": {**THEIRS["target"], "id": "f1"}, **changed}
    del expected["id"], expected["selfUri"]
    assert body == {name: value for name, value in expected.items() if value is not None}


def test_a_trigger_of_an_org_is_read() -> None:
    trigger = Trigger(
        "Ended", TOPIC, "Tell CRM", (Match("a", "In", values=(1, "x")), MESSAGES), data_format="Json",
        enabled=False, event_ttl=0, delay=90, description="why",
    )  # fmt: skip
    assert Trigger.from_wire(Wire(trigger.to_wire(Wire({}), IDS)), {"f1": WORKFLOW}) == trigger


def test_a_trigger_needs_its_workflow() -> None:
    assert Trigger("Ended", TOPIC, "Tell CRM").needs == {WORKFLOW}
