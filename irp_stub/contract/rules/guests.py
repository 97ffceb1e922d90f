"""Nobody whom the platform knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["GUESTS", "guest"]

GUESTS = Family("guests")


def guest(probe: Probe) -> Answer:
    """The answer about somebody whom nobody knows."""
    return probe.resolve(probe.data.guest_channel, probe.marks.user_id("guest"), probe.marks.handle("guest"))


@GUESTS.must(
    "unknown-is-an-answer",
    "That somebody is unknown is an answer, not an error",
    source='guide, "Split node to check resolution_success"; Data Action "Resolve Identity"',
    why="the flow cannot tell a 404 from a platform that is down: no lead, no guest queue",
)
def unknown_is_an_answer(probe: Probe) -> None:
    probe.once(guest).demanded()


@GUESTS.must(
    "unknown-unresolved",
    "Somebody unknown is unresolved",
    source='guide, "Handling Unresolved and New Identities"',
    why="a stranger must not get a customer's history",
)
def unknown_unresolved(probe: Probe) -> None:
    answer = probe.once(guest)
    if answer.resolved:
        raise Broken(f"a stranger is resolved as {answer.customer_id or 'nobody'}", answer.exchange)


@GUESTS.must(
    "unresolved-logged",
    "Who could not be resolved is noted",
    source='guide, "log the handle for future manual review"; Data Action "Log Unresolved"',
    writes=True,
    why="stewards find there what the graph lacks",
)
def unresolved_logged(probe: Probe) -> None:
    answer = probe.ask(
        Purpose.UNRESOLVED,
        channel=probe.data.guest_channel,
        userId=probe.marks.user_id("unresolved"),
        handle=probe.marks.handle("unresolved"),
        conversationId=probe.marks.conversation(),
        reason="guest",
    )
    probe.served(Purpose.UNRESOLVED, answer).demanded()
