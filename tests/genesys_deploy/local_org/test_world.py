"""What a run finds in its org: Data Actions over HTTP, objects by name, data tables, common modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.server import RunningOrg

MODULE = """
commonModule:
  name: Shout
  division: Home
  defaultLanguage: en-us
  settingsCommonModule:
    compatibleFlowTypes:
      - flowType: inboundshortmessage
  variables:
    - stringVariable: {name: Common.word, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Common.loud, initialValue: {noValue: true}, isInput: false, isOutput: true}
  startUpTaskActions:
    - updateData:
        name: Shout
        statements:
          - string: {variable: Common.loud, value: {exp: Upper(Common.word)}}
"""


def flow(actions: str) -> str:
    indented = "\n".join(f"          {line}" for line in actions.strip("\n").splitlines())
    return f"""
inboundShortMessage:
  name: Ask the world
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {{name: Flow.text, initialValue: {{lit: nothing}}}}
    - stringVariable: {{name: Flow.known, initialValue: {{noValue: true}}}}
    - queueVariable: {{name: Flow.queue, initialValue: {{noValue: true}}}}
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
{indented}
          - sendResponse: {{name: Tell, messageBody: {{exp: Flow.text}}}}
          - disconnect: {{name: Done}}
"""


CALL = """
- callData:
    name: Ask
    timeout: {lit: {seconds: 1}}
    category:
      IRP:
        dataAction:
          Greet:
            inputs: {who: {exp: Message.Message.senderAddress}}
            successOutputs: {greeting: {var: Flow.text}}
    outputs:
      failure:
        actions:
          - updateData:
              name: Failed
              statements:
                - string: {variable: Flow.text, value: {lit: failure}}
      timeout:
        actions:
          - updateData:
              name: Late
              statements:
                - string: {variable: Flow.text, value: {lit: timeout}}
"""
LOOKUP = """
- dataTableLookup:
    name: Look up
    lookupValue: {lit: KEY}
    dataTable:
      Greetings:
        foundOutputs: {greeting: {var: Flow.text}}
"""
FIND = """
- findQueue:
    name: Find
    findName: {lit: vip}
    findResult: {var: Flow.queue}
- updateData:
    name: Name
    statements:
      - string: {variable: Flow.text, value: {exp: Flow.queue.name}}
"""
SHOUT = """
- callCommonModule:
    name: Shout
    commonModule:
      Shout:
        ver_latestPublished:
          inputs: {Common.word: {exp: Message.Message.body}}
          outputs: {Common.loud: {var: Flow.text}}
"""


REMEMBERING = """
- getParticipantData:
    name: Recall
    attributes:
      - attribute: {name: {lit: greeting}, variable: Flow.known}
- callData:
    name: Ask
    timeout: {lit: {seconds: 10}}
    category:
      IRP:
        dataAction:
          Greet:
            inputs: {who: {exp: Message.Message.body}}
            successOutputs: {greeting: {var: Flow.text}}
- setParticipantData:
    name: Remember
    attributes:
      - attribute: {name: {lit: greeting}, value: {exp: Flow.text}}
- transferToAcd: {name: Go, targetQueue: {lit: {name: VIP}}}
"""


@pytest.fixture
def publish(sdk: Any, client: Any, upload: Callable[[str], Any]) -> Callable[[str], None]:
    """Publish a flow and give it to the recipient of X."""

    def published(text: str) -> None:
        job = upload(text)
        assert job.status == "Success", [message.text for message in job.messages]
        routing = sdk.RoutingApi(client)
        recipient = routing.get_routing_message_recipients(messenger_type="twitter").entities[0]
        routing.put_routing_message_recipient(recipient.id, {"flow": {"id": job.flow.id}})

    return published


@pytest.fixture
def said(publish: Callable[[str], None], send: Callable[..., Any]) -> Callable[[str], list[str]]:
    """What a flow with these actions says to a message "hello"."""

    def responses(actions: str) -> list[str]:
        publish(flow(actions))
        (run,) = send(messengerType="twitter", text="hello")["runs"]
        assert run["status"] == "done", run["error"]
        return [event["text"] for event in run["events"] if event["event"] == "ResponseSent"]

    return responses


@pytest.fixture
def greet(sdk: Any, client: Any) -> Callable[..., str]:
    """Make the Data Action "Greet" that calls a URL; the id of its integration."""

    def made(url: str, integration_type: str = "custom-rest-actions") -> str:
        api = sdk.IntegrationsApi(client)
        integration = api.post_integrations(body={"name": "IRP", "integrationType": {"id": integration_type}})
        api.patch_integration(integration.id, body={"intendedState": "ENABLED"})
        properties = {"who": {"type": "string"}}
        api.post_integrations_actions(
            {
                "name": "Greet",
                "category": "IRP",
                "integrationId": integration.id,
                "contract": {
                    "input": {"inputSchema": {"type": "object", "properties": properties}},
                    "output": {
                        "successSchema": {"type": "object", "properties": {"greeting": {"type": "string"}}}
                    },
                },
                "config": {
                    "request": {"requestUrlTemplate": url, "requestType": "GET", "headers": {}},
                    "response": {
                        "translationMap": {"greeting": "$.name"},
                        "successTemplate": '{"greeting": ${greeting}}',
                    },
                },
            }
        )
        return str(integration.id)

    return made


@pytest.mark.parametrize(
    ("answer", "told"),
    [((200, {"name": "Ann"}), "Ann"), ((500, {}), "failure"), ((200, {"name": 7}), "failure")],
)
def test_a_data_action_calls_its_service(
    said: Callable[[str], list[str]],
    greet: Callable[..., str],
    service: Any,
    answer: tuple[int, dict[str, Any]],
    told: str,
) -> None:
    greet(service.url)
    service.answers = [answer]
    assert said(CALL) == [told]


def test_a_slow_service_is_a_timeout(
    said: Callable[[str], list[str]], greet: Callable[..., str], service: Any
) -> None:
    greet(service.url)
    service.hold.clear()
    assert said(CALL) == ["timeout"]


def test_a_disabled_integration_is_a_failure(
    sdk: Any, client: Any, said: Callable[[str], list[str]], greet: Callable[..., str], service: Any
) -> None:
    integration_id = greet(service.url)
    sdk.IntegrationsApi(client).patch_integration(integration_id, body={"intendedState": "DISABLED"})
    assert said(CALL) == ["failure"]
    assert service.calls == []


def test_an_action_on_the_platform_itself_is_let_in(
    said: Callable[[str], list[str]], greet: Callable[..., str], running: RunningOrg
) -> None:
    greet("/api/v2/organizations/me", "purecloud-data-actions")
    assert said(CALL) == [running.org.settings.name]


@pytest.mark.parametrize(("key", "told"), [("en", "hello"), ("xx", "nothing")])
def test_a_row_of_a_data_table(
    sdk: Any, client: Any, said: Callable[[str], list[str]], key: str, told: str
) -> None:
    architect = sdk.ArchitectApi(client)
    properties = {"key": {"type": "string"}, "greeting": {"type": "string"}}
    table = architect.post_flows_datatables(
        {"name": "Greetings", "schema": {"type": "object", "properties": properties}}
    )
    architect.post_flows_datatable_rows(table.id, {"key": "en", "greeting": "hello"})
    assert said(LOOKUP.replace("KEY", key)) == [told]


def test_a_queue_is_found_by_name(sdk: Any, client: Any, said: Callable[[str], list[str]]) -> None:
    sdk.RoutingApi(client).post_routing_queues({"name": "VIP"})
    assert said(FIND) == ["VIP"]


def test_a_common_module_of_the_org_runs(
    upload: Callable[[str], Any], said: Callable[[str], list[str]]
) -> None:
    job = upload(MODULE)
    assert job.status == "Success", [message.text for message in job.messages]
    assert said(SHOUT) == ["HELLO"]


def test_messages_of_a_conversation_run_one_after_the_other(
    sdk: Any,
    client: Any,
    running: RunningOrg,
    finished: Callable[[str], Any],
    publish: Callable[[str], None],
    greet: Callable[..., str],
    service: Any,
) -> None:
    """The second waits while the first waits for its service, and knows what the first has found out."""
    sdk.RoutingApi(client).post_routing_queues({"name": "VIP"})
    greet(service.url)
    publish(flow(REMEMBERING))
    service.hold.clear()
    service.answers = [(200, {"name": "Ann"}), (200, {"name": "Ben"})]
    message = {"messengerType": "twitter", "from": {"id": "1"}, "text": "hello"}
    sent = [requests.post(f"{running.url}/local/messages", json=message, timeout=5).json() for _ in range(2)]
    service.hold.set()
    first, second = finished(sent[0]["conversationId"])["runs"]
    assert [one["messageId"] for one in (first, second)] == [one["messageId"] for one in sent]
    assert first["end"] <= second["start"]
    read = [event for event in second["events"] if event["event"] == "ParticipantDataRead"]
    assert [event["value"] for event in read] == ["Ann"]
