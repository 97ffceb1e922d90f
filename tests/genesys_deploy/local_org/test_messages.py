"""A message comes in, the published flow runs, the conversation shows what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.server import RunningOrg


TO_QUEUE = """
inboundShortMessage:
  name: Greeting
  division: Home
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - sendResponse:
              name: Say hello
              messageBody: {lit: Hello}
          - setParticipantData:
              name: Note
              attributes:
                - attribute:
                    name: {lit: tier}
                    value: {lit: Gold}
          - transferToAcd:
              name: To the queue
              targetQueue: {lit: {name: VIP}}
              priority: {lit: 7}
              acdSkills:
                - acdSkill: {lit: {name: New Customer}}
              languageSkill: {lit: {name: English}}
"""
DISCONNECTING = """
inboundShortMessage:
  name: Goodbye
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - disconnect: {name: Enough}
"""
READING = """
inboundShortMessage:
  name: Reading
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.note, initialValue: {noValue: true}}
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - getParticipantData:
              name: Read
              attributes:
                - attribute: {name: {lit: note}, variable: Flow.note}
          - sendResponse:
              name: Tell
              messageBody:
                exp: >-
                  Append("note: ", If(IsNotSetOrEmpty(Flow.note), "none", Flow.note), ", text: ",
                  Message.Message.body, ", new: ", ToString(Message.IsNewConversation), ", from ",
                  Message.Message.senderAddress, " alias ", Message.Message.senderAddressInfo.name)
          - transferToAcd: {name: Go, targetQueue: {lit: {name: VIP}}}
"""


@pytest.fixture
def publish(sdk: Any, client: Any, upload: Callable[[str], Any]) -> Callable[..., str]:
    """Publish a flow and give it to a recipient of a messenger type; the recipient's id."""

    def published(text: str, messenger_type: str = "twitter") -> str:
        job = upload(text)
        assert job.status == "Success", [message.text for message in job.messages]
        routing = sdk.RoutingApi(client)
        recipient = routing.get_routing_message_recipients(messenger_type=messenger_type).entities[0]
        routing.put_routing_message_recipient(recipient.id, {"flow": {"id": job.flow.id}})
        return str(recipient.id)

    return published


@pytest.fixture
def routing_objects(sdk: Any, client: Any) -> None:
    routing = sdk.RoutingApi(client)
    routing.post_routing_queues({"name": "VIP"})
    routing.post_routing_skills({"name": "New Customer"})
    routing.post_routing_languages({"name": "English"})


@pytest.mark.usefixtures("routing_objects")
def test_a_native_message_ends_in_a_queue(
    sdk: Any, client: Any, publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(TO_QUEUE)
    trace = send(messengerType="twitter", text="Hi", attributes={"context.handle": "ann"})
    (run,) = trace["runs"]
    assert (run["status"], run["flow"], run["version"]) == ("done", "Greeting", "1.0")
    assert (run["ending"]["kind"], run["ending"]["queue"]) == ("queue", "VIP")
    conversation = sdk.ConversationsApi(client).get_conversations_message(trace["conversationId"])
    customer, workflow, acd = conversation.participants
    assert (customer.purpose, customer.state, customer.type) == ("customer", "connected", "twitter")
    assert customer.attributes == {"context.handle": "ann", "tier": "Gold"}
    assert (workflow.purpose, workflow.name, workflow.state) == ("workflow", "Greeting", "disconnected")
    routing = acd.conversation_routing_data
    assert (acd.purpose, acd.state, acd.queue.name, routing.priority) == ("acd", "connected", "VIP", 7)
    assert [skill.self_uri for skill in routing.skills] == [
        sdk.RoutingApi(client).get_routing_skills().entities[0].self_uri
    ]
    assert (routing.language.id, acd.attributes) == (
        sdk.RoutingApi(client).get_routing_languages().entities[0].id,
        {},
    )


@pytest.mark.usefixtures("routing_objects")
def test_a_waiting_conversation_is_routed_anew(
    sdk: Any, client: Any, publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(TO_QUEUE)
    routing, conversations = sdk.RoutingApi(client), sdk.ConversationsApi(client)
    conversation_id = send(messengerType="twitter", text="Hi")["conversationId"]
    skill, queue = (
        routing.post_routing_skills({"name": "Billing"}),
        routing.post_routing_queues({"name": "B"}),
    )
    changed = routing.patch_routing_conversation(conversation_id, {"priority": 9, "skillIds": [skill.id]})
    assert (changed.priority, changed.skills[0].name, changed.language.name) == (9, "Billing", "English")
    waiting = conversations.get_conversations_message(conversation_id).participants[-1]
    conversations.post_conversation_participant_replace_queue(
        conversation_id, waiting.id, {"queueId": queue.id}
    )
    left, now = conversations.get_conversations_message(conversation_id).participants[-2:]
    assert (left.queue.name, left.state) == ("VIP", "disconnected")
    assert (now.queue.name, now.state) == ("B", "connected")
    assert now.conversation_routing_data.priority == 9
    conversations.post_conversation_disconnect(conversation_id)
    with pytest.raises(sdk.rest.ApiException) as refused:
        routing.patch_routing_conversation(conversation_id, {"priority": 1})
    assert refused.value.status == 409


@pytest.mark.usefixtures("routing_objects")
def test_messages_of_one_sender_are_one_conversation(
    sdk: Any, client: Any, publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(TO_QUEUE)
    first = send(messengerType="twitter", text="Hi")["conversationId"]
    again = send(messengerType="twitter", text="Hello?")
    other = send(sender="43", messengerType="twitter", text="Hi")
    assert again["conversationId"] == first != other["conversationId"]
    assert [run["isNewConversation"] for run in again["runs"]] == [True, False]
    conversation = sdk.ConversationsApi(client).get_conversations_message(first)
    purposes = [(one.purpose, one.state) for one in conversation.participants]
    assert purposes == [
        ("customer", "connected"),
        ("workflow", "disconnected"),
        ("acd", "disconnected"),
        ("workflow", "disconnected"),
        ("acd", "connected"),
    ]
    said = conversation.participants[0].messages
    assert [one.message_status for one in said] == ["received", "sent", "received", "sent"]
    texts = [
        sdk.ConversationsApi(client)
        .get_conversations_message_message(first, one.message_id)
        .normalized_message.text
        for one in said
    ]
    assert texts == ["Hi", "Hello", "Hello?", "Hello"]


def test_after_a_disconnect_a_message_opens_a_new_conversation(
    sdk: Any, client: Any, publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(DISCONNECTING)
    first = send(messengerType="twitter", text="Hi")
    second = send(messengerType="twitter", text="Hi")
    assert (first["open"], first["runs"][0]["ending"]["kind"]) == (False, "disconnect")
    assert second["conversationId"] != first["conversationId"]
    continued = send(messengerType="twitter", text="Hi", conversationId=first["conversationId"])
    assert [run["isNewConversation"] for run in continued["runs"]] == [True, False]
    customer = sdk.ConversationsApi(client).get_conversation(first["conversationId"]).participants[0]
    assert customer.messages[0].state == "disconnected"


def test_a_flow_that_runs_off_its_end_disconnects(
    publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(
        DISCONNECTING.replace(
            "disconnect: {name: Enough}", "sendResponse: {name: Say, messageBody: {lit: x}}"
        )
    )
    trace = send(messengerType="twitter", text="Hi")
    assert (trace["runs"][0]["ending"]["kind"], trace["open"]) == ("end", False)


def test_a_message_that_no_flow_answers_is_kept_and_says_so(
    sdk: Any, client: Any, send: Callable[..., Any]
) -> None:
    trace = send(messengerType="facebook", text="Anybody?")
    (run,) = trace["runs"]
    assert (run["status"], run["ending"]) == ("error", None)
    assert '"facebook-recipient" has no published flow' in run["error"]
    conversation = sdk.ConversationsApi(client).get_conversations_message(trace["conversationId"])
    customer, workflow = conversation.participants
    assert (customer.state, len(customer.messages)) == ("connected", 1)
    assert (workflow.state, workflow.disconnect_type) == ("disconnected", "error")
    assert "has no published flow" in workflow.error_info.message


def test_a_run_that_breaks_says_so_and_the_next_message_runs(
    publish: Callable[..., str], send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(DISCONNECTING)
    with monkeypatch.context() as broken:
        broken.setattr("genesys_deploy.local_org.conversations.driving.step", lambda *_: 1 / 0)
        first = send(messengerType="twitter", text="Hi")
    second = send(messengerType="twitter", text="Hi")
    assert (first["runs"][0]["status"], first["open"]) == ("error", True)
    assert "ZeroDivisionError" in first["runs"][0]["error"]
    assert second["conversationId"] == first["conversationId"]
    assert second["runs"][1]["status"] == "done"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"from": {"id": "1"}}, 400),
        ({"recipient": "nonsense", "from": {"id": "1"}}, 404),
        ({"messengerType": "twitter", "from": {}}, 400),
        ({"messengerType": "twitter", "from": {"id": ""}}, 400),
        ({"messengerType": "twitter", "from": {"id": "1"}, "conversationId": "nonsense"}, 404),
    ],
)
def test_a_message_that_cannot_be_delivered(running: RunningOrg, body: dict[str, Any], status: int) -> None:
    answer = requests.post(f"{running.url}/local/messages", json=body, timeout=5)
    assert answer.status_code == status, answer.text


def test_a_page_of_somebody_else_cannot_send_messages(running: RunningOrg) -> None:
    body = '{"messengerType": "twitter", "from": {"id": "1"}}'
    answer = requests.post(f"{running.url}/local/messages", data=body, timeout=5)
    assert answer.status_code == 415


@pytest.mark.usefixtures("routing_objects")
def test_attributes_written_by_a_client_are_there_for_the_next_run(
    sdk: Any, client: Any, publish: Callable[..., str], send: Callable[..., Any]
) -> None:
    publish(READING)
    conversation_id = send(messengerType="twitter", text="Hi")["conversationId"]
    conversations = sdk.ConversationsApi(client)
    customer = conversations.get_conversations_message(conversation_id).participants[0]
    conversations.patch_conversations_message_participant_attributes(
        conversation_id, customer.id, body={"attributes": {"note": "vip"}}
    )
    assert client.last_response.status == 202
    run = send(messengerType="twitter", text="Again")["runs"][1]
    said = [event["text"] for event in run["events"] if event["event"] == "ResponseSent"]
    assert said == ["note: vip, text: Again, new: false, from 42 alias Ann"]


@pytest.mark.usefixtures("routing_objects")
def test_an_open_message_names_its_conversation_at_once(
    sdk: Any, client: Any, running: RunningOrg, upload: Callable[[str], Any], finished: Callable[[str], Any]
) -> None:
    conversations = sdk.ConversationsApi(client)
    integration = conversations.post_conversations_messaging_integrations_open(
        {
            "name": "LinkedIn",
            "outboundNotificationWebhookUrl": "https://middleware.example",
            "outboundNotificationWebhookSignatureSecretToken": "s3cret",
        }
    )
    flow = upload(READING).flow.id
    sdk.RoutingApi(client).put_routing_message_recipient(integration.recipient.id, {"flow": {"id": flow}})
    message = {
        "channel": {
            "from": {"id": "li-1", "idType": "Opaque", "nickname": "Ann Example"},
            "time": "2026-01-01T00:00:00Z",
            "metadata": {"customAttributes": {"handle": "ann"}},
        },
        "text": "Hello",
    }
    answer = conversations.post_conversations_message_inbound_open_message(
        integration.id, message, prefetch_conversation_id=True
    )
    assert (client.last_response.status, answer.text) == (202, "Hello")
    (run,) = finished(answer.conversation_id)["runs"]
    said = [event["text"] for event in run["events"] if event["event"] == "ResponseSent"]
    assert said == ["note: none, text: Hello, new: true, from li-1 alias Ann Example"]
    customer = conversations.get_conversations_message(answer.conversation_id).participants[0]
    assert (customer.type, customer.attributes) == ("open", {"context.handle": "ann"})
    without = conversations.post_conversations_message_inbound_open_message(integration.id, message)
    assert without.conversation_id is None
    assert finished(answer.conversation_id)["done"]


@pytest.mark.usefixtures("routing_objects")
@pytest.mark.parametrize(
    ("attributes", "named"),
    [({}, []), ({"context.handle": "ann"}, []), ({"tier": "Platinum", "context.handle": "ann"}, ["tier"])],
)
def test_attributes_that_the_flow_writes_itself_are_told(
    running: RunningOrg, publish: Callable[..., str], attributes: dict[str, str], named: list[str]
) -> None:
    publish(TO_QUEUE)
    message = {"from": {"id": "1"}, "messengerType": "twitter", "text": "Hi", "attributes": attributes}
    sent = requests.post(f"{running.url}/local/messages", json=message, timeout=5)
    assert sent.status_code == 202
    warnings = sent.json().get("warnings", [])
    assert [warning.split()[0] for warning in warnings] == named
    assert all('written by "Greeting" itself' in warning for warning in warnings)
