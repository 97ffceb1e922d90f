"""A message comes in, the published flow runs, the conversation shows what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


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
