"""Open Messaging integrations and message recipients, driven by the official SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest

BODY = {
    "name": "LinkedIn",
    "outboundNotificationWebhookUrl": "https://middleware.example/out",
    "outboundNotificationWebhookSignatureSecretToken": "s3cret",
}


@pytest.fixture
def conversations(sdk: Any, client: Any) -> Any:
    return sdk.ConversationsApi(client)


@pytest.fixture
def routing(sdk: Any, client: Any) -> Any:
    return sdk.RoutingApi(client)


def test_an_integration_makes_its_recipient(client: Any, conversations: Any, routing: Any) -> None:
    made = conversations.post_conversations_messaging_integrations_open(BODY)
    assert made.create_status == "Completed"
    recipient = routing.get_routing_message_recipient(made.recipient.id)
    assert (recipient.name, recipient.messenger_type, recipient.flow) == ("LinkedIn", "open", None)
    conversations.get_conversations_messaging_integrations_open_integration_id(made.id)
    assert "s3cret" not in client.last_response.data


def test_a_renamed_integration_renames_its_recipient(conversations: Any, routing: Any) -> None:
    made = conversations.post_conversations_messaging_integrations_open(BODY)
    changed = conversations.patch_conversations_messaging_integrations_open_integration_id(
        made.id, {"name": "LinkedIn 2", "outboundNotificationWebhookUrl": "https://other.example"}
    )
    assert changed.outbound_notification_webhook_url == "https://other.example"
    assert routing.get_routing_message_recipient(made.recipient.id).name == "LinkedIn 2"


def test_a_deleted_integration_takes_its_recipient(sdk: Any, conversations: Any, routing: Any) -> None:
    made = conversations.post_conversations_messaging_integrations_open(BODY)
    conversations.delete_conversations_messaging_integrations_open_integration_id(made.id)
    assert conversations.get_conversations_messaging_integrations_open().total == 0
    with pytest.raises(sdk.rest.ApiException) as gone:
        routing.get_routing_message_recipient(made.recipient.id)
    assert gone.value.status == 404


def test_a_name_is_taken_once(sdk: Any, conversations: Any) -> None:
    conversations.post_conversations_messaging_integrations_open(BODY)
    with pytest.raises(sdk.rest.ApiException) as refused:
        conversations.post_conversations_messaging_integrations_open(BODY)
    assert refused.value.status == 409


def test_native_recipients_are_there_from_the_start(routing: Any) -> None:
    found = {one.messenger_type: one.name for one in routing.get_routing_message_recipients().entities}
    assert found == {
        "facebook": "facebook-recipient",
        "instagram": "instagram-recipient",
        "twitter": "twitter-recipient",
        "whatsapp": "whatsapp-recipient",
    }
    named = routing.get_routing_message_recipients(messenger_type="twitter", name="twitter-recipient")
    assert [one.messenger_type for one in named.entities] == ["twitter"]


@pytest.mark.parametrize(("flow_id", "status"), [("nonsense", 404), (None, 200)])
def test_a_recipient_takes_a_flow_that_is_there(
    sdk: Any, routing: Any, flow_id: str | None, status: int
) -> None:
    recipient = routing.get_routing_message_recipients(messenger_type="twitter").entities[0]
    body = {"flow": {"id": flow_id}} if flow_id else {}
    if status == 200:
        assert routing.put_routing_message_recipient(recipient.id, body).flow is None
        return
    with pytest.raises(sdk.rest.ApiException) as refused:
        routing.put_routing_message_recipient(recipient.id, body)
    assert (refused.value.status, json.loads(refused.value.body)["code"]) == (
        status,
        "architect.flow.not.found",
    )


def test_what_the_org_does_not_know_of_an_integration_is_kept(conversations: Any) -> None:
    theirs = {"supportedContent": {"id": "c"}, "messagingSetting": {"id": "m"}}
    made = conversations.post_conversations_messaging_integrations_open({**BODY, **theirs})
    patch = conversations.patch_conversations_messaging_integrations_open_integration_id
    patch(made.id, {"name": "LinkedIn", "messagingSetting": {"id": "n"}})
    patch(made.id, {"name": "LinkedIn"})
    read = conversations.get_conversations_messaging_integrations_open_integration_id(made.id)
    assert (read.supported_content.id, read.messaging_setting.id) == ("c", "n")
