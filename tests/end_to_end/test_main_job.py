"""The whole way over HTTP: published through the SDK, messages in, read back through the SDK, the IRP outside."""

from __future__ import annotations

import pytest

from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.demo.script import DemoMessage, read_script
from genesys_deploy.demo.show import Opened
from genesys_deploy.deploy.planning.plan import plan

pytestmark = pytest.mark.xdist_group("end-to-end")

MESSAGES = read_script().messages


@pytest.mark.parametrize("message", MESSAGES, ids=[message.title for message in MESSAGES])
def test_a_message_and_the_next_one_end_where_they_should(show: Opened, message: DemoMessage) -> None:
    first, second = show.player.play([message])
    assert first.differences == ()
    assert second.differences == ()


def test_every_ending_of_the_guide_is_among_the_messages() -> None:
    titles = " ".join(message.title for message in MESSAGES).lower()
    for ending in (
        "platinum", "gold", "tier", "look-alike", "known bot", "spam", "two days old", "new customer", "without a text",
        "new handle", "linkedin", "namesake", "down", "longer than", "too many",
    ):  # fmt: skip
        assert ending in titles


def test_publishing_again_changes_nothing(show: Opened) -> None:
    again = plan(contents_of(show.bundle, show.stage.environment), show.org)
    assert [operation.describe() for operation in again.changes] == []


def test_nothing_is_lost_when_the_irp_is_killed(show: Opened) -> None:
    lead = next(message for message in MESSAGES if message.title == "Somebody new through Open Messaging")
    fresh = DemoMessage(
        title="kill",
        channel="open",
        sender=type(lead.sender)(id="visitor-killed", name="Kim"),
        ends=lead.ends,
        then=lead.then,
        span=lead.span,
        text="Hello",
    )
    before, _ = show.player.play([fresh])
    show.stage.irp.kill()
    show.stage.irp.start()
    after, _ = show.player.play([fresh])
    assert before.arrival.outcome.attributes["leadId"]
    assert after.arrival.outcome.attributes["leadId"] == before.arrival.outcome.attributes["leadId"]


def test_secrets_are_in_no_log(show: Opened) -> None:
    logs = "".join(log.read_text(encoding="utf-8") for log in show.stage.logs)
    for secret in (*show.stage.secrets.values(), "local-secret"):
        assert secret not in logs
