"""A customer writes to a served org, and we read what became of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform import Conversation, Credentials, InboundMessage, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import (
    FlowResource,
    Key,
    Kind,
    OpenMessagingIntegration,
    Queue,
    Recipient,
    Secret,
    Skill,
)

FLOW = """inboundShortMessage:
  name: Welcome
  startUpRef: /inboundShortMessage/states/state[main]
  defaultLanguage: en-us
  states:
    - state:
        name: Main
        refId: main
        actions:
          - setParticipantData:
              name: Remember
              attributes:
                - attribute: {name: {lit: asked}, value: {exp: Message.Message.body}}
          - transferToAcd:
              name: Hand over
              targetQueue: {lit: {name: General}}
              priority: {lit: 7}
              acdSkills:
                - acdSkill: {lit: {name: New Customer}}
"""


@pytest.fixture
def server() -> Iterator[RunningOrg]:
    with serve() as running:
        yield running


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def routed(org: CloudOrg, conversation_id: str) -> Conversation:
    deadline = time.monotonic() + 20
    while not (conversation := org.conversation(conversation_id)).waiting_in:
        assert time.monotonic() < deadline, conversation
    return conversation


def test_a_message_is_routed_and_its_conversation_read(org: CloudOrg) -> None:
    ids: dict[Key, str] = {}
    for resource in (
        Queue("General"),
        Skill("New Customer"),
        FlowResource("Welcome", "inboundShortMessage", FLOW),
        OpenMessagingIntegration("Chat", "https://example.org/out", Secret("s")),
    ):
        ids[resource.key] = org.shelf(resource.key.kind).create(resource, ids).id
    recipient = Recipient("open", "Chat", "Welcome")
    org.shelf(Kind.RECIPIENT).create(recipient, ids)

    channel = ids[Key(Kind.OPEN_MESSAGING_INTEGRATION, "Chat")]
    message = InboundMessage(
        "customer-1",
        "hello?",
        nickname="Ada",
        metadata={"handle": "ada"},
        time=datetime(2026, 1, 2, tzinfo=UTC),
    )
    conversation = routed(org, org.send_message(channel, message))
    assert conversation.customer_attributes["asked"] == "hello?"
    assert conversation.customer_attributes["context.handle"] == "ada"
    waiting = conversation.waiting_in
    assert waiting is not None
    assert waiting.queue_id == ids[Key(Kind.QUEUE, "General")]
    assert waiting.priority == 7
    assert waiting.skill_ids == (ids[Key(Kind.SKILL, "New Customer")],)
    assert not conversation.ended


def test_the_org_says_who_it_is(org: CloudOrg) -> None:
    assert org.organization().name == "Local org"
    assert org.organization().id


def test_an_attachment_needs_no_text() -> None:
    body = InboundMessage("1", attachments=("https://example.org/cat.png",)).to_wire()
    assert "text" not in body
    assert body["content"][0]["attachment"]["url"] == "https://example.org/cat.png"
    assert body["channel"]["from"] == {"id": "1", "idType": "Opaque"}
