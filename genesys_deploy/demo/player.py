"""Sends the demo's messages in and reads from the org where they ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform import InboundMessage
from genesys_deploy.resources import Key, Kind
from genesys_deploy.simulate.requests import CallDataAction
from genesys_deploy.simulate.scenario.expectation import Expectation, differences
from genesys_deploy.simulate.scenario.outcome import Outcome
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.bundle.settings.settings import Channel, Settings
    from genesys_deploy.demo.script import DemoMessage
    from genesys_deploy.demo.stage import Stage
    from genesys_deploy.platform import Org

__all__ = ["Arrival", "Played", "Player"]

WAIT_SECONDS = 20
LOOK_EVERY_SECONDS = 0.02
OPEN = "open"
PICTURE = {"id": "picture-1", "url": "https://media.example.com/picture.png", "mime": "image/png"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a message ended, as the org tells it; `journey` are the states and the calls with how they went."""

    conversation_id: str
    outcome: Outcome
    journey: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """One message that was sent, and what is otherwise than it should be (nothing, where all is well)."""

    message: DemoMessage
    second: bool
    arrival: Arrival
    differences: tuple[str, ...]


class Player:
    """Messages of open channels go through the SDK, native ones where the platform would push them."""

    def __init__(self, stage: Stage, org: Org, settings: Settings, ids: Mapping[Key, str]) -> None:
        self._stage = stage
        self._org = org
        self._settings = settings
        self._ids = ids
        self._names = {held: key.name for key, held in ids.items()}

    def play(self, messages: Iterable[DemoMessage]) -> Iterator[Played]:
        for message in messages:
            user_id = message.sender.user_id
            if message.irp == "down":
                self._stage.irp.kill()
            first = self._send(message, user_id, message.text)
            if message.irp == "down":
                self._stage.irp.start()
            yield Played(
                message, second=False, arrival=first, differences=differences(first.outcome, message.ends)
            )
            second = self._send(message, user_id, message.then_text)
            again = self._again(message.then, first, second)
            yield Played(message, second=True, arrival=second, differences=again)

    def _again(self, expected: Expectation, first: Arrival, second: Arrival) -> tuple[str, ...]:
        found = differences(second.outcome, expected, first.outcome)
        same = first.conversation_id == second.conversation_id
        if same != (first.outcome.queue is not None):
            return (*found, "it became another conversation" if not same else "a closed conversation went on")
        return found

    def _send(self, message: DemoMessage, user_id: str, text: str | None) -> Arrival:
        channel = self._settings.channels[message.channel]
        if channel.messenger_type == OPEN:
            conversation_id = self._send_open(channel, message, user_id, text)
        else:
            conversation_id = self._push(channel, message, user_id, text)
        return self.arrival(conversation_id)

    def _send_open(self, channel: Channel, message: DemoMessage, user_id: str, text: str | None) -> str:
        integration = self._ids[Key(Kind.OPEN_MESSAGING_INTEGRATION, channel.recipient)]
        inbound = InboundMessage(
            user_id, text or "", message.sender.name, attachments=() if text else (PICTURE["url"],)
        )
        return self._org.send_message(integration, inbound)

    def _push(self, channel: Channel, message: DemoMessage, user_id: str, text: str | None) -> str:
        attribute = channel.handle.attribute if channel.handle else None
        answer = self._local(
            "POST",
            "/local/messages",
            {
                "recipient": channel.recipient,
                "from": {"id": user_id, "name": message.sender.name},
                "text": text,
                "attachments": [] if text else [PICTURE],
                "attributes": {attribute: message.handle} if attribute and message.handle else {},
            },
        )
        return str(answer["conversationId"])

    def arrival(self, conversation_id: str) -> Arrival:
        run = self._finished_run(conversation_id)
        conversation = self._org.conversation(conversation_id)
        place = None if conversation.ended else conversation.waiting_in
        events = run["events"]
        outcome = Outcome(
            ending="queue" if place else "disconnect",
            queue=place.queue_name if place else None,
            priority=(place.priority or 0) if place else 0,
            skills=tuple(self._names.get(skill, skill) for skill in place.skill_ids) if place else (),
            language=self._names.get(place.language_id) if place else None,
            attributes=conversation.customer_attributes,
            calls=tuple(_calls(events)),
            error=run["error"] or "",
        )
        return Arrival(conversation_id, outcome, tuple(_journey(events)))

    def _finished_run(self, conversation_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            trace = self._local("GET", f"/local/conversations/{conversation_id}/trace")
            if trace["done"]:
                run: dict[str, Any] = trace["runs"][-1]
                return run
            time.sleep(LOOK_EVERY_SECONDS)
        raise ProductError(f"the run of conversation {conversation_id} did not end within {WAIT_SECONDS} s")

    def _local(self, method: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        import requests

        answer = requests.request(method, f"{self._stage.org.url}{path}", json=body, timeout=WAIT_SECONDS)
        if not answer.ok:
            raise ProductError(
                f"{method} {path}: the local org answered {answer.status_code}: {answer.text[:300]}"
            )
        found: dict[str, Any] = answer.json()
        return found


def _calls(events: Iterable[Mapping[str, Any]]) -> Iterator[CallDataAction]:
    for event in events:
        if event["event"] == "DataActionCalled":
            yield CallDataAction(event["category"], event["name"], event["inputs"])


def _journey(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    marks = {"success": "✓", "failure": "✗", "timeout": "⏱"}
    for event in events:
        match event["event"]:
            case "StateEntered":
                yield event["name"]
            case "DataActionAnswered":
                yield f"{event['name']} {marks.get(event['outcome'], event['outcome'])}"
            case "ErrorRaised":
                yield f"error: {event['message']}"
