"""Locks, versions and deletion of flows, driven by the official SDK."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.server import serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.local_org.server import RunningOrg

FLOW = """
inboundShortMessage:
  name: Goodbye
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - ACTION
"""
DISCONNECT = FLOW.replace("ACTION", "disconnect: {name: Enough}")
TO_QUEUE = FLOW.replace("ACTION", "transferToAcd: {name: Go, targetQueue: {lit: {name: VIP}}}")


@pytest.fixture
def running() -> Iterator[RunningOrg]:
    clients = (OAuthClient(), OAuthClient("editor", "secret", "Somebody in Architect"))
    with serve(settings=replace(OrgSettings(), clients=clients)) as org:
        yield org


@pytest.fixture
def architect(sdk: Any, client: Any) -> Any:
    return sdk.ArchitectApi(client)


@pytest.fixture
def editor(sdk: Any, log_in: Callable[..., Any]) -> Any:
    return sdk.ArchitectApi(log_in("editor", "secret"))


@pytest.fixture
def refused(sdk: Any) -> Callable[..., tuple[int, str]]:
    def refusal(call: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[int, str]:
        with pytest.raises(sdk.rest.ApiException) as error:
            call(*arguments, **named)
        return error.value.status, json.loads(error.value.body)["code"]

    return refusal


def test_somebody_elses_lock_stops_every_change(
    architect: Any, editor: Any, upload: Callable[[str], Any], refused: Callable[..., tuple[int, str]]
) -> None:
    flow = upload(DISCONNECT).flow.id
    editor.post_flows_actions_checkout(flow)
    assert architect.get_flow(flow).locked_client.id == "editor"
    job = upload(DISCONNECT)
    assert job.status == "Failure"
    assert "architect.flow.locked.by.user" in job.messages[0].text
    locked = (409, "architect.flow.locked.by.user")
    assert refused(architect.delete_flow, flow) == locked
    assert refused(architect.post_flows_actions_publish, flow) == locked
    assert refused(architect.post_flows_actions_revert, flow) == locked
    assert architect.post_flows_actions_unlock(flow).locked_client is None
    assert upload(DISCONNECT).status == "Success"


def test_a_lock_is_given_back(
    architect: Any, editor: Any, upload: Callable[[str], Any], refused: Callable[..., tuple[int, str]]
) -> None:
    flow = upload(DISCONNECT).flow.id
    assert refused(editor.post_flows_actions_checkin, flow) == (409, "architect.flow.not.locked.by.user")
    editor.post_flows_actions_checkout(flow)
    editor.post_flows_actions_revert(flow)
    assert architect.get_flow(flow).locked_client is None


def test_an_older_version_is_published_again(architect: Any, upload: Callable[[str], Any]) -> None:
    flow = upload(DISCONNECT).flow.id
    upload(DISCONNECT)
    operation = architect.post_flows_actions_publish(flow, version="1.0")
    assert (operation.action_name, operation.action_status) == ("PUBLISH", "SUCCESS")
    read = architect.get_flow(flow)
    assert (read.published_version.id, read.saved_version.id) == ("1.0", "2.0")
    architect.post_flows_actions_publish(flow)
    assert architect.get_flow(flow).published_version.id == "2.0"


def test_a_version_whose_queue_is_gone_is_not_published_again(
    sdk: Any,
    client: Any,
    upload: Callable[[str], Any],
    refused: Callable[..., tuple[int, str]],
) -> None:
    architect, routing = sdk.ArchitectApi(client), sdk.RoutingApi(client)
    queue = routing.post_routing_queues({"name": "VIP"})
    flow = upload(TO_QUEUE).flow.id
    upload(DISCONNECT)
    routing.delete_routing_queue(queue.id)
    refusal = refused(architect.post_flows_actions_publish, flow, version="1.0")
    assert refusal == (409, "architect.flow.cannot.publish.missing.dependencies")
    assert architect.get_flow(flow).published_version.id == "2.0"


def test_unknown_flows_and_versions(
    architect: Any, upload: Callable[[str], Any], refused: Callable[..., tuple[int, str]]
) -> None:
    flow = upload(DISCONNECT).flow.id
    assert refused(architect.get_flow, "nonsense") == (404, "architect.flow.not.found")
    assert refused(architect.get_flow_version, flow, "9.0") == (404, "architect.flow.version.missing")
    missing = refused(architect.post_flows_actions_publish, flow, version="9.0")
    assert missing == (404, "architect.flow.version.missing")


def test_a_deactivated_flow_answers_no_message(
    sdk: Any, client: Any, architect: Any, upload: Callable[[str], Any], send: Callable[..., Any]
) -> None:
    flow = upload(DISCONNECT).flow.id
    routing = sdk.RoutingApi(client)
    recipient = routing.get_routing_message_recipients(messenger_type="twitter").entities[0]
    routing.put_routing_message_recipient(recipient.id, {"flow": {"id": flow}})
    assert architect.post_flows_actions_deactivate(flow).active is False
    assert send(messengerType="twitter", text="Hi")["runs"][0]["status"] == "error"


def test_a_flow_in_use_stays(
    sdk: Any,
    client: Any,
    upload: Callable[[str], Any],
    refused: Callable[..., tuple[int, str]],
) -> None:
    architect, routing = sdk.ArchitectApi(client), sdk.RoutingApi(client)
    flow = upload(DISCONNECT).flow.id
    recipient = routing.get_routing_message_recipients(messenger_type="twitter").entities[0]
    routing.put_routing_message_recipient(recipient.id, {"flow": {"id": flow}})
    used = (409, "architect.flow.cannot.delete.used.by.message.addresses")
    assert refused(architect.delete_flow, flow) == used
    routing.put_routing_message_recipient(recipient.id, {})
    architect.delete_flow(flow)
    assert refused(architect.get_flow, flow) == (404, "architect.flow.not.found")
    assert architect.get_flow(flow, deleted=True).deleted
    assert upload(DISCONNECT).flow.id != flow


def test_a_message_that_was_waiting_is_answered_after_a_restart(sdk: Any, tmp_path: Any) -> None:
    """The store is written while the run waits for a service, as a killed process would leave it."""
    store, half_done = tmp_path / "org.json", tmp_path / "half.json"
    with serve(store=store) as first:
        requests.post(
            f"{first.url}/local/messages",
            json={"messengerType": "twitter", "from": {"id": "1"}, "text": "Hi"},
            timeout=5,
        )
    kept = json.loads(store.read_text())
    (run,) = kept["org"]["Run"]
    run |= {"status": "running", "error": "", "end": ""}
    half_done.write_text(json.dumps(kept))
    with serve(store=half_done) as second:
        client = sdk.ApiClient(host=second.url).get_client_credentials_token("local-client", "local-secret")
        assert sdk.ConversationsApi(client).get_conversation(run["conversation_id"]).id
    (again,) = json.loads(half_done.read_text())["org"]["Run"]
    assert (again["status"], "no published flow" in again["error"]) == ("error", True)


def test_a_flow_is_renamed_by_who_has_it_checked_out(
    architect: Any, editor: Any, upload: Callable[[str], Any], refused: Callable[..., tuple[int, str]]
) -> None:
    flow, other = upload(DISCONNECT).flow.id, upload(DISCONNECT.replace("Goodbye", "Adieu")).flow.id
    new = {"name": "Farewell", "type": "INBOUNDSHORTMESSAGE"}
    not_locked = (409, "architect.flow.not.locked.by.user")
    assert refused(architect.put_flow, flow, new) == not_locked
    architect.post_flows_actions_checkout(flow)
    assert refused(editor.put_flow, flow, new) == not_locked
    taken = {**new, "name": "adieu"}
    assert refused(architect.put_flow, flow, taken) == (409, "architect.flow.already.exists")
    assert refused(architect.put_flow, flow, {**new, "name": "a/b"})[0] == 400
    assert architect.put_flow(flow, new).name == "Farewell"
    architect.post_flows_actions_checkin(flow)
    read = architect.get_flow(flow)
    assert (read.name, read.published_version.id, read.locked_client) == ("Farewell", "1.0", None)
    assert upload(DISCONNECT.replace("Goodbye", "Farewell")).flow.id == flow
    assert architect.get_flow(other).name == "Adieu"
