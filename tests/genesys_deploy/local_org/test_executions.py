"""Workflows: launched through the SDK, set off by events, writing to conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.objects.notifications import matches_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.server import RunningOrg

WORKFLOW = """
workflow:
  name: Greet
  startUpRef: "/workflow/states/state[Start_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.who, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Flow.greeting, initialValue: {noValue: true}, isInput: false, isOutput: true}
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - updateData:
              name: Greet
              statements:
                - string: {variable: Flow.greeting, value: {exp: 'Append("Hello ", Flow.who)'}}
          - endWorkflow: {name: Done, exitReason: {lit: greeted}}
"""
TOPIC = "v2.detail.events.conversation.{id}.customer.end"


@pytest.fixture
def architect(sdk: Any, client: Any) -> Any:
    return sdk.ArchitectApi(client)


@pytest.fixture
def workflow(upload: Callable[[str], Any]) -> str:
    job = upload(WORKFLOW)
    assert job.status == "Success", [message.text for message in job.messages]
    return str(job.flow.id)


@pytest.fixture
def completed(architect: Any) -> Callable[[str], Any]:
    def execution(execution_id: str) -> Any:
        for _ in range(500):
            state = architect.get_flows_execution(execution_id)
            if state.status != "RUNNING":
                return state
        raise AssertionError("the execution does not end")

    return execution


def test_a_workflow_is_launched(
    architect: Any, running: RunningOrg, workflow: str, completed: Callable[[str], Any]
) -> None:
    launched = architect.post_flows_executions({"flowId": workflow, "inputData": {"Flow.who": "Ann"}})
    assert launched.flow_version.id == "1.0"
    ended = completed(launched.id)
    assert (ended.status, ended.output_data) == ("COMPLETED", {"Flow.greeting": "Hello Ann"})
    trace = requests.get(f"{running.url}/local/executions/{launched.id}/trace", timeout=5).json()
    assert (trace["done"], trace["events"][0]["event"]) == (True, "FlowStarted")


@pytest.mark.parametrize("data", [{"nonsense": "x"}, {"Flow.who": 7}])
def test_an_input_that_does_not_fit_fails_the_execution(
    architect: Any, workflow: str, completed: Callable[[str], Any], data: dict[str, Any]
) -> None:
    launched = architect.post_flows_executions({"flowId": workflow, "inputData": data})
    ended = completed(launched.id)
    assert (ended.status, bool(ended.flow_error_info.message)) == ("FAILED", True)


def test_an_event_launches_the_workflows_that_wait_for_it(
    sdk: Any, client: Any, running: RunningOrg, workflow: str, completed: Callable[[str], Any]
) -> None:
    trigger = {
        "name": "Greet",
        "topicName": TOPIC,
        "enabled": True,
        "target": {"type": "Workflow", "id": workflow},
        "matchCriteria": [{"jsonPath": "who", "operator": "In", "values": ["Ann", "Ben"]}],
    }
    sdk.ProcessAutomationApi(client).post_processautomation_triggers(trigger)

    def send(who: str, topic: str = TOPIC) -> list[str]:
        event = {"topicName": topic, "eventBody": {"who": who, "more": {"x": 1}}}
        answer = requests.post(f"{running.url}/local/events", json=event, timeout=5)
        executions: list[str] = answer.json()["executions"]
        return executions

    (execution_id,) = send("Ben")
    assert completed(execution_id).output_data == {"Flow.greeting": "Hello Ben"}
    assert send("Cid") == send("Ann", "v2.other") == []


@pytest.mark.parametrize(
    ("operator", "value", "event", "expected"),
    [
        ("Equal", "x", {"a": "x"}, True),
        ("Equal", "x", {"a": "y"}, False),
        ("Equal", "x", {}, False),
        ("NotEqual", "x", {"a": "y"}, True),
        ("LessThan", 2, {"a": 1}, True),
        ("LessThan", 2, {"a": "1"}, False),
        ("GreaterThanOrEqual", 1, {"a": 1}, True),
        ("Contains", "b", {"a": ["b"]}, True),
        ("Size", 2, {"a": [1, 2]}, True),
        ("Exists", True, {"a": None}, True),
        ("Exists", True, {}, False),
        ("Exists", False, {}, True),
        ("Sounds like", "x", {"a": "x"}, False),
    ],
)
def test_criteria(operator: str, value: Any, event: dict[str, Any], expected: bool) -> None:
    assert matches_event(({"jsonPath": "a", "operator": operator, "value": value},), event) is expected
